// A long text costs what is seen of it; what is copied is the text all the same.

import { render } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { blocks } from "./controls";
import ControlText from "./ControlText.svelte";
import { partOf } from "./sight.svelte";

const TEXT = Array.from({ length: 1_200 }, (_, line) => `Line ${String(line)} of the message.\r\n`).join("");

/** What is in sight is told by hand. */
let look: (near: readonly number[], far: readonly number[]) => Promise<void>;

beforeEach(() => {
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(tell: IntersectionObserverCallback) {
        look = async (near, far) => {
          const entry = (at: number, isIntersecting: boolean): IntersectionObserverEntry =>
            ({
              target: region().children.item(at),
              isIntersecting,
              boundingClientRect: new DOMRect(0, 0, 300, 700),
            }) as unknown as IntersectionObserverEntry;
          tell(
            [...near.map((at) => entry(at, true)), ...far.map((at) => entry(at, false))],
            this as unknown as IntersectionObserver,
          );
          await tick();
        };
      }
      readonly observe = vi.fn();
      readonly unobserve = vi.fn();
      readonly disconnect = vi.fn();
    },
  );
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function region(): HTMLElement {
  const found = document.querySelector<HTMLElement>("[role=region]");
  if (!found) throw new Error("expected the text on the page, got none");
  return found;
}

function drawn(): number[] {
  return [...region().children].map(({ textContent }, at) => (textContent === "" ? -1 : at)).filter((at) => at >= 0);
}

function copied(): string {
  const copy = new Event("copy", { cancelable: true, bubbles: true }) as ClipboardEvent;
  let text = "";
  Object.defineProperty(copy, "clipboardData", { value: { setData: (_: string, data: string) => (text = data) } });
  region().dispatchEvent(copy);
  return text;
}

function select(from: [number, number], to: [number, number]): void {
  const point = ([part, offset]: [number, number]): [Node, number] => {
    const texts = document.createTreeWalker(region().children.item(part) as Element, NodeFilter.SHOW_TEXT);
    let rest = offset;
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const { length } = node.textContent ?? "";
      if (rest <= length) return [node, rest];
      rest -= length;
    }
    throw new Error(`expected ${String(offset)} letters in part ${String(part)}`);
  };
  window.getSelection()?.setBaseAndExtent(...point(from), ...point(to));
  document.dispatchEvent(new Event("selectionchange"));
}

describe("a long text", () => {
  it("is drawn where it is looked at, and empty boxes keep the place of the rest", async () => {
    render(ControlText, { text: TEXT, name: "Message" });
    expect(drawn(), "nothing is drawn before it is known what is in sight").toEqual([]);
    await look([0, 1], [2, 3]);
    expect(drawn(), "the blocks in sight").toEqual([0, 1]);
    expect(region().children.item(1)?.textContent, "the exact text").toBe(blocks(TEXT)[1]);
    await look([1, 2], [0]);
    expect(drawn(), "after scrolling on").toEqual([1, 2]);
    const left = region().children.item(0) as HTMLElement;
    expect(left.style.height, "as high as it was").toBe("700px");
  });

  it("is copied as it is, also where it is not drawn", async () => {
    render(ControlText, { text: TEXT, name: "Message" });
    await look([0, 1], []);
    select([0, 5], [1, 3]);
    await look([9, 10], [0, 1]);
    expect(drawn(), "both ends of the selection stay").toEqual([0, 1, 9, 10]);
    const parts = blocks(TEXT);
    expect(copied(), "from the fifth letter").toBe((parts[0] ?? "").slice(5) + (parts[1] ?? "").slice(0, 3));

    window.getSelection()?.selectAllChildren(region());
    expect(copied(), "the whole text").toBe(TEXT);
  });

  it("knows which of its parts a place is in", () => {
    render(ControlText, { text: "short\r\n", name: "Message" });
    expect(partOf(region(), region().querySelector(".sign")), "inside the first").toBe(0);
    expect(partOf(region(), document.body), "outside").toBe(null);
    expect(partOf(region(), null), "nowhere").toBe(null);
  });
});
