// Short news as the writer lives with it: few, each once, closed by a key, reached by a key, gone when no longer true.

import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { describe, expect, it, vi } from "vitest";
import { testRoom, type TestRoom } from "../../tests/window";
import { Hearing, type Failure } from "../ipc";
import { CALM } from "../ipc/memory";
import { attempt, copyWire } from "../state/deeds";
import App from "./App.svelte";

async function open(mood = CALM): Promise<TestRoom> {
  const room = await testRoom("harbour", { ...mood });
  render(App, { room, hearing: new Hearing(room.memory) });
  await screen.findByRole("button", { name: "Export…" });
  return room;
}

async function tell({ stage }: TestRoom, ...texts: string[]): Promise<void> {
  for (const text of texts) stage.tell({ tone: "bad", text });
  await tick();
}

const told = (): (string | null)[] => [...document.querySelectorAll(".toast .text")].map((text) => text.textContent);
const key = (name: string): Promise<boolean> =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, code: name });
const text = (): HTMLElement => screen.getByRole("textbox", { name: "Text" });

describe("short news", () => {
  it("is at most three, the same once", async () => {
    const room = await open();
    await tell(room, "one", "two", "three", "two", "four");
    expect(told()).toEqual(["three", "two", "four"]);
  });

  it("keeps what can be undone though the same happened again", async () => {
    const room = await open();
    const deed = { label: "Undo", run: vi.fn() };
    for (const story of [1, 2])
      room.stage.tell({ tone: "plain", text: "Moved to the bin", deed: { ...deed, run: vi.fn(() => story) } });
    await tick();
    expect(screen.getAllByRole("button", { name: "Undo" })).toHaveLength(2);
  });

  it("is closed by Escape in the text, the newest first, and by nothing that Escape leaves before", async () => {
    const room = await open();
    await tell(room, "one", "two");
    room.stage.look({ kind: "moment", version: 30 });
    await tick();
    await key("Escape");
    expect([room.stage.looking, told()], "the moment is left first").toEqual([null, ["one", "two"]]);
    screen.getByLabelText("Search all stories").focus();
    await key("Escape");
    expect(told(), "then the field beside the text").toEqual(["one", "two"]);
    expect(document.activeElement).toBe(text());
    await key("Escape");
    expect(told()).toEqual(["one"]);
  });

  it("gives the keyboard back when it is closed", async () => {
    const room = await open();
    await tell(room, "one", "two");
    screen.getAllByRole("button", { name: "Dismiss" })[1]?.focus();
    await key("Escape");
    expect(document.activeElement, "to the news that is left").toBe(screen.getByRole("button", { name: "Dismiss" }));
    await fireEvent.click(screen.getByRole("button", { name: "Dismiss" }));
    expect(document.activeElement, "then to the text").toBe(text());
  });

  it("gives the keyboard back when it goes by itself", async () => {
    const room = await open();
    vi.useFakeTimers();
    room.stage.tell({ tone: "good", text: "Copy saved" });
    await vi.advanceTimersByTimeAsync(10);
    screen.getByRole("button", { name: "Dismiss" }).focus();
    await vi.advanceTimersByTimeAsync(10_000);
    vi.useRealTimers();
    expect([told(), document.activeElement]).toEqual([[], text()]);
  });

  it("is reached by F6 while there is some", async () => {
    vi.spyOn(Element.prototype, "getClientRects").mockReturnValue([new DOMRect()] as unknown as DOMRectList);
    const room = await open();
    const walked = async (): Promise<boolean> => {
      for (let step = 0; step < 6; step += 1) {
        await key("F6");
        if (document.activeElement?.closest(".toasts")) return true;
      }
      return false;
    };
    expect(await walked(), "nothing is there").toBe(false);
    await tell(room, "one");
    expect(await walked()).toBe(true);
  });

  it("that is bad outlives what goes by itself, and takes no other bad news with it", async () => {
    const room = await open();
    const good = async (...texts: string[]): Promise<void> => {
      for (const text of texts) room.stage.tell({ tone: "good", text });
      await tick();
    };
    await tell(room, "Export failed");
    await good("one", "two", "three");
    expect(told()).toEqual(["Export failed", "two", "three"]);
    await tell(room, "Import failed", "Backup failed");
    await good("four");
    expect(told(), "beside three that are bad").toEqual(["Export failed", "Import failed", "Backup failed", "four"]);
    await good("five");
    expect(told(), "one at a time").toEqual(["Export failed", "Import failed", "Backup failed", "five"]);
    await tell(room, "Copy failed");
    expect(told(), "more is never read").toEqual(["Import failed", "Backup failed", "Copy failed"]);
  });

  it("of text that is not saved goes by itself when it is; of another disk it stays", async () => {
    const room = await open({ ...CALM, diskFull: true });
    room.desk.working?.set({ field: "slug", value: "HARBOUR" });
    await screen.findByRole("alert");
    const fails = (failure: Failure | null): Promise<boolean> =>
      attempt(room, () => Promise.reject(failure as unknown as Error));
    await fails(room.desk.saveFailure);
    await fails({ code: "disk_full", message: "no space is left for /media/stick/story.txt", where: null });
    await tick();
    expect(told()).toEqual([expect.stringMatching("safe in memory"), expect.stringMatching("/media/stick")]);
    room.memory.relieve();
    await waitFor(() => {
      expect(told(), "what is still true stays").toEqual([expect.stringMatching("/media/stick")]);
    });
  });

  it("of a deed that had to wait for text to be saved goes when it is", async () => {
    const room = await open();
    const failure = { code: "locked", message: "The desk did not answer.", where: null };
    const edit = vi.spyOn(room.memory, "edit").mockRejectedValue(failure);
    room.desk.working?.set({ field: "slug", value: "HARBOUR" });
    await attempt(room, () => copyWire(room));
    await tick();
    expect(told()).toEqual([failure.message]);
    edit.mockRestore();
    await waitFor(() => {
      expect(told()).toEqual([]);
    });
  });
});
