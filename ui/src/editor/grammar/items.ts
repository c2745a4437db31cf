// List items as text: the mark they start with, the mark the next one would have, the indent of what belongs to them.

import type { ChangeSpec, EditorState, Line } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";
import { nodeAround } from "./nodes";

export interface ItemMark {
  item: SyntaxNode;
  /** The line that the item starts on. */
  line: Line;
  /** What stands before the mark, other items' marks as blanks: `> `, `  `. */
  before: string;
  /** `-` or `12.` */
  mark: string;
  /** Where the mark starts. */
  from: number;
  /** Where the text behind the mark starts. */
  text: number;
}

/** The innermost item around `at`. */
export function itemAt(state: EditorState, at: number): ItemMark | null {
  const wanted = (name: string): boolean => name === "ListItem";
  const left = nodeAround(state, at, -1, wanted);
  const right = nodeAround(state, at, 1, wanted);
  // An item ends where the next one starts; a deeper one is inside.
  const item = right && (!left || right.from >= left.from) ? right : left;
  if (!item || state.doc.lineAt(at).from > item.to) return null;
  return markOf(state, item);
}

export function markOf({ doc }: EditorState, item: SyntaxNode): ItemMark | null {
  const mark = item.getChild("ListMark");
  if (!mark) return null;
  const line = doc.lineAt(mark.from);
  const behind = line.text.slice(mark.to - line.from);
  const blanks = /^[ \t]*/.exec(behind)?.[0].length ?? 0;
  // Five blanks and more are one blank and preformatted text (CommonMark 5.2).
  const skip = blanks > 4 ? 1 : blanks;
  return {
    item,
    line,
    before: line.text.slice(0, mark.from - line.from).replace(/[^\s>]/g, " "),
    mark: doc.sliceString(mark.from, mark.to),
    from: mark.from,
    text: mark.to + skip,
  };
}

/** The item that this one is an item of. */
export function outerItem(item: SyntaxNode): SyntaxNode | null {
  const above = item.parent?.parent;
  return above?.name === "ListItem" ? above : null;
}

/** The item of the same list before (-1) or behind (1). */
export function siblingItem(item: SyntaxNode, step: 1 | -1): SyntaxNode | null {
  const next = (node: SyntaxNode): SyntaxNode | null => (step === 1 ? node.nextSibling : node.prevSibling);
  // The quote marks of a quoted list are its children too.
  for (let node = next(item); node; node = next(node)) if (node.name === "ListItem") return node;
  return null;
}

/** The mark of an item `step` further on: `-` stays, `3.` becomes `4.`. */
export function markAfter(mark: string, step = 1): string {
  const number = Number.parseInt(mark, 10);
  return Number.isNaN(number) ? mark : `${String(Math.max(0, number + step))}${mark.slice(-1)}`;
}

/** Numbers the items behind `item` on from `next`, as long as they were numbered one after the other. */
export function renumbered({ doc }: EditorState, item: SyntaxNode, next: number): ChangeSpec[] {
  const changes: ChangeSpec[] = [];
  const numberOf = (node: SyntaxNode): number => {
    const mark = node.getChild("ListMark");
    return mark ? Number.parseInt(doc.sliceString(mark.from, mark.to), 10) : Number.NaN;
  };
  let last = numberOf(item);
  for (let node = siblingItem(item, 1); node; node = siblingItem(node, 1)) {
    const number = numberOf(node);
    const mark = node.getChild("ListMark");
    if (!mark || Number.isNaN(number) || number !== last + 1) break;
    if (number !== next) changes.push({ from: mark.from, to: mark.to - 1, insert: String(next) });
    last = number;
    next += 1;
  }
  return changes;
}

/** A list whose items stand apart by blank lines. */
export function isLoose({ doc }: EditorState, item: SyntaxNode): boolean {
  const items = item.parent?.getChildren("ListItem") ?? [];
  for (const { from } of items.slice(1)) {
    const gap = doc.lineAt(from).number - 1;
    if (gap >= 1 && /^[\s>]*$/.test(doc.line(gap).text)) return true;
  }
  return false;
}
