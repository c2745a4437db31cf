// A story's life played back: from change to change as they were typed, faster by a factor, with pauses cut short, so
// that it goes on while somebody looks.

import type { Timeline } from "./timeline";

export const SPEEDS = [1, 4, 16, 64] as const;
export type Speed = (typeof SPEEDS)[number];

/** Milliseconds that the longest pause takes, before it is made shorter by the speed. */
const LONGEST = 1_200;

/** Calls `run` at the next picture with the moment of it, milliseconds; the page's clock, or a test's. */
export type Frames = (run: (at: number) => void) => void;

export class Player {
  readonly #frames: Frames;
  #run = 0;

  constructor(frames: Frames = (run) => requestAnimationFrame(run)) {
    this.#frames = frames;
  }

  /** Goes on from `place` to the end; `speed` is looked at anew for each picture, `show` is told where it is. */
  play(
    timeline: Timeline,
    place: number,
    told: { speed: () => Speed; show: (place: number) => void; end: () => void },
  ): void {
    const run = ++this.#run;
    let [at, last, spent] = [place, 0, 0];
    const frame = (now: number): void => {
      if (run !== this.#run) return;
      spent += last === 0 ? 0 : (now - last) * told.speed();
      last = now;
      const before = at;
      for (let wait = pause(timeline, at); at < timeline.last && spent >= wait; wait = pause(timeline, at)) {
        spent -= wait;
        at += 1;
      }
      if (at !== before) told.show(at);
      if (at < timeline.last) this.#frames(frame);
      else told.end();
    };
    this.#frames(frame);
  }

  stop(): void {
    this.#run += 1;
  }
}

/** Milliseconds between a change and the next one as they are played; a clock that was put back counts for nothing. */
function pause(timeline: Timeline, place: number): number {
  const wait = timeline.millisAt(place + 1) - timeline.millisAt(place);
  return Math.min(LONGEST, Math.max(0, wait));
}
