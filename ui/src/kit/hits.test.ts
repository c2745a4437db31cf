// Hits are marked as the desk searches, and a story cannot smuggle markup into the list.

import { render } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { firstHit, hits } from "./hits";
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

describe("the first hit", () => {
  it.each([
    ["is the words one after the other", "Grain and ships: grain\nships left", "grain ships", "grain\nships"],
    ["is any of them where they stand apart", "Ships left with grain", "grain ships", "Ships"],
    ["is the beginning of a word", "unharbour harbours", "harb", "harb"],
    ["is none where there is none", "Ships left", "grain", null],
    ["is none when nothing is searched for", "Ships left", " ", null],
  ])("%s", (_name, text, query, expected) => {
    const hit = firstHit(text, query);
    expect(hit && text.slice(hit.from, hit.to)).toBe(expected);
  });
});
