// Where the cursor may rest: in text and in empty paragraphs, never in the gap between two paragraphs and never among
// the marks at the start of a line. The arrow keys step over both, so the blank line of the source is not felt.

import {
  EditorSelection,
  EditorState,
  type Extension,
  type SelectionRange,
  type TransactionSpec,
} from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { beside, kindOf } from "../grammar/blanks";
import { prefixOf } from "../grammar/prefix";

export type Reach = "move" | "extend";

/** ArrowUp (-1) and ArrowDown (1). False when there is no line that way. */
export function byLine(view: EditorView, step: 1 | -1, reach: Reach): boolean {
  const { state } = view;
  const start = state.selection.main;
  const from = start.empty || reach === "extend" ? start : EditorSelection.cursor(step === 1 ? start.to : start.from);
  let next = view.moveVertically(from, step === 1);
  for (let turn = 0; turn < 4 && inGap(state, next.head); turn += 1) {
    const further = view.moveVertically(next, step === 1);
    if (further.head === next.head) break;
    next = further;
  }
  if (inGap(state, next.head)) next = over(state, next, step) ?? from;
  return select(view, next, reach);
}

/** ArrowLeft (-1) and ArrowRight (1) by the text, from paragraph to paragraph. False where it is an ordinary step. */
export function acrossEdge(view: EditorView, side: "left" | "right", reach: Reach): boolean {
  const { state } = view;
  const { head, empty } = state.selection.main;
  if (!empty && reach === "move") return false;
  const forward = (side === "right") === (view.textDirectionAt(head) === 0);
  const target = edge(state, head, forward ? 1 : -1);
  return target !== null && select(view, EditorSelection.cursor(target), reach);
}

/** Where the cursor goes from the end of a line (1) or from the start of its text (-1); null elsewhere. */
export function edge(state: EditorState, head: number, step: 1 | -1): number | null {
  const line = state.doc.lineAt(head);
  if (step === 1) {
    const next = head === line.to ? beside(state, line, 1) : null;
    return next && prefixOf(state, next).end;
  }
  if (head > prefixOf(state, line).end) return null;
  return beside(state, line, -1)?.to ?? null;
}

/** The cursor is in the first line that is drawn. */
export function inTopLine(view: EditorView): boolean {
  const { head } = view.state.selection.main;
  if (view.state.doc.lineAt(head).number > 1) return false;
  const here = view.coordsAtPos(head);
  const top = view.coordsAtPos(0, 1);
  if (!here || !top) return true;
  return here.top - top.top < view.defaultLineHeight / 2;
}

/** The cursor is where nothing stands before it. */
export function atTop({ doc, selection: { main } }: EditorState): boolean {
  return main.empty && main.head === 0 && doc.lines > 0;
}

function inGap(state: EditorState, at: number): boolean {
  return kindOf(state, state.doc.lineAt(at)) === "gap";
}

function over(state: EditorState, range: SelectionRange, step: 1 | -1): SelectionRange | null {
  const line = beside(state, state.doc.lineAt(range.head), step);
  return line && EditorSelection.cursor(step === 1 ? prefixOf(state, line).end : line.to);
}

function select(view: EditorView, { head, goalColumn }: SelectionRange, reach: Reach): boolean {
  const { main } = view.state.selection;
  const range =
    reach === "extend"
      ? EditorSelection.range(main.anchor, head, goalColumn)
      : EditorSelection.cursor(head, undefined, undefined, goalColumn);
  if (range.eq(main)) return false;
  view.dispatch({ selection: EditorSelection.create([range]), scrollIntoView: true, userEvent: "select" });
  return true;
}

/** Puts every cursor, however it was placed, where it may rest. */
export const restingPlaces: Extension = EditorState.transactionFilter.of((transaction) => {
  const { selection, docChanged, startState } = transaction;
  if (!selection?.main.empty || docChanged) return transaction;
  const { head } = selection.main;
  const place = transaction.isUserEvent("select.pointer")
    ? restFrom(startState, head, -1)
    : restFrom(startState, head, head < startState.selection.main.head ? -1 : 1);
  if (place === head) return transaction;
  const moved: TransactionSpec = { selection: EditorSelection.cursor(place), sequential: true };
  return [transaction, moved];
});

/** The resting place of a cursor that came to `at`; from a gap it goes on in the direction of `step`. */
export function restFrom(state: EditorState, at: number, step: 1 | -1): number {
  const line = state.doc.lineAt(at);
  if (kindOf(state, line) !== "gap") return Math.max(at, prefixOf(state, line).end);
  const on = beside(state, line, step);
  if (on) return step === 1 ? prefixOf(state, on).end : on.to;
  const back = beside(state, line, step === 1 ? -1 : 1);
  if (!back) return at;
  return step === 1 ? back.to : prefixOf(state, back).end;
}
