// Headline and summary: one paragraph each, so a field of the browser's own that grows with its text. It composes as the
// system does; its steps of undo are kept as the body keeps its own, because the browser's do not outlive the page.
// Line breaks never come in: Enter goes on to the next field, what is pasted is joined.

import { isolateHistory, redo, undo } from "@codemirror/commands";
import type { EditorState, Transaction } from "@codemirror/state";
import { pressed, sameChord, STEP_KEYS } from "../kit/keys";
import { LineFindings } from "./line-findings";
import type { EditorFinding, EditorSplice, LineFieldOptions, Recalled, Trail } from "./options";
import { spliceBetween, splicesOf } from "./splices";
import { bare, changesOf, retraced, typed } from "./steps";
import "./look/line.css";

export class LineField {
  readonly #frame: HTMLElement;
  readonly #area: HTMLTextAreaElement;
  readonly #options: LineFieldOptions;
  readonly #end = new AbortController();
  readonly #found: LineFindings;
  /** The text as the layer above has it, and its steps. */
  #steps: EditorState;
  /** What an input method types is one step. */
  #composing: "" | "input.type.compose.start" | "input.type.compose" = "";
  /** Between compositionend and the key that ended it, which is not the writer's Enter. */
  #settled = 0;

  constructor(options: LineFieldOptions) {
    this.#options = options;
    this.#steps = bare(options.text);
    const { parent } = options;
    const page = parent.ownerDocument;
    this.#frame = page.createElement("div");
    this.#frame.className = ["wc-line", options.className].filter(Boolean).join(" ");
    this.#area = page.createElement("textarea");
    this.#found = new LineFindings(this.#area, this.#end.signal);
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
    if (text === this.text()) return;
    this.#steps = bare(text);
    this.#found.show([]);
    this.#show();
  }

  /** Takes the steps of earlier sittings for its own, in place of those it has. */
  recall(trail: Trail): Recalled {
    if (this.#composing) return "busy";
    const past = retraced(trail, this.#steps.doc);
    if (!past) return "elsewhere";
    this.#steps = past;
    return "taken";
  }

  /** Makes a change that the writer asked for elsewhere: it is told and undone like typing, as a step of its own. */
  edit(splices: readonly EditorSplice[]): void {
    const changes = changesOf(splices, this.#steps.doc.length);
    this.#steps = this.#steps.update({ changes, annotations: isolateHistory.of("full") }).state;
    this.#show();
    this.#found.typed(changes);
    this.#options.onChange([...splices]);
  }

  /** Underlines what the checks found in the text as it stands, in place of what they found before. */
  setFindings(found: readonly EditorFinding[]): void {
    // Where line breaks are shown as spaces, places are other ones.
    this.#found.show(this.#area.value === this.text() ? found : []);
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

  /** `undo` and `redo`; false for any other command. */
  run(command: string): boolean {
    if (command !== "undo" && command !== "redo") return false;
    this.#area.focus();
    if (!this.#composing && !this.#area.readOnly)
      (command === "undo" ? undo : redo)({
        state: this.#steps,
        dispatch: (step) => {
          this.#went(step);
        },
      });
    return true;
  }

  /** Where the cursor is, UTF-16. */
  place(): number {
    return this.#area.selectionStart;
  }

  text(): string {
    return this.#steps.doc.toString();
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
    area.value = oneLine(this.text());
    this.#grow();
  }

  #listen(): void {
    const { signal } = this.#end;
    this.#area.addEventListener(
      "input",
      (event) => {
        this.#typed(event instanceof InputEvent ? event.inputType : "");
      },
      { signal },
    );
    this.#area.addEventListener(
      "beforeinput",
      (event) => {
        const step = /^history(Undo|Redo)$/.exec(event.inputType)?.[1]?.toLowerCase();
        if (step === undefined) return;
        event.preventDefault();
        this.run(step);
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
      "compositionstart",
      () => {
        this.#composing = "input.type.compose.start";
      },
      { signal },
    );
    this.#area.addEventListener(
      "compositionend",
      () => {
        this.#composing = "";
        this.#settled = performance.now();
      },
      { signal },
    );
  }

  /** Line breaks that came in by another way than paste are put right once nothing composes. */
  #typed(inputType: string): void {
    const { value, selectionStart } = this.#area;
    const clean = oneLine(value);
    if (clean !== value) {
      this.#area.value = clean;
      this.#area.setSelectionRange(selectionStart, selectionStart);
    }
    this.#grow();
    const splice = spliceBetween(this.text(), clean);
    if (!splice) return;
    const event = this.#composing || (/^insertFrom(Paste|Drop)$/.test(inputType) ? "input.paste" : "input.type");
    if (this.#composing) this.#composing = "input.type.compose";
    const changes = changesOf([splice], this.#steps.doc.length);
    this.#steps = typed(this.#steps, changes, { event });
    this.#found.typed(changes);
    this.#options.onChange([splice]);
  }

  /** A step back or forward: the text is what it was, the cursor where it was. */
  #went({ changes, state }: Transaction): void {
    this.#steps = state;
    const { from, to } = state.selection.main;
    this.#show();
    this.#area.setSelectionRange(from, to);
    this.#found.typed(changes);
    this.#options.onChange(splicesOf(changes));
  }

  /** The cursor stays where it can. */
  #show(): void {
    const { selectionStart, selectionEnd } = this.#area;
    this.#area.value = oneLine(this.text());
    this.#grow();
    if (this.#area === this.#area.ownerDocument.activeElement)
      this.#area.setSelectionRange(selectionStart, selectionEnd);
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing || event.keyCode === 229) return;
    const now = pressed(event);
    const step = now && STEP_KEYS.find(([keys]) => sameChord(keys, now));
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
    this.#typed("insertFromPaste");
  }

  /** The frame holds the same words, unseen, and gives the field their height. */
  #grow(): void {
    this.#frame.dataset["words"] = this.#area.value === "" ? this.#area.placeholder : this.#area.value;
  }
}

function oneLine(text: string): string {
  return text.replace(/[ \t]*(?:\r\n|[\r\n\u2028\u2029])[ \t\r\n\u2028\u2029]*/g, " ");
}
