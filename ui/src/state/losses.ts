// Losses of one kind told once: the same thing lost in nine places is one entry with its places, and a line of the text
// that holds it several times is one place. Fields that a format has no place for are named in one line: they are the
// nature of the format, not something that happened to the words.

import type { ShownLoss, TextPlace } from "../ipc";

export interface LossGroup {
  what: string;
  became: string;
  places: TextPlace[];
}

/** What happened to the words themselves, in the order in which each kind is met first. */
export function grouped(losses: readonly ShownLoss[]): LossGroup[] {
  const groups = new Map<string, LossGroup>();
  for (const { what, became, place } of losses.filter((loss) => !isUnplaced(loss))) {
    const key = JSON.stringify([what, became, place.field]);
    const group = groups.get(key);
    if (group?.places.some(({ line }) => line === place.line)) continue;
    if (group) group.places.push(place);
    else groups.set(key, { what, became, places: [place] });
  }
  return [...groups.values()];
}

/** What words became, at a glance: the text itself is on the panel. */
export function glance(became: string): string {
  const letters = [...became];
  return letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS).join("")}…` : became;
}

const MOST_LETTERS = 60;
const MOST_QUOTED = 28;
/** Letters of a line that are looked at for a quotation: its marks and a usual address go before it is cut. */
const MOST_READ = 400;

/** The first words at a place of the body, as they read: lines of its Markdown are nobody's lines. A sign alone is told
 *  by the words it stands before. Empty where nothing reads. */
export function wordsAt(body: string, { from, to }: TextPlace): string {
  const start = wordStart(body, from);
  const rest = /^.*/.exec(unhalved(body.slice(start, start + MOST_READ)))?.[0] ?? "";
  const length = to - start;
  const own = rest.slice(0, length) + (/^\S*/.exec(rest.slice(length))?.[0] ?? "");
  return short(read(/[\p{L}\p{N}]/u.test(rest.slice(from - start, length)) ? own : rest));
}

/** Where the word at a place begins. A run so long that its beginning would leave no room for the place (a script
 *  without spaces, an encoded picture) is quoted from the place itself. */
function wordStart(body: string, from: number): number {
  for (let start = from; start > from - MOST_QUOTED; start -= 1)
    if (start <= 0 || /\s/.test(body.charAt(start - 1))) return start;
  return from;
}

/** Without the half of a surrogate pair that a cut left at its end. */
function unhalved(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/, "");
}

/** A piece of a line without what marks it. */
function read(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*(?:\)|$)/g, "$1")
    .replace(/^\s*(?:#{1,6}|>|[-*+]|\d+[.)])\s+/, "")
    .replace(/[*`\\|]/g, "")
    .replace(/^[\s"“”„«»]+|[\s"“”«».,;:]+$/g, "");
}

function short(words: string): string {
  if (words.length <= MOST_QUOTED) return words;
  const cut = words.lastIndexOf(" ", MOST_QUOTED);
  return `${unhalved(words.slice(0, cut > 0 ? cut : MOST_QUOTED))}…`;
}

const TEXTS = new Set(["headline", "summary", "body", "note"]);

function isUnplaced({ became, place }: ShownLoss): boolean {
  return became === "" && !TEXTS.has(place.field);
}

/** Fields that the format has no place for, each once: `byline[0].role` is the byline. */
export function withoutPlace(losses: readonly ShownLoss[]): TextPlace[] {
  const fields = new Map<string, TextPlace>();
  for (const { place } of losses.filter(isUnplaced)) {
    const whole = place.field.split(/[.[]/)[0] ?? place.field;
    // The parts of a dateline are fields of their own: its country may be missing where its place is printed.
    const field = whole === "dateline" ? place.field : whole;
    if (!fields.has(field)) fields.set(field, { ...place, field });
  }
  return [...fields.values()];
}
