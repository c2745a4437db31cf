// The note to editors, drafted: what is new since the story left the desk last, one or two lines that the writer edits.

import type { Revision } from "../ipc";
import { momentOf } from "../kit/format";
import { say } from "../kit/words";
import type { Room } from "./room";
import type { WorkingStory } from "./story.svelte";

export class NoteDraft {
  readonly #room: Room;
  /** The last draft: a newer one takes its place in the note. */
  #last = "";

  /** What it is drafted from; null while the story has not left the desk. */
  since: Revision | null = $state.raw(null);

  constructor(room: Room) {
    this.#room = room;
  }

  /** Asks when the story left the desk last; `_state` is named because leaving changes it. */
  async look(story: WorkingStory, _state: string): Promise<void> {
    const told = await this.#room.desk.desk.writethru(story.id).catch(() => null);
    this.since = told?.since ?? null;
  }

  /** Drafts it now and hands the whole note to `put`; says so when nothing is new. */
  async make(story: WorkingStory, put: (note: string) => void): Promise<void> {
    await story.draft.delivered();
    const { note, since } = await this.#room.desk.desk.writethru(story.id);
    this.since = since;
    // The note is that of one story: another one may be on the table by now.
    if (!since || this.#room.desk.working !== story) return;
    if (note === "") {
      this.#room.stage.tell({ tone: "plain", text: say("note.nothing", { moment: momentOf(since.at) }) });
      return;
    }
    const earlier = this.#last === "" ? story.fields.ed_note : story.fields.ed_note.replace(this.#last, "");
    const rest = earlier.trim();
    this.#last = note;
    put(rest === "" ? note : `${note}\n${rest}`);
  }
}
