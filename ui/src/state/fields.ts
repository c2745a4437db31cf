// What is typed into a field of Details, read as the value that the desk takes, or refused with a sentence. The desk
// judges again; this is so that the writer hears it at the key and not after it.

import type { Byline, Embargo, Place, StoryLink, Term } from "../ipc";
import { say } from "../kit/words";

/** A value, or the sentence that says why there is none. */
export type Read<T> = { value: T } | { fault: string };

/** `scheme:code`; the first colon parts them. A term that is there already keeps its label. */
export function readTerm(typed: string, known: readonly Term[] = []): Read<Term> {
  const text = typed.trim();
  const [, scheme, code] = /^([^\s:]+):(\S+)$/u.exec(text) ?? [];
  if (scheme === undefined || code === undefined) return { fault: say("details.term-fault", { got: text }) };
  return { value: known.find((term) => qcode(term) === text) ?? { scheme, code, label: "" } };
}

/** A genre is one term or none. */
export function readGenre(typed: string, known: readonly Term[]): Read<Term | null> {
  return typed.trim() === "" ? { value: null } : readTerm(typed, known);
}

export function qcode({ scheme, code }: Term): string {
  return `${scheme}:${code}`;
}

/** A day that is in the calendar, `2026-12-20`; nothing typed is no date. */
export function readDate(typed: string): Read<string | null> {
  const text = typed.trim();
  if (text === "") return { value: null };
  return isDay(text) ? { value: text } : { fault: say("details.date-fault", { got: text }) };
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** A language tag of BCP 47, as far as a form can tell. */
export function readLanguage(typed: string): Read<string> {
  const text = typed.trim();
  if (text === "") return { value: "" };
  try {
    return { value: Intl.getCanonicalLocales(text)[0] ?? text };
  } catch {
    return { fault: say("details.language-fault", { got: text }) };
  }
}

/** Date and time as the writer says them, and the offset from UTC they are said in. */
export interface EmbargoParts {
  when: string;
  offset: string;
}

export function embargoParts(embargo: Embargo): EmbargoParts {
  const [, day = "", time = "", second = "", offset = "Z"] =
    /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(embargo) ?? [];
  return { when: `${day} ${time}${second === ":00" ? "" : second}`.trim(), offset: offset === "Z" ? "+00:00" : offset };
}

export function readEmbargo({ when, offset }: EmbargoParts): Read<Embargo> {
  const [, day = "", hour = "", minute = "", second = ":00"] =
    /^(\d{4}-\d\d-\d\d)[ T](\d\d):(\d\d)(:\d\d)?$/.exec(when.trim()) ?? [];
  const right = isDay(day) && Number(hour) < 24 && Number(minute) < 60 && Number(second.slice(1)) < 60;
  if (!right) return { fault: say("details.embargo-fault", { got: when.trim() }) };
  return { value: `${day}T${hour}:${minute}${second}${offset === "+00:00" ? "Z" : offset}` };
}

/** Every offset from UTC that is in use somewhere, and `more` where it is none of them. */
export function offsets(more: string): string[] {
  const whole = Array.from({ length: 27 }, (_, index) => (index - 12) * 60);
  const odd = [-570, -210, -150, 210, 270, 330, 345, 390, 525, 570, 630, 765];
  const all = [...whole, ...odd].sort((a, b) => a - b).map(offsetText);
  return all.includes(more) ? all : [...all, more];
}

function offsetText(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

const HOUR = 3_600_000;

/** The first full hour in a time zone that is an hour away or more. */
export function soon(timeZone: string, now: Date = new Date()): EmbargoParts {
  const earliest = new Date(now.getTime() + HOUR);
  const offset = offsetOf(timeZone, earliest);
  const ahead = -Date.parse(`1970-01-01T00:00:00${offset}`);
  const there = new Date(Math.ceil((earliest.getTime() + ahead) / HOUR) * HOUR);
  return { when: there.toISOString().slice(0, 16).replace("T", " "), offset };
}

/** The offset that a time zone has at a moment: `+03:00`. */
export function offsetOf(timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(at);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  return /[+-]\d\d:\d\d/.exec(name)?.[0] ?? "+00:00";
}

/** Today in a time zone: `2026-12-20`. */
export function today(timeZone: string, now: Date = new Date()): string {
  const of = (type: "year" | "month" | "day"): string => parts.find((part) => part.type === type)?.value ?? "";
  const options = { timeZone, year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const parts = new Intl.DateTimeFormat("en", options).formatToParts(now);
  return `${of("year")}-${of("month")}-${of("day")}`;
}

export const BLANK_BYLINE: Byline = { name: "", role: "", email: "" };
export const BLANK_PLACE: Place = { name: "", region: "", country: "" };

/** A link as a row of cells: its version is text there. */
export interface LinkRow extends Record<string, string> {
  rel: string;
  guid: string;
  version: string;
}

export const BLANK_LINK: LinkRow = { rel: "", guid: "", version: "" };

export function linkRow({ rel, guid, version }: StoryLink): LinkRow {
  return { rel, guid, version: version === null ? "" : String(version) };
}

/** A version that is none yet counts as not given; `versionFault` says so at the cell. */
export function readLink({ rel, guid, version }: LinkRow): StoryLink {
  return { rel, guid, version: versionFault(version) === "" && version.trim() !== "" ? Number(version) : null };
}

export function versionFault(typed: string): string {
  const text = typed.trim();
  const right = text === "" || (/^[1-9]\d{0,9}$/.test(text) && Number(text) <= 4_294_967_295);
  return right ? "" : say("details.link-version-fault", { got: text });
}
