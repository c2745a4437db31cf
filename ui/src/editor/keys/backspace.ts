// Backspace and Delete where paragraphs meet. At the start of a paragraph Backspace joins it with the one before, and
// the blank line between them goes too; at the start of an item, quote or subhead it first makes a plain paragraph of
// it. Delete at the end does the same forwards. Anywhere else they are left to the editor.

import type { EditorState, Line } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { isBlank, textBeside } from "../grammar/blanks";
import { itemAt, outerItem, renumbered, siblingItem, type ItemMark } from "../grammar/items";
import { nodeAround, verbatimAt } from "../grammar/nodes";
import { prefixOf } from "../grammar/prefix";
import { make, STAY, type Edit } from "./edit";
import { shifted } from "./indent";
import { tableAt } from "./table";

/** Backspace; `leaveTop` is told when nothing stands before the cursor. */
export function backspace(view: EditorView, leaveTop: () => void): boolean {
  const { state } = view;
  const { empty, head } = state.selection.main;
  if (!empty) return false;
  if (head === 0 && prefixOf(state, state.doc.lineAt(0)).end === 0) {
    if (state.doc.lines > 1 && isBlank(state.doc.line(1).text)) return make(view, dropTop(state), "delete.backward");
    leaveTop();
    return true;
  }
  return make(view, joinBefore(state, head), "delete.backward");
}

export function forwardDelete(view: EditorView): boolean {
  const { empty, head } = view.state.selection.main;
  return empty && make(view, joinBehind(view.state, head), "delete.forward");
}

/** An empty paragraph at the top goes, with the gap below it. */
function dropTop({ doc }: EditorState): Edit {
  const text = textBeside(doc, 1, 1);
  return { changes: { from: 0, to: text ? text.from : doc.length }, anchor: 0 };
}

/** What Backspace does at `at`; null where it is a plain Backspace. */
export function joinBefore(state: EditorState, at: number): Edit | null {
  const { doc } = state;
  const line = doc.lineAt(at);
  if (verbatimAt(state, at) && verbatimAt(state, line.from)?.from !== line.from) return null;
  const { end, marker, subhead, quotes } = prefixOf(state, line);
  if (at > end) return null;
  const item = marker ? itemAt(state, end) : null;
  if (item) return outOfItem(state, item);
  if (subhead > 0) {
    const from = end - (/#+[ \t]*$/.exec(doc.sliceString(line.from, end))?.[0].length ?? 0);
    return { changes: { from, to: end }, anchor: from };
  }
  const table = tableAt(state, at);
  if (table && doc.lineAt(table.from).number !== line.number) return STAY;
  const above = line.number > 1 ? doc.line(line.number - 1) : null;
  if (quotes > 0 && isQuoteStart(above)) return outOfQuote(state, line);
  return join(state, line, end);
}

/** The blank line or the text before is not of the same paragraph. */
function isQuoteStart(above: Line | null): boolean {
  return above === null || isBlank(above.text) || !above.text.trimStart().startsWith(">");
}

function join(state: EditorState, line: Line, end: number): Edit | null {
  const { doc } = state;
  const text = textBeside(doc, line.number, -1);
  if (!text) return line.number === 1 ? null : { changes: { from: 0, to: line.from }, anchor: 0 };
  const near = text.number === line.number - 1;
  if (isRule(state, text)) {
    const from = Math.max(0, textBeside(doc, text.number, -1)?.to ?? 0);
    const insert = from === 0 ? "" : "\n\n";
    return { changes: { from, to: end, insert }, anchor: from + insert.length };
  }
  const closed = tableAt(state, text.to) ?? verbatimAt(state, text.to);
  if (closed && !isSame(closed, tableAt(state, line.from) ?? verbatimAt(state, line.from))) {
    const below = doc.lineAt(closed.to);
    if (!isBlank(line.text)) return { changes: [], anchor: below.to };
    return { changes: { from: below.to, to: line.to }, anchor: below.to };
  }
  const soft = near && text.to > text.from && end < line.to && !/\s$/.test(text.text);
  const stop = /\\$/.test(text.text) && near ? text.to - 1 : text.to;
  return { changes: { from: stop, to: end, insert: soft ? " " : "" }, anchor: stop + (soft ? 1 : 0) };
}

function isSame(a: { from: number }, b: { from: number } | null): boolean {
  return a.from === b?.from;
}

function isRule(state: EditorState, line: Line): boolean {
  return nodeAround(state, line.to, -1, (name) => name === "HorizontalRule") !== null;
}

/** An item becomes an item of the list around, or a paragraph. */
function outOfItem(state: EditorState, mark: ItemMark): Edit {
  if (outerItem(mark.item)) return shifted(state, mark.text, -1) ?? STAY;
  const { doc } = state;
  const { item, line, before, text } = mark;
  const bare = before.trimEnd();
  const quoted = bare === "" ? "" : `${bare} `;
  const gapAbove = line.number > 1 && !isBlank(doc.line(line.number - 1).text) ? `${bare}\n` : "";
  const behind = siblingItem(item, 1);
  const next = behind ? doc.lineAt(behind.from) : null;
  const changes = [{ from: line.from, to: text, insert: gapAbove + quoted }];
  const last = doc.lineAt(Math.max(item.to, text));
  if (next && !isBlank(doc.line(next.number - 1).text))
    changes.push({ from: last.to, to: last.to, insert: `\n${bare}` });
  const rest = renumbered(state, item, Number.parseInt(mark.mark, 10));
  return { changes: [...changes, ...rest], anchor: line.from + gapAbove.length + quoted.length };
}

/** The paragraph leaves the innermost quote. */
function outOfQuote(state: EditorState, line: Line): Edit {
  const { doc } = state;
  const changes: { from: number; to: number; insert?: string }[] = [];
  const strip = (one: Line): void => {
    const found = /^((?:[ ]{0,3}>[ ]?)*?)([ ]{0,3}>[ ]?)(?![ ]{0,3}>)/.exec(one.text);
    if (!found) return;
    const from = one.from + (found[1] ?? "").length;
    changes.push({ from, to: from + (found[2] ?? "").length });
  };
  const above = line.number > 1 ? doc.line(line.number - 1) : null;
  if (above && isBlank(above.text)) strip(above);
  let last = line;
  for (; ; last = doc.line(last.number + 1)) {
    strip(last);
    if (last.number === doc.lines || isBlank(last.text) || isBlank(doc.line(last.number + 1).text)) break;
  }
  if (last.number < doc.lines && isBlank(doc.line(last.number + 1).text)) strip(doc.line(last.number + 1));
  const set = state.changes(changes);
  return { changes: set, anchor: set.mapPos(prefixOf(state, line).end) };
}

/** What Delete does at `at`; null where it is a plain Delete. */
export function joinBehind(state: EditorState, at: number): Edit | null {
  const { doc } = state;
  const line = doc.lineAt(at);
  if (at !== line.to || verbatimAt(state, at)) return null;
  const below = textBeside(doc, line.number, 1);
  if (!below) return line.number < doc.lines ? { changes: { from: at, to: doc.length } } : null;
  if (isRule(state, below)) return { changes: { from: at, to: below.to } };
  if (tableAt(state, below.from) ?? verbatimAt(state, below.from)) {
    return isBlank(line.text) ? { changes: { from: line.from, to: below.from }, anchor: line.from } : STAY;
  }
  if (tableAt(state, at)) return STAY;
  if (isBlank(line.text))
    return {
      changes: { from: line.from, to: below.from },
      anchor: prefixOf(state, below).end - (below.from - line.from),
    };
  const soft = below.number === line.number + 1 && !/\s$/.test(line.text) && !line.text.endsWith("\\");
  const start = line.text.endsWith("\\") && below.number === line.number + 1 ? at - 1 : at;
  return { changes: { from: start, to: prefixOf(state, below).end, insert: soft ? " " : "" }, anchor: start };
}
