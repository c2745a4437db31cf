// The body as it was: the same column, to be read and not to be typed in. It is handed one text after another while
// somebody drags through the life of a story, so only what is different is drawn anew. What the last step changed is
// marked gently; a block that reads otherwise now has a button to bring it back.

import { EditorState, RangeSetBuilder, StateEffect, StateField, type Extension } from "@codemirror/state";
import { Decoration, EditorView, WidgetType, type DecorationSet } from "@codemirror/view";
import { mount, unmount } from "svelte";
import IconButton from "../kit/IconButton.svelte";
import { dateline, setDateline } from "./fold/dateline";
import { fold } from "./fold/fold";
import { copyMarkdown } from "./grammar/copy-markdown";
import type { EditorWords } from "./options";
import { spliceBetween } from "./splices";
import "./look/body.css";
import "./look/marks.css";
import "./look/past.css";

export interface PastBodyOptions {
  /** It is appended to it and grows with its text. */
  parent: HTMLElement;
  words: EditorWords;
  /** What the button beside a block says. */
  restore: string;
  /** The writer wants the block at this place (UTF-16) back. */
  onRestore(at: number): void;
  /** The writer asked for a menu at a place of the window, over the block at this place of the text. */
  onMenu(where: { x: number; y: number }, at: number): void;
}

export interface PastText {
  text: string;
  /** As it would have printed, without the space behind it; "" is none. */
  dateline: string;
  /** What the last step changed, UTF-16, half-open; null: nothing to mark. */
  touched: { from: number; to: number } | null;
  /** The text as it stands now. */
  now: string;
}

const mark = StateEffect.define<Pick<PastText, "touched" | "now">>();
const TOUCHED = Decoration.mark({ class: "wc-touched" });

/** The kit's buttons on the page, by what the editor holds of them. */
const buttons = new WeakMap<HTMLElement, Record<string, unknown>>();

class RestoreButton extends WidgetType {
  constructor(
    readonly at: number,
    readonly options: PastBodyOptions,
  ) {
    super();
  }
  override eq(other: RestoreButton): boolean {
    return other.at === this.at && other.options === this.options;
  }
  override toDOM(): HTMLElement {
    const target = document.createElement("span");
    target.className = "wc-restore";
    const onclick = (): void => {
      this.options.onRestore(this.at);
    };
    const props = { icon: "undo", name: this.options.restore, onclick } as const;
    buttons.set(target, mount(IconButton, { target, props }));
    return target;
  }
  override destroy(target: HTMLElement): void {
    const button = buttons.get(target);
    if (button) void unmount(button);
  }
  override ignoreEvent(): boolean {
    return true;
  }
}

/** A block begins where a line follows an empty one. */
const BLOCK = /[^\n]+(?:\n[^\n]+)*/g;

function marksOf(options: PastBodyOptions): Extension {
  const drawn = (state: EditorState, { touched, now }: Pick<PastText, "touched" | "now">): DecorationSet => {
    const builder = new RangeSetBuilder<Decoration>();
    const text = state.doc.toString();
    const standing = new Set(now.match(BLOCK));
    const placed: { from: number; to: number; decoration: Decoration }[] = [];
    for (const { 0: block, index } of text.matchAll(BLOCK))
      if (!standing.has(block)) {
        const widget = new RestoreButton(index, options);
        placed.push({ from: index, to: index, decoration: Decoration.widget({ widget, side: -2 }) });
      }
    if (touched && touched.from < touched.to)
      placed.push({ from: touched.from, to: Math.min(touched.to, text.length), decoration: TOUCHED });
    placed.sort((a, b) => a.from - b.from || a.decoration.startSide - b.decoration.startSide);
    for (const { from, to, decoration } of placed) builder.add(from, to, decoration);
    return builder.finish();
  };
  return StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update: (marks, { changes, effects, state }) =>
      effects.reduce((now, effect) => (effect.is(mark) ? drawn(state, effect.value) : now), marks.map(changes)),
    provide: (field) => EditorView.decorations.from(field),
  });
}

export class PastBody {
  readonly #view: EditorView;

  constructor(options: PastBodyOptions) {
    this.#view = new EditorView({
      parent: options.parent,
      state: EditorState.create({ extensions: reading(options) }),
    });
  }

  show({ text, dateline: line, touched, now }: PastText): void {
    const { state } = this.#view;
    const change = spliceBetween(state.doc.toString(), text);
    this.#view.dispatch({
      changes: change ?? [],
      effects: [
        mark.of({ touched, now }),
        ...(line === state.field(dateline).text ? [] : [setDateline.of(line)]),
        ...(touched
          ? [EditorView.scrollIntoView(Math.min(touched.to, text.length), { y: "nearest", yMargin: 96 })]
          : []),
      ],
    });
  }

  text(): string {
    return this.#view.state.doc.toString();
  }

  destroy(): void {
    this.#view.destroy();
  }
}

function reading(options: PastBodyOptions): Extension {
  const { words } = options;
  return [
    EditorState.lineSeparator.of("\n"),
    EditorState.readOnly.of(true),
    EditorView.editable.of(false),
    EditorView.lineWrapping,
    EditorView.perLineTextDirection.of(true),
    copyMarkdown,
    fold("", words),
    marksOf(options),
    EditorView.editorAttributes.of({ class: "wc-body wc-past" }),
    EditorView.contentAttributes.of({ "aria-label": words.label, "aria-readonly": "true", tabindex: "0" }),
    EditorView.domEventHandlers({
      contextmenu: (event, view) => {
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
        if (at === null) return false;
        event.preventDefault();
        options.onMenu({ x: event.clientX, y: event.clientY }, at);
        return true;
      },
    }),
  ];
}
