// Puts the editor's fields on the page and ties them to the story: what is typed goes to the draft as splices, the
// fields are handles that commands and jumps reach, and the cursor walks from one into the next. With moment/body.ts
// the only file of the panels that speaks to an editor. The editor's program is read behind the first paint; until then
// a sketch of the text stands in its place.

import { untrack } from "svelte";
import type { Attachment } from "svelte/attachments";
import type * as Editors from "../editor";
import type { EditorWords } from "../editor";
import { sketchBody, sketchLine } from "../editor/sketch";
import { say } from "../kit/words";
import type { Stage, TextHandle } from "../state/stage.svelte";
import type { WorkingStory } from "../state/story.svelte";

type Line = "headline" | "summary";

let editors: typeof Editors | undefined;

/** Reads the editor's program; once it is there, `stage.painted` may put the editor in the place of the sketch. */
export async function readEditors(): Promise<void> {
  editors ??= await import("../editor");
}

/** The headline or the lead. */
export function lineOf(story: WorkingStory, stage: Stage, field: Line): Attachment<HTMLElement> {
  return editor(
    stage,
    (parent) => sketchLine(parent, story.draft.story[field], say(`write.${field}`)),
    ({ LineField }, parent) => {
      const made = new LineField({
        parent,
        text: story.draft.story[field],
        label: say(`write.${field}`),
        onChange: (splices) => {
          story.type(field, splices);
        },
        onLeaveDown: () => {
          stage.texts[field === "headline" ? "summary" : "body"]?.focus();
        },
        onLeaveTop: () => {
          if (field === "summary") stage.texts.headline?.focus();
        },
      });
      return placed({ story, stage, field }, parent, made);
    },
  );
}

export function bodyOf(story: WorkingStory, stage: Stage): Attachment<HTMLElement> {
  return editor(
    stage,
    (parent) =>
      sketchBody({
        parent,
        text: story.body,
        dateline: story.measure.dateline,
        datelineLabel: say("details.dateline"),
      }),
    ({ BodyEditor }, parent) => {
      const made = new BodyEditor({
        parent,
        text: story.body,
        dateline: story.measure.dateline,
        words: editorWords(),
        besides: () => story.draft.story,
        onChange: (splices) => {
          story.type("body", splices);
        },
        onSelection: ({ active, empty, from, to }) => {
          stage.active = active;
          stage.chosen = empty ? null : { from, to };
        },
        onLeaveTop: () => {
          stage.texts.summary?.focus();
        },
      });
      return placed({ story, stage, field: "body" }, parent, made);
    },
  );
}

/** A sketch until the first paint, then the field itself. It stays for as long as its story does: what it reads when it
 * is made does not make it anew. */
function editor(
  stage: Stage,
  sketch: (parent: HTMLElement) => () => void,
  make: (editors: typeof Editors, parent: HTMLElement) => () => void,
): Attachment<HTMLElement> {
  return (parent) => {
    if (!stage.painted) return untrack(() => sketch(parent));
    const read = editors;
    if (!read) throw new Error("expected the editor's program to be read by now");
    return untrack(() => make(read, parent));
  };
}

/** Within reach of commands and jumps; when the story leaves the table it is remembered where its cursor was. */
function placed(
  { story, stage, field }: { story: WorkingStory; stage: Stage; field: Line | "body" },
  parent: HTMLElement,
  made: TextHandle & { place(): number; destroy(): void },
): () => void {
  stage.texts[field] = made;
  parent.addEventListener("focusin", () => {
    stage.field = field;
  });
  return () => {
    if (stage.field === field) {
      stage.left.set(story.id, { field, at: made.place() });
      // The next story may lie on the table and never get the keyboard: then nobody was anywhere in it.
      stage.field = null;
    }
    if (stage.texts[field] === made) {
      stage.texts[field] = undefined;
      if (field === "body") stage.chosen = null;
    }
    made.destroy();
  };
}

export function editorWords(): EditorWords {
  return {
    label: say("write.body"),
    placeholder: say("editor.placeholder"),
    dateline: say("details.dateline"),
    rawHtml: say("editor.raw-html"),
    figure: say("editor.figure"),
    unseen: say("editor.unseen"),
    deleted: say("editor.deleted"),
    find: {
      label: say("editor.find.label"),
      find: say("editor.find.find"),
      replace: say("editor.find.replace"),
      next: say("editor.find.next"),
      previous: say("editor.find.previous"),
      matchCase: say("editor.find.match-case"),
      replaceOne: say("editor.find.replace-one"),
      replaceAll: say("editor.find.replace-all"),
      close: say("editor.find.close"),
      place: say("editor.find.place"),
      count: say("editor.find.count"),
      none: say("editor.find.none"),
      inText: say("editor.find.in-text"),
      inHeadline: say("editor.find.in-headline"),
      inSummary: say("editor.find.in-summary"),
      inBoth: say("editor.find.in-both"),
      replaced: say("editor.find.replaced"),
      replacedOn: say("editor.find.replaced-on"),
      found: say("editor.find.found"),
      onLine: say("editor.find.on-line"),
    },
  };
}
