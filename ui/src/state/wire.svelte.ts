// What would leave now: the exact text of the chosen format, its losses and faults. Asked for only while someone looks,
// at pauses of typing; what is shown says by its version whether it is still the story. Its places lie in the body of
// that version, which is kept with it: by the time they are read, the story may be another text.

import { failureOf, type Desk, type Failure, type Preview, type Way } from "../ipc";
import { Pause } from "./pause";

/** Milliseconds without typing before the message is made again. */
const PREVIEW_PAUSE = 300;
/** The most that the message stays behind somebody who never pauses. */
const PREVIEW_LATEST = 1_500;

/** The story on the table, as far as its message is about it. */
export interface Previewed {
  readonly id: string;
  /** The body as typed. */
  readonly body: string;
  readonly draft: { readonly version: number; readonly settled: boolean };
}

export interface Asked {
  story: Previewed;
  way: Way;
}

export class Outgoing {
  readonly #desk: Desk;
  readonly #pause = new Pause(PREVIEW_PAUSE, () => this.#ask(), PREVIEW_LATEST);
  #asked: Asked | null = null;

  preview: Preview | null = $state.raw(null);
  /** The body that the places of the preview lie in; empty when typing was faster than anyone could tell. */
  body = $state.raw("");
  failure: Failure | null = $state.raw(null);

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Shows the message of this story from now on; null: no one looks. Another story or format is asked for at once. */
  async look(asked: Asked | null): Promise<void> {
    const before = this.#asked;
    const sameStory = asked?.story === before?.story;
    // What is asked already is on its way.
    if (sameStory && JSON.stringify(asked?.way) === JSON.stringify(before?.way)) return;
    this.#asked = asked;
    if (!sameStory || asked?.way.format !== before?.way.format) this.preview = null;
    if (asked) await this.#pause.now();
  }

  /** The story was changed. */
  touch(): void {
    if (this.#asked) this.#pause.touch();
  }

  async #ask(): Promise<void> {
    const asked = this.#asked;
    if (!asked) return;
    const before = textOf(asked.story);
    try {
      const preview = await this.#desk.preview(asked.story.id, asked.way);
      if (asked !== this.#asked) return;
      const text = [before, textOf(asked.story)].find((one) => one?.version === preview.version);
      [this.preview, this.body, this.failure] = [preview, text?.body ?? "", null];
    } catch (thrown) {
      if (asked === this.#asked) [this.preview, this.body, this.failure] = [null, "", failureOf(thrown)];
    }
  }
}

/** The body and the version that it is of; null while what was typed has none yet. */
function textOf({ body, draft }: Previewed): { version: number; body: string } | null {
  return draft.settled ? { version: draft.version, body } : null;
}
