// Which parts of a long text are drawn: those in sight, those a screen away, and those that hold an end of the
// selection, which would be lost with them. Any other part is an empty box of the height that it had or is likely to
// have.

import type { Attachment } from "svelte/attachments";

/** Height of a part that was never drawn, before any other was. */
const LIKELY = 900;
/** How far beyond the edges parts are drawn. */
const MARGIN = "100% 0px";

export class Sight {
  #near: ReadonlySet<number> = $state.raw(new Set());
  #held: ReadonlySet<number> = $state.raw(new Set());
  readonly #heights = new Map<number, number>();
  #observer: IntersectionObserver | null = null;

  shows(part: number): boolean {
    return this.#near.has(part) || this.#held.has(part);
  }

  /** Draws a part that is about to be shown. */
  keep(part: number): void {
    this.#held = new Set([...this.#held, part]);
  }

  /** Height of a part that is not drawn, in CSS pixels. */
  height(part: number): number {
    const known = this.#heights.get(part);
    if (known !== undefined) return known;
    const sum = [...this.#heights.values()].reduce((all, height) => all + height, 0);
    return sum === 0 ? LIKELY : sum / this.#heights.size;
  }

  /** The box that scrolls, with a part in each child. */
  readonly scrolls: Attachment<HTMLElement> = (box) => {
    this.#observer = new IntersectionObserver(
      (entries) => {
        this.#seen(box, entries);
      },
      { root: box, rootMargin: MARGIN },
    );
    for (const part of box.children) this.#observer.observe(part);
    const hold = (): void => {
      this.#hold(box);
    };
    document.addEventListener("selectionchange", hold);
    return () => {
      this.#observer?.disconnect();
      this.#observer = null;
      document.removeEventListener("selectionchange", hold);
    };
  };

  /** A part of the text; those that came before their box are found by it. */
  readonly part: Attachment<HTMLElement> = (part) => {
    this.#observer?.observe(part);
    return () => this.#observer?.unobserve(part);
  };

  #seen(box: HTMLElement, entries: readonly IntersectionObserverEntry[]): void {
    const near = new Set(this.#near);
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      const at = partOf(box, target);
      if (at === null) continue;
      if (isIntersecting) near.add(at);
      else {
        if (this.shows(at) && boundingClientRect.height > 0) this.#heights.set(at, boundingClientRect.height);
        near.delete(at);
      }
    }
    this.#near = near;
  }

  #hold(box: HTMLElement): void {
    const selection = window.getSelection();
    const ends = selection?.isCollapsed === false ? [selection.anchorNode, selection.focusNode] : [];
    const held = ends.map((end) => partOf(box, end)).filter((part) => part !== null);
    if (held.length > 0 || this.#held.size > 0) this.#held = new Set(held);
  }
}

/**
 * What of a text is selected in `box`, whose children show its `parts` or stand empty for them; null when nothing is.
 * An end of the selection outside is taken for the end of the text on that side.
 */
export function selectedIn(box: HTMLElement, parts: readonly string[]): string | null {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(box)) return null;
  const from = place(box, range.startContainer, range.startOffset) ?? { part: 0, at: 0 };
  const to = place(box, range.endContainer, range.endOffset) ?? { part: parts.length, at: 0 };
  if (from.part === to.part) return (parts[from.part] ?? "").slice(from.at, to.at);
  const first = (parts[from.part] ?? "").slice(from.at);
  return first + parts.slice(from.part + 1, to.part).join("") + (parts[to.part] ?? "").slice(0, to.at);
}

/** A point of the page as the number of a part and UTF-16 units into it; null when it lies outside the box. */
function place(box: HTMLElement, node: Node, offset: number): { part: number; at: number } | null {
  if (node === box) {
    const before = [...box.childNodes].slice(0, offset).filter((child) => child instanceof Element);
    return { part: before.length, at: 0 };
  }
  const part = partOf(box, node);
  const shown = part === null ? null : box.children.item(part);
  if (part === null || shown === null) return null;
  const before = document.createRange();
  before.setStart(shown, 0);
  before.setEnd(node, offset);
  return { part, at: before.toString().length };
}

/** Number of the child of `box` that holds `node`; null when none does. */
export function partOf(box: HTMLElement, node: Node | null): number | null {
  let part = node;
  while (part && part.parentNode !== box) part = part.parentNode;
  return part instanceof Element ? [...box.children].indexOf(part) : null;
}
