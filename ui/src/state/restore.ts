// An earlier version put back, or a part of it. The desk says which changes do it; they are made in the texts and fields
// like typing, so that each text has one more step to undo, and nothing leaves the history.

import type { Change, Failure, Part, Story } from "../ipc";
import { carried, changesBetween } from "../ipc/change";
import { momentOf } from "../kit/format";
import { say } from "../kit/words";
import { attempt, openStory } from "./deeds";
import type { Room } from "./room";
import type { WorkingStory } from "./story.svelte";

const TRIES = 5;

/** Makes changes of the story on the table as if they were typed: shown, told to the desk, undone in one step a text. */
export function makeChanges({ stage }: Room, story: WorkingStory, changes: readonly Change[]): void {
  for (const change of changes)
    if (change.kind === "field") story.set(change.set);
    else {
      const text = stage.texts[change.field];
      if (text?.edit) text.edit(change.splices);
      else story.type(change.field, change.splices);
    }
}

/** Puts `part` of a version back, notes it as a revision and says so, with the way back. */
export async function restore(room: Room, version: number, part: Part): Promise<void> {
  const { working, desk } = room.desk;
  if (!working) return;
  const { at } = await desk.storyAt(working.id, version);
  const changes = await changesFor(room, working, { version, part });
  if (room.desk.working !== working) {
    room.stage.tell({ tone: "plain", text: say("told.restore-left") });
    return;
  }
  if (changes.length === 0) {
    room.stage.tell({ tone: "plain", text: say("told.restored-none") });
    return;
  }
  const before = working.draft.story;
  // Who wants a part may want another one: the moment stays in sight.
  if (part.kind === "all") room.stage.backToText();
  makeChanges(room, working, changes);
  const after = working.draft.story;
  await working.draft.delivered();
  const { id } = working;
  await desk.saveRevision(id, "", "restored");
  await room.past.refresh();
  const undo = { label: say("told.undo"), run: () => void attempt(room, () => takeBack(room, { id, before, after })) };
  const only =
    part.kind === "all" ? undefined : say(part.kind === "block" ? "told.restored-block" : "told.restored-field");
  room.stage.tell({ tone: "good", text: say("told.restored", { moment: momentOf(at) }), detail: only, deed: undo });
}

/** The desk answers for the version that it has: what is typed meanwhile makes the answer old, and it is asked again. */
async function changesFor(
  room: Room,
  working: WorkingStory,
  { version, part }: { version: number; part: Part },
): Promise<Change[]> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    await working.draft.delivered();
    const { base, changes } = await room.desk.desk.restoration(working.id, version, part);
    if (working.draft.settled && base === working.draft.version) return changes;
  }
  throw { code: "moved_on", message: say("told.restore-busy"), where: null } satisfies Failure;
}

/** Undoes a restoration by a change of its own, in its own story; what was typed since stays. */
async function takeBack(room: Room, { id, before, after }: { id: string; before: Story; after: Story }): Promise<void> {
  if (room.desk.working?.id !== id) await openStory(room, id);
  const { working } = room.desk;
  if (working?.id !== id) return;
  room.stage.backToNow();
  const { story } = working.draft;
  makeChanges(room, working, changesBetween(story, carried(after, story, before)));
  await working.draft.flush();
  await room.past.refresh();
}
