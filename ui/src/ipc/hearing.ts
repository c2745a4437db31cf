// One ear for the whole life of the page: what the desk says before anyone listens waits here, so that nothing is lost
// between the first question and the first picture.

import type { Desk, DeskEvent } from "./desk";

export type Listener = (event: DeskEvent) => void;

export class Hearing {
  #waiting: DeskEvent[] = [];
  #listener: Listener | null = null;

  constructor(desk: Pick<Desk, "on">) {
    desk.on((event) => {
      if (this.#listener) this.#listener(event);
      else this.#waiting.push(event);
    });
  }

  /** Tells `listener` what waited and everything from now on. The answer ends it; then events wait again. */
  listen(listener: Listener): () => void {
    this.#listener = listener;
    const waited = this.#waiting;
    this.#waiting = [];
    for (const event of waited) listener(event);
    return () => {
      if (this.#listener === listener) this.#listener = null;
    };
  }
}
