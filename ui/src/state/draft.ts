// The way of a keystroke to the desk. What is typed waits here, goes out at most a frame later, one edit of a story at
// a time; what is typed while one is under way is joined and goes next. Nothing is dropped: when an edit does not come
// back as it should, the desk is asked what it has, and what is missing there is sent again.
//
// The mark is a promise about the disk and must never lie: `disk` only when everything typed is acknowledged as being
// on disk. Words: "acknowledged" is in the desk's hands (maybe only its memory), "on disk" has survived a power cut.

import { failureOf, type Ack, type Change, type Desk, type Failure, type Story } from "../ipc";
import { carried, changed, changesBetween, joined } from "../ipc/change";

export type Mark = "disk" | "saving" | "failed";

/** When the next edit goes out and how long a failed one waits: the clock of the page, or a test's. */
export interface Pace {
  frame(run: () => void): void;
  later(run: () => void, milliseconds: number): void;
}

/** Right behind the frame that paints what was typed, 50 ms when there is none (a hidden window gets no frames). */
export const PAGE_PACE: Pace = {
  frame(run) {
    let done = false;
    const once = (): void => {
      if (!done) run();
      done = true;
    };
    // What runs in the frame itself holds up its painting; a message is heard when that is done.
    const painted = new MessageChannel();
    painted.port1.onmessage = () => {
      painted.port1.close();
      once();
    };
    requestAnimationFrame(() => {
      painted.port2.postMessage(null);
    });
    setTimeout(once, 50);
  },
  later(run, milliseconds) {
    setTimeout(run, milliseconds);
  },
};

const FIRST_WAIT = 250;
const LONGEST_WAIT = 5_000;

export interface DraftNews {
  /** The mark, or why it is `failed`, is not what it was. */
  marked(): void;
  /** The desk has everything up to this version. */
  acknowledged(version: number): void;
  /** The story is another one than was typed here: the desk had more, and it was read anew. */
  replaced(): void;
}

export class Draft {
  readonly id: string;
  readonly #desk: Desk;
  readonly #pace: Pace;
  /** Who is told; null when no one looks at this story now. */
  news: DraftNews | null = null;
  #story: Story;
  #version: number;
  #waiting: Change[] = [];
  #underWay = false;
  #planned = false;
  /** Tries in a row that did not come back. */
  #failed = 0;
  #failure: Failure | null = null;
  /** Version that is acknowledged but not on disk, or null. */
  #inMemory: number | null = null;
  #onDisk = 0;
  /** What was sent with an edit that the desk merged with changes from elsewhere, until they are taken in. */
  #merged: Story | null = null;
  #idle: (() => void)[] = [];

  constructor(opened: { id: string; version: number; story: Story }, desk: Desk, pace: Pace = PAGE_PACE) {
    this.id = opened.id;
    this.#story = opened.story;
    this.#version = opened.version;
    this.#desk = desk;
    this.#pace = pace;
  }

  /** The story with everything that was typed. */
  get story(): Story {
    return this.#story;
  }

  /** The version of the last acknowledgement. */
  get version(): number {
    return this.#version;
  }

  /** Everything typed is acknowledged. */
  get settled(): boolean {
    return this.#waiting.length === 0 && !this.#underWay && this.#failed === 0;
  }

  get mark(): Mark {
    if (this.#failed > 0 || this.#inMemory !== null) return "failed";
    return this.settled ? "disk" : "saving";
  }

  /** Why the last try did not come back, if it did not. */
  get failure(): Failure | null {
    return this.#failure;
  }

  /** Takes a change of the story. Throws when it does not fit the story, which then stays as it was. */
  type(change: Change): void {
    this.#story = changed(this.#story, change);
    this.#waiting = joined(this.#waiting, change);
    this.news?.marked();
    this.#plan();
  }

  /** The desk says that everything up to `version` is on disk. */
  saved(version: number): void {
    this.#onDisk = Math.max(this.#onDisk, version);
    if (this.#inMemory !== null && this.#onDisk >= this.#inMemory) this.#inMemory = null;
    this.news?.marked();
  }

  /**
   * Sends what waits now, without waiting for a frame. True when everything typed so far is acknowledged, false when
   * the desk did not answer; then the text stays here and is tried again.
   */
  async flush(): Promise<boolean> {
    if (this.settled) return true;
    const idle = new Promise<void>((done) => this.#idle.push(done));
    if (!this.#underWay) void this.#send();
    await idle;
    return this.settled;
  }

  /** As `flush`, for deeds about the story as it is seen: throws why the desk has not everything typed so far. */
  async delivered(): Promise<void> {
    if (!(await this.flush()) && this.#failure) throw this.#failure;
  }

  #plan(): void {
    if (this.#planned || this.#underWay || this.#failed > 0) return;
    this.#planned = true;
    this.#pace.frame(() => {
      this.#planned = false;
      void this.#send();
    });
  }

  async #send(): Promise<void> {
    if (this.#underWay || (this.#waiting.length === 0 && this.#failed === 0)) return;
    this.#underWay = true;
    try {
      if (this.#failed > 0) await this.#compare();
      const changes = this.#waiting;
      const sent = this.#story;
      this.#waiting = [];
      const ack = await this.#desk.edit(this.id, this.#version, changes);
      this.#took(ack);
      if (ack.merged) {
        this.#merged = sent;
        this.#waiting = await this.#missing();
      }
    } catch (thrown) {
      this.#lost(failureOf(thrown));
    }
    this.#underWay = false;
    this.news?.marked();
    this.#goOn();
  }

  #took({ version, on_disk }: Ack): void {
    this.#version = version;
    this.#failed = 0;
    this.#failure = null;
    this.#inMemory = on_disk || version <= this.#onDisk ? null : version;
    this.news?.acknowledged(version);
  }

  /** An edit that did not come back may have arrived or not, so from now on only the desk's own text counts. */
  #lost(failure: Failure): void {
    this.#failed += 1;
    this.#failure = failure;
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (this.#failed - 1));
    this.#pace.later(() => void this.#send(), wait);
  }

  /**
   * Asks the desk what it has, and answers what is missing there. Where the desk merged an edit with changes from
   * elsewhere, they are taken in first, so that neither side is lost.
   */
  async #missing(): Promise<Change[]> {
    const { version, story } = await this.#desk.openStory(this.id);
    this.#version = version;
    if (this.#merged) {
      this.#story = carried(this.#merged, this.#story, story);
      this.#merged = null;
      this.news?.replaced();
    }
    return changesBetween(story, this.#story);
  }

  /** After a failure. When nothing is missing the slug is set to what it is: only an acknowledgement tells of the disk. */
  async #compare(): Promise<void> {
    const missing = await this.#missing();
    const asked: Change = { kind: "field", set: { field: "slug", value: this.#story.slug } };
    this.#waiting = missing.length > 0 ? missing : [asked];
  }

  #goOn(): void {
    const stuck = this.#failed > 0;
    if (!this.settled && !stuck && this.#idle.length > 0) {
      void this.#send();
      return;
    }
    const idle = this.#idle;
    this.#idle = [];
    for (const done of idle) done();
    if (this.#waiting.length > 0 && !stuck) this.#plan();
  }
}
