// An edit as a value: what changes and where the cursor is then. The rules of Enter, Backspace and the commands are
// functions from a state to an edit, so that they can be read and tested without a window.

import { EditorSelection, type ChangeSpec, type EditorState, type Line, type TransactionSpec } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";

export interface Edit {
  changes: ChangeSpec;
  /** In the text as it is after the changes; left out, the selection moves with the text. */
  anchor?: number;
  head?: number;
}

/** Nothing is to be changed, and nothing else shall happen either. */
export const STAY: Edit = { changes: [] };

export function specOf(edit: Edit, userEvent: string): TransactionSpec {
  const { changes, anchor, head } = edit;
  const selection = anchor === undefined ? undefined : EditorSelection.single(anchor, head ?? anchor);
  return { changes, selection, userEvent, scrollIntoView: true };
}

/** Makes an edit in the view. True: the key is dealt with. */
export function make(view: EditorView, edit: Edit | null, userEvent: string): boolean {
  if (!edit) return false;
  if (!view.state.readOnly && edit !== STAY) view.dispatch(specOf(edit, userEvent));
  return true;
}

/** The lines that a range stands on. */
export function linesOf({ doc }: EditorState, from: number, to: number): Line[] {
  const lines: Line[] = [];
  for (let number = doc.lineAt(from).number; number <= doc.lineAt(to).number; number += 1) lines.push(doc.line(number));
  return lines;
}
