// The room in which commands work: the desk, what stands before it, what is on its way out, and what was.

import type { OpenDesk } from "./desk.svelte";
import type { Past } from "./past.svelte";
import type { Stage } from "./stage.svelte";
import type { Outgoing } from "./wire.svelte";

export interface Room {
  desk: OpenDesk;
  stage: Stage;
  wire: Outgoing;
  past: Past;
}
