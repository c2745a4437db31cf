// What is being painted: the state, where the writer is, and the decorations gathered so far. One sheet is one pass over
// the visible lines.

import { Decoration, type DecorationSet, type WidgetType } from "@codemirror/view";
import type { EditorState, Range } from "@codemirror/state";
import { definitions, folded } from "../grammar/definitions";
import type { EditorWords } from "../options";

const HIDDEN = Decoration.replace({});
const marks = new Map<string, Decoration>();
const lines = new Map<string, Decoration>();

export class Sheet {
  readonly #ranges: Range<Decoration>[] = [];
  readonly #prefixes: Range<Decoration>[] = [];
  /** What is folded away inside lines, in the order of the text. */
  readonly hidden: { from: number; to: number }[] = [];

  constructor(
    readonly state: EditorState,
    readonly words: EditorWords,
    /** The writer is at the text: what the cursor touches is shown as it is typed. */
    readonly attended: boolean,
  ) {}

  /** An end of the selection lies in the range or right beside it. */
  touched(from: number, to: number): boolean {
    if (!this.attended) return false;
    const { anchor, head } = this.state.selection.main;
    return (from <= head && head <= to) || (from <= anchor && anchor <= to);
  }

  /** An end of the selection lies on one of the lines of the range. */
  onLines(from: number, to: number): boolean {
    const { doc } = this.state;
    return this.touched(doc.lineAt(from).from, doc.lineAt(to).to);
  }

  /** Folds a range away, line by line: what crosses a line break cannot be one piece. */
  hide(from: number, to: number): void {
    const { doc } = this.state;
    while (from < to) {
      const line = doc.lineAt(from);
      const end = Math.min(to, line.to);
      if (end > from) {
        this.#ranges.push(HIDDEN.range(from, end));
        this.hidden.push({ from, to: end });
      }
      from = line.to + 1;
    }
  }

  replace(from: number, to: number, widget: WidgetType): void {
    this.#ranges.push(Decoration.replace({ widget }).range(from, to));
    this.hidden.push({ from, to });
  }

  /** What stands at the start of a line and is no text: replaced as a whole, and the cursor steps over it. */
  prefix(from: number, to: number, widget: WidgetType | null): void {
    const drawn = widget ? Decoration.replace({ widget }) : HIDDEN;
    this.#ranges.push(drawn.range(from, to));
    this.#prefixes.push(drawn.range(from, to));
  }

  mark(from: number, to: number, name: string, title?: string): void {
    if (to <= from) return;
    this.#ranges.push(titled(name, title).range(from, to));
  }

  line(at: number, name: string): void {
    this.#ranges.push(cached(lines, name, () => Decoration.line({ class: name })).range(at));
  }

  /** The line reads in the direction of its own letters. */
  bidi(at: number): void {
    this.#ranges.push(cached(lines, "", () => Decoration.line({ attributes: { dir: "auto" } })).range(at));
  }

  widget(at: number, widget: WidgetType, side: -1 | 1): void {
    this.#ranges.push(Decoration.widget({ widget, side }).range(at));
  }

  /** A label that some link definition gives a meaning. */
  defined(label: string): boolean {
    return this.state.field(definitions).has(folded(label));
  }

  done(): { all: DecorationSet; prefixes: DecorationSet } {
    return { all: Decoration.set(this.#ranges, true), prefixes: Decoration.set(this.#prefixes, true) };
  }
}

function titled(name: string, title?: string): Decoration {
  if (title) return Decoration.mark({ class: name, attributes: { title } });
  return cached(marks, name, () => Decoration.mark({ class: name }));
}

/** Equal decorations are the same object, which makes comparing two passes quick. */
function cached(kept: Map<string, Decoration>, name: string, make: () => Decoration): Decoration {
  let found = kept.get(name);
  if (!found) kept.set(name, (found = make()));
  return found;
}
