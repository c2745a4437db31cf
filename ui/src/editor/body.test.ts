// The body editor as a whole: what it tells of each change is the change, and what it paints never changes the text.

import { EditorView } from "@codemirror/view";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { BodyEditor } from "./body";
import { edge, restFrom } from "./keys/motion";
import { BODY_COMMANDS, type BodyEditorOptions, type EditorSplice } from "./options";
import { stateOf, WORDS as words } from "./caret-text";

interface Made {
  body: BodyEditor;
  view: EditorView;
  /** The text as whoever listens has it. */
  heard: () => string;
  told: EditorSplice[];
}

function made(text: string, more: Partial<BodyEditorOptions> = {}): Made {
  const told: EditorSplice[] = [];
  let heard = text;
  const onChange = (splices: EditorSplice[]): void => {
    told.push(...splices);
    heard = splices.reduce((now, { from, to, insert }) => now.slice(0, from) + insert + now.slice(to), heard);
  };
  const body = new BodyEditor({ parent: document.body, text, dateline: "", words, onChange, ...more });
  const view = EditorView.findFromDOM(document.body.lastElementChild as HTMLElement);
  if (!view) throw new Error("no view");
  return { body, view, heard: () => heard, told };
}

function press(view: EditorView, key: string, code: string, more: KeyboardEventInit = {}): void {
  view.contentDOM.dispatchEvent(new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true, ...more }));
}

afterEach(() => {
  document.body.replaceChildren();
});

describe("the body", () => {
  it("tells every change so that who listens has the same text, whatever is done", () => {
    const step = fc.oneof(
      fc.record({
        at: fc.nat(),
        length: fc.nat(9),
        insert: fc.constantFrom("a", " ", "\n", "**", "[x]", "- ", "> ", "ж", "😀", "|", "## "),
      }),
      fc.constantFrom(...BODY_COMMANDS.filter((name) => name !== "find")),
    );
    const texts = fc.constantFrom(
      "",
      "One.\n\nTwo **bold** words.",
      "- a\n- b\n\n> c\n\n| d | e |\n|---|---|\n| f | g |",
      "A\r\nB",
    );
    fc.assert(
      fc.property(texts, fc.array(step, { maxLength: 14 }), (text, steps) => {
        const { body, view, heard } = made(text);
        for (const now of steps) {
          if (typeof now === "string") body.run(now);
          else {
            const { length } = view.state.doc;
            const from = now.at % (length + 1);
            const to = Math.min(length, from + now.length);
            view.dispatch({
              changes: { from, to, insert: now.insert },
              selection: { anchor: from },
              userEvent: "input.type",
            });
          }
          expect(heard(), "what was heard is what is there").toBe(body.text());
        }
        body.destroy();
      }),
      { numRuns: 60 },
    );
  });

  it("keeps a text as it was given, to the unit", () => {
    const text = "A\r\nB\u2028C\u00a0\n\n\nD  \n";
    expect(made(text).body.text(), "nothing is put right by loading").toBe(text);
  });

  it("takes another text without telling and without a way back", () => {
    const { body, view, told } = made("One.");
    view.dispatch({ changes: { from: 0, insert: "X" }, userEvent: "input.type" });
    told.length = 0;
    body.setText("Two.");
    expect(told, "only the writer's changes are told").toEqual([]);
    expect(body.steps, "undo does not lead to another story").toEqual({ undo: false, redo: false });
    expect(body.text()).toBe("Two.");
  });

  it("undoes and redoes a command in one step", () => {
    const { body, heard } = made("One\n\ntwo");
    body.reveal(0, 8);
    body.run("list");
    expect(body.text()).toBe("- One\n- two");
    body.run("undo");
    expect(heard()).toBe("One\n\ntwo");
    body.run("redo");
    expect(heard()).toBe("- One\n- two");
  });

  it("knows its commands and no others", () => {
    const { body } = made("One");
    expect(body.run("bold")).toBe(true);
    expect(body.run("explode")).toBe(false);
  });

  it("says what is on at the cursor, and the same thing as the same object", () => {
    const onSelection = vi.fn();
    const { body } = made("a **bold *both*** [ins] [l](https://a.example)\n\n## Sub\n\n- item\n\n> quote", {
      onSelection,
    });
    const at = (place: number): string[] => {
      body.focus(place);
      return [...body.selection.active].sort();
    };
    expect(at(6)).toEqual(["bold"]);
    expect(at(12)).toEqual(["bold", "italic"]);
    expect(at(20)).toEqual(["insertion"]);
    expect(at(25)).toEqual(["link"]);
    expect(at(body.text().indexOf("Sub") + 1)).toEqual(["subhead"]);
    expect(at(body.text().indexOf("item") + 1)).toEqual(["list"]);
    expect(at(body.text().indexOf("quote") + 1)).toEqual(["quote"]);
    at(6);
    const last = body.selection.active;
    at(7);
    expect(body.selection.active, "nothing to draw anew").toBe(last);
    expect(onSelection).toHaveBeenCalled();
  });

  it("finishes a link by Enter or Tab, and calls it a link from the first moment", () => {
    for (const key of ["Enter", "Tab"]) {
      const { body, view } = made("Read the notice now");
      body.reveal(9, 15);
      body.run("link");
      expect(body.selection.active, "no insertion").toEqual(new Set(["link"]));
      expect(view.dom.querySelector(".wc-insertion"), "and none is shown").toBeNull();
      const { head } = view.state.selection.main;
      view.dispatch({ changes: { from: head, insert: "https://port.example" }, selection: { anchor: head + 20 } });
      press(view, key, key);
      expect(body.text(), key).toBe("Read the [notice](https://port.example) now");
      expect(view.state.selection.main.head, "typing goes on behind it").toBe(39);
      body.destroy();
    }
  });

  it("is a named field of many lines that nothing corrects", () => {
    const { contentDOM } = made("One").view;
    const names = ["role", "aria-multiline", "aria-label", "spellcheck", "autocorrect", "autocapitalize"];
    expect(names.map((name) => contentDOM.getAttribute(name))).toEqual([
      "textbox",
      "true",
      "Text",
      "false",
      "off",
      "off",
    ]);
  });

  it("shows characters that have no shape, by their number", () => {
    const { view } = made("a\u200bb\u0007");
    const drawn = [...view.dom.querySelectorAll<HTMLElement>(".cm-specialChar")];
    expect(drawn.map(({ title }) => title)).toEqual(["Unseen character U+200B", "Unseen character U+0007"]);
  });

  it("draws the dateline, not as text", () => {
    const { body, view } = made("One.", { dateline: "PORT, November 23. /TASS/." });
    const pill = (): Element | null => view.dom.querySelector(".wc-dateline");
    expect(pill()?.getAttribute("aria-label")).toBe("Dateline: PORT, November 23. /TASS/.");
    expect(body.text()).toBe("One.");
    body.setDateline("");
    expect(pill(), "no dateline is no pill").toBeNull();
    body.setDateline("CAPE, November 24. /TASS/.");
    expect(pill()?.textContent).toBe("CAPE, November 24. /TASS/.");
    body.run("subhead");
    expect(pill()?.parentElement?.className, "a story that begins with a subhead").toBe("wc-dateline-above");
    body.run("subhead");
    expect(pill()?.closest(".cm-line")?.textContent).toBe("CAPE, November 24. /TASS/.One.");
  });

  it("lets an Arabic paragraph run by its own words, whatever is drawn before them", () => {
    const line = (): HTMLElement | null => {
      const first = document.querySelector<HTMLElement>(".cm-line");
      // What is set apart is not asked for the direction of a line (HTML, "the dir attribute").
      for (const words of first?.querySelectorAll("bdi") ?? []) words.remove();
      return first;
    };
    const { body } = made("أعيد فتح الميناء.", { dateline: "PORT, November 23. /TASS/." });
    expect([line()?.dir, line()?.textContent], "a Latin dateline").toEqual(["auto", "أعيد فتح الميناء."]);
    body.destroy();
    made("![ميناء](a.jpg)");
    expect([line()?.dir, line()?.textContent], "the name of a figure").toEqual(["auto", "ميناء"]);
  });

  it("hears shortcuts on any keyboard, and none while an input method composes", () => {
    const { body, view } = made("слово");
    body.reveal(0, 5);
    press(view, "и", "KeyB", { ctrlKey: true });
    expect(body.text(), "Ctrl+B by the place of the key").toBe("**слово**");
    view.contentDOM.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
    press(view, "b", "KeyB", { ctrlKey: true });
    press(view, "Enter", "Enter", { isComposing: true, keyCode: 229 });
    expect(body.text(), "the keys belong to the input method").toBe("**слово**");
  });

  it("leaves by the top where nothing stands before the cursor", () => {
    const onLeaveTop = vi.fn();
    const { body, view } = made("One\n\nTwo", { onLeaveTop });
    body.focus("start");
    press(view, "Backspace", "Backspace");
    press(view, "ArrowLeft", "ArrowLeft");
    expect(onLeaveTop).toHaveBeenCalledTimes(2);
    body.focus(5);
    press(view, "Backspace", "Backspace");
    expect(onLeaveTop, "a paragraph before is joined, not left").toHaveBeenCalledTimes(2);
    expect(body.text()).toBe("OneTwo");
  });

  it("cannot be changed while it is read only", () => {
    const { body, view } = made("One");
    body.setReadOnly(true);
    body.run("bold");
    press(view, "Enter", "Enter");
    expect(body.text()).toBe("One");
    body.setReadOnly(false);
    body.run("subhead");
    expect(body.text()).toBe("## One");
  });

  it("finds and replaces, in one step of undo", async () => {
    const { body, view, heard } = made("Port one. Port two. port three.");
    body.reveal(0, 4);
    body.find();
    await vi.waitFor(() => {
      expect(view.dom.querySelector(".wc-find")).not.toBeNull();
    }, 9_000);
    const [sought, instead] = view.dom.querySelectorAll<HTMLInputElement>(".wc-find-field");
    expect(sought?.value, "what is selected is sought").toBe("Port");
    expect(document.activeElement, "the keyboard is in the panel: no redrawing moves the cursor").toBe(sought);
    if (instead) instead.value = "Cape";
    instead?.dispatchEvent(new Event("input"));
    await vi.waitFor(() => {
      expect(view.dom.querySelector(".wc-find-told")?.textContent).toBe("1 of 3");
    }, 9_000);
    [...view.dom.querySelectorAll<HTMLButtonElement>(".wc-find-button")]
      .find((one) => one.textContent === "Replace all")
      ?.click();
    expect(heard()).toBe("Cape one. Cape two. Cape three.");
    expect(view.dom.querySelector("[role=status]")?.textContent, "how many were replaced is heard").toBe("3 replaced");
    body.run("undo");
    expect(heard()).toBe("Port one. Port two. port three.");
  }, 20_000);
});

describe("the cursor", () => {
  const rest = (drawn: string, step: 1 | -1): string => {
    const state = stateOf(drawn);
    const at = restFrom(state, state.selection.main.head, step);
    const text = state.doc.toString();
    return `${text.slice(0, at)}‸${text.slice(at)}`;
  };

  it.each([
    ["goes on down from a gap", "A\n‸\nB", 1, "A\n\n‸B"],
    ["goes back up from a gap", "A\n‸\nB", -1, "A‸\n\nB"],
    ["goes behind the marks of the next line", "A\n‸\n- B", 1, "A\n\n- ‸B"],
    ["does not rest among marks", "‸## A", 1, "## ‸A"],
    ["rests in an empty paragraph", "A\n\n‸\n\nB", 1, "A\n\n‸\n\nB"],
    ["stays in the text when nothing follows", "A\n‸", 1, "A‸\n"],
  ] as const)("%s", (_name, drawn, step, expected) => {
    expect(rest(drawn, step), "where it may rest").toBe(expected);
  });

  it.each([
    ["from the end of a paragraph to the next one", "A‸\n\n- B", 1, 5],
    ["from the start of an item to the paragraph before", "A\n\n- ‸B", -1, 1],
    ["into an empty paragraph", "A‸\n\n\n\nB", 1, 3],
    ["nowhere inside a word", "A‸B", 1, null],
    ["nowhere from the very end", "A‸", 1, null],
  ] as const)("steps %s", (_name, drawn, step, expected) => {
    const state = stateOf(drawn);
    expect(edge(state, state.selection.main.head, step), "the next place").toBe(expected);
  });
});
