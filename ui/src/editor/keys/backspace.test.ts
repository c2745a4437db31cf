// Backspace, construct by construct: each row is the text before, the key, the text after.

import { describe, expect, it } from "vitest";
import { after } from "../caret-text";
import { joinBefore, joinBehind } from "./backspace";
import { shifted } from "./indent";
import { ungapped } from "./typing";

describe("Backspace", () => {
  it.each([
    ["joins two paragraphs and takes the blank line", "One.\n\n‸Two.", "One.‸Two."],
    ["takes an empty paragraph", "One.\n\n‸", "One.‸"],
    ["takes an empty paragraph between two", "A\n\n‸\n\nB", "A‸\n\nB"],
    ["joins two lines of one paragraph with a blank", "One\n‸two", "One ‸two"],
    ["takes a hard break", "One\\\n‸two", "One ‸two"],
    ["makes a paragraph of a subhead", "A\n\n## ‸Sub", "A\n\n‸Sub"],
    ["makes a paragraph of an item", "- one\n- ‸two", "- one\n\n‸two"],
    ["makes a paragraph of the first item", "- ‸one\n- two", "‸one\n\n- two"],
    ["numbers on what stays a list", "1. one\n2. ‸two\n3. three", "1. one\n\n‸two\n\n2. three"],
    ["brings a nested item out first", "- one\n  - ‸two", "- one\n- ‸two"],
    ["takes the quote away", "> ‸one", "‸one"],
    ["takes a paragraph out of a quote", "> one\n>\n> ‸two", "> one\n\n‸two"],
    ["takes a paragraph out of the middle of a quote", "> one\n>\n> ‸two\n>\n> three", "> one\n\n‸two\n\n> three"],
    ["joins a paragraph to the item before", "- one\n\n‸two", "- one‸two"],
    ["takes the rule before", "A\n\n___\n\n‸B", "A\n\n‸B"],
    ["goes to the end of a table and joins nothing", "| a |\n|---|\n\n‸B", "| a |\n|---|‸\n\nB"],
    ["keeps the rows of a table apart", "| a |\n|---|\n‸| b |", "| a |\n|---|\n‸| b |"],
    ["is plain inside a word", "On‸e", "plain"],
    ["is plain in preformatted text", "```\na\n‸b\n```", "plain"],
  ])("%s", (_name, before, expected) => {
    expect(after(before, joinBefore), "the text that Backspace leaves").toBe(expected);
  });
});

describe("Delete", () => {
  it.each([
    ["joins with the next paragraph", "One.‸\n\nTwo.", "One.‸Two."],
    ["takes the marks of what it joins", "One‸\n\n- two", "One‸two"],
    ["joins two lines of one paragraph with a blank", "One‸\ntwo", "One‸ two"],
    ["takes an empty paragraph", "A\n\n‸\n\nB", "A\n\n‸B"],
    ["takes the rule behind", "A‸\n\n___\n\nB", "A‸\n\nB"],
    ["leaves a table alone", "A‸\n\n| a |\n|---|", "A‸\n\n| a |\n|---|"],
    ["is plain inside a word", "On‸e", "plain"],
  ])("%s", (_name, before, expected) => {
    expect(after(before, joinBehind), "the text that Delete leaves").toBe(expected);
  });
});

describe("Tab in a list", () => {
  it.each([
    ["puts an item under the one before", 1, "- one\n- two‸", "- one\n  - two‸"],
    ["takes what belongs to the item along", 1, "- one\n- two‸\n  - three", "- one\n  - two‸\n    - three"],
    ["starts the numbers anew", 1, "1. one\n2. two‸", "1. one\n   1. two‸"],
    ["does nothing to the first item", 1, "- one‸", "- one‸"],
    ["brings an item out again", -1, "- one\n  - two‸", "- one\n- two‸"],
    ["works inside a quote", 1, "> - one\n> - two‸", "> - one\n>   - two‸"],
    ["is the window's outside of lists", 1, "One‸", "plain"],
  ] as const)("%s", (_name, step, before, expected) => {
    expect(
      after(before, (state, at) => shifted(state, at, step)),
      "the list after Tab",
    ).toBe(expected);
  });
});

describe("typing in the gap", () => {
  it.each([
    ["between two paragraphs makes one of its own", "A\n‸\nB", "A\n\nx‸\n\nB"],
    ["below the last line makes a paragraph", "A\n‸", "A\n\nx‸"],
    ["inside a quote stays in the quote", "> A\n>‸\n> B", "> A\n>\n> x‸\n>\n> B"],
    ["is plain in an empty paragraph", "A\n\n‸", "plain"],
    ["is plain in text", "A‸", "plain"],
  ])("%s", (_name, before, expected) => {
    expect(
      after(before, (state, at) => ungapped(state, at, "x")),
      "the text after an x",
    ).toBe(expected);
  });
});
