// Texts with the cursor drawn into them, for tests: `‸` is the cursor, `⟦` and `⟧` are the ends of a selection. What an
// edit makes of a text is then one string that can be read.

import { ensureSyntaxTree } from "@codemirror/language";
import { EditorSelection, EditorState, type Extension } from "@codemirror/state";
import { copyMarkdown } from "./grammar/copy-markdown";
import { definitions } from "./grammar/definitions";
import { specOf, STAY, type Edit } from "./keys/edit";
import type { EditorWords } from "./options";

/** The words of an editor in a test. */
export const WORDS: EditorWords = {
  label: "Text",
  placeholder: "Begin",
  dateline: "Dateline",
  rawHtml: "printed as text",
  figure: "Figure",
  unseen: "Unseen character {code}",
  deleted: "Selection deleted",
  find: {
    label: "Find and replace",
    find: "Find",
    replace: "Replace with",
    next: "Next",
    previous: "Previous",
    matchCase: "Match case",
    replaceOne: "Replace",
    replaceAll: "Replace all",
    close: "Close",
    place: "{at} of {count}",
    count: "{count} found",
    none: "Not in the text",
    inText: "In the text",
    inHeadline: "The headline has it",
    inSummary: "The lead has it",
    inBoth: "Headline and lead have it",
    replaced: "{count} replaced",
    replacedOn: "Replaced on line {line}",
    found: "Found",
    onLine: "on line",
  },
};

export function stateOf(drawn: string, extensions: Extension = []): EditorState {
  const anchor = drawn.search(/[‸⟦]/);
  const text = drawn.replace(/[‸⟦⟧]/g, "");
  const end = drawn.includes("⟧") ? drawn.indexOf("⟧") - 1 : anchor;
  const state = EditorState.create({
    doc: text,
    selection: EditorSelection.single(Math.max(0, anchor), Math.max(0, end)),
    extensions: [EditorState.lineSeparator.of("\n"), copyMarkdown, definitions, extensions],
  });
  ensureSyntaxTree(state, state.doc.length, 5_000);
  return state;
}

export function drawnOf(state: EditorState): string {
  const { from, to, empty } = state.selection.main;
  const text = state.doc.toString();
  if (empty) return `${text.slice(0, from)}‸${text.slice(from)}`;
  return `${text.slice(0, from)}⟦${text.slice(from, to)}⟧${text.slice(to)}`;
}

/** The text after the edit that `rule` makes of a drawn text; "plain" where it leaves the key to the editor. */
export function after(drawn: string, rule: (state: EditorState, at: number) => Edit | null): string {
  const state = stateOf(drawn);
  const edit = rule(state, state.selection.main.head);
  if (edit === null) return "plain";
  return edit === STAY ? drawn : drawnOf(state.update(specOf(edit, "input")).state);
}
