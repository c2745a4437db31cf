// What the window does around its panels: hears the desk and the keys, fits its panels to its width, keeps the time
// that "now" is told by, and wears the scale and the colours that are remembered.

import type { DeskEvent, Hearing } from "../ipc";
import { chord, pressed, sameChord } from "../kit/keys";
import { menu } from "../kit/menu.svelte";
import { locale } from "../kit/words";
import { COMMANDS, run, usable } from "../state/commands";
import { Pause } from "../state/pause";
import type { Room } from "../state/room";

/** Widths in CSS pixels at 100 %, below which panels lie over the text. */
const NARROW = 1080;
const SLIM = 640;
const TICK = 30_000;
/** Milliseconds in which the same command from menu and key is one press. */
const ECHO = 80;

const chords = COMMANDS.filter(({ inText }) => !inText).flatMap(({ id, keys }) =>
  keys ? [{ id, chord: chord(keys) }] : [],
);

export class WindowState {
  readonly #room: Room;
  #last = { id: "", source: "", at: 0 };
  /** What the menu should show, and what it is known to show; empty: nobody knows. */
  #wanted: string[] = [];
  #usable: string[] = [];
  readonly #telling = new Pause(0, () => this.#tellUsable());

  constructor(room: Room) {
    this.#room = room;
  }

  /** Begins to listen; the answer ends it. */
  listen(hearing: Hearing): () => void {
    const off = hearing.listen((event) => {
      this.heard(event);
    });
    const clock = setInterval(() => {
      this.#room.stage.now = new Date();
    }, TICK);
    return () => {
      off();
      clearInterval(clock);
    };
  }

  heard(event: DeskEvent): void {
    if (event.kind === "command") this.command(event.id, "menu");
    else this.#room.desk.heard(event);
  }

  /** The application menu is grey where nothing can be done. */
  showUsable(): void {
    const ids = COMMANDS.filter((command) => usable(this.#room, command)).map(({ id }) => id);
    this.#wanted = ids;
    void this.#telling.now();
  }

  async #tellUsable(): Promise<void> {
    const ids = this.#wanted;
    if (ids.join() === this.#usable.join()) return;
    try {
      await this.#room.desk.desk.showUsable(ids);
      this.#usable = ids;
    } catch {
      // No reason to stop: what it shows is not known, and it is told with the next change.
      this.#usable = [];
    }
  }

  /** A key that no text and no dialog took. */
  key(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    const keys = pressed(event);
    if (!keys) return;
    const found = chords.find((one) => sameChord(one.chord, keys));
    if (found) {
      event.preventDefault();
      if (!this.#blocked()) this.command(found.id, "key");
    } else if (event.key === "Escape" && !this.#blocked()) this.#escape();
  }

  /** The web view's own menu (reload, back) is for text alone. */
  menu(event: MouseEvent): void {
    const text = event.target instanceof Element && event.target.closest("input, textarea, [contenteditable], .exact");
    if (!text) event.preventDefault();
  }

  /** A file let fall on the window must not take the place of the page. */
  drop(event: DragEvent): void {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  }

  /** Where a GTK accelerator and the page both see a key, the command runs once. */
  command(id: string, source: "menu" | "key"): void {
    const at = performance.now();
    const echo = this.#last.id === id && this.#last.source !== source && at - this.#last.at < ECHO;
    if (echo) return;
    this.#last = { id, source, at };
    void run(this.#room, id);
  }

  fit(width: number): void {
    const { stage, desk } = this.#room;
    const effective = (width * 100) / desk.settings.scale;
    stage.narrow = effective < NARROW;
    stage.slim = effective < SLIM;
    if ((stage.over === "panel" && !stage.narrow) || (stage.over === "list" && !stage.slim)) stage.over = null;
  }

  wear(): void {
    const { scale, theme } = this.#room.desk.settings;
    const root = document.documentElement;
    root.lang = locale();
    const size = `${String((16 * scale) / 100)}px`;
    if (root.style.fontSize !== size) {
      const back = this.#room.stage.texts.body?.hold?.();
      root.style.fontSize = size;
      back?.();
    }
    if (theme === "system") delete root.dataset["theme"];
    else root.dataset["theme"] = theme;
  }

  /** The keyboard is on news, or in the text or on nothing with nothing over it. */
  #atRest(): boolean {
    const { over, looking } = this.#room.stage;
    const here = document.activeElement;
    if (here?.closest("[data-region=news]")) return true;
    return over === null && looking === null && (here === document.body || here?.closest("[data-text]") !== null);
  }

  #blocked(): boolean {
    return this.#room.stage.dialog !== null || menu.open !== null;
  }

  /** Leaves what lies over the text, then what is beside it; in the text itself it closes the newest news. */
  #escape(): void {
    const { stage } = this.#room;
    const newest = stage.toasts.at(-1);
    if (newest && this.#atRest()) {
      stage.dismiss(newest.id);
      return;
    }
    if (stage.over === null || stage.looking === null) stage.backToText();
    stage.over = null;
  }
}
