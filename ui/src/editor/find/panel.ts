// The find panel: what is sought, how many there are and which one this is, what it is replaced by, and whether headline
// or lead have it too. What is typed is shown from the cursor on. Enter goes on, Shift+Enter back, Escape returns to the
// text. Counting stops at a number no one reads; neither it nor the showing runs with a key.

import { redo, undo } from "@codemirror/commands";
import {
  closeSearchPanel,
  findNext,
  findPrevious,
  getSearchQuery,
  replaceAll,
  replaceNext,
  SearchQuery,
  setSearchQuery,
} from "@codemirror/search";
import { Text, type EditorState } from "@codemirror/state";
import { EditorView, type Panel, type ViewUpdate } from "@codemirror/view";
import { chord, pressed, sameChord, type Chord } from "../../kit/keys";
import { wordsOf } from "../fold/words";
import type { FindWords } from "../options";
import { besides } from "./besides";
import { button, checkbox, element, field, filled, isField, row } from "./panel-parts";

/** More than this is said as "this and more". */
const MOST = 9_999;
/** Milliseconds after the last key at which the first match is shown, and matches are counted. */
const PAUSE = 120;
/** Pixels that stay around a match which is shown. */
const ROOM = 64;

const STEPS: readonly [Chord, "undo" | "redo"][] = [
  [chord("Ctrl+Z"), "undo"],
  [chord("Ctrl+Shift+Z"), "redo"],
  [chord("Ctrl+Y"), "redo"],
];

export class FindPanel implements Panel {
  readonly dom: HTMLElement;
  readonly top = true;
  readonly #words: FindWords;
  readonly #sought: HTMLInputElement;
  readonly #instead: HTMLInputElement;
  readonly #exact: HTMLInputElement;
  readonly #told: HTMLElement;
  readonly #where: HTMLElement;
  #query: SearchQuery;
  /** Where the writer was in the text: what is typed here is sought from there on. */
  #from: number;
  /** Something else is sought than what is shown. */
  #fresh = false;
  /** The panel itself selects, not the writer. */
  #showing = false;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly view: EditorView) {
    this.#words = wordsOf(view.state).find;
    this.#query = getSearchQuery(view.state);
    this.#from = view.state.selection.main.from;
    const words = this.#words;
    this.#sought = field(words.find, this.#query.search);
    this.#sought.setAttribute("main-field", "true");
    this.#instead = field(words.replace, this.#query.replace);
    this.#exact = checkbox(this.#query.caseSensitive);
    this.#told = element("span", "wc-find-told");
    this.#told.setAttribute("role", "status");
    this.#where = element("span", "wc-find-where");
    this.dom = this.#drawn();
    this.#listen();
    this.#later();
  }

  mount(): void {
    this.#sought.focus();
    this.#sought.select();
  }

  update(update: ViewUpdate): void {
    for (const transaction of update.transactions)
      for (const effect of transaction.effects)
        if (effect.is(setSearchQuery) && !effect.value.eq(this.#query)) this.#show(effect.value);
    if (this.#showing) return;
    if (update.selectionSet) this.#from = update.state.selection.main.from;
    else this.#from = update.changes.mapPos(this.#from);
    if (update.docChanged || update.selectionSet) this.#later();
  }

  destroy(): void {
    clearTimeout(this.#pause);
  }

  #drawn(): HTMLElement {
    const words = this.#words;
    const panel = element("div", "wc-find");
    panel.setAttribute("role", "search");
    panel.setAttribute("aria-label", words.label);
    const exact = element("label", "wc-find-exact");
    exact.append(this.#exact, words.matchCase);
    const act = (run: (view: EditorView) => boolean) => () => void run(this.view);
    const first = row(
      this.#told,
      button("↑", words.previous, act(findPrevious)),
      button("↓", words.next, act(findNext)),
      exact,
    );
    const close = button("✕", words.close, () => {
      this.#close();
    });
    close.classList.add("wc-find-close");
    first.append(close);
    const second = row(
      button(words.replaceOne, words.replaceOne, act(replaceNext)),
      button(words.replaceAll, words.replaceAll, () => {
        this.#replaceAll();
      }),
      this.#where,
    );
    // Tab goes from field to field, and then to what is done with them.
    panel.append(this.#sought, this.#instead, first, second);
    return panel;
  }

  #listen(): void {
    for (const input of [this.#sought, this.#instead])
      input.addEventListener("input", () => {
        this.#commit();
      });
    this.#exact.addEventListener("change", () => {
      this.#commit();
    });
    this.dom.addEventListener("keydown", (event) => {
      this.#key(event);
    });
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing || event.keyCode === 229) return;
    const now = pressed(event);
    const step = now && STEPS.find(([keys]) => sameChord(keys, now));
    if (step) {
      // In a field the step is the field's; on a button it is the text's, where the replacing was done.
      if (isField(event.target)) document.execCommand(step[1]);
      else (step[1] === "undo" ? undo : redo)(this.view);
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.key === "Escape") this.#close();
    else if (event.key === "F3") (event.shiftKey ? findPrevious : findNext)(this.view);
    else if (event.key !== "Enter" || !isField(event.target)) return;
    else if (event.target === this.#instead) replaceNext(this.view);
    else (event.shiftKey ? findPrevious : findNext)(this.view);
    event.preventDefault();
    event.stopPropagation();
  }

  #close(): void {
    closeSearchPanel(this.view);
    this.view.focus();
  }

  #commit(): void {
    const query = new SearchQuery({
      search: this.#sought.value,
      replace: this.#instead.value,
      caseSensitive: this.#exact.checked,
      literal: true,
    });
    if (query.eq(this.#query)) return;
    this.#fresh ||= query.search !== this.#query.search || query.caseSensitive !== this.#query.caseSensitive;
    this.#query = query;
    this.view.dispatch({ effects: setSearchQuery.of(query) });
    this.#later();
  }

  #show(query: SearchQuery): void {
    this.#query = query;
    this.#sought.value = query.search;
    this.#instead.value = query.replace;
    this.#exact.checked = query.caseSensitive;
    this.#later();
  }

  #replaceAll(): void {
    const { count } = this.#count();
    if (this.view.state.readOnly || !replaceAll(this.view)) return;
    clearTimeout(this.#pause);
    this.#told.textContent = filled(this.#words.replaced, { count: shown(count) });
  }

  #later(): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => {
      this.#tell();
    }, PAUSE);
  }

  /** Selects the first match from where the writer was; the keyboard stays here. */
  #first(): void {
    this.#fresh = false;
    const { state } = this.view;
    const match = this.#query.valid && (matchFrom(this.#query, state, this.#from) ?? matchFrom(this.#query, state, 0));
    if (!match) return;
    this.#showing = true;
    this.view.dispatch({
      selection: { anchor: match.from, head: match.to },
      effects: EditorView.scrollIntoView(match.from, { y: "nearest", yMargin: ROOM }),
      userEvent: "select.search",
    });
    this.#showing = false;
  }

  #tell(): void {
    if (this.#fresh) this.#first();
    const { at, count } = this.#count();
    const words = this.#words;
    this.#where.textContent = this.#besides();
    const none = count === 0 && this.#query.search !== "";
    this.dom.classList.toggle("wc-find-none", none);
    if (this.#query.search === "") this.#told.textContent = "";
    else if (none) this.#told.textContent = words.none;
    else
      this.#told.textContent = filled(at > 0 ? words.place : words.count, {
        at: at.toLocaleString(),
        count: shown(count),
      });
  }

  /** Where else the words are: Find and Replace do not go there. */
  #besides(): string {
    const words = this.#words;
    const { headline, summary } = this.view.state.facet(besides)();
    const has = (text: string): boolean => this.#query.valid && !this.#query.getCursor(Text.of([text])).next().done;
    if (has(headline)) return has(summary) ? words.inBoth : words.inHeadline;
    return has(summary) ? words.inSummary : words.inText;
  }

  #count(): { at: number; count: number } {
    if (!this.#query.valid) return { at: 0, count: 0 };
    const { from, to } = this.view.state.selection.main;
    const matches = this.#query.getCursor(this.view.state);
    let [at, count] = [0, 0];
    for (let match = matches.next(); !match.done && count <= MOST; match = matches.next()) {
      count += 1;
      if (match.value.from === from && match.value.to === to) at = count;
    }
    return { at, count };
  }
}

function shown(count: number): string {
  return count > MOST ? `${MOST.toLocaleString()}+` : count.toLocaleString();
}

function matchFrom(query: SearchQuery, state: EditorState, from: number): { from: number; to: number } | null {
  const found = query.getCursor(state, from).next();
  return found.done ? null : found.value;
}
