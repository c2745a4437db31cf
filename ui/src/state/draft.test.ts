// The promise of the window: what was typed is what the desk has, and the mark never says "on disk" of text that is
// not. Held against a desk that answers late, refuses, loses its answer, or writes to memory only, in every order.

import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { Ack, Change, Desk, OpenStory, Story } from "../ipc";
import { blankStory, changed, TEXT_FIELDS } from "../ipc/change";
import { Draft, type Pace } from "./draft";

type Outcome = "disk" | "memory" | "refused" | "lost answer";

/** A desk whose answers the test gives, one by one. */
class SlowDesk {
  story: Story = blankStory();
  /** What has survived a power cut. */
  onDisk: Story = this.story;
  version = 1;
  edits = 0;
  /** Another pair of hands changed the story since the last answer. */
  movedOn = false;
  mostAtOnce = 0;
  merging = (story: Story): Story => story;
  #waiting: { base: number; changes: Change[]; done: (ack: Ack) => void; failed: (why: unknown) => void }[] = [];
  opens = true;

  readonly edit = (_id: string, base: number, changes: Change[]): Promise<Ack> =>
    new Promise((done, failed) => {
      this.#waiting.push({ base, changes, done, failed });
      this.mostAtOnce = Math.max(this.mostAtOnce, this.#waiting.length);
    });

  readonly openStory = (): Promise<OpenStory> =>
    this.opens
      ? Promise.resolve({ id: "a", version: this.version, story: this.story } as OpenStory)
      : Promise.reject(new Error("the desk does not answer"));

  /** Answers the edit that waits, if one does. */
  async answer(outcome: Outcome): Promise<void> {
    const edit = this.#waiting.shift();
    if (edit && outcome === "refused") edit.failed({ code: "io", message: "no" });
    else if (edit) {
      expect(edit.base, "an edit is based on the version that the desk told last").toBe(this.version);
      this.story = this.movedOn ? this.merging(this.story) : edit.changes.reduce(changed, this.story);
      this.version += 1;
      this.edits += 1;
      if (outcome === "disk") this.onDisk = this.story;
      if (outcome === "lost answer") edit.failed(new Error("channel closed"));
      else edit.done({ version: this.version, on_disk: outcome === "disk", merged: this.movedOn });
      this.movedOn = false;
    }
    await settleMicrotasks();
  }
}

async function settleMicrotasks(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
}

/** A clock whose frames and waits come when the test says so. */
class StillPace implements Pace {
  #due: (() => void)[] = [];
  readonly frame = (run: () => void): void => {
    this.#due.push(run);
  };
  readonly later = (run: () => void): void => {
    this.#due.push(run);
  };
  async tick(): Promise<void> {
    const due = this.#due;
    this.#due = [];
    for (const run of due) run();
    await settleMicrotasks();
  }
}

function begin(): { desk: SlowDesk; pace: StillPace; draft: Draft } {
  const desk = new SlowDesk();
  const pace = new StillPace();
  const draft = new Draft({ id: "a", version: 1, story: desk.story }, desk as unknown as Desk, pace);
  return { desk, pace, draft };
}

const typing = (draft: Draft, insert: string): void => {
  const at = draft.story.body.length;
  draft.type({ kind: "text", field: "body", splices: [{ from: at, to: at, insert }] });
};

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("type" as const),
      field: fc.constantFrom(...TEXT_FIELDS),
      at: fc.nat(30),
      cut: fc.nat(2),
      insert: fc.string({ maxLength: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("set" as const), value: fc.string({ maxLength: 4 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("answer" as const),
      outcome: fc.constantFrom<Outcome>("disk", "disk", "memory", "refused", "lost answer"),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("tick" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("saved" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("deaf" as const), opens: fc.boolean() }) },
);

describe("a draft", () => {
  it("ends with the desk's text the same as the writer's, and its mark never lies", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { desk, pace, draft } = begin();
        /** Whether the mark says that everything is on disk, which must then be so. */
        const honest = (): boolean => {
          if (draft.mark !== "disk") return false;
          expect(desk.onDisk, "the mark says `on disk`").toEqual(draft.story);
          return true;
        };
        for (const one of steps) {
          if (one.do === "type") {
            const from = one.at % (draft.story[one.field].length + 1);
            const to = Math.min(draft.story[one.field].length, from + one.cut);
            draft.type({ kind: "text", field: one.field, splices: [{ from, to, insert: one.insert }] });
          } else if (one.do === "set") draft.type({ kind: "field", set: { field: "slug", value: one.value } });
          else if (one.do === "answer") await desk.answer(one.outcome);
          else if (one.do === "tick") await pace.tick();
          else if (one.do === "deaf") desk.opens = one.opens;
          else {
            desk.onDisk = desk.story;
            draft.saved(desk.version);
          }
          honest();
        }
        desk.opens = true;
        for (let turn = 0; turn < 200 && !honest(); turn += 1) {
          await pace.tick();
          await desk.answer("disk");
          desk.onDisk = desk.story;
          draft.saved(desk.version);
        }
        expect(draft.mark, "a desk that answers gets everything in the end").toBe("disk");
        expect(desk.story, "nothing typed is lost or doubled").toEqual(draft.story);
        expect(desk.mostAtOnce, "one edit of a story at a time").toBeLessThanOrEqual(1);
      }),
      { numRuns: 600 },
    );
  });

  it("joins what is typed while an edit is under way", async () => {
    const { desk, pace, draft } = begin();
    typing(draft, "a");
    await pace.tick();
    for (const letter of "bcdefgh") typing(draft, letter);
    await pace.tick();
    expect(desk.mostAtOnce, "the second edit waits for the first answer").toBe(1);
    await desk.answer("disk");
    await pace.tick();
    await desk.answer("disk");
    expect([desk.story.body, desk.edits], "eight keys, two edits").toEqual(["abcdefgh", 2]);
  });

  it("waits for the disk when the desk has the text in memory only", async () => {
    const { desk, pace, draft } = begin();
    typing(draft, "a");
    expect(draft.mark, "typed and not sent").toBe("saving");
    await pace.tick();
    await desk.answer("memory");
    expect(draft.mark, "acknowledged, not on disk").toBe("failed");
    draft.saved(desk.version - 1);
    expect(draft.mark, "an older version on disk is not this one").toBe("failed");
    draft.saved(desk.version);
    expect(draft.mark, "now it is").toBe("disk");
  });

  it("sends at once when it is flushed, and says whether the desk has everything", async () => {
    const { desk, draft } = begin();
    typing(draft, "a");
    const flushed = draft.flush();
    typing(draft, "b");
    await settleMicrotasks();
    await desk.answer("disk");
    await desk.answer("disk");
    await expect(flushed, "both letters are there").resolves.toBe(true);
    typing(draft, "c");
    const refused = draft.flush();
    await settleMicrotasks();
    await desk.answer("refused");
    await expect(refused, "the desk did not take it").resolves.toBe(false);
    expect(draft.story.body, "the text stays").toBe("abc");
  });

  it("takes in what the desk had more, and loses neither side", async () => {
    const { desk, pace, draft } = begin();
    typing(draft, "Ships sail.");
    await pace.tick();
    await desk.answer("disk");
    const replaced = vi.fn();
    draft.news = { marked: vi.fn(), acknowledged: vi.fn(), replaced };

    typing(draft, " On Monday.");
    await pace.tick();
    typing(draft, " At dawn.");
    // Meanwhile another hand puts a word in front; the desk merges it with the edit under way.
    desk.story = { ...desk.story, body: `Grain ${desk.story.body}` };
    desk.movedOn = true;
    desk.merging = (story) => ({ ...story, body: "Grain Ships sail. On Monday." });
    await desk.answer("disk");
    expect(draft.story.body, "theirs, mine, and what I typed since").toBe("Grain Ships sail. On Monday. At dawn.");
    expect(replaced, "the editor must show it").toHaveBeenCalledOnce();
    await pace.tick();
    await desk.answer("disk");
    expect(desk.story.body, "and the desk has it all").toBe(draft.story.body);
  });

  it("tells of every change of the mark and every acknowledgement", async () => {
    const { desk, pace, draft } = begin();
    const news = { marked: vi.fn(), acknowledged: vi.fn(), replaced: vi.fn() };
    draft.news = news;
    typing(draft, "a");
    await pace.tick();
    await desk.answer("disk");
    expect(news.acknowledged.mock.calls, "the version of the answer").toEqual([[2]]);
    expect(news.marked, "typed, answered").toHaveBeenCalled();
  });
});
