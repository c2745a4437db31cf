// A desk in the page: the same promises as the program's, kept in memory. The window runs on it in a plain browser
// and in tests; nothing of it reaches a disk, and it says so by its path. The address can ask for a mood.

import type {
  Ack,
  Arrival,
  Backup,
  Change,
  ClashCard,
  Comparison,
  DeskEvent,
  Exported,
  Failure,
  Forgotten,
  History,
  Measure,
  OpenStory,
  Origin,
  Part,
  PastStory,
  Preview,
  Release,
  Restoration,
  Revision,
  RevisionWhy,
  Settings,
  Side,
  Start,
  Story,
  StoryCard,
  StoryState,
  TypedAt,
  UndoTrail,
  VocabularyHit,
  VocabularyQuery,
  VocabularyRow,
  Way,
  WireComparison,
  Writethru,
} from "./bindings";
import { blankStory } from "./change";
import type { Desk } from "./desk";
import { comparisonOf, noteOf, restorationOf } from "./memory/compare";
import { measureOf, previewOf, wordsIn } from "./memory/copy";
import { Life } from "./memory/life";
import { CALM, DEFAULT_SETTINGS, FORMATS, moodOf, type Mood } from "./memory/mood";
import { linesOf } from "./memory/pieces";
import { typedLife } from "./memory/typed";
import { otherDesk } from "./memory/other-desk";
import { firstLeft, refuseUnseen, standingOf, type Left } from "./memory/release";
import { BEATS, VOCABULARIES, searchTerms } from "./memory/vocabularies";

export { CALM, DEFAULT_SETTINGS, type Mood } from "./memory/mood";

interface Kept {
  life: Life;
  state: StoryState;
  left: Left | null;
  createdAt: Date;
  origin: Origin | null;
  clashes: ClashCard[];
  typedAt?: TypedAt;
}

export class MemoryDesk implements Desk {
  readonly #mood: Mood;
  readonly #kept = new Map<string, Kept>();
  readonly #listeners = new Set<(event: DeskEvent) => void>();
  readonly #backups: Backup[] = [
    { name: "backup-1", at: new Date(Date.now() - 9e5).toISOString(), bytes: 81_920, stories: 6 },
  ];
  #loaded: VocabularyRow[] = [];
  #settings: Settings;

  constructor(mood: Mood = CALM, settings: Settings = DEFAULT_SETTINGS) {
    this.#mood = mood;
    this.#settings = settings;
    for (const { id, story, state, age, stops = [], clash } of mood.samples) {
      const changed = Date.now() - age * 60_000;
      const life = typedLife(story, stops, changed);
      const clashes = clash ? [{ number: 1, at: new Date(changed).toISOString(), clash }] : [];
      const left = state === "exported" ? firstLeft(life.now.version, changed) : null;
      this.#kept.set(id, { life, state, left, createdAt: new Date(life.began.millis), origin: null, clashes });
    }
  }

  static fromAddress(search: string): MemoryDesk {
    const { mood, settings } = moodOf(search);
    return new MemoryDesk(mood, settings);
  }

  async start(): Promise<Start> {
    await this.#pause();
    if (this.#mood.refuses) throw this.#mood.refuses;
    const last = this.#settings.last_story;
    return {
      desk_path: "in the memory of this page",
      settings: this.#settings,
      profiles: [
        {
          id: "tass",
          label: "TASS style",
          time_zone: "Europe/Moscow",
          sections: ["World", "Economy", "Society", "Russian Politics & Diplomacy"],
          formats: FORMATS,
        },
        { id: "generic", label: "Generic", time_zone: "UTC", sections: [], formats: FORMATS },
      ],
      stories: this.#cards(""),
      opened: last !== null && this.#kept.has(last) ? this.#opened(last) : null,
      versions: { program: "0.1.0", sqlite: "3.54.1", sqlcipher: "4.20.0", webkit: "" },
    };
  }

  async painted(): Promise<void> {
    await this.#pause();
  }

  async putSettings(settings: Settings): Promise<void> {
    await this.#pause();
    this.#settings = settings;
  }

  /** It has no menu of its own. */
  async showUsable(_usable: string[]): Promise<void> {
    await this.#pause();
  }

  async stories(query: string): Promise<StoryCard[]> {
    await this.#pause();
    return this.#cards(query);
  }

  async newStory(): Promise<OpenStory> {
    return this.#add({ ...blankStory(), language: "en" });
  }

  async openStory(id: string): Promise<OpenStory> {
    await this.#pause();
    return this.#opened(id);
  }

  async closeStory(_id: string): Promise<void> {
    await this.#pause();
  }

  async binStory(id: string): Promise<void> {
    await this.#settle(id, "binned");
  }

  async unbinStory(id: string): Promise<void> {
    await this.#settle(id, "draft");
  }

  async measure(id: string, _profile: string): Promise<Measure> {
    await this.#pause();
    const { story, version } = this.#find(id).life.now;
    return measureOf(story, version);
  }

  async importStory(): Promise<Arrival> {
    const first = this.#kept.keys().next().value;
    if (this.#mood.imports === "bundle" && first !== undefined) return this.#meet(first);
    const at = new Date().toISOString();
    const notes = ["line 3: `priority` is not read", "line 9: A picture is not read"];
    const origin = { at, file_name: "story.nitf", format: "NITF 3.6", notes };
    const story = await this.#add({ ...blankStory(), headline: "Imported story", body: "Its text." }, origin);
    return { story, merged: null };
  }

  async saveCopy(id: string): Promise<string> {
    await this.#pause();
    return `${this.#find(id).life.now.story.slug || "story"}.md`;
  }

  async saveBundle(id: string, _history: boolean): Promise<string> {
    await this.#pause();
    return `${this.#find(id).life.now.story.slug || "story"}.wirecopy`;
  }

  async settleClash(id: string, number: number): Promise<void> {
    await this.#pause();
    const kept = this.#find(id);
    kept.clashes = kept.clashes.filter((card) => card.number !== number);
  }

  async saveOriginal(_id: string, name: string): Promise<string> {
    await this.#pause();
    return name;
  }

  async edit(id: string, base: number, changes: Change[]): Promise<Ack> {
    await this.#pause();
    const kept = this.#find(id);
    const { life } = kept;
    const last = changes.findLast((change) => change.kind === "text");
    const splice = last?.splices.at(-1);
    if (last && splice) kept.typedAt = { field: last.field, at: splice.from + splice.insert.length };
    // Changes to other places only: a desk in memory has one page, which is never behind but in tests.
    const merged = base !== life.now.version;
    const { version } = life.type(changes, Date.now());
    if (!this.#mood.diskFull) return { version, on_disk: true, merged };
    const failure = {
      code: "disk_full",
      message: "The disk under /home/anna is full. Your text is safe in memory; make room, or save a copy elsewhere.",
      where: null,
    };
    this.#tell({ kind: "save_failed", failure });
    return { version, on_disk: false, merged };
  }

  async saveRevision(
    id: string,
    label: string,
    why: RevisionWhy = "manual",
    version: number | null = null,
  ): Promise<Revision> {
    await this.#pause();
    return this.#find(id).life.revise({ why, label, version, millis: Date.now() });
  }

  async history(id: string): Promise<History> {
    await this.#pause();
    return this.#find(id).life.history();
  }

  async storyAt(id: string, version: number): Promise<PastStory> {
    await this.#pause();
    return this.#find(id).life.past(version);
  }

  async compare(id: string, older: Side, newer: Side): Promise<Comparison> {
    await this.#pause();
    const { life } = this.#find(id);
    return comparisonOf(life.side(older), life.side(newer));
  }

  async compareWire(id: string, older: Side, newer: Side, { format }: Way): Promise<WireComparison> {
    await this.#pause();
    const { life } = this.#find(id);
    const sides = [older, newer].map((side) => previewOf(life.side(side), life.now.version, format));
    const [before, after] = await Promise.all(sides);
    return { lines: linesOf(before?.text ?? "", after?.text ?? "") };
  }

  async restoration(id: string, version: number, part: Part): Promise<Restoration> {
    await this.#pause();
    const { life } = this.#find(id);
    return { base: life.now.version, changes: restorationOf(life.now.story, life.at(version).story, part) };
  }

  async writethru(id: string): Promise<Writethru> {
    await this.#pause();
    const { life } = this.#find(id);
    const since = life.filing();
    return { note: since ? noteOf(life.at(since.version).story, life.now.story) : "", since };
  }

  async undoTrail(id: string): Promise<UndoTrail> {
    await this.#pause();
    return this.#find(id).life.trail();
  }

  async forget(id: string, version: number): Promise<Forgotten> {
    await this.#pause();
    return this.#find(id).life.forget(version, this.#backups.length);
  }

  async preview(id: string, { way: { format }, kind }: Release): Promise<Preview> {
    await this.#pause();
    const { life, left } = this.#find(id);
    const { story, version } = life.now;
    const standing = standingOf(left, version, kind);
    const words = standing.kind === "new" ? "" : `${standing.kind.toUpperCase()}\r\n\r\n`;
    return { ...(await previewOf(story, version, format, words)), ...standing };
  }

  async copyWire(id: string, release: Release): Promise<Preview> {
    return this.preview(id, release);
  }

  async exportWire(id: string, release: Release, seen: string): Promise<Exported> {
    const { version, kind, number, file_name, bytes, sha256, losses } = await this.preview(id, release);
    refuseUnseen(seen, sha256);
    await this.#settle(id, "exported");
    this.#find(id).left = { version, kind, number, at: new Date().toISOString() };
    this.#find(id).life.revise({ why: "filed", label: "", version: null, millis: Date.now() });
    return { path: file_name, bytes, sha256, losses };
  }

  async loadVocabulary(): Promise<VocabularyRow> {
    await this.#pause();
    const beats = { ...BEATS, loaded_at: new Date().toISOString() };
    this.#loaded = [beats];
    return beats;
  }

  async vocabularies(): Promise<VocabularyRow[]> {
    await this.#pause();
    return [...this.#loaded, ...VOCABULARIES];
  }

  async removeVocabulary(scheme: string): Promise<void> {
    await this.#pause();
    this.#loaded = this.#loaded.filter((row) => row.scheme !== scheme);
  }

  async searchTerms(query: VocabularyQuery): Promise<VocabularyHit[]> {
    await this.#pause();
    return searchTerms(query);
  }

  async backups(): Promise<Backup[]> {
    await this.#pause();
    return [...this.#backups];
  }

  async backUp(): Promise<Backup> {
    await this.#pause();
    const name = `backup-${String(this.#backups.length + 1)}`;
    const backup = { name, at: new Date().toISOString(), bytes: 81_920, stories: this.#kept.size };
    this.#backups.unshift(backup);
    for (const { life } of this.#kept.values()) life.backedUp();
    return backup;
  }

  async restore(_name: string): Promise<void> {
    await this.#pause();
    window.location.search = "";
  }

  async quit(): Promise<void> {
    await this.#pause();
  }

  on(handler: (event: DeskEvent) => void): () => void {
    this.#listeners.add(handler);
    return () => this.#listeners.delete(handler);
  }

  /** The disk has room again. */
  relieve(): void {
    this.#mood.diskFull = false;
    for (const [story, { life }] of this.#kept) this.#tell({ kind: "saved", story, version: life.now.version });
  }

  /** As the application menu would ask for a command. */
  choose(id: string): void {
    this.#tell({ kind: "command", id });
  }

  #tell(event: DeskEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  async #pause(): Promise<void> {
    if (this.#mood.delay > 0) await new Promise((done) => setTimeout(done, this.#mood.delay));
  }

  #find(id: string): Kept {
    const kept = this.#kept.get(id);
    if (kept) return kept;
    throw { code: "story_unknown", message: `There is no story ${id} on this desk.`, where: id } satisfies Failure;
  }

  async #add(story: Story, origin: Origin | null = null): Promise<OpenStory> {
    await this.#pause();
    const id = crypto.randomUUID();
    const createdAt = new Date();
    const life = new Life(story, createdAt.getTime());
    if (origin) life.revise({ why: "imported", label: "", version: null, millis: createdAt.getTime() });
    this.#kept.set(id, { life, state: "draft", left: null, createdAt, origin, clashes: [] });
    this.#tell({ kind: "stories_changed" });
    return this.#opened(id);
  }

  /** Another desk's copy of a story comes in and is merged. */
  async #meet(id: string): Promise<Arrival> {
    await this.#pause();
    const kept = this.#find(id);
    const before = kept.life.now.story;
    const { changes, clash } = otherDesk(before);
    const { story } = kept.life.type(changes, Date.now());
    kept.life.revise({ why: "imported", label: "", version: null, millis: Date.now() });
    kept.clashes = [...kept.clashes, { number: kept.clashes.length + 1, at: new Date().toISOString(), clash }];
    const { words_added, words_removed } = comparisonOf(before, story);
    this.#tell({ kind: "stories_changed" });
    return { story: this.#opened(id), merged: { words_added, words_removed } };
  }

  async #settle(id: string, state: StoryState): Promise<void> {
    await this.#pause();
    this.#find(id).state = state;
    this.#tell({ kind: "stories_changed" });
  }

  #opened(id: string): OpenStory {
    const { life, state, createdAt, origin, clashes, typedAt } = this.#find(id);
    const { story, version } = life.now;
    const measure = measureOf(story, version);
    return {
      id,
      version,
      story,
      state,
      created_at: createdAt.toISOString(),
      origin,
      measure,
      clashes,
      typed_at: typedAt ?? null,
    };
  }

  #cards(query: string): StoryCard[] {
    const wanted = query
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== "");
    return [...this.#kept]
      .map(([id, { life, state, left }]) => {
        const { story, millis } = life.now;
        const text = [story.headline, story.slug, story.summary, story.body].join("\n");
        const changed_at = new Date(millis).toISOString();
        const snippet = around(text, wanted[0]);
        return { text, card: { ...line(story), id, state, changed_at, exported_at: left?.at ?? null, snippet } };
      })
      .filter(({ text }) => wanted.every((word) => text.toLowerCase().includes(word)))
      .map(({ card }) => card)
      .sort((a, b) => b.changed_at.localeCompare(a.changed_at));
  }
}

function line({ headline, slug, body }: Story): Pick<StoryCard, "headline" | "slug" | "words"> {
  return { headline, slug, words: wordsIn(body) };
}

/** The text around the first hit. */
function around(text: string, word: string | undefined): string {
  if (word === undefined) return "";
  const at = text.toLowerCase().indexOf(word);
  const from = Math.max(0, at - 30);
  return at < 0 ? "" : `${from > 0 ? "…" : ""}${text.slice(from, at + 50).replace(/\s+/g, " ")}…`;
}
