// Two versions of the story on the table compared: what is different, and the deeds that put single changes back. It
// follows the story while one side is now. A change is put back through the text's own editor, like typing, and only
// where the text still is what was compared; else it is compared anew and the writer looks again.

import {
  failureOf,
  type BlockDelta,
  type Comparison,
  type Failure,
  type FieldDelta,
  type History,
  type Part,
  type Piece,
  type Side,
  type Splice,
  type TextField,
  type Way,
  type WireComparison,
} from "../ipc";
import { say } from "../kit/words";
import { blockBack, changeBack, seamBack } from "./compared";
import { attempt } from "./deeds";
import { NOW, sideOf } from "./history-deeds";
import { Pause } from "./pause";
import { restore } from "./restore";
import type { Room } from "./room";
import type { WorkingStory } from "./story.svelte";

/** Milliseconds of rest before a story that is typed in is compared anew. */
const FOLLOW = 150;

export type Shown = "inline" | "beside" | "messages";

/** How comparisons are shown, while the window is open. */
export const manner: { shown: Shown } = $state({ shown: "inline" });

export interface Asked {
  older: Side;
  newer: Side;
  /** How the message leaves, while it is looked at; null: the story is. */
  way: Way | null;
}

export class Comparing {
  readonly #room: Room;
  readonly #story: WorkingStory;
  readonly #following = new Pause(FOLLOW, () => this.#compare());
  #asked: Asked | null = null;
  /** The version of the story when it was last asked about. */
  #version = -1;
  /** The texts that were changed here, in turn: there it is undone, and what was typed before stays. */
  #done: TextField[] = [];
  #undone: TextField[] = [];

  history: History | null = $state.raw(null);
  told: Comparison | null = $state.raw(null);
  wire: WireComparison | null = $state.raw(null);
  failure: Failure | null = $state.raw(null);
  /** What the older version has can be put back into the story. */
  againstNow = $state(false);
  /** Both are earlier versions: what either has can be put into the story as it stands. */
  bothPast = $state(false);

  constructor(room: Room, story: WorkingStory) {
    this.#room = room;
    this.#story = story;
  }

  /** Compares these two from now on. */
  async look(asked: Asked): Promise<void> {
    const sides = ({ older, newer }: Asked): string => JSON.stringify([older, newer]);
    const same = this.#asked !== null && sides(this.#asked) === sides(asked);
    this.#asked = asked;
    this.#version = this.#story.draft.version;
    if (!same) [this.told, this.wire] = [null, null];
    const past = asked.older.kind === "version";
    this.againstNow = past && asked.newer.kind === "now";
    this.bothPast = past && asked.newer.kind === "version";
    await Promise.all([this.#following.now(), same ? undefined : this.#read()]);
  }

  /** The story has this version now. */
  touch(version: number): void {
    if (version === this.#version) return;
    this.#version = version;
    if (this.#asked?.older.kind === "now" || this.#asked?.newer.kind === "now") this.#following.touch();
  }

  stop(): void {
    this.#asked = null;
    this.#following.stop();
  }

  /** The sides the other way round. */
  swap(): void {
    if (this.#asked) this.#show({ older: this.#asked.newer, newer: this.#asked.older });
  }

  choose(side: Partial<Pick<Asked, "older" | "newer">>): void {
    if (this.#asked) this.#show({ older: this.#asked.older, newer: this.#asked.newer, ...side });
  }

  /** What is different since the story left the desk last; null where it never did. */
  get sinceFiled(): (() => void) | null {
    const filed = this.history?.filed ?? null;
    if (filed === null) return null;
    return () => {
      this.#show({ older: sideOf(filed), newer: NOW });
    };
  }

  /** Puts one run of words back; `from` is where its pieces begin in the text. */
  changeBack(field: TextField, from: number, pieces: readonly Piece[], at: number): void {
    this.#make(field, changeBack(this.#story.draft.story[field], { from, pieces }, at));
  }

  /** Puts a block back, as it was and where it was. */
  blockBack(body: readonly BlockDelta[], at: number): void {
    this.#make("body", blockBack(this.#story.body, body, at));
  }

  /** Joins again what was split behind a block, or parts what was joined. */
  seamBack(body: readonly BlockDelta[], at: number): void {
    this.#make("body", seamBack(this.#story.body, body, at));
  }

  /** Puts the older value of a field back. */
  fieldBack({ field }: FieldDelta): void {
    this.#restore(this.#asked?.older, { kind: "field", name: field });
  }

  /** Puts a block of one of two earlier versions into the story as it stands. */
  blockIntoNow(which: "older" | "newer", { old, new: place }: BlockDelta): void {
    const at = (which === "older" ? old : place)?.span.from;
    if (at !== undefined) this.#restore(this.#asked?.[which], { kind: "block", at });
  }

  /** Undoes or redoes what was put back here. */
  step(command: "undo" | "redo"): void {
    const [from, to] = command === "undo" ? [this.#done, this.#undone] : [this.#undone, this.#done];
    const field = from.pop();
    if (field === undefined) return;
    to.push(field);
    this.#room.stage.texts[field]?.run?.(command);
  }

  #show(sides: { older: Side; newer: Side }): void {
    this.#room.stage.look({ kind: "compare", ...sides });
  }

  #restore(side: Side | undefined, part: Part): void {
    if (side?.kind === "version") void attempt(this.#room, () => restore(this.#room, side.version, part));
  }

  #make(field: TextField, splices: Splice[] | null): void {
    const text = this.#room.stage.texts[field];
    if (splices === null || !text?.edit) {
      this.#room.stage.tell({ tone: "plain", text: say("compare.moved-on") });
      void this.#following.now();
      return;
    }
    this.#done.push(field);
    this.#undone = [];
    text.edit(splices);
  }

  async #read(): Promise<void> {
    this.history = await this.#room.desk.desk.history(this.#story.id).catch(() => null);
  }

  async #compare(): Promise<void> {
    const asked = this.#asked;
    if (!asked) return;
    const { older, newer, way } = asked;
    const { desk } = this.#room.desk;
    const { id, draft } = this.#story;
    try {
      await draft.flush();
      const told = await desk.compare(id, older, newer);
      const wire = way && (await desk.compareWire(id, older, newer, way));
      if (asked === this.#asked) [this.told, this.wire, this.failure] = [told, wire, null];
    } catch (thrown) {
      if (asked === this.#asked) this.failure = failureOf(thrown);
    }
  }
}
