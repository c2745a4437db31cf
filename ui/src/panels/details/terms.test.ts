// The subject and genre fields suggest terms: typed words find them by name, synonym and code, the arrows and the pointer
// choose, readers hear what is chosen, and what no vocabulary knows can still be typed as a code.

import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import type { Story, VocabularyHit } from "../../ipc";
import { testRoom, type TestRoom } from "../../../tests/window";
import Details from "../Details.svelte";

async function details(): Promise<TestRoom> {
  const room = await testRoom();
  room.desk.working?.set({ field: "subjects", value: [] });
  room.desk.working?.set({ field: "genre", value: null });
  if (room.desk.working) render(Details, { room, story: room.desk.working });
  return room;
}

function fields({ desk }: TestRoom): Pick<Story, "subjects" | "genre"> {
  const { subjects = [], genre = null } = desk.working?.fields ?? {};
  return { subjects, genre };
}

const field = (label: string): HTMLInputElement => screen.getByRole("combobox", { name: label });
const press = (label: string, key: string): Promise<boolean> => fireEvent.keyDown(field(label), { key });
async function type(label: string, value: string): Promise<void> {
  await fireEvent.input(field(label), { target: { value } });
}
const options = async (): Promise<HTMLElement[]> => within(await screen.findByRole("listbox")).getAllByRole("option");

describe("the subject field", () => {
  it("takes the best term with Enter, with its label", async () => {
    const room = await details();
    await type("Subjects", "econ");
    expect((await options()).map((option) => option.textContent.replace(/\s+/g, " ").trim())).toEqual([
      "economy, business and finance medtop:04000000",
      "economy medtop:20000344 economy, business and finance",
    ]);
    expect(field("Subjects").getAttribute("aria-expanded")).toBe("true");
    await press("Subjects", "Enter");
    await waitFor(() => {
      expect(fields(room).subjects).toEqual([
        { scheme: "medtop", code: "04000000", label: "economy, business and finance" },
      ]);
    });
    expect([field("Subjects").value, screen.queryByRole("listbox")], "ready for the next").toEqual(["", null]);
  });

  it("says to readers which one the arrows are on, round and round", async () => {
    await details();
    await type("Subjects", "econ");
    const [first, second] = await options();
    const chosen = (): (string | null)[] =>
      [first, second].map((option) => option?.getAttribute("aria-selected") ?? null);
    expect(chosen(), "the best one stands ready").toEqual(["true", "false"]);
    await press("Subjects", "ArrowDown");
    expect(chosen()).toEqual(["false", "true"]);
    expect(field("Subjects").getAttribute("aria-activedescendant")).toBe(second?.id);
    expect(field("Subjects").getAttribute("aria-controls")).toBe(screen.getByRole("listbox").id);
    await press("Subjects", "ArrowDown");
    expect(chosen(), "after the last comes the first").toEqual(["true", "false"]);
    await press("Subjects", "ArrowUp");
    expect(chosen(), "and before the first the last").toEqual(["false", "true"]);
  });

  it("closes with Escape and keeps what was typed", async () => {
    await details();
    await type("Subjects", "weather");
    await options();
    const outside = vi.fn();
    document.addEventListener("keydown", outside);
    await press("Subjects", "Escape");
    document.removeEventListener("keydown", outside);
    expect([screen.queryByRole("listbox"), field("Subjects").value]).toEqual([null, "weather"]);
    expect(outside.mock.calls, "the key was for the list and for nothing behind it").toEqual([]);
  });

  it("takes a press on a term and shows synonyms and retirement", async () => {
    const room = await details();
    await type("Subjects", "logistics");
    expect((await options())[0]?.textContent, "which other name was found").toContain("logistics");
    await type("Subjects", "crisis");
    await waitFor(async () => {
      expect((await options())[0]?.textContent).toContain("retired");
    });
    await fireEvent.click((await options())[0] as HTMLElement);
    expect(fields(room).subjects.map(({ code }) => code)).toEqual(["20000647"]);
  });

  it("lists the top when nothing is typed and the arrow asks", async () => {
    await details();
    await press("Subjects", "ArrowDown");
    expect((await options()).map((option) => option.querySelector("code")?.textContent)).toEqual([
      "medtop:04000000",
      "medtop:11000000",
      "medtop:17000000",
    ]);
  });

  it("gives a typed code its label, and takes one that no vocabulary knows", async () => {
    const room = await details();
    for (const code of ["medtop:17000000", "wb:trams"]) {
      await type("Subjects", code);
      await press("Subjects", "Enter");
      await waitFor(() => {
        expect(field("Subjects").value).toBe("");
      });
    }
    expect(fields(room).subjects).toEqual([
      { scheme: "medtop", code: "17000000", label: "weather" },
      { scheme: "wb", code: "trams", label: "" },
    ]);
  });

  it("waits for the desk when Enter is quicker, and forgets answers to older questions", async () => {
    const room = await details();
    const answers: ((hits: VocabularyHit[]) => void)[] = [];
    vi.spyOn(room.memory, "searchTerms").mockImplementation(() => new Promise((done) => answers.push(done)));
    const hit = (code: string): VocabularyHit => ({
      term: { scheme: "medtop", code, label: code },
      path: [],
      matched: null,
      definition: "",
      retired: null,
    });
    await type("Subjects", "wea");
    await type("Subjects", "weather");
    await press("Subjects", "Enter");
    answers[1]?.([hit("new")]);
    answers[0]?.([hit("old")]);
    await waitFor(() => {
      expect(fields(room).subjects.map(({ code }) => code)).toEqual(["new"]);
    });
    expect(screen.queryByRole("listbox"), "the late answer opens nothing").toBeNull();
  });

  it("stays usable when the search fails", async () => {
    const room = await details();
    vi.spyOn(room.memory, "searchTerms").mockRejectedValue({ code: "io", message: "x", where: null });
    await type("Subjects", "wb:trams");
    await press("Subjects", "Enter");
    await waitFor(() => {
      expect(fields(room).subjects.map(({ code }) => code)).toEqual(["trams"]);
    });
  });
});

describe("the genre field", () => {
  it("suggests genres alone and takes one", async () => {
    const room = await details();
    await type("Genre", "fact");
    expect((await options()).map((option) => option.querySelector("code")?.textContent)).toEqual([
      "genre:Fact_Check",
      "genre:ListingOfFacts",
    ]);
    await press("Genre", "ArrowDown");
    await press("Genre", "Enter");
    await waitFor(() => {
      expect(fields(room).genre).toEqual({ scheme: "genre", code: "ListingOfFacts", label: "Fact Box" });
    });
    expect([field("Genre").value, screen.queryByRole("listbox")]).toEqual(["genre:ListingOfFacts", null]);
  });
});
