// The find panel: what is sought, how many there are and which one this is, what it is replaced by. Enter goes on,
// Shift+Enter back, Escape returns to the text. Counting stops at a number no one reads and never runs with a key.

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
import type { EditorView, Panel, ViewUpdate } from "@codemirror/view";
import { chord, pressed, sameChord, type Chord } from "../../kit/keys";
import { wordsOf } from "../fold/words";
import type { FindWords } from "../options";

/** More than this is said as "this and more". */
const MOST = 9_999;
/** Milliseconds after the last change at which matches are counted. */
const PAUSE = 120;

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
  #query: SearchQuery;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly view: EditorView) {
    this.#words = wordsOf(view.state).find;
    this.#query = getSearchQuery(view.state);
    const words = this.#words;
    this.#sought = field(words.find, this.#query.search);
    this.#sought.setAttribute("main-field", "true");
    this.#instead = field(words.replace, this.#query.replace);
    this.#exact = checkbox(this.#query.caseSensitive);
    this.#told = element("span", "wc-find-told");
    this.#told.setAttribute("role", "status");
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
      this.#sought,
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
      this.#instead,
      button(words.replaceOne, words.replaceOne, act(replaceNext)),
      button(words.replaceAll, words.replaceAll, () => {
        this.#replaceAll();
      }),
    );
    panel.append(first, second);
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

  #tell(): void {
    const { at, count } = this.#count();
    const words = this.#words;
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

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type !== "checkbox";
}

function shown(count: number): string {
  return count > MOST ? `${MOST.toLocaleString()}+` : count.toLocaleString();
}

function filled(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

function element(tag: string, name: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = name;
  return made;
}

function row(...parts: HTMLElement[]): HTMLElement {
  const made = element("div", "wc-find-row");
  made.append(...parts);
  return made;
}

function field(label: string, value: string): HTMLInputElement {
  const input = document.createElement("input");
  input.className = "wc-find-field";
  input.placeholder = label;
  input.setAttribute("aria-label", label);
  input.setAttribute("autocorrect", "off");
  input.autocomplete = "off";
  input.spellcheck = false;
  input.value = value;
  return input;
}

function checkbox(checked: boolean): HTMLInputElement {
  const input = document.createElement("input");
  input.type = "checkbox";
  input.checked = checked;
  return input;
}

function button(text: string, label: string, press: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "wc-find-button";
  made.textContent = text;
  if (label !== text) {
    made.title = label;
    made.setAttribute("aria-label", label);
  }
  made.addEventListener("click", press);
  return made;
}
