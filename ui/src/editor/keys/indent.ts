// Tab and Shift+Tab in a list: the item with all that belongs to it goes under the one before, or one list out.

import type { ChangeSpec, EditorState } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { itemAt, markOf, outerItem, siblingItem, type ItemMark } from "../grammar/items";
import { linesOf, make, STAY, type Edit } from "./edit";

/** Tab (1) or Shift+Tab (-1) in a list; false outside of lists, where Tab leaves the text. */
export function indent(view: EditorView, step: 1 | -1): boolean {
  return make(view, shifted(view.state, view.state.selection.main.head, step), "input.indent");
}

/** The item at `at` one list further in (1) or out (-1); null when there is no item. */
export function shifted(state: EditorState, at: number, step: 1 | -1): Edit | null {
  const mark = itemAt(state, at);
  if (!mark) return null;
  return (step === 1 ? further(state, mark) : out(state, mark)) ?? STAY;
}

function further(state: EditorState, mark: ItemMark): Edit | null {
  const above = siblingItem(mark.item, -1);
  const host = above ? markOf(state, above) : null;
  if (!host) return null;
  const width = host.text - host.line.from - (mark.from - mark.line.from);
  return moved(state, mark, Math.max(width, 2));
}

function out(state: EditorState, mark: ItemMark): Edit | null {
  const outer = outerItem(mark.item);
  const host = outer ? markOf(state, outer) : null;
  if (!host || host.line.number === mark.line.number) return null;
  return moved(state, mark, host.from - host.line.from - (mark.from - mark.line.from));
}

/** Moves every line of the item by so many blanks; a numbered item starts a list of its own with 1. */
function moved(state: EditorState, { item, line, before, mark, from }: ItemMark, by: number): Edit {
  const start = before.length - before.replace(/^(?:[ ]{0,3}>)+[ ]?/, "").length;
  const changes = linesOf(state, line.from, item.to).flatMap((one): ChangeSpec[] => {
    const at = one.from + Math.min(start, one.length);
    if (by > 0) return one.text.trim() === "" ? [] : [{ from: at, insert: " ".repeat(by) }];
    const blanks = /^[ ]*/.exec(one.text.slice(at - one.from))?.[0].length ?? 0;
    return [{ from: at, to: at + Math.min(blanks, -by) }];
  });
  if (by > 0 && /^\d/.test(mark)) changes.push({ from, to: from + mark.length - 1, insert: "1" });
  return { changes };
}
