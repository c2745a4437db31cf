// Enter and Tab in the address of a link: it is finished, and typing goes on behind it. No line ever breaks an address;
// where none was typed the words are words again.

import type { EditorState } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";
import { isUnfinished, touching } from "../grammar/nodes";
import type { Edit } from "./edit";

/** What finishes the address that the selection stands in; null where it stands in none. */
export function finished(state: EditorState): Edit | null {
  const { main } = state.selection;
  const link = touching(state, main.head, "Link") ?? touching(state, main.head, "Image");
  const [, words, open, close] = link?.getChildren("LinkMark") ?? [];
  if (!link || !words || !open || !close || main.from < open.to || main.to > close.from) return null;
  return isUnfinished(link) ? unlinked(state, link, words) : { changes: [], anchor: link.to };
}

function unlinked(state: EditorState, { from, to }: SyntaxNode, words: SyntaxNode): Edit {
  const changes = state.changes([
    { from, to: from + 1 },
    { from: words.from, to },
  ]);
  return { changes, anchor: changes.mapPos(to) };
}
