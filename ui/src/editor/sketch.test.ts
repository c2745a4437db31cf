// The sketch is what the editor then shows, letter for letter and class for class, as far as it goes.

import { describe, expect, it } from "vitest";
import { BodyEditor } from "./body";
import { WORDS } from "./caret-text";
import { sketchBody } from "./sketch";

interface Drawn {
  lines: string[];
  dateline: string | null | undefined;
}

/** Each line as its classes and its words with the classes of their marks; what only the editor needs is left out. */
function drawn(page: HTMLElement): Drawn {
  const lines = [...page.querySelectorAll<HTMLElement>(".cm-line")].map((line) => {
    const pieces = [...line.childNodes].map((node) => {
      if (node instanceof Text) return node.data;
      if (!(node instanceof HTMLElement) || node.matches("br, img, .wc-dateline, span:empty")) return "";
      return `<${node.className} ${node.title}>${node.textContent}</>`;
    });
    const names = [...line.classList].filter((name) => name !== "cm-line" && name !== "cm-activeLine").sort();
    return `${names.join(" ")}|${pieces.join("")}`;
  });
  const pill = page.querySelector(".wc-dateline");
  return { lines, dateline: pill?.parentElement && `${pill.parentElement.className}|${pill.outerHTML}` };
}

function both(text: string, dateline = ""): { sketch: Drawn; editor: Drawn } {
  const parent = document.createElement("div");
  document.body.append(parent);
  const clear = sketchBody({ parent, text, dateline, datelineLabel: WORDS.dateline });
  const sketch = drawn(parent);
  clear();
  expect(parent.childNodes, "the sketch is taken away whole").toHaveLength(0);
  const editor = new BodyEditor({ parent, text, dateline, words: WORDS, onChange: () => undefined });
  const shown = drawn(parent);
  editor.destroy();
  parent.remove();
  return { sketch, editor: shown };
}

/** How many lines of it the sketch draws; those must be the editor's. */
function sureOf(text: string, dateline = ""): number {
  const { sketch, editor } = both(text, dateline);
  // Without a layout the editor draws the first lines only.
  expect(editor.lines.length).toBeGreaterThan(0);
  const shown = editor.lines.slice(0, sketch.lines.length);
  expect(sketch.lines.slice(0, editor.lines.length)).toEqual(shown);
  if (sketch.lines.length > 0) expect(sketch.dateline).toBe(editor.dateline);
  return sketch.lines.length;
}

const DATELINE = "MOSCOW, December 20. /TASS/.";

describe("the sketch", () => {
  it("draws copy as the editor does", () => {
    const copy = [
      'The harbour reopened on Monday, the ministry said. "We are ready," its spokesman [Ivan Petrov] told reporters.',
      "",
      "It has a **new** pier, the *Aurora*, and [a page](https://example.org/harbour) of its own.",
      "Second line of the paragraph.",
      "",
      "## Grain",
      "",
      "> Long quotes stand by themselves.",
      "> They go on.",
      "",
      "Порт открылся в понедельник, сообщил министр [по делам портов].",
      "",
      "أعيد فتح الميناء يوم الاثنين.",
    ].join("\n");
    expect(sureOf(copy, DATELINE)).toBe(13);
  });

  it("puts the dateline above what is no paragraph", () => {
    expect(sureOf("## Grain\n\nShips came.", DATELINE)).toBe(3);
    expect(sureOf("> We are ready.\n\nShips came.", DATELINE)).toBe(3);
  });

  it("draws nothing of an empty text", () => {
    expect(sureOf("")).toBe(0);
    expect(sureOf("\n\nShips came.", DATELINE)).toBe(0);
  });

  it.each([
    ["a list", "- one\n- two"],
    ["numbers", "1. one"],
    ["a table", "| a | b |\n|---|---|"],
    ["a fence", "```\ncode\n```"],
    ["indented text", "    code"],
    ["a rule", "---"],
    ["raw HTML", "A <b>bold</b> claim"],
    ["an entity", "Smith &amp; Sons"],
    ["an escape", "Not \\*bold\\*"],
    ["stars beside letters", "2*3*4 and a**b**c"],
    ["marks in marks", "***both*** and **bold *and* italics**"],
    ["low lines", "An _italic_ word"],
    ["a reference", "[words][1]\n\n[1]: https://example.org"],
    ["an address", "See https://example.org or <me@example.org>"],
    ["a picture", "![Harbour](harbour.jpg)"],
    ["letters without a shape", "soft\u00adhyphen and \u200b and \u202e"],
    ["a tab", "one\ttwo"],
    ["blank lines in a row", "One.\n\n\nTwo."],
    ["a subhead with marks behind it", "## Grain ##"],
    ["a subhead right below", "One.\n## Grain"],
    ["a quote in a quote", "> > deep"],
    ["a line that a quote goes on with", "> One.\ntwo."],
    ["spaces at the end", "One  \ntwo"],
    ["a title below", "One\n==="],
    ["a title below two lines", "One.\nTwo.\n---"],
    ["a title in a quotation", "> One.\n> ---"],
    ["brackets that are defined", "See [the port] now.\n\n[the port]: /harbour"],
    ["an object in the text", "one \ufffc two"],
    ["a star before a letter and a mark behind it", "*a.*b and [c]"],
    ["a link before a letter", "a [link](https://example.org)s and [c]"],
    ["brackets in brackets", "[a [b] c] d"],
    ["an open bracket", "[a and **b"],
  ])("draws of %s only what it is sure of", (_, text) => {
    sureOf(text, DATELINE);
    const before = sureOf(`First.\n\n${text}\n\nLast.`, DATELINE);
    expect(before > 0, "the paragraph before it is sure, unless links are defined").toBe(!text.includes("]:"));
  });

  it("is not sure of a line that is cut, nor of more than a screen", () => {
    expect(sureOf("word ".repeat(3_000).trim())).toBe(0);
    expect(sureOf(Array.from({ length: 300 }, (_, at) => `Line ${String(at)}.`).join("\n\n"))).toBeLessThan(81);
  });
});
