// From change to change by the keyboard: each is an element that takes the focus, so that it is seen and heard.

/** What makes an element a change that the keyboard stops at. */
export const STOP = { tabindex: -1, "data-change": "" } as const;

/** Where the keyboard is among the changes of a comparison; `at` counts from 1, 0: on none. */
export interface ChangePlace {
  at: number;
  count: number;
}

export function changesIn(box: HTMLElement): HTMLElement[] {
  return [...box.querySelectorAll<HTMLElement>("[data-change]")];
}

export function placeIn(box: HTMLElement): ChangePlace {
  const all = changesIn(box);
  return { at: here(all) + 1, count: all.length };
}

/** Goes to the next change or the one before, from where the keyboard is, round and round. */
export function stepIn(box: HTMLElement, step: 1 | -1): ChangePlace {
  const all = changesIn(box);
  const at = here(all);
  const next = at < 0 ? beside(all, step) : (at + step + all.length) % Math.max(1, all.length);
  const change = all[next];
  change?.focus({ preventScroll: true });
  change?.scrollIntoView({ block: "center" });
  return { at: change ? next + 1 : 0, count: all.length };
}

/** The innermost change that the keyboard is in. */
function here(all: readonly HTMLElement[]): number {
  return all.findLastIndex((one) => one.contains(document.activeElement));
}

/** The change before or behind the keyboard, which is in none of them. */
function beside(all: readonly HTMLElement[], step: 1 | -1): number {
  const from = document.activeElement ?? document.body;
  const lies = (side: number) => (one: HTMLElement) => (from.compareDocumentPosition(one) & side) !== 0;
  const found =
    step === 1
      ? all.findIndex(lies(Node.DOCUMENT_POSITION_FOLLOWING))
      : all.findLastIndex(lies(Node.DOCUMENT_POSITION_PRECEDING));
  return found >= 0 ? found : step === 1 ? 0 : all.length - 1;
}
