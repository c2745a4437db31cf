// A line is found by its number, and what is selected is that line.

import { describe, expect, it } from "vitest";
import { placeOfLine } from "./reveal";

const parts = ["one\ntwo\n", "three\r\n", "four long, ", "and on\nfive"];

describe("a line of a text in parts", () => {
  it("is found by its number", () => {
    expect(placeOfLine(parts, 1)).toEqual({ part: 0, from: 0, to: 3 });
    expect(placeOfLine(parts, 2), "behind a line end").toEqual({ part: 0, from: 4, to: 7 });
    expect(placeOfLine(parts, 3), "in the next part").toEqual({ part: 1, from: 0, to: 6 });
    expect(placeOfLine(parts, 4), "where it begins").toEqual({ part: 2, from: 0, to: 11 });
    expect(placeOfLine(parts, 5)).toEqual({ part: 3, from: 7, to: 11 });
  });

  it("is the last one beyond the end, and none in an empty text", () => {
    expect(placeOfLine(parts, 99)).toEqual({ part: 3, from: 7, to: 11 });
    expect(placeOfLine([], 1)).toBeNull();
  });
});
