// Where the words of a search stand in a text, as pieces to draw: never as markup, so that a story which holds `<b>` or
// worse is shown as the text that it is.

export interface HitPiece {
  text: string;
  hit: boolean;
}

/** Words are matched at the start of a word and without regard to case, as the desk searches. */
export function hits(text: string, query: string): HitPiece[] {
  const words = wordsOf(query);
  if (words.length === 0 || text === "") return text === "" ? [] : [{ text, hit: false }];
  const found = beginning(words.join("|"));
  const out: HitPiece[] = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(found)) {
    if (index > end) out.push({ text: text.slice(end, index), hit: false });
    out.push({ text: word, hit: true });
    end = index + word.length;
  }
  if (end < text.length) out.push({ text: text.slice(end), hit: false });
  return out;
}

/** Where what is searched for is met first, UTF-16, half-open: its words one after the other, else any of them. */
export function firstHit(text: string, query: string): { from: number; to: number } | null {
  const words = wordsOf(query);
  if (words.length === 0) return null;
  const found = beginning(words.join("\\s+")).exec(text) ?? beginning(words.join("|")).exec(text);
  return found && { from: found.index, to: found.index + found[0].length };
}

function wordsOf(query: string): string[] {
  return query
    .split(/\s+/)
    .filter((word) => word !== "")
    .map(escaped);
}

function beginning(pattern: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})`, "giu");
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
