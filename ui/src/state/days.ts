// Revisions as the panel lists them: the newest first, parted by the days on which the story was so.

import type { Revision } from "../ipc";
import { day } from "../kit/format";
import type { Mark } from "./timeline";

export interface Row {
  revision: Revision;
  /** When it was so, milliseconds since 1970. */
  millis: number;
  /** The version of the revision before it; null for the first. */
  before: number | null;
}

export interface Day {
  name: string;
  rows: Row[];
}

/** The newest `most` of `marks`, which stand in the order of their places. */
export function daysOf(marks: readonly Mark[], now: Date, most = marks.length): Day[] {
  const days: Day[] = [];
  for (let at = marks.length - 1; at >= Math.max(0, marks.length - most); at -= 1) {
    const mark = marks[at];
    if (!mark) continue;
    const { revision, millis } = mark;
    const before = marks.findLast((other, place) => place < at && other.revision.version < revision.version);
    const row = { revision, millis, before: before?.revision.version ?? null };
    const name = day(millis, now);
    const last = days.at(-1);
    if (last?.name === name) last.rows.push(row);
    else days.push({ name, rows: [row] });
  }
  return days;
}
