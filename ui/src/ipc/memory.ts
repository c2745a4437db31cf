// A desk in the page: the same promises as the program's, kept in memory. The window runs on it in a plain browser
// and in tests; nothing of it reaches a disk, and it says so by its path. The address can ask for a mood:
// `?desk=empty`, `?desk=held`, `?desk=damaged`, `?disk=full`, `?delay=200` (milliseconds before each answer).

import type {
  Ack,
  Backup,
  Change,
  DeskEvent,
  Exported,
  Failure,
  FormatRow,
  Measure,
  OpenStory,
  Origin,
  Preview,
  Revision,
  Settings,
  Start,
  Story,
  StoryCard,
  StoryState,
  VocabularyHit,
  VocabularyQuery,
  VocabularyRow,
  Way,
} from "./bindings";
import { blankStory, changed } from "./change";
import type { Desk } from "./desk";
import { measureOf, previewOf, wordsIn } from "./memory/copy";
import { SAMPLES, type Sample } from "./memory/samples";
import { VOCABULARIES, searchTerms } from "./memory/vocabularies";

interface Kept {
  story: Story;
  state: StoryState;
  version: number;
  createdAt: Date;
  changedAt: Date;
  revisions: Revision[];
  origin: Origin | null;
}

export interface Mood {
  samples: readonly Sample[];
  /** Milliseconds before each answer. */
  delay: number;
  /** Why the desk does not open, or null. */
  refuses: Failure | null;
  diskFull: boolean;
}

export const CALM: Mood = { samples: SAMPLES, delay: 0, refuses: null, diskFull: false };

export const DEFAULT_SETTINGS: Settings = {
  profile: "tass",
  format: "text",
  dialect: "strict",
  last_story: null,
  left_width: 272,
  left_open: true,
  right_width: 380,
  right_open: true,
  right_panel: "details",
  scale: 100,
  theme: "system",
  window: null,
};

const FORMATS: FormatRow[] = [
  { id: "text", label: "Wire text", extension: "txt", usual: true, dialects: [{ id: "strict", label: "As it is" }] },
  {
    id: "ninjs-3",
    label: "ninjs 3.1",
    extension: "json",
    usual: false,
    dialects: [
      { id: "strict", label: "Strict" },
      { id: "compact", label: "On one line" },
    ],
  },
];

const REFUSALS: Record<string, Failure> = {
  held: {
    code: "desk_held",
    message:
      "This desk is open in another Wirecopy on this computer (process 4711, since 09:12). Close it there first.",
    where: "/home/anna/.local/share/wirecopy",
  },
  damaged: {
    code: "desk_damaged",
    message: "The desk's database is damaged: expected page 17 to pass its check, it did not. Nothing was changed.",
    where: "/home/anna/.local/share/wirecopy/desk.db",
  },
};

export class MemoryDesk implements Desk {
  readonly #mood: Mood;
  readonly #kept = new Map<string, Kept>();
  readonly #listeners = new Set<(event: DeskEvent) => void>();
  readonly #backups: Backup[] = [
    { name: "backup-1", at: new Date(Date.now() - 9e5).toISOString(), bytes: 81_920, stories: 6 },
  ];
  #loaded: VocabularyRow[] = [];
  #settings: Settings;
  #version = 100;

  constructor(mood: Mood = CALM, settings: Settings = DEFAULT_SETTINGS) {
    this.#mood = mood;
    this.#settings = settings;
    for (const { id, story, state, age } of mood.samples) {
      const changedAt = new Date(Date.now() - age * 60_000);
      this.#kept.set(id, {
        story,
        state,
        version: ++this.#version,
        createdAt: changedAt,
        changedAt,
        revisions: [],
        origin: null,
      });
    }
  }

  static fromAddress(search: string): MemoryDesk {
    const asked = new URLSearchParams(search);
    const desk = asked.get("desk") ?? "";
    const numbers = (key: "scale" | "left_width" | "right_width"): number =>
      Number(asked.get(key)) || DEFAULT_SETTINGS[key];
    return new MemoryDesk(
      {
        samples: desk === "empty" ? [] : SAMPLES,
        delay: Number(asked.get("delay")) || 0,
        refuses: REFUSALS[desk] ?? null,
        diskFull: asked.get("disk") === "full",
      },
      {
        ...DEFAULT_SETTINGS,
        last_story: asked.get("story") ?? (desk === "empty" ? null : "harbour"),
        right_panel: asked.get("panel") === "wire" ? "wire" : "details",
        theme: asked.get("theme") === "dark" ? "dark" : "system",
        scale: numbers("scale"),
      },
    );
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
    const { story, version } = this.#find(id);
    return measureOf(story, version);
  }

  async importStory(): Promise<OpenStory> {
    const at = new Date().toISOString();
    const notes = ["line 3: `priority` is not read", "line 9: A picture is not read"];
    const origin = { at, file_name: "story.nitf", format: "NITF 3.6", notes };
    return this.#add({ ...blankStory(), headline: "Imported story", body: "Its text." }, origin);
  }

  async saveCopy(id: string): Promise<string> {
    await this.#pause();
    return `${this.#find(id).story.slug || "story"}.md`;
  }

  async saveOriginal(_id: string, name: string): Promise<string> {
    await this.#pause();
    return name;
  }

  async edit(id: string, base: number, changes: Change[]): Promise<Ack> {
    await this.#pause();
    const kept = this.#find(id);
    // Changes to other places only: a desk in memory has one page, which is never behind but in tests.
    const merged = base !== kept.version;
    kept.story = changes.reduce(changed, kept.story);
    kept.version = ++this.#version;
    kept.changedAt = new Date();
    if (!this.#mood.diskFull) return { version: kept.version, on_disk: true, merged };
    const failure = {
      code: "disk_full",
      message: "The disk is full: 0 bytes free where the desk is kept.",
      where: null,
    };
    this.#tell({ kind: "save_failed", failure });
    return { version: kept.version, on_disk: false, merged };
  }

  async saveRevision(id: string, label: string): Promise<Revision> {
    await this.#pause();
    const { revisions, version } = this.#find(id);
    const revision: Revision = {
      number: revisions.length + 1,
      at: new Date().toISOString(),
      why: "manual",
      label,
      version,
      words_added: null,
      words_removed: null,
    };
    revisions.push(revision);
    return revision;
  }

  async preview(id: string, { format }: Way): Promise<Preview> {
    await this.#pause();
    const { story, version } = this.#find(id);
    return previewOf(story, version, format);
  }

  async copyWire(id: string, way: Way): Promise<Preview> {
    return this.preview(id, way);
  }

  async exportWire(id: string, way: Way): Promise<Exported> {
    const { file_name, bytes, sha256, losses } = await this.preview(id, way);
    await this.#settle(id, "exported");
    return { path: file_name, bytes, sha256, losses };
  }

  async loadVocabulary(): Promise<VocabularyRow> {
    await this.#pause();
    const beats: VocabularyRow = {
      scheme: "wb",
      title: "Beats",
      uri: "",
      languages: ["en"],
      concepts: 24,
      retired: 1,
      file_name: "beats.csv",
      loaded_at: new Date().toISOString(),
    };
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
    for (const [story, { version }] of this.#kept) this.#tell({ kind: "saved", story, version });
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
    const now = new Date();
    this.#kept.set(id, {
      story,
      state: "draft",
      version: ++this.#version,
      createdAt: now,
      changedAt: now,
      revisions: [],
      origin,
    });
    this.#tell({ kind: "stories_changed" });
    return this.#opened(id);
  }

  async #settle(id: string, state: StoryState): Promise<void> {
    await this.#pause();
    this.#find(id).state = state;
    this.#tell({ kind: "stories_changed" });
  }

  #opened(id: string): OpenStory {
    const { story, state, version, createdAt, origin } = this.#find(id);
    const measure = measureOf(story, version);
    return { id, version, story, state, created_at: createdAt.toISOString(), origin, measure, clashes: [] };
  }

  #cards(query: string): StoryCard[] {
    const wanted = query
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== "");
    return [...this.#kept]
      .map(([id, { story, state, changedAt }]) => {
        const text = [story.headline, story.slug, story.summary, story.body].join("\n");
        return {
          text,
          card: { ...line(story), id, state, changed_at: changedAt.toISOString(), snippet: around(text, wanted[0]) },
        };
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
