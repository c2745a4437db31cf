// What a field suggests while somebody types: asked for at each key, drawn by `Suggestions`, walked with the arrows
// (the combobox pattern of ARIA 1.2). The field stays the field: it keeps its text, and says what choosing means.

export interface Suggestion {
  /** What choosing it puts into the field. */
  value: string;
  label: string;
  /** What stands above it, the top first; may be empty. */
  path: string;
  /** The other name that was found; empty when the label or the value was. */
  found: string;
  /** Not to be used any more. */
  retired: boolean;
  /** What it means; may be empty. */
  meaning: string;
}

export interface ComboTies {
  role: "combobox";
  "aria-autocomplete": "list";
  "aria-expanded": boolean;
  "aria-controls": string;
  "aria-activedescendant": string | undefined;
}

/** `scheme:code`: what needs no suggestion. */
const WHOLE = /^[^\s:]+:\S+$/u;

let lists = 0;

export class Suggest {
  readonly #ask: (typed: string) => Promise<readonly Suggestion[]>;
  /** The id of its list. */
  readonly list = `suggestions-${String(++lists)}`;
  #turn = 0;
  #asking: Promise<void> = Promise.resolve();
  #offered: readonly Suggestion[] = $state.raw([]);
  #at = $state(-1);

  constructor(ask: (typed: string) => Promise<readonly Suggestion[]>) {
    this.#ask = ask;
  }

  get offered(): readonly Suggestion[] {
    return this.#offered;
  }

  /** Which one the arrows are on; -1: none. */
  get at(): number {
    return this.#at;
  }

  get open(): boolean {
    return this.#offered.length > 0;
  }

  /** The one that Enter chooses. */
  get chosen(): Suggestion | undefined {
    return this.#offered[this.#at];
  }

  /** What the input says of itself to readers. */
  get ties(): ComboTies {
    return {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": this.open,
      "aria-controls": this.list,
      "aria-activedescendant": this.#at < 0 ? undefined : this.option(this.#at),
    };
  }

  option(at: number): string {
    return `${this.list}-${String(at)}`;
  }

  /** Something was typed; nothing typed has no suggestions. */
  type(typed: string): void {
    if (typed.trim() === "") this.close();
    else this.#asking = this.#look(typed);
  }

  /** Waits for the suggestions of what was typed last: Enter may be quicker than the answer. */
  async settled(): Promise<void> {
    await this.#asking;
  }

  close(): void {
    this.#turn += 1;
    this.#offered = [];
    this.#at = -1;
  }

  /** Takes the keys that walk and close the list; true when it was one of them. */
  key(event: KeyboardEvent, typed: string): boolean {
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") this.#walk(key === "ArrowDown" ? 1 : -1, typed);
    else if (key === "Escape" && this.open) this.close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  #walk(step: 1 | -1, typed: string): void {
    if (!this.open) {
      this.#asking = this.#look(typed);
      return;
    }
    const count = this.#offered.length;
    this.#at = this.#at < 0 && step < 0 ? count - 1 : (this.#at + step + count) % count;
  }

  async #look(typed: string): Promise<void> {
    const turn = ++this.#turn;
    const offered = await this.#ask(typed).catch(() => []);
    if (turn !== this.#turn) return;
    this.#offered = offered;
    // A whole code is taken as it stands, unless the first one is that very code and knows its label.
    const first = offered[0];
    const free = WHOLE.test(typed.trim()) && first?.value !== typed.trim();
    this.#at = first === undefined || free ? -1 : 0;
  }
}
