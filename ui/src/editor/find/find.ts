// Find and replace in the body. The searching is CodeMirror's own; what is set up here is only that the words are sought
// as they are typed, and that a match is brought into the middle of what can be seen.

import { getSearchQuery, openSearchPanel, search, SearchQuery, setSearchQuery } from "@codemirror/search";
import { StateEffect, StateField } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { FindPanel } from "./panel";
import "./find.css";

/** Says that the search is set up in this state; a new text starts without it. */
const installed = StateField.define({ create: () => true, update: (yes) => yes });

/** Opens the panel. What is selected in one paragraph is sought, else what was sought last. */
export function showFind(view: EditorView): void {
  if (!view.state.field(installed, false)) {
    view.dispatch({
      effects: StateEffect.appendConfig.of([
        installed,
        search({
          top: true,
          literal: true,
          createPanel: (of) => new FindPanel(of),
          scrollToMatch: ({ from }) => EditorView.scrollIntoView(from, { y: "center" }),
        }),
      ]),
    });
  }
  const { from, to } = view.state.selection.main;
  const words = view.state.sliceDoc(from, Math.min(to, from + 200));
  openSearchPanel(view);
  if (words !== "" && !words.includes("\n")) {
    const last = getSearchQuery(view.state);
    const query = new SearchQuery({
      search: words,
      replace: last.replace,
      caseSensitive: last.caseSensitive,
      literal: true,
    });
    view.dispatch({ effects: setSearchQuery.of(query) });
  }
  // Selecting gives the keyboard in some engines only. While the text still had it, the browser's own selection, which
  // is torn apart when the matches are painted, could come back as if the writer had moved the cursor off the match.
  const field = view.dom.querySelector<HTMLInputElement>(".wc-find [main-field]");
  field?.focus();
  field?.select();
}
