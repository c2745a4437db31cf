// The labels that link definitions (`[port]: https://…`) give a meaning: only with them is `[port]` a link and not an
// insertion. They are rare in copy, so they are gathered again only when a line with `]:` changed.

import { StateField, type Text, type Transaction } from "@codemirror/state";

const DEFINITION = /^ {0,3}\[((?:[^[\]\\]|\\.)+)\]:[ \t]*\S/;

export const definitions = StateField.define<ReadonlySet<string>>({
  create: (state) => gathered(state.doc),
  update: (labels, transaction) => (concerned(transaction) ? gathered(transaction.newDoc) : labels),
});

/** Labels are matched without regard to case and white space (CommonMark 4.7). */
export function folded(label: string): string {
  return label.trim().replace(/\s+/g, " ").toUpperCase().toLowerCase();
}

function gathered(doc: Text): ReadonlySet<string> {
  const labels = new Set<string>();
  for (const line of doc.iterLines()) {
    const label = line.includes("]:") ? DEFINITION.exec(line)?.[1] : undefined;
    if (label) labels.add(folded(label));
  }
  return labels;
}

function concerned({ docChanged, changes, startState, newDoc }: Transaction): boolean {
  if (!docChanged) return false;
  let found = false;
  changes.iterChangedRanges((fromA, toA, fromB, toB) => {
    found ||= holds(startState.doc, fromA, toA) || holds(newDoc, fromB, toB);
  });
  return found;
}

function holds(doc: Text, from: number, to: number): boolean {
  return doc.sliceString(doc.lineAt(from).from, doc.lineAt(to).to).includes("]:");
}
