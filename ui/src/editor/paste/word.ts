// What is peculiar to word processors and mail: lists that are paragraphs with a bullet drawn before them, conditional
// comments, page headers, tracking pictures.

export interface WordItem {
  /** 0 is the outermost list. */
  level: number;
  /** `-` or `1.` */
  mark: string;
}

/** Takes out what was never meant to be read. */
export function tidied(body: Element): void {
  const comments = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const gone: Node[] = [];
  while (comments.nextNode()) gone.push(comments.currentNode);
  for (const node of gone) node.parentNode?.removeChild(node);
  for (const element of body.querySelectorAll("[hidden], [aria-hidden='true'], o\\:p:empty, del, s, strike"))
    element.remove();
  for (const element of body.querySelectorAll<HTMLElement>("[style]"))
    if (
      element.style.display === "none" ||
      element.style.visibility === "hidden" ||
      /mso-hide:\s*all/.test(styleOf(element))
    )
      element.remove();
}

/** The item that a paragraph of Word is; null when it is none */
export function listItem(element: Element): WordItem | null {
  const level = /mso-list:[^;]*\blevel(\d)/i.exec(styleOf(element))?.[1];
  if (level === undefined) return null;
  const sign = drawnIn(element)
    .map((span) => span.textContent)
    .join("")
    .trim();
  const number = /^(\d{1,9})[.)]/.exec(sign)?.[1];
  return { level: Number(level) - 1, mark: number === undefined ? "-" : `${number}.` };
}

/** What of the item is text. */
export function withoutBullet(element: Node): Node[] {
  const copy = element.cloneNode(true);
  if (copy instanceof Element) for (const span of drawnIn(copy)) span.remove();
  return [...copy.childNodes];
}

function drawnIn(element: Element): Element[] {
  return [...element.querySelectorAll("[style]")].filter((span) => /mso-list:\s*ignore/i.test(styleOf(span)));
}

function styleOf(element: Element): string {
  return element.getAttribute("style") ?? "";
}
