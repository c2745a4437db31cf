// Shortcuts as values: "Ctrl+Shift+F". A letter is compared by what it types where that is Latin, else by the place of
// its key, so that shortcuts work on a Cyrillic layout too. Nothing is a shortcut while an input method composes.

/** `Ctrl` is Command on a Mac. */
export interface Chord {
  ctrl: boolean;
  shift: boolean;
  alt: boolean;
  key: string;
}

export type Pressed = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey" | "isComposing" | "keyCode"
>;

/** Keys whose sign depends on the layout or on Shift, by the place they have on the keyboard. */
const PLACES: Record<string, string> = {
  Backslash: "\\",
  BracketLeft: "[",
  BracketRight: "]",
  Equal: "=",
  Minus: "-",
  Comma: ",",
  Period: ".",
  Slash: "/",
  NumpadAdd: "=",
  NumpadSubtract: "-",
};

export function chord(keys: string): Chord {
  const parts = keys.split("+");
  const key = parts.pop() ?? "";
  return {
    ctrl: parts.includes("Ctrl"),
    shift: parts.includes("Shift"),
    alt: parts.includes("Alt"),
    key: key.toLowerCase(),
  };
}

/** The chord that was pressed, as it would be written in the table; null while composing or for a bare modifier. */
export function pressed(event: Pressed): Chord | null {
  if (event.isComposing || event.keyCode === 229) return null;
  if (["Control", "Shift", "Alt", "Meta", "Dead", "Process"].includes(event.key)) return null;
  const ctrl = event.ctrlKey || event.metaKey;
  return { ctrl, shift: event.shiftKey, alt: event.altKey, key: keyOf(event, ctrl || event.altKey) };
}

function keyOf({ key, code }: Pressed, withModifier: boolean): string {
  if (!withModifier) return key.toLowerCase();
  const place = PLACES[code];
  if (place !== undefined) return place;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return digit;
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? key.toLowerCase();
}

export function sameChord(a: Chord, b: Chord): boolean {
  return a.ctrl === b.ctrl && a.shift === b.shift && a.alt === b.alt && a.key === b.key;
}

/** The keys of undo and redo, for texts and views that keep steps of their own. */
export const STEP_KEYS: readonly [Chord, "undo" | "redo"][] = [
  [chord("Ctrl+Z"), "undo"],
  [chord("Ctrl+Shift+Z"), "redo"],
  [chord("Ctrl+Y"), "redo"],
];

/** As a hint shows it: `Ctrl Shift F`. */
export function shownKeys(keys: string): string {
  const names: Record<string, string> = { PageDown: "PgDn", PageUp: "PgUp", Delete: "Del" };
  return keys
    .split("+")
    .map((part) => names[part] ?? part)
    .join(" ");
}

/** As `aria-keyshortcuts` wants it: `Control+Shift+F`. */
export function spokenKeys(keys: string): string {
  return keys.replace("Ctrl", "Control");
}
