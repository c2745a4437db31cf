// What the list of stories shows and offers: the cards of the desk with the story on the table as it stands this
// moment, the menu of a row, and walking the rows by arrows.

import type { StoryCard } from "../ipc";
import type { MenuItem } from "../kit/menu.svelte";
import { say } from "../kit/words";
import { bin } from "./bin";
import { attempt, saveCopy } from "./deeds";
import type { OpenDesk } from "./desk.svelte";
import type { Room } from "./room";

/** Every card; that of the open story has its present headline, slug, words and time. */
export function liveCards({ stories, working }: OpenDesk): StoryCard[] {
  if (!working) return stories;
  const { id, fields, measure, state, touchedAt } = working;
  const live = { headline: fields.headline, slug: fields.slug, words: measure.words, state };
  return stories.map((card) =>
    card.id === id ? { ...card, ...live, changed_at: touchedAt || card.changed_at } : card,
  );
}

export function rowMenu(room: Room, card: StoryCard): MenuItem[] {
  const { desk } = room;
  const does = (deed: () => Promise<unknown>) => (): void => void attempt(room, deed);
  const copy: MenuItem = { label: say("command.story.copy"), icon: "save", run: does(() => saveCopy(room, card.id)) };
  if (card.state === "binned")
    return [{ label: say("command.story.unbin"), icon: "back", run: does(() => desk.unbin(card.id)) }, copy];
  return [
    copy,
    {
      label: say("command.story.bin"),
      icon: "bin",
      keys: "Del",
      danger: true,
      parted: true,
      run: does(() => bin(room, card.id)),
    },
  ];
}

/** Arrows, Home and End move the focus from row to row. */
export function walk(event: KeyboardEvent): void {
  if (!(event.currentTarget instanceof HTMLElement) || event.isComposing) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-story], [data-revision]")];
  const here = rows.findIndex((row) => row === document.activeElement);
  const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  rows[Math.max(0, Math.min(rows.length - 1, next))]?.focus();
}
