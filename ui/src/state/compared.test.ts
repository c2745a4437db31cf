// A comparison as values: what is one change, what is folded away, and the splices that put the older text back. They are
// tried against the texts themselves: what is put back must be what was.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparisonOf } from "../ipc/memory/compare";
import { blankStory, spliced } from "../ipc/change";
import type { BlockDelta, Piece } from "../ipc";
import { blockBack, changeBack, otherEndOf, rowsOf, seamBack, seamOf, stretches } from "./compared";

const compared = (older: string, newer: string): BlockDelta[] =>
  comparisonOf({ ...blankStory(), body: older }, { ...blankStory(), body: newer }).body;

function piece(kind: Piece["kind"], text: string): Piece {
  const span = { from: 0, to: 0 };
  return { kind, text, old: span, new: span };
}

/** The body after the change of one block was put back; null when it was refused. */
function back(older: string, newer: string, at: number, now = newer): string | null {
  return blockBack(now, compared(older, newer), at)?.reduce(spliced, now) ?? null;
}

const at = (older: string, newer: string, kind: BlockDelta["kind"]): number =>
  compared(older, newer).findIndex((delta) => delta.kind === kind);

describe("the changes of a text", () => {
  it("are words that came in place of words that went", () => {
    const found = stretches([
      piece("same", "Three "),
      piece("removed", "ships"),
      piece("added", "boats"),
      piece("same", " left"),
      piece("added", "."),
    ]);
    expect(found.map((one) => (one.kind === "same" ? one.text : `${one.went}>${one.came}`))).toEqual([
      "Three ",
      "ships>boats",
      " left",
      ">.",
    ]);
    expect(found[3]?.new, "counted in the newer text").toEqual({ from: 16, to: 17 });
  });

  it("are put back one by one, only where the text still is what was compared", () => {
    const pieces = [
      piece("same", "Three "),
      piece("removed", "ships"),
      piece("added", "boats"),
      piece("same", " left"),
    ];
    const text = "# A\n\nThree boats left";
    const splices = changeBack(text, { from: 5, pieces }, 1);
    expect(splices?.reduce(spliced, text)).toBe("# A\n\nThree ships left");
    expect(changeBack("# A\n\nThree large boats left", { from: 5, pieces }, 1), "other words stand there").toBeNull();
    expect(changeBack(text, { from: 5, pieces }, 0), "what is the same is no change").toBeNull();
  });
});

describe("a block put back", () => {
  const older = "One is here.\n\nTwo goes away soon.\n\nThree stays in its place.";

  it("has its older words, comes back where it stood, or is taken out with its empty lines", () => {
    const changed = older.replace("in its place", "where it was");
    expect(back(older, changed, at(older, changed, "changed"))).toBe(older);
    const removed = "One is here.\n\nThree stays in its place.";
    expect(back(older, removed, at(older, removed, "removed")), "in the middle").toBe(older);
    const first = "Two goes away soon.\n\nThree stays in its place.";
    expect(back(older, first, at(older, first, "removed")), "at the start").toBe(older);
    for (const added of [
      `Quite new words.\n\n${older}`,
      `${older}\n\nQuite new words.`,
      older.replace("Two", "Quite new words.\n\nTwo"),
    ])
      expect(back(older, added, at(older, added, "added")), `taken out of ${added}`).toBe(older);
    expect(back(older, "", at(older, "", "removed")), "into an empty text").toBe("One is here.");
  });

  it("goes back to where it stood, from either end of the move", () => {
    for (const moved of [
      "Three stays in its place.\n\nOne is here.\n\nTwo goes away soon.",
      "Two goes away soon.\n\nThree stays in its place.\n\nOne is here.",
    ])
      for (const kind of ["moved", "left"] as const)
        expect(back(older, moved, at(older, moved, kind)), `${kind} of ${moved}`).toBe(older);
  });

  it("is refused where other words stand now", () => {
    const newer = older.replace("soon", "at once");
    expect(back(older, newer, at(older, newer, "changed"), newer.replace("Two", "Five"))).toBeNull();
    expect(back(older, newer, at(older, newer, "changed"), `X${newer}`), "or the text moved").toBeNull();
  });

  it("leads back to the older body, block by block, whatever was changed", () => {
    const block = fc.constantFrom(
      "The harbour opened at dawn on Monday.",
      "## Three ships, one pilot",
      "> No ship waits longer than two days.",
      "- The Northern Star\n- The Good Hope",
      "Grain prices fell by two per cent.",
      "Ministers met in the capital, aides said.",
      "Ministers will meet in the capital, aides said.",
    );
    const body = fc.uniqueArray(block, { maxLength: 6 }).map((blocks) => blocks.join("\n\n"));
    fc.assert(
      fc.property(body, body, (before, after) => {
        let text = after;
        for (let tries = 0; tries < 20; tries += 1) {
          const deltas = compared(before, text);
          const next = deltas.findIndex(({ kind }) => kind !== "same");
          if (next < 0) break;
          const splices = blockBack(text, deltas, next);
          expect(splices, "what was just compared can be put back").not.toBeNull();
          text = (splices ?? []).reduce(spliced, text);
        }
        expect(text, "every change put back is the older text").toBe(before);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a line between paragraphs", () => {
  const part = (text: string, old: number, now: number): BlockDelta => ({
    kind: "changed",
    block: "paragraph",
    old: { paragraph: 1, span: { from: old, to: old + text.length } },
    new: { paragraph: 1, span: { from: now, to: now + text.length } },
    pieces: [piece("same", text)],
  });
  const [one, split] = ["One is here. Two stays.", "One is here.\n\nTwo stays."];

  it("that came or went is told, and put back", () => {
    const parted = [part("One is here.", 0, 0), part("Two stays.", 13, 14)];
    expect(seamOf(parted, 0)).toBe("split");
    expect(seamBack(split, parted, 0)?.reduce(spliced, split)).toBe(one);
    const joined = [part("One is here.", 0, 0), part("Two stays.", 14, 13)];
    expect(seamOf(joined, 0)).toBe("joined");
    expect(seamBack(one, joined, 0)?.reduce(spliced, one)).toBe(split);
    expect(seamBack(`X${one}`, joined, 0), "not where other words stand").toBeNull();
  });

  it("is none where paragraphs stand as they stood, and behind the last", () => {
    const body = [part("One is here.", 0, 0), part("Two stays.", 14, 14)];
    expect([seamOf(body, 0), seamOf(body, 1), seamOf([], 0)]).toEqual([null, null, null]);
  });
});

describe("the rows of a comparison", () => {
  const rows = (kinds: string): string =>
    rowsOf(
      [...kinds].map((kind) => ({ kind: kind === "." ? "same" : "changed" })),
      1,
    )
      .map((row) => (row.kind === "same" ? `(${String(row.to - row.from)})` : (kinds[row.at] ?? "")))
      .join("");

  it("fold away what is the same, but not beside a change, and never one or two blocks", () => {
    expect(rows("......x"), "the start of the text").toBe("(5).x");
    expect(rows("x......"), "its end").toBe("x.(5)");
    expect(rows("x.....x"), "between").toBe("x.(3).x");
    expect(rows("x....x"), "two are shown").toBe("x....x");
    expect(rows("...")).toBe("(3)");
    expect(rows("")).toBe("");
  });

  it("know the other end of a move", () => {
    const before = "One is here.\n\nTwo goes away soon.\n\nThree stays in its place.";
    const after = "Two goes away soon.\n\nThree stays in its place.\n\nOne is here.";
    const body = compared(before, after);
    const [moved, left] = [at(before, after, "moved"), at(before, after, "left")];
    expect([otherEndOf(body, moved), otherEndOf(body, left)]).toEqual([left, moved]);
  });
});
