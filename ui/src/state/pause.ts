// Asking at pauses: a question that is due when nothing happened for a while, never once per key, one at a time.

export class Pause {
  readonly #wait: number;
  readonly #ask: () => Promise<void>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking = false;
  #again = false;

  /** `wait` in milliseconds. */
  constructor(wait: number, ask: () => Promise<void>) {
    this.#wait = wait;
    this.#ask = ask;
  }

  /** Something happened: ask when it has been quiet for the wait. A question that fails is asked at the next touch. */
  touch(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.now().catch(() => undefined), this.#wait);
  }

  /** Asks now. While a question is under way, once more after it. */
  async now(): Promise<void> {
    clearTimeout(this.#timer);
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
