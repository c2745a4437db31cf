// Headline and summary: one paragraph each, so a field of the browser's own that grows with its text. It composes and
// undoes as the system does. Line breaks never come in: Enter goes on to the next field, what is pasted is joined.

import { chord, pressed, sameChord, type Chord } from "../kit/keys";
import type { EditorSplice, LineFieldOptions } from "./options";
import { spliceBetween } from "./splices";
import "./look/line.css";

/** WebKitGTK keeps the steps of a field but binds no keys to them. */
const STEPS: readonly [Chord, "undo" | "redo"][] = [
  [chord("Ctrl+Z"), "undo"],
  [chord("Ctrl+Shift+Z"), "redo"],
  [chord("Ctrl+Y"), "redo"],
];

export class LineField {
  readonly #frame: HTMLElement;
  readonly #area: HTMLTextAreaElement;
  readonly #options: LineFieldOptions;
  readonly #end = new AbortController();
  /** The text as the layer above has it. */
  #told: string;
  /** Between compositionend and the key that ended it, which is not the writer's Enter. */
  #settled = 0;

  constructor(options: LineFieldOptions) {
    this.#options = options;
    this.#told = options.text;
    const { parent } = options;
    const page = parent.ownerDocument;
    this.#frame = page.createElement("div");
    this.#frame.className = ["wc-line", options.className].filter(Boolean).join(" ");
    this.#area = page.createElement("textarea");
    this.#dress();
    this.#frame.append(this.#area);
    parent.append(this.#frame);
    this.#listen();
  }

  /** Gives the field the keyboard; the cursor stays, or goes to the start, the end or a place in UTF-16 units. */
  focus(at?: "start" | "end" | number): void {
    this.#area.focus();
    if (at === undefined) return;
    const place = at === "start" ? 0 : at === "end" ? this.#area.value.length : at;
    this.#area.setSelectionRange(place, place);
  }

  /** Another text: nothing is told. The cursor stays where it can. */
  setText(text: string): void {
    if (text === this.#told) return;
    const { selectionStart, selectionEnd } = this.#area;
    this.#told = text;
    this.#area.value = oneLine(text);
    this.#grow();
    if (this.#area === this.#area.ownerDocument.activeElement)
      this.#area.setSelectionRange(selectionStart, selectionEnd);
  }

  setReadOnly(readOnly: boolean): void {
    this.#area.readOnly = readOnly;
  }

  /** Selects a range (UTF-16 units), brings it into sight, marks it for a moment, takes the keyboard. */
  reveal(from: number, to: number): void {
    this.#area.focus();
    this.#area.setSelectionRange(from, to);
    this.#frame.scrollIntoView({ block: "nearest" });
    this.#frame.classList.remove("wc-line-flash");
    // Reading a measure lets the animation start again.
    void this.#frame.offsetWidth;
    this.#frame.classList.add("wc-line-flash");
  }

  /** `undo` and `redo` as the browser keeps them; false for any other command. */
  run(command: string): boolean {
    if (command !== "undo" && command !== "redo") return false;
    this.#area.focus();
    return this.#area.ownerDocument.execCommand(command);
  }

  text(): string {
    return this.#told;
  }

  destroy(): void {
    this.#end.abort();
    this.#frame.remove();
  }

  #dress(): void {
    const area = this.#area;
    const { label, placeholder } = this.#options;
    area.rows = 1;
    area.placeholder = placeholder ?? label;
    area.setAttribute("aria-label", label);
    area.setAttribute("aria-multiline", "false");
    area.setAttribute("autocorrect", "off");
    area.setAttribute("autocapitalize", "off");
    area.setAttribute("autocomplete", "off");
    area.setAttribute("writingsuggestions", "false");
    area.spellcheck = false;
    area.dir = "auto";
    area.value = oneLine(this.#told);
    this.#grow();
  }

  #listen(): void {
    const { signal } = this.#end;
    this.#area.addEventListener(
      "input",
      () => {
        this.#typed();
      },
      { signal },
    );
    this.#area.addEventListener(
      "keydown",
      (event) => {
        this.#key(event);
      },
      { signal },
    );
    this.#area.addEventListener(
      "paste",
      (event) => {
        this.#take(event, event.clipboardData);
      },
      { signal },
    );
    this.#area.addEventListener(
      "drop",
      (event) => {
        this.#take(event, event.dataTransfer);
      },
      { signal },
    );
    this.#area.addEventListener(
      "compositionend",
      () => {
        this.#settled = performance.now();
      },
      { signal },
    );
  }

  /** Line breaks that came in by another way than paste are put right once nothing composes. */
  #typed(): void {
    const { value, selectionStart } = this.#area;
    const clean = oneLine(value);
    if (clean !== value) {
      this.#area.value = clean;
      this.#area.setSelectionRange(selectionStart, selectionStart);
    }
    this.#grow();
    const splice = spliceBetween(this.#told, clean);
    this.#told = clean;
    const splices: EditorSplice[] = splice ? [splice] : [];
    if (splices.length > 0) this.#options.onChange(splices);
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing || event.keyCode === 229) return;
    const now = pressed(event);
    const step = now && STEPS.find(([keys]) => sameChord(keys, now));
    if (step) {
      event.preventDefault();
      this.run(step[1]);
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { selectionStart, selectionEnd, value } = this.#area;
    const empty = selectionStart === selectionEnd;
    if (event.key === "Enter") {
      event.preventDefault();
      // Some engines send the Enter that ended a composition after its end.
      if (performance.now() - this.#settled > 50) this.#options.onLeaveDown?.();
      return;
    }
    if (event.shiftKey || !empty) return;
    const up = event.key === "ArrowUp" && selectionStart === 0;
    if (up || (event.key === "Backspace" && value === "")) this.#leave(event, this.#options.onLeaveTop);
    else if (event.key === "ArrowDown" && selectionEnd === value.length) this.#leave(event, this.#options.onLeaveDown);
  }

  #leave(event: KeyboardEvent, leave: (() => void) | undefined): void {
    if (!leave) return;
    event.preventDefault();
    leave();
  }

  /** What is pasted or dropped comes in as plain words, by the browser's own way so that it can be undone. */
  #take(event: Event, from: DataTransfer | null): void {
    const text = from?.getData("text/plain") ?? "";
    if (event.type === "drop" && text === "") event.preventDefault();
    if (!/[\r\n\u2028\u2029]/.test(text) || event.type === "drop") return;
    event.preventDefault();
    if (this.#area.readOnly) return;
    const words = oneLine(text).trim();
    const page = this.#area.ownerDocument;
    if (typeof page.execCommand === "function" && page.execCommand("insertText", false, words)) return;
    const { selectionStart, selectionEnd } = this.#area;
    this.#area.setRangeText(words, selectionStart, selectionEnd, "end");
    this.#typed();
  }

  /** The frame holds the same words, unseen, and gives the field their height. */
  #grow(): void {
    this.#frame.dataset["words"] = this.#area.value === "" ? this.#area.placeholder : this.#area.value;
  }
}

function oneLine(text: string): string {
  return text.replace(/[ \t]*(?:\r\n|[\r\n\u2028\u2029])[ \t\r\n\u2028\u2029]*/g, " ");
}
