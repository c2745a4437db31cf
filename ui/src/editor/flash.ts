// Shows a place: for a moment it is marked so that the eye finds it, then the mark fades.

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, type DecorationSet } from "@codemirror/view";

/** Milliseconds that the mark stays; the style sheet fades it within them. */
const SHOWN = 1_600;

const show = StateEffect.define<{ from: number; to: number }>();
const fade = StateEffect.define<{ run: number }>();
const place = Decoration.mark({ class: "wc-flash" });
const line = Decoration.line({ class: "wc-flash-line" });

let runs = 0;

export const flash = StateField.define<{ marks: DecorationSet; run: number }>({
  create: () => ({ marks: Decoration.none, run: 0 }),
  update({ marks, run }, transaction) {
    let next = { marks: marks.map(transaction.changes), run };
    for (const effect of transaction.effects) {
      if (effect.is(show))
        next = { marks: marksOf(effect.value, transaction.newDoc.lineAt(effect.value.from).from), run: runs };
      if (effect.is(fade) && effect.value.run === next.run) next = { marks: Decoration.none, run };
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field, ({ marks }) => marks),
});

function marksOf({ from, to }: { from: number; to: number }, start: number): DecorationSet {
  return Decoration.set(from === to ? [line.range(start)] : [place.range(from, to)]);
}

/** Selects a range, brings it into sight and marks it for a moment. */
export function reveal(view: EditorView, from: number, to: number): void {
  runs += 1;
  const run = runs;
  view.dispatch({
    selection: { anchor: from, head: to },
    effects: [show.of({ from, to }), EditorView.scrollIntoView(from, { y: "center" })],
    userEvent: "select.reveal",
  });
  setTimeout(() => {
    if (view.dom.isConnected) view.dispatch({ effects: fade.of({ run }) });
  }, SHOWN);
}
