// A room for tests: the desk in memory with a story on the table, its texts stood in for by nothing at all.

import type { Release } from "../src/ipc";
import { MemoryDesk, type Mood, CALM } from "../src/ipc/memory";
import { readEditors } from "../src/panels/texts";
import { OpenDesk } from "../src/state/desk.svelte";
import { Past } from "../src/state/past.svelte";
import type { Room } from "../src/state/room";
import { Stage } from "../src/state/stage.svelte";
import { Outgoing } from "../src/state/wire.svelte";

export interface TestRoom extends Room {
  memory: MemoryDesk;
}

export async function testRoom(story: string | null = "harbour", mood: Mood = CALM): Promise<TestRoom> {
  const memory = new MemoryDesk(mood);
  const desk = new OpenDesk(memory, await memory.start());
  if (story !== null) await desk.open(story);
  memory.on((event) => {
    if (event.kind !== "command") desk.heard(event);
  });
  const stage = new Stage();
  await readEditors();
  stage.painted = true;
  return { memory, desk, stage, wire: new Outgoing(memory), past: new Past(memory, stage) };
}

/** The usual release of a story, as TASS files. */
export function usualRelease(format: string): Release {
  return { way: { profile: "tass", format, dialect: "strict" }, kind: null, note: "", at: null };
}
