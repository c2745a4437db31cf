// The life of one story in memory: every version with its moment, its revisions, what was forgotten. A version is a
// whole story; its texts are shared with the versions beside it, so a long life costs little.

import type {
  Change,
  Failure,
  Forgotten,
  History,
  PastStory,
  Revision,
  RevisionWhy,
  Side,
  Story,
  UndoTrail,
} from "../bindings";
import { blankStory, changed, difference, TEXT_FIELDS } from "../change";
import { comparisonOf } from "./compare";
import { measureOf } from "./copy";

export interface Moment {
  version: number;
  /** Milliseconds since 1970. */
  millis: number;
  story: Story;
}

const MOST_STEPS = 100;

export class Life {
  /** Oldest first; never empty. */
  #moments: [Moment, ...Moment[]];
  /** Oldest first. */
  #revisions: Revision[] = [];
  #filed: number | null = null;
  #forgotten: Forgotten | null = null;

  constructor(story: Story, millis: number) {
    this.#moments = [{ version: 1, millis, story }];
  }

  get now(): Moment {
    return this.#moments.at(-1) ?? this.#moments[0];
  }

  get began(): Moment {
    return this.#moments[0];
  }

  type(changes: readonly Change[], millis: number): Moment {
    const { version, story } = this.now;
    const moment = { version: version + 1, millis, story: changes.reduce(changed, story) };
    this.#moments.push(moment);
    return moment;
  }

  /** The story after `version`. */
  at(version: number): Moment {
    const found = this.#moments.findLast((moment) => moment.version <= version);
    if (found && version <= this.now.version) return found;
    const message = `Expected a version from ${String(this.began.version)} to ${String(this.now.version)}, got ${String(version)}.`;
    throw { code: "version_unknown", message, where: null } satisfies Failure;
  }

  side(side: Side): Story {
    return side.kind === "now" ? this.now.story : this.at(side.version).story;
  }

  past(version: number): PastStory {
    const { millis, story } = this.at(version);
    const { words, dateline } = measureOf(story, version);
    return { version, at: new Date(millis).toISOString(), story, words, dateline };
  }

  /** Names the newest version, or that of an earlier moment. `millis`: when it is named. */
  revise(revision: { why: RevisionWhy; label: string; version: number | null; millis: number }): Revision {
    const { why, label, millis } = revision;
    const moment = revision.version === null ? this.now : this.at(revision.version);
    const before = this.#revisions
      .filter(({ version }) => version <= moment.version)
      .reduce((last, { version }) => Math.max(last, version), 0);
    const older = before === 0 ? blankStory() : this.at(before).story;
    const { words_added, words_removed } = comparisonOf(older, moment.story);
    const made: Revision = {
      number: Math.max(0, ...this.#revisions.map(({ number }) => number)) + 1,
      at: new Date(millis).toISOString(),
      why,
      label,
      version: moment.version,
      words_added,
      words_removed,
    };
    this.#revisions.push(made);
    if (why === "filed") this.#filed = made.version;
    return made;
  }

  history(): History {
    const steps = (numbers: readonly number[]): number[] => numbers.map((one, at) => one - (numbers[at - 1] ?? 0));
    return {
      version: this.now.version,
      changes: {
        versions: steps(this.#moments.map(({ version }) => version)),
        millis: steps(this.#moments.map(({ millis }) => millis)),
      },
      revisions: this.#revisions.toReversed(),
      filed: this.#filed,
      forgotten: this.#forgotten,
    };
  }

  filing(): Revision | null {
    return this.#revisions.findLast(({ why }) => why === "filed") ?? null;
  }

  forget(version: number, backups: number): Forgotten {
    const [first = this.now, ...rest] = this.#moments.filter((moment) => moment.version >= version);
    this.#moments = [first, ...rest];
    this.#revisions = this.#revisions.filter((revision) => revision.version >= first.version);
    if ((this.#filed ?? 0) < first.version) this.#filed = null;
    this.#forgotten = { at: new Date().toISOString(), before: first.version, backups };
    return this.#forgotten;
  }

  /** A backup was made: the older ones, which still held what was forgotten, are gone. */
  backedUp(): void {
    if (this.#forgotten) this.#forgotten = { ...this.#forgotten, backups: 0 };
  }

  trail(): UndoTrail {
    const steps: UndoTrail["steps"] = [];
    let start = this.now.story;
    for (let at = this.#moments.length - 1; at > 0 && steps.length <= MOST_STEPS; at -= 1) {
      const [before, after] = [this.#moments[at - 1], this.#moments[at]];
      if (!before || !after) break;
      const texts = TEXT_FIELDS.flatMap((field) => {
        const splice = difference(before.story[field], after.story[field]);
        return splice ? [{ field, splices: [splice] }] : [];
      });
      start = before.story;
      if (texts.length > 0) steps.unshift({ millis: after.millis, texts });
    }
    const { headline, summary, body } = start;
    return { headline, summary, body, steps, version: this.now.version };
  }
}
