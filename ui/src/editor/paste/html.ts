// HTML from Word, LibreOffice, Google Docs, mail and the web as the Markdown that a wire story has: paragraphs, subheads,
// bold, italic, links, lists, quotes, tables, rules. The browser's own parser reads it into a document without scripts,
// loads or layout; everything that is not words or one of these marks falls away.

import { inlinesOf } from "./inlines";
import { cleaned } from "./plain";
import { listItem, tidied, withoutBullet, type WordItem } from "./word";

/** Elements nested deeper than this are read as their words. */
const DEEPEST = 60;
const SKIPPED = new Set([
  "SCRIPT",
  "STYLE",
  "TEMPLATE",
  "NOSCRIPT",
  "HEAD",
  "TITLE",
  "META",
  "LINK",
  "SVG",
  "MATH",
  "IFRAME",
  "OBJECT",
  "EMBED",
  "VIDEO",
  "AUDIO",
  "CANVAS",
  "BUTTON",
  "INPUT",
  "SELECT",
  "TEXTAREA",
  "XML",
]);
const BLOCKS = new Set([
  "ADDRESS",
  "ARTICLE",
  "ASIDE",
  "BLOCKQUOTE",
  "BODY",
  "CAPTION",
  "CENTER",
  "DD",
  "DETAILS",
  "DIV",
  "DL",
  "DT",
  "FIELDSET",
  "FIGCAPTION",
  "FIGURE",
  "FOOTER",
  "FORM",
  "H1",
  "H2",
  "H3",
  "H4",
  "H5",
  "H6",
  "HEADER",
  "HR",
  "LI",
  "MAIN",
  "NAV",
  "OL",
  "P",
  "PRE",
  "SECTION",
  "SUMMARY",
  "TABLE",
  "TBODY",
  "TD",
  "TFOOT",
  "TH",
  "THEAD",
  "TR",
  "UL",
]);

const ANY_BLOCK = [...BLOCKS].join(",");

/** The Markdown of a piece of HTML; "" when there are no words in it. */
export function markdownOf(html: string): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  tidied(page.body);
  return blocksOf(page.body, 0)
    .join("\n\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function isBlock(node: Node): node is Element {
  return node instanceof Element && BLOCKS.has(node.tagName);
}

/** A node that holds blocks although it is an inline (Google Docs wraps all in one `<b>`). */
function holdsBlocks(node: Node): node is Element {
  return node instanceof Element && !SKIPPED.has(node.tagName) && node.querySelector(ANY_BLOCK) !== null;
}

function isSkipped(node: Node): boolean {
  return node instanceof Element && SKIPPED.has(node.tagName.toUpperCase());
}

function blocksOf(parent: Element, depth: number): string[] {
  const blocks: string[] = [];
  let line: Node[] = [];
  const close = (): void => {
    const text = escapedStart(inlinesOf(line).trim());
    if (text !== "") blocks.push(text);
    line = [];
  };
  const nodes = [...parent.childNodes];
  for (let at = 0; at < nodes.length; at += 1) {
    const node = nodes[at];
    if (!node || isSkipped(node)) continue;
    if (itemOf(node)) {
      close();
      const run = wordList(nodes.slice(at));
      at += run.length - 1;
      blocks.push(run.lines.join("\n"));
    } else if (depth < DEEPEST && (isBlock(node) || holdsBlocks(node))) {
      close();
      blocks.push(...block(node, depth + 1));
    } else line.push(node);
  }
  close();
  return blocks;
}

function itemOf(node: Node | undefined): WordItem | null {
  return node instanceof Element ? listItem(node) : null;
}

/** The paragraphs of Word that are one list, up to the first that is none; `length` counts the nodes taken. */
function wordList(nodes: Node[]): { lines: string[]; length: number } {
  const lines: string[] = [];
  let length = 0;
  for (const [at, node] of nodes.entries()) {
    const item = itemOf(node);
    if (item) {
      lines.push(`${"  ".repeat(item.level)}${item.mark} ${inlinesOf(withoutBullet(node)).trim()}`);
      length = at + 1;
    } else if (node.textContent?.trim() !== "") break;
  }
  return { lines, length };
}

function block(element: Element, depth: number): string[] {
  const { tagName } = element;
  if (/^H[1-6]$/.test(tagName)) return one(oneLine(inlinesOf([...element.childNodes])), (text) => `## ${text}`);
  switch (tagName) {
    case "HR":
      return ["___"];
    case "PRE":
      return one(cleaned(element.textContent).replace(/^\n|\n+$/g, ""), (text) => `\`\`\`\n${text}\n\`\`\``);
    case "UL":
    case "OL":
      return one(list(element, depth), (text) => text);
    case "BLOCKQUOTE":
      return one(blocksOf(element, depth).join("\n\n"), (text) => text.replace(/^/gm, "> ").replace(/^> $/gm, ">"));
    case "TABLE":
      return table(element as HTMLTableElement, depth);
    default:
      return blocksOf(element, depth);
  }
}

function one(text: string, dressed: (text: string) => string): string[] {
  return text.trim() === "" ? [] : [dressed(text)];
}

function list(element: Element, depth: number): string {
  const ordered = element.tagName === "OL";
  let number = Number.parseInt(element.getAttribute("start") ?? "1", 10) || 1;
  const lines: string[] = [];
  for (const child of element.children) {
    // Word and old pages put a nested list beside its item instead of into it.
    const nested = child.tagName === "UL" || child.tagName === "OL";
    const blocks = nested ? [list(child, depth + 1)] : blocksOf(child, depth + 1);
    const mark = ordered ? `${String(number)}. ` : "- ";
    const indent = " ".repeat(mark.length);
    const body = blocks.map((text) => text.replace(/\n(?=.)/g, `\n${indent}`));
    if (body.length === 0) continue;
    if (nested) lines.push(indent + (body[0] ?? ""));
    else {
      lines.push(
        mark + body.join(body.slice(1).every((text) => /^(?:- |\d+\. )/.test(text)) ? `\n${indent}` : `\n\n${indent}`),
      );
      number += 1;
    }
  }
  return lines.join("\n");
}

function table(element: HTMLTableElement, depth: number): string[] {
  const rows = [...element.rows].filter((row) => row.closest("table") === element && row.textContent.trim() !== "");
  const columns = Math.max(0, ...rows.map((row) => row.cells.length));
  // A table of one column, or with paragraphs in its cells, only lays out a page or a mail.
  const layout =
    columns < 2 || rows.length < 2 || element.querySelector("table, ul, ol, blockquote, h1, h2, h3, p + p, hr");
  if (layout) return rows.flatMap((row) => [...row.cells].flatMap((cell) => blocksOf(cell, depth)));
  const lines = rows.map((row) => {
    const cells = [...row.cells].map((cell) => oneLine(inlinesOf([...cell.childNodes])).replace(/\|/g, "\\|"));
    while (cells.length < columns) cells.push("");
    return `| ${cells.join(" | ")} |`;
  });
  lines.splice(1, 0, `|${"---|".repeat(columns)}`);
  return [lines.join("\n")];
}

function oneLine(text: string): string {
  return text.replace(/\\?\n/g, " ").replace(/ {2,}/g, " ").trim();
}

/** Words that would start a block of Markdown are words. */
function escapedStart(text: string): string {
  return text
    .replace(/^([-+]|#{1,6})(?=\s|$)/gm, "\\$1")
    .replace(/^(\d{1,9})([.)])(?=\s|$)/gm, "$1\\$2")
    .replace(/^>/gm, "\\>");
}
