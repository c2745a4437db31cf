// Undo reaches back before the last start: once the text is painted and the page has nothing better to do, the desk is
// asked for the last steps of typing, and each text takes its own. Only a trail that ends where everything typed is with
// the desk is of use; when the writer was faster, it is asked for again. Where the last step ended is where typing goes
// on after a restart, unless the writer has begun to do something else.

import { TEXT_FIELDS, type TextField, type UndoTrail } from "../ipc";
import type { Room } from "./room";
import type { TextHandle, TextTrail } from "./stage.svelte";
import type { WorkingStory } from "./story.svelte";

/** Tries before a writer who never rests is left with the steps of this sitting. */
const TRIES = 30;
/** Milliseconds before another try. */
const WAIT = 2_000;

/** Gives the texts on the table their earlier steps. The answer ends it. */
export function recallSteps(room: Room, story: WorkingStory): () => void {
  const end = new AbortController();
  void recall(room, story, end.signal).catch(() => undefined);
  return () => {
    end.abort();
  };
}

async function recall({ desk, stage }: Room, story: WorkingStory, end: AbortSignal): Promise<void> {
  const { id, draft } = story;
  const began = beginning(end);
  for (let tries = 0; tries < TRIES; tries += 1) {
    await idle(tries === 0 ? 0 : WAIT);
    if (end.aborted || !(await draft.flush())) return;
    const { version } = draft;
    const trail = await desk.desk.undoTrail(id);
    await idle(0);
    if (end.aborted || trail.steps.length === 0) return;
    if (
      draft.settled &&
      draft.version === version &&
      TEXT_FIELDS.every((field) => taken(stage.texts[field], trail, field))
    ) {
      const last = endOf(trail);
      if (last && story.unplaced && !began() && stage.texts.body?.place?.() === 0)
        stage.backToText(last.field, last.at);
      return;
    }
  }
}

/** Tells whether the writer has touched key, pointer or wheel by now. */
function beginning(end: AbortSignal): () => boolean {
  let began = false;
  for (const kind of ["keydown", "pointerdown", "wheel"])
    window.addEventListener(
      kind,
      () => {
        began = true;
      },
      { signal: end, capture: true, passive: true },
    );
  return () => began;
}

/** Where the last step ended; UTF-16 offset into the text on the table. */
function endOf({ steps }: UndoTrail): { field: TextField; at: number } | null {
  const text = steps.at(-1)?.texts.at(-1);
  const splice = text?.splices.at(-1);
  return text && splice ? { field: text.field, at: splice.from + splice.insert.length } : null;
}

/** False only where the text could not take it now: what does not lead to the text is not asked for again. */
function taken(text: TextHandle | undefined, trail: UndoTrail, field: TextField): boolean {
  const its = trailOf(trail, field);
  return its.steps.length === 0 || text?.recall?.(its) !== "busy";
}

/** What of a trail is of one text. */
export function trailOf(trail: UndoTrail, field: TextField): TextTrail {
  const steps = trail.steps.flatMap(({ millis, texts }) =>
    texts.filter((text) => text.field === field).map(({ splices }) => ({ millis, splices })),
  );
  return { text: trail[field], steps };
}

/** After so many milliseconds, when the page has nothing better to do. Some engines do not tell: then soon. */
async function idle(wait: number): Promise<void> {
  if (wait > 0) await new Promise((done) => setTimeout(done, wait));
  await new Promise<void>((done) => {
    if (typeof requestIdleCallback === "function")
      requestIdleCallback(
        () => {
          done();
        },
        { timeout: 2_000 },
      );
    else setTimeout(done, 100);
  });
}
