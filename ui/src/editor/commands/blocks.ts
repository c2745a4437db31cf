// Paragraphs into subheads, quotes and lists, and back. A command concerns every paragraph that the selection touches;
// when all of them are already what was asked for, they become plain paragraphs again.

import type { ChangeSpec, EditorState, Line } from "@codemirror/state";
import { isBlank } from "../grammar/blanks";
import { nodeAround, verbatimAt } from "../grammar/nodes";
import { prefixOf } from "../grammar/prefix";
import { linesOf, STAY, type Edit } from "../keys/edit";
import { tableAt } from "../keys/table";

/** The lines of whole paragraphs that the selection touches. */
export function paragraphLines(state: EditorState): Line[] {
  const { from, to } = state.selection.main;
  const around = (at: number): { from: number; to: number } => {
    const line = state.doc.lineAt(at);
    const side = at === line.to ? -1 : 1;
    return nodeAround(state, at, side, (name) => name === "Paragraph" || name.startsWith("Setext")) ?? line;
  };
  const lines = linesOf(state, Math.min(from, around(from).from), Math.max(to, around(to).to));
  // A selection that ends before the first letter of a line does not mean that line.
  return lines.length > 1 && from < to && lines.at(-1)?.from === to ? lines.slice(0, -1) : lines;
}

function withText(state: EditorState, lines: Line[]): Line[] {
  return lines.filter(({ text, from }) => !isBlank(text) && !verbatimAt(state, from) && !tableAt(state, from));
}

export function subheaded(state: EditorState): Edit {
  const all = paragraphLines(state);
  const lines = withText(state, all);
  const [only] = all;
  if (lines.length === 0) return all.length === 1 && only && isBlank(only.text) ? begun(state, only, "## ") : STAY;
  const marks = lines.map((line) => ({ line, setext: setextOf(state, line), ...prefixOf(state, line) }));
  const plain = marks.some(({ subhead, setext }) => subhead === 0 && !setext);
  const changes = marks.flatMap(({ line, end, subhead, marker, setext }): ChangeSpec[] => {
    if (setext) return unsetext(state, line, plain);
    if (plain) return subhead > 0 ? [] : [{ from: marker ? bareOf(line, end) : end, to: end, insert: "## " }];
    return [{ from: end - (/#+[ \t]*$/.exec(state.sliceDoc(line.from, end))?.[0].length ?? 0), to: end }];
  });
  return mapped(state, changes);
}

function setextOf(state: EditorState, line: Line): boolean {
  return nodeAround(state, line.to, -1, (name) => name.startsWith("Setext")) !== null;
}

/** A subhead by underline: the underline goes, and `##` comes instead when a subhead is wanted. */
function unsetext(state: EditorState, line: Line, wanted: boolean): ChangeSpec[] {
  const heading = nodeAround(state, line.to, -1, (name) => name.startsWith("Setext"));
  const under = heading?.getChild("HeaderMark");
  if (under && state.doc.lineAt(under.from).number === line.number) return [{ from: line.from - 1, to: line.to }];
  return wanted ? [{ from: line.from, insert: "## " }] : [];
}

/** Where what stands before the text begins, quote marks aside. */
function bareOf(line: Line, end: number): number {
  return line.from + (/^(?:[ ]{0,3}>[ ]?)*/.exec(line.text.slice(0, end - line.from))?.[0].length ?? 0);
}

/** An empty paragraph starts with `mark`. */
function begun(state: EditorState, line: Line, mark: string): Edit {
  const { end } = prefixOf(state, line);
  return { changes: { from: end, to: line.to, insert: mark }, anchor: end + mark.length };
}

export function quoted(state: EditorState): Edit {
  const lines = paragraphLines(state);
  const [only] = lines;
  if (lines.length === 1 && only?.text === "") return begun(state, only, "> ");
  const full = lines.filter(({ text }) => !isBlank(text));
  if (full.length === 0)
    return mapped(
      state,
      lines.map((line) => ({ from: line.from, to: line.to })),
    );
  const on = full.every((line) => prefixOf(state, line).quotes > 0);
  const changes = lines.flatMap((line): ChangeSpec[] => {
    if (!on) return [{ from: line.from, insert: line.text === "" ? ">" : "> " }];
    const mark = /^[ ]{0,3}>[ ]?/.exec(line.text)?.[0].length ?? 0;
    return mark > 0 ? [{ from: line.from, to: line.from + mark }] : [];
  });
  return mapped(state, on ? [...changes, ...apart(state, lines)] : [...changes, ...edges(state, lines)]);
}

/** What stays quoted above and below is parted from what is no longer. */
function apart(state: EditorState, lines: Line[]): ChangeSpec[] {
  return [neighbour(state, lines, -1), neighbour(state, lines, 1)].flatMap((line) =>
    line && line.text.trim() === ">" ? [{ from: line.from, to: line.to }] : [],
  );
}

/** A quote does not swallow the paragraph that follows without a blank line. */
function edges(state: EditorState, lines: Line[]): ChangeSpec[] {
  const below = neighbour(state, lines, 1);
  return below && !isBlank(below.text) && prefixOf(state, below).quotes === 0
    ? [{ from: below.from, insert: "\n" }]
    : [];
}

function neighbour({ doc }: EditorState, lines: Line[], step: 1 | -1): Line | null {
  const number = ((step === 1 ? lines.at(-1) : lines.at(0))?.number ?? 0) + step;
  return number >= 1 && number <= doc.lines ? doc.line(number) : null;
}

export type ListKind = "list" | "numbers";

export function listed(state: EditorState, kind: ListKind): Edit {
  const lines = paragraphLines(state);
  const [only] = lines;
  if (lines.length === 1 && only && isBlank(only.text)) return begun(state, only, kind === "list" ? "- " : "1. ");
  const full = withText(state, lines);
  if (full.length === 0) return STAY;
  const wanted = kind === "list" ? /^•$/ : /^\d/;
  const starts = full.filter((line) => isStart(state, line));
  const on = starts.every((line) => wanted.test(prefixOf(state, line).marker));
  return mapped(state, on ? unlisted(state, lines, full) : itemized(state, lines, starts, kind));
}

/** The line starts a paragraph or an item, and does not only go on with one. */
function isStart(state: EditorState, line: Line): boolean {
  const { marker, end } = prefixOf(state, line);
  const paragraph = nodeAround(state, end, 1, (name) => name === "Paragraph" || /Heading/.test(name));
  return marker !== "" || paragraph === null || paragraph.from >= line.from;
}

function itemized(state: EditorState, lines: Line[], starts: Line[], kind: ListKind): ChangeSpec[] {
  const changes: ChangeSpec[] = [];
  let number = 0;
  let width = 2;
  lines.forEach((line, at) => {
    if (isBlank(line.text)) {
      // Items stand close together: the gap between two paragraphs goes.
      if (at > 0 && at < lines.length - 1) changes.push({ from: line.from, to: line.to + 1 });
      return;
    }
    const { end, marker, subhead } = prefixOf(state, line);
    const bare = bareOf(line, end);
    if (!starts.some((start) => start.number === line.number)) {
      changes.push({ from: bare, insert: " ".repeat(width) });
      return;
    }
    number += 1;
    const mark = kind === "list" ? "- " : `${String(number)}. `;
    width = mark.length;
    const lead = marker ? (/^[ \t]*/.exec(state.sliceDoc(bare, end))?.[0].length ?? 0) : 0;
    changes.push({ from: bare + lead, to: marker || subhead > 0 ? end : bare + lead, insert: mark });
  });
  return changes;
}

function unlisted(state: EditorState, lines: Line[], full: Line[]): ChangeSpec[] {
  const changes: ChangeSpec[] = [];
  for (const line of full) {
    const { end, marker } = prefixOf(state, line);
    const bare = bareOf(line, end);
    const quote = line.text.slice(0, bare - line.from).trimEnd();
    const close = line.number > 1 && !isBlank(state.doc.line(line.number - 1).text) && marker !== "";
    const gap = close ? `\n${quote}${quote ? " " : ""}` : "";
    changes.push(close ? { from: line.from, to: end, insert: `${quote}${gap}` } : { from: bare, to: end });
  }
  const below = neighbour(state, lines, 1);
  if (below && !isBlank(below.text)) changes.push({ from: below.from, insert: "\n" });
  return changes;
}

function mapped(state: EditorState, changes: ChangeSpec[]): Edit {
  const { anchor, head } = state.selection.main;
  const set = state.changes(changes);
  return { changes: set, anchor: set.mapPos(anchor, 1), head: set.mapPos(head, 1) };
}
