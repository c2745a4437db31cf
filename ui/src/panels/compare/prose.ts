// A compared text as it reads: marks of Markdown are folded away in words that are the same and in blocks that came or
// went as a whole. In a change inside a block they stay, because there they may be all that changed.

import { cleanMarks, type CleanMark } from "../../editor/clean";
import type { Piece } from "../../ipc";
import { newerText, olderText, stretches, type Stretch } from "../../state/compared";

/** The stretches of a text, with marks folded; the number is that of the stretch in the comparison. */
export function proseOf(pieces: readonly Piece[]): (Stretch & { at: number })[] {
  const all = stretches(pieces);
  const whole = all.length === 1;
  const marks = all.some(({ kind }) => kind === "same") ? cleanMarks(newerText(pieces)) : [];
  return all.map((stretch, at) => {
    if (stretch.kind === "same") return { ...stretch, at, text: folded(stretch.text, stretch.new.from, marks) };
    if (!whole) return { ...stretch, at };
    const [went, came] = [olderText(pieces), newerText(pieces)];
    return { ...stretch, at, went: folded(went, 0, cleanMarks(went)), came: folded(came, 0, cleanMarks(came)) };
  });
}

/** The words of a text that begins at `start` of what the marks were found in. */
function folded(text: string, start: number, marks: readonly CleanMark[]): string {
  let [shown, at] = ["", 0];
  for (const mark of marks) {
    const [from, to] = [mark.from - start, mark.to - start];
    if (from < at || to > text.length) continue;
    shown += text.slice(at, from) + mark.shown;
    at = to;
  }
  return shown + text.slice(at);
}
