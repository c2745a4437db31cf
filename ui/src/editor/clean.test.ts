// Copy as it reads: the marks go, the words stay, and a bracket that is printed is no mark.

import { describe, expect, it } from "vitest";
import { cleanMarks } from "./clean";

function clean(text: string): string {
  let [shown, at] = ["", 0];
  for (const mark of cleanMarks(text)) {
    shown += text.slice(at, mark.from) + mark.shown;
    at = mark.to;
  }
  return shown + text.slice(at);
}

describe("a clean copy", () => {
  it.each([
    ["a subhead", "## Three ships, one pilot", "Three ships, one pilot"],
    ["marks in a line", "led **both** *ships* through `A`", "led both ships through A"],
    ["a link", "the [Albatross](https://example.org/a 'x') led", "the Albatross led"],
    ["an insertion", "“The president [of Testland] said", "“The president [of Testland] said"],
    ["a quote", "> No ship\n> waits", "No ship\nwaits"],
    ["a list", "- The *Star*\n- The Hope", "• The Star\n• The Hope"],
    ["numbers", "1. One\n2. Two", "1. One\n2. Two"],
    ["an escaped sign", "2 \\* 3", "2 * 3"],
    ["an address in brackets", "<https://example.org>", "<https://example.org>"],
    ["words that are no marks", "5 * 3 is 15, snake_case stays", "5 * 3 is 15, snake_case stays"],
  ])("of %s", (_name, text, expected) => {
    expect(clean(text)).toBe(expected);
  });
});
