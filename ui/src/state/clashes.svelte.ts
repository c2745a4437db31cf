// Sentences of the story on the table that two desks changed, each in its own way. Both texts stand in the story where
// they met; the writer chooses one, keeps both, or looks. A place moves along with what is typed around it; what is typed
// inside it makes it the writer's own text, which no choice may overwrite.

import type { ClashCard, Span, Splice, Story, TextField } from "../ipc";

/** A card, and whether the text that met still stands at its place. */
export interface Standing {
  card: ClashCard;
  place: Span;
  stands: boolean;
}

export class Clashes {
  readonly #story: () => Story;
  /** The text of each place when the story was opened, by the number of its card. */
  readonly #met = new Map<number, string>();

  /** Numbers of the cards that are being settled now. */
  readonly #settling = new Set<number>();

  cards: readonly Standing[] = $state.raw([]);

  constructor(cards: readonly ClashCard[], story: () => Story) {
    this.#story = story;
    this.cards = cards.map((card) => {
      const { place } = card.clash;
      const text = this.#at(card, place);
      if (text !== null) this.#met.set(card.number, text);
      return { card, place, stands: text !== null };
    });
  }

  /** Text was typed; splices one after the other. Called when the story has them. */
  typed(field: TextField, splices: readonly Splice[]): void {
    if (!this.cards.some(({ card }) => card.clash.field === field)) return;
    this.cards = this.cards.map((standing) => {
      if (standing.card.clash.field !== field) return standing;
      const place = splices.reduce(moved, standing.place);
      return { ...standing, place, stands: this.#stands(standing.card, place) };
    });
  }

  /** The texts are other ones. */
  replaced(): void {
    this.cards = this.cards.map((standing) => ({
      ...standing,
      stands: this.#stands(standing.card, standing.place),
    }));
  }

  /** The card is being settled, until `end`. False when it already is: a second click chooses nothing. */
  begin(number: number): boolean {
    if (this.#settling.has(number)) return false;
    this.#settling.add(number);
    return true;
  }

  end(number: number): void {
    this.#settling.delete(number);
  }

  /** The card is done with. */
  drop(number: number): void {
    this.cards = this.cards.filter(({ card }) => card.number !== number);
  }

  #stands(card: ClashCard, place: Span): boolean {
    return this.#met.has(card.number) && this.#at(card, place) === this.#met.get(card.number);
  }

  /** What stands at a place; null where nothing does, and for fields that are no text. */
  #at({ clash: { field } }: ClashCard, { from, to }: Span): string | null {
    if (!isText(field)) return null;
    const text = this.#story()[field];
    return from < to && to <= text.length ? text.slice(from, to) : null;
  }
}

export function isText(field: string): field is TextField {
  return field === "headline" || field === "summary" || field === "body";
}

/** A place after one splice; what is typed at its edges is not inside it. */
function moved(place: Span, { from, to, insert }: Splice): Span {
  const grown = insert.length - (to - from);
  if (to <= place.from) return { from: place.from + grown, to: place.to + grown };
  if (from >= place.to) return place;
  return { from: Math.min(place.from, from), to: Math.max(from + insert.length, place.to + grown) };
}
