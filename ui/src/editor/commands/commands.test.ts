// The commands of the text: each on, off, across words and blocks, with the selection kept.

import { describe, expect, it } from "vitest";
import { after } from "../caret-text";
import { listed, quoted, subheaded } from "./blocks";
import { inserted, linked, linkedTo } from "./link";
import { BOLD, ITALIC, toggled } from "./marks";
import { ruled, tabled } from "./set-in";

describe("bold and italic", () => {
  it.each([
    ["mark the selection", "a ⟦word⟧ b", "a **⟦word⟧** b"],
    ["leave blanks at the ends outside", "a⟦ word ⟧b", "a **⟦word⟧** b"],
    ["unmark what is marked", "a **⟦word⟧** b", "a ⟦word⟧ b"],
    ["unmark when the signs are selected too", "a ⟦**word**⟧ b", "a ⟦word⟧ b"],
    ["leave the rest marked", "**one ⟦two⟧ three**", "**one** ⟦two⟧ **three**"],
    ["leave the start marked", "**one ⟦two⟧**", "**one** ⟦two⟧"],
    ["join what is marked inside", "⟦one **two** three⟧", "**⟦one two three⟧**"],
    ["grow what is marked at one end", "**one t⟦wo** thr⟧ee", "**one t⟦wo thr⟧**ee"],
    ["mark each paragraph on its own", "⟦one\n\ntwo⟧", "**⟦one**\n\n**two⟧**"],
    ["unmark all paragraphs", "**⟦one**\n\n**two⟧**", "⟦one\n\ntwo⟧"],
    ["mark all when one is not yet", "**⟦one**\n\ntwo⟧", "**⟦one**\n\n**two⟧**"],
    ["leave the marks of a list alone", "⟦- one\n- two⟧", "- **⟦one**\n- **two⟧**"],
    [
      "leave the pipes of a table alone",
      "| ⟦a | b |\n|---|---|\n| c⟧ | d |",
      "| **⟦a** | **b** |\n|---|---|\n| **c⟧** | d |",
    ],
    ["mark the word at the cursor", "a wo‸rd b", "a **wo‸rd** b"],
    ["unmark the word at the cursor", "a **wo‸rd** b", "a wo‸rd b"],
    ["begin where nothing stands", "a ‸", "a **‸**"],
    ["end before anything was typed", "a **‸**", "a ‸"],
    ["go on without at the end", "a **word‸** b", "a **word**‸ b"],
    ["mark a Russian word", "о сло‸во", "о **сло‸во**"],
  ])("%s", (_name, before, expected) => {
    expect(
      after(before, (state) => toggled(state, BOLD)),
      "the text after bold",
    ).toBe(expected);
  });

  it("stand inside one another", () => {
    expect(
      after("a **⟦word⟧** b", (state) => toggled(state, ITALIC)),
      "italic inside bold",
    ).toBe("a ***⟦word⟧*** b");
    expect(
      after("a ***⟦word⟧*** b", (state) => toggled(state, ITALIC)),
      "bold stays",
    ).toBe("a **⟦word⟧** b");
    expect(
      after("a ***⟦word⟧*** b", (state) => toggled(state, BOLD)),
      "italic stays",
    ).toBe("a *⟦word⟧* b");
    expect(
      after("a **‸** b", (state) => toggled(state, ITALIC)),
      "italic begun in bold begun",
    ).toBe("a ***‸*** b");
    expect(
      after("a ***‸*** b", (state) => toggled(state, ITALIC)),
      "and ended again",
    ).toBe("a **‸** b");
  });
});

describe("subhead", () => {
  it.each([
    ["makes one of a paragraph", "A\n\nSub‸", "A\n\n## Sub‸"],
    ["makes a paragraph of one", "A\n\n## Sub‸", "A\n\nSub‸"],
    ["begins one", "A\n\n‸", "A\n\n## ‸"],
    ["takes the bullet away", "- on‸e", "## on‸e"],
    ["takes the underline away", "Sub‸\n---", "Sub‸"],
    ["concerns all that is selected", "⟦one\n\ntwo⟧", "## ⟦one\n\n## two⟧"],
  ])("%s", (_name, before, expected) => {
    expect(after(before, subheaded), "the text after subhead").toBe(expected);
  });
});

describe("quote", () => {
  it.each([
    ["sets a paragraph off", "one‸", "> one‸"],
    ["takes the whole paragraph", "one\ntw‸o", "> one\n> tw‸o"],
    ["holds paragraphs together", "⟦one\n\ntwo⟧", "> ⟦one\n>\n> two⟧"],
    ["lets go again", "> ⟦one\n>\n> two⟧", "⟦one\n\ntwo⟧"],
    ["begins one", "‸", "> ‸"],
    ["keeps what follows outside", "one‸\n## Sub", "> one‸\n\n## Sub"],
  ])("%s", (_name, before, expected) => {
    expect(after(before, quoted), "the text after quote").toBe(expected);
  });
});

describe("lists", () => {
  it.each([
    ["make items of paragraphs", "list", "⟦one\n\ntwo⟧", "- ⟦one\n- two⟧"],
    ["make paragraphs of items", "list", "⟦- one\n- two⟧", "⟦one\n\ntwo⟧"],
    ["make paragraphs of a middle item", "list", "- one\n- tw‸o\n- three", "- one\n\ntw‸o\n\n- three"],
    ["number", "numbers", "⟦one\n\ntwo⟧", "1. ⟦one\n2. two⟧"],
    ["number what had bullets", "numbers", "- ⟦one\n- two⟧", "1. ⟦one\n2. two⟧"],
    ["begin", "list", "A\n\n‸", "A\n\n- ‸"],
    ["keep the lines of a paragraph under their item", "list", "one\ntw‸o", "- one\n  tw‸o"],
    ["make an item of a subhead", "list", "## on‸e", "- on‸e"],
  ] as const)("%s", (_name, kind, before, expected) => {
    expect(
      after(before, (state) => listed(state, kind)),
      "the text after the list command",
    ).toBe(expected);
  });
});

describe("link", () => {
  it.each([
    ["waits for the address of the selection", "a ⟦word⟧ b", "a [word](‸) b"],
    ["waits for the words of an address", "⟦https://port.example/a⟧", "[‸](https://port.example/a)"],
    ["takes the word at the cursor", "a wo‸rd", "a [word](‸)"],
    ["begins one", "a ‸", "a [‸]()"],
    ["shows the address it has", "[wo‸rd](https://a.example)", "[word](⟦https://a.example⟧)"],
    ["makes a link of an insertion", "⟦[port]⟧", "[port](‸)"],
  ])("%s", (_name, before, expected) => {
    expect(after(before, linked), "the text after link").toBe(expected);
  });

  it("is made by pasting an address over words", () => {
    const paste = (drawn: string, address: string): string => after(drawn, (state) => linkedTo(state, address));
    expect(paste("a ⟦word⟧", "https://a.example/(1)"), "round brackets would end the link").toBe(
      "a [word](<https://a.example/(1)>)‸",
    );
    expect(paste("a ⟦word⟧", "javascript:alert(1)"), "only addresses that a story may carry").toBe("plain");
    expect(paste("a ⟦word⟧", "two words"), "words replace words").toBe("plain");
    expect(paste("⟦one\n\ntwo⟧", "https://a.example"), "no link over two paragraphs").toBe("plain");
  });
});

describe("insertion", () => {
  it.each([
    ["puts the selection into brackets", "the ⟦of Testland⟧ x", "the [⟦of Testland⟧] x"],
    ["takes the brackets away", "the [of T‸estland] x", "the of T‸estland x"],
    ["takes them away around a selection", "the [⟦of Testland⟧] x", "the ⟦of Testland⟧ x"],
    ["begins one", "the ‸ x", "the [‸] x"],
    ["ends before anything was typed", "the [‸] x", "the ‸ x"],
    ["does not undo a link", "[wo‸rd](https://a.example)", "[[word‸]](https://a.example)"],
  ])("%s", (_name, before, expected) => {
    expect(after(before, inserted), "the text after insertion").toBe(expected);
  });
});

describe("what is set in", () => {
  it.each([
    ["a rule between two paragraphs", "rule", "A‸\n\nB", "A\n\n___\n\n‸B"],
    ["a rule at the end", "rule", "A‸", "A\n\n___\n\n‸"],
    ["a table at the end", "table", "A‸", "A\n\n| ‸ |  |\n|---|---|\n|  |  |"],
    ["a table in an empty paragraph", "table", "A\n\n‸\n\nB", "A\n\n| ‸ |  |\n|---|---|\n|  |  |\n\nB"],
    ["a table in an empty body", "table", "‸", "| ‸ |  |\n|---|---|\n|  |  |"],
  ] as const)("%s", (_name, kind, before, expected) => {
    expect(after(before, kind === "rule" ? ruled : tabled), "the text with the block in it").toBe(expected);
  });
});
