// Enter, construct by construct: each row is the text before, the key, the text after.

import { describe, expect, it } from "vitest";
import { after } from "../caret-text";
import { breakAt, paragraphAt } from "./enter";

const cases: [string, string, string][] = [
  ["ends a paragraph with a blank line", "One.‸", "One.\n\n‸"],
  ["parts a paragraph and drops the blank at the cut", "One. ‸Two.", "One.\n\n‸Two."],
  ["drops the blanks on both sides", "One. ‸ Two.", "One.\n\n‸Two."],
  ["makes an empty paragraph above the text it starts", "A\n\n‸B", "A\n\n\n\n‸B"],
  ["makes an empty paragraph between two", "A‸\n\nB", "A\n\n‸\n\nB"],
  ["does nothing in an empty paragraph", "A\n\n‸", "A\n\n‸"],
  ["does nothing in an empty body", "‸", "‸"],
  ["makes paragraphs of two lines of one", "One‸\nTwo", "One\n\n‸Two"],
  ["makes paragraphs of two lines from the second", "One\n‸Two", "One\n\n‸Two"],
  ["goes on below a subhead", "## Sub‸", "## Sub\n\n‸"],
  ["parts a subhead", "## Sub‸head", "## Sub\n\n‸head"],
  ["pushes a subhead down", "A\n\n## ‸Sub", "A\n\n\n\n## ‸Sub"],
  ["makes an empty subhead a paragraph", "A\n\n## ‸", "A\n\n‸"],
  ["leaves room before a subhead that follows at once", "A‸\n## Sub", "A\n\n‸\n\n## Sub"],
  ["makes the next item", "- one‸", "- one\n- ‸"],
  ["parts an item", "- one‸ two", "- one\n- ‸two"],
  ["makes an empty item above", "- ‸one", "- \n- ‸one"],
  ["makes the next number", "1. one‸", "1. one\n2. ‸"],
  ["numbers the items behind on", "1. one‸\n2. two\n3. three", "1. one\n2. ‸\n3. two\n4. three"],
  ["keeps the kind of number", "9) one‸", "9) one\n10) ‸"],
  ["keeps a loose list loose", "- one\n\n- two‸", "- one\n\n- two\n\n- ‸"],
  ["leaves the list from an empty item", "- one\n- ‸", "- one\n\n‸"],
  ["leaves the list in its middle", "- one\n- ‸\n- two", "- one\n\n‸\n\n- two"],
  ["leaves a loose list", "- one\n\n- ‸", "- one\n\n‸"],
  ["leaves a list that is one empty item", "- ‸", "‸"],
  ["makes the next nested item", "- one\n  - two‸", "- one\n  - two\n  - ‸"],
  ["goes one list out from an empty nested item", "- one\n  - two\n  - ‸", "- one\n  - two\n- ‸"],
  ["counts on when it goes out", "1. one\n   - two\n   - ‸\n2. three", "1. one\n   - two\n2. ‸\n3. three"],
  ["goes on from the second line of an item", "- one\n  more‸", "- one\n  more\n- ‸"],
  ["goes on quoting", "> one‸", "> one\n>\n> ‸"],
  ["parts a quote", "> one‸ two", "> one\n>\n> ‸two"],
  ["leaves the quote from an empty line", "> one\n>\n> ‸", "> one\n\n‸"],
  ["leaves the quote in its middle", "> one\n>\n> ‸\n>\n> two", "> one\n\n‸\n\n> two"],
  ["makes the next item in a quote", "> - one‸", "> - one\n> - ‸"],
  ["keeps to the line in preformatted text", "```\ncode‸\n```", "```\ncode\n‸\n```"],
  ["keeps the indent in preformatted text", "```\n  code‸\n```", "```\n  code\n  ‸\n```"],
  ["goes on as usual behind a fence", "```\ncode\n```‸", "```\ncode\n```\n\n‸"],
  ["goes on below a rule", "A\n\n___‸", "A\n\n___\n\n‸"],
  ["makes a row below", "| a | b |\n|---|---|\n| c‸ | d |", "| a | b |\n|---|---|\n| c | d |\n| ‸ |  |"],
  ["makes the first row below the head", "| a‸ | b |\n|---|---|", "| a | b |\n|---|---|\n| ‸ |  |"],
  ["leaves the table from an empty last row", "| a | b |\n|---|---|\n| ‸ |  |", "| a | b |\n|---|---|\n\n‸"],
  ["keeps an insertion whole beside the cut", "A [of B]‸ c", "A [of B]\n\n‸c"],
];

describe("Enter", () => {
  it.each(cases)("%s", (_name, before, expected) => {
    expect(after(before, paragraphAt), "the text that Enter leaves").toBe(expected);
  });
});

describe("Shift+Enter", () => {
  it.each([
    ["breaks the line inside a paragraph", "One‸ two", "One\\\n‸two"],
    ["breaks the line of an item under its text", "- one‸ two", "- one\\\n  ‸two"],
    ["breaks the line of a quote inside it", "> one‸ two", "> one\\\n> ‸two"],
    ["has nothing to break before the first letter", "A\n\n‸B", "A\n\n‸B"],
    ["is Enter in a subhead, which has one line", "## Sub‸", "## Sub\n\n‸"],
    ["is a line in preformatted text", "```\na‸\n```", "```\na\n‸\n```"],
  ])("%s", (_name, before, expected) => {
    expect(after(before, breakAt), "the text that Shift+Enter leaves").toBe(expected);
  });
});
