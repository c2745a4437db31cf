// The page begins here: the desk is asked to start before anything is drawn, and the whole window is drawn from its one
// answer, so that nothing jumps.

import "./kit/fonts.css";
import "./kit/tokens.css";
import "./kit/base.css";
import { mount } from "svelte";
import App from "./app/App.svelte";
import StartFailed from "./app/StartFailed.svelte";
import { findDesk, type DeskEvent } from "./ipc";
import { openDesk } from "./state/desk.svelte";
import { Stage } from "./state/stage.svelte";
import { Outgoing } from "./state/wire.svelte";

const desk = await findDesk();
const early: DeskEvent[] = [];
const hush = desk.on((event) => early.push(event));
const opening = await openDesk(desk);
const target = document.getElementById("app") ?? document.body;

if ("failure" in opening) {
  mount(StartFailed, { target, props: { desk, failure: opening.failure } });
} else {
  const room = { desk: opening.desk, stage: new Stage(), wire: new Outgoing(desk) };
  hush();
  mount(App, { target, props: { room, early } });
}
requestAnimationFrame(() => requestAnimationFrame(() => void desk.painted().catch(() => undefined)));
