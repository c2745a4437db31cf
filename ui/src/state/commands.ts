// Every command of the window, once: what it is called, its keys, when it can be used, what it does. The palette, the
// shortcuts, the application menu and the hints of buttons all read this table. The ids are the shell's menu ids.

import { menu } from "../kit/menu.svelte";
import { say, type Word } from "../kit/words";
import { bin } from "./bin";
import { profileMenu } from "./choices";
import {
  attempt,
  backUp,
  copyWire,
  importStory,
  loadVocabulary,
  newStory,
  openStory,
  quit,
  rescale,
  saveCopy,
  saveOriginal,
  showList,
  showPanel,
  toggleList,
  togglePanel,
} from "./deeds";
import { compareSinceFiled, compareWithNow, lookedAt, saveBundle } from "./history-deeds";
import { restore } from "./restore";
import type { Room } from "./room";

export interface Command {
  id: string;
  word: Word;
  keys?: string;
  /** Usable now; without it: always. */
  when?: (room: Room) => boolean;
  /** What it answers is not looked at; a promise is waited for. */
  run: (room: Room) => unknown;
  /** The editor hears the keys itself; here they are shown only. */
  inText?: boolean;
}

const onTable = ({ desk }: Room): boolean => desk.working !== null;
const binned = ({ desk }: Room): boolean => desk.working?.state === "binned";
const imported = ({ desk }: Room): boolean => (desk.working?.origin ?? null) !== null;
const atMoment = (room: Room): boolean => onTable(room) && lookedAt(room) !== null;
const comparing = ({ stage }: Room): boolean => stage.looking?.kind === "compare";
/** The text itself is shown, not what it was. */
const atText = (room: Room): boolean => onTable(room) && room.stage.looking === null;
const open = (room: Room): boolean => onTable(room) && !binned(room);
type Editing =
  | "undo"
  | "redo"
  | "find"
  | "bold"
  | "italic"
  | "subhead"
  | "quote"
  | "list"
  | "numbers"
  | "link"
  | "insertion"
  | "table"
  | "rule";
/** Heard wherever the keyboard is: WebKitGTK binds no keys for undo in plain fields. */
const FOR_EVERY_FIELD = new Set<Editing>(["find", "undo", "redo"]);
const edit = (deed: Editing, keys?: string): Command => ({
  id: `text.${deed}`,
  word: `command.text.${deed}`,
  keys,
  inText: !FOR_EVERY_FIELD.has(deed),
  when: FOR_EVERY_FIELD.has(deed) ? onTable : atText,
  run: ({ stage }) => {
    stage.edit(deed);
  },
});

const STORY: Command[] = [
  { id: "story.new", word: "command.story.new", keys: "Ctrl+N", run: newStory },
  { id: "story.import", word: "command.story.import", keys: "Ctrl+O", run: importStory },
  {
    id: "story.version",
    word: "command.story.version",
    keys: "Ctrl+S",
    when: onTable,
    run: (room) => {
      room.stage.show("version", lookedAt(room));
    },
  },
  {
    id: "story.since-filed",
    word: "command.story.since-filed",
    keys: "Ctrl+Shift+D",
    when: onTable,
    run: compareSinceFiled,
  },
  {
    id: "story.restore",
    word: "command.story.restore",
    when: atMoment,
    run: (room) => restore(room, lookedAt(room) ?? 0, { kind: "all" }),
  },
  {
    id: "story.compare-now",
    word: "command.story.compare-now",
    when: atMoment,
    run: (room) => compareWithNow(room, lookedAt(room) ?? 0),
  },
  {
    id: "story.forget",
    word: "command.story.forget",
    when: onTable,
    run: (room) => {
      room.stage.show("forget", lookedAt(room));
    },
  },
  { id: "story.bundle", word: "command.story.bundle", when: onTable, run: (room) => saveBundle(room, "without") },
  {
    id: "story.bundle-history",
    word: "command.story.bundle-history",
    when: onTable,
    run: (room) => saveBundle(room, "with"),
  },
  { id: "story.copy", word: "command.story.copy", keys: "Ctrl+Shift+S", when: onTable, run: (room) => saveCopy(room) },
  { id: "story.original", word: "command.story.original", when: imported, run: saveOriginal },
  {
    id: "story.export",
    word: "command.story.export",
    keys: "Ctrl+E",
    when: onTable,
    run: ({ stage }) => {
      stage.show("export");
    },
  },
  {
    id: "story.copy-wire",
    word: "command.story.copy-wire",
    keys: "Ctrl+Shift+C",
    when: onTable,
    run: (room) => copyWire(room),
  },
  { id: "story.next", word: "command.story.next", keys: "Ctrl+PageDown", run: (room) => beside(room, 1) },
  { id: "story.previous", word: "command.story.previous", keys: "Ctrl+PageUp", run: (room) => beside(room, -1) },
  { id: "story.bin", word: "command.story.bin", when: open, run: (room) => bin(room, room.desk.working?.id ?? "") },
  {
    id: "story.unbin",
    word: "command.story.unbin",
    when: binned,
    run: ({ desk }) => desk.unbin(desk.working?.id ?? ""),
  },
  { id: "app.quit", word: "command.app.quit", keys: "Ctrl+Q", run: quit },
];

const TEXT: Command[] = [
  edit("undo", "Ctrl+Z"),
  edit("redo", "Ctrl+Shift+Z"),
  edit("find", "Ctrl+F"),
  edit("bold", "Ctrl+B"),
  edit("italic", "Ctrl+I"),
  edit("subhead", "Ctrl+Shift+H"),
  edit("quote", "Ctrl+Shift+Q"),
  edit("list", "Ctrl+Shift+L"),
  edit("numbers", "Ctrl+Shift+7"),
  edit("link", "Ctrl+L"),
  edit("insertion", "Ctrl+["),
  edit("table"),
  edit("rule"),
];

const GO: Command[] = [
  {
    id: "go.palette",
    word: "command.go.palette",
    keys: "Ctrl+K",
    run: ({ stage }) => {
      stage.show("palette");
    },
  },
  { id: "go.search", word: "command.go.search", keys: "Ctrl+Shift+F", run: searchStories },
  {
    id: "go.headline",
    word: "command.go.headline",
    keys: "Ctrl+1",
    when: onTable,
    run: ({ stage }) => {
      stage.backToText("headline");
    },
  },
  {
    id: "go.summary",
    word: "command.go.summary",
    keys: "Ctrl+2",
    when: onTable,
    run: ({ stage }) => {
      stage.backToText("summary");
    },
  },
  {
    id: "go.body",
    word: "command.go.body",
    keys: "Ctrl+3",
    when: onTable,
    run: ({ stage }) => {
      stage.backToText("body");
    },
  },
  {
    id: "go.next-change",
    word: "command.go.next-change",
    keys: "F7",
    when: comparing,
    run: ({ stage }) => stage.step?.(1),
  },
  {
    id: "go.previous-change",
    word: "command.go.previous-change",
    keys: "Shift+F7",
    when: comparing,
    run: ({ stage }) => stage.step?.(-1),
  },
  {
    id: "go.next-region",
    word: "command.go.next-region",
    keys: "F6",
    run: ({ stage }) => {
      stage.nextRegion(1);
    },
  },
  {
    id: "go.previous-region",
    word: "command.go.previous-region",
    keys: "Shift+F6",
    run: ({ stage }) => {
      stage.nextRegion(-1);
    },
  },
];

const VIEW: Command[] = [
  {
    id: "view.details",
    word: "command.view.details",
    keys: "Ctrl+D",
    run: (room) => {
      showPanel(room, "details");
    },
  },
  {
    id: "view.wire",
    word: "command.view.wire",
    keys: "Ctrl+P",
    run: (room) => {
      showPanel(room, "wire");
    },
  },
  {
    id: "view.history",
    word: "command.view.history",
    keys: "Ctrl+T",
    run: (room) => {
      showPanel(room, "history");
    },
  },
  { id: "view.list", word: "command.view.list", keys: "Ctrl+\\", run: toggleList },
  { id: "view.panel", word: "command.view.panel", keys: "Ctrl+Shift+\\", run: togglePanel },
  {
    id: "view.larger",
    word: "command.view.larger",
    keys: "Ctrl+=",
    run: (room) => {
      rescale(room, "up");
    },
  },
  {
    id: "view.smaller",
    word: "command.view.smaller",
    keys: "Ctrl+-",
    run: (room) => {
      rescale(room, "down");
    },
  },
  {
    id: "view.usual-size",
    word: "command.view.usual-size",
    keys: "Ctrl+0",
    run: (room) => {
      rescale(room, "usual");
    },
  },
  {
    id: "view.theme-system",
    word: "command.view.theme-system",
    run: ({ desk }) => {
      desk.keep({ theme: "system" });
    },
  },
  {
    id: "view.theme-light",
    word: "command.view.theme-light",
    run: ({ desk }) => {
      desk.keep({ theme: "light" });
    },
  },
  {
    id: "view.theme-dark",
    word: "command.view.theme-dark",
    run: ({ desk }) => {
      desk.keep({ theme: "dark" });
    },
  },
];

const DESK: Command[] = [
  { id: "desk.style", word: "command.desk.style", run: chooseStyle },
  {
    id: "desk.backups",
    word: "command.desk.backups",
    run: ({ stage }) => {
      stage.show("backups");
    },
  },
  {
    id: "desk.vocabularies",
    word: "command.desk.vocabularies",
    run: ({ stage }) => {
      stage.show("vocabularies");
    },
  },
  { id: "desk.load-vocabulary", word: "command.desk.load-vocabulary", run: loadVocabulary },
  { id: "desk.back-up", word: "command.desk.back-up", run: backUp },
  {
    id: "app.shortcuts",
    word: "command.app.shortcuts",
    keys: "F1",
    run: ({ stage }) => {
      stage.show("keys");
    },
  },
  {
    id: "app.about",
    word: "command.app.about",
    run: ({ stage }) => {
      stage.show("about");
    },
  },
];

export const COMMANDS: readonly Command[] = [...STORY, ...TEXT, ...GO, ...VIEW, ...DESK];

/** The same in groups, for the list of shortcuts. */
export const GROUPS: readonly { word: Word; commands: readonly Command[] }[] = [
  { word: "group.story", commands: STORY },
  { word: "group.text", commands: TEXT },
  { word: "group.go", commands: GO },
  { word: "group.view", commands: VIEW },
  { word: "group.desk", commands: DESK },
];

const byId = new Map(COMMANDS.map((command) => [command.id, command]));

export function command(id: string): Command | undefined {
  return byId.get(id);
}

export function keysOf(id: string): string {
  return byId.get(id)?.keys ?? "";
}

export function usable(room: Room, { when }: Command): boolean {
  return when?.(room) ?? true;
}

/** Runs it when it can be used now; what goes wrong is told. True when it was run. */
export async function run(room: Room, id: string): Promise<boolean> {
  const found = byId.get(id);
  if (!found || !usable(room, found)) return false;
  return attempt(room, async () => found.run(room));
}

async function beside(room: Room, step: 1 | -1): Promise<void> {
  const { desk } = room;
  const shown = desk.stories.filter(({ state, id }) => state !== "binned" || id === desk.working?.id);
  const at = shown.findIndex(({ id }) => id === desk.working?.id);
  const next = at < 0 ? shown[0] : shown[at + step];
  if (next) await openStory(room, next.id);
}

function chooseStyle(room: Room): void {
  const at = document.querySelector("[data-style]") ?? document.body;
  menu.show(say("header.profile"), at, profileMenu(room));
}

function searchStories(room: Room): void {
  showList(room);
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>("#search")?.focus();
  });
}
