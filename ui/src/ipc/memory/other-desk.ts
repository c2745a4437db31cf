// What another desk wrote in the same story meanwhile, as it comes in with a bundle: a paragraph more at the end, and
// the first sentence in other words, which this desk has changed too.

import type { Change, Clash, Story } from "../bindings";
import { changed } from "../change";

const MORE = "The port authority of Exampleville confirmed that the first vessel had arrived.";

/** What merging brings, and the sentence that both changed; both texts stand in the merged story. */
export function otherDesk(story: Story): { changes: Change[]; clash: Clash } {
  const ours = /^[^\n]*?[.!?](?=\s|$)/.exec(story.body)?.[0] ?? "";
  const theirs = "Grain ships are sailing from Port Testland again, the ministry said.";
  const insert = (at: number, words: string): Change => ({
    kind: "text",
    field: "body",
    splices: [{ from: at, to: at, insert: words }],
  });
  const first = insert(ours.length, `${ours === "" ? "" : " "}${theirs}`);
  const { body } = changed(story, first);
  const clash: Clash = {
    field: "body",
    base: "Grain ships may sail from Port Testland this week.",
    ours,
    theirs,
    place: { from: 0, to: ours.length + (ours === "" ? 0 : 1) + theirs.length },
  };
  return { changes: [first, insert(body.length, `\n\n${MORE}`)], clash };
}
