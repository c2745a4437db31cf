// F6 walks through the parts of the window, and lands where somebody would begin there.

import { fireEvent, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { testRoom, type TestRoom } from "../../tests/window";
import { Hearing } from "../ipc";
import App from "./App.svelte";

async function open(story: string | null): Promise<TestRoom> {
  const room = await testRoom(story);
  room.desk.keep({ right_panel: "wire" });
  render(App, { room, hearing: new Hearing(room.memory) });
  await screen.findByRole("button", { name: "Export…" });
  await tick();
  return room;
}

const walk = (by: KeyboardEventInit = {}): Promise<boolean> =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: "F6", code: "F6", ...by });

// Nothing is laid out: every region counts as shown, in a window that is wide enough for three.
beforeEach(() => {
  vi.stubGlobal("innerWidth", 1_440);
  vi.spyOn(Element.prototype, "getClientRects").mockReturnValue([new DOMRect()] as unknown as DOMRectList);
});

describe("F6", () => {
  it("enters the panel on the right by the tab that is shown", async () => {
    await open("harbour");
    screen.getByRole("textbox", { name: "Text" }).focus();
    await walk();
    expect(document.activeElement).toBe(screen.getByRole("tab", { name: "Wire" }));
    await walk({ shiftKey: true });
    expect(document.activeElement, "and goes back to the text").toBe(screen.getByRole("textbox", { name: "Text" }));
  });

  it("goes to what can be done where no story is open", async () => {
    await open(null);
    screen.getByLabelText("Search all stories").focus();
    await walk();
    expect(document.activeElement?.closest("main")?.textContent).toContain("Import a story…");
    expect(document.activeElement?.textContent).toContain("New story");
  });
});
