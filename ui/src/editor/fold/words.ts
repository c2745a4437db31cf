// The words that the editor was given, for whoever draws or speaks some of them.

import { Facet, type EditorState, type Extension } from "@codemirror/state";
import type { EditorWords } from "../options";

const words = Facet.define<EditorWords, EditorWords | null>({ combine: ([given]) => given ?? null });

export function spoken(given: EditorWords): Extension {
  return words.of(given);
}

export function wordsOf(state: EditorState): EditorWords {
  const given = state.facet(words);
  if (!given) throw new Error("expected the words of the editor among its extensions, got none");
  return given;
}
