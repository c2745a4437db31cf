// A comparison as it is drawn and undone: words that came in place of words that went are one change; blocks that stand
// as they stood are folded away between those that do not; and each change knows the splices that put the older text
// back. Those are only given where the text still is what was compared: elsewhere they would cut into other words.

import type { BlockDelta, BlockPlace, Piece, Span, Splice } from "../ipc";

/** A run of text that is the same, or a change: words that went and words that came in their place. */
export type Stretch =
  | { kind: "same"; text: string; old: Span; new: Span }
  | { kind: "change"; went: string; came: string; old: Span; new: Span };

/** Spans are UTF-16 units from the start of the pieces. */
export function stretches(pieces: readonly Piece[]): Stretch[] {
  const found: Stretch[] = [];
  let [oldAt, newAt] = [0, 0];
  for (const { kind, text } of pieces) {
    const old = { from: oldAt, to: (oldAt += kind === "added" ? 0 : text.length) };
    const now = { from: newAt, to: (newAt += kind === "removed" ? 0 : text.length) };
    const last = found.at(-1);
    if (kind === "same") found.push({ kind, text, old, new: now });
    else if (last?.kind === "change") {
      if (kind === "added") last.came += text;
      else last.went += text;
      [last.old.to, last.new.to] = [oldAt, newAt];
    } else {
      const [went, came] = kind === "removed" ? [text, ""] : ["", text];
      found.push({ kind: "change", went, came, old, new: now });
    }
  }
  return found;
}

export function olderText(pieces: readonly Piece[]): string {
  return joined(pieces.filter(({ kind }) => kind !== "added"));
}

export function newerText(pieces: readonly Piece[]): string {
  return joined(pieces.filter(({ kind }) => kind !== "removed"));
}

function joined(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join("");
}

/** A block by its number in the comparison, or a run of blocks that are the same in both. */
export type Row = { kind: "block"; at: number } | { kind: "same"; from: number; to: number };

/** Fewer in a run that is the same are shown. */
const FOLDED = 3;

/** `around` of a long run that is the same are shown before and after a change, the others folded. */
export function rowsOf(deltas: readonly { kind: string }[], around: number): Row[] {
  const rows: Row[] = [];
  for (let at = 0; at < deltas.length;) {
    let end = at;
    while (end < deltas.length && deltas[end]?.kind === "same") end += 1;
    const from = at === 0 ? at : at + around;
    const to = end === deltas.length ? end : end - around;
    if (to - from >= FOLDED) {
      for (; at < from; at += 1) rows.push({ kind: "block", at });
      rows.push({ kind: "same", from, to });
      at = to;
    } else {
      const stop = Math.max(end, at + 1);
      for (; at < stop; at += 1) rows.push({ kind: "block", at });
    }
  }
  return rows;
}

/** Whether what was compared still stands in the newer text at its place. */
export function stands(text: string, { from, to }: Span, pieces: readonly Piece[]): boolean {
  return text.slice(from, to) === newerText(pieces);
}

/** Compared pieces, and where they begin in the newer text. */
export interface Placed {
  from: number;
  pieces: readonly Piece[];
}

/** Puts one change of a text back, by its number among the stretches. Null where other words stand now. */
export function changeBack(text: string, { from, pieces }: Placed, at: number): Splice[] | null {
  const change = stretches(pieces)[at];
  const whole = { from, to: from + newerText(pieces).length };
  if (change?.kind !== "change" || !stands(text, whole, pieces)) return null;
  return [{ from: from + change.new.from, to: from + change.new.to, insert: change.went }];
}

/** Puts the older form and place of one block back into the newer body. Null where other words stand now. */
export function blockBack(text: string, body: readonly BlockDelta[], at: number): Splice[] | null {
  const delta = body[at];
  if (!delta) return null;
  switch (delta.kind) {
    case "same":
      return [];
    case "changed":
      return delta.new && stands(text, delta.new.span, delta.pieces)
        ? [{ ...delta.new.span, insert: olderText(delta.pieces) }]
        : null;
    case "added":
      return taken(text, delta);
    case "removed":
      return set(text, body, at, olderText(delta.pieces));
    case "moved":
      return movedBack(text, body, at, body.findIndex(otherEnd("left", delta)));
    case "left":
      return movedBack(text, body, body.findIndex(otherEnd("moved", delta)), at);
  }
}

/** The other end of a move, by its number; -1 where there is none. */
export function otherEndOf(body: readonly BlockDelta[], at: number): number {
  const delta = body[at];
  if (delta?.kind === "moved") return body.findIndex(otherEnd("left", delta));
  return delta?.kind === "left" ? body.findIndex(otherEnd("moved", delta)) : -1;
}

function otherEnd(kind: "moved" | "left", { old }: BlockDelta): (other: BlockDelta) => boolean {
  return (other) => other.kind === kind && other.old?.span.from === old?.span.from;
}

function movedBack(text: string, body: readonly BlockDelta[], moved: number, left: number): Splice[] | null {
  const delta = body[moved];
  const out = delta && taken(text, delta);
  const back = delta && set(text, body, left, olderText(delta.pieces), moved);
  if (!out || !back) return null;
  // The later place first, so that the earlier one stays where it is.
  return [...out, ...back].sort((a, b) => b.from - a.from || b.to - a.to);
}

/** Takes a block out, with the empty lines that parted it. */
function taken(text: string, { new: place, pieces }: BlockDelta): Splice[] | null {
  if (!place || !stands(text, place.span, pieces)) return null;
  const { from, to } = place.span;
  const behind = /^\n*/.exec(text.slice(to))?.[0].length ?? 0;
  if (to + behind < text.length) return [{ from, to: to + behind, insert: "" }];
  const before = /\n*$/.exec(text.slice(0, from))?.[0].length ?? 0;
  return [{ from: from - before, to: text.length, insert: "" }];
}

/** Sets a block in where the comparison has it: behind the nearest block before it that stands in the newer text. */
function set(text: string, body: readonly BlockDelta[], at: number, insert: string, but = -1): Splice[] | null {
  const standing = (delta: BlockDelta, index: number): delta is BlockDelta & { new: BlockPlace } =>
    index !== but && delta.new !== null && delta.kind !== "left";
  const before = body.filter((delta, index) => index < at && standing(delta, index)).at(-1);
  if (before?.new) {
    if (!stands(text, before.new.span, before.pieces)) return null;
    return [{ from: before.new.span.to, to: before.new.span.to, insert: `\n\n${insert}` }];
  }
  const first = body.find(standing);
  if (first && !stands(text, first.new.span, first.pieces)) return null;
  const place = first?.new.span.from ?? 0;
  return [{ from: place, to: place, insert: text.trim() === "" ? insert : `${insert}\n\n` }];
}

/** Where one paragraph became two, or two became one: nothing came or went but the line between them. */
export type Seam = "split" | "joined";

/** What became of the line between a block and the one after it. */
export function seamOf(body: readonly BlockDelta[], at: number): Seam | null {
  const gaps = gapsOf(body, at);
  if (!gaps) return null;
  const [old, now] = [gaps.old.to - gaps.old.from, gaps.now.to - gaps.now.from];
  // A space parts sentences, an empty line parts paragraphs.
  if (old === 1 && now > 1) return "split";
  return old > 1 && now === 1 ? "joined" : null;
}

/** Joins again what was split, or parts what was joined. Null where other words stand now. */
export function seamBack(text: string, body: readonly BlockDelta[], at: number): Splice[] | null {
  const [seam, gaps, one, two] = [seamOf(body, at), gapsOf(body, at), body[at], body[at + 1]];
  if (!seam || !gaps || !one?.new || !two?.new) return null;
  if (!stands(text, one.new.span, one.pieces) || !stands(text, two.new.span, two.pieces)) return null;
  return [{ ...gaps.now, insert: seam === "split" ? " " : "\n\n" }];
}

/** What stands between two paragraphs that follow each other in both versions. */
function gapsOf(body: readonly BlockDelta[], at: number): { old: Span; now: Span } | null {
  const both = [body[at], body[at + 1]].flatMap((delta) =>
    (delta?.kind === "same" || delta?.kind === "changed") && delta.block === "paragraph" && delta.old && delta.new
      ? [{ old: delta.old.span, now: delta.new.span }]
      : [],
  );
  const [one, two] = both;
  if (!one || !two) return null;
  return { old: { from: one.old.to, to: two.old.from }, now: { from: one.now.to, to: two.now.from } };
}
