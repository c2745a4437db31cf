// Find as a writer meets it: what is typed is shown in the text, and the keyboard stays in the panel.

import { EditorView } from "@codemirror/view";
import { afterEach, describe, expect, it, vi } from "vitest";
import { BodyEditor } from "../body";
import { WORDS as words } from "../caret-text";
import type { BodyEditorOptions } from "../options";

interface Found {
  body: BodyEditor;
  view: EditorView;
  sought: HTMLInputElement;
  /** Types into Find. */
  seek: (words: string) => void;
  /** What is selected in the text, with where it begins. */
  selected: () => string;
}

async function finding(text: string, at: number, more: Partial<BodyEditorOptions> = {}): Promise<Found> {
  const body = new BodyEditor({ parent: document.body, text, dateline: "", words, onChange: () => undefined, ...more });
  const view = EditorView.findFromDOM(document.body.lastElementChild as HTMLElement);
  if (!view) throw new Error("no view");
  body.focus(at);
  body.find();
  const sought = await vi.waitUntil(() => view.dom.querySelector<HTMLInputElement>(".wc-find-field"), 9_000);
  const seek = (typed: string): void => {
    sought.value = typed;
    sought.dispatchEvent(new Event("input"));
  };
  const selected = (): string => {
    const { from, to } = view.state.selection.main;
    return `${String(from)} ${view.state.sliceDoc(from, to)}`;
  };
  return { body, view, sought, seek, selected };
}

const told = (name: string): string | undefined => document.querySelector(`.wc-find-${name}`)?.textContent;

afterEach(() => {
  document.body.replaceChildren();
});

describe("what is typed into Find", () => {
  const text = "Port one. Cape two. Port three. Post four.";

  it("is shown from the cursor on, and further back as it gets longer or shorter", async () => {
    const { sought, seek, selected } = await finding(text, 12);
    seek("po");
    await vi.waitFor(() => {
      expect(selected(), "the first one behind the cursor").toBe("20 Po");
    });
    seek("pos");
    await vi.waitFor(() => {
      expect(selected()).toBe("32 Pos");
    });
    seek("po");
    await vi.waitFor(() => {
      expect(selected(), "from where the writer was, not from where the last match stood").toBe("20 Po");
    });
    expect(told("told")).toBe("2 of 3");
    expect(document.activeElement, "the keyboard stays in the panel").toBe(sought);
    seek("cape");
    await vi.waitFor(() => {
      expect(selected(), "round the end of the text").toBe("10 Cape");
    });
  });

  it("leaves the text where it is when nothing is found", async () => {
    const { seek, selected } = await finding(text, 12);
    seek("harbour");
    await vi.waitFor(() => {
      expect(told("told")).toBe("Not in the text");
    });
    expect(selected()).toBe("12 ");
  });

  it("is told of headline and lead too, which are not gone through", async () => {
    const { seek } = await finding(text, 0, { besides: () => ({ headline: "Port reopens", summary: "At the cape" }) });
    for (const [typed, where] of [
      ["port", "The headline has it"],
      ["cape", "The lead has it"],
      ["pe", "Headline and lead have it"],
      ["one", "In the text"],
    ] as const) {
      seek(typed);
      await vi.waitFor(() => {
        expect(told("where"), typed).toBe(where);
      });
    }
  });
});

describe("the find panel", () => {
  it("leads by Tab from what is sought to what it is replaced by, and then to the buttons", async () => {
    const { view } = await finding("Port", 0);
    const stops = [...view.dom.querySelectorAll<HTMLElement>(".wc-find input, .wc-find button")];
    expect(stops.slice(0, 3).map((one) => one.getAttribute("aria-label"))).toEqual([
      "Find",
      "Replace with",
      "Previous",
    ]);
  });

  it("marks a match inside of an insertion, which stays one piece", async () => {
    const { view, seek } = await finding("The president [of Testland] said", 0);
    seek("Test");
    await vi.waitFor(() => {
      expect(told("told")).toBe("1 of 1");
    });
    const insertions = [...view.dom.querySelectorAll(".wc-insertion")];
    expect(insertions.map(({ textContent }) => textContent)).toEqual(["[of Testland]"]);
    expect(insertions[0]?.querySelector(".cm-searchMatch")?.textContent).toBe("Test");
  });
});
