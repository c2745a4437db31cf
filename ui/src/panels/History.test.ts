// The history panel: the slider and its keys, the days, what is done with a revision, and a life of a hundred thousand
// changes.

import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { flushSync, tick } from "svelte";
import { describe, expect, it, vi } from "vitest";
import { testRoom, type TestRoom } from "../../tests/window";
import type { History as Life } from "../ipc";
import { menu } from "../kit/menu.svelte";
import type { WorkingStory } from "../state/story.svelte";
import History from "./History.svelte";

function onTable(room: TestRoom): WorkingStory {
  const { working } = room.desk;
  if (!working) throw new Error("expected a story on the table, got none");
  return working;
}

async function panel(story = "harbour", life?: Life): Promise<TestRoom> {
  const room = await testRoom(story);
  if (life) vi.spyOn(room.memory, "history").mockResolvedValue(life);
  render(History, { room, story: onTable(room) });
  await waitFor(() => {
    expect(room.past.timeline).not.toBeNull();
  });
  await tick();
  return room;
}

const slider = (): HTMLElement => screen.getByRole("slider", { name: "Moments of the story" });
const value = (): number => Number(slider().getAttribute("aria-valuenow"));
async function press(key: string, more: KeyboardEventInit = {}): Promise<void> {
  await fireEvent.keyDown(slider(), { key, ...more });
  flushSync();
}

/** A life of so many changes, one a second up to now, with a revision at each of the places. */
function lifeOf(count: number, places: readonly number[]): Life {
  const start = Date.now() - count * 1_000;
  const steps = Array.from({ length: count - 1 }, () => 1);
  return {
    version: count,
    changes: { versions: [1, ...steps], millis: [start, ...steps.map(() => 1_000)] },
    revisions: places
      .map((place, at) => ({
        number: at + 1,
        at: new Date(start + place * 1_000).toISOString(),
        why: "idle" as const,
        label: "",
        version: place + 1,
        words_added: 12,
        words_removed: 3,
      }))
      .toReversed(),
    filed: null,
    forgotten: null,
  };
}

describe("the days of the list", () => {
  it("follow the clock over midnight", async () => {
    const room = await panel("harbour", lifeOf(100, [10, 90]));
    expect(screen.getByRole("heading", { name: "Today" })).toBeTruthy();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 24 * 3_600_000 });
    room.stage.now = new Date();
    await tick();
    vi.useRealTimers();
    expect(screen.queryByRole("heading", { name: "Today" }), "nothing is of the new day yet").toBeNull();
    expect(screen.getByRole("heading", { name: "Yesterday" })).toBeTruthy();
  });
});

describe("the time slider", () => {
  it("moves by one change, by ten, to the ends, and from revision to revision", async () => {
    const room = await panel();
    const last = value();
    expect(slider().getAttribute("aria-valuetext"), "at the end stands the story itself").toBe(
      `now, moment ${String(last)} of ${String(last)}`,
    );
    await press("ArrowLeft");
    await press("ArrowLeft");
    await press("ArrowRight");
    expect(value(), "arrows move by one change").toBe(last - 1);
    await press("PageDown");
    expect(value(), "Page Down goes back by ten").toBe(last - 11);
    await press("PageUp");
    expect(value()).toBe(last - 1);
    await press("Home");
    expect(value()).toBe(1);
    await press("ArrowLeft");
    expect(value(), "there is nothing before the first").toBe(1);
    const places = room.past.timeline?.marks.map(({ place }) => place + 1) ?? [];
    await press("ArrowRight", { ctrlKey: true });
    expect(value(), "Ctrl goes to the next revision").toBe(places[0]);
    await press("ArrowRight", { ctrlKey: true });
    await press("ArrowLeft", { ctrlKey: true });
    expect(value()).toBe(places[0]);
    expect(slider().getAttribute("aria-valuetext"), "time and version are told").toMatch(
      new RegExp(`\\d\\d:\\d\\d, moment ${String(places[0])} of ${String(last)}$`),
    );
    await press("End");
    expect([value(), room.stage.looking], "the end is now").toEqual([last, null]);
  });

  it("plays and stops by the space bar", async () => {
    const room = await panel();
    await press(" ");
    expect([room.past.playing, value(), room.stage.looking?.kind], "from the beginning").toEqual([true, 1, "moment"]);
    await press(" ");
    expect(room.past.playing).toBe(false);
  });

  it("is dragged, and lets the story stand where it ends at now", async () => {
    const room = await panel("harbour", lifeOf(1_001, [200, 700]));
    vi.spyOn(slider(), "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, 100, 20));
    slider().setPointerCapture = vi.fn();
    const at = (clientX: number): PointerEventInit => ({ clientX, button: 0, pointerId: 1 });
    await fireEvent.pointerDown(slider(), at(25));
    expect(value()).toBe(251);
    await fireEvent.pointerMove(slider(), at(400));
    expect([value(), room.stage.looking?.kind], "while it is held, the end is a moment too").toEqual([1_001, "moment"]);
    await fireEvent.lostPointerCapture(slider(), at(400));
    expect(room.stage.looking, "let go at the end: now").toBeNull();
    await fireEvent.pointerMove(slider(), at(10));
    expect(value(), "a pointer that only passes moves nothing").toBe(1_001);
  });

  it("shows a life of a hundred thousand changes with few nodes", async () => {
    const places = Array.from({ length: 2_000 }, (_, at) => at * 50);
    await panel("harbour", lifeOf(100_000, places));
    expect(value()).toBe(100_000);
    expect(document.querySelectorAll("*").length, "neither changes nor ticks are nodes").toBeLessThan(2_500);
    const ticks = [...slider().querySelectorAll("path")].flatMap((path) => path.getAttribute("d")?.match(/M/g) ?? []);
    expect(ticks.length, "at most one tick a column").toBeLessThanOrEqual(601);
    await press("PageDown");
    expect(value()).toBe(99_990);
    await press("ArrowLeft", { ctrlKey: true });
    expect(value()).toBe(99_951);
  });
});

describe("the list of revisions", () => {
  it("is parted by days, with what came and went told by sign and by words", async () => {
    await panel();
    const days = screen.getAllByRole("heading").map(({ textContent }) => textContent);
    expect(days.length, "two days ago at the earliest").toBeGreaterThanOrEqual(2);
    expect(new Set(days).size, "each day once").toBe(days.length);
    const row = screen.getByRole("button", { name: /^Convoy left/ });
    expect(row.textContent).toMatch(/\d\d:\d\d.*Saved.*\d+ words came, \d+ went.*\+\d+.*−\d+/s);
    expect(screen.getByRole("button", { name: /^Exported/ }).textContent).toContain("last export");
  });

  it("says what will come while there is nothing", async () => {
    await panel("blank");
    expect(screen.getByText("Nothing to go back to yet")).toBeTruthy();
    expect(screen.getByText(/save a version \(Ctrl S\)/)).toBeTruthy();
    expect(screen.queryByRole("slider"), "there is no life to slide through").toBeNull();
  });

  it("looks at a revision, compares it and names it by keys, and offers the same in a menu", async () => {
    const room = await panel();
    const row = screen.getByRole("button", { name: /^Convoy left/ });
    const { version } = room.past.history?.revisions.find(({ label }) => label === "Convoy left") ?? { version: 0 };
    await fireEvent.click(row);
    expect(room.stage.looking).toEqual({ kind: "moment", version });
    expect(row.getAttribute("aria-current")).toBe("true");
    await fireEvent.keyDown(row, { key: "Enter", shiftKey: true });
    await waitFor(() => {
      expect(room.stage.looking).toEqual({
        kind: "compare",
        older: { kind: "version", version },
        newer: { kind: "now" },
      });
    });
    await fireEvent.keyDown(row, { key: "Enter", altKey: true });
    await waitFor(() => {
      expect(room.stage.looking).toMatchObject({ kind: "compare", newer: { kind: "version", version } });
    });
    await fireEvent.keyDown(row, { key: "F2" });
    expect([room.stage.dialog, room.stage.about]).toEqual(["version", version]);
    await fireEvent.contextMenu(row);
    expect(menu.open?.items.map(({ label }) => label)).toEqual([
      "Look at it",
      "Compare with now",
      "Compare with the one before",
      "Save as a version…",
      "Restore",
      "Forget what was before…",
    ]);
    menu.close();
  });

  it("shows what was forgotten, and whose backups still hold it", async () => {
    const room = await panel();
    const { version } = room.past.history ?? { version: 0 };
    await room.memory.forget("harbour", version);
    await room.past.refresh();
    await tick();
    expect(screen.getByText(/was forgotten\. 1 backup still holds it/)).toBeTruthy();
    expect(within(document.body).queryByRole("button", { name: /^Convoy left/ })).toBeNull();
  });
});
