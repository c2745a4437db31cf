// The rows of a comparison as they stand on the page: runs that are the same are folded until they are opened, and a
// long comparison is drawn a part a picture, so that the page answers the writer while it grows.

import { tick } from "svelte";
import { rowsOf, type Row } from "../../state/compared";

/** Rows that a picture draws: with their words, few enough not to be felt. */
const PART = 60;

/** The id of a block or line by its number: there the keyboard goes to. */
export function idOf(at: number): string {
  return `compare-${String(at)}`;
}

export class Rows {
  /** First blocks of the runs that were opened. */
  #opened: readonly number[] = $state.raw([]);
  #drawn = $state(PART);
  readonly #all: () => readonly Row[];

  /** Made while a component is; `around` of a run that is the same stay in sight before and after a change. */
  constructor(deltas: () => readonly { kind: string }[], around: number) {
    const all = $derived(rowsOf(deltas(), around).flatMap((row) => this.#unfolded(row)));
    $effect(() => {
      if (this.#drawn >= all.length) return;
      const frame = requestAnimationFrame(() => {
        this.#drawn += PART;
      });
      return () => {
        cancelAnimationFrame(frame);
      };
    });
    this.#all = () => all;
  }

  get shown(): readonly Row[] {
    return this.#all().slice(0, this.#drawn);
  }

  /** Opens a run; its first block gets the keyboard, which the fold had. */
  open(from: number): void {
    this.#opened = [...this.#opened, from];
    void tick().then(() => {
      document.getElementById(idOf(from))?.focus({ preventScroll: true });
    });
  }

  #unfolded(row: Row): Row[] {
    if (row.kind === "block" || !this.#opened.includes(row.from)) return [row];
    return Array.from({ length: row.to - row.from }, (_, index) => ({ kind: "block", at: row.from + index }));
  }
}

export function keyOf(row: Row): string {
  return row.kind === "same" ? `same ${String(row.from)}` : String(row.at);
}
