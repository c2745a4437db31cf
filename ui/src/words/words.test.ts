// One thing has one name in the window, whatever the program calls it inside.

import { describe, expect, it } from "vitest";
import words from "./en.json";

const told = Object.entries(words).flatMap(([key, text]) =>
  (typeof text === "string" ? [text] : Object.values(text)).map((said) => `${key}: ${said}`),
);

describe("the words of the window", () => {
  it.each([
    ["a place to come back to", "version", /: .*\brevisions?\b/i],
    ["what went out", "exported", /: .*\b(filed|left the desk)\b/i],
    ["the field below the headline", "lead", /: .*\b(lede|summary|standfirst)\b/i],
  ])("call %s “%s”", (_thing, _name, other) => {
    expect(told.filter((said) => other.test(said))).toEqual([]);
  });
});
