// Words of a piece of the body, for the status line: what is selected is counted here, key by key. The desk's own count
// of the whole story (Unicode words, UAX #29) is the one that counts; this one follows it for the scripts of the wire.

const IDEOGRAPH = "[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}]";
const LETTERS = "[\\p{L}\\p{N}\\p{M}_]+";
/** Between two letters or two digits these part nothing: don't, 12,500. */
const JOINED = `(?:(?:['’.](?=\\p{L})|['’.,;](?=\\p{N}))${LETTERS})*`;
const WORD = new RegExp(`${IDEOGRAPH}|${LETTERS}${JOINED}`, "gu");

/** How many; marks of Markdown, numbers of its lists and addresses of its links are none. */
export function wordsIn(markdown: string): number {
  const read = markdown.replace(/\]\([^)\s]*\)/g, "]").replace(/^\s*\d+[.)] /gm, "");
  return read.match(WORD)?.length ?? 0;
}
