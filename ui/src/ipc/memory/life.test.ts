// The life of a story on the desk in memory: what the window's history is drawn from, held to what it promises.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Change, Side } from "../bindings";
import { blankStory, changed, spliced } from "../change";
import { CALM, MemoryDesk } from "../memory";
import { blockDeltas } from "./blocks";
import { comparisonOf } from "./compare";
import { linesOf, piecesOf } from "./pieces";

const insert = (from: number, text: string): Change => ({
  kind: "text",
  field: "body",
  splices: [{ from, to: from, insert: text }],
});

async function written(...texts: string[]): Promise<{ desk: MemoryDesk; id: string; versions: number[] }> {
  const desk = new MemoryDesk();
  const { id, version } = await desk.newStory();
  const versions = [version];
  let length = 0;
  for (const text of texts) {
    versions.push((await desk.edit(id, versions.at(-1) ?? 0, [insert(length, text)])).version);
    length += text.length;
  }
  return { desk, id, versions };
}

describe("a life", () => {
  it("keeps every version with its moment", async () => {
    const { desk, id, versions } = await written("One.", " Two.", " Three.");
    const { changes, version } = await desk.history(id);
    let sum = 0;
    const told = changes.versions.map((step) => (sum += step));
    expect([told, version], "differences add up to the versions").toEqual([versions, versions.at(-1)]);
    expect(changes.millis.length, "each has its moment").toBe(versions.length);
    const bodies = await Promise.all(versions.map((one) => desk.storyAt(id, one)));
    expect(bodies.map(({ story }) => story.body)).toEqual(["", "One.", "One. Two.", "One. Two. Three."]);
    await expect(desk.storyAt(id, 99)).rejects.toMatchObject({ code: "version_unknown" });
  });

  it("tells of a revision what came and went since the one before", async () => {
    const { desk, id, versions } = await written("Grain ships sail.", " At dawn.");
    const earlier = await desk.saveRevision(id, "First take", "manual", versions[1] ?? 0);
    expect([earlier.words_added, earlier.words_removed], "since nothing").toEqual([3, 0]);
    const now = await desk.saveRevision(id, "");
    expect([now.words_added, now.words_removed, now.why]).toEqual([2, 0, "manual"]);
    const { revisions } = await desk.history(id);
    expect(
      revisions.map(({ number }) => number),
      "newest first",
    ).toEqual([2, 1]);
  });

  it("puts an earlier version back by changes alone", async () => {
    const { desk, id, versions } = await written("One.", "\n\nTwo.", "\n\nThree.");
    const { version } = await desk.edit(id, versions.at(-1) ?? 0, [
      { kind: "text", field: "body", splices: [{ from: 6, to: 12, insert: "" }] },
      { kind: "field", set: { field: "slug", value: "NUMBERS" } },
    ]);
    const body = async (part: Parameters<MemoryDesk["restoration"]>[2]): Promise<string> => {
      const { base, changes } = await desk.restoration(id, versions[3] ?? 0, part);
      expect(base).toBe(version);
      return changes.reduce(changed, (await desk.openStory(id)).story).body;
    };
    expect(await body({ kind: "all" })).toBe("One.\n\nTwo.\n\nThree.");
    expect(await body({ kind: "field", name: "slug" }), "the slug alone").toBe("One.\n\nThree.");
    expect(await body({ kind: "block", at: 7 }), "the block that was lost, in its place").toBe(
      "One.\n\nTwo.\n\nThree.",
    );
    expect(await body({ kind: "block", at: 1 }), "one that still stands: nothing to do").toBe("One.\n\nThree.");
  });

  it("forgets what was before, and knows until when", async () => {
    const { desk, id, versions } = await written("One.", " Two.");
    await desk.saveRevision(id, "First", "manual", versions[1] ?? 0);
    const { before, backups } = await desk.forget(id, versions[2] ?? 0);
    expect([before, backups]).toEqual([versions[2], 1]);
    const { revisions, changes, forgotten } = await desk.history(id);
    expect([revisions, changes.versions, forgotten?.before]).toEqual([[], [versions[2]], versions[2]]);
    await expect(desk.storyAt(id, versions[1] ?? 0)).rejects.toMatchObject({ code: "version_unknown" });
    await desk.backUp();
    expect((await desk.history(id)).forgotten?.backups, "the next backup holds it no more").toBe(0);
  });

  it("trails the last steps so that they can be undone", async () => {
    const desk = new MemoryDesk();
    const { story, version } = await desk.openStory("harbour");
    const trail = await desk.undoTrail("harbour");
    expect([trail.version, trail.steps.length > 3], "some steps up to now").toEqual([version, true]);
    const texts = { headline: trail.headline, summary: trail.summary, body: trail.body };
    for (const { texts: parts } of trail.steps)
      for (const { field, splices } of parts) texts[field] = splices.reduce(spliced, texts[field]);
    expect(texts).toEqual({ headline: story.headline, summary: story.summary, body: story.body });
  });

  it("merges another desk's copy and shows a card where both changed a sentence", async () => {
    const desk = new MemoryDesk({ ...CALM, imports: "bundle" });
    const { merged, story } = await desk.importStory();
    expect([story.id, (merged?.words_added ?? 0) > 5]).toEqual(["harbour", true]);
    const { clash, number } = story.clashes[0] ?? { clash: null, number: 0 };
    const shown = story.story.body.slice(clash?.place.from, clash?.place.to);
    expect([shown.includes(clash?.ours ?? "?"), shown.includes(clash?.theirs ?? "?")], "both stand").toEqual([
      true,
      true,
    ]);
    await desk.settleClash("harbour", number);
    expect((await desk.openStory("harbour")).clashes).toEqual([]);
  });

  it("drafts the advisory line since the last filing", async () => {
    const desk = new MemoryDesk();
    expect(await desk.writethru("harbour")).toMatchObject({ note: expect.stringMatching(/\w/) as string });
    const { id } = await desk.newStory();
    expect(await desk.writethru(id)).toEqual({ note: "", since: null });
  });
});

describe("a comparison", () => {
  const texts = fc.string({ unit: fc.constantFrom("Ship ", "sail", "s", "\n\n", "- ", "é", "😀"), maxLength: 14 });

  it("holds both texts, piece by piece and block by block", () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const pieces = piecesOf(before, after);
        const side = (kind: "added" | "removed"): string =>
          pieces.map((piece) => (piece.kind === "same" || piece.kind === kind ? piece.text : "")).join("");
        expect([side("removed"), side("added")]).toEqual([before, after]);
        for (const { text, kind, old, new: now } of pieces) {
          if (kind !== "added") expect(before.slice(old.from, old.to)).toBe(text);
          if (kind !== "removed") expect(after.slice(now.from, now.to)).toBe(text);
        }
        const standing = blockDeltas(before, after).filter(({ kind, new: now }) => kind !== "left" && now);
        expect(
          standing.map(({ new: now }) => after.slice(now?.span.from, now?.span.to)),
          "every block of the newer body once, in its order",
        ).toEqual(after.match(/[^\n]+(?:\n[^\n]+)*/g) ?? []);
      }),
    );
  });

  it("shows a paragraph that moved as moved", () => {
    const [a, b, c] = ["Grain ships left the harbour.", "The minister spoke at noon.", "Weather was calm all day."];
    const kinds = blockDeltas([a, b, c].join("\n\n"), [c, a, b].join("\n\n")).map(({ kind }) => kind);
    expect(kinds).toEqual(["moved", "same", "same", "left"]);
    const { words_added, words_removed } = comparisonOf(
      { ...blankStory(), body: `${a}\n\n${b}` },
      { ...blankStory(), body: `${b}\n\n${a}` },
    );
    expect([words_added, words_removed], "its words neither came nor went").toEqual([0, 0]);
  });

  it("tells lines of a message, and the words in a line that changed", async () => {
    const lines = linesOf("slug\r\nold words\r\nend\r\n", "slug\r\nnew words\r\nend\r\n");
    expect(lines.map(({ kind, old, new: now }) => [kind, old, now])).toEqual([
      ["same", 1, 1],
      ["removed", 2, null],
      ["added", null, 2],
      ["same", 3, 3],
    ]);
    expect(lines[2]?.pieces.map(({ kind, text }) => [kind, text])).toEqual([
      ["added", "new"],
      ["same", " words"],
    ]);
    const desk = new MemoryDesk();
    const { revisions } = await desk.history("ferry");
    const filed: Side = { kind: "version", version: revisions.at(-1)?.version ?? 0 };
    const way = { profile: "tass", format: "text", dialect: "strict" };
    const wire = await desk.compareWire("ferry", filed, { kind: "now" }, way);
    expect(wire.lines.some(({ kind }) => kind === "added")).toBe(true);
  });
});
