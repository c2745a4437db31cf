// The keyboard of the body. Letters are found by the place of their key where the layout is not Latin, so that shortcuts
// work on a Cyrillic keyboard; nothing here acts while an input method composes.

import { historyKeymap, standardKeymap } from "@codemirror/commands";
import { Prec, type Extension } from "@codemirror/state";
import { EditorView, keymap, type Command, type KeyBinding } from "@codemirror/view";
import { runCommand } from "../commands/commands";
import { chord, pressed, sameChord, type Chord } from "../../kit/keys";
import type { BodyCommand } from "../options";
import { finished } from "./address";
import { backspace, forwardDelete } from "./backspace";
import { make } from "./edit";
import { enter, hardBreak } from "./enter";
import { indent } from "./indent";
import { acrossEdge, byLine, inTopLine } from "./motion";
import { walk } from "./table";

/** The shortcuts of the body, as the window's table of commands shows them; a test holds the two to each other. */
export const SHORTCUTS: Partial<Record<BodyCommand, string[]>> = {
  undo: ["Ctrl+Z"],
  redo: ["Ctrl+Shift+Z", "Ctrl+Y"],
  find: ["Ctrl+F", "Ctrl+H"],
  bold: ["Ctrl+B"],
  italic: ["Ctrl+I"],
  subhead: ["Ctrl+Shift+H"],
  quote: ["Ctrl+Shift+Q"],
  list: ["Ctrl+Shift+L"],
  numbers: ["Ctrl+Shift+7"],
  link: ["Ctrl+L"],
  insertion: ["Ctrl+["],
};

const table: [Chord, BodyCommand][] = Object.entries(SHORTCUTS).flatMap(([name, keys]) =>
  keys.map((key): [Chord, BodyCommand] => [chord(key), name as BodyCommand]),
);

const shortcuts = Prec.highest(
  EditorView.domEventHandlers({
    keydown(event, view) {
      if (view.composing || view.compositionStarted) return false;
      const now = pressed(event);
      const found = now && table.find(([keys]) => sameChord(keys, now));
      if (!found) return false;
      event.preventDefault();
      return runCommand(view, found[1]);
    },
  }),
);

function keys(leaveTop: () => void): KeyBinding[] {
  const up = (view: EditorView): boolean => {
    if (!view.state.selection.main.empty || !inTopLine(view)) return byLine(view, -1, "move");
    leaveTop();
    return true;
  };
  const left = (view: EditorView): boolean => {
    const { main } = view.state.selection;
    if (acrossEdge(view, "left", "move")) return true;
    if (!main.empty || main.head > 0) return false;
    leaveTop();
    return true;
  };
  const back = (view: EditorView): boolean => backspace(view, leaveTop);
  return [
    { key: "Enter", run: enter, shift: hardBreak },
    { key: "Backspace", run: back, shift: back },
    { key: "Mod-Backspace", mac: "Alt-Backspace", run: back },
    { key: "Delete", run: forwardDelete },
    { key: "Mod-Delete", mac: "Alt-Delete", run: forwardDelete },
    { key: "ArrowUp", run: up, shift: (view) => byLine(view, -1, "extend") },
    { key: "ArrowDown", run: (view) => byLine(view, 1, "move"), shift: (view) => byLine(view, 1, "extend") },
    { key: "ArrowLeft", run: left, shift: (view) => acrossEdge(view, "left", "extend") },
    {
      key: "ArrowRight",
      run: (view) => acrossEdge(view, "right", "move"),
      shift: (view) => acrossEdge(view, "right", "extend"),
    },
    { key: "Mod-ArrowLeft", mac: "Alt-ArrowLeft", run: left, shift: (view) => acrossEdge(view, "left", "extend") },
    {
      key: "Mod-ArrowRight",
      mac: "Alt-ArrowRight",
      run: (view) => acrossEdge(view, "right", "move"),
      shift: (view) => acrossEdge(view, "right", "extend"),
    },
    {
      key: "Tab",
      run: (view) => make(view, finished(view.state), "input") || walk(view, 1) || indent(view, 1),
      shift: (view) => walk(view, -1) || indent(view, -1),
    },
  ];
}

/** A key that comes while an input method composes is the input method's, whatever the browser says about it. */
function unlessComposing(bindings: readonly KeyBinding[]): KeyBinding[] {
  return bindings.map(({ run, shift, preventDefault, ...binding }) => {
    const guarded = (command: Command | undefined): Command | undefined =>
      command && ((view) => !view.compositionStarted && (command(view) || preventDefault === true));
    return { ...binding, run: guarded(run), shift: guarded(shift) };
  });
}

export function keyboard(leaveTop: () => void): Extension {
  return [
    shortcuts,
    Prec.high(keymap.of(unlessComposing(keys(leaveTop)))),
    keymap.of(unlessComposing([...historyKeymap, ...standardKeymap])),
  ];
}
