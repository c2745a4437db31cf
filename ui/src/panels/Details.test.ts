// Details: every field reaches the desk as it is typed, and what is no value says what was expected and what was got.

import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import type { Story } from "../ipc";
import { testRoom, type TestRoom } from "../../tests/window";
import Details from "./Details.svelte";

async function details(id = "harbour"): Promise<TestRoom> {
  const room = await testRoom(id);
  const story = room.desk.working;
  if (story) render(Details, { room, story });
  return room;
}

async function kept({ desk, memory }: TestRoom): Promise<Story> {
  await desk.working?.draft.flush();
  return (await memory.openStory("harbour")).story;
}

const type = async (label: string, value: string): Promise<void> =>
  void (await fireEvent.input(screen.getAllByLabelText(label)[0] as HTMLElement, { target: { value } }));

describe("Details", () => {
  it("sends each field as it is typed", async () => {
    const room = await details();
    await type("Slug", "TESTLAND-WHEAT");
    await type("Region", "North");
    await type("Filing date", "2026-12-01");
    await type("Note to editors", "Picture follows.\nAnd a map.");
    await type("Holder", "Wirecopy Press");
    await fireEvent.change(screen.getByLabelText("Urgency"), { target: { value: "2" } });
    const story = await kept(room);
    expect(story.slug).toBe("TESTLAND-WHEAT");
    expect(story.dateline, "the other parts stay").toEqual({
      place: "Port Testland",
      region: "North",
      country: "TL",
      date: "2026-12-01",
    });
    expect([story.ed_note, story.rights.holder, story.urgency]).toEqual([
      "Picture follows.\nAnd a map.",
      "Wirecopy Press",
      2,
    ]);
  });

  it("keeps the earlier value while a date is no date, and says so when the field is left", async () => {
    const room = await details();
    const field = screen.getByLabelText("Filing date");
    await fireEvent.focusIn(field);
    await type("Filing date", "2026-02-30");
    expect(screen.queryByText(/Expected a date/), "half-typed is not wrong yet").toBeNull();
    await fireEvent.focusOut(field);
    expect(screen.getByText(/Expected a date like 2026-12-20, got “2026-02-30”/)).toBeTruthy();
    expect(field.getAttribute("aria-invalid")).toBe("true");
    expect((await kept(room)).dateline.date).toBe("2026-11-23");
  });

  it("adds, refuses and removes chips", async () => {
    const room = await details();
    const subjects = screen.getByLabelText("Subjects");
    await type("Subjects", "no such thing");
    await fireEvent.keyDown(subjects, { key: "Enter" });
    expect(await screen.findByText(/Expected a term of a vocabulary or scheme:code/), "no term").toBeTruthy();
    await type("Subjects", "wb:trams");
    await fireEvent.keyDown(subjects, { key: "Enter" });
    await waitFor(() => {
      expect((subjects as HTMLInputElement).value, "a code that no vocabulary knows is taken as it is").toBe("");
    });
    await fireEvent.click(screen.getByRole("button", { name: "Remove grain" }));
    const story = await kept(room);
    expect(story.subjects, "the first keeps its label").toEqual([
      { scheme: "medtop", code: "20000343", label: "waterway and maritime transport" },
      { scheme: "wb", code: "trams", label: "" },
    ]);
    expect(story.keywords).toEqual(["harbour", "convoy"]);
  });

  it("has what an editor would catch outside of what scrolls: no field moves when it comes and goes", async () => {
    const room = await details("blank");
    const found = await screen.findByText("1 thing to look at");
    expect(screen.getByLabelText("Slug").closest(".fields"), "the fields scroll").not.toBeNull();
    expect(found.closest(".fields"), "the findings stay").toBeNull();
    room.desk.working?.type("headline", [{ from: 0, to: 0, insert: "Ferry resumes" }]);
    await waitFor(() => {
      expect(screen.queryByText("1 thing to look at")).toBeNull();
    });
  });

  it("does not take a chip while an input method composes", async () => {
    const room = await details();
    await type("Keywords", "порт");
    await fireEvent.keyDown(screen.getByLabelText("Keywords"), { key: "Enter", isComposing: true });
    expect((await kept(room)).keywords, "Enter belonged to the input method").not.toContain("порт");
  });

  it("sets and lifts an embargo in the offset it is spoken in", async () => {
    const room = await details();
    await fireEvent.click(screen.getByRole("button", { name: "Set an embargo" }));
    expect(Date.parse((await kept(room)).embargo ?? ""), "a moment that is still to come").toBeGreaterThan(Date.now());
    await type("Embargo until", "2026-12-20 12:00");
    expect((await kept(room)).embargo, "the style's own offset to begin with").toBe("2026-12-20T12:00:00+03:00");
    await fireEvent.change(screen.getByLabelText("Offset from UTC"), { target: { value: "+00:00" } });
    expect((await kept(room)).embargo).toBe("2026-12-20T12:00:00Z");
    await fireEvent.click(screen.getByRole("button", { name: "Lift the embargo" }));
    expect((await kept(room)).embargo).toBeNull();
  });

  it("shows how full a field is by the style's limit", async () => {
    const room = await details();
    await type("Slug", "TESTLAND-GRAIN-HARBOUR-CONVOY");
    await kept(room);
    await room.desk.working?.remeasure();
    await waitFor(() => {
      expect(screen.getByText("29 / 24").className).toContain("over");
    });
  });

  it("adds an author and moves one up", async () => {
    const room = await details();
    await fireEvent.click(screen.getByRole("button", { name: "Add an author" }));
    const names = screen.getAllByLabelText("Name");
    await fireEvent.input(names[1] as HTMLElement, { target: { value: "Ivan Obraztsov" } });
    await fireEvent.click(screen.getByRole("button", { name: "Move up" }));
    expect((await kept(room)).byline.map(({ name }) => name)).toEqual(["Ivan Obraztsov", "Anna Primerova"]);
  });

  it("drafts the note to editors from what changed since the story was filed", async () => {
    const room = await details("ferry");
    const story = room.desk.working;
    const note = screen.getByLabelText<HTMLTextAreaElement>("Note to editors");
    await type("Note to editors", "A picture follows.");
    story?.type("body", [{ from: story.body.length, to: story.body.length, insert: "\n\nAll tickets stay valid." }]);
    const draft = await screen.findByRole("button", { name: /^Draft from what changed since/ });
    await fireEvent.click(draft);
    await waitFor(() => {
      expect(note.value, "and keeps what stood there").toMatch(/^Adds .*paragraph 2.*\nA picture follows\.$/s);
    });
    await fireEvent.click(draft);
    await room.desk.working?.draft.flush();
    await waitFor(() => {
      expect(note.value.match(/Adds/g), "a second draft takes the place of the first").toHaveLength(1);
    });
  });

  it("says so when there is nothing to note", async () => {
    const room = await details("ferry");
    const { story } = await room.memory.storyAt("ferry", (await room.memory.history("ferry")).filed ?? 0);
    const working = room.desk.working;
    working?.type("body", [{ from: 0, to: working.body.length, insert: story.body }]);
    working?.type("headline", [{ from: 0, to: working.fields.headline.length, insert: story.headline }]);
    await fireEvent.click(await screen.findByRole("button", { name: /^Draft from/ }));
    await waitFor(() => {
      expect(room.stage.toasts.map(({ text }) => text).join()).toContain("Nothing has changed since");
    });
  });

  it("offers no draft of the note before the story was filed", async () => {
    const room = await details("blank");
    await room.memory.writethru("blank");
    expect(screen.queryByRole("button", { name: /^Draft from/ })).toBeNull();
  });
});
