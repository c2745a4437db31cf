// The earlier life of a story as it is looked at: one question at a time, stale answers dropped, playing with its pauses
// cut short; and restoring as one step of undo.

import { describe, expect, it, vi } from "vitest";
import { testRoom, type TestRoom } from "../../tests/window";
import type { PastStory } from "../ipc";
import { daysOf } from "./days";
import { compareSinceFiled, saveVersion } from "./history-deeds";
import { Past } from "./past.svelte";
import { Player } from "./playing";
import { restore } from "./restore";
import { Stage, type TextHandle } from "./stage.svelte";
import { Timeline } from "./timeline";

async function watched(): Promise<TestRoom> {
  const room = await testRoom();
  await room.past.watch("harbour");
  return room;
}

/** Answers that are given when the test says so. */
function held(room: TestRoom): { asked: number[]; answer: (version: number) => Promise<void> } {
  const asked: number[] = [];
  const waiting = new Map<number, (past: PastStory) => void>();
  const truth = room.memory.storyAt.bind(room.memory);
  vi.spyOn(room.memory, "storyAt").mockImplementation((_id, version) => {
    asked.push(version);
    return new Promise((done) => waiting.set(version, done));
  });
  const answer = async (version: number): Promise<void> => {
    waiting.get(version)?.(await truth("harbour", version));
    await new Promise((done) => setTimeout(done));
  };
  return { asked, answer };
}

describe("moments", () => {
  it("are asked for one at a time, and the newest wish wins", async () => {
    const room = await watched();
    const { asked, answer } = held(room);
    room.stage.look({ kind: "moment", version: 10 });
    for (const version of [10, 11, 12, 13]) void room.past.ask("harbour", version);
    expect(asked, "one question is under way").toEqual([10]);
    await answer(10);
    expect([asked, room.past.moment?.version], "those between were never asked").toEqual([[10, 13], 10]);
    await answer(13);
    expect(room.past.moment?.version).toBe(13);
    expect(room.past.touched, "what the step changed is known").not.toBeNull();
  });

  it("that come when nobody looks any more are dropped", async () => {
    const room = await watched();
    const { answer } = held(room);
    void room.past.ask("harbour", 10);
    room.past.leave();
    await answer(10);
    expect(room.past.moment, "the answer is stale").toBeNull();
  });

  it("that cannot be had say so where they are looked at, and the history stays", async () => {
    const room = await watched();
    vi.spyOn(room.memory, "storyAt").mockRejectedValue({ code: "io", message: "It cannot be read.", where: null });
    await room.past.ask("harbour", 10);
    expect([room.past.momentFailure?.message, room.past.failure]).toEqual(["It cannot be read.", null]);
    room.past.leave();
    expect(room.past.momentFailure, "it is over with the moment").toBeNull();
  });

  it("are asked for once when the panel opens, and once more when something was typed meanwhile", async () => {
    const room = await testRoom();
    const history = vi.spyOn(room.memory, "history");
    vi.useFakeTimers();
    const version = room.desk.working?.version ?? 0;
    const opened = room.past.watch("harbour");
    room.past.touch(version);
    await opened;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(history, "the panel tells the version that the story has").toHaveBeenCalledOnce();
    await room.past.watch(null);
    const again = room.past.watch("harbour");
    room.past.touch(version + 1);
    await again;
    await vi.advanceTimersByTimeAsync(10_000);
    vi.useRealTimers();
    expect(history).toHaveBeenCalledTimes(3);
  });

  it("are followed by those that are typed while somebody looks", async () => {
    const room = await watched();
    const history = vi.spyOn(room.memory, "history");
    const version = room.past.history?.version ?? 0;
    vi.useFakeTimers();
    room.past.touch(version);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(history, "it knows this one").not.toHaveBeenCalled();
    room.past.touch(version + 1);
    room.past.touch(version + 2);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(history, "asked once, at the pause").toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(300_000);
    expect(history, "and once more when the desk has noted the pause").toHaveBeenCalledTimes(2);
    vi.useRealTimers();
  });

  it("are histories of one story: a late one of another is dropped", async () => {
    const room = await testRoom();
    const truth = room.memory.history.bind(room.memory);
    let done: () => void = () => undefined;
    vi.spyOn(room.memory, "history").mockImplementationOnce(async (id) => {
      await new Promise<void>((go) => (done = go));
      return truth(id);
    });
    const first = room.past.watch("harbour");
    const second = room.past.watch("ferry");
    done();
    await Promise.all([first, second]);
    expect(room.past.history).toEqual(await truth("ferry"));
  });
});

describe("what left the desk last", () => {
  it("is not compared with another story that was opened meanwhile", async () => {
    const room = await testRoom();
    const truth = room.memory.history.bind(room.memory);
    vi.spyOn(room.memory, "history").mockImplementationOnce(async (id) => {
      const history = await truth(id);
      await room.desk.open("rates");
      return history;
    });
    await compareSinceFiled(room);
    expect(room.stage.looking, "its versions are none of this story").toBeNull();
    await room.desk.open("harbour");
    await compareSinceFiled(room);
    expect(room.stage.looking?.kind).toBe("compare");
  });
});

describe("playing", () => {
  const timeline = new Timeline({
    changes: { versions: [1, 1, 1, 1], millis: [1_000, 200, 3_600_000, 200] },
    revisions: [],
  });

  it("follows the pace of typing and cuts long pauses short", () => {
    const frames: ((at: number) => void)[] = [];
    const shown: number[] = [];
    const end = vi.fn();
    new Player((run) => frames.push(run)).play(timeline, 0, { speed: () => 1, show: (at) => shown.push(at), end });
    const until = (from: number, to: number): void => {
      for (let at = from; at <= to; at += 100) frames.shift()?.(at);
    };
    until(100, 200);
    expect(shown, "the first change takes its 200 ms").toEqual([]);
    until(300, 300);
    expect(shown).toEqual([1]);
    until(400, 1_500);
    expect(shown, "an hour of thought takes a second or so").toEqual([1, 2]);
    until(1_600, 1_700);
    expect([shown, end.mock.calls.length]).toEqual([[1, 2, 3], 1]);
  });

  it("stops where it is when it is told to, and ends at the story itself", async () => {
    const room = await testRoom();
    const frames: ((at: number) => void)[] = [];
    const stage = new Stage();
    const past = new Past(room.memory, stage, (run) => frames.push(run));
    await past.watch("harbour");
    past.play();
    expect([past.place, past.playing], "from the beginning").toEqual([0, true]);
    past.speed = 64;
    for (let at = 100; at < 1_000; at += 100) frames.shift()?.(at);
    const { place } = past;
    expect(place).toBeGreaterThan(3);
    past.stop();
    frames.shift()?.(2_000);
    expect([past.place, past.playing]).toEqual([place, false]);
    past.play();
    for (let at = 3_000; past.playing; at += 1_000) frames.shift()?.(at);
    expect(stage.looking, "behind the last change stands the story").toBeNull();
  });
});

describe("a timeline", () => {
  it("finds the change of every version, also between and beyond them", () => {
    const line = new Timeline({ changes: { versions: [5, 3, 10], millis: [0, 1, 1] }, revisions: [] });
    expect([0, 5, 7, 8, 17, 18, 99].map((version) => line.placeOf(version))).toEqual([0, 0, 0, 1, 1, 2, 2]);
    expect([0, 1, 2, 9].map((place) => line.versionAt(place))).toEqual([5, 8, 18, 18]);
  });

  it("tells of a moment that was named later when it was", () => {
    const revision = { number: 1, why: "manual" as const, label: "", words_added: null, words_removed: null };
    const revisions = [
      { ...revision, at: new Date(9_000).toISOString(), version: 1 },
      { ...revision, at: new Date(2_500).toISOString(), version: 2 },
      { ...revision, at: new Date(9_000).toISOString(), version: 3 },
    ];
    const { marks } = new Timeline({ changes: { versions: [1, 1, 1], millis: [1_000, 1_000, 1_000] }, revisions });
    expect(
      marks.map(({ millis }) => millis),
      "its own time, when it was made, when it was made",
    ).toEqual([1_000, 2_500, 9_000]);
  });

  it("parts revisions by the days of the writer", () => {
    const now = new Date(2026, 10, 27, 9, 0);
    const on = (day: number, hour: number): string => new Date(2026, 10, day, hour).toISOString();
    const marks = [on(1, 9), on(26, 8), on(26, 23), on(27, 0)].map((at, place) => ({
      place,
      millis: Date.parse(at),
      revision: {
        number: place + 1,
        at,
        why: "idle" as const,
        label: "",
        version: place + 1,
        words_added: 1,
        words_removed: 0,
      },
    }));
    const days = daysOf(marks, now);
    expect(days.map(({ name, rows }) => [name, rows.map(({ revision }) => revision.number)])).toEqual([
      ["Today", [4]],
      ["Yesterday", [3, 2]],
      [expect.stringMatching(/1/), [1]],
    ]);
    expect(
      days.flatMap(({ rows }) => rows.map(({ before }) => before)),
      "each knows the one before",
    ).toEqual([3, 2, 1, null]);
    const cut = daysOf(marks, now, 2).flatMap(({ rows }) => rows);
    expect(
      cut.map(({ revision, before }) => [revision.number, before]),
      "also where that one is not listed",
    ).toEqual([
      [4, 3],
      [3, 2],
    ]);
  });
});

describe("restoring", () => {
  /** A text that counts its steps. */
  function text(room: TestRoom, field: "headline" | "summary" | "body"): { edits: number } {
    const counted = { edits: 0 };
    const handle: TextHandle = {
      focus: () => undefined,
      reveal: () => undefined,
      edit: (splices) => {
        counted.edits += 1;
        room.desk.working?.type(field, [...splices]);
      },
    };
    room.stage.texts[field] = handle;
    return counted;
  }

  it("is one step in each text, is noted, and can be taken back", async () => {
    const room = await watched();
    const [headline, body] = [text(room, "headline"), text(room, "body")];
    const before = room.desk.working?.draft.story;
    const first = room.past.history?.revisions.find(({ label }) => label === "First take");
    room.stage.look({ kind: "moment", version: first?.version ?? 0 });
    await restore(room, first?.version ?? 0, { kind: "all" });
    const { story } = await room.memory.storyAt("harbour", first?.version ?? 0);
    expect(room.desk.working?.draft.story, "the story is what it was").toEqual(story);
    expect([headline.edits, body.edits], "one step of undo in each text").toEqual([1, 1]);
    expect(room.stage.looking, "the text itself is shown").toBeNull();
    expect(room.past.history?.revisions[0]).toMatchObject({
      why: "restored",
      version: room.desk.working?.draft.version,
    });

    const toast = room.stage.toasts.at(-1);
    expect(toast?.text).toMatch(/^Restored .*\d\d:\d\d/);
    room.desk.working?.type("body", [{ from: 0, to: 0, insert: "Since. " }]);
    toast?.deed?.run();
    await vi.waitFor(() => {
      expect(room.desk.working?.draft.story.headline).toBe(before?.headline);
    });
    expect(room.desk.working?.draft.story.body, "what was typed since stays").toBe(`Since. ${before?.body ?? ""}`);
  });

  it("of one field or one paragraph touches nothing else, and leaves the moment in sight", async () => {
    const room = await watched();
    const [headline, body] = [text(room, "headline"), text(room, "body")];
    const { version = 0 } = room.past.history?.revisions.find(({ label }) => label === "Convoy left") ?? {};
    room.stage.look({ kind: "moment", version });
    const before = room.desk.working?.draft.story;
    await restore(room, version, { kind: "field", name: "keywords" });
    expect(room.desk.working?.draft.story).toEqual({ ...before, keywords: [] });
    const past = (await room.memory.storyAt("harbour", version)).story.body;
    await restore(room, version, { kind: "block", at: past.indexOf("38,000") });
    expect(room.desk.working?.draft.story.body).toBe(before?.body.replace("41,000", "38,000"));
    expect([headline.edits, body.edits, room.stage.looking?.kind]).toEqual([0, 1, "moment"]);
    await restore(room, version, { kind: "field", name: "keywords" });
    expect(room.stage.toasts.at(-1)?.text).toBe("Nothing is different there now.");
  });

  it("never reaches another story that was opened meanwhile, not by its undo either", async () => {
    const room = await watched();
    const version = room.past.history?.revisions.find(({ label }) => label === "First take")?.version ?? 0;
    const other = (await room.memory.openStory("rates")).story;
    const truth = room.memory.restoration.bind(room.memory);
    vi.spyOn(room.memory, "restoration").mockImplementationOnce(async (...asked) => {
      const answer = await truth(...asked);
      await room.desk.open("rates");
      return answer;
    });
    await restore(room, version, { kind: "all" });
    expect(room.desk.working?.draft.story, "the changes were those of the first story").toEqual(other);
    expect(room.stage.toasts.at(-1)?.text).toBe("Another story was opened. Nothing was restored.");

    await room.desk.open("harbour");
    const before = room.desk.working?.draft.story;
    await restore(room, version, { kind: "all" });
    const undo = room.stage.toasts.at(-1)?.deed;
    await room.desk.open("rates");
    undo?.run();
    await vi.waitFor(() => {
      expect(room.desk.working?.id, "the restored story comes back for it").toBe("harbour");
      expect(room.desk.working?.draft.story).toEqual(before);
    });
    expect((await room.memory.openStory("rates")).story).toEqual(other);
  });

  it("is not noted, nor is a version named, while the desk does not take what was typed", async () => {
    const room = await watched();
    const noted = vi.spyOn(room.memory, "saveRevision");
    const refused = { code: "io", message: "The desk cannot be written.", where: null };
    vi.spyOn(room.memory, "edit").mockRejectedValue(refused);
    const version = room.past.history?.revisions.find(({ label }) => label === "First take")?.version ?? 0;
    await expect(restore(room, version, { kind: "all" })).rejects.toEqual(refused);
    await expect(saveVersion(room, "Second take"), "it would be the text without the last words").rejects.toEqual(
      refused,
    );
    expect(noted).not.toHaveBeenCalled();
  });
});
