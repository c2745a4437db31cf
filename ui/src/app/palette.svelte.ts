// What the palette lists for what was typed: commands that can be used now, ranked by how well they fit, and stories
// from the desk's own search. Until the desk has answered, the stories at hand that fit stand in for its answer, so
// that Enter never opens what was listed for other words.

import { computeCommandScore } from "bits-ui";
import type { StoryCard } from "../ipc";
import { say } from "../kit/words";
import { COMMANDS, usable, type Command } from "../state/commands";
import { Pause } from "../state/pause";
import type { Room } from "../state/room";

const SEARCH_PAUSE = 60;
const MOST_STORIES = 8;
const FITS = 0.05;

export class PaletteState {
  readonly #room: Room;
  readonly #searching = new Pause(SEARCH_PAUSE, () => this.#search());
  readonly #offered: Command[];
  /** What arrows chose; a value that is no longer listed gives way to the first. */
  #chosen = $state("");
  query = $state("");
  stories: StoryCard[] = $state.raw([]);

  constructor(room: Room) {
    this.#room = room;
    this.#offered = COMMANDS.filter((command) => command.id !== "go.palette" && usable(room, command));
    this.stories = listed(room.desk.stories);
  }

  get commands(): Command[] {
    const query = this.query.trim();
    if (query === "") return this.#offered;
    return this.#offered
      .map((command) => ({ command, score: computeCommandScore(say(command.word), query) }))
      .filter(({ score }) => score > FITS)
      .sort((a, b) => b.score - a.score)
      .map(({ command }) => command);
  }

  get chosen(): string {
    const values = [...this.stories.map(({ id }) => storyValue(id)), ...this.commands.map(({ id }) => id)];
    return values.includes(this.#chosen) ? this.#chosen : (values[0] ?? "");
  }

  choose(value: string): void {
    this.#chosen = value;
  }

  type(query: string): void {
    this.query = query;
    this.#chosen = "";
    this.stories = listed(this.#room.desk.stories.filter((card) => fits(card, query)));
    this.#searching.touch();
  }

  async #search(): Promise<void> {
    const { query } = this;
    const cards = await this.#room.desk.look(query).catch(() => []);
    if (query === this.query) this.stories = listed(cards);
  }
}

/** The value of a story in the list of choices; commands go by their ids. */
export function storyValue(id: string): string {
  return `story ${id}`;
}

function listed(cards: readonly StoryCard[]): StoryCard[] {
  return cards.filter(({ state }) => state !== "binned").slice(0, MOST_STORIES);
}

function fits({ headline, slug }: StoryCard, query: string): boolean {
  const text = `${headline} ${slug}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
