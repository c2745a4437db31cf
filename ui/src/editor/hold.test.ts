// When everything gets another size, the writer's line stays where it was on the screen.

import { EditorView } from "@codemirror/view";
import { afterEach, describe, expect, it, vi } from "vitest";
import { BodyEditor } from "./body";
import { WORDS as words } from "./caret-text";
import { room } from "./hold";

/** A body in what it scrolls in: `top` is where its text begins, `lines` where the lines of two places stand. */
function made(
  top: number,
  lines: Record<number, number>,
): { body: BodyEditor; port: HTMLElement; roomAt: (place: number) => number | undefined; held: () => unknown } {
  const port = document.createElement("div");
  port.style.overflowY = "auto";
  document.body.append(port);
  const body = new BodyEditor({ parent: port, text: "One.\n\nTwo.", dateline: "", words, onChange: () => undefined });
  const view = EditorView.findFromDOM(port.firstElementChild as HTMLElement);
  if (!view) throw new Error("no view");
  port.getBoundingClientRect = () => new DOMRect(0, 50, 800, 600);
  view.contentDOM.getBoundingClientRect = () => new DOMRect(0, top, 800, 5_000);
  vi.spyOn(view, "coordsAtPos").mockImplementation((at) => {
    const line = lines[at] ?? Number.NaN;
    return { left: 0, right: 0, top: line, bottom: line + 20 };
  });
  vi.spyOn(view, "posAtCoords").mockReturnValue(6);
  const dispatch = vi.spyOn(view, "dispatch");
  return {
    body,
    port,
    /** Room that is asked for around a place to which the cursor is sent. */
    roomAt: (place: number) => {
      dispatch.mockClear();
      body.focus(place);
      const { effects } = (dispatch.mock.calls[0]?.[0] ?? {}) as { effects?: { value: { yMargin: number } } };
      return effects?.value.yMargin;
    },
    held: () => {
      const back = body.hold();
      dispatch.mockClear();
      // Meanwhile what stands above has grown.
      port.getBoundingClientRect = () => new DOMRect(0, 60, 800, 590);
      back();
      const { effects } = (dispatch.mock.calls[0]?.[0] ?? {}) as { effects?: { value: unknown } };
      return effects?.value;
    },
  };
}

const at = (head: number, top: number): unknown =>
  expect.objectContaining({
    range: expect.objectContaining({ head }) as unknown,
    y: "start",
    yMargin: top - 60 - room().top,
  });

afterEach(() => {
  document.body.replaceChildren();
});

describe("a text that gets another size", () => {
  it("keeps the line of the cursor where it was", () => {
    const { held } = made(-900, { 0: 310, 6: 106 });
    expect(held()).toEqual(at(0, 310));
  });

  it("keeps its first line in sight where the cursor is out of it", () => {
    const { held } = made(-900, { 0: -400, 6: 106 });
    expect(held()).toEqual(at(6, 106));
  });

  it("is put right when the editor had guessed the lines above", async () => {
    const lines = { 0: 310, 6: 106 };
    const { port, held } = made(-900, lines);
    held();
    lines[0] = 338;
    await vi.waitFor(() => {
      expect(port.scrollTop, "a line more than it thought").toBe(28);
    });
  });

  it("stays at its head, unless the cursor is there", () => {
    const { body, held } = made(260, { 0: 270, 6: 330 });
    expect(held(), "headline and all").toBeUndefined();
    body.focus();
    expect(held()).toEqual(at(0, 270));
  });
});

describe("a place to which the cursor is sent", () => {
  it("moves nothing where it is in sight, and comes with its surroundings where it is not", () => {
    const { roomAt } = made(-900, { 0: 700, 6: 600 });
    expect(roomAt(6), "near the edge, and seen").toBe(5);
    expect(roomAt(0), "below it").toBe(window.innerHeight / 4);
  });
});
