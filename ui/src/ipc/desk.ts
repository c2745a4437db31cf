// The desk as the window sees it: one method per command, errors always a `Failure`. Two implementations: `tauri.ts`
// speaks to the program, `memory.ts` keeps a small desk in the page so that the window runs in a plain browser and
// in tests. Offsets are UTF-16 code units, half-open; moments are RFC 3339 in UTC.

import type {
  Ack,
  Arrival,
  Backup,
  Change,
  Comparison,
  DeskEvent,
  Exported,
  Failure,
  Forgotten,
  History,
  Measure,
  OpenStory,
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
  StoryCard,
  UndoTrail,
  VocabularyHit,
  VocabularyQuery,
  VocabularyRow,
  Way,
  WireComparison,
  Writethru,
} from "./bindings";

export type * from "./bindings";

export interface Desk {
  /** Everything the first paint needs, or the reason why the desk does not open. */
  start(): Promise<Start>;
  /** The page stands: the program may forget that it feared for its renderer. */
  painted(): Promise<void>;
  putSettings(settings: Settings): Promise<void>;
  /** Ids of the commands that can be used now: the application menu greys out the others. */
  showUsable(usable: string[]): Promise<void>;

  /** Cards, newest change first; `query` is searched as typed over everything, "" is all. */
  stories(query: string): Promise<StoryCard[]>;
  newStory(): Promise<OpenStory>;
  openStory(id: string): Promise<OpenStory>;
  closeStory(id: string): Promise<void>;
  binStory(id: string): Promise<void>;
  unbinStory(id: string): Promise<void>;
  measure(id: string, profile: string): Promise<Measure>;
  /** Asks for a file or a bundle; null when the writer thought better of it. What is on the desk already is merged. */
  importStory(): Promise<Arrival | null>;
  /** Asks for a place; the path written, null when the writer thought better of it. */
  saveCopy(id: string): Promise<string | null>;
  /** Asks for a place for the file that the story was imported from; `name` is what it was called. */
  saveOriginal(id: string, name: string): Promise<string | null>;
  /** Asks for a place for the story as a bundle, for another desk; the path written, null when nothing was. */
  saveBundle(id: string, history: boolean): Promise<string | null>;
  /** The writer has looked at what two desks changed differently: the card is done with. */
  settleClash(id: string, number: number): Promise<void>;

  /** `base` is the version of the last acknowledgement; one edit of a story at a time. */
  edit(id: string, base: number, changes: Change[]): Promise<Ack>;
  /** A name for the newest version, or for that of an earlier moment; `why` is `manual`, `version` null unless given. */
  saveRevision(id: string, label: string, why?: RevisionWhy, version?: number | null): Promise<Revision>;

  /** Every change and every revision of its life. */
  history(id: string): Promise<History>;
  /** The story as it was after that version. */
  storyAt(id: string, version: number): Promise<PastStory>;
  compare(id: string, older: Side, newer: Side): Promise<Comparison>;
  /** What changes in the message that goes out. */
  compareWire(id: string, older: Side, newer: Side, way: Way): Promise<WireComparison>;
  /** What to type to have an earlier version, or a part of it, back. Nothing is changed by asking. */
  restoration(id: string, version: number, part: Part): Promise<Restoration>;
  /** The advisory line about what is new since the story left the desk. */
  writethru(id: string): Promise<Writethru>;
  /** The last steps of typing, to be undone after a restart. */
  undoTrail(id: string): Promise<UndoTrail>;
  /** Really removes what was before that version. */
  forget(id: string, version: number): Promise<Forgotten>;

  preview(id: string, release: Release): Promise<Preview>;
  /** The same message, put on the clipboard as well. */
  copyWire(id: string, release: Release): Promise<Preview>;
  /** Asks for a place, and before overwriting; null when the writer thought better of it. `seen` is the SHA-256 of the
   *  message that was shown: nothing else leaves. */
  exportWire(id: string, release: Release, seen: string): Promise<Exported | null>;

  /** Asks for a file; null when the writer thought better of it. One of the same alias is replaced. */
  loadVocabulary(): Promise<VocabularyRow | null>;
  /** Loaded ones first, then the built-in ones. */
  vocabularies(): Promise<VocabularyRow[]>;
  removeVocabulary(scheme: string): Promise<void>;
  /** Terms by code, name and synonym, the best first; nothing typed lists the top. */
  searchTerms(query: VocabularyQuery): Promise<VocabularyHit[]>;

  backups(): Promise<Backup[]>;
  backUp(): Promise<Backup>;
  /** The program starts again afterwards. */
  restore(name: string): Promise<void>;
  quit(): Promise<void>;

  /** What the desk says unasked. Returns the way to stop listening. */
  on(handler: (event: DeskEvent) => void): () => void;
}

/** Whatever was thrown, as the one shape of an error at the edge. */
export function failureOf(thrown: unknown): Failure {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown) {
    const where = "where" in thrown && typeof thrown.where === "string" ? thrown.where : null;
    return { code: String(thrown.code), message: String(thrown.message), where };
  }
  return { code: "unknown", message: thrown instanceof Error ? thrown.message : String(thrown), where: null };
}
