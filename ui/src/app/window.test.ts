// The application menu is told what can be done: what it did not hear is told again, and the newest is told last.

import { describe, expect, it, vi } from "vitest";
import { testRoom } from "../../tests/window";
import { WindowState } from "./window.svelte";

describe("the application menu", () => {
  it("is told again what it did not hear, and then no more", async () => {
    const room = await testRoom();
    const told = vi.spyOn(room.memory, "showUsable").mockRejectedValueOnce(new Error("gone"));
    const frame = new WindowState(room);
    for (const times of [1, 2, 2]) {
      frame.showUsable();
      await vi.waitFor(() => {
        expect(told).toHaveBeenCalledTimes(times);
      });
      await new Promise((done) => setTimeout(done));
    }
    expect(told.mock.calls[1]).toEqual(told.mock.calls[0]);
  });

  it("is told what it showed before when a call was lost in between", async () => {
    const room = await testRoom();
    const told = vi.spyOn(room.memory, "showUsable");
    const frame = new WindowState(room);
    for (const story of ["harbour", "resign", "harbour"]) {
      if (story === "resign") told.mockRejectedValueOnce(new Error("gone"));
      await room.desk.open(story);
      frame.showUsable();
      await new Promise((done) => setTimeout(done));
    }
    expect(told.mock.calls.at(-1), "nobody knows whether it heard of the other").toEqual(told.mock.calls[0]);
    expect(told).toHaveBeenCalledTimes(3);
  });

  it.each(["heard", "lost"])("hears of the newest last, behind a call that is %s", async (fate) => {
    const room = await testRoom();
    const arrive: (() => void)[] = [];
    const told = vi.spyOn(room.memory, "showUsable").mockImplementation(
      () =>
        new Promise((heard, lost) => {
          arrive.push(() => {
            if (fate === "heard") heard();
            else lost(new Error("gone"));
          });
        }),
    );
    const frame = new WindowState(room);
    frame.showUsable();
    for (const story of ["ferry", "resign"]) {
      await room.desk.open(story);
      frame.showUsable();
    }
    expect(told, "one call at a time").toHaveBeenCalledOnce();
    arrive[0]?.();
    await vi.waitFor(() => {
      expect(told).toHaveBeenCalledTimes(2);
    });
    expect(told.mock.calls[1]?.[0], "not of what was open in between").toContain("story.unbin");
  });
});
