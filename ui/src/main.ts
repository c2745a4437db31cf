// The page begins here: the desk is asked to start before the window's program is read, so that both go on at once, and
// the whole window is drawn from its one answer, so that nothing jumps. The marks are for whoever measures the start.

import "./kit/fonts.css";
import "./kit/tokens.css";
import "./kit/base.css";
import "./kit/column.css";
import { failureOf, findDesk, Hearing } from "./ipc";
import { lettersOf } from "./letters";

const desk = await findDesk();
const hearing = new Hearing(desk);
performance.mark("desk-asked");
const started = desk.start().then(
  (start) => ({ start }),
  (thrown: unknown) => ({ failure: failureOf(thrown) }),
);
const { begin } = await import("./app/begin");
performance.mark("program-read");
const opening = await started;
performance.mark("desk-answered");
await lettersOf("start" in opening ? opening.start.opened : null);
performance.mark("letters-read");
await begin(desk, opening, hearing);
performance.mark("window-drawn");
requestAnimationFrame(() => requestAnimationFrame(() => void desk.painted().catch(() => undefined)));
