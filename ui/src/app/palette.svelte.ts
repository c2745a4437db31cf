// What the palette lists for what was typed: commands that can be used now, ranked by how well they fit, and stories
// from the desk's own search.

import { computeCommandScore } from "bits-ui";
import type { StoryCard } from "../ipc";
import { say } from "../kit/words";
import { COMMANDS, usable, type Command } from "../state/commands";
import { Pause } from "../state/pause";
import type { Room } from "../state/room";

const SEARCH_PAUSE = 60;
const MOST_STORIES = 8;

export class PaletteState {
  readonly #room: Room;
  readonly #searching = new Pause(SEARCH_PAUSE, () => this.#search());
  query = $state("");
  stories: StoryCard[] = $state.raw([]);
  readonly #offered: Command[];

  constructor(room: Room) {
    this.#room = room;
    this.#offered = COMMANDS.filter((command) => command.id !== "go.palette" && usable(room, command));
    this.stories = room.desk.stories.filter(({ state }) => state !== "binned").slice(0, MOST_STORIES);
  }

  get commands(): Command[] {
    const query = this.query.trim();
    if (query === "") return this.#offered;
    return this.#offered
      .map((command) => ({ command, score: computeCommandScore(say(command.word), query) }))
      .filter(({ score }) => score > 0.05)
      .sort((a, b) => b.score - a.score)
      .map(({ command }) => command);
  }

  type(query: string): void {
    this.query = query;
    this.#searching.touch();
  }

  async #search(): Promise<void> {
    const { query } = this;
    const cards = await this.#room.desk.look(query).catch(() => []);
    if (query === this.query) this.stories = cards.filter(({ state }) => state !== "binned").slice(0, MOST_STORIES);
  }
}
