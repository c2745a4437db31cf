// Two forms of a sentence word by word: what in each of them the other does not have.

import { presentableDiff } from "@codemirror/merge";

export interface Run {
  text: string;
  differs: boolean;
}

/** Differences beyond this many characters are told coarsely: they are cards, not proofs. */
const MOST = 4_000;

/** The runs of one form, given the other. */
export function runsOf(text: string, other: string): Run[] {
  const runs: Run[] = [];
  const put = (from: number, to: number, differs: boolean): void => {
    if (from < to) runs.push({ text: text.slice(from, to), differs });
  };
  let at = 0;
  for (const { fromA, toA } of presentableDiff(text, other, { scanLimit: MOST })) {
    put(at, fromA, false);
    put(fromA, toA, true);
    at = toA;
  }
  put(at, text.length, false);
  return runs;
}
