// Suggestions of terms for a field: the desk searches its vocabularies, and what it offered is remembered, so that a
// term that was chosen keeps its label.

import type { Desk, Term, VocabularyHit, VocabularyScope } from "../ipc";
import { Suggest, type Suggestion } from "../kit/suggest.svelte";
import { locale } from "../kit/words";
import { qcode } from "./fields";

/** Most suggestions of a field: more than anybody reads. */
const MOST = 60;

export class Terms {
  readonly suggest: Suggest;
  readonly #seen = new Map<string, Term>();

  constructor(desk: Desk, scope: VocabularyScope) {
    this.suggest = new Suggest(async (words) => {
      const hits = await desk.searchTerms({ words, scope, language: locale(), limit: MOST });
      return hits.map((hit) => this.#offer(hit));
    });
  }

  /** Every term that was offered. */
  get known(): Term[] {
    return [...this.#seen.values()];
  }

  #offer({ term, path, matched, definition, retired }: VocabularyHit): Suggestion {
    const value = qcode(term);
    this.#seen.set(value, term);
    return {
      value,
      label: term.label || term.code,
      path: path.join(" › "),
      found: matched ?? "",
      retired: retired !== null,
      meaning: definition,
    };
  }
}
