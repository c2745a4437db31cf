// Questions to the syntax tree that several rooms ask.

import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";

const VERBATIM = new Set(["FencedCode", "CodeBlock", "HTMLBlock", "CommentBlock", "ProcessingInstructionBlock"]);

/** The innermost node around `at` (looking to `side`) that `wanted` accepts. */
export function nodeAround(
  state: EditorState,
  at: number,
  side: -1 | 0 | 1,
  wanted: (name: string) => boolean,
): SyntaxNode | null {
  for (let node: SyntaxNode | null = syntaxTree(state).resolveInner(at, side); node; node = node.parent)
    if (wanted(node.name)) return node;
  return null;
}

/** The innermost node of that name that `at` touches, from the left or from the right. */
export function touching(state: EditorState, at: number, name: string): SyntaxNode | null {
  const wanted = (other: string): boolean => other === name;
  return nodeAround(state, at, -1, wanted) ?? nodeAround(state, at, 1, wanted);
}

/** A link with room for an address and none in it: `[notice]()`. */
export function isUnfinished(node: SyntaxNode): boolean {
  return node.name === "Link" && node.getChildren("LinkMark").length === 4 && !node.getChild("URL");
}

/** The preformatted block that `at` stands in: its lines are as typed, and an empty one is a line like any other. */
export function verbatimAt(state: EditorState, at: number): SyntaxNode | null {
  const wanted = (name: string): boolean => VERBATIM.has(name);
  const found = nodeAround(state, at, 1, wanted) ?? nodeAround(state, at, -1, wanted);
  return found && found.from <= at && at <= found.to ? found : null;
}

export function isVerbatim(name: string): boolean {
  return VERBATIM.has(name);
}

export function childrenOf(node: SyntaxNode, name: string): SyntaxNode[] {
  return node.getChildren(name);
}

/** Depth of nested `name` nodes around a node, itself among them. */
export function depthOf(node: SyntaxNode | null, name: string): number {
  let depth = 0;
  for (; node; node = node.parent) if (node.name === name) depth += 1;
  return depth;
}
