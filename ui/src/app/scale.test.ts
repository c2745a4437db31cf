// Another scale of the window gives everything another size; the text keeps its place.

import { describe, expect, it } from "vitest";
import { testRoom } from "../../tests/window";
import { WindowState } from "./window.svelte";

describe("another scale", () => {
  it("holds the text where it stands, and holds nothing when only something else is remembered", async () => {
    const room = await testRoom();
    const heard: string[] = [];
    const size = (): string => document.documentElement.style.fontSize;
    room.stage.texts.body = {
      focus: () => undefined,
      reveal: () => undefined,
      hold: () => {
        heard.push(`held at ${size()}`);
        return () => heard.push(`back at ${size()}`);
      },
    };
    const frame = new WindowState(room);
    document.documentElement.style.fontSize = "16px";
    room.desk.keep({ scale: 120 });
    frame.wear();
    room.desk.keep({ right_width: 400 });
    frame.wear();
    expect(heard).toEqual(["held at 16px", "back at 19.2px"]);
  });
});
