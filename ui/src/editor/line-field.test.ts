// The one-line fields as a writer meets them: typed, pasted into, left by the arrows, composed by an input method.

import { afterEach, describe, expect, it, vi } from "vitest";
import { LineField } from "./line-field";
import type { EditorSplice, LineFieldOptions } from "./options";

function made(
  text: string,
  more: Partial<LineFieldOptions> = {},
): { field: LineField; area: HTMLTextAreaElement; told: EditorSplice[] } {
  const told: EditorSplice[] = [];
  const field = new LineField({
    parent: document.body,
    text,
    label: "Headline",
    onChange: (splices) => void told.push(...splices),
    ...more,
  });
  const area = document.querySelector("textarea");
  if (!area) throw new Error("no field");
  return { field, area, told };
}

function type(area: HTMLTextAreaElement, value: string): void {
  area.value = value;
  area.dispatchEvent(new InputEvent("input"));
}

function press(area: HTMLTextAreaElement, key: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, cancelable: true, ...more });
  area.dispatchEvent(event);
  return event;
}

afterEach(() => {
  document.body.replaceChildren();
});

describe("a line field", () => {
  it("tells what was typed and nothing else", () => {
    const { area, told, field } = made("Port");
    type(area, "Ports");
    type(area, "Sports");
    expect(told).toEqual([
      { from: 4, to: 4, insert: "s" },
      { from: 0, to: 1, insert: "Sp" },
    ]);
    expect(field.text(), "the text is what was told").toBe("Sports");
  });

  it("is named, and nothing corrects it", () => {
    const { area } = made("");
    expect(area.getAttribute("aria-label")).toBe("Headline");
    expect(area.spellcheck, "the desk has its own checks").toBe(false);
    expect(area.getAttribute("autocorrect")).toBe("off");
  });

  it("leaves by Enter and keeps no line break", () => {
    const onLeaveDown = vi.fn();
    const { area, told } = made("Port", { onLeaveDown });
    expect(press(area, "Enter").defaultPrevented, "Enter types nothing").toBe(true);
    expect(onLeaveDown).toHaveBeenCalledOnce();
    type(area, "Port\nTestland");
    expect(told, "a line break is a space").toEqual([{ from: 4, to: 4, insert: " Testland" }]);
  });

  it("hears no key while an input method composes", () => {
    const onLeaveDown = vi.fn();
    const { area } = made("Port", { onLeaveDown });
    expect(press(area, "Enter", { isComposing: true }).defaultPrevented).toBe(false);
    area.dispatchEvent(new CompositionEvent("compositionend"));
    press(area, "Enter");
    expect(onLeaveDown, "the Enter that ended the composition is not the writer's").not.toHaveBeenCalled();
  });

  it("undoes and redoes by the keys, also on a Cyrillic keyboard, and by the system's own menu", () => {
    const { area, field } = made("Port");
    type(area, "Ports");
    press(area, "z", { ctrlKey: true, code: "KeyZ" });
    expect([field.text(), area.value]).toEqual(["Port", "Port"]);
    press(area, "Я", { ctrlKey: true, shiftKey: true, code: "KeyZ" });
    expect(field.text()).toBe("Ports");
    area.dispatchEvent(new InputEvent("beforeinput", { inputType: "historyUndo", cancelable: true }));
    expect(field.text()).toBe("Port");
    press(area, "y", { ctrlKey: true, code: "KeyY" });
    expect(field.text()).toBe("Ports");
  });

  it("takes what an input method composed as one step", () => {
    const { area, field } = made("Port ");
    area.dispatchEvent(new CompositionEvent("compositionstart"));
    for (const typed of ["Port k", "Port か", "Port かな"]) type(area, typed);
    field.run("undo");
    expect(field.text(), "the text belongs to the input method until it is done").toBe("Port かな");
    area.dispatchEvent(new CompositionEvent("compositionend"));
    field.run("undo");
    expect(field.text()).toBe("Port ");
  });

  it("leaves by the top from its start, and by the bottom from its end", () => {
    const onLeaveTop = vi.fn();
    const onLeaveDown = vi.fn();
    const { area } = made("Port", { onLeaveTop, onLeaveDown });
    area.setSelectionRange(2, 2);
    press(area, "ArrowUp");
    press(area, "ArrowDown");
    expect(onLeaveTop, "in the middle the arrows are the browser's").not.toHaveBeenCalled();
    area.setSelectionRange(0, 0);
    press(area, "ArrowUp");
    area.setSelectionRange(4, 4);
    press(area, "ArrowDown");
    expect([onLeaveTop.mock.calls.length, onLeaveDown.mock.calls.length]).toEqual([1, 1]);
  });

  it("takes another text without telling", () => {
    const { field, area, told } = made("Port");
    field.setText("Harbour");
    expect(area.value).toBe("Harbour");
    expect(told, "only the writer's changes are told").toEqual([]);
    type(area, "Harbours");
    expect(told).toEqual([{ from: 7, to: 7, insert: "s" }]);
  });

  it("shows line breaks of a loaded text as spaces and puts them right with the first change", () => {
    const { area, told } = made("Port\nTestland");
    expect(area.value).toBe("Port Testland");
    type(area, "Port Testland!");
    const made2 = told.reduce(
      (text, { from, to, insert }) => text.slice(0, from) + insert + text.slice(to),
      "Port\nTestland",
    );
    expect(made2).toBe("Port Testland!");
  });

  it("joins the lines of what is pasted", () => {
    const { area, told } = made("");
    const event = new Event("paste", { cancelable: true });
    Object.assign(event, { clipboardData: { getData: () => "Two\r\nlines\n" } });
    area.dispatchEvent(event);
    expect(told).toEqual([{ from: 0, to: 0, insert: "Two lines" }]);
  });
});
