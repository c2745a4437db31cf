// One table of commands: no id and no key stands for two things, and what cannot be used is not run.

import { describe, expect, it, vi } from "vitest";
import { MemoryDesk } from "../ipc/memory";
import { chord } from "../kit/keys";
import { COMMANDS, run, usable } from "./commands";
import { OpenDesk } from "./desk.svelte";
import { Past } from "./past.svelte";
import type { Room } from "./room";
import { Stage } from "./stage.svelte";
import { Outgoing } from "./wire.svelte";

async function room(story: string | null): Promise<Room> {
  const memory = new MemoryDesk();
  const desk = new OpenDesk(memory, await memory.start());
  if (story !== null) await desk.open(story);
  const stage = new Stage();
  return { desk, stage, wire: new Outgoing(memory), past: new Past(memory, stage) };
}

describe("the table of commands", () => {
  it("gives no id and no key to two commands", () => {
    const ids = COMMANDS.map(({ id }) => id);
    expect(new Set(ids).size, "every id stands for one command").toBe(ids.length);
    const keys = COMMANDS.flatMap((command) => (command.keys ? [JSON.stringify(chord(command.keys))] : []));
    expect(new Set(keys).size, "every key runs one command").toBe(keys.length);
  });

  it("offers nothing about a story while none is open", async () => {
    const empty = await room(null);
    const offered = COMMANDS.filter((command) => usable(empty, command)).map(({ id }) => id);
    expect(offered).toEqual(expect.arrayContaining(["story.new", "story.import", "go.palette", "app.quit"]));
    for (const id of ["story.export", "story.version", "text.bold", "go.body", "story.unbin"])
      expect(offered, `${id} needs a story`).not.toContain(id);
    expect(await run(empty, "story.export"), "and it is not run by its key either").toBe(false);
    expect(empty.stage.dialog).toBeNull();
  });

  it("runs what it can and tells what went wrong", async () => {
    const open = await room("harbour");
    expect(await run(open, "story.new")).toBe(true);
    expect(open.desk.working?.fields.headline, "a new story is on the table").toBe("");
    vi.spyOn(open.desk.desk, "backUp").mockRejectedValue({ code: "io", message: "No room for a backup.", where: null });
    expect(await run(open, "desk.back-up")).toBe(false);
    expect(open.stage.toasts.at(-1), "the desk's own sentence").toMatchObject({
      tone: "bad",
      text: "No room for a backup.",
    });
    expect(await run(open, "no.such")).toBe(false);
  });

  it("leaves only when everything is on disk, and asks otherwise", async () => {
    const open = await room("harbour");
    const quit = vi.spyOn(open.desk.desk, "quit");
    open.desk.working?.set({ field: "slug", value: "HARBOUR" });
    await run(open, "app.quit");
    expect(quit, "the last key was sent first").toHaveBeenCalledOnce();

    open.desk.working?.set({ field: "slug", value: "HARBOUR-2" });
    vi.spyOn(open.desk.desk, "edit").mockResolvedValue({ version: 900, on_disk: false, merged: false });
    await run(open, "app.quit");
    expect([quit.mock.calls.length, open.stage.dialog], "text in memory only is not left behind unasked").toEqual([
      1,
      "leave",
    ]);
  });

  it("scales between 100 and 200 per cent", async () => {
    const open = await room(null);
    for (let step = 0; step < 15; step += 1) await run(open, "view.larger");
    expect(open.desk.settings.scale).toBe(200);
    for (let step = 0; step < 25; step += 1) await run(open, "view.smaller");
    expect(open.desk.settings.scale).toBe(100);
  });
});
