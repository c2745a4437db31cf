// The message that is shown and the body that its places lie in are of one version, however fast somebody types.

import { describe, expect, it, vi } from "vitest";
import { testRoom, usualRelease, type TestRoom } from "../../tests/window";
import type { Preview } from "../ipc";
import type { WorkingStory } from "./story.svelte";
import { releaseOf } from "./way";

const RELEASE = usualRelease("text");

interface Table extends TestRoom {
  story: WorkingStory;
  /** What the desk has been asked, oldest first; an answer arrives when the test says so. */
  arrive: ((preview: Preview) => void)[];
  made: () => Promise<Preview>;
}

async function table(): Promise<Table> {
  const room = await testRoom();
  const story = room.desk.working;
  if (!story) throw new Error("expected a story on the table");
  const made = room.memory.preview.bind(room.memory, story.id, RELEASE);
  const arrive: Table["arrive"] = [];
  vi.spyOn(room.memory, "preview").mockImplementation(() => new Promise((done) => arrive.push(done)));
  return { ...room, story, arrive, made };
}

const type = (story: WorkingStory, insert: string): void => {
  story.type("body", [{ from: 0, to: 0, insert }]);
};

describe("the body of the message that is shown", () => {
  it("is the one that was asked about, whatever was typed and sent since", async () => {
    const { wire, story, arrive, made } = await table();
    const { body } = story;
    const looked = wire.look({ story, release: RELEASE });
    const preview = await made();
    type(story, "Late: ");
    await story.draft.flush();
    arrive[0]?.(preview);
    await looked;
    expect(wire.body, "sent before the answer came").toBe(body);
    type(story, "Later: ");
    expect(wire.body, "typed after it").toBe(body);
  });

  it("is the one that arrived at the desk before the question did", async () => {
    const { wire, story, arrive, made } = await table();
    type(story, "Late: ");
    const looked = wire.look({ story, release: RELEASE });
    await story.draft.flush();
    arrive[0]?.(await made());
    await looked;
    expect(wire.body).toBe(story.body);
    expect(wire.body).toMatch(/^Late: /);
  });

  it("is nobody's when the desk answered of neither, rather than another one", async () => {
    const { wire, story, arrive, made } = await table();
    type(story, "Late: ");
    const looked = wire.look({ story, release: RELEASE });
    await story.draft.flush();
    const preview = await made();
    type(story, "Later: ");
    arrive[0]?.(preview);
    await looked;
    expect([wire.preview, wire.body]).toEqual([preview, ""]);
  });
});

describe("the message that is shown", () => {
  it("arrives though the same is looked at once more meanwhile", async () => {
    const { wire, story, arrive, made } = await table();
    const looked = wire.look({ story, release: RELEASE });
    await wire.look({ story, release: { ...RELEASE } });
    const preview = await made();
    arrive[0]?.(preview);
    await looked;
    expect([wire.preview, arrive.length], "asked once, and shown").toEqual([preview, 1]);
  });
});

describe("the message that is to leave now", () => {
  it("is the newest, though an older one is still on its way", async () => {
    const { wire, story, arrive, made } = await table();
    void wire.look({ story, release: RELEASE });
    const older = await made();
    type(story, "Late: ");
    await story.draft.flush();
    const asked = wire.now();
    const newer = await made();
    expect(newer.sha256).not.toBe(older.sha256);
    arrive[1]?.(newer);
    expect((await asked)?.sha256).toBe(newer.sha256);
  });
});

describe("the kind of release that was chosen", () => {
  it("gives way where what was typed since forbids it, and the message is made as usual", async () => {
    const { wire, desk } = await testRoom("ferry");
    const story = desk.working;
    if (!story) throw new Error("expected a story on the table");
    const look = async (): Promise<void> => wire.look({ story, release: releaseOf(desk, story) });
    story.leaving.choose("repeat");
    await look();
    expect(wire.standing?.kind).toBe("repeat");
    type(story, "Late: ");
    await story.draft.flush();
    await wire.now();
    expect(story.leaving.choice.kind, "another text is no repeat").toBeNull();
    await look();
    expect([wire.standing?.kind, wire.failure]).toEqual(["update", null]);
  });
});
