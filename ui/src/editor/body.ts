// The body of a story as an editor: Markdown text that reads as clean copy. It is handed a text and tells what the
// writer changes, letter by letter; it keeps nothing, saves nothing and knows nothing of the desk.

import { isolateHistory, redoDepth, undoDepth } from "@codemirror/commands";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { drawSelection, dropCursor, EditorView, placeholder } from "@codemirror/view";
import { isCommand, runCommand } from "./commands/commands";
import { besides } from "./find/besides";
import { openFind } from "./find/open";
import { findings } from "./findings";
import { flash, reveal } from "./flash";
import { dateline, setDateline } from "./fold/dateline";
import { fold } from "./fold/fold";
import { copyMarkdown } from "./grammar/copy-markdown";
import { hold, inSight, room } from "./hold";
import { keyboard } from "./keys/shortcuts";
import { restFrom, restingPlaces } from "./keys/motion";
import { typing } from "./keys/typing";
import type { BodyEditorOptions, BodySelection, EditorFinding, EditorSplice, Recalled, Trail } from "./options";
import { pasting } from "./paste/paste";
import { selectionOf } from "./selection";
import { speech } from "./speech";
import { splicesOf } from "./splices";
import { changesOf, lines, retraced, stepping, stepsOf } from "./steps";
import "./look/body.css";
import "./look/marks.css";

const access = new Compartment();
const steps = new Compartment();

function accessOf(readOnly: boolean): Extension {
  return [EditorState.readOnly.of(readOnly), EditorView.editable.of(!readOnly)];
}

export class BodyEditor {
  readonly #view: EditorView;
  readonly #options: BodyEditorOptions;
  /** Letters that arrive late are of another width: without a new look the caret stands where the old ones were. */
  readonly #lettersCame = (): void => {
    const { composing, state } = this.#view;
    if (!composing) this.#view.dispatch({ selection: state.selection });
  };
  #selection: BodySelection | null = null;

  constructor(options: BodyEditorOptions) {
    this.#options = options;
    this.#view = new EditorView({ parent: options.parent, state: this.#state(options.text, options.dateline) });
    letters()?.addEventListener("loadingdone", this.#lettersCame);
  }

  /** Gives the body the keyboard; the cursor stays, or goes to the start, the end or a place in UTF-16 units. */
  focus(at?: "start" | "end" | number): void {
    const { state } = this.#view;
    if (at !== undefined) {
      const place = at === "start" ? 0 : at === "end" ? state.doc.length : Math.min(Math.max(0, at), state.doc.length);
      const anchor = restFrom(state, place, at === "end" ? -1 : 1);
      this.#view.dispatch({
        selection: { anchor },
        // A place that was not in sight comes with what stands around it.
        effects: EditorView.scrollIntoView(
          anchor,
          inSight(this.#view, anchor) ? {} : { yMargin: window.innerHeight / 4 },
        ),
        userEvent: "select",
      });
    }
    this.#view.focus();
  }

  /** Another text: nothing is told, nothing can be undone to the text before. The cursor stays where it can. */
  setText(text: string): void {
    const { state } = this.#view;
    if (text === state.doc.toString()) return;
    const head = Math.min(state.selection.main.head, text.length);
    const next = this.#state(text, state.field(dateline).text);
    this.#view.setState(next.update({ selection: { anchor: restFrom(next, head, 1) } }).state);
    this.#tellSelection();
  }

  /** Takes the steps of earlier sittings for its own, in place of those it has; nothing else is different. */
  recall(trail: Trail): Recalled {
    const { state, composing } = this.#view;
    if (composing) return "busy";
    const past = retraced(trail, state.doc);
    if (!past) return "elsewhere";
    this.#view.dispatch({ effects: steps.reconfigure(stepsOf(past)) });
    return "taken";
  }

  /** Makes a change that the writer asked for elsewhere: it is told and undone like typing, as a step of its own. */
  edit(splices: readonly EditorSplice[]): void {
    const { state } = this.#view;
    const annotations = isolateHistory.of("full");
    this.#view.dispatch({ changes: changesOf(splices, state.doc.length), annotations, userEvent: "input.command" });
  }

  /** The dateline as it will print, without the space behind it; "" is none. */
  setDateline(line: string): void {
    if (line !== this.#view.state.field(dateline).text) this.#view.dispatch({ effects: setDateline.of(line) });
  }

  /** Underlines what the checks found in the text as it stands, in place of what they found before. */
  setFindings(found: readonly EditorFinding[]): void {
    this.#view.plugin(findings)?.show(found);
  }

  /** Nothing can be typed while it is read only; the text can still be selected, copied and searched. */
  setReadOnly(readOnly: boolean): void {
    this.#view.dispatch({ effects: access.reconfigure(accessOf(readOnly)) });
  }

  /** Runs a `BodyCommand`; false when the name is none, or while an input method composes. */
  run(command: string): boolean {
    return isCommand(command) && runCommand(this.#view, command);
  }

  /** Selects a range (UTF-16 units; cut to the text), brings it into sight, marks it for a moment, takes the keyboard. */
  reveal(from: number, to: number): void {
    const { length } = this.#view.state.doc;
    const start = Math.min(Math.max(0, from), length);
    reveal(this.#view, start, Math.min(Math.max(start, to), length));
    this.#view.focus();
  }

  /** Looks where the text stands on the screen; the answer brings it there again, whatever size it has by then. */
  hold(): () => void {
    return hold(this.#view);
  }

  /** Opens the find panel; what is selected is sought. */
  find(): void {
    void openFind(this.#view);
  }

  /** Whether there is something to undo and to redo. */
  get steps(): { undo: boolean; redo: boolean } {
    return { undo: undoDepth(this.#view.state) > 0, redo: redoDepth(this.#view.state) > 0 };
  }

  /** What the selection stands in now. */
  get selection(): BodySelection {
    return (this.#selection ??= selectionOf(this.#view.state, null));
  }

  /** Where the cursor is, UTF-16. */
  place(): number {
    return this.#view.state.selection.main.head;
  }

  /** The whole text. Costs its length: not for every key. */
  text(): string {
    return this.#view.state.doc.toString();
  }

  destroy(): void {
    letters()?.removeEventListener("loadingdone", this.#lettersCame);
    this.#view.destroy();
  }

  #state(text: string, line: string): EditorState {
    return EditorState.create({ doc: text, extensions: this.#extensions(line) });
  }

  #extensions(line: string): Extension {
    const { words, onLeaveTop } = this.#options;
    return [
      lines,
      steps.of(stepping),
      EditorView.lineWrapping,
      EditorView.perLineTextDirection.of(true),
      EditorView.scrollMargins.of(room),
      drawSelection(),
      dropCursor(),
      speech(words),
      copyMarkdown,
      fold(line, words),
      flash,
      findings,
      restingPlaces,
      typing,
      pasting,
      keyboard(() => onLeaveTop?.()),
      placeholder(words.placeholder),
      this.#options.besides ? besides.of(this.#options.besides) : [],
      access.of(accessOf(false)),
      EditorView.editorAttributes.of({ class: "wc-body" }),
      EditorView.contentAttributes.of({
        "aria-label": words.label,
        "aria-multiline": "true",
        spellcheck: "false",
        autocorrect: "off",
        autocapitalize: "off",
        writingsuggestions: "false",
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) this.#options.onChange(splicesOf(update.changes));
        if (update.docChanged || update.selectionSet || update.focusChanged) this.#tellSelection();
      }),
    ];
  }

  #tellSelection(): void {
    this.#selection = selectionOf(this.#view.state, this.#selection);
    this.#options.onSelection?.(this.#selection);
  }
}

/** The fonts of the page; none where it is only tested. */
function letters(): FontFaceSet | undefined {
  return document.fonts as FontFaceSet | undefined;
}
