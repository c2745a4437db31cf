// The letters that the first paint needs, waited for a moment: text that is laid out without them is laid out twice, and
// the engine asks the system for others meanwhile, which costs more than reading them.

import type { OpenStory } from "./ipc";

const FAMILIES = ["Source Serif 4 Variable", "Inter Variable"];
/** Milliseconds after which the window is drawn without them. */
const PATIENCE = 200;
/** Letters of the body that say in which scripts it is written. */
const SAMPLE = 2_000;

/** Resolves once the letters of the window and of the story's beginning are there. */
export async function lettersOf(opened: OpenStory | null): Promise<void> {
  const { headline = "", summary = "", body = "" } = opened?.story ?? {};
  const text = `A${headline}${summary}${body.slice(0, SAMPLE)}`;
  const read = FAMILIES.map((family) => document.fonts.load(`1rem "${family}"`, text));
  await Promise.race([Promise.allSettled(read), new Promise((done) => setTimeout(done, PATIENCE))]);
}
