// How a desk in memory is today: which stories it begins with, whether it opens, whether its disk takes anything, what
// an import brings. The address of the page can ask for a mood: `?desk=empty`, `?desk=held`, `?desk=damaged`,
// `?disk=full`, `?delay=200` (milliseconds before each answer), `?import=bundle`.

import type { Failure, FormatRow, Settings } from "../bindings";
import { SAMPLES, type Sample } from "./samples";

export interface Mood {
  samples: readonly Sample[];
  /** Milliseconds before each answer. */
  delay: number;
  /** Why the desk does not open, or null. */
  refuses: Failure | null;
  diskFull: boolean;
  /** What an import brings: a new story, or another desk's copy of the first one, to be merged. */
  imports: "file" | "bundle";
}

export const CALM: Mood = { samples: SAMPLES, delay: 0, refuses: null, diskFull: false, imports: "file" };

export const DEFAULT_SETTINGS: Settings = {
  profile: "tass",
  format: "text",
  dialect: "strict",
  last_story: null,
  left_width: 272,
  left_open: true,
  right_width: 380,
  right_open: true,
  right_panel: "details",
  scale: 100,
  theme: "system",
  window: null,
};

export const FORMATS: FormatRow[] = [
  { id: "text", label: "Wire text", extension: "txt", usual: true, dialects: [{ id: "strict", label: "As it is" }] },
  {
    id: "ninjs-3",
    label: "ninjs 3.1",
    extension: "json",
    usual: false,
    dialects: [
      { id: "strict", label: "Strict" },
      { id: "compact", label: "On one line" },
    ],
  },
];

const REFUSALS: Record<string, Failure> = {
  held: {
    code: "desk_held",
    message:
      "This desk is open in another Wirecopy on this computer (process 4711, since 09:12). Close it there first.",
    where: "/home/anna/.local/share/wirecopy",
  },
  damaged: {
    code: "desk_damaged",
    message: "The desk's database is damaged: expected page 17 to pass its check, it did not. Nothing was changed.",
    where: "/home/anna/.local/share/wirecopy/desk.db",
  },
};

export function moodOf(search: string): { mood: Mood; settings: Settings } {
  const asked = new URLSearchParams(search);
  const desk = asked.get("desk") ?? "";
  const panel = asked.get("panel");
  const mood: Mood = {
    samples: desk === "empty" ? [] : SAMPLES,
    delay: Number(asked.get("delay")) || 0,
    refuses: REFUSALS[desk] ?? null,
    diskFull: asked.get("disk") === "full",
    imports: asked.get("import") === "bundle" ? "bundle" : "file",
  };
  const settings: Settings = {
    ...DEFAULT_SETTINGS,
    last_story: asked.get("story") ?? (desk === "empty" ? null : "harbour"),
    right_panel: panel === "wire" || panel === "history" ? panel : "details",
    theme: asked.get("theme") === "dark" ? "dark" : "system",
    scale: Number(asked.get("scale")) || DEFAULT_SETTINGS.scale,
  };
  return { mood, settings };
}
