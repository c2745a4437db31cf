// A rule or a table set in between paragraphs, with the blank lines that Markdown wants around them.

import type { EditorState } from "@codemirror/state";
import { isBlank, textBeside } from "../grammar/blanks";
import { prefixOf } from "../grammar/prefix";
import { STAY, type Edit } from "../keys/edit";
import { tableAt } from "../keys/table";
import { verbatimAt } from "../grammar/nodes";

const ROWS = ["|  |  |", "|---|---|", "|  |  |"];

/** A thematic break below the paragraph; the cursor goes to the paragraph behind it. */
export function ruled(state: EditorState): Edit {
  return set(state, ["___"], "behind");
}

/** A table of two columns; the cursor goes into its first cell. */
export function tabled(state: EditorState): Edit {
  return set(state, ROWS, "inside");
}

function set(state: EditorState, block: string[], cursor: "inside" | "behind"): Edit {
  const { doc } = state;
  const line = doc.lineAt(state.selection.main.to);
  if (tableAt(state, line.from) || verbatimAt(state, line.from)) return STAY;
  const { quotes, items } = prefixOf(state, line);
  const empty = isBlank(line.text) && quotes === 0;
  const end = empty ? line : lastLine(state, line.number, quotes + items > 0);
  const above = textBeside(doc, empty ? line.number : end.number + 1, -1);
  const below = textBeside(doc, end.number, 1);
  const from = above ? above.to : 0;
  const to = below ? below.from : doc.length;
  const before = (above ? "\n\n" : "") + block.join("\n");
  const start = from + (above ? 2 : 0);
  const behind = below ? "\n\n" : cursor === "behind" ? "\n\n" : "";
  const anchor = cursor === "inside" ? start + 2 : start + block.join("\n").length + 2;
  return {
    changes: { from, to, insert: before + behind },
    anchor: below && cursor === "behind" ? from + before.length + 2 : anchor,
  };
}

/** The last line of the paragraph, or of the whole quote or list that it belongs to. */
function lastLine({ doc }: EditorState, number: number, whole: boolean): { number: number; from: number; to: number } {
  while (number < doc.lines) {
    const next = doc.line(number + 1).text;
    if (isBlank(next) && !(whole && next.includes(">"))) break;
    number += 1;
  }
  return doc.line(number);
}
