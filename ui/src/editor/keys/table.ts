// Keys inside a table: Tab and Shift+Tab walk from cell to cell (and from the last one into a new row), Enter makes a
// row below, and in an empty last row leaves the table.

import type { EditorState, Line } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { SyntaxNode } from "@lezer/common";
import { isBlank } from "../grammar/blanks";
import { nodeAround } from "../grammar/nodes";
import { make, type Edit } from "./edit";

export interface CellPlace {
  from: number;
  to: number;
}

/** The table that `at` stands in. */
export function tableAt(state: EditorState, at: number): SyntaxNode | null {
  const wanted = (name: string): boolean => name === "Table";
  const table = nodeAround(state, at, 1, wanted) ?? nodeAround(state, at, -1, wanted);
  return table && table.from <= at && at <= state.doc.lineAt(table.to).to ? table : null;
}

/** The words of the cells of a row, without the blanks around them; an empty cell is the place between its blanks. */
export function cellsIn(line: Line): CellPlace[] {
  const bars: number[] = [];
  for (let at = 0; at < line.text.length; at += 1) {
    if (line.text[at] === "\\") at += 1;
    else if (line.text[at] === "|") bars.push(at);
  }
  const edges = [-1, ...bars, line.text.length];
  const cells = edges.slice(1).map((end, at) => ({ start: (edges[at] ?? -1) + 1, end }));
  const inner = cells.filter(({ start, end }, at) => {
    const outside = at === 0 || at === cells.length - 1;
    return !outside || line.text.slice(start, end).replace(/^[\s>]*/, "") !== "";
  });
  return inner.map(({ start, end }) => {
    const text = line.text.slice(start, end);
    const lead = text.length - text.trimStart().length;
    if (text.trim() === "")
      return { from: line.from + start + Math.min(1, text.length), to: line.from + start + Math.min(1, text.length) };
    return { from: line.from + start + lead, to: line.from + start + text.trimEnd().length };
  });
}

function emptyRow(cells: number, before: string): string {
  return `${before}|${"  |".repeat(cells)}`;
}

/** Enter in a table. */
export function rowBelow(state: EditorState, at: number): Edit | null {
  const table = tableAt(state, at);
  if (!table) return null;
  const { doc } = state;
  const line = doc.lineAt(at);
  const before = /^[ \t>]*/.exec(line.text)?.[0] ?? "";
  const head = doc.lineAt(table.from);
  const cells = cellsIn(line);
  const isEmpty = line.number > head.number + 1 && cells.every(({ from, to }) => from === to);
  if (isEmpty && doc.lineAt(table.to).number === line.number) return leave(state, line, before);
  // Behind the head stands the line that makes it one; the row goes below that.
  const above = line.number === head.number ? doc.line(line.number + 1) : line;
  const insert = `\n${emptyRow(cellsIn(head).length, before)}`;
  return { changes: { from: above.to, insert }, anchor: above.to + before.length + 3 };
}

function leave({ doc }: EditorState, line: Line, before: string): Edit {
  const last = line.number === doc.lines || isBlank(doc.line(line.number + 1).text);
  const insert = `${before.trimEnd()}\n${before}`;
  return {
    changes: { from: line.from, to: line.to, insert: last ? insert : `${insert}\n` },
    anchor: line.from + insert.length,
  };
}

/** Tab in a table: the words of the next cell are selected. */
export function walk(view: EditorView, step: 1 | -1): boolean {
  const { state } = view;
  const { head } = state.selection.main;
  const table = tableAt(state, head);
  if (!table) return false;
  const next = nextCell(state, table, head, step);
  if (next) {
    view.dispatch({ selection: { anchor: next.from, head: next.to }, scrollIntoView: true, userEvent: "select" });
    return true;
  }
  const end = state.doc.lineAt(table.to).to;
  return step === 1 ? make(view, rowBelow(state, end), "input") : true;
}

function nextCell(state: EditorState, table: SyntaxNode, at: number, step: 1 | -1): CellPlace | null {
  const { doc } = state;
  const first = doc.lineAt(table.from).number;
  const places: CellPlace[] = [];
  for (let number = first; number <= doc.lineAt(table.to).number; number += 1)
    if (number !== first + 1) places.push(...cellsIn(doc.line(number)));
  if (step === 1) return places.find(({ from }) => from > at) ?? null;
  const here = places.findLastIndex(({ from }) => from <= at);
  return places[here - 1] ?? null;
}
