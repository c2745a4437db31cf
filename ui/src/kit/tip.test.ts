// A hint beside a control: there after a rest, gone with whatever moves the control away from it.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { tip } from "./tip";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

describe("a hint", () => {
  it("goes when a panel scrolls under it", () => {
    const panel = document.body.appendChild(document.createElement("div"));
    const button = panel.appendChild(document.createElement("button"));
    tip("Choose a day")(button);
    const rest = (): void => {
      button.dispatchEvent(new Event("pointerenter"));
      vi.runAllTimers();
    };
    rest();
    expect(document.querySelector(".tip")?.textContent).toBe("Choose a day");
    panel.dispatchEvent(new Event("scroll"));
    expect(document.querySelector(".tip"), "scrolling does not bubble").toBeNull();
    rest();
    panel.dispatchEvent(new Event("scroll"));
    expect(document.querySelector(".tip"), "nor is it there the second time").toBeNull();
  });
});
