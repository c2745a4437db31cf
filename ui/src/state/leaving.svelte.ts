// What a story is to leave as: the kind of release, what editors are told of it, and when the writer chose it. A choice
// holds until the text that left with it is changed: that is another release.

import type { Release, ReleaseKind } from "../ipc";

type Choice = Omit<Release, "way">;

/** As what usually follows what left before. */
const USUAL: Choice = { kind: null, note: "", at: null };

export class Leaving {
  choice: Choice = $state.raw(USUAL);
  /** The version that left with this choice. */
  #left: number | null = null;

  /** A new story is told without a reason: one that was typed for another kind goes. */
  choose(kind: ReleaseKind): void {
    const note = kind === "new" ? "" : this.choice.note;
    this.choice = { kind, note, at: new Date().toISOString() };
  }

  tell(note: string): void {
    this.choice = { ...this.choice, note };
  }

  usual(): void {
    this.choice = USUAL;
    this.#left = null;
  }

  left(version: number): void {
    this.#left = version;
  }

  changed(version: number): void {
    if (this.#left !== null && version > this.#left) this.usual();
  }
}
