// What is done to the history of the story on the table: looking at it, naming its moments, comparing them, giving the
// story away with or without it, forgetting it.

import type { Side } from "../ipc";
import { momentOf } from "../kit/format";
import { say } from "../kit/words";
import type { Room } from "./room";
import { Timeline } from "./timeline";

/** The story as it stands. */
export const NOW: Side = { kind: "now" };

export function sideOf(version: number): Side {
  return { kind: "version", version };
}

/** The version of the moment that is looked at; null when none is. */
export function lookedAt({ stage }: Room): number | null {
  return stage.looking?.kind === "moment" ? stage.looking.version : null;
}

/** The oldest version that is looked at or compared. */
function oldestLooked({ stage: { looking } }: Room): number {
  if (looking === null) return Infinity;
  const sides = looking.kind === "moment" ? [sideOf(looking.version)] : [looking.older, looking.newer];
  return Math.min(...sides.map((side) => (side.kind === "version" ? side.version : Infinity)));
}

export function lookAt(room: Room, version: number): void {
  room.past.stop();
  uncover(room);
  room.stage.look({ kind: "moment", version });
}

/** A panel that lies over the text would lie over what is asked for. */
function uncover({ stage }: Room): void {
  if (stage.over === "panel") stage.over = null;
}

export async function compareWithNow(room: Room, version: number): Promise<void> {
  await compare(room, { older: sideOf(version), newer: NOW });
}

export async function compare(room: Room, sides: { older: Side; newer: Side }): Promise<void> {
  const { working } = room.desk;
  await working?.draft.flush();
  if (room.desk.working !== working) return;
  uncover(room);
  room.stage.look({ kind: "compare", ...sides });
}

/** What is different since the story left the desk last. */
export async function compareSinceFiled(room: Room): Promise<void> {
  const { working, desk } = room.desk;
  if (!working) return;
  const { filed } = await desk.history(working.id);
  // Versions are those of one story: another one may be on the table by now.
  if (room.desk.working !== working) return;
  if (filed === null) room.stage.tell({ tone: "plain", text: say("told.never-filed") });
  else await compareWithNow(room, filed);
}

/** Names the newest version, or that of an earlier moment. */
export async function saveVersion(room: Room, label: string, version: number | null = null): Promise<void> {
  const { working, desk } = room.desk;
  if (!working) return;
  await working.draft.delivered();
  const { number } = await desk.saveRevision(working.id, label, "manual", version);
  await room.past.refresh();
  room.stage.tell({ tone: "good", text: say("told.version", { number }), detail: label || undefined });
}

export async function saveBundle(room: Room, history: "with" | "without"): Promise<void> {
  const { working, desk } = room.desk;
  if (!working) return;
  await working.draft.delivered();
  const path = await desk.saveBundle(working.id, history === "with");
  if (path === null) return;
  const text = say(history === "with" ? "told.bundle-history" : "told.bundle");
  room.stage.tell({ tone: "good", text, detail: path });
}

export interface Forgetting {
  version: number;
  at: string;
  /** How much is remembered from before that version. */
  changes: number;
  revisions: number;
  /** Backups of the desk; each may hold it. */
  backups: number;
}

/** What would go with the history before `version`; null: before the newest. */
export async function forgetting({ desk: { working, desk } }: Room, version: number | null): Promise<Forgetting> {
  const id = working?.id ?? "";
  await working?.draft.delivered();
  const [history, backups] = await Promise.all([desk.history(id), desk.backups()]);
  const timeline = new Timeline(history);
  const place = version === null ? timeline.last : timeline.placeOf(version);
  return {
    version: timeline.versionAt(place),
    at: new Date(timeline.millisAt(place)).toISOString(),
    changes: place,
    revisions: timeline.marks.filter((mark) => mark.place < place).length,
    backups: backups.length,
  };
}

/** Removes what was before `version`, and says where it still is. */
export async function forget(room: Room, version: number): Promise<void> {
  const { working, desk } = room.desk;
  if (!working) return;
  await working.draft.delivered();
  const { before, backups } = await desk.forget(working.id, version);
  if (room.desk.working === working && oldestLooked(room) < before) room.stage.backToNow();
  await room.past.refresh();
  const detail = backups > 0 ? say("told.forgotten-backups", { count: backups }) : undefined;
  const { at } = await desk.storyAt(working.id, before);
  room.stage.tell({ tone: "good", text: say("told.forgotten", { moment: momentOf(at) }), detail });
}
