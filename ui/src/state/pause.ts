// Asking at pauses: a question that is due when nothing happened for a while, or when it has waited for a pause too
// long; never once per key, one at a time.

export class Pause {
  readonly #wait: number;
  readonly #longest: number;
  readonly #ask: () => Promise<void>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When it was first touched since it last asked. */
  #since: number | null = null;
  #asking = false;
  #again = false;

  /** Milliseconds of quiet before it asks, and the most that it waits for them. */
  constructor(wait: number, ask: () => Promise<void>, longest = Infinity) {
    this.#wait = wait;
    this.#ask = ask;
    this.#longest = longest;
  }

  /** Something happened: ask when it has been quiet for the wait. A question that fails is asked at the next touch. */
  touch(): void {
    clearTimeout(this.#timer);
    const at = performance.now();
    this.#since ??= at;
    const wait = Math.max(0, Math.min(this.#wait, this.#since + this.#longest - at));
    this.#timer = setTimeout(() => void this.now().catch(() => undefined), wait);
  }

  /** Asks now. While a question is under way, once more after it. */
  async now(): Promise<void> {
    clearTimeout(this.#timer);
    this.#since = null;
    if (this.#asking) {
      this.#again = true;
      return;
    }
    this.#asking = true;
    try {
      await this.#ask();
    } finally {
      this.#asking = false;
    }
    if (this.#again) {
      this.#again = false;
      await this.now();
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#again = false;
  }
}
