// Draws the window for a desk that has started, or the page that says why it has not.

import { mount } from "svelte";
import type { Desk, Failure, Hearing, Start } from "../ipc";
import { OpenDesk } from "../state/desk.svelte";
import { Past } from "../state/past.svelte";
import { Stage } from "../state/stage.svelte";
import { Outgoing } from "../state/wire.svelte";
import App from "./App.svelte";

export type Opening = { start: Start } | { failure: Failure };

export async function begin(desk: Desk, opening: Opening, hearing: Hearing): Promise<void> {
  const target = document.getElementById("app") ?? document.body;
  if ("failure" in opening) {
    const { default: StartFailed } = await import("./StartFailed.svelte");
    mount(StartFailed, { target, props: { desk, failure: opening.failure, hearing } });
    return;
  }
  const stage = new Stage();
  const open = new OpenDesk(desk, opening.start);
  const room = { desk: open, stage, wire: new Outgoing(desk), past: new Past(desk, stage) };
  mount(App, { target, props: { room, hearing } });
}
