// A sentence that two desks changed, settled: the writer's choice takes the place of what the merge made, like typing,
// and the card is done with, once. Undo brings both texts back, not the card.

import { assertNever } from "../never";
import { say } from "../kit/words";
import { isText, type Standing } from "./clashes.svelte";
import { jump } from "./deeds";
import type { Room } from "./room";
import type { WorkingStory } from "./story.svelte";

/** `both` leaves the text as it stands. */
export type Choice = "ours" | "theirs" | "both";

export async function settle(
  { desk, stage }: Room,
  story: WorkingStory,
  { standing, choice }: { standing: Standing; choice: Choice },
): Promise<void> {
  const { card, place, stands } = standing;
  const { field } = card.clash;
  if (!story.clashes.begin(card.number)) return;
  try {
    switch (choice) {
      case "ours":
      case "theirs":
        if (!isText(field) || !stands) {
          stage.tell({ tone: "plain", text: say("clash.gone") });
          return;
        }
        stage.texts[field]?.edit?.([{ ...place, insert: card.clash[choice] }]);
        break;
      case "both":
        break;
      default:
        assertNever(choice);
    }
    await story.draft.delivered();
    await desk.desk.settleClash(story.id, card.number);
    story.clashes.drop(card.number);
  } finally {
    story.clashes.end(card.number);
  }
}

/** Shows where the two texts met. */
export function showClash(room: Room, { card, place }: Standing): void {
  jump(room, { field: card.clash.field, line: 1, column: 1, ...place });
}
