// Two texts compared word by word, and two messages line by line.

import type { LineDelta, Piece, PieceKind } from "../bindings";
import { commonOf, gapsOf } from "./common";

const TOKENS = /\s+|[\p{L}\p{N}]+(?:[’'.,-][\p{L}\p{N}]+)*|./gsu;

export function piecesOf(before: string, after: string): Piece[] {
  const [old, now] = [tokensOf(before), tokensOf(after)];
  const pieces: Piece[] = [];
  let [oldAt, newAt] = [0, 0];
  const put = (kind: PieceKind, words: readonly string[]): void => {
    const text = words.join("");
    if (text === "") return;
    const places = {
      old: { from: oldAt, to: (oldAt += kind === "added" ? 0 : text.length) },
      new: { from: newAt, to: (newAt += kind === "removed" ? 0 : text.length) },
    };
    const last = pieces.at(-1);
    if (last?.kind !== kind) pieces.push({ kind, text, ...places });
    else {
      last.text += text;
      [last.old.to, last.new.to] = [oldAt, newAt];
    }
  };
  for (const gap of gapsOf(commonOf(old, now), [old.length, now.length])) {
    put("removed", old.slice(...gap.old));
    put("added", now.slice(...gap.now));
    if (gap.pair) put("same", old.slice(gap.pair[0], gap.pair[0] + 1));
  }
  return pieces;
}

/** How many words came and went. */
export function wordsOf(pieces: readonly Piece[]): { added: number; removed: number } {
  const count = (kind: PieceKind): number =>
    pieces
      .filter((piece) => piece.kind === kind)
      .reduce((sum, { text }) => sum + tokensOf(text).filter((token) => /[\p{L}\p{N}]/u.test(token)).length, 0);
  return { added: count("added"), removed: count("removed") };
}

/** 0: nothing in common, 1: the same words. */
export function likeness(before: string, after: string): number {
  const words = (text: string): string[] => tokensOf(text).filter((token) => /[\p{L}\p{N}]/u.test(token));
  const [old, now] = [words(before), words(after)];
  return (2 * commonOf(old, now).length) / Math.max(1, old.length + now.length);
}

export function linesOf(before: string, after: string): LineDelta[] {
  const [old, now] = [before, after].map((text) => text.replace(/\r?\n$/, "").split(/\r?\n/)) as [string[], string[]];
  return gapsOf(commonOf(old, now), [old.length, now.length]).flatMap(({ old: went, now: came, pair }) => {
    const removed = old.slice(...went).map((line, at) => delta("removed", line, went[0] + at, now[came[0] + at]));
    const added = now.slice(...came).map((line, at) => delta("added", line, came[0] + at, old[went[0] + at]));
    const same = pair ? [delta("same", old[pair[0]] ?? "", pair[0])] : [];
    return [...removed, ...added, ...same.map((line) => ({ ...line, new: (pair?.[1] ?? 0) + 1 }))];
  });
}

/** A line of one side; where the other side has a counterpart in its place, what is the same in both is marked so. */
function delta(kind: PieceKind, line: string, at: number, counterpart?: string): LineDelta {
  const other = counterpart ?? "";
  const whole = { from: 0, to: line.length };
  const pieces: Piece[] =
    kind === "same"
      ? [{ kind, text: line, old: whole, new: whole }]
      : piecesOf(kind === "removed" ? line : other, kind === "removed" ? other : line).filter(
          (piece) => piece.kind === "same" || piece.kind === kind,
        );
  return { kind, old: kind === "added" ? null : at + 1, new: kind === "removed" ? null : at + 1, pieces };
}

function tokensOf(text: string): string[] {
  return text.match(TOKENS) ?? [];
}
