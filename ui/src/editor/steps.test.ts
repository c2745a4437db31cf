// What a writer can undo after a restart is what could be undone before it: the same texts, in the same order. A trail
// that leads elsewhere does no harm.

import { EditorView } from "@codemirror/view";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BodyEditor } from "./body";
import { LineField } from "./line-field";
import { WORDS as words } from "./caret-text";
import type { EditorSplice, Trail, TrailStep } from "./options";

/** A text on the table, and what the desk would remember of its steps. */
interface Sitting {
  text: () => string;
  /** Replaces a range, so many milliseconds after the step before. */
  type: (from: number, to: number, insert: string, after?: number) => void;
  run: (command: "undo" | "redo", after?: number) => void;
  trail: () => Trail;
  recall: (trail: Trail) => string;
}

let now = 0;
beforeEach(() => {
  now = Date.UTC(2026, 10, 23, 9);
  vi.spyOn(Date, "now").mockImplementation(() => now);
});
afterEach(() => {
  document.body.replaceChildren();
});

function remembering(text: string): { onChange: (splices: EditorSplice[]) => void; trail: () => Trail } {
  const steps: TrailStep[] = [];
  return {
    onChange: (splices) => void steps.push({ millis: now, splices }),
    trail: () => ({ text, steps }),
  };
}

function bodySitting(text: string): Sitting & { body: BodyEditor; view: EditorView } {
  const { onChange, trail } = remembering(text);
  const body = new BodyEditor({ parent: document.body, text, dateline: "", words, onChange });
  const view = EditorView.findFromDOM(document.body.lastElementChild as HTMLElement);
  if (!view) throw new Error("no view");
  return {
    body,
    view,
    trail,
    text: () => body.text(),
    type(from, to, insert, after = 100) {
      now += after;
      view.dispatch({ changes: { from, to, insert }, userEvent: "input.type" });
    },
    run(command, after = 100) {
      now += after;
      body.run(command);
    },
    recall: (trail) => body.recall(trail),
  };
}

function lineSitting(text: string): Sitting & { field: LineField; area: HTMLTextAreaElement } {
  const { onChange, trail } = remembering(text);
  const field = new LineField({ parent: document.body, text, label: "Headline", onChange });
  const area = document.body.lastElementChild?.querySelector("textarea");
  if (!area) throw new Error("no field");
  return {
    field,
    area,
    trail,
    text: () => field.text(),
    type(from, to, insert, after = 100) {
      now += after;
      area.value = area.value.slice(0, from) + insert + area.value.slice(to);
      area.dispatchEvent(new InputEvent("input", { inputType: "insertText" }));
    },
    run(command, after = 100) {
      now += after;
      field.run(command);
    },
    recall: (trail) => field.recall(trail),
  };
}

/** Every text that a command leads through, until it leads nowhere. */
function through(sitting: Sitting, command: "undo" | "redo"): string[] {
  const texts = [sitting.text()];
  for (;;) {
    sitting.run(command, 5_000);
    if (sitting.text() === texts.at(-1)) return texts;
    texts.push(sitting.text());
  }
}

describe.each([
  ["the body", bodySitting],
  ["a line", lineSitting],
])("the steps of %s after a restart", (_name, sitting) => {
  it("lead back through the same texts as before it", () => {
    const first = sitting("Port");
    for (const [at, letter] of [..." open"].entries()) first.type(4 + at, 4 + at, letter);
    first.type(9, 9, "ed", 2_000);
    first.type(0, 4, "Harbour", 2_000);
    first.run("undo", 2_000);
    first.type(11, 11, " again", 2_000);
    expect(first.text()).toBe("Port opened again");
    const next = sitting(first.text());
    expect(next.recall(first.trail()), "the trail leads here").toBe("taken");
    const texts = ["Port opened again", "Port opened", "Port open", "Port"];
    expect(through(next, "undo"), "letters typed in one go are one step").toEqual(texts);
    expect(through(first, "undo"), "as they were before the restart").toEqual(texts);
    expect(through(next, "redo"), "and all the way forward").toEqual(texts.toReversed());
  });

  it("can be redone when they were undone before it", () => {
    const first = sitting("Port");
    first.type(4, 4, " open", 2_000);
    first.type(9, 9, " again", 2_000);
    first.run("undo", 2_000);
    first.run("undo", 100);
    first.run("redo", 100);
    const next = sitting(first.text());
    next.recall(first.trail());
    expect(next.text()).toBe("Port open");
    expect(through(next, "redo")).toEqual(["Port open", "Port open again"]);
    expect(through(next, "undo")).toEqual(["Port open again", "Port open", "Port"]);
  });

  it("can be redone when keys were held down and several steps went to the desk together", () => {
    const first = sitting("");
    for (const [at, word] of ["one", " two", " three"].entries())
      first.type([0, 3, 7][at] ?? 0, [0, 3, 7][at] ?? 0, word, 2_000);
    first.run("undo");
    first.run("undo");
    const { text, steps } = first.trail();
    const together = { millis: now, splices: steps.slice(-2).flatMap(({ splices }) => splices) };
    const next = sitting(first.text());
    next.recall({ text, steps: [...steps.slice(0, -2), together] });
    expect(through(next, "redo")).toEqual(["one", "one two", "one two three"]);
  });

  it("are parted from what is typed after it", () => {
    const first = sitting("");
    first.type(0, 0, "Port");
    const next = sitting(first.text());
    next.recall(first.trail());
    next.type(4, 4, "s", 10);
    next.run("undo");
    expect(next.text(), "a restart ends a step").toBe("Port");
  });

  it("are none when the trail leads to another text, and nothing is harmed", () => {
    const first = sitting("Port");
    first.type(4, 4, " open");
    const next = sitting("Port opened");
    next.type(11, 11, " again", 2_000);
    expect(next.recall(first.trail()), "another text").toBe("elsewhere");
    expect(next.recall({ text: "", steps: [{ millis: 1, splices: [{ from: 3, to: 9, insert: "x" }] }] })).toBe(
      "elsewhere",
    );
    expect(through(next, "undo"), "its own steps stay").toEqual(["Port opened again", "Port opened"]);
  });

  it("lead back to where the trail began and forward again, whatever was done", () => {
    const deed = fc.record({
      what: fc.constantFrom("type", "type", "type", "undo", "redo"),
      at: fc.nat(40),
      length: fc.nat(3),
      insert: fc.constantFrom("a", "b ", "ж", "😀", ". "),
      after: fc.constantFrom(40, 300, 2_000),
    });
    fc.assert(
      fc.property(fc.constantFrom("", "Port one. Port two."), fc.array(deed, { maxLength: 30 }), (text, deeds) => {
        const first = sitting(text);
        for (const { what, at, length, insert, after } of deeds) {
          const size = first.text().length;
          const from = at % (size + 1);
          const to = Math.min(size, from + length);
          // A change that changes nothing never reaches the desk.
          if (first.text().slice(from, to) === insert) continue;
          if (what === "type") first.type(from, to, insert, after);
          else first.run(what as "undo" | "redo", after);
        }
        const next = sitting(first.text());
        if (first.trail().steps.length === 0) return;
        expect(next.recall(first.trail()), "the trail of a sitting leads to its text").toBe("taken");
        expect(next.text(), "and changes nothing").toBe(first.text());
        const back = through(next, "undo");
        expect(back.at(-1), "as far back as the desk remembers").toBe(text);
        expect(through(next, "redo").slice(0, back.length), "and forward again").toEqual(back.toReversed());
        document.body.replaceChildren();
      }),
      { numRuns: 60 },
    );
  });
});

describe("the body, when it takes earlier steps", () => {
  it("keeps cursor, keyboard and marks, and tells nothing", () => {
    const first = bodySitting("**Port** one");
    first.type(12, 12, " two");
    const told = vi.fn();
    const body = new BodyEditor({ parent: document.body, text: first.text(), dateline: "", words, onChange: told });
    body.setDateline("PORT, November 23. /TASS/.");
    body.focus(10);
    const active = document.activeElement;
    const { from } = body.selection;
    expect(body.steps).toEqual({ undo: false, redo: false });
    expect(body.recall(first.trail())).toBe("taken");
    expect(body.steps).toEqual({ undo: true, redo: false });
    expect([document.activeElement, body.selection.from], "keyboard and cursor stay").toEqual([active, from]);
    expect(active?.querySelector(".wc-strong")?.textContent, "what is painted stays").toBe("Port");
    expect(active?.querySelector(".wc-dateline"), "the dateline stays").not.toBeNull();
    expect(told, "nothing was typed").not.toHaveBeenCalled();
    body.run("bold");
    expect(told, "and the next change is told").toHaveBeenCalled();
    body.setText("Another story.");
    expect(body.steps, "another text has none of it").toEqual({ undo: false, redo: false });
  });

  it("waits while an input method composes", () => {
    const first = bodySitting("Port");
    first.type(4, 4, "s");
    const next = bodySitting("Ports");
    next.view.contentDOM.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
    vi.spyOn(next.view, "composing", "get").mockReturnValue(true);
    expect(next.recall(first.trail())).toBe("busy");
  });
});

describe.each([
  ["the body", bodySitting],
  ["a line", lineSitting],
])("a change asked for elsewhere in %s", (_name, sitting) => {
  it("is told like typing and undone in one step", () => {
    const made = sitting("Port one two");
    made.type(12, 12, "!", 2_000);
    const field = "body" in made ? (made.body as BodyEditor) : (made as ReturnType<typeof lineSitting>).field;
    field.edit([
      { from: 0, to: 4, insert: "Harbour" },
      { from: 8, to: 11, insert: "1" },
    ]);
    expect(made.text()).toBe("Harbour 1 two!");
    made.type(14, 14, "?", 10);
    const told = made
      .trail()
      .steps.reduce(
        (text, { splices }) =>
          splices.reduce((all, { from, to, insert }) => all.slice(0, from) + insert + all.slice(to), text),
        made.trail().text,
      );
    expect(told, "who listens has the same text").toBe(made.text());
    expect(through(made, "undo"), "it stands between typing before and after it").toEqual([
      "Harbour 1 two!?",
      "Harbour 1 two!",
      "Port one two!",
      "Port one two",
    ]);
  });
});
