// The window's table of commands and the body's own shortcuts are two lists of keys: no key means one thing in the text
// and another one in the window, and what the table shows for the text is what the text hears.

import { describe, expect, it } from "vitest";
import { SHORTCUTS } from "../editor/keys/shortcuts";
import { chord, sameChord } from "../kit/keys";
import { COMMANDS } from "../state/commands";

const ofBody = Object.entries(SHORTCUTS).flatMap(([name, keys]) => keys.map((key) => ({ id: `text.${name}`, key })));

describe("the keys of window and text", () => {
  it("mean the same in both", () => {
    for (const { id, key } of ofBody) {
      const taken = COMMANDS.filter(({ keys }) => keys !== undefined && sameChord(chord(keys), chord(key)));
      expect(
        taken.map((command) => command.id).filter((other) => other !== id),
        `${key} is ${id} in the text`,
      ).toEqual([]);
    }
  });

  it("are heard by the text where the table leaves them to it", () => {
    const left = COMMANDS.filter(({ inText, keys }) => inText && keys !== undefined);
    expect(left.length, "the table leaves some").toBeGreaterThan(5);
    for (const { id, keys } of left) expect(ofBody, `${id} by ${String(keys)}`).toContainEqual({ id, key: keys });
  });
});
