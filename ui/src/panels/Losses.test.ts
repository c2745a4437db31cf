// What a format does to a story, told where the writer sees it: by the words in the text, by lines in the message.

import { fireEvent, render, screen } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import Losses from "./Losses.svelte";

const place = (
  field: string,
  from: number,
  to: number,
): { field: string; line: number; column: number; from: number; to: number } => ({
  field,
  line: 3,
  column: 1,
  from,
  to,
});

describe("losses and faults", () => {
  it("are told by the words there, the field's name, the line of the message", async () => {
    const onjump = vi.fn();
    const online = vi.fn();
    const losses = [
      { what: "Bold is not carried", became: "", place: place("body", 18, 24) },
      { what: "Curly quotes become straight quotes", became: '"', place: place("headline", 0, 1) },
    ];
    const faults = [{ place: "/body", expected: "a paragraph", got: "none", line: 8 }];
    render(Losses, { losses, faults, body: "Pilots.\n\nDepth of **the** channel", onjump, online });
    await fireEvent.click(screen.getByRole("button", { name: "“the”" }));
    expect(onjump).toHaveBeenCalledWith(losses[0]?.place);
    expect(screen.getByRole("button", { name: "Headline" })).toBeTruthy();
    await fireEvent.click(screen.getByRole("button", { name: "line 8" }));
    expect(online).toHaveBeenCalledWith(8);
  });
});
