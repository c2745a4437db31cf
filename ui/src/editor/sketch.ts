// The text as the editor will show it, drawn before the editor's program is read: a writer sees the story a moment
// sooner. It draws the beginning, line by line, for as long as it is sure of every letter, and nothing behind that. The
// editor takes its place in one frame; where the two differed, the text would jump (a test holds them together).

import { datelinePill } from "./fold/pill";
import "./look/body.css";
import "./look/line.css";
import "./look/marks.css";
import "./look/sketch.css";

/** Lines and letters that may stand on the first screen. */
const MOST_LINES = 80;
const MOST_LETTERS = 8_000;
/** Bold, italics, a link or an insertion with plain words in it. */
const MARKED =
  /\*\*(?<strong>[^\s*](?:[^*]*[^\s*])?)\*\*|\*(?<em>[^\s*](?:[^*]*[^\s*])?)\*|\[(?<words>[^[\]]+)\]\((?<address>[^()<>\s]+)\)|\[(?<insertion>[^[\]]+)\](?![([:])/gu;
/** An insertion, where a mark begins: brackets may stand right behind a letter. */
const INSERTION = /^\[[^[\]]+\](?![([:])/u;
/** What may be a mark in a line that none of these explain, and what has no shape of its own. */
const UNSURE = /[*_`<>&|\\[\]]|:\/\/|www\.|@|!$|\ufffc|\p{C}|\p{Zl}|\p{Zp}/u;
/** Beginnings of lines that are something else than a paragraph. */
const OTHER = /^(?:[ \t]|[-+*#=~|:]|\d+[.)])/;
/** Makes a subhead of the line above it. */
const UNDERLINE = /^ {0,3}(?:> ?)*[=-]/;
const SUBHEAD = /^#{1,6} +(?=\S)/;
const QUOTE = /^> ?(?=\S)/;

interface BodySketch {
  parent: HTMLElement;
  /** Markdown, lines parted by `\n`. */
  text: string;
  /** As it will print, "" is none. */
  dateline: string;
  /** Spoken before the dateline. */
  datelineLabel: string;
}

type Kind = "paragraph" | "subhead" | "quote" | "gap";
interface Sketched {
  kind: Kind;
  names: string;
  pieces: Node[];
}

/** Draws the beginning of a body; the answer takes it away again. */
export function sketchBody({ parent, text, dateline, datelineLabel }: BodySketch): () => void {
  const editor = box("wc-body wc-sketch cm-editor");
  const content = box("cm-content cm-lineWrapping");
  const lines = sketched(text);
  const inline = lines[0]?.kind === "paragraph";
  if (dateline !== "" && lines[0]) {
    const pill = datelinePill(dateline, datelineLabel, inline ? "inline" : "above");
    if (inline) lines[0].pieces.unshift(pill);
    else content.append(pill);
  }
  for (const { names, pieces } of lines) {
    const line = box(names === "" ? "cm-line" : `${names} cm-line`);
    line.dir = "auto";
    line.append(...(pieces.length > 0 ? pieces : [document.createElement("br")]));
    content.append(line);
  }
  const scroller = box("cm-scroller");
  scroller.append(content);
  editor.append(scroller);
  parent.append(editor);
  return () => {
    editor.remove();
  };
}

/** Draws a headline or a lead; an empty one shows its placeholder. */
export function sketchLine(parent: HTMLElement, text: string, placeholder: string): () => void {
  const frame = box("wc-line");
  frame.dataset["words"] = text === "" ? placeholder : text;
  const area = document.createElement("textarea");
  Object.assign(area, { rows: 1, readOnly: true, tabIndex: -1, placeholder, value: text, dir: "auto" });
  area.setAttribute("aria-label", placeholder);
  frame.append(area);
  parent.append(frame);
  return () => {
    frame.remove();
  };
}

/** The lines that are drawn, up to the first block that is not surely what it seems: its last line may say what its first
 *  is. */
function sketched(text: string): Sketched[] {
  const typed = text.slice(0, MOST_LETTERS).split("\n", MOST_LINES);
  const whole = typed.join("\n").length === text.length;
  // What defines a link gives brackets anywhere another meaning.
  if (text.includes("]:")) return [];
  const lines: Sketched[] = [];
  for (const [at, line] of typed.entries()) {
    // The last line may be cut in the middle.
    const cut = at === typed.length - 1 && !whole;
    const sure = !cut && (line === "" || !UNDERLINE.test(typed[at + 1] ?? ""));
    const made = sure && (line === "" ? gap(typed, at) : lineOf(line, lines.at(-1)?.kind));
    if (!made) return lines.slice(0, lines.findLastIndex(({ kind }) => kind === "gap") + 1);
    lines.push(made);
  }
  return lines;
}

/** A single empty line between two of text. */
function gap(typed: readonly string[], at: number): Sketched | null {
  const [over, under] = [typed[at - 1], typed[at + 1]];
  if (!over || !under?.trim()) return null;
  const names = SUBHEAD.test(under) ? "wc-gap wc-gap-over" : SUBHEAD.test(over) ? "wc-gap wc-gap-under" : "wc-gap";
  return { kind: "gap", names, pieces: [] };
}

function lineOf(line: string, over: Kind | undefined): Sketched | null {
  const [kind, mark, names]: [Kind, RegExp, string] = QUOTE.test(line)
    ? ["quote", QUOTE, "wc-quote wc-quote-1"]
    : SUBHEAD.test(line)
      ? ["subhead", SUBHEAD, "wc-subhead"]
      : ["paragraph", /^/, ""];
  // A line right below another of its own kind goes on with it; below one of another kind it is not sure whose it is.
  if (over !== undefined && over !== "gap" && over !== kind) return null;
  const words = line.replace(mark, "");
  if (OTHER.test(words) || /[ \t]$/.test(words) || (kind === "subhead" && words.endsWith("#"))) return null;
  const pieces = piecesOf(words);
  return pieces && { kind, names, pieces };
}

/** The words of a line with what its marks mean; null: some letter may be a mark of another kind. */
function piecesOf(words: string): Node[] | null {
  const pieces: Node[] = [];
  const plain = (from: number, to: number): boolean => {
    const text = words.slice(from, to);
    // A star between letters may be none of a mark.
    const torn = /[*)]$/.test(words.slice(0, from)) && /^[\p{L}\p{N}]/u.test(text);
    const tearing = /^[*[]/.test(words.slice(to)) && !INSERTION.test(words.slice(to)) && /[\p{L}\p{N}]$/u.test(text);
    if (UNSURE.test(text) || torn || tearing) return false;
    if (text !== "") pieces.push(new Text(text));
    return true;
  };
  let from = 0;
  for (const found of words.matchAll(MARKED)) {
    const { strong, em, words: linked, address, insertion } = found.groups ?? {};
    const inner = strong ?? em ?? linked ?? insertion ?? "";
    if (!plain(from, found.index) || UNSURE.test(inner)) return null;
    const piece = document.createElement("span");
    piece.className = strong ? "wc-strong" : em ? "wc-em" : linked ? "wc-link" : "wc-insertion";
    piece.textContent = insertion === undefined ? inner : found[0];
    if (address) piece.title = address;
    pieces.push(piece);
    from = found.index + found[0].length;
  }
  return plain(from, words.length) ? pieces : null;
}

function box(names: string): HTMLElement {
  const made = document.createElement("div");
  made.className = names;
  return made;
}
