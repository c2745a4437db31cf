// A question at pauses: not while somebody types, but not never either.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Pause } from "./pause";

describe("a question at pauses", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("waits for a pause, and no longer than its longest wait for one that does not come", async () => {
    const ask = vi.fn(() => Promise.resolve());
    const pause = new Pause(300, ask, 1_000);
    pause.touch();
    await vi.advanceTimersByTimeAsync(299);
    expect(ask, "not before the pause").not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(ask, "in the pause").toHaveBeenCalledTimes(1);
    for (let key = 0; key < 20; key += 1) {
      pause.touch();
      await vi.advanceTimersByTimeAsync(120);
    }
    expect(ask.mock.calls.length - 1, "about once a second in 2.4 seconds of typing").toBe(2);
  });
});
