// The steps that undo goes back by and redo forward: what is one step, and how the steps of an earlier sitting are made
// again from what the desk remembers of them. Typing is made again at the pace at which it was typed, so that it falls
// into the same steps; what went back or forward then does so again, so that it can be redone. A trail that does not
// lead to the text on the table is no trail: nothing can be undone then, rather than something wrong.

import { history, historyField, isolateHistory, redo, undo } from "@codemirror/commands";
import {
  ChangeSet,
  EditorSelection,
  EditorState,
  type Extension,
  type StateCommand,
  type Text,
  Transaction,
} from "@codemirror/state";
import type { EditorSplice, Trail, TrailStep } from "./options";

/** Milliseconds after which typing starts a new step of undo. */
const STEP = 700;

/** What every text of a story keeps of its steps. Only `\n` parts lines, so that every offset is the desk's own. */
export const stepping: Extension = history({ newGroupDelay: STEP, joinToEvent: joins });
export const lines: Extension = EditorState.lineSeparator.of("\n");

/** A text and its steps without a view. */
export function bare(text: string): EditorState {
  return EditorState.create({ doc: text, extensions: [lines, stepping] });
}

/** The text at the end of the trail with every step behind it; null when that is not `end`. */
export function retraced({ text, steps }: Trail, end: Text): EditorState | null {
  try {
    const state = steps.reduce(after, bare(text));
    // What is typed from now on is a step of its own.
    return state.doc.eq(end) ? state.update({ annotations: isolateHistory.of("full") }).state : null;
  } catch (thrown) {
    if (thrown instanceof RangeError) return null;
    throw thrown;
  }
}

/** The steps of `state` as those that another state begins with, whatever it had. */
export function stepsOf(state: EditorState): Extension {
  const kept: unknown = state.field(historyField);
  return [historyField.init(() => kept), stepping];
}

/** Splices, each in the text that the one before left, as one change of a text of `length` units. */
export function changesOf(splices: readonly EditorSplice[], length: number): ChangeSet {
  return splices.reduce(
    (all, splice) => all.compose(ChangeSet.of(splice, all.newLength, "\n")),
    ChangeSet.empty(length),
  );
}

/** A change made as if typed, with the cursor where a writer would have had it: undo brings it back there. */
export function typed(
  state: EditorState,
  changes: ChangeSet,
  { at, event }: { at?: number; event?: string } = {},
): EditorState {
  const before = state.update({
    selection: selectionOf(changes),
    annotations: Transaction.addToHistory.of(false),
  }).state;
  const annotations = at === undefined ? [] : Transaction.time.of(at);
  return before.update({ changes, annotations, userEvent: event }).state;
}

function after(state: EditorState, { millis, splices }: TrailStep): EditorState {
  const changes = changesOf(splices, state.doc.length);
  const doc = changes.apply(state.doc);
  // Keys held down: as many steps went together as there are splices, at most.
  const most = Math.min(splices.length, 8);
  return led(state, undo, doc, most) ?? led(state, redo, doc, most) ?? typed(state, changes, { at: millis });
}

/** The state after so many steps back or forward that the text is `doc`; null when it is not after `most`. */
function led(state: EditorState, step: StateCommand, doc: Text, most: number): EditorState | null {
  for (let [now, steps] = [state, 0]; steps < most; steps += 1) {
    let next: EditorState | null = null;
    step({ state: now, dispatch: (transaction) => (next = transaction.state) });
    if (next === null) return null;
    now = next;
    if (now.doc.eq(doc)) return now;
  }
  return null;
}

/** Before what was typed, behind what was deleted, around what was replaced. */
function selectionOf(changes: ChangeSet): EditorSelection {
  let range: { from: number; to: number } | undefined;
  let typed = false;
  changes.iterChanges((fromA, toA, _fromB, _toB, inserted) => {
    range ??= { from: fromA, to: toA };
    typed ||= inserted.length > 0;
  });
  const { from, to } = range ?? { from: 0, to: 0 };
  return EditorSelection.single(typed ? from : to, to);
}

/** Typing is one step until the writer rests, ends a sentence or starts a paragraph. */
function joins(transaction: Transaction, adjacent: boolean): boolean {
  if (!adjacent) return false;
  let ends = false;
  transaction.changes.iterChanges((_fromA, _toA, from, _toB, inserted) => {
    ends ||=
      inserted.lines > 1 ||
      (inserted.length > 0 && /[.!?…]["”»]? $/.test(transaction.newDoc.sliceString(Math.max(0, from - 3), from)));
  });
  return !ends;
}
