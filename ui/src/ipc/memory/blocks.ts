// The blocks of a body, as a desk counts them, and what became of each between two bodies. Parted by empty lines alone:
// enough for the samples, no parser of Markdown.

import type { BlockChange, BlockDelta, BlockPlace, BlockSort, Piece } from "../bindings";
import { commonOf, gapsOf } from "./common";
import { likeness, piecesOf } from "./pieces";

export interface Block {
  sort: BlockSort;
  text: string;
  place: BlockPlace;
}

/** How like each other two blocks are that are one block with other words, in its place or elsewhere. */
const CHANGED = 0.35;
const MOVED = 0.75;

const SORTS: readonly [RegExp, BlockSort][] = [
  [/^#{1,6} /, "subhead"],
  [/^>/, "quote"],
  [/^(?:[-*+]|\d+[.)]) /, "list"],
  [/^\|/, "table"],
  [/^(?:-{3,}|\*{3,})$/, "rule"],
  [/^```/, "pre"],
  [/^!\[[^\]]*\]\([^)]*\)$/, "figure"],
];

export function blocksOf(body: string): Block[] {
  let paragraph = 0;
  return [...body.matchAll(/[^\n]+(?:\n[^\n]+)*/g)].map(({ 0: text, index }) => {
    const sort = SORTS.find(([start]) => start.test(text))?.[1] ?? "paragraph";
    if (sort !== "subhead" && sort !== "rule") paragraph += 1;
    return { sort, text, place: { paragraph, span: { from: index, to: index + text.length } } };
  });
}

interface Row {
  kind: BlockChange;
  old: Block | null;
  now: Block | null;
}

export function blockDeltas(before: string, after: string): BlockDelta[] {
  const rows = rowsOf(blocksOf(before), blocksOf(after));
  for (const came of rows) {
    if (came.kind !== "added") continue;
    const text = came.now?.text ?? "";
    const left = rows.find(({ kind, old }) => kind === "removed" && likeness(old?.text ?? "", text) >= MOVED);
    if (!left) continue;
    Object.assign(came, { kind: "moved", old: left.old });
    Object.assign(left, { kind: "left", now: came.now });
  }
  return rows.map(({ kind, old, now }) => ({
    kind,
    block: (now ?? old)?.sort ?? "paragraph",
    old: old?.place ?? null,
    new: now?.place ?? null,
    pieces: kind === "left" ? whole(old?.text ?? "") : piecesOf(old?.text ?? "", now?.text ?? ""),
  }));
}

/** Blocks that stand in both, and between them those that changed in their place, went or came. */
function rowsOf(old: readonly Block[], now: readonly Block[]): Row[] {
  const same = commonOf(
    old.map(({ text }) => text),
    now.map(({ text }) => text),
  );
  return gapsOf(same, [old.length, now.length]).flatMap((gap) => {
    const rows = gapRows(old.slice(...gap.old), now.slice(...gap.now));
    if (gap.pair) rows.push({ kind: "same", old: old[gap.pair[0]] ?? null, now: now[gap.pair[1]] ?? null });
    return rows;
  });
}

function gapRows(old: readonly Block[], now: readonly Block[]): Row[] {
  const rows: Row[] = [];
  let next = 0;
  for (const block of old) {
    const at = now.findIndex(
      ({ sort, text }, index) => index >= next && sort === block.sort && likeness(block.text, text) >= CHANGED,
    );
    if (at < 0) rows.push({ kind: "removed", old: block, now: null });
    else {
      rows.push(...now.slice(next, at).map(came), { kind: "changed", old: block, now: now[at] ?? null });
      next = at + 1;
    }
  }
  return [...rows, ...now.slice(next).map(came)];
}

function came(block: Block): Row {
  return { kind: "added", old: null, now: block };
}

function whole(text: string): Piece[] {
  const span = { from: 0, to: text.length };
  return text === "" ? [] : [{ kind: "removed", text, old: span, new: { from: 0, to: 0 } }];
}
