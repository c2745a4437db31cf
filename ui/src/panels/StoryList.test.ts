// The list of stories as its reader uses it: seen in groups, walked by keys, searched as typed.

import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { testRoom, type TestRoom } from "../../tests/window";
import { bin } from "../state/bin";
import { openStory } from "../state/deeds";
import StoryList from "./StoryList.svelte";

async function list(): Promise<TestRoom> {
  const room = await testRoom();
  render(StoryList, { room, now: new Date() });
  return room;
}

const rows = (): (string | undefined)[] =>
  [...document.querySelectorAll<HTMLElement>("[data-story]")].map((row) => row.dataset["story"]);
const row = (id: string): HTMLElement => document.querySelector<HTMLElement>(`[data-story="${id}"]`) ?? document.body;

describe("the list of stories", () => {
  it("shows drafts and exported stories, the bin folded", async () => {
    await list();
    expect(rows(), "newest first in each group").toEqual(["harbour", "rates", "blank", "ferry", "lighthouse"]);
    expect(row("blank").textContent, "a story without a headline has a name").toContain("Untitled");
    await fireEvent.click(screen.getByRole("button", { name: "Bin" }));
    expect(rows()).toContain("resign");
  });

  it("opens a story and marks it as the one on the table", async () => {
    const room = await list();
    await fireEvent.click(row("rates"));
    await waitFor(() => {
      expect(row("rates").getAttribute("aria-current"), "the open story is marked").toBe("true");
    });
    expect(room.desk.working?.id).toBe("rates");
  });

  it("shows the open story as it stands this moment", async () => {
    const room = await list();
    room.desk.working?.type("headline", [{ from: 0, to: 8, insert: "Port" }]);
    await waitFor(() => {
      expect(row("harbour").textContent, "before the desk was asked again").toContain("Port spokesman");
    });
  });

  it("tells an exported story that was changed since", async () => {
    const room = await list();
    expect(row("ferry").textContent, "what left is what stands here").not.toContain("changed since");
    await openStory(room, "ferry");
    room.desk.working?.type("headline", [{ from: 0, to: 0, insert: "New: " }]);
    await waitFor(() => {
      expect(row("ferry").textContent).toContain("changed since");
    });
  });

  it("is walked by arrows and bins by Delete", async () => {
    const room = await list();
    row("harbour").focus();
    await fireEvent.keyDown(row("harbour"), { key: "ArrowDown" });
    expect(document.activeElement, "the next row").toBe(row("rates"));
    await fireEvent.keyDown(row("rates"), { key: "End" });
    expect(document.activeElement, "the last row").toBe(row("lighthouse"));
    await fireEvent.keyDown(row("lighthouse"), { key: "Delete" });
    await waitFor(() => {
      expect(rows(), "it left the list").not.toContain("lighthouse");
    });
    expect(room.stage.toasts.at(-1)?.deed?.label, "and can be had back").toBe("Undo");
  });

  it("opens the neighbour of an open story that is binned, and gives its row the keyboard", async () => {
    const room = await list();
    row("harbour").focus();
    await fireEvent.keyDown(row("harbour"), { key: "Delete" });
    await waitFor(() => {
      expect(document.activeElement, "not its text: Delete once more would change it").toBe(row("rates"));
    });
    expect(room.desk.working?.id).toBe("rates");
    room.stage.toasts.at(-1)?.deed?.run();
    await waitFor(() => {
      expect(room.desk.working?.id, "undone, it is open again").toBe("harbour");
    });
  });

  it("opens the story above where none stands below, and none where there is no other", async () => {
    const room = await list();
    await openStory(room, "blank");
    await bin(room, "blank");
    expect(room.desk.working?.id, "the last draft gives way to the one above").toBe("rates");
    for (const id of ["harbour", "ferry", "lighthouse", "rates"]) await bin(room, id);
    expect(room.desk.working).toBeNull();
  });

  it("searches as you type and marks what it found", async () => {
    await list();
    await fireEvent.input(screen.getByLabelText("Search all stories"), { target: { value: "lens маяк" } });
    await waitFor(() => {
      expect(screen.getByText("Nothing on the desk has these words.")).toBeTruthy();
    });
    await fireEvent.input(screen.getByLabelText("Search all stories"), { target: { value: "harb" } });
    await waitFor(() => {
      expect(rows()).toEqual(["harbour"]);
    });
    expect(row("harbour").querySelector("mark")?.textContent).toBe("Harb");
    await fireEvent.keyDown(screen.getByLabelText("Search all stories"), { key: "Escape" });
    await waitFor(() => {
      expect(rows().length, "Escape shows all again").toBe(5);
    });
  });
});
