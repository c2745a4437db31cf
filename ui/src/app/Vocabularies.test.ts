// The dialog of vocabularies: what is there, one more from a file, and only a loaded one can go.

import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import { testRoom, type TestRoom } from "../../tests/window";
import Vocabularies from "./Vocabularies.svelte";

async function dialog(): Promise<TestRoom> {
  const room = await testRoom(null);
  render(Vocabularies, { room, onclose: vi.fn() });
  await screen.findByText("Media Topic");
  return room;
}

const load = (): Promise<boolean> => fireEvent.click(screen.getByRole("button", { name: "Load…" }));

describe("the dialog of vocabularies", () => {
  it("loads one, tells so, and lets it go again", async () => {
    const room = await dialog();
    expect(
      screen.getByText(/suggests subjects and genres.*urgency.*the same prefix/),
      "what they are for",
    ).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^Remove/ }), "a built-in one stays").toBeNull();
    await load();
    expect(await screen.findByText("beats.csv")).toBeTruthy();
    expect(room.stage.toasts.at(-1)).toMatchObject({ tone: "good", text: "Beats: 24 terms loaded" });
    await fireEvent.click(screen.getByRole("button", { name: "Remove Beats" }));
    await waitFor(() => {
      expect(screen.queryByText("beats.csv")).toBeNull();
    });
  });

  it("tells why a file is none", async () => {
    const room = await dialog();
    const failure = { code: "vocabulary", message: "line 3: expected a code, got none", where: "line 3" };
    vi.spyOn(room.memory, "loadVocabulary").mockRejectedValue(failure);
    await load();
    await waitFor(() => {
      expect(room.stage.toasts.at(-1)).toMatchObject({ tone: "bad", text: failure.message });
    });
  });
});
