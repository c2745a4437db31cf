// Findings come a moment behind the keys: only those of the text as it stands are places in it.

import { describe, expect, it } from "vitest";
import { testRoom } from "../../tests/window";

describe("what the checks found", () => {
  it("is of the text as it stands, never of one that was typed on since", async () => {
    const { desk, memory } = await testRoom();
    const { working } = desk;
    if (!working) throw new Error("no story");
    const end = working.fields.headline.length;
    working.type("headline", [{ from: end, to: end, insert: "." }]);
    await working.measured();
    expect(working.found.map(({ place }) => place.from)).toEqual([end]);
    const { found } = working;
    const late = memory.measure(working.id, "tass");
    working.type("headline", [{ from: 0, to: 0, insert: "Late: " }]);
    await late;
    await working.remeasure();
    expect(working.measure.findings, "the panel has what is known").toHaveLength(1);
    expect(working.found, "the marks of the time before go on with the text").toBe(found);
    await working.measured();
    expect(working.found.map(({ place }) => place.from)).toEqual([end + 6]);
  });
});
