// What the wire panel tells of losses: the same thing once with its places, fields without a place by name.
import { describe, expect, it, vi } from "vitest";
import type { ShownLoss } from "../ipc";
import { glance, grouped, withoutPlace, wordsAt } from "./losses";

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

  it("quotes the words at a place as they read", () => {
    const body = [
      "Talks resume. “We have never left the table, and never shall,” he said.",
      "- Depth **of** the channel",
      "See [the notice](https://port.example/7) for *more*. It’s done.",
      "Слово о полку",
    ].join("\n\n");
    const at = (found: string): string => {
      const from = body.indexOf(found);
      return wordsAt(body, { field: "body", line: 1, column: 1, from, to: from + found.length });
    };
    expect(at("**of**"), "without marks").toBe("of");
    expect(at("[the notice](https://port.example/7)"), "without an address").toBe("the notice");
    expect(at("*more*"), "without the stop behind it").toBe("more");
    expect(at("ло"), "a whole word").toBe("Слово");
    expect(at("“"), "a sign by the words behind it, cut between words").toBe("We have never left the…");
    expect(at("’"), "from the beginning of its word").toBe("It’s done");
    expect(at("- Depth **of** the channel"), "an item").toBe("Depth of the channel");
    expect(at("\n\n- "), "nothing reads at the end of a line").not.toContain("\n");
    expect(wordsAt("", { field: "body", line: 1, column: 1, from: 9, to: 12 })).toBe("");
  });

  describe("in a run without spaces", () => {
    const at = (body: string, from: number, to = from + 1): string =>
      wordsAt(body, { field: "body", line: 1, column: 1, from, to });

    it("are quoted by few looks, in it and behind it", () => {
      const run = "iVBORw0K".repeat(1_000);
      const body = `![x](data:image/png;base64,${run})\n\nThe harbour ${run}`;
      const looks = vi.spyOn(String.prototype, "charAt");
      const copies = vi.spyOn(String.prototype, "slice");
      for (let place = 1; place <= 600; place += 1) at(body, body.length - place);
      const copied = copies.mock.results.map(({ value }) => (value as string).length);
      const looked = looks.mock.calls.length;
      vi.restoreAllMocks();
      expect(looked, "letters walked back, for as many places as the panel shows").toBeLessThan(600 * 30);
      expect(Math.max(...copied), "no more than a line's beginning is copied").toBeLessThanOrEqual(400);
      expect(at(body, 0, run.length), "an address that has no end in sight is none of the words").toBe("x");
    });

    it("are quoted from their beginning where that is near, else from the place", () => {
      const body = `港口周二重新开放，${"三艘船驶向开阔海域".repeat(20)}`;
      expect(at(body, 4)).toMatch(/^港口周二重/);
      expect(at(body, 99), "the place is among what is quoted").toBe(`${body.slice(99, 127)}…`);
    });

    it("never part a letter of two halves", () => {
      const body = "𠀀".repeat(500);
      for (const from of [0, 2, 26, 28, 400]) expect(at(body, from, from + 2).isWellFormed(), String(from)).toBe(true);
      expect(at(`a${body}`, 0).isWellFormed(), "nor where the quotation is cut").toBe(true);
      expect(at(`[b](${body})`, 0), "nor where the line is").toBe("b");
    });
  });

  it("tells long words at a glance", () => {
    expect(glance("(U+041F)")).toBe("(U+041F)");
    expect([...glance("я".repeat(500))], "cut, and told that it is").toEqual([..."я".repeat(60), "…"]);
  });
});
