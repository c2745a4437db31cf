// Which desk this page has: the program's inside its window, one in memory in a plain browser.

import type { Desk } from "./desk";
import { tauriDesk } from "./tauri";

export type * from "./desk";
export { TEXT_FIELDS } from "./change";
export { failureOf } from "./desk";
export { Hearing } from "./hearing";

export async function findDesk(): Promise<Desk> {
  if ("__TAURI_INTERNALS__" in window) return tauriDesk;
  const { MemoryDesk } = await import("./memory");
  return MemoryDesk.fromAddress(window.location.search);
}
