// Every change of a story's life in a row, and its revisions among them. A place is the number of a change, from 0, the
// oldest that is remembered; places are what the slider moves over, so that a hundred thousand changes are one array.

import type { History, Revision } from "../ipc";

/** A revision and where it stands. */
export interface Mark {
  place: number;
  /** When it was so, milliseconds since 1970: when it was made, or of a moment that was named later its own time. */
  millis: number;
  revision: Revision;
}

export class Timeline {
  readonly #versions: Float64Array;
  readonly #millis: Float64Array;
  /** In the order of their places; one that names a forgotten version has none. */
  readonly marks: readonly Mark[];

  constructor({ changes, revisions }: Pick<History, "changes" | "revisions">) {
    this.#versions = sums(changes.versions);
    this.#millis = sums(changes.millis);
    this.marks = revisions
      .filter(({ version }) => version >= this.versionAt(0))
      .map((revision) => this.#mark(revision))
      .sort((a, b) => a.place - b.place || a.revision.number - b.revision.number);
  }

  get length(): number {
    return this.#versions.length;
  }

  /** The place of the newest change. */
  get last(): number {
    return Math.max(0, this.length - 1);
  }

  versionAt(place: number): number {
    return this.#versions[this.#inside(place)] ?? 0;
  }

  /** Milliseconds since 1970. */
  millisAt(place: number): number {
    return this.#millis[this.#inside(place)] ?? 0;
  }

  /** The change that made `version`, or the last one before it. */
  placeOf(version: number): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#versions[middle] ?? 0) <= version) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  /** The next revision in that direction, or the end of the row. */
  beside(place: number, step: 1 | -1): number {
    const found =
      step === 1 ? this.marks.find((mark) => mark.place > place) : this.marks.findLast((mark) => mark.place < place);
    return found?.place ?? (step === 1 ? this.last : 0);
  }

  #mark(revision: Revision): Mark {
    const place = this.placeOf(revision.version);
    const made = Date.parse(revision.at);
    const named = place < this.last && made >= this.millisAt(place + 1);
    return { place, millis: named ? this.millisAt(place) : made, revision };
  }

  #inside(place: number): number {
    return Math.min(this.last, Math.max(0, place));
  }
}

function sums(steps: readonly number[]): Float64Array {
  const all = new Float64Array(steps.length);
  let sum = 0;
  for (let at = 0; at < steps.length; at += 1) {
    sum += steps[at] ?? 0;
    all[at] = sum;
  }
  return all;
}

/** What a tick stands for, the weightiest first: where two fall on one column, the first is drawn. */
export const TICKS = ["filed", "manual", "other"] as const;
export type Tick = (typeof TICKS)[number];

export function tickOf({ why }: Revision): Tick {
  return why === "filed" || why === "manual" ? why : "other";
}

/** In which of `columns` columns something stands, each kind apart; never more than one tick a column. */
export function ticksOf({ marks, last }: Timeline, columns: number): Record<Tick, number[]> {
  const taken = new Set<number>();
  const ticks: Record<Tick, number[]> = { filed: [], manual: [], other: [] };
  for (const kind of TICKS)
    for (const { place, revision } of marks) {
      const column = last === 0 ? columns : Math.round((place / last) * columns);
      if (tickOf(revision) !== kind || taken.has(column)) continue;
      taken.add(column);
      ticks[kind].push(column);
    }
  return ticks;
}
