// The open desk: stories come and go on the table and take their last key with them.

import { describe, expect, it, vi } from "vitest";
import type { DeskEvent } from "../ipc";
import { MemoryDesk } from "../ipc/memory";
import { OpenDesk } from "./desk.svelte";

async function opened(): Promise<{ memory: MemoryDesk; desk: OpenDesk }> {
  const memory = new MemoryDesk();
  const desk = new OpenDesk(memory, await memory.start());
  memory.on((event: DeskEvent) => {
    if (event.kind !== "command") desk.heard(event);
  });
  await desk.open("harbour");
  return { memory, desk };
}

describe("the open desk", () => {
  it("sends the last key before another story is opened", async () => {
    const { memory, desk } = await opened();
    desk.working?.type("headline", [{ from: 0, to: 0, insert: "UPDATE: " }]);
    await desk.open("rates");
    expect(desk.working?.id).toBe("rates");
    const { story } = await memory.openStory("harbour");
    expect(story.headline, "typed a moment before").toMatch(/^UPDATE: Ministry/);
  });

  it("keeps text that the desk did not take, and shows it again", async () => {
    const { memory, desk } = await opened();
    const edit = vi.spyOn(memory, "edit").mockRejectedValue(new Error("gone"));
    desk.working?.type("body", [{ from: 0, to: 0, insert: "Kept. " }]);
    await desk.open("rates");
    await desk.open("harbour");
    expect(desk.working?.body, "nothing typed is lost").toMatch(/^Kept\. The harbour/);
    expect(desk.working?.mark, "and the mark says so").toBe("failed");
    edit.mockRestore();
    expect(await desk.settle(), "sent when the desk answers again").toBe(true);
    expect((await memory.openStory("harbour")).story.body).toMatch(/^Kept\. The harbour/);
  });

  it("lets the later of two stories win", async () => {
    const { desk } = await opened();
    await Promise.all([desk.open("ferry"), desk.open("rates")]);
    expect(desk.working?.id).toBe("rates");
    expect(desk.settings.last_story).toBe("rates");
  });

  it("clears the table when its story goes to the bin", async () => {
    const { desk } = await opened();
    await desk.bin("harbour");
    expect([desk.working, desk.settings.last_story]).toEqual([null, null]);
    expect(desk.stories.find(({ id }) => id === "harbour")?.state).toBe("binned");
    await desk.unbin("harbour");
    expect(desk.stories.find(({ id }) => id === "harbour")?.state).toBe("draft");
  });

  it("shows why nothing is written until everything is", async () => {
    const { memory, desk } = await opened();
    vi.spyOn(memory, "edit").mockResolvedValueOnce({ version: 900, on_disk: false, merged: false });
    desk.heard({ kind: "save_failed", failure: { code: "disk_full", message: "The disk is full.", where: null } });
    desk.working?.type("body", [{ from: 0, to: 0, insert: "x" }]);
    await desk.working?.draft.flush();
    expect([desk.working?.mark, desk.saveFailure?.code]).toEqual(["failed", "disk_full"]);
    desk.heard({ kind: "saved", story: "rates", version: 950 });
    expect(desk.saveFailure?.code, "another story on disk is not this one").toBe("disk_full");
    desk.heard({ kind: "saved", story: "harbour", version: 900 });
    expect(desk.saveFailure, "overcome").toBeNull();
  });

  it("searches over everything and forgets an answer to an older question", async () => {
    const { desk } = await opened();
    desk.search("маяк");
    await desk.refresh();
    expect(desk.found?.cards.map(({ id }) => id)).toEqual(["lighthouse"]);
    desk.search("");
    expect(desk.found).toBeNull();
  });
});
