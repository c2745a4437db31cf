// Blank lines. Between two paragraphs of Markdown stands an empty line; in the column it is not a line but the gap of
// copy. Two more of them hold an empty paragraph. So in a run of blank lines every second one is open to the cursor,
// and the others are gaps: `gap, open, gap` between two paragraphs is one empty paragraph.

import type { EditorState, Line, Text } from "@codemirror/state";
import { verbatimAt } from "./nodes";

export type LineKind = "text" | "gap" | "open";

/** A run longer than this is measured from here on; only the parity of its gaps could be wrong. */
const LONGEST_RUN = 2_000;

export function isBlank(text: string): boolean {
  return /^[ \t>]*$/.test(text);
}

/** What the line is to the cursor. */
export function kindOf(state: EditorState, line: Line): LineKind {
  if (!isBlank(line.text) || verbatimAt(state, line.from)) return "text";
  const above = blanksAbove(state.doc, line.number);
  return isOpen(state.doc, line.number, above) ? "open" : "gap";
}

/** How many blank lines stand right above line `number`. */
export function blanksAbove(doc: Text, number: number): number {
  let above = 0;
  while (above < LONGEST_RUN && number - above > 1 && isBlank(doc.line(number - above - 1).text)) above += 1;
  return above;
}

/** Whether a blank line with `above` blank ones over it is an empty paragraph. */
export function isOpen(doc: Text, number: number, above: number): boolean {
  const atTop = number - above === 1;
  const turn = atTop ? above % 2 === 0 : above % 2 === 1;
  return turn && (number === doc.lines || isBlank(doc.line(number + 1).text));
}

/** The next line in this direction that is no gap; null when there is none. */
export function beside(state: EditorState, line: Line, step: 1 | -1): Line | null {
  for (let number = line.number + step; number >= 1 && number <= state.doc.lines; number += step) {
    const next = state.doc.line(number);
    if (kindOf(state, next) !== "gap") return next;
  }
  return null;
}

/** The next line in this direction that has text; null when there is none. */
export function textBeside(doc: Text, number: number, step: 1 | -1): Line | null {
  for (let at = number + step; at >= 1 && at <= doc.lines; at += step) {
    const line = doc.line(at);
    if (!isBlank(line.text)) return line;
  }
  return null;
}
