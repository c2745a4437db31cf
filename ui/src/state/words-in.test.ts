// Words of a selection, counted as the desk counts those of the story.
import { describe, expect, it } from "vitest";
import { wordsIn } from "./words-in";

describe("words of a selection", () => {
  it.each([
    ["", 0],
    ["“The president [of Testland] has asked,” he said.", 8],
    ["It’s don't, 12,500 tonnes, 3.5 per cent", 7],
    ["real-time e-mail", 4],
    ["## What comes next\n\n1. Pilots\n2. **Depth** of it", 7],
    ["See [the notice](https://port.example/7).", 3],
    ["Маяк на мысе Северном", 4],
    ["漢字です", 4],
  ])("of %j are %i", (text, count) => {
    expect(wordsIn(text)).toBe(count);
  });
});
