// What stands in front of the desk for a moment: a dialog, short news, the story as it was. And where the keyboard is:
// the regions of the window that F6 walks through, the texts that commands and jumps reach.

import { flushSync } from "svelte";
import type { Toast } from "../kit/Toasts.svelte";
import type { Severity, Side, Span, Splice, TextField, UndoStep } from "../ipc";

export type Dialog =
  "palette" | "about" | "backups" | "vocabularies" | "version" | "export" | "leave" | "keys" | "forget";

/** What is looked at in the place of the text, which stays as it is behind it. */
export type Looking = { kind: "moment"; version: number } | { kind: "compare"; older: Side; newer: Side };

/** The last steps of one text, oldest first; after the last one it is the text on the table. */
export interface TextTrail {
  /** The text before the first step. */
  text: string;
  steps: readonly (Pick<UndoStep, "millis"> & { splices: readonly Splice[] })[];
}

/** What the checks found in one text; UTF-16 offsets. */
export interface TextFinding {
  from: number;
  to: number;
  severity: Severity;
  message: string;
}

/** A text on the table, as commands and jumps see it; the editor's own fields are such handles. */
export interface TextHandle {
  /** The cursor stays, or goes to a place (UTF-16 offset). */
  focus(at?: number): void;
  /** Where the cursor is, UTF-16 offset. */
  place?(): number;
  /** UTF-16 offsets. */
  reveal(from: number, to: number): void;
  /** Looks where the text stands on the screen; the answer brings it there again, whatever size it has by then. */
  hold?(): () => void;
  /** Runs an editing command by its id. False when it does not know it. */
  run?(command: string): boolean;
  /** How the dateline prints, empty for none; the body only. */
  setDateline?(dateline: string): void;
  /** Shows another text; nothing is told of it. */
  setText?(text: string): void;
  /** Makes a change as if it were typed: told, and undone in one step. */
  edit?(splices: readonly Splice[]): void;
  /** Underlines what the checks found in the text as it stands, in place of what they found before. */
  setFindings?(found: readonly TextFinding[]): void;
  /** Takes the steps of earlier sittings for its own; "busy": not now. */
  recall?(trail: TextTrail): "taken" | "busy" | "elsewhere";
}

const TOAST_TIME = 6_000;
const MOST_TOASTS = 3;
/** What a region is entered by: a row of tabs by the one that is shown, never by what the keyboard cannot be on. */
const ENTRANCE = ":is([data-first], [tabindex='0'], button, input, select):not([tabindex='-1'], :disabled)";

export class Stage {
  dialog: Dialog | null = $state(null);
  /** The version that the dialog is about; null: the newest. */
  about: number | null = $state(null);
  toasts: Toast[] = $state.raw([]);
  /** The text is on screen: what is not needed for it may be read and drawn now. */
  painted = $state(false);
  /** What the clock says, to the minute or so: days and times on the page follow it. */
  now: Date = $state.raw(new Date());
  /** Too narrow for three panels: the right one lies over the text while it is asked for. */
  narrow = $state(false);
  /** Too narrow for two: so does the list. */
  slim = $state(false);
  /** The panel that lies over the text now. */
  over: "list" | "panel" | null = $state(null);
  /** An earlier moment or a comparison stands where the text is; null: the text itself. */
  looking: Looking | null = $state.raw(null);
  /** Goes to the next change of the comparison that is shown, or the one before. */
  step: ((by: 1 | -1) => void) | null = null;
  readonly texts: Partial<Record<TextField, TextHandle | undefined>> = {};
  /** The text that had the keyboard last. */
  field: TextField | null = null;
  /** Where the cursor was in stories that left the table, by their ids; UTF-16 offsets. */
  readonly left = new Map<string, { field: TextField; at: number }>();
  /** The marks that the cursor stands in: `bold`, `list`. */
  active: ReadonlySet<string> = $state.raw(new Set());
  /** What is selected in the body, UTF-16 offsets; null: nothing is. */
  chosen: Span | null = $state.raw(null);
  #next = 1;

  show(dialog: Dialog, about: number | null = null): void {
    [this.dialog, this.about] = [dialog, about];
  }

  close(): void {
    this.dialog = null;
  }

  /** The same news stands once. Bad news stays until it is closed, no longer true or the oldest of too much bad news;
   *  what goes by itself gives way to it. */
  tell(toast: Omit<Toast, "id">): void {
    const id = this.#next++;
    const others = this.toasts.filter(
      ({ text, detail, deed }) => deed || text !== toast.text || detail !== toast.detail,
    );
    while (others.length >= MOST_TOASTS) {
      const passing = others.findIndex(({ tone }) => tone !== "bad");
      if (passing < 0 && toast.tone !== "bad") break;
      others.splice(Math.max(0, passing), 1);
    }
    this.toasts = [...others, { ...toast, id }];
    if (toast.tone !== "bad")
      setTimeout(() => {
        this.dismiss(id);
      }, TOAST_TIME);
  }

  /** It goes: a keyboard that was on it goes to what news is left, or back to the story. */
  dismiss(id: number): void {
    const news = document.activeElement?.closest<HTMLElement>("[data-region=news]");
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
    flushSync();
    if (news && !news.contains(document.activeElement))
      this.#enter(this.toasts.length > 0 ? news : document.querySelector<HTMLElement>("[data-region=write]"));
  }

  /** Everything is on disk again: what was told of saving is over. What another deed met with, or another disk, is not. */
  relieved(): void {
    this.toasts = this.toasts.filter(({ until }) => until !== "saved");
  }

  /** Shows an earlier moment or a comparison in the place of the text. */
  look(looking: Looking): void {
    this.looking = looking;
  }

  /** The text stands in its place again. */
  backToNow(): void {
    if (!this.looking) return;
    this.looking = null;
    // What is still out of reach takes no focus.
    flushSync();
  }

  /** A text gets the keyboard; the cursor stays, or goes to a place. */
  backToText(field: TextField = "body", at?: number): void {
    this.backToNow();
    this.texts[field]?.focus(at);
  }

  /** An editing command goes to the text that has the keyboard, else to the body; a plain field undoes by itself. */
  edit(command: string): void {
    const active = document.activeElement;
    const field = active?.closest<HTMLElement>("[data-text]")?.dataset["text"];
    const line = field === "headline" || field === "summary" ? this.texts[field] : undefined;
    if (line?.run?.(command) === true) return;
    const plain = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement;
    if (plain && (command === "undo" || command === "redo")) document.execCommand(command);
    if ((plain && command !== "find") || this.looking) return;
    if (field !== "body") this.texts.body?.focus();
    this.texts.body?.run?.(command);
  }

  /** F6: the next region that is shown, round and round. */
  nextRegion(step: 1 | -1): void {
    const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter(
      (one) => one.getClientRects().length > 0,
    );
    const here = regions.findIndex((region) => region.contains(document.activeElement));
    this.#enter(regions.at((here + step + regions.length) % regions.length));
  }

  #enter(region: HTMLElement | null | undefined): void {
    if (region?.dataset["region"] === "write" && this.texts.body && !this.looking) this.backToText();
    else (region?.querySelector<HTMLElement>(ENTRANCE) ?? region)?.focus();
  }
}
