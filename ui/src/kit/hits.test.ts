// Hits are marked as the desk searches, and a story cannot smuggle markup into the list.

import { render } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { hits } from "./hits";
import Hits from "./Hits.svelte";

describe("hits", () => {
  it("are beginnings of words, without regard to case", () => {
    const marked = hits("Harbour reopened, harbours too, unharbour", "harb")
      .filter(({ hit }) => hit)
      .map(({ text }) => text);
    expect(marked, "the middle of a word is no hit").toEqual(["Harb", "harb"]);
    expect(
      hits("Маяк зажгли", "маяк").filter(({ hit }) => hit),
      "Cyrillic",
    ).toEqual([{ text: "Маяк", hit: true }]);
  });

  it("take what was typed as text, not as a pattern", () => {
    expect(
      hits("a (b) c", "(b")
        .map(({ text }) => text)
        .join(""),
      "no letter is lost",
    ).toBe("a (b) c");
  });

  it("never become markup", () => {
    const { container } = render(Hits, { text: "<img src=x onerror=alert(1)> harbour", query: "harb" });
    expect(container.querySelector("img"), "no element comes from a story").toBeNull();
    expect(container.querySelector("mark")?.textContent, "the hit is marked").toBe("harb");
    expect(container.textContent, "the text is all there").toBe("<img src=x onerror=alert(1)> harbour");
  });
});
