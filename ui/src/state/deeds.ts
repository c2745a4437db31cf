// Deeds that end with news for the writer: each flushes what was typed first, so that what leaves is what was seen, and
// tells what became of it in one sentence. A refusal is told in the desk's own words.

import { failureOf, type Exported, type Merged, type RightPanel, type ShownLoss, type TextPlace } from "../ipc";
import { assertNever } from "../never";
import { tick } from "svelte";
import type { Toast } from "../kit/Toasts.svelte";
import { firstHit } from "../kit/hits";
import { say } from "../kit/words";
import { grouped } from "./losses";
import type { Room } from "./room";
import { releaseOf } from "./way";
import type { Outgoing } from "./wire.svelte";

/** Runs a deed; a failure becomes news that stays until it is closed or over. */
export async function attempt(room: Room, deed: () => Promise<unknown>): Promise<boolean> {
  try {
    await deed();
    return true;
  } catch (thrown) {
    const failure = failureOf(thrown);
    const { message, where } = failure;
    const detail = where !== null && !message.includes(where) ? where : undefined;
    room.stage.tell({ tone: "bad", text: message, detail, until: room.desk.isOfSaving(failure) ? "saved" : undefined });
    return false;
  }
}

/** Puts a story on the table and the cursor into it; one that was searched for shows where its text has the words. */
export async function openStory(room: Room, id: string, sought = ""): Promise<void> {
  await room.desk.open(id);
  await startTyping(room);
  const { working } = room.desk;
  const hit = working?.id === id ? firstHit(working.body, sought) : null;
  if (hit) room.stage.texts.body?.reveal(hit.from, hit.to);
}

export async function newStory(room: Room): Promise<void> {
  await room.desk.create();
  await startTyping(room);
}

/** The cursor goes where typing goes on: where it was when the story left the table, or where the story was typed in last,
 *  else to the headline of a story that has none, else into its text. */
export async function startTyping({ desk, stage }: Room): Promise<void> {
  await tick();
  stage.over = null;
  const { working } = desk;
  const last = working && (stage.left.get(working.id) ?? working.typedAt);
  if (working) {
    stage.left.delete(working.id);
    working.typedAt = null;
    working.unplaced = !last;
  }
  if (last) stage.backToText(last.field, last.at);
  else stage.backToText(working?.fields.headline === "" ? "headline" : "body");
}

export async function importStory(room: Room): Promise<void> {
  const came = await room.desk.import();
  if (!came) return;
  await startTyping(room);
  if (came.merged) {
    room.stage.tell(mergeNews(came.merged, came.story.clashes.length));
    return;
  }
  if (came.bundle) {
    const detail = say(came.bundle.beside ? "told.bundle-beside" : "told.bundle-maker", { maker: came.bundle.maker });
    room.stage.tell({ tone: came.bundle.beside ? "plain" : "good", text: say("told.imported"), detail });
    return;
  }
  const notes = room.desk.working?.origin?.notes.length ?? 0;
  const detail = notes === 0 ? undefined : say("told.imported-notes", { count: notes });
  room.stage.tell({ tone: notes === 0 ? "good" : "plain", text: say("told.imported"), detail });
}

function mergeNews({ words_added, words_removed }: Merged, clashes: number): Omit<Toast, "id"> {
  const went = words_removed === 0 ? "" : say("count.went-heard", { count: words_removed });
  const text = say("told.merged", { came: say("count.came-heard", { count: words_added }), went });
  if (clashes === 0) return { tone: "good", text };
  return { tone: "plain", text, detail: say("told.merged-clashes", { count: clashes }) };
}

export async function loadVocabulary(room: Room): Promise<void> {
  const row = await room.desk.desk.loadVocabulary();
  if (row === null) return;
  const text = say("told.vocabulary", { name: row.title || row.scheme, count: row.concepts });
  room.stage.tell({ tone: "good", text, detail: row.file_name ?? undefined });
}

export async function saveCopy(room: Room, id = room.desk.working?.id): Promise<void> {
  if (id === undefined) return;
  if (id === room.desk.working?.id) await room.desk.working.draft.delivered();
  const path = await room.desk.desk.saveCopy(id);
  if (path !== null) room.stage.tell({ tone: "good", text: say("told.copy-saved"), detail: path });
}

/** The file that the story was imported from, byte for byte. */
export async function saveOriginal({ desk, stage }: Room): Promise<void> {
  const { working } = desk;
  if (!working?.origin) return;
  const path = await desk.desk.saveOriginal(working.id, working.origin.file_name);
  if (path !== null) stage.tell({ tone: "good", text: say("told.original-saved"), detail: path });
}

export async function copyWire(room: Room): Promise<void> {
  const { working, desk } = room.desk;
  if (!working) return;
  await working.draft.delivered();
  const { bytes, losses } = await desk.copyWire(working.id, releaseOf(room.desk, working));
  room.stage.tell({ tone: "good", text: say("told.wire-copied", { count: bytes }), detail: lossNews(losses) });
}

/** Asks for a place and writes there the message that `out` shows. False when the writer thought better of it, or when
 *  there is no message. */
export async function exportWire(room: Room, out: Outgoing): Promise<boolean> {
  const { working, desk } = room.desk;
  if (!working) return false;
  await working.draft.delivered();
  const seen = await out.now();
  if (!seen) return false;
  const exported = await desk.exportWire(working.id, releaseOf(room.desk, working), seen.sha256);
  if (exported === null) return false;
  working.leaving.left(seen.version);
  // What may follow is another question now.
  void room.wire.now();
  working.state = "exported";
  await room.desk.refresh();
  room.stage.tell(exportNews(exported));
  return true;
}

/** Exports what the panel shows; what must be put right first is told in the dialog. */
export async function exportSeen(room: Room): Promise<void> {
  await room.desk.working?.measured();
  if (room.desk.working?.blocking.length === 0) await exportWire(room, room.wire);
  else room.stage.show("export");
}

function exportNews({ path, bytes, losses }: Exported): Omit<Toast, "id"> {
  const text = say("told.exported", { path: path.split(/[\\/]/).pop() ?? path, count: bytes });
  return { tone: losses.length > 0 ? "plain" : "good", text, detail: lossNews(losses) };
}

function lossNews(losses: readonly ShownLoss[]): string | undefined {
  const count = grouped(losses).length;
  return count === 0 ? undefined : say("wire.losses", { count });
}

export async function backUp(room: Room): Promise<void> {
  const { stories } = await room.desk.desk.backUp();
  room.stage.tell({ tone: "good", text: say("told.backed-up", { count: stories }) });
}

/** Leaves when everything is on disk; asks when it is not. */
export async function quit(room: Room): Promise<void> {
  const safe = await Promise.race([room.desk.settle(), new Promise<false>((done) => setTimeout(done, 3_000, false))]);
  if (safe) await room.desk.desk.quit();
  else room.stage.show("leave");
}

/** Goes to a place in the story: into the text, or to the field in Details. */
export function jump(room: Room, place: TextPlace): void {
  switch (place.field) {
    case "headline":
    case "summary":
    case "body":
      room.stage.backToNow();
      room.stage.texts[place.field]?.reveal(place.from, place.to);
      return;
    default:
      showPanel(room, "details");
      focusField(place.field, 20);
  }
}

/** The panel may still be on its way: looks again for some frames. */
function focusField(field: string, tries: number): void {
  const name = CSS.escape(field);
  const group = CSS.escape(field.split(".")[0] ?? field);
  const found =
    document.querySelector<HTMLElement>(`[data-field="${name}"]`) ??
    document.querySelector<HTMLElement>(`[data-field="${group}"], [data-field^="${group}."]`);
  if (found) {
    found.scrollIntoView({ block: "center" });
    found.focus();
  } else if (tries > 0)
    requestAnimationFrame(() => {
      focusField(field, tries - 1);
    });
}

/** Shows a panel on the right: beside the text, or over it where the window is too narrow. */
export function showPanel({ desk, stage }: Room, panel: RightPanel): void {
  desk.keep({ right_panel: panel });
  if (stage.narrow) stage.over = "panel";
  else desk.keep({ right_open: true });
}

export function togglePanel({ desk, stage }: Room): void {
  if (stage.narrow) stage.over = stage.over === "panel" ? null : "panel";
  else desk.keep({ right_open: !desk.settings.right_open });
}

export function showList({ desk, stage }: Room): void {
  if (stage.slim) stage.over = "list";
  else desk.keep({ left_open: true });
}

export function toggleList({ desk, stage }: Room): void {
  if (stage.slim) stage.over = stage.over === "list" ? null : "list";
  else desk.keep({ left_open: !desk.settings.left_open });
}

/** Scale of the window, per cent: a step up, a step down, or back to 100. */
export function rescale(room: Room, step: "up" | "down" | "usual"): void {
  const { scale } = room.desk.settings;
  switch (step) {
    case "up":
      room.desk.keep({ scale: Math.min(200, scale + 10) });
      return;
    case "down":
      room.desk.keep({ scale: Math.max(100, scale - 10) });
      return;
    case "usual":
      room.desk.keep({ scale: 100 });
      return;
    default:
      assertNever(step);
  }
}
