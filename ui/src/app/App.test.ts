// The window as a whole on the desk in memory: what is typed is marked truly, the wire panel shows the exact message,
// bad news stays while it is true, and keys run their command once.

import { EditorView } from "@codemirror/view";
import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { describe, expect, it, vi } from "vitest";
import { testRoom, usualRelease, type TestRoom } from "../../tests/window";
import { Hearing } from "../ipc";
import { CALM, MemoryDesk } from "../ipc/memory";
import App from "./App.svelte";
import { openStory } from "../state/deeds";
import StartFailed from "./StartFailed.svelte";

async function open(story: string | null = "harbour", mood = CALM): Promise<TestRoom> {
  const room = await testRoom(story, mood);
  render(App, { room, hearing: new Hearing(room.memory) });
  // The text first, then its editor, then what stands around it.
  await screen.findByRole("button", { name: "Export…" });
  return room;
}

const mark = (): string | undefined => document.querySelector<HTMLElement>("footer [data-mark]")?.textContent.trim();
const press = (key: string, code: string, more: KeyboardEventInit = {}): Promise<boolean> =>
  fireEvent.keyDown(document.body, { key, code, ctrlKey: true, ...more });

describe("the window", () => {
  it("says `on disk` only of text that is", async () => {
    const room = await open("harbour", { ...CALM, delay: 30 });
    expect(mark()).toBe("On disk");
    room.desk.working?.set({ field: "slug", value: "HARBOUR" });
    await tick();
    expect(mark(), "typed a moment ago").toBe("Saving…");
    await waitFor(() => {
      expect(mark()).toBe("On disk");
    });
    expect((await room.memory.openStory("harbour")).story.slug).toBe("HARBOUR");
  });

  it("tells the menu what can be done now", async () => {
    const told: string[][] = [];
    const room = await testRoom("harbour");
    room.memory.showUsable = async (usable) => {
      await Promise.resolve();
      told.push(usable);
    };
    render(App, { room, hearing: new Hearing(room.memory) });
    await screen.findByRole("button", { name: "Export…" });
    expect(told.at(-1), "an own draft").toContain("story.bin");
    expect(told.at(-1), "came from no file, and is not in the bin").not.toContain("story.original");
    expect(told.at(-1)).not.toContain("story.unbin");
    const before = told.length;
    room.desk.working?.set({ field: "slug", value: "HARBOUR" });
    await tick();
    expect(told, "nothing new is nothing said").toHaveLength(before);
    await openStory(room, "resign");
    await waitFor(() => {
      expect(told.at(-1), "one from the bin").toContain("story.unbin");
    });
  });

  it("keeps the bad news up until the disk has everything", async () => {
    const room = await open("harbour", { ...CALM, diskFull: true });
    room.desk.working?.set({ field: "slug", value: "HARBOUR" });
    await waitFor(() => {
      expect(screen.getByRole("alert").textContent, "why, and what happens to the text").toMatch(
        /Not on disk.*disk under .* is full.*safe in memory.*tried again/s,
      );
    });
    expect(mark()).toBe("Not on disk");
    const alert = (): string => screen.getByRole("alert").textContent;
    expect(alert().match(/in memory/g), "once").toHaveLength(1);
    const message = "The desk cannot be written: it is read-only.";
    room.desk.heard({ kind: "save_failed", failure: { code: "read_only", message, where: null } });
    await tick();
    expect(alert(), "also where the desk does not say it itself").toMatch(/read-only.*safe in memory.*tried again/s);
    expect(screen.getByRole("button", { name: "Save a copy elsewhere" })).toBeTruthy();
    room.memory.relieve();
    await waitFor(() => {
      expect([screen.queryByRole("alert"), mark()]).toEqual([null, "On disk"]);
    });
  });

  it("counts the words of what is selected in the text", async () => {
    const room = await open();
    const text = EditorView.findFromDOM(screen.getByRole("textbox", { name: "Text" }));
    const from = room.desk.working?.body.indexOf("Three vessels") ?? 0;
    text?.dispatch({ selection: { anchor: from, head: from + "Three vessels left".length } });
    expect(await screen.findByText(/^3 of 113 words selected$/)).toBeTruthy();
    await room.desk.open("rates");
    await waitFor(() => {
      expect(screen.queryByText(/selected$/), "another story has nothing selected").toBeNull();
    });
  });

  it("shows the exact message on the wire panel, and again after the story changed", async () => {
    const room = await open();
    await press("p", "KeyP");
    const message = (): string | null | undefined =>
      screen.queryByRole("region", { name: "The message as it would leave" })?.textContent;
    const preview = await room.memory.preview("harbour", usualRelease("text"));
    await waitFor(() => {
      expect(message(), "character for character").toBe(preview.text);
    });
    room.desk.working?.type("headline", [{ from: 0, to: 8, insert: "Port" }]);
    await waitFor(() => {
      expect(message()).toContain("Port spokesman");
    });
    await fireEvent.change(screen.getByRole("combobox", { name: "Format" }), { target: { value: "ninjs-3" } });
    const item = await room.memory.preview("harbour", usualRelease("ninjs-3"));
    await waitFor(() => {
      expect(message()).toBe(item.text);
    });
  });

  it("runs a command once for the menu and the key of one press, and none while composing", async () => {
    const room = await open();
    const create = vi.spyOn(room.memory, "newStory");
    await press("n", "KeyN", { isComposing: true });
    expect(create, "the input method has the key").not.toHaveBeenCalled();
    await press("т", "KeyN");
    room.memory.choose("story.new");
    await waitFor(() => {
      expect(create, "the key on a Cyrillic layout, and its echo from the menu").toHaveBeenCalledOnce();
    });
    await new Promise((done) => setTimeout(done, 100));
    expect(create, "and not once more a moment later").toHaveBeenCalledOnce();
  });

  it("begins with a calm page when there is no story", async () => {
    await open(null, { ...CALM, samples: [] });
    expect(screen.getByRole("heading", { name: "The desk is clear" })).toBeTruthy();
    expect(screen.queryByRole("complementary"), "a panel about nothing is not shown").toBeNull();
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Export…" }).disabled).toBe(true);
  });
});

describe("a desk that does not open", () => {
  it("says why, and offers backups when it is damaged", async () => {
    const desk = MemoryDesk.fromAddress("?desk=damaged");
    const failure = await desk.start().then(
      () => null,
      (thrown: { code: string; message: string; where: string }) => thrown,
    );
    if (failure) render(StartFailed, { desk, failure, hearing: new Hearing(desk) });
    expect(screen.getByText(/database is damaged/), "the desk's own sentence").toBeTruthy();
    await fireEvent.click(await screen.findByRole("button", { name: "Restore…" }));
    const restore = vi.spyOn(desk, "restore").mockResolvedValue(undefined);
    expect(restore, "asked twice").not.toHaveBeenCalled();
    await fireEvent.click(screen.getByRole("button", { name: "Restore and start again" }));
    expect(restore).toHaveBeenCalledWith("backup-1");

    const quit = vi.spyOn(desk, "quit");
    desk.choose("app.quit");
    expect(quit, "the window closes at once: nothing is open").toHaveBeenCalledOnce();
  });
});
