// What is shown on the wire panel must be the message to the last character, whatever it holds.

import { render } from "@testing-library/svelte";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import ControlText from "./ControlText.svelte";
import { blocks, pieces } from "./controls";

const wire = fc.string({
  unit: fc.constantFrom(
    "a",
    "я",
    "\r\n",
    "\n",
    "\r",
    "\t",
    "\u0001",
    "\u0003",
    "\u00a0",
    "\u200b",
    "\u202e",
    "\ufeff",
    "😀",
    "\u0085",
    " ",
  ),
});

describe("control characters", () => {
  it("cut the text into pieces that are the text again", () => {
    fc.assert(
      fc.property(wire, (text) => {
        expect(
          pieces(text)
            .map((piece) => piece.text)
            .join(""),
          "nothing is added or dropped",
        ).toBe(text);
      }),
    );
  });

  it("have their names", () => {
    const named = pieces("\u0001a\r\nb\u00a0c\t\u0085\u200f\n")
      .filter(({ name }) => name !== "")
      .map(({ name }) => name);
    expect(named, "each invisible character is named, a line feed alone is only a new line").toEqual([
      "SOH",
      "CR LF",
      "NBSP",
      "TAB",
      "U+0085",
      "RLM",
    ]);
  });

  it("are the text of the page, and what is copied from it", () => {
    const text = "\u0001tas0042\r\nТекст\u00a0с пробелом\r\n\u0003";
    const { container } = render(ControlText, { text, name: "Message" });
    const shown = container.querySelector("[role=region]");
    expect(shown?.textContent, "the page holds the exact text").toBe(text);

    window.getSelection()?.selectAllChildren(shown as Element);
    const copy = new Event("copy", { cancelable: true, bubbles: true }) as ClipboardEvent;
    const setData = vi.fn();
    Object.defineProperty(copy, "clipboardData", { value: { setData } });
    shown?.dispatchEvent(copy);
    expect(setData.mock.calls, "the names of the chips are not copied").toEqual([["text/plain", text]]);
    expect(copy.defaultPrevented, "the page's own idea of the text is not used").toBe(true);
  });

  it("do not keep a long text in one block", () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(30_000), (lines, long) => {
        const text = "line\r\n".repeat(lines) + "😀x".repeat(long) + "\nend";
        const parts = blocks(text);
        expect(parts.join(""), "blocks are the text").toBe(text);
        expect(
          Math.max(...parts.map(({ length }) => length)),
          "no block is longer than a page or two",
        ).toBeLessThanOrEqual(12_000);
        expect(
          parts.every((part) => part.isWellFormed()),
          "no pair is cut",
        ).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
