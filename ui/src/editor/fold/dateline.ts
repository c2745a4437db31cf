// The dateline, drawn where the wire prints it: it opens the first paragraph when the story begins with one, and stands
// on a line of its own above a story that begins with anything else. It is not text and cannot be edited here.

import { syntaxTree } from "@codemirror/language";
import { StateEffect, StateField, type EditorState, type Transaction } from "@codemirror/state";
import { Decoration, EditorView, type DecorationSet } from "@codemirror/view";
import type { SyntaxNode } from "@lezer/common";
import { DatelinePill } from "./widgets";
import { wordsOf } from "./words";

/** Changes the dateline; "" is none. */
export const setDateline = StateEffect.define<string>();

interface Dateline {
  /** As it will print. */
  text: string;
  /** The line above the story, when it stands there. */
  above: DecorationSet;
}

export const dateline = StateField.define<Dateline>({
  create: (state) => ({ text: "", above: aboveIn(state, "") }),
  update(now, transaction) {
    const { effects, docChanged, changes, startState, state } = transaction;
    const text = effects.reduce((line, effect) => (effect.is(setDateline) ? effect.value : line), now.text);
    if (composes(transaction)) return { text, above: now.above.map(changes) };
    if (text === now.text && !docChanged && syntaxTree(startState) === syntaxTree(state)) return now;
    return { text, above: aboveIn(state, text) };
  },
  provide: (field) => EditorView.decorations.from(field, ({ above }) => above),
});

/** The field with a dateline to begin with. */
export function datelineOf(text: string): ReturnType<typeof dateline.init> {
  return dateline.init((state) => ({ text, above: aboveIn(state, text) }));
}

function composes(transaction: Transaction): boolean {
  return transaction.isUserEvent("input.type.compose");
}

function aboveIn(state: EditorState, text: string): DecorationSet {
  if (text === "" || openingAt(state) !== null) return Decoration.none;
  const widget = new DatelinePill(text, wordsOf(state).dateline, "above");
  return Decoration.set([Decoration.widget({ widget, block: true, side: -1 }).range(0)]);
}

/** Where the first paragraph starts that the dateline opens; null when the story begins with something else. */
export function openingAt(state: EditorState): number | null {
  const first = syntaxTree(state).topNode.firstChild;
  if (!first) return 0;
  // Raw HTML is printed as a paragraph.
  const isParagraph = /^(?:Paragraph|HTMLBlock|CommentBlock|ProcessingInstructionBlock)$/.test(first.name);
  return isParagraph && !isFigure(first) ? first.from : null;
}

function isFigure(block: SyntaxNode): boolean {
  const image = block.firstChild;
  return image?.name === "Image" && image.from === block.from && image.to === block.to;
}
