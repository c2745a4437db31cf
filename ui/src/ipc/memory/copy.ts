// A small, honest reading of a story for the desk in memory: what it measures and how it would read on the wire. It
// stands in for the program's own wire where there is no program, and does not pretend to be it: two simple formats,
// the losses it really makes, no standard behind them.

import type { Limit, Measure, Preview, ShownFinding, ShownLoss, Story, TextPlace } from "../bindings";

const LIMITS: readonly [Limit["field"] & keyof Story, number][] = [
  ["headline", 64],
  ["slug", 24],
  ["summary", 160],
];

/** Seconds it takes to read one word aloud, as broadcasters count. */
const SECONDS_PER_WORD = 0.33;

export function measureOf(story: Story, version: number): Measure {
  const words = wordsIn(story.body);
  return {
    version,
    words,
    characters: [...plain(story.body)].length,
    reading_seconds: Math.round(words * SECONDS_PER_WORD),
    dateline: datelineOf(story),
    limits: LIMITS.map(([field, max]) => ({ field, count: [...String(story[field])].length, max })),
    findings: findingsOf(story),
  };
}

export function wordsIn(text: string): number {
  return plain(text).match(/[\p{L}\p{N}]+(?:[’'.,-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}

function plain(text: string): string {
  return text
    .replace(/\]\([^)]*\)/g, "]")
    .replace(/^(#+|>|[-*]) /gm, "")
    .replace(/\*+/g, "");
}

function datelineOf({ dateline }: Story): string {
  if (dateline.place === "") return "";
  const day = dateline.date
    ? new Intl.DateTimeFormat("en", { month: "long", day: "numeric", timeZone: "UTC" }).format(new Date(dateline.date))
    : "";
  return `${dateline.place.toUpperCase()}${day ? `, ${day}` : ""}. /TASS/.`;
}

function findingsOf(story: Story): ShownFinding[] {
  const findings: ShownFinding[] = [];
  if (/[.]$/.test(story.headline)) {
    const from = story.headline.length - 1;
    findings.push({
      rule: "headline-stop",
      severity: "warn",
      message: "A headline ends without a full stop.",
      place: { field: "headline", line: 1, column: from + 1, from, to: from + 1 },
    });
  }
  if (story.headline === "") {
    const place = { field: "headline", line: 1, column: 1, from: 0, to: 0 };
    findings.push({ rule: "headline-missing", severity: "block", message: "The story has no headline yet.", place });
  }
  return findings;
}

/** The message of a first filing; `head` stands above a page of text. */
export async function previewOf(story: Story, version: number, format: string, head = ""): Promise<Preview> {
  const losses: ShownLoss[] = [];
  const text = format === "text" ? head + wireText(story, losses) : `${JSON.stringify(wireItem(story), null, 2)}\n`;
  const bytes = new TextEncoder().encode(text);
  return {
    version,
    kind: "new",
    kinds: ["new"],
    number: 1,
    text,
    charset: "utf-8",
    bytes: bytes.length,
    sha256: await sha256(bytes),
    file_name: `${story.slug || "story"}-v1.${format === "text" ? "txt" : "json"}`,
    losses,
    faults: format !== "text" && story.headline === "" ? [missingHeadline] : [],
  };
}

const missingHeadline = { place: "/headlines/0/value", expected: "at least one character", got: "nothing", line: 8 };

function wireText(story: Story, losses: ShownLoss[]): string {
  const body = story.body
    .replace(/[“”]/g, (quote, at: number) => {
      losses.push({
        what: "Curly quote becomes a straight quote",
        became: '"',
        place: placeIn(story.body, at, quote.length),
      });
      return '"';
    })
    .replace(/\[([^\]]*)\]\(([^)]*)\)/g, "$1")
    .replace(/^(#+|>|[-*]) /gm, "")
    .replace(/\*+/g, "");
  const paragraphs = body.split(/\n{2,}/).filter((paragraph) => paragraph !== "");
  const dateline = datelineOf(story);
  if (dateline !== "" && paragraphs.length > 0) paragraphs[0] = `${dateline} ${paragraphs[0] ?? ""}`;
  const head = [story.section, story.headline, story.summary].filter((line) => line !== "");
  return [...head, ...paragraphs].map((line) => `${line}\r\n`).join("\r\n");
}

function wireItem(story: Story): unknown {
  return {
    uri: "urn:uuid:00000000-0000-4000-8000-000000000000",
    standard: { name: "ninjs", version: "3.1" },
    type: "text",
    language: story.language || undefined,
    headlines: [{ role: "main", value: story.headline }],
    descriptions: story.summary ? [{ role: "summary", value: story.summary }] : undefined,
    bodies: [{ role: "main", contenttype: "text/markdown", value: story.body }],
    slugline: story.slug || undefined,
  };
}

/** Lines count from 1, offsets are UTF-16. */
export function placeIn(text: string, from: number, length: number): TextPlace {
  const before = text.slice(0, from).split("\n");
  return { field: "body", line: before.length, column: (before.at(-1)?.length ?? 0) + 1, from, to: from + length };
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
