// What can be chosen from: urgencies with their names, the sections of an agency style, agency styles, and how full a
// field is by the style's limits.

import type { ProfileRow } from "../ipc";
import type { MenuItem } from "../kit/menu.svelte";
import { say } from "../kit/words";
import { attempt } from "./deeds";
import type { Room } from "./room";
import type { WorkingStory } from "./story.svelte";

const LEVELS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

export function urgencies(): { value: string; label: string }[] {
  const levels = LEVELS.map((level) => ({ value: String(level), label: say(`details.urgency-${level}`) }));
  return [{ value: "", label: say("details.urgency-none") }, ...levels];
}

/** How full a field is, or undefined where the style has no limit on it. */
export function limitOf({ measure }: WorkingStory, field: string): { count: number; max: number } | undefined {
  return measure.limits.find((limit) => limit.field === field);
}

export function sectionMenu(story: WorkingStory, { sections }: ProfileRow): MenuItem[] {
  return sections.map((section) => ({
    label: section,
    chosen: section === story.fields.section,
    run: () => {
      story.set({ field: "section", value: section });
    },
  }));
}

export function profileMenu({ desk, ...room }: Room): MenuItem[] {
  return desk.start.profiles.map(({ id, label }) => ({
    label,
    chosen: id === desk.settings.profile,
    run: () => void attempt({ desk, ...room }, () => desk.useProfile(id)),
  }));
}

/** The style in use; a desk without the remembered one takes its first. */
export function profileInUse({ start, settings }: Room["desk"]): ProfileRow {
  const none: ProfileRow = {
    id: settings.profile,
    label: settings.profile,
    time_zone: "UTC",
    sections: [],
    formats: [],
  };
  return start.profiles.find(({ id }) => id === settings.profile) ?? start.profiles[0] ?? none;
}
