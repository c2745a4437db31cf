// Blocks that lend their lines a look of their own: subheads, preformatted text, rules, raw HTML, figures.

import type { Line } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";
import { verbatimAt } from "../grammar/nodes";
import { prefixOf } from "../grammar/prefix";
import type { Sheet } from "./sheet";
import { Label, RuleLine } from "./widgets";

/** Paints a block; `from` and `to` are what of it can be seen. */
export function paintBlock(sheet: Sheet, node: SyntaxNode, from: number, to: number): void {
  const { name } = node;
  if (/^(?:ATX|Setext)Heading/.test(name)) subhead(sheet, node);
  else if (name === "FencedCode") fence(sheet, node, from, to);
  else if (name === "CodeBlock") eachLine(sheet, node, from, to, "wc-pre");
  else if (name === "HorizontalRule") rule(sheet, node);
  else if (name === "Paragraph") figure(sheet, node);
  else if (verbatimAt(sheet.state, node.from)) raw(sheet, node, from, to);
}

function subhead(sheet: Sheet, node: SyntaxNode): void {
  eachLine(sheet, node, node.from, node.to, "wc-subhead");
  const marks = node.getChildren("HeaderMark");
  const last = marks.at(-1);
  if (!last || last.from === node.from) return;
  if (sheet.touched(node.from, node.to)) sheet.mark(last.from, last.to, "wc-mark");
  else if (node.name.startsWith("Setext")) sheet.mark(last.from, last.to, "wc-mark");
  else sheet.hide(before(sheet, last.from), last.to);
}

/** Where the blanks before `at` begin. */
function before(sheet: Sheet, at: number): number {
  const { from, text } = sheet.state.doc.lineAt(at);
  return from + text.slice(0, at - from).trimEnd().length;
}

function fence(sheet: Sheet, node: SyntaxNode, from: number, to: number): void {
  eachLine(sheet, node, from, to, "wc-pre");
  const shown = sheet.touched(node.from, node.to);
  for (const mark of [...node.getChildren("CodeMark"), ...node.getChildren("CodeInfo")]) {
    if (shown || mark.name === "CodeInfo") sheet.mark(mark.from, mark.to, "wc-mark");
    else sheet.hide(mark.from, mark.to);
    if (!shown && mark.name === "CodeMark" && !node.getChild("CodeInfo"))
      sheet.line(sheet.state.doc.lineAt(mark.from).from, "wc-fence");
  }
}

function rule(sheet: Sheet, node: SyntaxNode): void {
  if (sheet.onLines(node.from, node.to)) sheet.mark(node.from, node.to, "wc-mark");
  else sheet.replace(node.from, node.to, new RuleLine());
}

/** Raw HTML is printed as text, so it is shown as text, with a soft warning. */
function raw(sheet: Sheet, node: SyntaxNode, from: number, to: number): void {
  lines(sheet, node, from, to, (line) => {
    const start = prefixOf(sheet.state, line).end;
    sheet.mark(start, line.to, "wc-raw", sheet.words.rawHtml);
  });
}

/** An image alone in a paragraph: its caption, named as a figure. */
function figure(sheet: Sheet, node: SyntaxNode): void {
  const image = node.firstChild;
  if (image?.name !== "Image" || image.from !== node.from || image.to !== node.to) return;
  eachLine(sheet, node, node.from, node.to, "wc-figure");
  if (!sheet.touched(node.from, node.to)) sheet.widget(node.from, new Label(sheet.words.figure, "wc-figure-name"), -1);
}

function eachLine(sheet: Sheet, node: SyntaxNode, from: number, to: number, name: string): void {
  lines(sheet, node, from, to, (line) => {
    sheet.line(line.from, name);
  });
}

function lines(sheet: Sheet, node: SyntaxNode, from: number, to: number, visit: (line: Line) => void): void {
  const { doc } = sheet.state;
  const end = Math.min(node.to, to);
  for (let at = Math.max(node.from, from); at <= end;) {
    const line = doc.lineAt(at);
    visit(line);
    at = line.to + 1;
  }
}
