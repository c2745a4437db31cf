// Losses of one kind told once: the same thing lost in nine places is one entry with its places, and a line of the text
// that holds it several times is one place. Fields that a format has no place for are named in one line: they are the
// nature of the format, not something that happened to the words.

import type { ShownLoss, TextPlace } from "../ipc";

export interface LossGroup {
  what: string;
  became: string;
  field: string;
  places: TextPlace[];
}

/** What happened to the words themselves, in the order in which each kind is met first. */
export function grouped(losses: readonly ShownLoss[]): LossGroup[] {
  const groups = new Map<string, LossGroup>();
  for (const { what, became, place } of losses.filter((loss) => !isUnplaced(loss))) {
    const key = JSON.stringify([what, became, place.field]);
    const group = groups.get(key);
    if (group?.places.some(({ line }) => line === place.line)) continue;
    if (group) group.places.push(place);
    else groups.set(key, { what, became, field: place.field, places: [place] });
  }
  return [...groups.values()];
}

/** What words became, at a glance: the text itself is on the panel. */
export function glance(became: string): string {
  const letters = [...became];
  return letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS).join("")}…` : became;
}

const MOST_LETTERS = 60;
const TEXTS = new Set(["headline", "summary", "body", "note"]);

function isUnplaced({ became, place }: ShownLoss): boolean {
  return became === "" && !TEXTS.has(place.field);
}

/** Fields that the format has no place for, each once: `byline[0].role` is the byline. */
export function withoutPlace(losses: readonly ShownLoss[]): TextPlace[] {
  const fields = new Map<string, TextPlace>();
  for (const { place } of losses.filter(isUnplaced)) {
    const whole = place.field.split(/[.[]/)[0] ?? place.field;
    // The parts of a dateline are fields of their own: its country may be missing where its place is printed.
    const field = whole === "dateline" ? place.field : whole;
    if (!fields.has(field)) fields.set(field, { ...place, field });
  }
  return [...fields.values()];
}
