// Characters that the eye cannot see, made visible. A text is cut into pieces: plain runs, and control characters with
// the name that stands for them. The pieces joined are the text again, character for character, so what is copied from
// the screen is what would leave.

export interface Piece {
  /** Exactly what stands in the text. */
  text: string;
  /** The name shown for it; empty for plain text. */
  name: string;
}

const C0 =
  "NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US".split(
    " ",
  );

/** Beyond C0: spaces that are not spaces, marks of direction, what joins and parts without being seen. */
const OTHERS: Record<number, string> = {
  0x7f: "DEL",
  0xa0: "NBSP",
  0xad: "SHY",
  0x61c: "ALM",
  0x200b: "ZWSP",
  0x200c: "ZWNJ",
  0x200d: "ZWJ",
  0x200e: "LRM",
  0x200f: "RLM",
  0x2007: "FSP",
  0x2009: "THSP",
  0x2011: "NBHY",
  0x2028: "LSEP",
  0x2029: "PSEP",
  0x202a: "LRE",
  0x202b: "RLE",
  0x202c: "PDF",
  0x202d: "LRO",
  0x202e: "RLO",
  0x202f: "NNBSP",
  0x2060: "WJ",
  0x2066: "LRI",
  0x2067: "RLI",
  0x2068: "FSI",
  0x2069: "PDI",
  0xfeff: "BOM",
  0xfffd: "FFFD",
};

// Every C0 and C1 control but the line feed, which ends a line by itself unless a CR stands before it.
const SEEN =
  // eslint-disable-next-line no-control-regex -- naming control characters is what this file is for
  /\r\n|[\0-\x09\x0b-\x1f\x7f-\xa0\xad\u061c\u2007\u2009\u200b-\u200f\u2011\u2028-\u202f\u2060\u2066-\u2069\ufeff\ufffd]/g;

/** Name of one control character: `SOH`, `NBSP`, `U+0085`. */
export function controlName(letter: string): string {
  const code = letter.charCodeAt(0);
  return C0[code] ?? OTHERS[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** The text as pieces. CR LF is the two characters CR (named `CR LF`) and a plain line feed after it. */
export function pieces(text: string): Piece[] {
  const out: Piece[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(SEEN)) {
    if (index > end) out.push({ text: text.slice(end, index), name: "" });
    if (found === "\r\n") out.push({ text: "\r", name: "CR LF" }, { text: "\n", name: "" });
    else out.push({ text: found, name: controlName(found) });
    end = index + found.length;
  }
  if (end < text.length) out.push({ text: text.slice(end), name: "" });
  return out;
}

/** Lines of a block at most, and characters of a line at most before it is cut. */
const BLOCK_LINES = 60;
const BLOCK_LETTERS = 12_000;

/** The text in blocks that a browser may leave unpainted until they are scrolled to. Joined they are the text. */
export function blocks(text: string): string[] {
  const out: string[] = [];
  let from = 0;
  while (from < text.length) {
    const to = blockEnd(text, from);
    out.push(text.slice(from, to));
    from = to;
  }
  return out;
}

function blockEnd(text: string, from: number): number {
  let at = from;
  for (let lines = 0; lines < BLOCK_LINES; lines += 1) {
    const next = text.indexOf("\n", at);
    if (next < 0 || next - from > BLOCK_LETTERS) return at > from ? at : cut(text, from);
    at = next + 1;
  }
  return at;
}

/** Inside a long line, but never inside a surrogate pair. */
function cut(text: string, from: number): number {
  const at = Math.min(from + BLOCK_LETTERS, text.length);
  const pair = at < text.length && /[\uD800-\uDBFF]/.test(text.charAt(at - 1));
  return pair ? at - 1 : at;
}
