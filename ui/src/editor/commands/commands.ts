// Every command of the body by its name. What a button, the menu, the palette and a shortcut do is the same thing.

import { redo, undo } from "@codemirror/commands";
import type { EditorView } from "@codemirror/view";
import { openFind } from "../find/open";
import { hardBreak } from "../keys/enter";
import { make, type Edit } from "../keys/edit";
import { BODY_COMMANDS, type BodyCommand } from "../options";
import { listed, quoted, subheaded } from "./blocks";
import { inserted, linked } from "./link";
import { BOLD, ITALIC, toggled } from "./marks";
import { ruled, tabled } from "./set-in";

type Run = (view: EditorView) => void;

const edits =
  (edit: (state: EditorView["state"]) => Edit): Run =>
  (view) => {
    make(view, edit(view.state), "input.command");
  };

const commands: Readonly<Record<BodyCommand, Run>> = {
  undo: (view) => void undo(view),
  redo: (view) => void redo(view),
  find: (view) => void openFind(view),
  bold: edits((state) => toggled(state, BOLD)),
  italic: edits((state) => toggled(state, ITALIC)),
  subhead: edits(subheaded),
  quote: edits(quoted),
  list: edits((state) => listed(state, "list")),
  numbers: edits((state) => listed(state, "numbers")),
  link: edits(linked),
  insertion: edits(inserted),
  rule: edits(ruled),
  table: edits(tabled),
  break: (view) => void hardBreak(view),
};

export function isCommand(name: string): name is BodyCommand {
  return (BODY_COMMANDS as readonly string[]).includes(name);
}

/** Runs a command; while an input method composes it waits for the writer to finish. False when it did not run. */
export function runCommand(view: EditorView, command: BodyCommand): boolean {
  if (view.composing) return false;
  commands[command](view);
  if (command !== "find") view.focus();
  return true;
}
