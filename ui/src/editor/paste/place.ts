// What is pasted takes the shape of where it lands: one line in a subhead or a cell, as it is in preformatted text, with
// the marks of the quote or item it goes on with, and with blank lines around blocks.

import type { EditorState } from "@codemirror/state";
import { isBlank } from "../grammar/blanks";
import { itemAt } from "../grammar/items";
import { verbatimAt } from "../grammar/nodes";
import { prefixOf } from "../grammar/prefix";
import type { Edit } from "../keys/edit";
import { quoteMarks } from "../keys/enter";
import { tableAt } from "../keys/table";
import { cleaned, oneLine, paragraphs } from "./plain";

const BLOCK = /^(?:(?:[-*+]|\d{1,9}[.)]) |#{1,6} |> |\||___|```)/;

export interface Incoming {
  /** The words alone. */
  plain: string;
  /** The same as Markdown; null when only words came. */
  markdown: string | null;
}

/** Puts what came in over `from..to`. */
export function placed(state: EditorState, from: number, to: number, incoming: Incoming): Edit {
  const insert = shaped(state, from, to, incoming);
  return { changes: { from, to, insert }, anchor: from + insert.length };
}

function shaped(state: EditorState, from: number, to: number, { plain, markdown }: Incoming): string {
  const line = state.doc.lineAt(from);
  if (verbatimAt(state, from)) return cleaned(plain);
  const { subhead, quotes, end } = prefixOf(state, line);
  if (tableAt(state, from))
    return oneLine(markdown ?? plain).replace(/(\\?)\|/g, (bar, escaped) => (escaped ? bar : "\\|"));
  if (subhead > 0) return oneLine(markdown ?? plain);
  const text = markdown ?? paragraphs(plain);
  const item = itemAt(state, Math.max(from, end));
  const lead = item ? item.before + " ".repeat(item.text - item.from) : quotes > 0 ? quoteMarks(line, quotes) : "";
  const carried =
    lead === "" ? text : text.replace(/\n(?=(\n?))/g, (_end, blank: string) => `\n${blank ? lead.trimEnd() : lead}`);
  return lead === "" ? apart(state, from, to, carried) : carried;
}

/** A block that lands inside a paragraph parts it. */
function apart(state: EditorState, from: number, to: number, text: string): string {
  if (!text.includes("\n") && !BLOCK.test(text)) return text;
  const first = state.doc.lineAt(from);
  const last = state.doc.lineAt(to);
  const before = state.sliceDoc(first.from, from);
  const behind = state.sliceDoc(to, last.to);
  const lastLine = text.slice(text.lastIndexOf("\n") + 1);
  const lead = BLOCK.test(text) && !isBlank(before) ? "\n\n" : "";
  const trail = BLOCK.test(lastLine) && behind.trim() !== "" ? "\n\n" : "";
  return lead + text + trail;
}
