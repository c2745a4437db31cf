// The desk in memory keeps the promises that the window relies on; the program's desk is held to the same by its own
// tests.

import { describe, expect, it } from "vitest";
import type { DeskEvent } from "./bindings";
import { CALM, MemoryDesk } from "./memory";
import { usualRelease } from "../../tests/window";

describe("a desk", () => {
  it("acknowledges an edit with the base of the next one", async () => {
    const desk = new MemoryDesk();
    const { id, version } = await desk.newStory();
    const first = await desk.edit(id, version, [
      { kind: "text", field: "body", splices: [{ from: 0, to: 0, insert: "One." }] },
    ]);
    const second = await desk.edit(id, first.version, [
      { kind: "text", field: "body", splices: [{ from: 4, to: 4, insert: " Two." }] },
    ]);
    expect(second.version, "versions only rise").toBeGreaterThan(first.version);
    const opened = await desk.openStory(id);
    expect([opened.story.body, opened.version]).toEqual(["One. Two.", second.version]);
  });

  it("lists the newest change first and finds words in every text", async () => {
    const desk = new MemoryDesk();
    const cards = await desk.stories("");
    const times = cards.map(({ changed_at }) => changed_at);
    expect(times).toEqual([...times].sort().reverse());
    const found = await desk.stories("pilot albatross");
    expect(
      found.map(({ id }) => id),
      "both words, deep in the body",
    ).toEqual(["harbour"]);
    expect(found[0]?.snippet, "with the text around the first").toMatch(/pilot/i);
  });

  it("says what it cannot do in the one shape of an error", async () => {
    const desk = new MemoryDesk();
    await expect(desk.openStory("none")).rejects.toMatchObject({ code: "story_unknown" });
    const held = MemoryDesk.fromAddress("?desk=held");
    await expect(held.start()).rejects.toMatchObject({ code: "desk_held" });
  });

  it("tells that a write failed, and when it got there", async () => {
    const desk = new MemoryDesk({ ...CALM, diskFull: true });
    const heard: DeskEvent[] = [];
    desk.on((event) => heard.push(event));
    const { version } = await desk.openStory("harbour");
    const ack = await desk.edit("harbour", version, [{ kind: "field", set: { field: "slug", value: "X" } }]);
    expect(ack.on_disk, "in memory only").toBe(false);
    expect(heard.map(({ kind }) => kind)).toContain("save_failed");
    desk.relieve();
    expect(heard).toContainEqual({ kind: "saved", story: "harbour", version: ack.version });
  });

  it("shows the bytes it counts", async () => {
    const desk = new MemoryDesk();
    const preview = await desk.preview("harbour", usualRelease("text"));
    expect(new TextEncoder().encode(preview.text).length).toBe(preview.bytes);
    const { story } = await desk.openStory("harbour");
    for (const { place } of preview.losses)
      expect(story.body.slice(place.from, place.to), "a loss points at what is lost").toMatch(/[“”]/);
  });
});
