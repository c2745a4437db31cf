// What would leave now: the exact text of the chosen format, its losses and faults. Asked for only while someone looks,
// at pauses of typing; what is shown says by its version whether it is still the story. Its places lie in the body of
// that version, which is kept with it: by the time they are read, the story may be another text.

import { failureOf, type Desk, type Failure, type Preview, type Release } from "../ipc";
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
  readonly leaving: { usual(): void };
}

export interface Asked {
  story: Previewed;
  release: Release;
}

/** What the story may leave as, and what it would. */
export type Standing = Pick<Preview, "kind" | "kinds" | "number">;

export class Outgoing {
  readonly #desk: Desk;
  readonly #pause = new Pause(PREVIEW_PAUSE, () => this.#ask(), PREVIEW_LATEST);
  #asked: Asked | null = null;

  preview: Preview | null = $state.raw(null);
  /** The body that the places of the preview lie in; empty when typing was faster than anyone could tell. */
  body = $state.raw("");
  failure: Failure | null = $state.raw(null);
  /** Of the last message of the story; stays while another one is made. */
  standing: Standing | null = $state.raw(null);

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Shows the message of this story from now on; null: no one looks. Another story or format is asked for at once. */
  async look(asked: Asked | null): Promise<void> {
    const before = this.#asked;
    const sameStory = asked?.story === before?.story;
    // What is asked already is on its way.
    if (sameStory && JSON.stringify(asked?.release) === JSON.stringify(before?.release)) return;
    this.#asked = asked;
    if (!sameStory) this.standing = null;
    if (!sameStory || asked?.release.way.format !== before?.release.way.format) this.preview = null;
    if (sameStory && asked?.release.note !== before?.release.note) this.#pause.touch();
    else if (asked) await this.#pause.now();
  }

  /** The message as it is now, shown; null when there is none. A question that is under way may be of an older text. */
  async now(): Promise<Preview | null> {
    await this.#ask();
    return this.preview;
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
      const preview = await this.#desk.preview(asked.story.id, asked.release);
      if (asked !== this.#asked) return;
      const text = [before, textOf(asked.story)].find((one) => one?.version === preview.version);
      [this.preview, this.body, this.failure] = [preview, text?.body ?? "", null];
      this.standing = preview;
    } catch (thrown) {
      if (asked !== this.#asked) return;
      const failure = failureOf(thrown);
      // What was chosen cannot follow any more what is typed now: whoever looks asks again.
      if (failure.code === "release_kind" && asked.release.kind !== null) asked.story.leaving.usual();
      else [this.preview, this.body, this.failure] = [null, "", failure];
    }
  }
}

/** The body and the version that it is of; null while what was typed has none yet. */
function textOf({ body, draft }: Previewed): { version: number; body: string } | null {
  return draft.settled ? { version: draft.version, body } : null;
}
