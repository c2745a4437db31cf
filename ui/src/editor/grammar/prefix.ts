// What stands at the start of a line and is no text of it: quote marks, bullets and numbers, the `##` of a subhead, the
// indent of what belongs to an item. It is drawn as something else, and the cursor never rests in it.

import { syntaxTree } from "@codemirror/language";
import type { EditorState, Line } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";
import { depthOf, isVerbatim } from "./nodes";

export interface Prefix {
  /** Where the text of the line starts. */
  end: number;
  /** How many quotes the line stands in. */
  quotes: number;
  /** How many list items the line stands in. */
  items: number;
  /** The bullet or number as it is drawn; "" when no item starts here. */
  marker: string;
  /** 1..=6 where a subhead starts, else 0. */
  subhead: number;
}

const NONE: Omit<Prefix, "end"> = { quotes: 0, items: 0, marker: "", subhead: 0 };

export function prefixOf(state: EditorState, line: Line): Prefix {
  const { text, from } = line;
  const tree = syntaxTree(state);
  let at = skipBlanks(text, 0);
  let end = 0;
  let marker = "";
  let subhead = 0;
  let last: SyntaxNode | null = null;
  while (at < text.length && subhead === 0) {
    const mark: SyntaxNode = tree.resolveInner(from + at, 1);
    const behind = mark.to - from;
    if (mark.from !== from + at || !isMark(mark) || !endsAMark(mark.name, text.charCodeAt(behind))) break;
    if (mark.name === "ListMark") marker += (marker && " ") + drawn(text.slice(at, behind));
    if (mark.name === "HeaderMark") subhead = mark.to - mark.from;
    last = mark;
    end = mark.name === "QuoteMark" ? behind + Number(text[behind] === " ") : skipBlanks(text, behind);
    at = skipBlanks(text, end);
  }
  const inside = at < text.length ? tree.resolveInner(from + at, 1) : (last ?? tree.resolveInner(from, 1));
  const items = depthOf(inside, "ListItem");
  const quotes = depthOf(inside, "Blockquote");
  if (items === 0 && quotes === 0 && subhead === 0) return { ...NONE, end: from };
  const verbatim = hasVerbatim(inside);
  if (items > 0 && !verbatim && at < text.length && subhead === 0) end = at;
  return { end: from + end, quotes, items, marker, subhead };
}

function skipBlanks(text: string, at: number): number {
  while (at < text.length && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at += 1;
  return at;
}

function isMark({ name, parent }: SyntaxNode): boolean {
  if (name === "HeaderMark") return parent?.name.startsWith("ATX") ?? false;
  return name === "QuoteMark" || name === "ListMark";
}

/** A bullet, number or `##` is one only with a blank behind it: until then it may become a minus or a hashtag. */
function endsAMark(name: string, next: number): boolean {
  return name === "QuoteMark" || next === 32 || next === 9;
}

function drawn(mark: string): string {
  return /^[-+*]$/.test(mark) ? "•" : mark;
}

function hasVerbatim(node: SyntaxNode | null): boolean {
  for (; node; node = node.parent) if (isVerbatim(node.name)) return true;
  return false;
}
