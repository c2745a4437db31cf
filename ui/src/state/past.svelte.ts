// The earlier life of the story on the table, as it is looked at: its history while the panel is open, and the moment
// that the slider stands at. Where it stands is the stage's (`looking`); nothing is kept here twice. While somebody
// drags, one moment is asked for at a time and the newest wish wins.

import { failureOf, type Desk, type Failure, type History, type PastStory, type Story } from "../ipc";
import { difference } from "../ipc/change";
import { Pause } from "./pause";
import { Player, SPEEDS, type Frames, type Speed } from "./playing";
import type { Stage } from "./stage.svelte";
import { Timeline } from "./timeline";

/** Milliseconds without typing before the history is asked for again. */
const REST = 1_500;
/** Milliseconds after the last key within which the desk has made its revision of a pause. */
const IDLE = 125_000;
/** Changes between two moments up to which what is different is marked: more is another text, not a step. */
const STEP = 10;

export class Past {
  readonly #desk: Desk;
  readonly #stage: Stage;
  readonly #player: Player;
  readonly #reading = new Pause(REST, () => this.#read());
  #idle: ReturnType<typeof setTimeout> | undefined;
  /** The story whose history is looked at, or null. */
  #watched: string | null = null;
  #wanted: { id: string; version: number } | null = null;
  #asking = false;
  /** The newest version that the story is known to have. */
  #newest = 0;
  /** Rises when moments are not looked at any more: what was asked for then is stale. */
  #turn = 0;

  history: History | null = $state.raw(null);
  timeline: Timeline | null = $state.raw(null);
  /** Why the history cannot be had, or null. */
  failure: Failure | null = $state.raw(null);
  /** Why the moment that is asked for cannot be had, or null. */
  momentFailure: Failure | null = $state.raw(null);
  /** The story as it was, while a moment is looked at; the one before until the next is there. */
  moment: PastStory | null = $state.raw(null);
  /** What of the body the last step changed, UTF-16, half-open. */
  touched: { from: number; to: number } | null = $state.raw(null);
  playing = $state(false);
  speed: Speed = $state(SPEEDS[1]);

  constructor(desk: Desk, stage: Stage, frames?: Frames) {
    this.#desk = desk;
    this.#stage = stage;
    this.#player = new Player(frames);
  }

  /** Where the slider stands: at a moment that is looked at, else at the end. */
  get place(): number {
    const { looking } = this.#stage;
    if (!this.timeline) return 0;
    return looking?.kind === "moment" ? this.timeline.placeOf(looking.version) : this.timeline.last;
  }

  /** The history of this story is looked at from now on; null: no one looks. */
  async watch(id: string | null): Promise<void> {
    if (id === this.#watched) return;
    [this.#watched, this.#newest] = [id, 0];
    clearTimeout(this.#idle);
    if (id === null) this.stop();
    [this.history, this.timeline, this.failure] = [null, null, null];
    if (id === null) return;
    this.#later();
    await this.#reading.now();
  }

  /** The story has this version now: its history is read at the next pause, when it knows an earlier one. */
  touch(version: number): void {
    this.#newest = version;
    const underWay = this.history === null && this.failure === null;
    if (this.#watched === null || underWay || (this.history && this.history.version >= version)) return;
    this.#reading.touch();
    this.#later();
  }

  /** Something was done to the history. */
  async refresh(): Promise<void> {
    if (this.#watched !== null) await this.#reading.now();
  }

  /** Moves the slider; playing goes on only from its own hand. */
  go(place: number): void {
    this.stop();
    this.#to(place);
  }

  /** The slider was let go: at the end of the row stands the story itself. */
  settle(): void {
    if (this.timeline && this.place >= this.timeline.last) this.#stage.backToNow();
  }

  /** Plays, or stops playing. */
  toggle(): void {
    if (this.playing) this.stop();
    else this.play();
  }

  play(): void {
    const { timeline } = this;
    if (!timeline || timeline.last === 0) return;
    const from = this.place >= timeline.last ? 0 : this.place;
    this.#to(from);
    this.playing = true;
    this.#player.play(timeline, from, {
      speed: () => this.speed,
      show: (place) => {
        if (this.#stage.looking?.kind === "moment") this.#to(place);
        else this.stop();
      },
      end: () => {
        this.stop();
        this.settle();
      },
    });
  }

  stop(): void {
    this.#player.stop();
    this.playing = false;
  }

  /** Asks for a moment; while an answer is under way, the newest wish waits and earlier ones are forgotten. */
  async ask(id: string, version: number): Promise<void> {
    this.#wanted = { id, version };
    if (this.#asking) return;
    this.#asking = true;
    for (let wanted = this.#next(); wanted; wanted = this.#next()) await this.#answer(wanted);
    this.#asking = false;
  }

  /** No moment is looked at any more; an answer that is still under way is stale. */
  leave(): void {
    this.stop();
    this.#turn += 1;
    this.#wanted = null;
    [this.moment, this.touched, this.momentFailure] = [null, null, null];
  }

  /** Once more, when the desk has noted the writer's pause. */
  #later(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      this.#reading.touch();
    }, IDLE);
  }

  #next(): { id: string; version: number } | null {
    const wanted = this.#wanted;
    this.#wanted = null;
    return wanted;
  }

  async #answer({ id, version }: { id: string; version: number }): Promise<void> {
    const turn = this.#turn;
    try {
      const moment = await this.#desk.storyAt(id, version);
      if (turn !== this.#turn) return;
      this.touched = this.moment && this.#near(this.moment, moment) ? touchedIn(this.moment.story, moment.story) : null;
      [this.moment, this.momentFailure] = [moment, null];
    } catch (thrown) {
      if (turn === this.#turn) this.momentFailure = failureOf(thrown);
    }
  }

  #near(one: PastStory, other: PastStory): boolean {
    const { timeline } = this;
    return timeline !== null && Math.abs(timeline.placeOf(one.version) - timeline.placeOf(other.version)) <= STEP;
  }

  #to(place: number): void {
    if (!this.timeline) return;
    const version = this.timeline.versionAt(place);
    const { looking } = this.#stage;
    if (looking?.kind !== "moment" || looking.version !== version) this.#stage.look({ kind: "moment", version });
  }

  async #read(): Promise<void> {
    const [id, newest] = [this.#watched, this.#newest];
    if (id === null) return;
    try {
      const history = await this.#desk.history(id);
      if (id !== this.#watched) return;
      [this.history, this.timeline, this.failure] = [history, new Timeline(history), null];
      // Typed while it was asked for.
      if (newest !== this.#newest && history.version < this.#newest) this.#reading.touch();
    } catch (thrown) {
      if (id === this.#watched) this.failure = failureOf(thrown);
    }
  }
}

function touchedIn(before: Story, after: Story): { from: number; to: number } | null {
  const splice = difference(before.body, after.body);
  return splice && { from: splice.from, to: splice.from + splice.insert.length };
}
