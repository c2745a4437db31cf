// Enter: the next paragraph, item or row. In Markdown a paragraph ends with a blank line, so Enter types that too; in a
// list it makes the next item and in an empty item it leaves the list; in a quote it goes on quoting and on an empty
// line leaves it. Enter in an empty paragraph does nothing: one gap is what the wire prints, however often it is hit.

import type { EditorState, Line } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { isBlank } from "../grammar/blanks";
import { isLoose, itemAt, markAfter, markOf, outerItem, renumbered, type ItemMark } from "../grammar/items";
import { nodeAround, verbatimAt } from "../grammar/nodes";
import { prefixOf } from "../grammar/prefix";
import { finished } from "./address";
import { make, STAY, type Edit } from "./edit";
import { rowBelow } from "./table";

export function enter(view: EditorView): boolean {
  return typed(view, paragraphAt);
}

/** Shift+Enter: a new line inside the paragraph. */
export function hardBreak(view: EditorView): boolean {
  return typed(view, breakAt);
}

function typed(view: EditorView, rule: (state: EditorState, at: number) => Edit): boolean {
  const { state } = view;
  if (state.readOnly) return true;
  const address = finished(state);
  if (address) return make(view, address, "input");
  const { empty, from } = state.selection.main;
  if (empty) return make(view, rule(state, from), "input");
  const cleared = state.update(state.replaceSelection(""));
  const { changes, anchor } = rule(cleared.state, cleared.state.selection.main.head);
  const joined = cleared.changes.compose(cleared.state.changes(changes));
  return make(view, { changes: joined, anchor: anchor ?? cleared.state.selection.main.head }, "input");
}

/** What Enter does with the cursor at `at`. */
export function paragraphAt(state: EditorState, at: number): Edit {
  const line = state.doc.lineAt(at);
  const verbatim = verbatimAt(state, at);
  if (verbatim && !isBehindFence(state, line, at)) return inVerbatim(line, at);
  if (isBlank(line.text)) return line.text.includes(">") ? leaveQuote(state, line) : STAY;
  const row = rowBelow(state, at);
  if (row) return row;
  const { end, subhead, quotes } = prefixOf(state, line);
  const place = Math.max(at, end);
  const item = itemAt(state, place);
  if (item) return isEmptyItem(state, item, line) ? leaveItem(state, item) : nextItem(state, item, place);
  if (subhead > 0 && place === end) return beforeSubhead(line, end);
  return split(state, line, place, quotes > 0 ? quoteMarks(line, quotes) : "");
}

function inVerbatim(line: Line, at: number): Edit {
  const indent = /^(?:[ \t]*>)*[ \t]*/.exec(line.text)?.[0] ?? "";
  const insert = `\n${indent.slice(0, at - line.from)}`;
  return { changes: { from: at, insert }, anchor: at + insert.length };
}

/** Behind the closing marks of a fence text goes on as usual. */
function isBehindFence(state: EditorState, line: Line, at: number): boolean {
  const fence = nodeAround(state, at, -1, (name) => name === "FencedCode");
  const close = fence?.getChildren("CodeMark")[1];
  if (!fence) return at === line.to && nodeAround(state, at, -1, (name) => name.startsWith("HTML")) !== null;
  return close !== undefined && at >= close.to;
}

/** Ends the paragraph at `at`; `quoted` is the quote it stands in, as it is written. */
function split(state: EditorState, line: Line, at: number, quoted: string): Edit {
  const { text, from, to } = line;
  const left = from + text.slice(0, at - from).trimEnd().length;
  const right = at + (text.length - (at - from) - text.slice(at - from).trimStart().length);
  const start = Math.max(left, Math.min(at, prefixOf(state, line).end));
  const bare = quoted.trimEnd();
  if (start <= prefixOf(state, line).end && cameFrom(state, line, at)) {
    return { changes: { from, insert: `${bare}\n` }, anchor: at + bare.length + 1 };
  }
  if (right === to && goesOn(state, line)) {
    const insert = `\n${bare}`;
    return { changes: { from: start, to, insert }, anchor: prefixBelow(state, line) + start - to + insert.length };
  }
  const gap = `\n${bare}\n${quoted}`;
  const apart = right === to && line.number < state.doc.lines && !isBlank(state.doc.line(line.number + 1).text);
  return { changes: { from: start, to: right, insert: apart ? `${gap}\n${bare}` : gap }, anchor: start + gap.length };
}

/** The paragraph goes on in the next line. */
function goesOn(state: EditorState, line: Line): boolean {
  const paragraph = nodeAround(state, line.to, -1, (name) => name === "Paragraph");
  return paragraph !== null && paragraph.to > line.to;
}

/** The paragraph began in a line before. */
function cameFrom(state: EditorState, line: Line, at: number): boolean {
  const paragraph = nodeAround(state, at, 1, (name) => name === "Paragraph");
  return paragraph !== null && paragraph.from < line.from;
}

function prefixBelow(state: EditorState, line: Line): number {
  return prefixOf(state, state.doc.line(line.number + 1)).end;
}

function beforeSubhead(line: Line, end: number): Edit {
  if (line.to === end) return { changes: { from: line.from, to: line.to }, anchor: line.from };
  return { changes: { from: line.from, insert: "\n\n" } };
}

function leaveQuote(state: EditorState, line: Line): Edit {
  const { doc } = state;
  const outer = line.text.replace(/[ \t]*>[ \t]*$/, "").trimEnd();
  const kept = outer === "" ? "" : `${outer} `;
  const above = line.number > 1 ? doc.line(line.number - 1) : null;
  const below = line.number < doc.lines ? doc.line(line.number + 1) : null;
  const from = above && isBlank(above.text) ? above.from : line.from;
  const before = above && isBlank(above.text) ? `${outer}\n` : above ? `${outer}\n` : "";
  const to = below && isBlank(below.text) ? below.to : line.to;
  const after = below ? `\n${outer}` : "";
  return { changes: { from, to, insert: before + kept + after }, anchor: from + before.length + kept.length };
}

/** The quote marks of a line, or of the quote that it goes on with when it has none of its own. */
export function quoteMarks(line: Line, quotes: number): string {
  const own = /^[ ]{0,3}(?:>[ ]?)+/.exec(line.text)?.[0];
  return own ? `${own.trimEnd()} ` : "> ".repeat(quotes);
}

function isEmptyItem({ doc }: EditorState, { item, line, text }: ItemMark, here: Line): boolean {
  return here.number === line.number && doc.sliceString(text, Math.max(text, item.to)).trim() === "";
}

/** Leaves the list, or goes one item out in a list of lists. */
export function leaveItem(state: EditorState, { item, line, before, from }: ItemMark): Edit {
  const outer = outerItem(item);
  const above = outer ? markOf(state, outer) : null;
  const onward = numberOf(state, item);
  if (above) {
    const insert = `${above.before}${markAfter(above.mark)} `;
    const changes = [
      { from: line.from, to: line.to, insert },
      ...renumbered(state, above.item, numberOf(state, above.item) + 2),
    ];
    return { changes, anchor: line.from + insert.length };
  }
  const quoted = before.includes(">") ? `${before.trimEnd()} ` : "";
  const bare = quoted.trimEnd();
  const first = line.number === 1 || isBlank(state.doc.line(line.number - 1).text);
  const last = line.number === state.doc.lines || isBlank(state.doc.line(line.number + 1).text);
  const start = `${first ? "" : `${bare}\n`}${quoted}`;
  const changes = [
    { from: line.from, to: line.to, insert: last ? start : `${start}\n${bare}` },
    ...renumbered(state, item, onward),
  ];
  return { changes, anchor: line.from + start.length - (from < line.from ? 1 : 0) };
}

function numberOf(state: EditorState, item: ItemMark["item"]): number {
  return Number.parseInt(markOf(state, item)?.mark ?? "", 10);
}

function nextItem(state: EditorState, { item, before, mark, text }: ItemMark, at: number): Edit {
  const place = Math.max(at, text);
  const line = state.doc.lineAt(place);
  const left = line.from + line.text.slice(0, place - line.from).trimEnd().length;
  const right = place + (/^[ \t]*/.exec(line.text.slice(place - line.from))?.[0].length ?? 0);
  const start = Math.max(left, Math.min(place, text));
  const gap = isLoose(state, item) ? `\n${before.trimEnd()}` : "";
  const insert = `${gap}\n${before}${markAfter(mark)} `;
  const changes = [{ from: start, to: right, insert }, ...renumbered(state, item, numberOf(state, item) + 2)];
  return { changes, anchor: start + insert.length };
}

/** What Shift+Enter does: a hard break, where there can be one. */
export function breakAt(state: EditorState, at: number): Edit {
  const line = state.doc.lineAt(at);
  if (verbatimAt(state, at)) return paragraphAt(state, at);
  const { end, subhead, quotes } = prefixOf(state, line);
  const place = Math.max(at, end);
  if (subhead > 0) return paragraphAt(state, at);
  if (isBlank(line.text) || nodeAround(state, at, 1, (name) => name === "Table") || place === end) return STAY;
  const item = itemAt(state, place);
  const indent = item ? item.before + " ".repeat(item.text - item.from) : quotes > 0 ? quoteMarks(line, quotes) : "";
  const left = line.from + line.text.slice(0, place - line.from).trimEnd().length;
  const right = place + (/^[ \t]*/.exec(line.text.slice(place - line.from))?.[0].length ?? 0);
  const insert = `\\\n${indent}`;
  return { changes: { from: Math.max(end, left), to: right, insert }, anchor: Math.max(end, left) + insert.length };
}
