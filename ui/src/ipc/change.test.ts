// Changes are the one way text reaches the desk, so their algebra is held by properties: joined changes mean what the
// single ones meant, and a difference leads from one text to the other without cutting a letter in two.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Change, Story, TextField } from "./bindings";
import { blankStory, carried, changed, changesBetween, difference, joined, spliced, TEXT_FIELDS } from "./change";

const letters = fc.string({ unit: fc.constantFrom("a", "б", "\n", "😀", "é", " "), maxLength: 12 });

/** A change that fits the story, built from numbers. */
function fitting(story: Story, field: TextField, at: number, length: number, insert: string): Change {
  const text = story[field];
  const from = at % (text.length + 1);
  return { kind: "text", field, splices: [{ from, to: Math.min(text.length, from + length), insert }] };
}

const steps = fc.array(
  fc.record({
    field: fc.constantFrom(...TEXT_FIELDS),
    at: fc.nat(40),
    length: fc.nat(3),
    insert: letters,
    sets: fc.boolean(),
  }),
  { maxLength: 20 },
);

describe("changes", () => {
  it("joined mean what they meant one by one", () => {
    fc.assert(
      fc.property(steps, (typed) => {
        let story = blankStory();
        let waiting: Change[] = [];
        for (const { field, at, length, insert, sets } of typed) {
          const change: Change = sets
            ? { kind: "field", set: { field: "slug", value: insert } }
            : fitting(story, field, at, length, insert);
          story = changed(story, change);
          waiting = joined(waiting, change);
        }
        const together = waiting.reduce(changed, blankStory());
        expect(together, "sending later must not change what was typed").toEqual(story);
        const texts = waiting.filter(({ kind }) => kind === "text").length;
        expect(texts, "each text waits as one change").toBeLessThanOrEqual(3);
      }),
    );
  });

  it("of typing forward are one splice", () => {
    const typed = [..."Harbour"].map((insert, at): Change => ({
      kind: "text",
      field: "body",
      splices: [{ from: at, to: at, insert }],
    }));
    const [only, ...rest] = typed.reduce<Change[]>(joined, []);
    expect(rest, "one text, one change").toEqual([]);
    expect(only, "one run of typing, one splice").toEqual({
      kind: "text",
      field: "body",
      splices: [{ from: 0, to: 0, insert: "Harbour" }],
    });
  });

  it("outside the text are refused", () => {
    const wrong = [
      { from: 0, to: 4 },
      { from: 3, to: 2 },
      { from: -1, to: 0 },
    ];
    for (const { from, to } of wrong)
      expect(
        () => spliced("abc", { from, to, insert: "x" }),
        `${String(from)}..${String(to)} is no place in abc`,
      ).toThrow(RangeError);
  });
});

describe("a difference", () => {
  it("leads from one text to the other and cuts no pair", () => {
    fc.assert(
      fc.property(letters, letters, (before, after) => {
        const splice = difference(before, after);
        expect(splice ? spliced(before, splice) : before, "it makes the other text").toBe(after);
        if (!splice) return;
        for (const part of [before.slice(0, splice.from), before.slice(splice.to), splice.insert])
          expect(part.isWellFormed(), "no half of a pair stands alone").toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it("typed on two sides keeps both", () => {
    const base = { ...blankStory(), body: "Ships sail.", slug: "A" };
    const mine = { ...base, body: "Ships sail. At dawn.", slug: "MINE" };
    const theirs = { ...base, body: "Grain ships sail.", section: "World", slug: "THEIRS" };
    const both = carried(base, mine, theirs);
    expect([both.body, both.section, both.slug]).toEqual(["Grain ships sail. At dawn.", "World", "MINE"]);
    fc.assert(
      fc.property(letters, letters, letters, (a, b, c) => {
        const [one, two, three] = [a, b, c].map((body) => ({ ...blankStory(), body })) as [Story, Story, Story];
        expect(carried(one, one, three), "nothing typed here: theirs").toEqual(three);
        expect(carried(one, two, one), "nothing changed there: mine").toEqual(two);
        const typed = difference(a, b)?.insert ?? "";
        expect(carried(one, two, three).body, "what was typed here is there").toContain(typed);
      }),
    );
  });

  it("of two stories makes one of the other", () => {
    fc.assert(
      fc.property(letters, letters, letters, fc.array(letters), (headline, body, slug, keywords) => {
        const before = { ...blankStory(), body: "abc 😀", slug: "A" };
        const after = { ...before, headline, body, slug, keywords, urgency: 4 };
        expect(changesBetween(before, after).reduce(changed, before), "every field arrives").toEqual(after);
        expect(changesBetween(after, after), "nothing differs from itself").toEqual([]);
      }),
    );
  });
});
