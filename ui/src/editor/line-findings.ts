// What the checks found in a headline or a lead. A field of the browser's own holds no marks, so while there are any the
// same words stand unseen behind it and carry the lines; the field has the reasons as its tip and its description.

import type { ChangeDesc } from "@codemirror/state";
import type { EditorFinding } from "./options";
import "./look/findings.css";

export class LineFindings {
  readonly #area: HTMLTextAreaElement;
  readonly #words: HTMLElement;
  #found: readonly EditorFinding[] = [];

  constructor(area: HTMLTextAreaElement, signal: AbortSignal) {
    this.#area = area;
    this.#words = area.ownerDocument.createElement("div");
    this.#words.className = "wc-line-words";
    this.#words.setAttribute("aria-hidden", "true");
    this.#words.dir = "auto";
    area.addEventListener(
      "pointermove",
      ({ clientX, clientY }) => {
        area.title = this.#reasonAt(clientX, clientY);
      },
      { signal },
    );
  }

  /** Takes the place of what was found before. */
  show(found: readonly EditorFinding[]): void {
    this.#found = found.filter(({ from, to }) => from < to);
    this.#draw();
  }

  /** The text was changed: the marks go with it. */
  typed(changes: ChangeDesc): void {
    if (this.#found.length === 0) return;
    this.show(
      this.#found.map((one) => ({ ...one, from: changes.mapPos(one.from, 1), to: changes.mapPos(one.to, -1) })),
    );
  }

  #draw(): void {
    const area = this.#area;
    area.title = "";
    if (this.#found.length === 0) {
      this.#words.remove();
      area.removeAttribute("aria-description");
      return;
    }
    area.setAttribute("aria-description", this.#found.map(({ message }) => message).join(" "));
    this.#words.replaceChildren(...this.#pieces());
    if (!this.#words.isConnected) area.before(this.#words);
  }

  /** The words, those that something was found in as elements; of two findings in one place the first is drawn. */
  #pieces(): Node[] {
    const { value } = this.#area;
    const page = this.#area.ownerDocument;
    const pieces: Node[] = [];
    let end = 0;
    for (const { from, to, severity, message } of [...this.#found].sort((a, b) => a.from - b.from)) {
      if (from < end) continue;
      const mark = page.createElement("span");
      mark.className = `wc-finding wc-finding-${severity}`;
      mark.dataset["reason"] = message;
      mark.textContent = value.slice(from, to);
      pieces.push(page.createTextNode(value.slice(end, from)), mark);
      end = to;
    }
    return [...pieces, page.createTextNode(value.slice(end))];
  }

  #reasonAt(x: number, y: number): string {
    for (const mark of this.#words.querySelectorAll<HTMLElement>(".wc-finding"))
      for (const { left, right, top, bottom } of mark.getClientRects())
        if (left <= x && x <= right && top <= y && y <= bottom) return mark.dataset["reason"] ?? "";
    return "";
  }
}
