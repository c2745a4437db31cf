// What a story of the desk in memory may leave as: the rule of the real desk, as far as the page can tell.

import type { Failure, Preview, ReleaseKind } from "..";

type Standing = Pick<Preview, "kind" | "kinds" | "number">;

export interface Left {
  version: number;
  kind: ReleaseKind;
  number: number;
  /** RFC 3339. */
  at: string;
}

export function firstLeft(version: number, millis: number): Left {
  return { version, kind: "new", number: 1, at: new Date(millis).toISOString() };
}

/** Nothing leaves but what was shown, where something was. */
export function refuseUnseen(seen: string, sha256: string): void {
  if (seen === "" || seen === sha256) return;
  const message = "The message is not the one that was shown any more: look at it and export it again";
  throw { code: "not_seen", message, where: null } satisfies Failure;
}

/** What may follow a text that may be used, what one that is held; only the same text is repeated. */
const AFTER_USABLE: ReleaseKind[] = ["new", "update", "correction", "refile", "repeat", "hold", "kill"];
const AFTER_HOLD: ReleaseKind[] = ["correction", "refile", "hold", "release", "kill"];

export function standingOf(left: Left | null, version: number, asked: ReleaseKind | null): Standing {
  const kinds = kindsAfter(left, version);
  const same = left?.version === version || left?.kind === "kill";
  const kind = asked ?? (left && same ? left.kind : left?.kind === "hold" ? "correction" : left ? "update" : "new");
  if (!kinds.includes(kind)) {
    const message = `expected ${kinds.join(", ")}, got ${kind}`;
    throw { code: "release_kind", message, where: null } satisfies Failure;
  }
  const again = same && (kind === left?.kind || kind === "repeat");
  return { kind, kinds, number: (left?.number ?? 0) + (again ? 0 : 1) };
}

function kindsAfter(left: Left | null, version: number): ReleaseKind[] {
  if (left === null) return ["new"];
  if (left.kind === "kill") return ["kill"];
  const changed = left.version !== version;
  if (left.kind === "hold") return AFTER_HOLD.filter((kind) => !(changed && kind === "hold"));
  return AFTER_USABLE.filter((kind) => !(changed && kind === "repeat"));
}
