// The sides of a comparison by name: now, every revision, and a moment that is none of them but is looked at.

import type { History, Revision, Side } from "../ipc";
import { momentOf } from "../kit/format";
import { say } from "../kit/words";
import { NOW, sideOf } from "./history-deeds";
import { Timeline } from "./timeline";

export interface SideOption {
  value: string;
  label: string;
  side: Side;
}

export function valueOf(side: Side): string {
  return side.kind === "now" ? "now" : String(side.version);
}

/** What can be compared, newest first. */
export function sideOptions(history: History | null, looked: readonly Side[]): SideOption[] {
  const revisions = [...(history?.revisions ?? [])].sort((a, b) => b.number - a.number);
  const options: SideOption[] = [{ value: "now", label: say("compare.now"), side: NOW }];
  const put = (version: number, label: string): void => {
    // Several revisions may name one version: the newest of them names it.
    if (!options.some(({ value }) => value === String(version)))
      options.push({ value: String(version), label, side: sideOf(version) });
  };
  for (const revision of revisions) put(revision.version, revisionName(revision));
  for (const side of looked) if (side.kind === "version") put(side.version, momentName(history, side.version));
  return options;
}

function revisionName({ number, at, label, why }: Revision): string {
  return say("compare.revision", { number, name: label || say(`history.${why}`), moment: momentOf(at) });
}

function momentName(history: History | null, version: number): string {
  if (!history || history.changes.versions.length === 0) return say("compare.earlier");
  const timeline = new Timeline(history);
  return momentOf(timeline.millisAt(timeline.placeOf(version)));
}
