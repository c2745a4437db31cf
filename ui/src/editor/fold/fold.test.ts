// What is folded away, and when it comes back: marks, links, tables, insertions, the dateline.

import { describe, expect, it } from "vitest";
import { stateOf } from "../caret-text";
import type { EditorWords } from "../options";
import { paint } from "./paint";
import { Sheet } from "./sheet";

const words = { dateline: "Dateline", rawHtml: "printed as text", figure: "Figure" } as EditorWords;

interface Seen {
  /** What a reader sees; drawn things stand in ⟨⟩. */
  text: string;
  /** What is marked how: "wc-strong firm". */
  marks: string[];
  /** Classes of lines by number, from 1. */
  lines: string[];
}

function seen(drawn: string, dateline = ""): Seen {
  const state = stateOf(drawn.includes("‸") || drawn.includes("⟦") ? drawn : `${drawn}`);
  const sheet = new Sheet(state, words, /[‸⟦]/.test(drawn));
  paint(sheet, [{ from: 0, to: state.doc.length }], dateline);
  const pieces: { from: number; to: number; put: string }[] = [];
  const marks: string[] = [];
  const lines: string[] = [];
  sheet.done().all.between(0, state.doc.length, (from, to, { spec }) => {
    const { widget, class: name, side } = spec as { widget?: { toDOM(): HTMLElement }; class?: string; side?: number };
    const put = widget ? `⟨${widget.toDOM().textContent}⟩` : "";
    if (widget ?? name === undefined) pieces.push({ from, to, put: side === undefined && !widget ? "" : put });
    else if (from === to && state.doc.lineAt(from).from === from)
      lines.push(`${String(state.doc.lineAt(from).number)} ${name}`);
    else marks.push(`${name} ${state.sliceDoc(from, to)}`);
  });
  let text = "";
  let at = 0;
  for (const { from, to, put } of pieces) {
    text += state.sliceDoc(at, from) + put;
    at = Math.max(at, to);
  }
  return { text: text + state.sliceDoc(at), marks, lines };
}

describe("marks", () => {
  it.each([
    ["bold and italic", "a **b** *c*", "a b c"],
    ["nested marks", "***a***", "a"],
    ["a link", 'the [port](https://p.example "t") said', "the port said"],
    ["an address in angle brackets", "<https://p.example>", "https://p.example"],
    ["an escaped bracket", "a \\[b\\]", "a [b]"],
    ["a code span", "a `b`", "a b"],
    ["a hard break", "a\\\nb", "a\nb"],
    ["an entity", "a &amp; b", "a ⟨&⟩ b"],
    ["a subhead", "## Sub", "Sub"],
    ["a closed subhead", "## Sub ##", "Sub"],
    ["bullets", "- a\n- b", "⟨•⟩a\n⟨•⟩b"],
    ["numbers", "1. a\n2. b", "⟨1.⟩a\n⟨2.⟩b"],
    ["a nested list", "- a\n  - b", "⟨•⟩a\n⟨•⟩b"],
    ["the indent of what belongs to an item", "- a\n  b", "⟨•⟩a\nb"],
    ["a quote", "> a\n> b", "a\nb"],
    ["a rule", "___", "⟨⟩"],
    ["a fence", "```\na\n```", "\na\n"],
    ["an image alone", "![the port](p.jpg)", "⟨Figure⟩the port"],
  ])("fold away: %s", (_name, text, expected) => {
    expect(seen(text).text, "what a reader sees").toBe(expected);
  });

  it.each([
    ["bold", "a **b‸** c", "a **b** c"],
    ["only what is touched", "**a‸** **b**", "**a** b"],
    ["a link with its address", "[po‸rt](https://p.example)", "[port](https://p.example)"],
    ["an escape", "a \\‸[b", "a \\[b"],
    ["both ends of a selection, not what lies between", "**a⟦** **b** *c*⟧", "**a** b *c*"],
    ["the underline of a rule", "___‸", "___"],
  ])("are shown where the writer is: %s", (_name, text, expected) => {
    expect(seen(text).text, "what the writer sees").toBe(expected);
  });

  it("are not shown to someone who is not at the text", () => {
    expect(seen("**a**").text, "the cursor is at 0, but the keyboard is elsewhere").toBe("a");
  });

  it("of a subhead hang in the margin while the cursor is there", () => {
    expect(seen("## Su‸b").text, "the signs are drawn, not typed over").toBe("⟨##⟩Sub");
  });

  it.each(["-5 degrees", "#hashtag", "1.5 tonnes", "~~a~~", "https://a.example", "5 * 3 * 2", "a_b_c"])(
    "are left alone in %s",
    (text) => {
      expect(seen(text), "there is no mark in it").toEqual({ text, marks: [], lines: [] });
    },
  );
});

describe("insertions", () => {
  it("keep their brackets and are tinted", () => {
    expect(seen("the president [of Testland] said")).toEqual({
      text: "the president [of Testland] said",
      marks: ["wc-insertion [of Testland]"],
      lines: [],
    });
  });

  it("stand beside each other and inside each other", () => {
    expect(seen("[a][b]").marks, "no reference without a definition").toEqual(["wc-insertion [a]", "wc-insertion [b]"]);
    expect(seen("[a [b] c]").marks, "the inner one is inside the outer one").toEqual([
      "wc-insertion [a [b] c]",
      "wc-insertion [b]",
    ]);
  });

  it("hold marks", () => {
    expect(seen("[of **Testland**]").text).toBe("[of Testland]");
  });

  it("are none when escaped, empty, a link, or given a meaning by a definition", () => {
    for (const text of ["\\[a\\]", "[]", "[a](https://a.example)", "[a]\n\n[a]: https://a.example"])
      expect(
        seen(text).marks.filter((mark) => mark.startsWith("wc-insertion")),
        text,
      ).toEqual([]);
  });

  it("are what a task list would be elsewhere", () => {
    expect(seen("- [x] done").marks).toEqual(["wc-insertion [x]"]);
  });
});

describe("a link", () => {
  it("that waits for its address is in sight as it is, and no insertion", () => {
    const waiting = {
      text: "the [notice]() b",
      marks: ["wc-mark [", "wc-link notice", "wc-mark wc-address ]()"],
      lines: [],
    };
    expect(seen("the [notice]() b")).toEqual(waiting);
    expect(seen("the [notice](‸) b")).toEqual(waiting);
  });
});

describe("raw HTML", () => {
  it("is shown as text, with a warning", () => {
    expect(seen("a <b>c</b>")).toEqual({ text: "a <b>c</b>", marks: ["wc-raw <b>", "wc-raw </b>"], lines: [] });
    expect(seen("<div>\nx\n</div>").marks).toEqual(["wc-raw <div>", "wc-raw x", "wc-raw </div>"]);
  });
});

describe("blank lines", () => {
  const gaps = (text: string): string[] => seen(text).lines.filter((line) => line.includes("wc-gap"));

  it("between paragraphs are gaps", () => {
    expect(gaps("a\n\nb"), "one blank line").toEqual(["2 wc-gap"]);
    expect(gaps("a\n\n\n\nb"), "the one in the middle is an empty paragraph").toEqual(["2 wc-gap", "4 wc-gap"]);
    expect(gaps("a\n\n"), "the last one is where the next paragraph begins").toEqual(["2 wc-gap"]);
    expect(gaps("\n\na"), "an empty paragraph at the top").toEqual(["2 wc-gap"]);
  });

  it("around a subhead are as wide as a subhead wants", () => {
    expect(gaps("a\n\n## b\n\nc")).toEqual(["2 wc-gap wc-gap-over", "4 wc-gap wc-gap-under"]);
  });

  it("in preformatted text are lines", () => {
    expect(gaps("```\na\n\nb\n```")).toEqual([]);
  });
});

describe("blocks", () => {
  it("lend their lines a look", () => {
    expect(seen("> - a").lines).toEqual(["1 wc-quote wc-quote-1", "1 wc-item wc-item-1"]);
    expect(seen("- a\n  - b").lines).toEqual(["1 wc-item wc-item-1", "2 wc-item wc-item-2"]);
    expect(seen("## a").lines).toEqual(["1 wc-subhead"]);
  });

  it("of a table stand in columns", () => {
    const { text } = seen("| Ship | Tonnes |\n|---|---:|\n| **Boreas** | 9 |");
    expect(text, "room is drawn where a cell is narrower than its column").toBe(
      "| Ship ⟨⟩| Tonnes |\n\n| Boreas |⟨⟩ 9 |",
    );
  });
});

describe("the dateline", () => {
  const PLACE = "PORT, November 23. /TASS/.";
  it.each([
    ["opens the first paragraph", "One.\n\nTwo.", `⟨${PLACE}⟩One.\n\nTwo.`],
    ["stands in an empty body", "", `⟨${PLACE}⟩`],
    ["opens raw HTML, which is printed as a paragraph", "<div>", `⟨${PLACE}⟩<div>`],
    ["opens nothing that begins with a subhead", "## Sub\n\nOne.", "Sub\n\nOne."],
    ["opens nothing that begins with a list", "- a\n\nOne.", "⟨•⟩a\n\nOne."],
    ["is no opening for a figure", "![a](b.jpg)\n\nOne.", "⟨Figure⟩a\n\nOne."],
  ])("%s", (_name, text, expected) => {
    expect(seen(text, PLACE).text, "where the wire prints it").toBe(expected);
  });
});
