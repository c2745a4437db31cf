// Shortcuts must work on every layout and never while an input method composes.

import { describe, expect, it } from "vitest";
import { chord, pressed, sameChord, type Pressed } from "./keys";

const key = (some: Partial<Pressed>): Pressed => ({
  key: "",
  code: "",
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  isComposing: false,
  keyCode: 0,
  ...some,
});
const hits = (keys: string, some: Partial<Pressed>): boolean => {
  const got = pressed(key(some));
  return got !== null && sameChord(chord(keys), got);
};

describe("a shortcut", () => {
  it("is found by its letter, and by its place on a Cyrillic layout", () => {
    expect(hits("Ctrl+K", { key: "k", code: "KeyK", ctrlKey: true }), "Latin").toBe(true);
    expect(hits("Ctrl+K", { key: "л", code: "KeyK", ctrlKey: true }), "Cyrillic").toBe(true);
    expect(hits("Ctrl+A", { key: "a", code: "KeyQ", ctrlKey: true }), "AZERTY goes by the letter").toBe(true);
  });

  it("knows keys whose sign changes with Shift", () => {
    expect(
      hits("Ctrl+Shift+\\", { key: "|", code: "Backslash", ctrlKey: true, shiftKey: true }),
      "Shift and backslash",
    ).toBe(true);
    expect(hits("Ctrl+=", { key: "=", code: "Equal", ctrlKey: true }), "equals").toBe(true);
    expect(hits("Ctrl+=", { key: "+", code: "NumpadAdd", ctrlKey: true }), "plus on the number pad").toBe(true);
    expect(hits("Ctrl+3", { key: "3", code: "Digit3", ctrlKey: true }), "a digit").toBe(true);
  });

  it("wants exactly its modifiers", () => {
    expect(
      hits("Ctrl+F", { key: "F", code: "KeyF", ctrlKey: true, shiftKey: true }),
      "Shift makes another shortcut",
    ).toBe(false);
    expect(hits("F6", { key: "F6", code: "F6" }), "a bare key").toBe(true);
  });

  it("is none while composing", () => {
    expect(pressed(key({ key: "k", code: "KeyK", ctrlKey: true, isComposing: true })), "composing").toBeNull();
    expect(pressed(key({ key: "Process", code: "KeyK", keyCode: 229 })), "the input method's own key").toBeNull();
  });
});
