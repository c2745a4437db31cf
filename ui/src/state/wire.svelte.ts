// What would leave now: the exact text of the chosen format, its losses and faults. Asked for only while someone looks,
// at pauses of typing; what is shown says by its version whether it is still the story.

import { failureOf, type Desk, type Failure, type Preview, type Way } from "../ipc";
import { Pause } from "./pause";

/** Milliseconds without typing before the message is made again. */
const PREVIEW_PAUSE = 300;
/** The most that the message stays behind somebody who never pauses. */
const PREVIEW_LATEST = 1_500;

export interface Asked {
  story: string;
  way: Way;
}

export class Outgoing {
  readonly #desk: Desk;
  readonly #pause = new Pause(PREVIEW_PAUSE, () => this.#ask(), PREVIEW_LATEST);
  #asked: Asked | null = null;

  preview: Preview | null = $state.raw(null);
  failure: Failure | null = $state.raw(null);

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Shows the message of this story from now on; null: no one looks. Another story or format is asked for at once. */
  async look(asked: Asked | null): Promise<void> {
    const same = JSON.stringify(asked) === JSON.stringify(this.#asked);
    const sameStory = asked?.story === this.#asked?.story && asked?.way.format === this.#asked?.way.format;
    this.#asked = asked;
    if (!sameStory) this.preview = null;
    if (asked && !same) await this.#pause.now();
  }

  /** The story was changed. */
  touch(): void {
    if (this.#asked) this.#pause.touch();
  }

  async #ask(): Promise<void> {
    const asked = this.#asked;
    if (!asked) return;
    try {
      const preview = await this.#desk.preview(asked.story, asked.way);
      if (asked === this.#asked) [this.preview, this.failure] = [preview, null];
    } catch (thrown) {
      if (asked === this.#asked) [this.preview, this.failure] = [null, failureOf(thrown)];
    }
  }
}
