// The inline part of pasted HTML: words with bold, italic and links. How a word is dressed is read from elements and from
// their styles, because word processors use either. Brackets stay as they are: in copy they are insertions.

import { isAddress, target } from "../commands/link";
import { cleaned } from "./plain";

interface Dress {
  bold: boolean;
  italic: boolean;
  link: string;
}

interface Run extends Dress {
  text: string;
}

const PLAIN: Dress = { bold: false, italic: false, link: "" };
/** Elements nested deeper than this are read as their words. */
const DEEPEST = 200;
const UNSEEN = /^(?:SCRIPT|STYLE|TEMPLATE|NOSCRIPT|TITLE|SVG|MATH|IFRAME|OBJECT|BUTTON|SELECT|TEXTAREA|XML)$/i;

export function inlinesOf(nodes: Node[]): string {
  const runs: Run[] = [];
  for (const node of nodes) collect(node, PLAIN, runs, 0);
  return written(joined(runs));
}

function collect(node: Node, dress: Dress, runs: Run[], depth: number): void {
  if (node.nodeType === Node.TEXT_NODE) {
    add(node.nodeValue ?? "", dress, runs);
    return;
  }
  if (!(node instanceof Element) || UNSEEN.test(node.tagName)) return;
  if (node.tagName === "BR") {
    runs.push({ ...PLAIN, text: "\n" });
    return;
  }
  const worn = dressOf(node, dress);
  if (depth < DEEPEST) for (const child of node.childNodes) collect(child, worn, runs, depth + 1);
  else add(node.textContent, worn, runs);
}

function add(typed: string, dress: Dress, runs: Run[]): void {
  // The blanks of HTML are one blank; a non-breaking space is none of them.
  const text = cleaned(typed.replace(/[ \t\r\n\f]+/g, " "));
  if (text !== "") runs.push({ ...dress, text: escaped(text) });
}

function dressOf(element: Element, dress: Dress): Dress {
  const style = element instanceof HTMLElement ? element.style : null;
  const weight = style?.fontWeight ?? "";
  const slant = style?.fontStyle ?? "";
  let { bold, italic, link } = dress;
  if (/^(?:B|STRONG)$/.test(element.tagName)) bold = true;
  if (/^(?:I|EM|CITE)$/.test(element.tagName)) italic = true;
  if (weight !== "") bold = weight === "bold" || weight === "bolder" || Number(weight) >= 600;
  if (slant !== "") italic = slant === "italic" || slant === "oblique";
  if (element.tagName === "A") link = addressOf(element);
  return { bold, italic, link };
}

function addressOf(element: Element): string {
  const address = (element.getAttribute("href") ?? "").trim();
  return isAddress(address) ? address : "";
}

function joined(runs: Run[]): Run[] {
  const out: Run[] = [];
  for (const run of runs) {
    const last = out.at(-1);
    const blank = run.text.trim() === "" && run.text !== "\n";
    if (last && last.text !== "\n" && run.text !== "\n" && (blank || same(last, run))) last.text += run.text;
    else out.push({ ...run });
  }
  return out;
}

function same(a: Dress, b: Dress): boolean {
  return a.bold === b.bold && a.italic === b.italic && a.link === b.link;
}

function written(runs: Run[]): string {
  return runs
    .map((run) => (run.text === "\n" ? "\\\n" : dressed(run)))
    .join("")
    .replace(/ {2,}/g, " ")
    .replace(/ *\\\n */g, "\\\n")
    .replace(/^(?:\\\n)+|(?:\\\n)+$/g, "")
    .replace(/(?:\\\n){2,}/g, "\n\n")
    .replace(/ +$/gm, "");
}

/** Marks stand close to the words; blanks stay outside of them. */
function dressed({ text, bold, italic, link }: Run): string {
  const words = text.trim();
  if (words === "") return text;
  const before = text.slice(0, text.indexOf(words));
  const behind = text.slice(text.indexOf(words) + words.length);
  const sign = `${bold ? "**" : ""}${italic ? "*" : ""}`;
  const marked = sign + words + [...sign].reverse().join("");
  return before + (link ? (link === words ? `<${words}>` : `[${marked}](${target(link)})`) : marked) + behind;
}

/** Letters that Markdown would read as marks; brackets are left to be insertions, stray ones do no harm. */
function escaped(text: string): string {
  return text.replace(
    /\\(?=[!-/:-@[-`{-~])|[*`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|<(?=[a-z/!?])|&(?=#?\w+;)/giu,
    "\\$&",
  );
}
