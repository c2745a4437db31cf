// Whatever text comes and wherever the cursor stands: painting and keys end in a text, never in an error.

import { EditorSelection } from "@codemirror/state";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stateOf } from "./caret-text";
import { listed, quoted, subheaded } from "./commands/blocks";
import { inserted, linked } from "./commands/link";
import { BOLD, ITALIC, toggled } from "./commands/marks";
import { ruled, tabled } from "./commands/set-in";
import { paint } from "./fold/paint";
import { Sheet } from "./fold/sheet";
import { blanksAbove, isBlank, kindOf } from "./grammar/blanks";
import { joinBefore, joinBehind } from "./keys/backspace";
import { specOf, STAY, type Edit } from "./keys/edit";
import { breakAt, paragraphAt } from "./keys/enter";
import { shifted } from "./keys/indent";
import { restFrom } from "./keys/motion";
import { ungapped } from "./keys/typing";
import type { EditorWords } from "./options";
import { selectionOf } from "./selection";
import { placed } from "./paste/place";

const words = { dateline: "Dateline", rawHtml: "raw", figure: "Figure" } as EditorWords;

const pieces = [
  "a",
  "б",
  "😀",
  " ",
  "  ",
  "\t",
  "\n",
  "\n\n",
  "\n    ",
  "**",
  "*",
  "_",
  "`",
  "```\n",
  "~~~",
  "[",
  "]",
  "](",
  ")",
  "![",
  "\\",
  "\\\n",
  "- ",
  "1. ",
  "9) ",
  "> ",
  ">",
  "## ",
  "#",
  "---\n",
  "___",
  "|",
  "|---|\n",
  "| a | b |\n",
  "<b>",
  "<div>",
  "<!--",
  "&amp;",
  "&",
  "\r",
  "\u00a0",
  "\u0000",
  "]: x",
  "===\n",
];
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(""));

type Rule = (state: ReturnType<typeof stateOf>, at: number) => Edit | null;
const rules: Record<string, Rule> = {
  enter: paragraphAt,
  break: breakAt,
  backspace: joinBefore,
  delete: joinBehind,
  tab: (state, at) => shifted(state, at, 1),
  "shift tab": (state, at) => shifted(state, at, -1),
  typing: (state, at) => ungapped(state, at, "x"),
  paste: (state) =>
    placed(state, state.selection.main.from, state.selection.main.to, { plain: "x\n- y", markdown: null }),
  bold: (state) => toggled(state, BOLD),
  italic: (state) => toggled(state, ITALIC),
  subhead: subheaded,
  quote: quoted,
  list: (state) => listed(state, "list"),
  numbers: (state) => listed(state, "numbers"),
  link: linked,
  insertion: inserted,
  rule: ruled,
  table: tabled,
};

/** A place between two letters. */
function between(all: string, at: number): number {
  const place = at % (all.length + 1);
  return (all.charCodeAt(place) & 0xfc00) === 0xdc00 ? place - 1 : place;
}

describe("a hostile text", () => {
  it.each(Object.entries(rules))("is changed by %s and every letter of it stays", (name, rule) => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (doc, one, two) => {
        const bare = stateOf(doc.replace(/[‸⟦⟧]/g, ""));
        const [anchor, head] = [between(bare.doc.toString(), one), between(bare.doc.toString(), two)];
        const selection = EditorSelection.single(anchor, two % 3 === 0 ? head : anchor);
        const state = bare.update({ selection }).state;
        const edit = rule(state, state.selection.main.head);
        if (!edit || edit === STAY) return;
        const after = state.update(specOf(edit, "input")).state;
        const letters = (all: string): string => all.replace(/[^aб😀]/gu, "");
        if (name !== "paste")
          expect(letters(after.doc.toString()), "no letter is lost or moved").toBe(letters(state.doc.toString()));
      }),
      { numRuns: 400 },
    );
  });

  it("is painted", () => {
    fc.assert(
      fc.property(text, fc.nat(), (doc, at) => {
        const bare = stateOf(doc);
        const state = bare.update({ selection: { anchor: at % (bare.doc.length + 1) } }).state;
        const sheet = new Sheet(state, words, true);
        paint(sheet, [{ from: 0, to: state.doc.length }], "PORT.");
        const { all } = sheet.done();
        all.between(0, state.doc.length, (from, to, { spec }) => {
          const { widget, class: name } = spec as { widget?: unknown; class?: string };
          const hides = widget !== undefined || name === undefined;
          if (hides) expect(state.sliceDoc(from, to), "nothing over a line end is replaced").not.toContain("\n");
        });
        selectionOf(state, null);
      }),
      { numRuns: 800 },
    );
  });

  it("has a resting place for every cursor, and it is one", () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.constantFrom<1 | -1>(1, -1), (doc, at, step) => {
        const state = stateOf(doc);
        const place = restFrom(state, at % (state.doc.length + 1), step);
        const line = state.doc.lineAt(place);
        const onlyGaps = Array.from({ length: state.doc.lines }, (_, number) => state.doc.line(number + 1)).every(
          (one) => kindOf(state, one) === "gap",
        );
        expect(onlyGaps || kindOf(state, line) !== "gap", "not in a gap").toBe(true);
        expect(restFrom(state, place, step), "who rests stays").toBe(place);
      }),
      { numRuns: 400 },
    );
  });

  it("of nothing but blank lines is measured in time", () => {
    const state = stateOf("\n".repeat(20_000));
    expect(blanksAbove(state.doc, 20_000), "a run is counted only so far").toBeLessThanOrEqual(2_000);
    expect(isBlank(state.doc.line(5).text)).toBe(true);
  });
});
