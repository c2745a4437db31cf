// Losses of one kind told once: the same thing lost in nine places is one entry with its places, and a line of the text
// that holds it several times is one place.

import type { ShownLoss, TextPlace } from "../ipc";

export interface LossGroup {
  what: string;
  became: string;
  field: string;
  places: TextPlace[];
}

/** In the order in which each kind is met first. */
export function grouped(losses: readonly ShownLoss[]): LossGroup[] {
  const groups = new Map<string, LossGroup>();
  for (const { what, became, place } of losses) {
    const key = JSON.stringify([what, became, place.field]);
    const group = groups.get(key);
    if (group?.places.some(({ line }) => line === place.line)) continue;
    if (group) group.places.push(place);
    else groups.set(key, { what, became, field: place.field, places: [place] });
  }
  return [...groups.values()];
}
