// Moments and sizes as people read them. A moment is told by how near it is: now, 09:12, yesterday, Sat, 23 Nov.

import { locale, say } from "./words";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** How a list tells the moment; `at` is RFC 3339. */
export function when(at: string, now: Date = new Date()): string {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return "";
  const age = now.getTime() - moment.getTime();
  if (Math.abs(age) < MINUTE) return say("when.now");
  const days = Math.round((midnight(now) - midnight(moment)) / DAY);
  if (days === 0) return told(moment, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  if (days === 1) return say("when.yesterday");
  if (days > 1 && days < 7) return told(moment, { weekday: "short" });
  const year = moment.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return told(moment, { day: "numeric", month: "short", year });
}

/** The time of the day: 14:03. `at` is RFC 3339 or milliseconds since 1970. */
export function clock(at: string | number): string {
  return told(new Date(at), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** The day as a heading tells it: Today, Yesterday, Thursday 12 December; the year where it is another one. */
export function day(at: string | number, now: Date = new Date()): string {
  const date = new Date(at);
  const days = Math.round((midnight(now) - midnight(date)) / DAY);
  if (days === 0) return say("day.today");
  if (days === 1) return say("day.yesterday");
  const year = date.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return told(date, { weekday: "long", day: "numeric", month: "long", year });
}

/** A moment in a sentence: 14:03 today, 12 December, 14:03 on another day. */
export function momentOf(at: string | number, now: Date = new Date()): string {
  const date = new Date(at);
  if (midnight(date) === midnight(now)) return clock(at);
  const year = date.getFullYear() === now.getFullYear() ? undefined : "numeric";
  const options = {
    day: "numeric",
    month: "long",
    year,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  } as const;
  return told(date, options);
}

/** Date and time in full, for titles and lists of backups. */
export function moment(at: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? "" : told(date, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" });
}

/** Reading time: 1 min 50 s, and 9 h 17 min where seconds no longer matter. */
export function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes >= 60) return say("time.long", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  if (minutes === 0) return say("time.seconds", { seconds: rest });
  return rest === 0 ? say("time.minutes", { minutes }) : say("time.both", { minutes, seconds: rest });
}

/** A size in bytes, with a unit that fits: 1.2 MB. */
export function size(bytes: number): string {
  const unit = bytes < 1e6 ? (["kilobyte", 1e3] as const) : (["megabyte", 1e6] as const);
  const options = { style: "unit", unit: unit[0], unitDisplay: "short", maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale(), options).format(bytes / unit[1]);
}

function midnight(date: Date): number {
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
}

function told(date: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale(), options).format(date);
}
