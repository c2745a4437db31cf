// A hint beside a control: its name and its shortcut, after a short rest of the pointer or the keyboard. It goes when
// something scrolls: the control may be elsewhere by then. One element serves the whole window. It repeats what the
// control's accessible name says, so readers skip it.

import type { Attachment } from "svelte/attachments";

const REST = 450;
let box: HTMLElement | null = null;
let timer = 0;

export function tip(text: string, keys = ""): Attachment<HTMLElement> {
  return (node) => {
    const wait = (): void => {
      clearTimeout(timer);
      timer = window.setTimeout(() => {
        show(node, text, keys);
      }, REST);
    };
    const focused = (): void => {
      if (node.matches(":focus-visible")) wait();
    };
    const listeners: [string, () => void][] = [
      ["pointerenter", wait],
      ["focusin", focused],
      ["pointerleave", hide],
      ["pointerdown", hide],
      ["focusout", hide],
      ["keydown", hide],
    ];
    for (const [name, listener] of listeners) node.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of listeners) node.removeEventListener(name, listener);
      hide();
    };
  };
}

function show(node: HTMLElement, text: string, keys: string): void {
  if (!node.isConnected || text === "") return;
  box ??= document.createElement("div");
  box.className = "tip";
  box.setAttribute("aria-hidden", "true");
  box.replaceChildren(text);
  if (keys !== "") {
    const hint = document.createElement("kbd");
    hint.textContent = keys;
    box.append(hint);
  }
  (node.closest("dialog") ?? document.body).append(box);
  window.addEventListener("scroll", hide, { capture: true, once: true });
  place(box, node.getBoundingClientRect());
}

/** Below the control where there is room, above it otherwise; never over the edge of the window. */
function place(shown: HTMLElement, anchor: DOMRect): void {
  const own = shown.getBoundingClientRect();
  const left = anchor.left + anchor.width / 2 - own.width / 2;
  const below = anchor.bottom + 6;
  const top = below + own.height > window.innerHeight - 4 ? anchor.top - own.height - 6 : below;
  shown.style.left = `${String(Math.max(6, Math.min(left, window.innerWidth - own.width - 6)))}px`;
  shown.style.top = `${String(top)}px`;
}

function hide(): void {
  clearTimeout(timer);
  box?.remove();
}
