// The story as it was, in the place of the text: what is shown and brought back, and that the text waits behind it.

import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { flushSync, tick } from "svelte";
import { describe, expect, it, vi } from "vitest";
import { testRoom, type TestRoom } from "../../tests/window";
import Write from "../panels/Write.svelte";
import { run } from "../state/commands";
import { forget } from "../state/history-deeds";
import Forget from "./Forget.svelte";
import { WindowState } from "./window.svelte";

const body = (): HTMLElement => screen.getByRole("textbox", { name: "Text" });
const past = (): HTMLElement => screen.getByRole("region", { name: "The story as it was" });
const then = (): string => past().querySelector(".cm-content")?.textContent ?? "";

/** The window with the text, and the version of a revision by its name. */
async function at(label: string): Promise<{ room: TestRoom; version: number }> {
  const room = await testRoom();
  render(Write, { room });
  await room.past.watch("harbour");
  const { version = 0 } = room.past.history?.revisions.find((revision) => revision.label === label) ?? {};
  room.stage.look({ kind: "moment", version });
  await waitFor(() => {
    expect(then(), "the body as it was").not.toBe("");
  });
  await tick();
  return { room, version };
}

const shown = async (room: TestRoom, version: number): Promise<void> => {
  await waitFor(() => {
    expect(room.past.moment?.version).toBe(version);
  });
  flushSync();
};

describe("a moment", () => {
  it("stands in front of the text, which stays as it is, out of reach", async () => {
    const room = await testRoom();
    render(Write, { room });
    await tick();
    const before = body();
    room.stage.look({ kind: "moment", version: 60 });
    await waitFor(() => {
      expect(past()).toBeTruthy();
    });
    expect(before.isConnected && before.closest(".behind"), "the same editor, not to be reached").toBeTruthy();
    expect(await run(room, "text.bold"), "what cannot be seen is not edited").toBe(false);
    const frame = new WindowState(room);
    frame.key(new KeyboardEvent("keydown", { key: "Escape" }));
    flushSync();
    expect([room.stage.looking, body()], "Escape brings the text back, and the keyboard with it").toEqual([
      null,
      before,
    ]);
    expect(document.activeElement).toBe(before);
    expect([room.past.moment, before.closest(".behind")]).toEqual([null, null]);
  });

  it("is read in the column: headline, lead, fields that were different, dateline and text", async () => {
    await at("First take");
    expect(past().querySelector("h1")?.textContent).toBe("Harbour may reopen, ministry says");
    expect(then()).toMatch(/^PORT TESTLAND, November 23.*The harbour of Port Testland may reopen/);
    expect(screen.getByRole("group", { name: "Different then" }).textContent).toMatch(/Keywords.*empty/s);
    expect(past().querySelector(".cm-content")?.getAttribute("contenteditable"), "nothing can be typed").toBe("false");
    expect(past().textContent).toMatch(/As it was on .* at \d\d:\d\d/);
  });

  it("gives back a paragraph, a field, or all of it", async () => {
    const { room, version } = await at("Convoy left");
    const buttons = screen.getAllByRole("button", { name: "Restore this paragraph" });
    expect(buttons.length, "only what reads otherwise now").toBe(1);
    buttons[0]?.focus();
    await fireEvent.click(buttons[0] ?? body());
    await waitFor(() => {
      expect(room.desk.working?.body).toContain("38,000");
    });
    expect(room.stage.looking, "the moment stays in sight").toEqual({ kind: "moment", version });
    await waitFor(() => {
      expect(screen.queryByRole("button", { name: "Restore this paragraph" })).toBeNull();
    });
    await waitFor(() => {
      expect(past().contains(document.activeElement), "the button is gone, the keyboard is not").toBe(true);
    });
    await fireEvent.click(screen.getByRole("button", { name: "Restore: Lead" }));
    await waitFor(() => {
      expect(room.desk.working?.fields.summary).toBe("The first convoy left at dawn");
    });
    await fireEvent.click(screen.getByRole("button", { name: "Restore" }));
    await waitFor(() => {
      expect(room.stage.looking, "the whole story is back: the text itself is shown").toBeNull();
    });
    const { story } = await room.memory.storyAt("harbour", version);
    expect((await room.memory.openStory("harbour")).story).toEqual(story);
    expect(body().textContent, "the editor shows it").toContain("38,000");
    room.stage.edit("undo");
    expect(room.desk.working?.body, "one step takes it back").toContain("The next convoy is due to leave");
  });

  it("gives back a paragraph of the text that is shown, not of one that is still under way", async () => {
    const { room, version } = await at("Convoy left");
    vi.spyOn(room.memory, "storyAt").mockImplementationOnce(() => new Promise(() => undefined));
    const asked = vi.spyOn(room.memory, "restoration");
    room.stage.look({ kind: "moment", version: 30 });
    await tick();
    await fireEvent.click(screen.getByRole("button", { name: "Restore this paragraph" }));
    await waitFor(() => {
      expect(asked.mock.calls[0]?.[1]).toBe(version);
    });
  });

  it("marks what a step changed, and not what a leap did", async () => {
    const { room, version } = await at("Convoy left");
    const mark = (): string | undefined => past().querySelector(".wc-touched")?.textContent;
    // The last step of it set a field, the ones before typed words.
    for (const step of [version - 2, version - 1]) {
      room.stage.look({ kind: "moment", version: step });
      await shown(room, step);
    }
    expect(mark()?.trim(), "the word that was typed").toMatch(/^\S+$/);
    room.stage.look({ kind: "moment", version: 30 });
    await shown(room, 30);
    expect(mark()).toBeUndefined();
  });

  it("leaves with its story", async () => {
    const { room } = await at("First take");
    await room.desk.open("rates");
    flushSync();
    expect(room.stage.looking).toBeNull();
    expect(body().textContent).toContain("The central bank");
  });
});

describe("forgetting", () => {
  it("says what goes and what nobody can promise, and asks twice", async () => {
    const { room, version } = await at("Convoy left");
    const forget = vi.spyOn(room.memory, "forget");
    await run(room, "story.forget");
    expect([room.stage.dialog, room.stage.about]).toEqual(["forget", version]);
    render(Forget, { room, onclose: () => undefined });
    const dialog = await screen.findByRole("dialog");
    await waitFor(() => {
      expect(dialog.textContent).toMatch(/\d+ changes.*4 versions.*1 backup.*Bundles and exports.*drive/s);
    });
    await fireEvent.click(screen.getByRole("button", { name: "Forget…" }));
    expect(forget, "not at the first word").not.toHaveBeenCalled();
    await fireEvent.click(screen.getByRole("button", { name: "Forget for good" }));
    await waitFor(() => {
      expect(room.stage.toasts.at(-1)?.text).toMatch(/^History before .* is forgotten$/);
    });
    expect(forget).toHaveBeenCalledWith("harbour", version);
    expect(room.past.timeline?.versionAt(0), "nothing is left from before").toBe(version);
  });

  it("ends a comparison with what is forgotten", async () => {
    const { room, version } = await at("Convoy left");
    const forgetBefore = (older: number): Promise<void> => {
      room.stage.look({ kind: "compare", older: { kind: "version", version: older }, newer: { kind: "now" } });
      return forget(room, version);
    };
    await forgetBefore(version);
    expect(room.stage.looking, "this one is still remembered").not.toBeNull();
    await forgetBefore(version - 1);
    expect(room.stage.looking).toBeNull();
  });
});
