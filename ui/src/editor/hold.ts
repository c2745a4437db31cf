// Holds the text on the screen while everything in it gets another size: the line of the cursor stays where it stood, or
// the first line in sight where the cursor is out of it.

import { EditorView } from "@codemirror/view";

/** Room that stays between the cursor and the edges of what can be seen, in the root's font sizes. */
const ROOM = { top: 3.5, bottom: 4 };

/** The same in pixels, at the scale of this moment. */
export function room(): { top: number; bottom: number } {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  return { top: ROOM.top * rem, bottom: ROOM.bottom * rem };
}

/** Looks where the text stands; the answer brings it there again. */
export function hold(view: EditorView): () => void {
  const port = portOf(view);
  const held = port && lineIn(view, port.getBoundingClientRect());
  return () => {
    if (!held || !view.dom.isConnected) return;
    const yMargin = held.top - port.getBoundingClientRect().top - room().top;
    view.dispatch({ effects: EditorView.scrollIntoView(held.at, { y: "start", yMargin }) });
    // Behind the editor's own measuring, which draws lines above that it had only guessed; and before the frame is painted.
    requestAnimationFrame(() => {
      const line = view.dom.isConnected && view.coordsAtPos(held.at);
      if (line) port.scrollTop += line.top - held.top;
    });
  };
}

/** Whether a place can be seen. */
export function inSight(view: EditorView, at: number): boolean {
  const port = portOf(view)?.getBoundingClientRect();
  const place = view.coordsAtPos(at);
  return !port || (place !== null && place.top >= port.top && place.bottom <= port.bottom);
}

/** What the text scrolls in. */
function portOf({ dom }: EditorView): HTMLElement | null {
  for (let box = dom.parentElement; box; box = box.parentElement)
    if (/auto|scroll/.test(getComputedStyle(box).overflowY)) return box;
  return null;
}

/** The line to hold and where its top stands; null at the head of the page, which stays of itself. */
function lineIn(view: EditorView, port: DOMRect): { at: number; top: number } | null {
  const { head } = view.state.selection.main;
  const cursor = view.coordsAtPos(head);
  const scrolled = view.contentDOM.getBoundingClientRect().top < port.top;
  const seen = cursor && cursor.top >= port.top && cursor.bottom <= port.bottom;
  if (seen && (scrolled || view.hasFocus)) return { at: head, top: cursor.top };
  if (!scrolled) return null;
  const first = view.posAtCoords({ x: port.left + port.width / 2, y: port.top + room().top }, false);
  const line = view.coordsAtPos(first);
  return line && { at: first, top: line.top };
}
