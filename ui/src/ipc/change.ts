// Changes as values: applying one to a story, joining what is typed while an edit is under way, and finding the
// change that makes one text of another. The same meaning as `Change::apply` of the story crate; offsets are UTF-16
// code units, which is what JavaScript counts anyway.

import type { Change, FieldValue, Splice, Story, TextField } from "./bindings";
import { assertNever } from "../never";

export const TEXT_FIELDS: readonly TextField[] = ["headline", "summary", "body"];

/** Applies one splice; throws a RangeError when it lies outside the text. */
export function spliced(text: string, { from, to, insert }: Splice): string {
  if (from > to || to > text.length || from < 0)
    throw new RangeError(`expected a place inside 0..${String(text.length)}, got ${String(from)}..${String(to)}`);
  return text.slice(0, from) + insert + text.slice(to);
}

/** The story after the change; the story given is not touched. */
export function changed(story: Story, change: Change): Story {
  switch (change.kind) {
    case "text":
      return { ...story, [change.field]: change.splices.reduce(spliced, story[change.field]) };
    case "field":
      return { ...story, [change.set.field]: change.set.value };
    default:
      return assertNever(change);
  }
}

/**
 * Puts `next` behind the changes that wait. Typing forward grows the last splice, a field that is set again replaces
 * its earlier value: what waits stays as small as what it does.
 */
export function joined(waiting: readonly Change[], next: Change): Change[] {
  if (next.kind === "field") {
    const others = waiting.filter((change) => change.kind !== "field" || change.set.field !== next.set.field);
    return [...others, next];
  }
  const at = waiting.findLastIndex((change) => change.kind === "text" && change.field === next.field);
  const earlier = waiting[at];
  if (earlier?.kind !== "text") return [...waiting, next];
  const grown: Change = { ...earlier, splices: next.splices.reduce(grow, earlier.splices) };
  return waiting.map((change, index) => (index === at ? grown : change));
}

/** Appends a splice, or lengthens the last one when the new one goes on where it ended. */
function grow(splices: Splice[], next: Splice): Splice[] {
  const last = splices.at(-1);
  const goesOn = last !== undefined && next.from === next.to && next.from === last.from + last.insert.length;
  if (!goesOn) return [...splices, next];
  return [...splices.slice(0, -1), { ...last, insert: last.insert + next.insert }];
}

/** The one splice that makes `after` of `before`, or null when they are the same. Never cuts a surrogate pair. */
export function difference(before: string, after: string): Splice | null {
  if (before === after) return null;
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before.charCodeAt(head) === after.charCodeAt(head)) head += 1;
  if (head > 0 && isHigh(before.charCodeAt(head - 1))) head -= 1;
  let tail = 0;
  const same = (): boolean => before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail);
  while (tail < most - head && same()) tail += 1;
  if (tail > 0 && isLow(before.charCodeAt(before.length - tail))) tail -= 1;
  return { from: head, to: before.length - tail, insert: after.slice(head, after.length - tail) };
}

/** Every change that makes `after` of `before`. */
export function changesBetween(before: Story, after: Story): Change[] {
  const texts = TEXT_FIELDS.flatMap((field): Change[] => {
    const splice = difference(before[field], after[field]);
    return splice ? [{ kind: "text", field, splices: [splice] }] : [];
  });
  const fields = SET_FIELDS.flatMap((field): Change[] =>
    JSON.stringify(before[field]) === JSON.stringify(after[field])
      ? []
      : [{ kind: "field", set: { field, value: after[field] } as FieldValue }],
  );
  return [...texts, ...fields];
}

/**
 * What was typed since `base` (it made `mine`), carried over to `theirs`, which grew from the same `base` elsewhere: both
 * sides stay. Where both changed the same letters, theirs stand first; a field that both set is mine.
 */
export function carried(base: Story, mine: Story, theirs: Story): Story {
  const changes = changesBetween(base, mine).map((change): Change => {
    if (change.kind === "field") return change;
    const over = difference(base[change.field], theirs[change.field]);
    return over ? { ...change, splices: change.splices.map((splice) => moved(splice, over)) } : change;
  });
  return changes.reduce(changed, theirs);
}

/** A splice of the text before `over`, as a splice of the text after it. */
function moved({ from, to, insert }: Splice, over: Splice): Splice {
  const grown = over.insert.length - (over.to - over.from);
  const start = from < over.from ? from : from >= over.to ? from + grown : over.from + over.insert.length;
  const end = to <= over.from ? to : to >= over.to ? to + grown : over.from;
  return { from: start, to: Math.max(start, end), insert };
}

/** The fields that are set as a whole, in the order of the story file. */
export const SET_FIELDS: readonly FieldValue["field"][] = [
  "slug",
  "section",
  "dateline",
  "byline",
  "language",
  "urgency",
  "genre",
  "subjects",
  "places",
  "keywords",
  "ed_note",
  "embargo",
  "sign_off",
  "rights",
  "links",
];

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

/** A story with nothing in it. */
export function blankStory(): Story {
  return {
    slug: "",
    headline: "",
    summary: "",
    section: "",
    dateline: { place: "", region: "", country: "", date: null },
    byline: [],
    language: "",
    urgency: null,
    genre: null,
    subjects: [],
    places: [],
    keywords: [],
    ed_note: "",
    embargo: null,
    sign_off: "",
    rights: { holder: "", notice: "", usage: "" },
    links: [],
    body: "",
    extra: [],
  };
}
