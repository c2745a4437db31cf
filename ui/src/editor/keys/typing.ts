// What typing must not break: a letter that lands in the gap between two paragraphs starts a paragraph of its own and
// glues nothing together, and a bracket typed before the closing bracket of an insertion steps over it.

import type { EditorState, Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { isBlank, kindOf } from "../grammar/blanks";
import { touching } from "../grammar/nodes";
import { make, type Edit } from "./edit";

export const typing: Extension = EditorView.inputHandler.of((view, from, to, text) => {
  if (view.composing || view.compositionStarted || from !== to || text === "") return false;
  return make(view, steppedOver(view.state, from, text) ?? ungapped(view.state, from, text), "input.type");
});

/** A text typed at `at` in a gap, with the blank lines that make it a paragraph; null where there is no gap. */
export function ungapped(state: EditorState, at: number, text: string): Edit | null {
  const { doc } = state;
  const line = doc.lineAt(at);
  if (text.includes("\n") || kindOf(state, line) !== "gap") return null;
  const quote = line.text.trimEnd();
  const lead = quote === "" ? "" : `${quote} `;
  const above = line.number > 1 && !isBlank(doc.line(line.number - 1).text);
  const below = line.number < doc.lines && !isBlank(doc.line(line.number + 1).text);
  const start = `${above ? `${quote}\n` : ""}${lead}${text}`;
  return {
    changes: { from: line.from, to: line.to, insert: below ? `${start}\n${quote}` : start },
    anchor: line.from + start.length,
  };
}

function steppedOver(state: EditorState, at: number, text: string): Edit | null {
  if (text !== "]" || state.sliceDoc(at, at + 1) !== "]") return null;
  const around = touching(state, at, "Insertion") ?? touching(state, at, "Link");
  const last = around?.getChildren("InsertionMark").at(-1) ?? around?.getChildren("LinkMark")[1];
  const fresh = state.sliceDoc(at - 1, at + 1) === "[]";
  return last?.from === at || fresh ? { changes: [], anchor: at + 1 } : null;
}
