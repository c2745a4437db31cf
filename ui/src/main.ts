// The page begins here: the desk is asked to start before the window's program is read, so that both go on at once, and
// the whole window is drawn from its one answer, so that nothing jumps.

import "./kit/fonts.css";
import "./kit/tokens.css";
import "./kit/base.css";
import { findDesk, failureOf, type DeskEvent } from "./ipc";

const desk = await findDesk();
const early: DeskEvent[] = [];
const hush = desk.on((event) => early.push(event));
const started = desk.start().then(
  (start) => ({ start }),
  (thrown: unknown) => ({ failure: failureOf(thrown) }),
);
const { begin } = await import("./app/begin");
const opening = await started;
hush();
await begin(desk, opening, early);
requestAnimationFrame(() => requestAnimationFrame(() => void desk.painted().catch(() => undefined)));
