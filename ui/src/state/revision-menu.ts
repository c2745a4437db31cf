// What can be done with one revision, as its menu offers it.

import type { MenuItem } from "../kit/menu.svelte";
import { say } from "../kit/words";
import type { Row } from "./days";
import { attempt } from "./deeds";
import { compare, compareWithNow, lookAt, sideOf } from "./history-deeds";
import { restore } from "./restore";
import type { Room } from "./room";

/** Compares a revision with the one before it, or with the oldest text that is remembered. */
export function compareWithBefore({ before }: Row): (room: Room, version: number) => Promise<void> {
  return (room, version) => {
    const oldest = room.past.timeline?.versionAt(0) ?? version;
    return compare(room, { older: sideOf(before ?? oldest), newer: sideOf(version) });
  };
}

export function revisionMenu(room: Room, row: Row): MenuItem[] {
  const { version } = row.revision;
  const does = (deed: () => Promise<unknown>) => (): void => void attempt(room, deed);
  return [
    {
      label: say("history.look"),
      icon: "clock",
      keys: "Enter",
      run: () => {
        lookAt(room, version);
      },
    },
    {
      label: say("history.compare-now"),
      keys: "Shift Enter",
      run: does(() => compareWithNow(room, version)),
    },
    {
      label: say("history.compare-before"),
      keys: "Alt Enter",
      run: does(() => compareWithBefore(row)(room, version)),
    },
    {
      label: say("history.name"),
      keys: "F2",
      run: () => {
        room.stage.show("version", version);
      },
    },
    {
      label: say("history.restore"),
      icon: "undo",
      parted: true,
      run: does(() => restore(room, version, { kind: "all" })),
    },
    {
      label: say("history.forget"),
      icon: "bin",
      danger: true,
      parted: true,
      run: () => {
        room.stage.show("forget", version);
      },
    },
  ];
}
