// Puts the editor's fields on the page and ties them to the story: what is typed goes to the draft as splices, the
// fields are handles that commands and jumps reach. The only file of the window that speaks to the editor.

import type { Attachment } from "svelte/attachments";
import { BodyEditor, LineField } from "../editor";
import { say } from "../kit/words";
import type { Stage } from "../state/stage.svelte";
import type { WorkingStory } from "../state/story.svelte";

export function headline(story: WorkingStory, stage: Stage): Attachment<HTMLElement> {
  return (parent) => line(parent, story, stage, "headline");
}

export function summary(story: WorkingStory, stage: Stage): Attachment<HTMLElement> {
  return (parent) => line(parent, story, stage, "summary");
}

function line(parent: HTMLElement, story: WorkingStory, stage: Stage, field: "headline" | "summary"): () => void {
  const made = new LineField({
    parent,
    text: story.draft.story[field],
    label: say(`write.${field}`),
    onChange: (splices) => { story.type(field, splices); },
  });
  stage.texts[field] = made;
  return () => {
    if (stage.texts[field] === made) delete stage.texts[field];
    made.destroy();
  };
}

export function body(story: WorkingStory, stage: Stage): Attachment<HTMLElement> {
  return (parent) => {
    const made = new BodyEditor({
      parent,
      text: story.body,
      dateline: story.measure.dateline,
      label: say("write.body"),
      onChange: (splices) => { story.type("body", splices); },
    });
    stage.texts.body = made;
    return () => {
      if (stage.texts.body === made) delete stage.texts.body;
      made.destroy();
    };
  };
}
