// The story on the table: its fields as they stand, what it measures, and whether it is on disk. Fields are drawn from
// here; the body is not (the editor holds it), so a key typed in the body redraws nothing but the mark.

import type {
  Desk,
  FieldValue,
  Measure,
  OpenStory,
  Origin,
  ShownFinding,
  Splice,
  Story,
  StoryState,
  TextField,
  TypedAt,
} from "../ipc";
import { Clashes } from "./clashes.svelte";
import type { Draft, Mark } from "./draft";
import { Leaving } from "./leaving.svelte";
import { Pause } from "./pause";

/** Milliseconds without typing before the story is measured: longer than between two keys, so that the next one does
 *  not meet the answer; and the most that the counts stay behind somebody who never pauses. */
const MEASURE_PAUSE = 300;
const MEASURE_LATEST = 1_000;
/** Milliseconds that the text rests on disk before the mark says so: a claim that flickers is not read. */
const REST = 200;
/** Milliseconds between two looks at the clock for the list: its times are told by the minute. */
const TOUCH = 20_000;

export type Fields = Omit<Story, "body">;

export class WorkingStory {
  readonly id: string;
  readonly createdAt: string;
  /** The file that it was imported from; null for one that was begun here. */
  readonly origin: Origin | null;
  /** Where it was typed in last, before it was opened; null: nowhere yet, or the cursor has been there. */
  typedAt: TypedAt | null;
  /** Nobody knew where it was typed in last when it was opened: its trail may tell. */
  unplaced = false;
  readonly draft: Draft;
  /** What two desks changed differently, until the writer settles it. */
  readonly clashes: Clashes;
  /** What it is to leave as. */
  readonly leaving = new Leaving();
  readonly #desk: Desk;
  readonly #profile: () => string;
  readonly #measuring = new Pause(MEASURE_PAUSE, () => this.remeasure(), MEASURE_LATEST);
  #rest: ReturnType<typeof setTimeout> | undefined;

  fields: Fields = $state.raw({} as Fields);
  measure: Measure = $state.raw({} as Measure);
  /** What the checks found in the texts as they stand, to the letter. */
  found: readonly ShownFinding[] = $state.raw([]);
  state: StoryState = $state("draft");
  mark: Mark = $state("disk");
  /** Version of the last acknowledgement. */
  version = $state(0);
  /** When it was changed here last, RFC 3339; empty when it was not. */
  touchedAt = $state("");
  /** Rises when the texts are no longer those that were typed here and must be shown anew. */
  replaced = $state(0);

  constructor(opened: OpenStory, draft: Draft, desk: Desk, profile: () => string) {
    this.id = opened.id;
    this.createdAt = opened.created_at;
    this.origin = opened.origin;
    this.typedAt = opened.typed_at;
    this.draft = draft;
    this.clashes = new Clashes(opened.clashes, () => draft.story);
    this.#desk = desk;
    this.#profile = profile;
    this.fields = draft.story;
    this.#took(opened.measure);
    this.state = opened.state;
    this.mark = draft.mark;
    this.version = draft.version;
    draft.news = {
      marked: () => {
        this.#marked();
      },
      acknowledged: (version) => {
        this.#acknowledged(version);
      },
      replaced: () => {
        this.#replaced();
      },
    };
  }

  /** The body as typed. Not drawn from: read it when it is needed. */
  get body(): string {
    return this.draft.story.body;
  }

  /** What must be put right before it leaves. */
  get blocking(): readonly ShownFinding[] {
    return this.measure.findings.filter(({ severity }) => severity === "block");
  }

  /** Text was typed; splices one after the other, UTF-16 offsets. */
  type(field: TextField, splices: Splice[]): void {
    if (splices.length === 0) return;
    this.draft.type({ kind: "text", field, splices });
    if (field !== "body") this.fields = this.draft.story;
    this.clashes.typed(field, splices);
  }

  /** A field got a new value. */
  set(set: FieldValue): void {
    if (JSON.stringify(this.fields[set.field]) === JSON.stringify(set.value)) return;
    this.draft.type({ kind: "field", set });
    this.fields = this.draft.story;
  }

  /** Measures now: the profile is another one, or a test cannot wait. */
  async remeasure(): Promise<void> {
    const profile = this.#profile();
    const measure = await this.#desk.measure(this.id, profile).catch(() => null);
    if (measure && profile === this.#profile()) this.#took(measure);
  }

  /** Sends what was typed and measures that: what is told of the story now is true of its last key. */
  async measured(): Promise<void> {
    await this.draft.flush();
    await this.remeasure();
  }

  /** Sends what was typed and stops looking. True when the desk has everything. */
  async leave(): Promise<boolean> {
    const sent = await this.draft.flush();
    clearTimeout(this.#rest);
    this.#measuring.stop();
    this.draft.news = null;
    return sent;
  }

  /** Places that were found before the last key are none of the text: the next measure has others. */
  #took(measure: Measure): void {
    this.measure = measure;
    if (this.draft.settled && this.draft.version === measure.version) this.found = measure.findings;
  }

  #replaced(): void {
    this.fields = this.draft.story;
    this.clashes.replaced();
    this.replaced += 1;
    this.#measuring.touch();
  }

  #marked(): void {
    clearTimeout(this.#rest);
    if (this.draft.mark === "disk" && this.mark !== "disk")
      this.#rest = setTimeout(() => {
        this.mark = this.draft.mark;
      }, REST);
    else this.mark = this.draft.mark;
  }

  #acknowledged(version: number): void {
    this.version = version;
    this.leaving.changed(version);
    const now = new Date();
    if (now.getTime() - Date.parse(this.touchedAt || "1970-01-01") > TOUCH) this.touchedAt = now.toISOString();
    this.#measuring.touch();
  }
}
