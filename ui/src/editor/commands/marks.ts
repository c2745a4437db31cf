// Bold and italic, on and off. Turning on joins what is already marked inside; turning off in the middle leaves the rest
// marked. Without a selection the word at the cursor is meant, or what is typed next.

import { syntaxTree } from "@codemirror/language";
import type { ChangeSet, ChangeSpec, EditorState } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";
import { touching } from "../grammar/nodes";
import type { Edit } from "../keys/edit";
import { piecesOf, wordAt, type Piece } from "./pieces";

export interface MarkKind {
  node: "StrongEmphasis" | "Emphasis";
  sign: "**" | "*";
}

export const BOLD: MarkKind = { node: "StrongEmphasis", sign: "**" };
export const ITALIC: MarkKind = { node: "Emphasis", sign: "*" };

export function toggled(state: EditorState, kind: MarkKind): Edit {
  const { main } = state.selection;
  if (main.empty) return atCursor(state, kind, main.head);
  const pieces = piecesOf(state, main.from, main.to);
  const on = pieces.length > 0 && pieces.every((piece) => around(state, kind, piece) !== null);
  const set = state.changes(
    pieces.flatMap((piece) => (on ? turnedOff(state, kind, piece) : turnedOn(state, kind, piece))),
  );
  return { changes: set, ...kept(set, pieces, main.anchor <= main.head) };
}

/** The selection stays on the words, within marks that are new. */
function kept(set: ChangeSet, pieces: Piece[], forward: boolean): Pick<Edit, "anchor" | "head"> {
  const first = pieces.at(0);
  const last = pieces.at(-1);
  if (!first || !last) return {};
  const from = set.mapPos(first.from, 1);
  const to = set.mapPos(last.to, -1);
  return forward ? { anchor: from, head: to } : { anchor: to, head: from };
}

function atCursor(state: EditorState, kind: MarkKind, at: number): Edit {
  const { sign } = kind;
  const size = sign.length;
  const inside = touching(state, at, kind.node);
  if (inside && at > inside.from && at < inside.to) {
    // At the end of what is marked: go on without the mark.
    if (at === inside.to - size) return { changes: [], anchor: inside.to };
    const word = wordAt(state, at);
    const set = state.changes(word ? turnedOff(state, kind, word) : unmarked(inside, size));
    return { changes: set, anchor: set.mapPos(at) };
  }
  if (isEmptyMark(state, at, sign)) return { changes: { from: at - size, to: at + size }, anchor: at - size };
  const word = wordAt(state, at);
  if (!word) return { changes: { from: at, insert: sign + sign }, anchor: at + size };
  const set = state.changes(turnedOn(state, kind, word));
  return { changes: set, anchor: set.mapPos(at, 1) };
}

/** The cursor stands in marks with nothing between them, as this command leaves them. */
function isEmptyMark(state: EditorState, at: number, sign: string): boolean {
  const left = /\**$/.exec(state.sliceDoc(Math.max(0, at - 4), at))?.[0].length ?? 0;
  const right = /^\**/.exec(state.sliceDoc(at, at + 4))?.[0].length ?? 0;
  if (left !== right || left === 0) return false;
  return sign.length === 2 ? left >= 2 : left !== 2;
}

function unmarked({ from, to }: Piece, size: number): ChangeSpec[] {
  return [
    { from, to: from + size },
    { from: to - size, to },
  ];
}

/** The innermost marked range that holds the whole piece, whether its own signs are selected or not. */
function around(state: EditorState, kind: MarkKind, piece: Piece): SyntaxNode | null {
  let found: SyntaxNode | null = null;
  eachMarked(state, kind, piece, (node) => {
    if (node.from <= piece.from && node.to >= piece.to) found = node;
  });
  return found;
}

function eachMarked(state: EditorState, kind: MarkKind, { from, to }: Piece, visit: (node: SyntaxNode) => void): void {
  syntaxTree(state).iterate({
    from,
    to,
    enter: (ref) => {
      if (ref.name === kind.node) visit(ref.node);
    },
  });
}

function turnedOff(state: EditorState, kind: MarkKind, piece: Piece): ChangeSpec[] {
  const node = around(state, kind, piece);
  if (!node) return [];
  const size = kind.sign.length;
  const [start, end] = [node.from + size, node.to - size];
  const before = state.sliceDoc(start, piece.from).trimEnd();
  const behind = state.sliceDoc(piece.to, end).trimStart();
  const left: ChangeSpec =
    piece.from <= start || isSigns(before)
      ? { from: node.from, to: start }
      : { from: start + before.length, insert: kind.sign };
  const right: ChangeSpec =
    piece.to >= end || isSigns(behind) ? { from: end, to: node.to } : { from: end - behind.length, insert: kind.sign };
  return [left, right];
}

/** Nothing but the signs of marks further in. */
function isSigns(text: string): boolean {
  return /^[*_]*$/.test(text);
}

function turnedOn(state: EditorState, kind: MarkKind, piece: Piece): ChangeSpec[] {
  if (around(state, kind, piece)) return [];
  const size = kind.sign.length;
  let { from, to } = piece;
  const changes: ChangeSpec[] = [];
  eachMarked(state, kind, piece, (node) => {
    if (node.to === piece.from || node.from === piece.to) return;
    if (node.from < piece.from) from = Math.min(from, node.from);
    else changes.push({ from: node.from, to: node.from + size });
    if (node.to > piece.to) to = Math.max(to, node.to);
    else changes.push({ from: node.to - size, to: node.to });
  });
  if (from === piece.from) changes.push({ from, insert: kind.sign });
  if (to === piece.to) changes.push({ from: to, insert: kind.sign });
  return changes;
}
