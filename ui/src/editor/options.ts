// What the editor is given and what it tells: plain values, so that the layer above needs no CodeMirror to speak with
// it. Every offset and length is in UTF-16 code units, every range half-open.

/** One replacement in a text. Several are applied one after the other, each to the result of the one before. */
export interface EditorSplice {
  /** First unit replaced, 0..=length of the text. */
  from: number;
  /** Behind the last unit replaced, from..=length. */
  to: number;
  /** What stands there now; lines are parted by `\n`. */
  insert: string;
}

/** One step of an earlier sitting: what went to the desk together. */
export interface TrailStep {
  /** When, milliseconds since 1970. */
  millis: number;
  splices: readonly EditorSplice[];
}

/** The last steps of a text, oldest first; after the last one it is the text on the table. */
export interface Trail {
  /** The text before the first step. */
  text: string;
  steps: readonly TrailStep[];
}

/** Whether a text took the steps of a trail: not while an input method composes, never those that lead elsewhere. */
export type Recalled = "taken" | "busy" | "elsewhere";

/** What the checks found at a place of a text; nothing is drawn of what has no length. */
export interface EditorFinding {
  from: number;
  to: number;
  severity: "block" | "warn" | "note";
  /** One sentence: the reason. */
  message: string;
}

/** Marks and blocks that the cursor or the selection stands in. */
export type ActiveMark =
  "bold" | "italic" | "subhead" | "quote" | "list" | "numbers" | "link" | "insertion" | "table" | "code";

export interface BodySelection {
  /** What is on at the cursor (or at the head of the selection). The same object as last time when nothing changed. */
  active: ReadonlySet<ActiveMark>;
  empty: boolean;
  from: number;
  to: number;
}

/** What can be done to the body by button, menu or shortcut. */
export const BODY_COMMANDS = [
  "undo",
  "redo",
  "find",
  "bold",
  "italic",
  "subhead",
  "quote",
  "list",
  "numbers",
  "link",
  "insertion",
  "rule",
  "table",
  "break",
] as const;
export type BodyCommand = (typeof BODY_COMMANDS)[number];

/** The words that the find panel shows; `{at}` and `{count}` are filled in by the panel. */
export interface FindWords {
  label: string;
  find: string;
  replace: string;
  next: string;
  previous: string;
  matchCase: string;
  replaceOne: string;
  replaceAll: string;
  close: string;
  /** "{at} of {count}" */
  place: string;
  /** "{count} found", while the selection is on none of them. */
  count: string;
  none: string;
  /** Where is sought: the text alone. */
  inText: string;
  /** Said instead when other texts of the story have the words: headline, lead, both. */
  inHeadline: string;
  inSummary: string;
  inBoth: string;
  /** Heard after "replace all": "{count} replaced". */
  replaced: string;
  /** Heard after a single one: "Replaced on line {line}". */
  replacedOn: string;
  /** Heard when a match is gone to: "Found: …, on line …" by these two. */
  found: string;
  onLine: string;
}

/** The other texts of the story, as they stand. */
export interface BesideTexts {
  headline: string;
  summary: string;
}

/** Every word that the editor shows or speaks. */
export interface EditorWords {
  /** Name of the text field for screen readers. */
  label: string;
  /** Shown while the body is empty. */
  placeholder: string;
  /** Spoken before the dateline: "Dateline". */
  dateline: string;
  /** On raw HTML: that it is printed as text. */
  rawHtml: string;
  /** Before the caption of an image that stands alone: "Figure". */
  figure: string;
  /** Tip of a character that has no shape of its own: "Unseen character {code}". */
  unseen: string;
  /** Heard when what was selected is deleted. */
  deleted: string;
  find: FindWords;
}

export interface BodyEditorOptions {
  /** The editor is appended to it and grows with its text; what scrolls is an ancestor. */
  parent: HTMLElement;
  /** Markdown, lines parted by `\n`. Any other character, `\r` among them, is kept as it is. */
  text: string;
  /** As it will print, without the space behind it; "" is none. */
  dateline: string;
  words: EditorWords;
  /** Asked while something is sought. */
  besides?(): BesideTexts;
  /** Told once for every change that the writer makes, before anything is drawn; never for `setText`. */
  onChange(splices: EditorSplice[]): void;
  /** Told whenever text, selection or focus change. */
  onSelection?(selection: BodySelection): void;
  /** The writer leaves by the top: ArrowUp in the first line, ArrowLeft or Backspace before the first letter. */
  onLeaveTop?(): void;
}

export interface LineFieldOptions {
  /** The field is appended to it and grows with its text. */
  parent: HTMLElement;
  /** Line breaks in it are shown as spaces and put right with the first change. */
  text: string;
  /** Name for screen readers, and what stands in the empty field unless `placeholder` says otherwise. */
  label: string;
  placeholder?: string;
  /** Class of the field, for its letters. */
  className?: string;
  onChange(splices: EditorSplice[]): void;
  /** Enter, or ArrowDown in the last line. */
  onLeaveDown?(): void;
  /** ArrowUp in the first line, or Backspace in an empty field. */
  onLeaveTop?(): void;
}
