// The drafted note goes into the story that it is about, and into no other.

import { describe, expect, it, vi } from "vitest";
import { testRoom } from "../../tests/window";
import { NoteDraft } from "./note.svelte";
import type { WorkingStory } from "./story.svelte";

describe("the drafted note", () => {
  it("stays out of a story that was opened while it was drafted", async () => {
    const room = await testRoom();
    const story = room.desk.working as WorkingStory;
    story.type("body", [{ from: 0, to: 0, insert: "The port opened a second channel at noon. " }]);
    const put = vi.fn();
    await new NoteDraft(room).make(story, put);
    expect(put, "there is something to say").toHaveBeenCalledOnce();

    const truth = room.memory.writethru.bind(room.memory);
    vi.spyOn(room.memory, "writethru").mockImplementationOnce(async (id) => {
      const told = await truth(id);
      await room.desk.open("rates");
      return told;
    });
    await new NoteDraft(room).make(story, put);
    expect(put, "the story on the table is another one").toHaveBeenCalledOnce();
  });
});
