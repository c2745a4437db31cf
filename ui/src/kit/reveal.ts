// Shows one line of a long text that is drawn in parts: scrolls to it and selects it, so that it is seen and heard.

/** Where a line stands: the number of its part, and UTF-16 units into it, half-open, without the line end. */
export interface LinePlace {
  part: number;
  from: number;
  to: number;
}

/** The place of a line, counted from 1; the last line for one beyond the end; null for an empty text. */
export function placeOfLine(parts: readonly string[], line: number): LinePlace | null {
  let before = 1;
  let last: LinePlace | null = null;
  for (const [part, text] of parts.entries()) {
    let from = 0;
    while (from < text.length) {
      const end = text.indexOf("\n", from);
      const to = end < 0 ? text.length : end;
      last = { part, from, to };
      if (before === line) return last;
      // A long line may go on in the next part: only a line end begins another.
      if (end >= 0) before += 1;
      from = to + 1;
    }
  }
  return last;
}

/** Selects the place inside the part that shows it, and brings it into the upper third of the box. */
export function reveal(box: HTMLElement, { part, from, to }: LinePlace): void {
  const shown = box.children.item(part);
  if (!shown) return;
  const range = document.createRange();
  const [start, end] = [pointIn(shown, from), pointIn(shown, to)];
  if (!start || !end) return;
  range.setStart(...start);
  range.setEnd(...end);
  const selection = window.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
  const element = range.startContainer.parentElement;
  if (!element) return;
  box.focus({ preventScroll: true });
  const top = range.getClientRects().item(0)?.top ?? element.getBoundingClientRect().top;
  box.scrollTop += top - box.getBoundingClientRect().top - box.clientHeight / 3;
}

/** A point of the text of `element`, UTF-16 units from its start. */
function pointIn(element: Element, at: number): [Node, number] | null {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let rest = at;
  let last: Node | null = null;
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    last = text;
    const { length } = text.textContent ?? "";
    if (rest <= length) return [text, rest];
    rest -= length;
  }
  return last ? [last, (last.textContent ?? "").length] : null;
}
