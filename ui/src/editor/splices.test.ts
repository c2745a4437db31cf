// The way from a transaction to splices: applied one after the other they give the new text.

import { EditorState, Text } from "@codemirror/state";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EditorSplice } from "./options";
import { spliceBetween, splicesOf } from "./splices";

export function applied(text: string, splices: EditorSplice[]): string {
  return splices.reduce((now, { from, to, insert }) => now.slice(0, from) + insert + now.slice(to), text);
}

describe("splices", () => {
  it("make the new text of the old one, whatever was changed at once", () => {
    const piece = fc.record({ at: fc.nat(), length: fc.nat(5), insert: fc.string({ unit: "grapheme", maxLength: 6 }) });
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.array(piece, { maxLength: 6 }), (text, pieces) => {
        const before = text.replace(/\r/g, "");
        const state = EditorState.create({
          doc: Text.of(before.split("\n")),
          extensions: [EditorState.lineSeparator.of("\n")],
        });
        let free = 0;
        const changes = pieces
          .map(({ at, length, insert }) => ({ from: at % (before.length + 1), length, insert }))
          .sort((a, b) => a.from - b.from)
          .flatMap(({ from, length, insert }) => {
            if (from < free) return [];
            free = Math.min(before.length, from + length);
            return [{ from, to: free, insert }];
          });
        const change = state.changes(changes);
        expect(applied(before, splicesOf(change)), "splices lead where the change leads").toBe(
          change.apply(state.doc).toString(),
        );
      }),
    );
  });

  it("between two texts lead from one to the other and part no surrogate pair", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", " ", "😀", "😁", "ж"), maxLength: 12 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const splice = spliceBetween(before, after);
        expect(applied(before, splice ? [splice] : []), "the splice leads to the new text").toBe(after);
        if (splice) expect(splice.insert.isWellFormed(), "no half of a pair is sent").toBe(true);
      }),
    );
  });
});
