// The text on the table: what is typed reaches the desk, and the fields outlive everything that changes around them.

import { EditorView } from "@codemirror/view";
import { render, screen, waitFor } from "@testing-library/svelte";
import { flushSync, tick } from "svelte";
import { describe, expect, it, vi } from "vitest";
import { testRoom, type TestRoom } from "../../tests/window";
import type { Story } from "../ipc";
import { bin } from "../state/bin";
import { openStory } from "../state/deeds";
import Write from "./Write.svelte";

async function write(): Promise<TestRoom> {
  const room = await testRoom();
  render(Write, { room });
  await tick();
  return room;
}

const body = (): HTMLElement => screen.getByRole("textbox", { name: "Text" });

describe("the story on the table", () => {
  it("sends what is typed in the headline", async () => {
    const room = await write();
    const field = screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Headline" });
    field.value = `${field.value}, ministry says`;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await room.desk.working?.draft.flush();
    const { story } = await room.memory.openStory("harbour");
    expect(story.headline).toBe("Ministry spokesman: Harbour reopened to grain ships, ministry says");
  });

  it("keeps its editor, and with it the cursor and what can be undone, when the story is measured anew", async () => {
    const room = await write();
    const before = body();
    room.desk.working?.set({
      field: "dateline",
      value: { place: "Cape Nord", region: "", country: "", date: "2026-11-24" },
    });
    await room.desk.working?.draft.flush();
    await room.desk.working?.remeasure();
    flushSync();
    expect(body(), "the same editor").toBe(before);
    await waitFor(() => {
      expect(document.querySelector("[data-text=body]")?.textContent, "with the new dateline").toContain(
        "CAPE NORD, November 24",
      );
    });
  });

  it("underlines what the checks found, until it is put right", async () => {
    const room = await write();
    const { texts } = room.stage;
    const end = room.desk.working?.fields.headline.length ?? 0;
    const marked = (): string[] => [...document.querySelectorAll(".wc-finding")].map(({ textContent }) => textContent);
    texts.headline?.edit?.([{ from: end, to: end, insert: "." }]);
    await waitFor(() => {
      expect(marked(), "a headline ends without a full stop").toEqual(["."]);
    });
    texts.headline?.edit?.([{ from: end, to: end + 1, insert: "" }]);
    await waitFor(() => {
      expect(marked()).toEqual([]);
    });
  });

  it("gives way to another story and to an empty desk", async () => {
    const room = await write();
    await room.desk.open("rates");
    await waitFor(() => {
      expect(body().textContent).toContain("The central bank of Testland");
    });
    await room.desk.bin("rates");
    await waitFor(() => {
      expect(screen.getByRole("heading", { name: "No story is open" }), "others are in the list").toBeTruthy();
    });
    for (const { id } of room.desk.stories) await room.desk.bin(id);
    await waitFor(() => {
      expect(screen.getByRole("heading", { name: "The desk is clear" })).toBeTruthy();
    });
    expect(room.stage.texts.body, "no command reaches a text that is gone").toBeUndefined();
  });

  it("shows the text of the desk when it merged more than was typed here", async () => {
    const room = await write();
    const { working } = room.desk;
    if (working) {
      const { version } = working.draft;
      await room.memory.edit("harbour", version, [
        { kind: "text", field: "body", splices: [{ from: 0, to: 0, insert: "Elsewhere. " }] },
      ]);
      working.type("headline", [{ from: 0, to: 0, insert: "Here: " }]);
      await working.draft.flush();
    }
    await waitFor(() => {
      expect(body().textContent, "the other side's words are shown").toContain("Elsewhere. The harbour");
    });
    const { story } = await room.memory.openStory("harbour");
    expect([story.headline.slice(0, 6), story.body.slice(0, 11)], "and both are kept").toEqual([
      "Here: ",
      "Elsewhere. ",
    ]);
  });

  it("undoes and redoes what was typed before it was left, in every text", async () => {
    const room = await write();
    const { texts } = room.stage;
    const before = { ...room.desk.working?.draft.story };
    texts.headline?.edit?.([{ from: 0, to: 8, insert: "Port" }]);
    texts.body?.edit?.([{ from: 0, to: 0, insert: "Late: " }]);
    await room.desk.working?.draft.flush();
    // A writer rests between two steps.
    const now = Date.now() + 5_000;
    vi.spyOn(Date, "now").mockImplementation(() => now);
    texts.body?.edit?.([{ from: 0, to: 4, insert: "Early" }]);
    await room.desk.working?.draft.flush();
    texts.body?.run?.("undo");
    await room.desk.open("rates");
    await room.desk.open("harbour");
    await tick();
    const story = (): Partial<Story> => room.desk.working?.draft.story ?? {};
    await waitFor(() => {
      texts.body?.run?.("redo");
      expect(story().body?.slice(0, 10), "what was undone can be redone").toBe("Early: The");
    });
    texts.body?.run?.("undo");
    texts.body?.run?.("undo");
    texts.headline?.run?.("undo");
    expect([story().headline, story().body]).toEqual([before.headline, before.body]);
  });

  it("leaves out steps that do not lead to the text", async () => {
    const room = await write();
    const { memory, desk, stage } = room;
    stage.texts.body?.edit?.([{ from: 0, to: 0, insert: "Late: " }]);
    await desk.open("rates");
    const trail = await memory.undoTrail("harbour");
    const asked = vi.spyOn(memory, "undoTrail").mockResolvedValue({ ...trail, body: "Another text" });
    await desk.open("harbour");
    await waitFor(() => {
      expect(asked).toHaveBeenCalled();
    });
    await new Promise((done) => setTimeout(done, 300));
    stage.texts.body?.run?.("undo");
    expect(desk.working?.body.slice(0, 9), "a trail from elsewhere undoes nothing").toBe("Late: The");
    expect(asked, "and is not asked for again").toHaveBeenCalledOnce();
  });
});

describe("a story that is opened again", () => {
  it("has the cursor where it was typed in last, once", async () => {
    const room = await write();
    const { desk, stage } = room;
    const at = (): number => EditorView.findFromDOM(body())?.state.selection.main.head ?? -1;
    stage.texts.body?.edit?.([{ from: 20, to: 20, insert: "late " }]);
    await desk.working?.draft.flush();
    await openStory(room, "rates");
    expect(at(), "nothing was typed there yet").toBe(0);
    await openStory(room, "harbour");
    expect(at(), "behind the words").toBe(25);
    stage.texts.body?.focus(3);
    await openStory(room, "harbour");
    expect(at(), "a story that is open keeps its cursor").toBe(3);
    await openStory(room, "rates");
    await openStory(room, "harbour");
    expect(at(), "and one that comes back has it where it was left").toBe(3);
  });

  it("has it there though it lay on the table meanwhile in the place of one that went to the bin", async () => {
    const room = await write();
    const { desk, stage } = room;
    await openStory(room, "rates");
    stage.texts.body?.edit?.([{ from: 20, to: 20, insert: "late " }]);
    await desk.working?.draft.flush();
    stage.left.clear();
    await openStory(room, "harbour");
    stage.left.delete("rates");
    await bin(room, "harbour");
    expect(desk.working?.id, "its neighbour, which the keyboard is not in").toBe("rates");
    await openStory(room, "ferry");
    await openStory(room, "rates");
    expect(stage.texts.body?.place?.(), "behind the words that were typed").toBe(25);
  });

  it("has the cursor where its last step ended when nobody knows more, unless the writer has begun", async () => {
    const room = await write();
    const { desk, memory, stage } = room;
    stage.texts.body?.edit?.([{ from: 20, to: 20, insert: "late " }]);
    await desk.working?.draft.flush();
    const opened = memory.openStory.bind(memory);
    // The program was started anew: the desk knows of the text alone.
    vi.spyOn(memory, "openStory").mockImplementation(async (id) => ({ ...(await opened(id)), typed_at: null }));
    const again = async (): Promise<void> => {
      await openStory(room, "rates");
      stage.left.clear();
      await openStory(room, "harbour");
    };
    const at = (): number => stage.texts.body?.place?.() ?? -1;
    await again();
    expect(at()).toBe(0);
    await waitFor(() => {
      expect(at()).toBe(25);
    });
    const asked = vi.spyOn(memory, "undoTrail");
    await again();
    window.dispatchEvent(new WheelEvent("wheel"));
    await waitFor(() => {
      expect(asked).toHaveBeenCalledWith("harbour");
    });
    await new Promise((done) => setTimeout(done, 300));
    expect(at(), "who reads is not moved").toBe(0);
  });

  it("begins at its head, however far the story before was read", async () => {
    const room = await write();
    const sheet = body().closest(".sheet");
    if (sheet) sheet.scrollTop = 300;
    await openStory(room, "rates");
    expect(sheet?.scrollTop).toBe(0);
  });

  it("shows the words that it was searched for", async () => {
    const room = await write();
    const { stage } = room;
    const chosen = (): string => {
      const { from, to } = EditorView.findFromDOM(body())?.state.selection.main ?? { from: 0, to: 0 };
      return room.desk.working?.body.slice(from, to) ?? "";
    };
    stage.texts.body?.focus(3);
    await openStory(room, "harbour", "three vessels");
    expect(chosen(), "in the story that is open").toBe("Three vessels");
    await openStory(room, "rates", "testland");
    expect(chosen(), "and in another").toBe("Testland");
    await openStory(room, "harbour", "nowhere");
    expect(stage.texts.body?.place?.(), "what its text has not leaves the cursor where it was").toBeGreaterThan(0);
  });
});
