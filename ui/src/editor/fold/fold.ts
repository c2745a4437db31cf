// Marks folded away, live. The decorations of the visible lines are painted anew when the text, the selection, the
// focus, the view or the syntax tree changes; never while an input method composes (a decoration inside the composing
// node ends the composition) and not while the mouse selects (the text would move under the pointer).

import { syntaxTree } from "@codemirror/language";
import { Prec, StateEffect, type Extension } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from "@codemirror/view";
import { definitions } from "../grammar/definitions";
import type { EditorWords } from "../options";
import { dateline, datelineOf, setDateline } from "./dateline";
import { paint } from "./paint";
import { Sheet } from "./sheet";
import { spoken, wordsOf } from "./words";

const refold = StateEffect.define();

class Folding {
  marks!: DecorationSet;
  prefixes!: DecorationSet;
  /** The mouse is down in the text. */
  #held = false;
  #late: ReturnType<typeof setTimeout> | undefined;
  readonly #release: () => void;

  constructor(readonly view: EditorView) {
    this.#release = () => {
      if (!this.#held) return;
      this.#held = false;
      this.#again(0);
    };
    view.dom.ownerDocument.addEventListener("mouseup", this.#release);
    this.#paint();
  }

  update(update: ViewUpdate): void {
    const { view } = update;
    if (view.composing || view.compositionStarted) {
      this.marks = this.marks.map(update.changes);
      this.prefixes = this.prefixes.map(update.changes);
    } else if (concerns(update, this.#held)) this.#paint();
  }

  hold(): void {
    this.#held = true;
  }

  /** Paints once the input method has let go and its text has been read. */
  composed(): void {
    this.#again(30);
  }

  destroy(): void {
    clearTimeout(this.#late);
    this.view.dom.ownerDocument.removeEventListener("mouseup", this.#release);
  }

  #again(wait: number): void {
    clearTimeout(this.#late);
    this.#late = setTimeout(() => {
      this.view.dispatch({ effects: refold.of(null) });
    }, wait);
  }

  #paint(): void {
    const { state, visibleRanges, hasFocus } = this.view;
    const sheet = new Sheet(state, wordsOf(state), hasFocus || !state.selection.main.empty);
    paint(sheet, visibleRanges, state.field(dateline).text);
    ({ all: this.marks, prefixes: this.prefixes } = sheet.done());
  }
}

function concerns(update: ViewUpdate, held: boolean): boolean {
  const { docChanged, viewportChanged, selectionSet, focusChanged, transactions } = update;
  if (docChanged || viewportChanged || focusChanged) return true;
  if (selectionSet && !held) return true;
  if (syntaxTree(update.startState) !== syntaxTree(update.state)) return true;
  return transactions.some(({ effects }) => effects.some((effect) => effect.is(setDateline) || effect.is(refold)));
}

const folding = ViewPlugin.fromClass(Folding, {
  decorations: ({ marks }) => marks,
  provide: (plugin) => EditorView.atomicRanges.of((view) => view.plugin(plugin)?.prefixes ?? Decoration.none),
  eventObservers: {
    mousedown(event) {
      if (event.button === 0) this.hold();
    },
    compositionend() {
      this.composed();
    },
  },
});

export function fold(line: string, given: EditorWords): Extension {
  // What is found, sought or shown in a marked piece stands inside of it: the piece stays one.
  return [definitions, spoken(given), datelineOf(line), Prec.lowest(folding)];
}
