// A CodeMirror change as splices. CodeMirror numbers all parts of a change against the text before it; the desk applies
// splices one after the other, so each is numbered against the text as the ones before have left it.

import type { ChangeSet } from "@codemirror/state";
import type { EditorSplice } from "./options";

export function splicesOf(changes: ChangeSet): EditorSplice[] {
  const splices: EditorSplice[] = [];
  changes.iterChanges((fromA, toA, fromB, _toB, inserted) => {
    splices.push({ from: fromB, to: fromB + (toA - fromA), insert: inserted.toString() });
  });
  return splices;
}

/** The shortest single splice that makes `after` of `before`; null when they are the same. Never parts a surrogate pair. */
export function spliceBetween(before: string, after: string): EditorSplice | null {
  if (before === after) return null;
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let end = 0;
  while (end < least - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  if (isHigh(before, start - 1)) start -= 1;
  if (isLow(before, before.length - end)) end -= 1;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}

function isHigh(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800;
}

function isLow(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}
