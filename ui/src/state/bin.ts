// Into the bin, and back. In the place of the story on the table comes its neighbour in the list; the keyboard goes to
// the list, not into that story's text, where a key that is pressed once more would change it.

import { tick } from "svelte";
import { say } from "../kit/words";
import { attempt, openStory } from "./deeds";
import type { OpenDesk } from "./desk.svelte";
import type { Room } from "./room";

export async function bin(room: Room, id: string): Promise<void> {
  const { desk, stage } = room;
  const open = desk.working?.id === id;
  const next = neighbour(desk, id);
  if (open && next !== undefined) await desk.open(next);
  await desk.bin(id);
  const back = async (): Promise<void> => {
    await desk.unbin(id);
    if (open) await openStory(room, id);
  };
  const undo = { label: say("told.undo"), run: () => void attempt(room, back) };
  stage.tell({ tone: "plain", text: say("told.binned"), deed: undo });
  await tick();
  if (next !== undefined && document.activeElement === document.body)
    document.querySelector<HTMLElement>(`[data-story="${next}"]`)?.focus();
}

/** The story below it in its group of the list, else above it, else the first of another group. */
function neighbour({ stories, query, found }: OpenDesk, id: string): string | undefined {
  const listed = query.trim() !== "" && found ? found.cards : stories;
  const rows = listed.filter(({ state }) => state !== "binned");
  const group = rows.filter(({ state }) => state === rows.find((row) => row.id === id)?.state);
  const at = group.findIndex((row) => row.id === id);
  const next = group[at + 1] ?? group[at - 1] ?? rows.find((row) => row.id !== id);
  return next?.id;
}
