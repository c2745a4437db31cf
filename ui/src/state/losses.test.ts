// What the wire panel tells of losses: the same thing once with its places, fields without a place by name.
import { describe, expect, it } from "vitest";
import type { ShownLoss } from "../ipc";
import { glance, grouped, withoutPlace } from "./losses";

const loss = (what: string, field: string, line = 1, became = ""): ShownLoss => ({
  what,
  became,
  place: { field, line, column: 1, from: 0, to: 0 },
});

describe("losses", () => {
  it("tells the same thing once, each line once", () => {
    const losses = [loss("Italics are not carried", "body", 3), loss("Italics are not carried", "body", 3)];
    const groups = grouped([...losses, loss("Italics are not carried", "body", 5)]);
    expect(groups.map(({ places }) => places.map(({ line }) => line))).toEqual([[3, 5]]);
  });

  it("keeps what became something else among the words, whatever the field", () => {
    const turned = loss("Curly quotes become straight quotes", "slug", 1, '"');
    expect([grouped([turned]).length, withoutPlace([turned]).length]).toEqual([1, 0]);
  });

  it("names a field without a place once, but the parts of a dateline apart", () => {
    const fields = ["byline[0].name", "byline[1].role", "dateline.country", "dateline.region", "slug"];
    const losses = fields.map((field) => loss("is not part of the text", field));
    expect(withoutPlace(losses).map(({ field }) => field)).toEqual([
      "byline",
      "dateline.country",
      "dateline.region",
      "slug",
    ]);
    expect(grouped(losses)).toEqual([]);
  });

  it("tells long words at a glance", () => {
    expect(glance("(U+041F)")).toBe("(U+041F)");
    expect([...glance("я".repeat(500))], "cut, and told that it is").toEqual([..."я".repeat(60), "…"]);
  });
});
