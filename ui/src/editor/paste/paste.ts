// What comes in from outside by paste or drop: words, and of their dress only what a wire story has. HTML is read into a
// document that is never shown, so nothing in it runs or is loaded; a dropped file or address never navigates.

import type { Extension } from "@codemirror/state";
import { ViewPlugin, type EditorView } from "@codemirror/view";
import { linkedTo } from "../commands/link";
import { make } from "../keys/edit";
import { placed } from "./place";

/** What reads HTML, once it has been fetched. */
interface Reader {
  markdownOf(html: string): string;
}
let reader: Reader | null = null;

/** Milliseconds after which the reader of HTML is fetched, so that a paste need not wait for it. */
const SOON = 2_500;
/** HTML longer than this is taken as its plain text. */
const LARGEST_HTML = 4_000_000;

async function fetchReader(): Promise<Reader> {
  reader ??= await import("./html");
  return reader;
}

class Pasting {
  /** The keys of the paste say that only the words are wanted. */
  bare = false;
  /** The drag started in this text: CodeMirror moves it. */
  own = false;
  readonly #early: ReturnType<typeof setTimeout>;

  constructor(readonly view: EditorView) {
    this.#early = setTimeout(() => void fetchReader().catch(() => undefined), SOON);
  }

  destroy(): void {
    clearTimeout(this.#early);
  }

  take(from: number, to: number, parcel: DataTransfer): void {
    const plain = parcel.getData("text/plain");
    const html = this.bare ? "" : parcel.getData("text/html");
    const words = plain || parcel.getData("text/uri-list").replace(/^#.*$/gm, "").trim();
    if (html === "" || html.length > LARGEST_HTML) this.#put(from, to, words, null);
    else if (reader) this.#put(from, to, words, reader.markdownOf(html));
    else void this.#takeLate(html, words);
  }

  async #takeLate(html: string, words: string): Promise<void> {
    const found = await fetchReader().catch(() => null);
    const { from, to } = this.view.state.selection.main;
    this.#put(from, to, words, found?.markdownOf(html) ?? null);
  }

  #put(from: number, to: number, plain: string, markdown: string | null): void {
    if (plain === "" && !markdown) return;
    const incoming = { plain: plain || (markdown ?? ""), markdown: markdown === "" ? null : markdown };
    make(this.view, placed(this.view.state, from, to, incoming), "input.paste");
  }
}

const plugin = ViewPlugin.fromClass(Pasting, {
  eventHandlers: {
    keydown(event) {
      this.bare = event.shiftKey && (event.ctrlKey || event.metaKey);
      return false;
    },
    paste(event, view) {
      const parcel = event.clipboardData;
      if (!parcel || view.composing) return false;
      event.preventDefault();
      if (view.state.readOnly) return true;
      const { from, to } = view.state.selection.main;
      if (make(view, linkedTo(view.state, parcel.getData("text/plain")), "input.paste")) return true;
      this.take(from, to, parcel);
      return true;
    },
    dragstart() {
      this.own = true;
      return false;
    },
    dragend() {
      this.own = false;
      return false;
    },
    dragover(event) {
      if (!this.own) event.preventDefault();
      return false;
    },
    drop(event, view) {
      if (this.own || !event.dataTransfer) {
        this.own = false;
        return false;
      }
      event.preventDefault();
      if (view.state.readOnly || event.dataTransfer.files.length > 0) return true;
      const at = view.posAtCoords({ x: event.clientX, y: event.clientY }, false);
      view.dispatch({ selection: { anchor: at }, userEvent: "select" });
      const place = view.state.selection.main.head;
      this.bare = false;
      this.take(place, place, event.dataTransfer);
      view.focus();
      return true;
    },
  },
});

export const pasting: Extension = plugin;
