// Where a key takes the slider: one change, ten, the next revision, an end.

import type { Timeline } from "./timeline";

/** Changes that a page key passes over. */
const PAGE = 10;

/** The place that the key asks for; null when it is none of the slider's. */
export function stepOf(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">,
  timeline: Timeline,
  place: number,
): number | null {
  if (event.altKey) return null;
  const next = event.ctrlKey || event.metaKey ? marked(event.key, timeline, place) : plain(event.key, timeline, place);
  return next === null ? null : Math.min(timeline.last, Math.max(0, next));
}

function marked(key: string, timeline: Timeline, place: number): number | null {
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return timeline.beside(place, -1);
    case "ArrowRight":
    case "ArrowUp":
      return timeline.beside(place, 1);
    default:
      return null;
  }
}

function plain(key: string, timeline: Timeline, place: number): number | null {
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return place - 1;
    case "ArrowRight":
    case "ArrowUp":
      return place + 1;
    case "PageDown":
      return place - PAGE;
    case "PageUp":
      return place + PAGE;
    case "Home":
      return 0;
    case "End":
      return timeline.last;
    default:
      return null;
  }
}
