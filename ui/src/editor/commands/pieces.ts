// A selection as the pieces that a mark can stand around: marks do not reach over paragraphs, cells or the marks at the
// start of a line, and blanks at the ends of a piece are not marked (CommonMark would not read the mark).

import type { EditorState } from "@codemirror/state";
import { isBlank } from "../grammar/blanks";
import { verbatimAt } from "../grammar/nodes";
import { prefixOf } from "../grammar/prefix";
import { linesOf } from "../keys/edit";
import { cellsIn, tableAt } from "../keys/table";

export interface Piece {
  from: number;
  to: number;
}

export function piecesOf(state: EditorState, from: number, to: number): Piece[] {
  const pieces: Piece[] = [];
  for (const line of linesOf(state, from, to)) {
    if (isBlank(line.text) || verbatimAt(state, line.from)) continue;
    const table = tableAt(state, line.from);
    if (table && state.doc.lineAt(table.from).number + 1 === line.number) continue;
    const whole = table ? cellsIn(line) : [{ from: prefixOf(state, line).end, to: line.to }];
    for (const part of whole) {
      const piece = trimmed(state, Math.max(from, part.from), Math.min(to, part.to));
      if (piece) pieces.push(piece);
    }
  }
  return pieces;
}

function trimmed(state: EditorState, from: number, to: number): Piece | null {
  if (to <= from) return null;
  const text = state.sliceDoc(from, to).replace(/\\$/, "");
  const start = from + text.length - text.trimStart().length;
  const end = from + text.trimEnd().length;
  return end > start ? { from: start, to: end } : null;
}

/** The word around `at`; null between words. */
export function wordAt(state: EditorState, at: number): Piece | null {
  const word = state.wordAt(at);
  return word && word.from < at && at < word.to ? { from: word.from, to: word.to } : null;
}
