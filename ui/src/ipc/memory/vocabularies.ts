// Some terms of the built-in vocabularies for the desk in memory, and a search in them that ranks as the program's does
// where a window can tell: beginnings before the rest, retired ones last.

import type { VocabularyHit, VocabularyQuery, VocabularyRow } from "../bindings";

interface Entry {
  scheme: string;
  code: string;
  label: string;
  parent?: string;
  synonyms?: string[];
  retired?: string;
}

const topic = (code: string, label: string, more: Partial<Entry> = {}): Entry => ({
  scheme: "medtop",
  code,
  label,
  ...more,
});
const genre = (code: string, label: string, more: Partial<Entry> = {}): Entry => ({
  scheme: "genre",
  code,
  label,
  ...more,
});

const ENTRIES: readonly Entry[] = [
  topic("04000000", "economy, business and finance"),
  topic("20000344", "economy", { parent: "04000000" }),
  topic("20000349", "business enterprise", { parent: "04000000" }),
  topic("20000337", "transport", { parent: "04000000", synonyms: ["logistics"] }),
  topic("20000343", "waterway and maritime transport", { parent: "20000337" }),
  topic("11000000", "politics and government"),
  topic("20000647", "political crisis", { parent: "11000000", retired: "2025-03-31" }),
  topic("17000000", "weather"),
  genre("Current", "Current Events"),
  genre("Fact_Check", "Fact Check"),
  genre("ListingOfFacts", "Fact Box"),
  genre("Interview", "Interview"),
  genre("Update", "Update", { retired: "2021-04-28" }),
];

export const VOCABULARIES: readonly VocabularyRow[] = [
  built("medtop", "Media Topic", "http://cv.iptc.org/newscodes/mediatopic/"),
  built("genre", "Genre", "http://cv.iptc.org/newscodes/genre/"),
];

function built(scheme: string, title: string, uri: string): VocabularyRow {
  const own = ENTRIES.filter((entry) => entry.scheme === scheme);
  const retired = own.filter((entry) => entry.retired !== undefined).length;
  const { length: concepts } = own;
  return { scheme, title, uri, languages: ["en"], concepts, retired, file_name: null, loaded_at: null };
}

export function searchTerms({ words, scope, limit }: VocabularyQuery): VocabularyHit[] {
  const typed = words.trim().toLowerCase();
  const inScope = ({ scheme }: Entry): boolean =>
    scope.kind === "scheme" ? scheme === scope.scheme : scope.kind === "all" || scheme !== "genre";
  return ENTRIES.filter(inScope)
    .flatMap((entry) => {
      const fit =
        typed === "" ? ((entry.parent ?? entry.retired) ? null : { rank: 0, matched: null }) : fits(entry, typed);
      return fit ? [{ entry, ...fit }] : [];
    })
    .sort((a, b) => Number(a.entry.retired !== undefined) - Number(b.entry.retired !== undefined) || a.rank - b.rank)
    .slice(0, limit)
    .map(({ entry, matched }) => ({
      term: { scheme: entry.scheme, code: entry.code, label: entry.label },
      path: pathOf(entry),
      matched,
      definition: "",
      retired: entry.retired ?? null,
    }));
}

function fits(
  { scheme, code, label, synonyms = [] }: Entry,
  typed: string,
): { rank: number; matched: string | null } | null {
  const codes = [code, `${scheme}:${code}`].map((text) => text.toLowerCase());
  if (codes.includes(typed)) return { rank: 0, matched: null };
  if (codes.some((text) => text.startsWith(typed))) return { rank: 2, matched: null };
  const name = label.toLowerCase();
  if (name === typed) return { rank: 1, matched: null };
  if (name.startsWith(typed)) return { rank: 2, matched: null };
  if (name.includes(typed)) return { rank: 3, matched: null };
  const synonym = synonyms.find((text) => text.includes(typed));
  return synonym === undefined ? null : { rank: 4, matched: synonym };
}

function pathOf({ scheme, parent }: Entry): string[] {
  const above = ENTRIES.find((entry) => entry.scheme === scheme && entry.code === parent);
  return above ? [...pathOf(above), above.label] : [];
}

/** One that can be loaded. */
export const BEATS: VocabularyRow = {
  scheme: "wb",
  title: "Beats",
  uri: "",
  languages: ["en"],
  concepts: 24,
  retired: 1,
  file_name: "beats.csv",
  loaded_at: null,
};
