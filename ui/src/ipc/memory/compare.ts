// Two versions of a story compared, put back, and told in an advisory line: what the program does with care, done here
// simply, so that the window has something true to show.

import type { BlockDelta, Change, Comparison, FieldDelta, Part, Story, TextField } from "../bindings";
import { changesBetween, SET_FIELDS } from "../change";
import { assertNever } from "../../never";
import { blockDeltas, blocksOf } from "./blocks";
import { piecesOf, wordsOf } from "./pieces";

export function comparisonOf(older: Story, newer: Story): Comparison {
  const headline = piecesOf(older.headline, newer.headline);
  const summary = piecesOf(older.summary, newer.summary);
  const body = blockDeltas(older.body, newer.body);
  const changed = body.filter(({ kind }) => kind !== "left").map(({ pieces }) => pieces);
  const counts = [headline, summary, ...changed].map(wordsOf);
  return {
    headline,
    summary,
    body,
    fields: fieldDeltas(older, newer),
    words_added: counts.reduce((sum, { added }) => sum + added, 0),
    words_removed: counts.reduce((sum, { removed }) => sum + removed, 0),
  };
}

function fieldDeltas(older: Story, newer: Story): FieldDelta[] {
  return SET_FIELDS.map((field) => ({ field, old: written(older[field]), new: written(newer[field]) })).filter(
    (delta) => delta.old !== delta.new,
  );
}

/** A value of a field on one line. */
function written(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(written).join("; ");
  if (typeof value !== "object") return String(value);
  return Object.values(value).map(written).filter(Boolean).join(", ");
}

/** The changes that put `part` of an earlier version back. */
export function restorationOf(now: Story, past: Story, part: Part): Change[] {
  switch (part.kind) {
    case "all":
      return changesBetween(now, past);
    case "field":
      return changesBetween(now, past).filter((change) => nameOf(change) === part.name);
    case "block":
      return blockChanges(now, past, part.at);
    default:
      return assertNever(part);
  }
}

function nameOf(change: Change): string {
  return change.kind === "text" ? change.field : change.set.field;
}

/**
 * A block that stands in the story with other words gets its own again; one that is gone comes back behind the block
 * that stood before it.
 */
function blockChanges(now: Story, past: Story, at: number): Change[] {
  const deltas = blockDeltas(past.body, now.body);
  const inside = ({ old }: BlockDelta): boolean => old !== null && old.span.from <= at && at <= old.span.to;
  const found = deltas.findIndex((delta) => delta.kind !== "left" && inside(delta));
  const index = found >= 0 ? found : deltas.findIndex(inside);
  const delta = deltas[index];
  if (!delta?.old || delta.kind === "same") return [];
  const text = past.body.slice(delta.old.span.from, delta.old.span.to);
  const insert = (from: number, to: number, words: string): Change[] => [
    { kind: "text", field: "body" satisfies TextField, splices: [{ from, to, insert: words }] },
  ];
  if (delta.new) {
    const { from, to } = delta.new.span;
    return now.body.slice(from, to) === text ? [] : insert(from, to, text);
  }
  const before = deltas.slice(0, index).findLast((other) => other.new !== null)?.new;
  if (before) return insert(before.span.to, before.span.to, `\n\n${text}`);
  return insert(0, 0, blocksOf(now.body).length > 0 ? `${text}\n\n` : text);
}

/** What is new since, one or two lines. */
export function noteOf(filed: Story, now: Story): string {
  const { body, headline } = comparisonOf(filed, now);
  const told = body.flatMap(({ kind, new: place }) => {
    const paragraph = String(place?.paragraph ?? 0);
    if (kind === "added") return [`adds words in paragraph ${paragraph}`];
    if (kind === "changed") return [`updates paragraph ${paragraph}`];
    return [];
  });
  const all = headline.some(({ kind }) => kind !== "same") ? ["new headline", ...told] : told;
  const line = all.length > 4 ? "rewrites throughout" : all.join(", ");
  return line.charAt(0).toUpperCase() + line.slice(1);
}
