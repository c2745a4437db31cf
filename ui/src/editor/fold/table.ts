// Tables: monospaced lines whose columns stand under each other. The text is not touched: what a cell lacks in width is
// added as room that is only drawn. A table too wide for the column wraps like any other line.

import type { SyntaxNode } from "@lezer/common";
import { prefixOf } from "../grammar/prefix";
import type { Sheet } from "./sheet";
import { CellRoom } from "./widgets";

/** Letters that fit into a line of the column. */
const WIDEST = 78;
/** Rows that are measured; longer tables are not aligned. */
const MOST_ROWS = 400;
const WIDE = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Extended_Pictographic}/gu;

interface Cell {
  from: number;
  to: number;
  width: number;
}

type Side = "start" | "end" | "both";

export function paintTable(sheet: Sheet, table: SyntaxNode, from: number, to: number): void {
  const rows = [...table.getChildren("TableHeader"), ...table.getChildren("TableRow")];
  const under = table.getChildren("TableDelimiter").at(0);
  const shown = sheet.touched(table.from, table.to);
  if (under) paintUnder(sheet, under, shown);
  const cells = rows.length > MOST_ROWS ? [] : rows.map((row) => cellsOf(sheet, row));
  const widths: number[] = [];
  for (const row of cells)
    row.forEach(({ width }, at) => {
      widths[at] = Math.max(widths[at] ?? 0, width);
    });
  const fits = widths.reduce((sum, width) => sum + width + 1, 1) <= WIDEST;
  const sides = sidesOf(under ? sheet.state.sliceDoc(under.from, under.to) : "");
  rows.forEach((row, at) => {
    if (row.to < from || row.from > to) return;
    const start = sheet.state.doc.lineAt(row.from).from;
    sheet.line(start, `wc-table${fits ? " wc-table-fits" : ""}${row.name === "TableHeader" ? " wc-table-head" : ""}`);
    for (const { from, to } of row.getChildren("TableDelimiter")) sheet.mark(from, to, "wc-pipe");
    if (fits)
      (cells[at] ?? []).forEach((cell, column) => {
        room(sheet, cell, widths[column] ?? 0, sides[column]);
      });
  });
}

function paintUnder(sheet: Sheet, under: SyntaxNode, shown: boolean): void {
  const line = sheet.state.doc.lineAt(under.from);
  sheet.line(line.from, shown ? "wc-table" : "wc-table wc-table-under");
  if (shown) sheet.mark(under.from, under.to, "wc-pipe");
  else sheet.hide(under.from, under.to);
}

/** What stands between the pipes of a row, blanks included. */
function cellsOf(sheet: Sheet, row: SyntaxNode): Cell[] {
  const line = sheet.state.doc.lineAt(row.from);
  const start = Math.max(row.from, prefixOf(sheet.state, line).end);
  const pipes = row.getChildren("TableDelimiter");
  const edges = [start - 1, ...pipes.map((pipe) => pipe.from), line.to];
  const cells: Cell[] = [];
  edges.slice(1).forEach((to, at) => {
    const from = (edges[at] ?? start) + 1;
    const outside = at === 0 || at === edges.length - 2;
    if (outside && sheet.state.sliceDoc(from, to).trim() === "") return;
    cells.push({ from, to, width: widthOf(sheet, from, to) });
  });
  return cells;
}

function widthOf(sheet: Sheet, from: number, to: number): number {
  const text = sheet.state.sliceDoc(from, to);
  let width = Array.from(text).length + (text.match(WIDE)?.length ?? 0);
  for (const hidden of sheet.hidden) if (from <= hidden.from && hidden.to <= to) width -= hidden.to - hidden.from;
  return width;
}

function sidesOf(under: string): Side[] {
  return under
    .replace(/^[\s>]*\||\|\s*$/g, "")
    .split("|")
    .map((cell) => {
      const [, left, right] = /^\s*(:?)-+(:?)\s*$/.exec(cell) ?? [];
      if (left && right) return "both";
      return right ? "start" : "end";
    });
}

function room(sheet: Sheet, { from, to, width }: Cell, column: number, side: Side = "end"): void {
  const lack = column - width;
  if (lack <= 0) return;
  const first = side === "both" ? Math.floor(lack / 2) : lack;
  if (side !== "end" && first > 0) sheet.widget(from, new CellRoom(first), -1);
  const rest = side === "both" ? lack - first : lack;
  if (side !== "start") sheet.widget(to, new CellRoom(rest), 1);
}
