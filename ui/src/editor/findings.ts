// What the checks found, underlined where it stands, with the reason as a tip and for a screen reader. Marks go with the
// text until the next findings come; between two of them a key costs no more than that. What is said of more than some
// words stands at the first of them: a paragraph of squiggles is not read.

import { StateEffect, type Range, type Text } from "@codemirror/state";
import { Decoration, ViewPlugin, type DecorationSet, type EditorView, type ViewUpdate } from "@codemirror/view";
import type { EditorFinding } from "./options";
import "./look/findings.css";

/** UTF-16 units of a finding that is underlined whole. */
const LONGEST = 80;
/** Milliseconds after a composition at which its text has been read. */
const COMPOSED = 30;
/** The first word of a line, behind the marks it may start with. */
const FIRST = /^[\s>#*+-]*(\S+)/;

const found = StateEffect.define<readonly EditorFinding[]>();

class Underlining {
  marks: DecorationSet = Decoration.none;
  /** What came while an input method composed: a mark that is set then would end the composition. */
  #waiting: readonly EditorFinding[] | null = null;

  constructor(readonly view: EditorView) {}

  /** Takes the place of what was found before. */
  show(findings: readonly EditorFinding[]): void {
    this.#waiting = null;
    if (this.view.composing || this.view.compositionStarted) this.#waiting = findings;
    else if (findings.length > 0 || this.marks.size > 0) this.view.dispatch({ effects: found.of(findings) });
  }

  update({ docChanged, changes, transactions, state }: ViewUpdate): void {
    if (docChanged) {
      this.marks = this.marks.map(changes);
      this.#waiting = null;
    }
    for (const { effects } of transactions)
      for (const effect of effects) if (effect.is(found)) this.marks = marksOf(effect.value, state.doc);
  }

  composed(): void {
    setTimeout(() => {
      if (this.#waiting && this.view.dom.isConnected) this.show(this.#waiting);
    }, COMPOSED);
  }
}

export const findings = ViewPlugin.fromClass(Underlining, {
  decorations: ({ marks }) => marks,
  eventObservers: {
    compositionend() {
      this.composed();
    },
  },
});

function marksOf(all: readonly EditorFinding[], doc: Text): DecorationSet {
  const marks = all.flatMap((finding): Range<Decoration>[] => {
    const { from, to } = placeOf(finding, doc);
    return from < to ? [markOf(finding).range(from, to)] : [];
  });
  return Decoration.set(marks, true);
}

function placeOf({ from, to }: EditorFinding, doc: Text): { from: number; to: number } {
  const end = Math.min(to, doc.length);
  if (end - from <= LONGEST) return { from, to: end };
  const [whole = "", word = ""] = FIRST.exec(doc.sliceString(from, doc.lineAt(from).to)) ?? [];
  return { from: from + whole.length - word.length, to: Math.min(end, from + whole.length) };
}

function markOf({ severity, message }: EditorFinding): Decoration {
  return Decoration.mark({
    class: `wc-finding wc-finding-${severity}`,
    attributes: { title: message, "aria-description": message },
  });
}
