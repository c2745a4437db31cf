// The dialog of export: by the keyboard alone, and never by accident where something must be put right first.

import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import { testRoom, type TestRoom } from "../../tests/window";
import Wire from "../panels/Wire.svelte";
import Export from "./Export.svelte";

async function dialog(story: string): Promise<TestRoom> {
  const room = await testRoom(story);
  render(Export, { room, onclose: vi.fn() });
  await screen.findByText(/^valid/);
  return room;
}

const button = (name: string): HTMLElement | null => screen.queryByRole("button", { name });

describe("the dialog of export", () => {
  it("gives the keyboard to its deed once there is a message, which it tells to be whole", async () => {
    const room = await testRoom("rates");
    room.desk.keep({ format: "ninjs-3" });
    render(Export, { room, onclose: vi.fn() });
    await screen.findByText("This format carries the whole story.");
    expect(document.activeElement, "Enter exports").toBe(button("Choose a place…"));
    expect(button("Export anyway…")).toBeNull();
  });

  it("leaves the keyboard with a writer who is at the format already", async () => {
    const room = await testRoom("rates");
    render(Export, { room, onclose: vi.fn() });
    screen.getByRole("combobox", { name: "Format" }).focus();
    await screen.findByText(/^valid/);
    expect(document.activeElement).toBe(screen.getByRole("combobox", { name: "Format" }));
  });

  it("lets a story that must not leave go only when it is asked to anyway", async () => {
    const room = await dialog("blank");
    expect(screen.getByText("This must be put right before the story leaves.")).toBeTruthy();
    const finding = screen.getByRole("button", { name: /The story has no headline yet/ });
    expect(document.activeElement, "Enter goes to what must be put right").toBe(finding);
    expect(screen.getByText(/^valid/).classList, "the mark is no praise").toContain("quiet");
    expect(button("Choose a place…")).toBeNull();
    await fireEvent.click(screen.getByRole("button", { name: "Export anyway…" }));
    await waitFor(() => {
      expect(room.desk.working?.state).toBe("exported");
    });
  });

  it("measures the last key before it says that nothing stands in the way", async () => {
    const room = await testRoom("rates");
    const { fields } = room.desk.working ?? { fields: { headline: "" } };
    room.desk.working?.type("headline", [{ from: 0, to: fields.headline.length, insert: "" }]);
    render(Export, { room, onclose: vi.fn() });
    expect(await screen.findByText(/has no headline/)).toBeTruthy();
  });
});

describe("a story that left before", () => {
  const kinds = (): HTMLSelectElement => screen.getByRole("combobox", { name: "Goes out as" });

  it("is asked what it leaves as, and what editors are told", async () => {
    const room = await dialog("ferry");
    expect([...kinds().options].map(({ label }) => label)).toContain("Correction");
    expect(screen.queryByRole("textbox", { name: "What editors are told" }), "a new story needs no reason").toBeNull();
    await fireEvent.change(kinds(), { target: { value: "correction" } });
    const note = await screen.findByRole("textbox", { name: "What editors are told" });
    await fireEvent.input(note, { target: { value: "41,000 tonnes, not 14,000" } });
    const left = vi.spyOn(room.memory, "exportWire");
    await fireEvent.click(screen.getByRole("button", { name: "Choose a place…" }));
    await waitFor(() => {
      expect(left).toHaveBeenCalled();
    });
    const [, release, seen] = left.mock.calls[0] ?? [];
    expect(release).toMatchObject({ kind: "correction", note: "41,000 tonnes, not 14,000" });
    expect(seen, "nothing leaves but what was shown").toMatch(/^[0-9a-f]{64}$/);
  });

  it("is killed whatever else is wrong with it", async () => {
    const room = await testRoom("ferry");
    const { fields } = room.desk.working ?? { fields: { headline: "" } };
    room.desk.working?.type("headline", [{ from: 0, to: fields.headline.length, insert: "" }]);
    render(Export, { room, onclose: vi.fn() });
    await screen.findByText(/has no headline/);
    await fireEvent.change(kinds(), { target: { value: "kill" } });
    await waitFor(() => {
      expect(button("Choose a place…")).not.toBeNull();
    });
    expect(screen.queryByText(/has no headline/)).toBeNull();
  });

  it("is not asked about while it is new", async () => {
    await dialog("harbour");
    expect(screen.queryByRole("combobox", { name: "Goes out as" })).toBeNull();
  });
});

describe("the way out of the panel Wire", () => {
  it("is the dialog where something must be put right first", async () => {
    const room = await testRoom("blank");
    const left = vi.spyOn(room.memory, "exportWire");
    if (room.desk.working) render(Wire, { room, story: room.desk.working });
    await fireEvent.click(await screen.findByRole("button", { name: "Export…" }));
    await waitFor(() => {
      expect(room.stage.dialog).toBe("export");
    });
    expect(left).not.toHaveBeenCalled();
  });
});

describe("the words that a loss is told by", () => {
  it.each(["the dialog", "the panel Wire"])("are of the text that was previewed: %s", async (place) => {
    const room = await testRoom();
    const story = room.desk.working;
    if (!story) throw new Error("expected a story on the table");
    story.type("body", [{ from: 0, to: story.body.length, insert: "He said: “Nothing is lost,” twice." }]);
    await story.draft.flush();
    const preview = room.memory.preview.bind(room.memory);
    vi.spyOn(room.memory, "preview").mockImplementation(async (id, way) => {
      const made = await preview(id, way);
      story.type("body", [{ from: 0, to: 0, insert: "Typed while the message is made. " }]);
      return made;
    });
    if (place === "the dialog") render(Export, { room, onclose: vi.fn() });
    else render(Wire, { room, story });
    expect(await screen.findByRole("button", { name: "“Nothing is lost,” twice”" })).toBeTruthy();
  });
});
