// What the checks found, on its way into the texts: each gets its own. What is found in Details stands in the panel.

import { TEXT_FIELDS, type ShownFinding } from "../ipc";
import type { Stage } from "./stage.svelte";

/** Underlines what was found, in place of what was found before. */
export function markFindings({ texts }: Stage, found: readonly ShownFinding[]): void {
  for (const field of TEXT_FIELDS)
    texts[field]?.setFindings?.(
      found
        .filter(({ place }) => place.field === field)
        .map(({ severity, message, place: { from, to } }) => ({ severity, message, from, to })),
    );
}
