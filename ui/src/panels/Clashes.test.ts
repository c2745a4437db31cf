// A sentence that two desks changed: the writer sees both forms, chooses one or keeps both, and no choice overwrites what
// was written there since.

import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { describe, expect, it, vi } from "vitest";
import { testRoom, type TestRoom } from "../../tests/window";
import { Clashes } from "../state/clashes.svelte";
import { blankStory } from "../ipc/change";
import type { WorkingStory } from "../state/story.svelte";
import Write from "./Write.svelte";

const OURS = "Inflation will ease to 4% by spring, Governor Maria Obraztsova told a briefing.";
const THEIRS = "Inflation will slow to 4.2% by summer, the governor said.";

async function met(): Promise<TestRoom & { story: WorkingStory; card: HTMLElement }> {
  const room = await testRoom("rates");
  render(Write, { room });
  await tick();
  const card = await screen.findByRole("region", { name: "Changed on both desks: Text" });
  return { ...room, story: room.desk.working as WorkingStory, card };
}

const press = (name: string): Promise<boolean> => fireEvent.click(screen.getByRole("button", { name }));
const gone = (): Promise<void> =>
  waitFor(() => {
    expect(screen.queryByRole("region", { name: /Changed on both desks/ }), "the card is done with").toBeNull();
  });

describe("a sentence changed on both desks", () => {
  it("is a card with what it was and both forms, the words that differ marked", async () => {
    const { card } = await met();
    expect(card.querySelector("del")?.textContent).toBe("Inflation will ease to 4% by summer, the bank said.");
    const forms = [...card.querySelectorAll(".form")];
    expect(forms.map((form) => form.querySelector("p")?.textContent.trim())).toEqual([OURS, THEIRS]);
    const marked = forms.map((form) =>
      [...form.querySelectorAll("mark")].map(({ textContent }) => textContent).join("|"),
    );
    expect(marked[0]).toContain("spring");
    expect(marked[1]).toContain("summer");
    expect(marked.join(), "what both have is not marked").not.toContain("Inflation");
  });

  it.each([
    ["Keep ours", OURS],
    ["Keep theirs", THEIRS],
  ])("is settled by %s, which can be undone", async (name, kept) => {
    const { story, memory, stage } = await met();
    const before = story.body;
    await press(name);
    expect(story.body.split("\n\n")[1], "it stands alone").toBe(kept);
    await gone();
    expect((await memory.openStory("rates")).clashes, "and does not come back").toEqual([]);
    stage.texts.body?.run?.("undo");
    expect(story.body).toBe(before);
  });

  it("is settled once, whatever is clicked meanwhile, and leaves the keyboard to the text", async () => {
    const { story, memory, card } = await met();
    const settled = vi.spyOn(memory, "settleClash");
    const [ours, theirs, both] = within(card).getAllByRole("button");
    ours?.focus();
    for (const choice of [ours, both, theirs]) choice?.click();
    await gone();
    expect(settled).toHaveBeenCalledOnce();
    expect(story.body.split("\n\n")[1], "the first click counts").toBe(OURS);
    await waitFor(() => {
      expect(document.activeElement?.closest("[data-text]")?.getAttribute("data-text")).toBe("body");
    });
  });

  it("may stay as it stands", async () => {
    const { story, memory } = await met();
    const before = story.body;
    await press("Keep both as it stands");
    await gone();
    expect(story.body).toBe(before);
    expect((await memory.openStory("rates")).clashes).toEqual([]);
  });

  it("keeps its place while the text around it changes", async () => {
    const { story, stage } = await met();
    stage.texts.body?.edit?.([{ from: 0, to: 3, insert: "Here the" }]);
    await press("Keep theirs");
    expect(story.body).toBe(
      `Here the central bank of Testland left its key rate at 7.5% on Monday, as expected.\n\n${THEIRS}`,
    );
  });

  it("is not replaced when it was written anew: then it is shown, or done", async () => {
    const { story, stage, card } = await met();
    const at = story.body.indexOf("Governor Maria");
    stage.texts.body?.edit?.([{ from: at, to: at, insert: "a tired " }]);
    await tick();
    const names = within(card)
      .getAllByRole("button")
      .map(({ textContent }) => textContent.trim());
    expect(names).toEqual(["Done", "Show"]);
    const { body } = story;
    await press("Done");
    await gone();
    expect(story.body, "the writer's words stay").toBe(body);
    stage.texts.body?.run?.("undo");
  });

  it("is shown in the text", async () => {
    const { stage } = await met();
    await press("Show");
    expect(document.activeElement?.closest("[data-text]")?.getAttribute("data-text")).toBe("body");
    expect(stage.looking).toBeNull();
  });
});

describe("the place of a clash", () => {
  const card = (field: string, from: number, to: number) => ({
    number: 1,
    at: "2026-11-23T09:00:00Z",
    clash: { field, base: "a", ours: "b", theirs: "c", place: { from, to } },
  });

  it("stands again when what was written inside it is undone", () => {
    let story = { ...blankStory(), body: "One. Two. Three." };
    const clashes = new Clashes([card("body", 5, 9)], () => story);
    story = { ...story, body: "One. Twxo. Three." };
    clashes.typed("body", [{ from: 7, to: 7, insert: "x" }]);
    expect(clashes.cards[0]?.stands, "written inside").toBe(false);
    story = { ...story, body: "One. Two. Three." };
    clashes.typed("body", [{ from: 7, to: 8, insert: "" }]);
    expect(clashes.cards[0]).toMatchObject({ stands: true, place: { from: 5, to: 9 } });
  });

  it("is none for a field that is no text, for an empty place, and behind the end", () => {
    const story = { ...blankStory(), body: "One." };
    for (const one of [card("urgency", 0, 0), card("body", 2, 2), card("body", 2, 9)])
      expect(new Clashes([one], () => story).cards[0]?.stands).toBe(false);
  });
});
