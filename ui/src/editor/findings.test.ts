// What the checks found is seen where it stands, and what is typed meanwhile neither loses nor moves it.

import { EditorView } from "@codemirror/view";
import { afterEach, describe, expect, it, vi } from "vitest";
import { BodyEditor } from "./body";
import { WORDS as words } from "./caret-text";
import { LineField } from "./line-field";
import type { EditorFinding } from "./options";

function found(text: string, part: string, severity: EditorFinding["severity"] = "warn"): EditorFinding {
  const from = text.indexOf(part);
  return { from, to: from + part.length, severity, message: `Look at ${part}.` };
}

/** What is underlined on the page: weight and words. */
function underlined(): string[] {
  return [...document.querySelectorAll<HTMLElement>(".wc-finding")].map(
    ({ className, textContent }) => `${className.replace("wc-finding wc-finding-", "")}: ${textContent}`,
  );
}

function bodyOf(text: string): { body: BodyEditor; view: EditorView } {
  const body = new BodyEditor({ parent: document.body, text, dateline: "", words, onChange: () => undefined });
  const view = EditorView.findFromDOM(document.body.lastElementChild as HTMLElement);
  if (!view) throw new Error("no view");
  return { body, view };
}

function headlineOf(text: string): { line: LineField; area: HTMLTextAreaElement } {
  const line = new LineField({ parent: document.body, text, label: "Headline", onChange: () => undefined });
  const area = document.querySelector("textarea");
  if (!area) throw new Error("no field");
  return { line, area };
}

afterEach(() => {
  document.body.replaceChildren();
});

describe("what the checks found in the body", () => {
  const text = "The port is open TK, he explaned.";

  it("is underlined by its weight, with its reason", () => {
    const { body } = bodyOf(text);
    body.setFindings([found(text, "TK", "block"), found(text, "explaned"), found(text, "port", "note")]);
    expect(underlined()).toEqual(["note: port", "block: TK", "warn: explaned"]);
    const mark = document.querySelector<HTMLElement>(".wc-finding-block");
    expect([mark?.title, mark?.getAttribute("aria-description")], "seen and heard").toEqual([
      "Look at TK.",
      "Look at TK.",
    ]);
    expect(body.text(), "the text is as it was").toBe(text);
  });

  it("goes with the words while the writer types, and away with them", () => {
    const { body, view } = bodyOf(text);
    body.setFindings([found(text, "TK"), found(text, "explaned")]);
    view.dispatch({ changes: { from: 0, insert: "Late: " }, userEvent: "input.type" });
    expect(underlined()).toEqual(["warn: TK", "warn: explaned"]);
    body.edit([
      { from: view.state.doc.toString().indexOf("TK"), to: view.state.doc.toString().indexOf("TK") + 2, insert: "" },
    ]);
    expect(underlined(), "the placeholder is gone").toEqual(["warn: explaned"]);
    body.setFindings([]);
    expect(underlined(), "nothing is found any more").toEqual([]);
  });

  it("is inside of marks, so that its reason is what the pointer meets", () => {
    const linked = "Read [the notice](https://port.example) now.";
    const { body } = bodyOf(linked);
    body.setFindings([found(linked, "notice")]);
    expect(document.querySelector(".wc-link > .wc-finding")?.textContent).toBe("notice");
  });

  it("stands at the first word when it is about a whole paragraph", () => {
    const quote = `Before.\n\n> "We are ready, ${"and ready, ".repeat(12)}he said.`;
    const { body } = bodyOf(quote);
    body.setFindings([{ ...found(quote, "> "), to: quote.length }]);
    expect(underlined()).toEqual(['warn: "We']);
  });

  it("waits while an input method composes", async () => {
    const { body, view } = bodyOf(text);
    view.contentDOM.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
    body.setFindings([found(text, "TK")]);
    expect(underlined(), "a mark would end the composition").toEqual([]);
    view.contentDOM.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
    await vi.waitFor(() => {
      expect(underlined()).toEqual(["warn: TK"]);
    });
  });
});

describe("what the checks found in a headline", () => {
  it("is underlined behind the field, and told by it", () => {
    const { line, area } = headlineOf("Port  reopens TK.");
    line.setFindings([found("Port  reopens TK.", "TK", "block"), found("Port  reopens TK.", "  ")]);
    expect(underlined()).toEqual(["warn:   ", "block: TK"]);
    expect(area.previousElementSibling?.textContent, "the same words stand under the lines").toBe(area.value);
    expect(area.getAttribute("aria-description")).toBe("Look at TK. Look at   .");
    line.setFindings([]);
    expect([underlined(), area.hasAttribute("aria-description")], "and nothing stays").toEqual([[], false]);
  });

  it("goes with the words while the writer types, back and forward", () => {
    const { line, area } = headlineOf("Port reopens TK");
    line.setFindings([found("Port reopens TK", "TK")]);
    area.value = "Old port reopens TK";
    area.dispatchEvent(new InputEvent("input"));
    expect(underlined()).toEqual(["warn: TK"]);
    line.run("undo");
    expect(underlined()).toEqual(["warn: TK"]);
    line.edit([{ from: 0, to: 4, insert: "Harbour" }]);
    expect(area.previousElementSibling?.textContent).toBe("Harbour reopens TK");
    line.setText("Another");
    expect(underlined(), "of another text nothing is known yet").toEqual([]);
  });

  it("has its reason as the tip where the pointer is on it", () => {
    const { line, area } = headlineOf("Port reopens TK");
    line.setFindings([found("Port reopens TK", "TK")]);
    const mark = document.querySelector(".wc-finding");
    if (mark) mark.getClientRects = () => [new DOMRect(100, 0, 20, 30)] as unknown as DOMRectList;
    area.dispatchEvent(new MouseEvent("pointermove", { clientX: 110, clientY: 10 }));
    expect(area.title).toBe("Look at TK.");
    area.dispatchEvent(new MouseEvent("pointermove", { clientX: 50, clientY: 10 }));
    expect(area.title, "beside it there is nothing to say").toBe("");
  });
});
