// The dialogs of the window by name. Each is read when it is first shown: the text is on screen long before.

import type { Component } from "svelte";
import type { Dialog } from "../state/stage.svelte";
import type { Room } from "../state/room";

type Shown = Component<{ room: Room; onclose: () => void }>;

export const dialogs: Record<Dialog, () => Promise<{ default: Shown }>> = {
  palette: () => import("./Palette.svelte"),
  about: () => import("./About.svelte"),
  backups: () => import("./Backups.svelte"),
  vocabularies: () => import("./Vocabularies.svelte"),
  version: () => import("./SaveVersion.svelte"),
  forget: () => import("./Forget.svelte"),
  export: () => import("./Export.svelte"),
  leave: () => import("./Leave.svelte"),
  keys: () => import("./Shortcuts.svelte"),
};
