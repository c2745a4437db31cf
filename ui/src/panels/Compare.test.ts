// Comparisons as a writer reads them: what came and went, what moved, and single changes put back like typing.

import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { testRoom, type TestRoom } from "../../tests/window";
import type { BlockDelta, Side } from "../ipc";
import { manner } from "../state/comparing.svelte";
import { run } from "../state/commands";
import type { WorkingStory } from "../state/story.svelte";
import Write from "./Write.svelte";

interface Compared extends TestRoom {
  story: WorkingStory;
  /** The version before `change`. */
  older: number;
}

const side = (version: number): Side => ({ kind: "version", version });

/** Compares the sample as it is with what `change` makes of its body, unless other sides are asked for. */
async function compare(change: (body: string) => string, newer: Side = { kind: "now" }): Promise<Compared> {
  const room = await testRoom();
  // The steps of earlier sittings are not of interest here.
  const none = { headline: "", summary: "", body: "", steps: [], version: 0 };
  vi.spyOn(room.memory, "undoTrail").mockResolvedValue(none);
  render(Write, { room });
  await tick();
  const story = room.desk.working as WorkingStory;
  const older = story.draft.version;
  const body = change(story.body);
  if (body !== story.body) room.stage.texts.body?.edit?.([{ from: 0, to: story.body.length, insert: body }]);
  await story.draft.flush();
  room.stage.look({ kind: "compare", older: side(older), newer });
  await screen.findByRole("region", { name: "Comparison" });
  await waitFor(() => {
    expect(screen.queryByText(/words? came/), "compared").not.toBeNull();
  });
  return { ...room, story, older };
}

const sheet = (): HTMLElement => screen.getByRole("tabpanel");
const button = (name: string | RegExp): HTMLElement => screen.getByRole("button", { name });
const body = (): string[] =>
  [...document.querySelectorAll(".row")].map((row) => row.textContent.replace(/\s+/g, " ").trim());
const press = (key: string, more: KeyboardEventInit = {}): Promise<boolean> =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });

beforeEach(() => {
  manner.shown = "inline";
});

describe("a comparison", () => {
  it("shows words that came and went, by more than colour, as clean copy", async () => {
    await compare((text) => text.replace("Three vessels left", "Four vessels sailed"));
    const row = document.querySelector<HTMLElement>(".row.changed");
    const went = [...(row?.querySelectorAll("del") ?? [])].map(({ textContent }) => textContent);
    const came = [...(row?.querySelectorAll("ins") ?? [])].map(({ textContent }) => textContent);
    expect(went, "heard as removed").toEqual(["removed: Three end.", "removed: left end."]);
    expect(came, "heard as added").toEqual(["added: Four end.", "added: sailed end."]);
    expect(row?.textContent, "marks of Markdown are folded").toContain(
      "The pilot boat Albatross led them through both",
    );
    expect(screen.getByText("2 words came, 2 went")).toBeTruthy();
    expect(body()[2], "a subhead reads like one").toBe("Three ships, one pilot");
  });

  it("folds long runs that are the same, and opens them", async () => {
    await compare((text) => `${text}\n\nNew at the end.`);
    const fold = button("6 paragraphs unchanged");
    expect(within(sheet()).queryByText(/The harbour of Port Testland/)).toBeNull();
    await fireEvent.click(fold);
    expect(within(sheet()).getByText(/The harbour of Port Testland/)).toBeTruthy();
    await waitFor(() => {
      expect(document.activeElement?.textContent, "the keyboard goes on where it was").toContain(
        "The harbour of Port Testland",
      );
    });
  });

  it("draws a long one a part a picture, and counts all of it in the end", async () => {
    const frames: FrameRequestCallback[] = [];
    vi.spyOn(window, "requestAnimationFrame").mockImplementation((run) => frames.push(run));
    const many = Array.from({ length: 400 }, (_, at) => `Paragraph ${String(at)} says something new.`);
    await compare(() => many.join("\n\n"));
    const drawn = (): number => document.querySelectorAll(".row").length;
    expect(drawn(), "the first part is there").toBeGreaterThan(30);
    expect(drawn(), "and only that").toBeLessThan(100);
    for (let turn = 0; turn < 12; turn += 1) {
      for (const run of frames.splice(0)) run(performance.now());
      await tick();
    }
    expect(drawn()).toBeGreaterThanOrEqual(400);
    expect(await screen.findByText(/^4\d\d changes$/)).toBeTruthy();
    vi.restoreAllMocks();
  });

  it("does not say that nothing is different where a sign is", async () => {
    const { stage } = await compare((text) => text);
    stage.texts.summary?.edit?.([{ from: 5, to: 5, insert: "," }]);
    expect(await screen.findByText("1 change")).toBeTruthy();
    expect(screen.queryByText("Nothing is different.")).toBeNull();
  });

  it("shows a moved paragraph as moved, with a way to its other end", async () => {
    await compare((text) => {
      const blocks = text.split("\n\n");
      return [blocks.at(-1), ...blocks.slice(0, -1)].join("\n\n");
    });
    expect(screen.getByText("0 words came, 0 went"), "a move is neither").toBeTruthy();
    await fireEvent.click(button("moved to paragraph 1"));
    expect(document.activeElement?.textContent).toContain("moved from paragraph 7");
    await fireEvent.click(button("moved from paragraph 7"));
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Paragraph 7, moved away");
  });

  it("goes from change to change by its commands and Alt with the arrows, round and round", async () => {
    const room = await compare((text) => text.replace("Three vessels", "Four vessels").replace("Thursday", "Friday"));
    await run(room, "go.next-change");
    expect(document.activeElement?.textContent).toContain("Four");
    expect(screen.getByText("1 of 2")).toBeTruthy();
    await press("ArrowDown", { altKey: true });
    expect(document.activeElement?.textContent).toContain("Friday");
    await run(room, "go.next-change");
    expect(document.activeElement?.textContent, "round").toContain("Four");
    await run(room, "go.previous-change");
    expect(document.activeElement?.textContent).toContain("Friday");
    document.querySelector<HTMLElement>(".row.changed + .row")?.focus();
    await run(room, "go.next-change");
    expect(document.activeElement?.textContent, "from the paragraph that was clicked").toContain("Friday");
    document.querySelector<HTMLElement>(".row.changed + .row")?.focus();
    await run(room, "go.previous-change");
    expect(document.activeElement?.textContent).toContain("Four");
    screen.getByRole("combobox", { name: "Compare to" }).focus();
    expect(await press("ArrowDown", { altKey: true }), "a list of choices is opened by its own key").toBe(true);
    room.stage.backToText();
    expect(await run(room, "go.next-change"), "only while a comparison is shown").toBe(false);
  });

  it("stands in two columns, each with its own version, and remembers it", async () => {
    await compare((text) => text.replace("Three vessels", "Four vessels"));
    await fireEvent.click(screen.getByRole("tab", { name: "Side by side" }));
    const cells = [...document.querySelectorAll(".row.changed .cell")].map((cell) => cell.textContent);
    expect(cells[0]).toMatch(/removed: Three end\. vessels/);
    expect(cells[0], "nothing new stands with the old").not.toContain("Four");
    expect(cells[1]).toMatch(/added: Four end\..* vessels/);
    expect(manner.shown).toBe("beside");
  });

  it("compares the other way round, and since the story was filed", async () => {
    const { stage, older, memory, story } = await compare((text) => text.replace("Three vessels", "Four vessels"));
    await fireEvent.click(button("The other way round"));
    expect(stage.looking).toEqual({ kind: "compare", older: { kind: "now" }, newer: side(older) });
    await waitFor(() => {
      expect(document.querySelector("ins")?.textContent).toBe("added: Three end.");
    });
    expect(screen.queryByRole("button", { name: /^Put back/ }), "only into now").toBeNull();
    const { filed } = await memory.history(story.id);
    await fireEvent.click(button("Since the last export"));
    expect(stage.looking).toEqual({ kind: "compare", older: side(filed ?? 0), newer: { kind: "now" } });
  });

  it("chooses its sides among the revisions", async () => {
    const { stage, memory, story, older } = await compare((text) => `${text}\n\nMore.`);
    const [newest] = (await memory.history(story.id)).revisions;
    await fireEvent.change(screen.getByRole("combobox", { name: "Compare to" }), {
      target: { value: String(newest?.version) },
    });
    expect(stage.looking).toEqual({ kind: "compare", older: side(older), newer: side(newest?.version ?? 0) });
  });

  it("says so when nothing is different", async () => {
    await compare((text) => text);
    expect(screen.getByText("Nothing is different.")).toBeTruthy();
    expect(screen.getByText("0 changes")).toBeTruthy();
  });

  it("asks once for what it shows, and again only when the story has another version", async () => {
    const { memory, stage, story } = await compare((text) => text);
    const asked = vi.spyOn(memory, "compare");
    vi.useFakeTimers();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).not.toHaveBeenCalled();
    stage.texts.body?.edit?.([{ from: 0, to: 0, insert: "New. " }]);
    await story.draft.flush();
    await vi.advanceTimersByTimeAsync(1_000);
    vi.useRealTimers();
    expect(asked).toHaveBeenCalledOnce();
  });
});

describe("what is put back", () => {
  it("is one change of words, made like typing and undone by the keys", async () => {
    const { story } = await compare((text) =>
      text.replace("Three vessels", "Four vessels").replace("Thursday", "Friday"),
    );
    await fireEvent.click(button("Put back: Three"));
    expect(story.body).toContain("Three vessels");
    expect(story.body, "the other change stays").toContain("Friday");
    await waitFor(() => {
      expect(screen.queryByRole("button", { name: "Put back: Three" }), "the comparison follows").toBeNull();
    });
    expect(document.activeElement, "the keyboard stays").not.toBe(document.body);
    await press("z", { code: "KeyZ", ctrlKey: true });
    expect(story.body).toContain("Four vessels");
    expect(await screen.findByRole("button", { name: "Put back: Three" })).toBeTruthy();
    // A page that is laid out gives the text behind the comparison no focus.
    screen.getByRole("region", { name: "Comparison" }).focus();
    await press("z", { code: "KeyZ", ctrlKey: true });
    expect(story.body, "what was typed before the comparison is not undone out of sight").toContain("Four vessels");
    await press("y", { code: "KeyY", ctrlKey: true });
    expect(story.body, "and it is made again").toContain("Three vessels");
  });

  it("is a whole paragraph that went, came or moved", async () => {
    const { story, memory, older } = await compare((text) => {
      const blocks = text.split("\n\n");
      return [blocks[0], "Quite new words stand here.", ...blocks.slice(2, -1)].join("\n\n");
    });
    const before = (await memory.storyAt(story.id, older)).story.body;
    await fireEvent.click(button("Take out paragraph 2"));
    await waitFor(() => {
      expect(screen.queryByRole("button", { name: "Take out paragraph 2" })).toBeNull();
    });
    for (const name of ["Put back paragraph 2 as it was", "Put back paragraph 7 as it was"]) {
      await fireEvent.click(await screen.findByRole("button", { name }));
      await waitFor(() => {
        expect(screen.queryByRole("button", { name })).toBeNull();
      });
    }
    expect(story.body).toBe(before);
  });

  it("is not put back where other words stand now: it is compared anew", async () => {
    const { story, stage } = await compare((text) => text.replace("Three vessels", "Four vessels"));
    const back = button("Put back: Three");
    const at = story.body.indexOf("Four vessels");
    stage.texts.body?.edit?.([{ from: at, to: at + 12, insert: "Five boats" }]);
    await fireEvent.click(back);
    expect(stage.toasts.map(({ text }) => text)).toEqual(["Other words stand there now. It is compared anew."]);
    expect(story.body, "nothing was cut into").toContain("Five boats left");
    expect(await screen.findByText(/Five/)).toBeTruthy();
  });

  it("is the line between two paragraphs", async () => {
    const { story, memory, stage, older } = await compare((text) => text);
    const part = (text: string, old: number, now: number): BlockDelta => ({
      kind: "changed",
      block: "paragraph",
      old: { paragraph: 1, span: { from: old, to: old + text.length } },
      new: { paragraph: 1, span: { from: now, to: now + text.length } },
      pieces: [{ kind: "same", text, old: { from: 0, to: 0 }, new: { from: 0, to: 0 } }],
    });
    const body = [part("One is here.", 0, 0), part("Two stays.", 13, 14)];
    const told = await memory.compare(story.id, side(older), { kind: "now" });
    vi.spyOn(memory, "compare").mockResolvedValue({ ...told, body });
    stage.texts.body?.edit?.([{ from: 0, to: story.body.length, insert: "One is here.\n\nTwo stays." }]);
    const seam = await screen.findByText("One paragraph became two here");
    await fireEvent.click(within(seam).getByRole("button", { name: "Put back" }));
    expect(story.body).toBe("One is here. Two stays.");
  });

  it("is a field, and the headline", async () => {
    const { story, stage } = await compare((text) => text);
    story.set({ field: "slug", value: "TESTLAND-WHEAT" });
    stage.texts.headline?.edit?.([{ from: 0, to: 8, insert: "Port" }]);
    const table = await screen.findByRole("table", { name: "Fields that differ" });
    expect(within(table).getByRole("row", { name: /Slug/ }).textContent).toMatch(/TESTLAND-GRAIN.*TESTLAND-WHEAT/);
    await fireEvent.click(button("Put back: Slug"));
    await waitFor(() => {
      expect(story.fields.slug).toBe("TESTLAND-GRAIN");
    });
    await fireEvent.click(await screen.findByRole("button", { name: "Put back: Ministry" }));
    expect(story.fields.headline).toBe("Ministry spokesman: Harbour reopened to grain ships");
  });

  it("comes from either of two earlier versions", async () => {
    const { story, stage, older } = await compare((text) => text.replace("Thursday", "Friday"));
    const later = story.draft.version;
    const at = story.body.indexOf("The next convoy");
    stage.texts.body?.edit?.([
      { from: at, to: story.body.length, insert: "The next convoy is due to leave soon, weather permitting." },
    ]);
    await story.draft.flush();
    stage.look({ kind: "compare", older: side(older), newer: side(later) });
    await fireEvent.click(await screen.findByRole("button", { name: "Put the later one into the story" }));
    await waitFor(() => {
      expect(story.body).toContain("due to leave on Friday");
    });
    await fireEvent.click(await screen.findByRole("button", { name: "Put the earlier one into the story" }));
    await waitFor(() => {
      expect(story.body).toContain("due to leave on Thursday");
    });
  });
});

describe("the messages compared", () => {
  it("show what changes in what goes out, line by line, with every control character", async () => {
    const room = await compare((text) => text.replace("Three vessels", "Four\u00a0vessels"));
    await fireEvent.click(screen.getByRole("tab", { name: "Wire" }));
    const table = await screen.findByRole("table", { name: "The two messages, line by line" });
    const lines = [...table.querySelectorAll(".line:not(.same)")];
    expect(lines.map((line) => line.querySelector(".sign")?.textContent.slice(-1))).toEqual(["−", "+"]);
    expect(lines[0]?.querySelector("del")?.textContent).toContain("Three");
    expect(lines[1]?.querySelector("ins")?.textContent).toContain("Four");
    expect(lines[1]?.querySelector("[data-name]")?.getAttribute("data-name")).toBe("NBSP");
    await run(room, "go.next-change");
    expect(document.activeElement).toBe(lines[0]);
  });
});
