// Lines: gaps, quotes, items, subheads. What stands before the text of a line is drawn as what it means.

import type { Line } from "@codemirror/state";
import { blanksAbove, isBlank, isOpen } from "../grammar/blanks";
import { verbatimAt } from "../grammar/nodes";
import { prefixOf } from "../grammar/prefix";
import type { Sheet } from "./sheet";
import { Marker } from "./widgets";

/** Letters of scripts that run from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const SUBHEAD = /^ {0,3}#{1,6}(?:[ \t]|$)/;
const DEEPEST = 6;

export function paintLines(sheet: Sheet, from: number, to: number): void {
  const { doc } = sheet.state;
  let line = doc.lineAt(from);
  let above = blanksAbove(doc, line.number);
  for (;;) {
    const blank = isBlank(line.text) && !verbatimAt(sheet.state, line.from);
    if (blank) paintBlank(sheet, line, above);
    else paintText(sheet, line);
    above = blank ? above + 1 : 0;
    if (line.to >= to) return;
    line = doc.line(line.number + 1);
  }
}

function paintBlank(sheet: Sheet, line: Line, above: number): void {
  const { doc } = sheet.state;
  const { end, quotes, items } = prefixOf(sheet.state, line);
  block(sheet, line, quotes, quotes > 0 ? items : 0);
  if (end > line.from) sheet.prefix(line.from, end, null);
  if (isOpen(doc, line.number, above)) return;
  const next = line.number < doc.lines ? doc.line(line.number + 1).text : "";
  const last = line.number > 1 ? doc.line(line.number - 1).text : "";
  if (SUBHEAD.test(next)) sheet.line(line.from, "wc-gap wc-gap-over");
  else sheet.line(line.from, SUBHEAD.test(last) ? "wc-gap wc-gap-under" : "wc-gap");
}

function paintText(sheet: Sheet, line: Line): void {
  const { end, quotes, items, marker, subhead } = prefixOf(sheet.state, line);
  block(sheet, line, quotes, items);
  if (RIGHT_TO_LEFT.test(line.text)) sheet.bidi(line.from);
  if (end === line.from) return;
  if (subhead > 0) {
    const here = sheet.touched(line.from, line.to);
    sheet.prefix(line.from, end, here ? new Marker("#".repeat(subhead), "wc-hung") : null);
  } else sheet.prefix(line.from, end, marker ? new Marker(marker, "wc-bullet") : null);
}

function block(sheet: Sheet, line: Line, quotes: number, items: number): void {
  if (quotes > 0) sheet.line(line.from, `wc-quote wc-quote-${String(Math.min(quotes, DEEPEST))}`);
  if (items > 0) sheet.line(line.from, `wc-item wc-item-${String(Math.min(items, DEEPEST))}`);
}
