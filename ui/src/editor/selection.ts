// What is on at the cursor, for buttons that show it.

import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";
import { isUnfinished, isVerbatim } from "./grammar/nodes";
import type { ActiveMark, BodySelection } from "./options";

const NAMES: Readonly<Record<string, ActiveMark>> = {
  StrongEmphasis: "bold",
  Emphasis: "italic",
  Blockquote: "quote",
  BulletList: "list",
  OrderedList: "numbers",
  Link: "link",
  Autolink: "link",
  Insertion: "insertion",
  Table: "table",
  InlineCode: "code",
};

/** What the selection stands in; `last` is handed on when nothing is different. */
export function selectionOf(state: EditorState, last: BodySelection | null): BodySelection {
  const { from, to, head, empty } = state.selection.main;
  const found = activeAt(state, empty ? head : from, empty ? -1 : 1);
  if (!empty) for (const mark of found) if (!activeAt(state, to, -1).has(mark)) found.delete(mark);
  const active = last && same(last.active, found) ? last.active : found;
  return { active, empty, from, to };
}

function activeAt(state: EditorState, at: number, side: -1 | 1): Set<ActiveMark> {
  const found = new Set<ActiveMark>();
  const tree = syntaxTree(state);
  // An empty line belongs to what stands around it, not to what ended above it.
  const line = state.doc.lineAt(at);
  const start: SyntaxNode = tree.resolveInner(at, at === line.from ? 1 : side);
  for (let node: SyntaxNode | null = start; node; node = node.parent) {
    const mark = nameOf(node);
    if (mark && !(mark === "numbers" && found.has("list")) && !(mark === "list" && found.has("numbers")))
      found.add(mark);
  }
  return found;
}

function nameOf(node: SyntaxNode): ActiveMark | null {
  if (/^(?:ATX|Setext)Heading/.test(node.name)) return "subhead";
  if (isVerbatim(node.name)) return "code";
  if (node.name === "Link" && !node.getChild("URL") && !node.getChild("LinkLabel") && !isUnfinished(node))
    return "insertion";
  return NAMES[node.name] ?? null;
}

function same<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean {
  return a.size === b.size && [...a].every((one) => b.has(one));
}
