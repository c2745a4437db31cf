// The one menu that is open, if any: where it hangs and what it offers. Whoever wants a menu says so here; the window
// draws it (`MenuHost`), and reads the library behind it only when the first menu opens.

import type { IconName } from "./Icon.svelte";

export interface MenuItem {
  label: string;
  run: () => void;
  icon?: IconName;
  keys?: string;
  /** Ticked as the one in use; a menu where any item has it is a choice. */
  chosen?: boolean;
  danger?: boolean;
  /** A line above it. */
  parted?: boolean;
}

export interface OpenMenu {
  name: string;
  items: readonly MenuItem[];
  /** The control it belongs to, or the point where the pointer asked for it. */
  at: Element | { x: number; y: number };
  /** Gets the focus back. */
  from: HTMLElement | null;
}

export class Menu {
  open = $state.raw<OpenMenu | null>(null);

  show(name: string, at: OpenMenu["at"], items: readonly MenuItem[]): void {
    const from = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    this.open = { name, at, items, from };
  }

  close(): void {
    this.open = null;
  }
}

export const menu = new Menu();
