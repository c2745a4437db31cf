// The open desk: what it started with, its stories, the one on the table, what is remembered. It asks the desk and
// keeps the answers to draw from; it owns no truth. Verbs that can fail throw a `Failure`; the commands tell the writer.

import type { Arrival, Desk, DeskEvent, Failure, OpenStory, Settings, Start, StoryCard } from "../ipc";
import { Draft } from "./draft";
import { Pause } from "./pause";
import { WorkingStory } from "./story.svelte";

const SETTINGS_PAUSE = 400;
const LIST_PAUSE = 80;

export class OpenDesk {
  readonly desk: Desk;
  /** Drafts that are not on disk yet, also of stories that are no longer on the table. */
  readonly #unsaved = new Map<string, Draft>();
  readonly #keeping = new Pause(SETTINGS_PAUSE, () => this.desk.putSettings(this.settings));
  readonly #listing = new Pause(LIST_PAUSE, () => this.#list());
  #turn = 0;

  start: Start = $state.raw({} as Start);
  settings: Settings = $state.raw({} as Settings);
  stories: StoryCard[] = $state.raw([]);
  /** What is searched for; empty: all stories are shown. */
  query = $state("");
  /** What the search found, and for which query; null before it answered. */
  found: { query: string; cards: StoryCard[] } | null = $state.raw(null);
  working: WorkingStory | null = $state.raw(null);
  /** Why the last write failed, while it is not overcome. */
  saveFailure: Failure | null = $state.raw(null);

  constructor(desk: Desk, start: Start) {
    this.desk = desk;
    this.start = start;
    this.settings = start.settings;
    this.stories = start.stories;
    if (start.opened) this.#place(start.opened);
  }

  /** Something that was typed is not on disk, and why is told. */
  get failing(): boolean {
    return this.working?.mark === "failed" || this.saveFailure !== null;
  }

  /** A deed failed by what keeps typed text off the disk, in the same words; not by what it met with itself. */
  isOfSaving({ code, message }: Failure): boolean {
    const failures = [this.saveFailure, ...this.#drafts().map(({ failure }) => failure)];
    return failures.some((one) => one?.code === code && one.message === message);
  }

  /** Hears what the desk says unasked; commands of the application menu are not its business. */
  heard(event: Exclude<DeskEvent, { kind: "command" }>): void {
    if (event.kind === "stories_changed") this.#listing.touch();
    else if (event.kind === "save_failed") this.saveFailure = event.failure;
    else this.#saved(event.story, event.version);
  }

  /** Remembers it: at once here, at the next pause on disk. */
  keep(settings: Partial<Settings>): void {
    this.settings = { ...this.settings, ...settings };
    this.#keeping.touch();
  }

  search(query: string): void {
    this.query = query;
    if (query.trim() === "") this.found = null;
    this.#listing.touch();
  }

  /** Cards that match, for the palette: it has a search of its own. */
  async look(query: string): Promise<StoryCard[]> {
    return query.trim() === "" ? this.stories : this.desk.stories(query);
  }

  async open(id: string): Promise<void> {
    if (this.working?.id === id) return;
    await this.#instead(() => this.desk.openStory(id));
  }

  async create(): Promise<void> {
    await this.#instead(() => this.desk.newStory());
  }

  /** What came of the file; null when the writer thought better of it. */
  async import(): Promise<Arrival | null> {
    let arrival: Arrival | null = null;
    const placed = await this.#instead(async () => {
      arrival = await this.desk.importStory();
      return arrival?.story ?? null;
    });
    return placed ? arrival : null;
  }

  /** Into the bin; a story on the table leaves it. */
  async bin(id: string): Promise<void> {
    if (this.working?.id === id) {
      await this.#clear();
      this.keep({ last_story: null });
    }
    await this.desk.binStory(id);
    await this.#listing.now();
  }

  async unbin(id: string): Promise<void> {
    await this.desk.unbinStory(id);
    if (this.working?.id === id) this.working.state = "draft";
    await this.#listing.now();
  }

  /** Another agency style: the story measures differently now. */
  async useProfile(profile: string): Promise<void> {
    this.keep({ profile });
    await this.working?.remeasure();
  }

  async refresh(): Promise<void> {
    await this.#listing.now();
  }

  /** True when everything typed is with the desk and nothing waits for the disk. */
  async settle(): Promise<boolean> {
    const drafts = this.#drafts();
    await Promise.all(drafts.map((draft) => draft.flush()));
    await this.#keeping.now().catch(() => undefined);
    return drafts.every((draft) => draft.mark === "disk");
  }

  #saved(id: string, version: number): void {
    if (this.working?.id === id) this.working.draft.saved(version);
    this.#unsaved.get(id)?.saved(version);
    if (this.#drafts().every((draft) => draft.mark !== "failed")) this.saveFailure = null;
  }

  /** Every draft that may hold text which is not on disk. */
  #drafts(): Draft[] {
    return [...new Set([...this.#unsaved.values(), ...(this.working ? [this.working.draft] : [])])];
  }

  async #list(): Promise<void> {
    const { query } = this;
    this.stories = await this.desk.stories("");
    if (query.trim() === "") return;
    const cards = await this.desk.stories(query);
    if (query === this.query) this.found = { query, cards };
  }

  /** Clears the table and puts another story on it; when two are asked for, the later one wins. */
  async #instead(next: () => Promise<OpenStory | null>): Promise<boolean> {
    const turn = ++this.#turn;
    await this.working?.draft.flush();
    const opened = await next();
    if (opened === null || turn !== this.#turn) return false;
    await this.#clear();
    this.#place(opened);
    this.keep({ last_story: opened.id });
    // Not at the next pause: a program that ends now begins with this story.
    void this.#keeping.now().catch(() => undefined);
    this.#listing.touch();
    return true;
  }

  #place(opened: OpenStory): void {
    const earlier = this.#unsaved.get(opened.id);
    const draft = earlier && earlier.mark !== "disk" ? earlier : new Draft(opened, this.desk);
    this.working = new WorkingStory(opened, draft, this.desk, () => this.settings.profile);
  }

  async #clear(): Promise<void> {
    const { working } = this;
    if (!working) return;
    this.working = null;
    const sent = await working.leave();
    if (working.draft.mark === "disk") this.#unsaved.delete(working.id);
    else this.#unsaved.set(working.id, working.draft);
    if (sent) await this.desk.closeStory(working.id).catch(() => undefined);
  }
}
