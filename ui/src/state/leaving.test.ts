// A choice of what a story leaves as is of one text.

import { describe, expect, it } from "vitest";
import { Leaving } from "./leaving.svelte";

describe("what a story is to leave as", () => {
  it("is what usually follows until somebody chooses, and says when that was", () => {
    const leaving = new Leaving();
    expect(leaving.choice).toEqual({ kind: null, note: "", at: null });
    leaving.choose("correction");
    leaving.tell("41,000 tonnes, not 14,000");
    expect(leaving.choice).toMatchObject({ kind: "correction", note: "41,000 tonnes, not 14,000" });
    expect(Date.parse(leaving.choice.at ?? "")).not.toBeNaN();
    leaving.choose("new");
    expect(leaving.choice.note, "no reason that nobody sees").toBe("");
  });

  it("stays while the text that left is the same, for the next format", () => {
    const leaving = new Leaving();
    leaving.choose("correction");
    leaving.changed(8);
    leaving.left(8);
    leaving.changed(8);
    expect(leaving.choice.kind).toBe("correction");
    leaving.changed(9);
    expect(leaving.choice, "another text is another release").toEqual({ kind: null, note: "", at: null });
    leaving.choose("hold");
    leaving.changed(10);
    expect(leaving.choice.kind, "what is still to leave is not given up by typing").toBe("hold");
  });
});
