// How a sample came to be what it is: typed word by word from stop to stop, with the pauses of somebody who thinks, so
// that its history can be looked at like that of a story which was really written.

import type { Change, RevisionWhy, Story } from "../bindings";
import { blankStory, changesBetween } from "../change";
import { Life } from "./life";

/** A moment in the making of a story at which it was left alone for a while. */
export interface Stop {
  /** How long before its last change, minutes. */
  before: number;
  /** What was different then from the stop before; the last stop ends at the story itself. */
  story: Partial<Story>;
  /** The revision that was made then, or null. */
  why: RevisionWhy | null;
  label?: string;
}

const MINUTE = 60_000;
/** Milliseconds that words take, over and over. */
const BEAT = [310, 280, 420, 260, 390, 1_900, 300, 340, 520, 270, 4_600, 330] as const;

/** The life of `story`, whose last change was at `end`, milliseconds since 1970. */
export function typedLife(story: Story, stops: readonly Stop[], end: number): Life {
  const [first] = stops;
  if (!first) return new Life(story, end);
  const life = new Life(blankStory(), end - (first.before + 20) * MINUTE);
  for (const stop of [...stops, { before: 0, story, why: null } satisfies Stop]) {
    const steps = changesBetween(life.now.story, { ...life.now.story, ...stop.story }).flatMap(keys);
    let millis = end - stop.before * MINUTE - timeOf(steps.length);
    steps.forEach((change, at) => {
      life.type([change], millis);
      millis += beat(at);
    });
    const { why, label = "" } = stop;
    if (why !== null) life.revise({ why, label, version: null, millis });
  }
  return life;
}

/** A change as it is typed: what goes first, then the new words one by one. */
function keys(change: Change): Change[] {
  if (change.kind === "field") return [change];
  return change.splices.flatMap(({ from, to, insert }) => {
    let at = from;
    const words = (insert.match(/\S+\s*|\s+/g) ?? []).map((word): Change => {
      const splice = { from: at, to: at, insert: word };
      at += word.length;
      return { ...change, splices: [splice] };
    });
    return from === to ? words : [{ ...change, splices: [{ from, to, insert: "" }] }, ...words];
  });
}

function beat(at: number): number {
  return BEAT[at % BEAT.length] ?? BEAT[0];
}

/** From the first of so many steps to the last. */
function timeOf(steps: number): number {
  return Array.from({ length: Math.max(0, steps - 1) }, (_, at) => beat(at)).reduce((sum, millis) => sum + millis, 0);
}
