// Moments are told by how near they are.

import { describe, expect, it } from "vitest";
import { duration, when } from "./format";

describe("a moment", () => {
  const now = new Date(2026, 10, 23, 14, 30);
  const before = (minutes: number): string => new Date(now.getTime() - minutes * 60_000).toISOString();

  it("is told by how near it is", () => {
    expect(when(before(0.5), now), "this minute").toBe("now");
    expect(when(before(5 * 60 + 18), now), "today").toBe("09:12");
    expect(when(before(24 * 60), now), "the day before").toBe("yesterday");
    expect(when(before(2 * 24 * 60), now), "this week").toBe("Sat");
    expect(when(before(20 * 24 * 60), now), "this year").toMatch(/3.*Nov|Nov.*3/);
    expect(when(before(400 * 24 * 60), now), "another year").toMatch(/2025/);
    expect(when("", now), "no moment").toBe("");
  });

  it("of reading has minutes and seconds only where there are some", () => {
    expect([duration(110), duration(60), duration(8), duration(33_396)]).toEqual([
      "1 min 50 s",
      "1 min",
      "8 s",
      "9 h 16 min",
    ]);
  });
});
