// Marks inside a line: folded away, and shown as typed while an end of the selection touches what they mark. Insertions
// keep their brackets, because the brackets are printed.

import type { SyntaxNode } from "@lezer/common";
import { isUnfinished } from "../grammar/nodes";
import type { Sheet } from "./sheet";
import { EntityLetter } from "./widgets";

type Painter = (sheet: Sheet, node: SyntaxNode) => void;

const painters: Readonly<Record<string, Painter>> = {
  StrongEmphasis: (sheet, node) => {
    marked(sheet, node, "wc-strong", "EmphasisMark");
  },
  Emphasis: (sheet, node) => {
    marked(sheet, node, "wc-em", "EmphasisMark");
  },
  InlineCode: (sheet, node) => {
    marked(sheet, node, "wc-code", "CodeMark");
  },
  Link: link,
  Image: link,
  Autolink: autolink,
  Insertion: insertion,
  Escape: (sheet, { from, to }) => {
    fold(sheet, from, from + 1, sheet.touched(from, to));
  },
  HardBreak: hardBreak,
  Entity: entity,
  HTMLTag: raw,
  Comment: raw,
  ProcessingInstruction: raw,
};

/** Paints an inline; false when it is none. */
export function paintInline(sheet: Sheet, node: SyntaxNode): boolean {
  const paint = painters[node.name];
  paint?.(sheet, node);
  return paint !== undefined;
}

function fold(sheet: Sheet, from: number, to: number, shown: boolean): void {
  if (shown) sheet.mark(from, to, "wc-mark");
  else sheet.hide(from, to);
}

function marked(sheet: Sheet, node: SyntaxNode, name: string, mark: string): void {
  sheet.mark(node.from, node.to, name);
  const shown = sheet.touched(node.from, node.to);
  for (const { from, to } of node.getChildren(mark)) fold(sheet, from, to, shown);
}

/** The words of a link or the caption of an image; the address is a tip, or in sight while the cursor is there. What
 * still waits for its address is in sight until it has one. */
function link(sheet: Sheet, node: SyntaxNode): void {
  const [open, close] = node.getChildren("LinkMark");
  if (!open || !close) return;
  const address = node.getChild("URL");
  const waits = isUnfinished(node);
  if (!address && !waits && node.name === "Link" && !referred(sheet, node, open, close)) {
    sheet.mark(node.from, node.to, "wc-insertion");
    return;
  }
  const shown = waits || sheet.touched(node.from, node.to) || close.from === open.to;
  const title = address ? sheet.state.sliceDoc(address.from, address.to) : undefined;
  sheet.mark(open.to, close.from, node.name === "Image" ? "wc-caption" : "wc-link", title);
  fold(sheet, open.from, open.to, shown);
  if (shown) sheet.mark(close.from, node.to, "wc-mark wc-address");
  else sheet.hide(close.from, node.to);
}

function referred(sheet: Sheet, node: SyntaxNode, open: SyntaxNode, close: SyntaxNode): boolean {
  const label = node.getChild("LinkLabel");
  const named = label ? sheet.state.sliceDoc(label.from + 1, label.to - 1) : "";
  return sheet.defined(named || sheet.state.sliceDoc(open.to, close.from));
}

function autolink(sheet: Sheet, node: SyntaxNode): void {
  const address = node.getChild("URL");
  if (address) sheet.mark(address.from, address.to, "wc-link");
  const shown = sheet.touched(node.from, node.to);
  for (const { from, to } of node.getChildren("LinkMark")) fold(sheet, from, to, shown);
}

function insertion(sheet: Sheet, node: SyntaxNode): void {
  const label = sheet.state.sliceDoc(node.from + 1, node.to - 1);
  const next = node.nextSibling;
  const refers = next?.name === "Insertion" && next.from === node.to;
  const behind = refers ? sheet.state.sliceDoc(next.from + 1, next.to - 1) : "";
  if (sheet.defined(label) || (refers && sheet.defined(behind))) sheet.mark(node.from, node.to, "wc-link");
  else sheet.mark(node.from, node.to, "wc-insertion");
}

function hardBreak(sheet: Sheet, { from, to }: SyntaxNode): void {
  const line = sheet.state.doc.lineAt(from);
  if (sheet.state.sliceDoc(from, from + 1) === "\\")
    fold(sheet, from, Math.min(to, line.to), sheet.touched(from, line.to));
}

function entity(sheet: Sheet, { from, to }: SyntaxNode): void {
  const typed = sheet.state.sliceDoc(from, to);
  const letter = letterOf(typed);
  if (letter === typed || sheet.touched(from, to)) sheet.mark(from, to, "wc-mark");
  else sheet.replace(from, to, new EntityLetter(letter));
}

const letters = new Map<string, string>();

/** The browser's own table of entities; nothing is rendered or loaded by parsing into a document that is not shown. */
function letterOf(typed: string): string {
  let letter = letters.get(typed);
  if (letter === undefined) {
    letter = new DOMParser().parseFromString(typed, "text/html").body.textContent || typed;
    letters.set(typed, letter);
  }
  return letter;
}

function raw(sheet: Sheet, { from, to }: SyntaxNode): void {
  sheet.mark(from, to, "wc-raw", sheet.words.rawHtml);
}
