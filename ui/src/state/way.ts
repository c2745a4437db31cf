// The way a story is to leave: agency style, format, dialect. What is remembered may name a format or a dialect that the
// style in use does not have: then it is the style's first, and the format's strict form.

import type { FormatRow, Release, Way } from "../ipc";
import { profileInUse } from "./choices";
import type { Leaving } from "./leaving.svelte";
import type { Room } from "./room";

type OpenDesk = Room["desk"];

/** Every format as the style in use files it, its usual ones first. */
export function formatsInUse(desk: OpenDesk): FormatRow[] {
  return profileInUse(desk).formats;
}

/** The format that is chosen. */
export function formatInUse(desk: OpenDesk): FormatRow | undefined {
  const formats = formatsInUse(desk);
  return formats.find(({ id }) => id === desk.settings.format) ?? formats[0];
}

export function wayOf(desk: OpenDesk): Way {
  const format = formatInUse(desk);
  const known = format?.dialects.some(({ id }) => id === desk.settings.dialect) ?? false;
  const dialect = known ? desk.settings.dialect : (format?.dialects[0]?.id ?? "strict");
  return { profile: desk.settings.profile, format: format?.id ?? desk.settings.format, dialect };
}

/** The release that is to leave. */
export function releaseOf(desk: OpenDesk, { leaving }: { leaving: Leaving }): Release {
  return { way: wayOf(desk), ...leaving.choice };
}

/** Another format begins with its strict form. */
export function chooseFormat(desk: OpenDesk, format: string): void {
  desk.keep({ format, dialect: "strict" });
}

export function chooseDialect(desk: OpenDesk, dialect: string): void {
  desk.keep({ dialect });
}
