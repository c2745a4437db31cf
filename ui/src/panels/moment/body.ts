// Puts the body as it was on the page. With texts.ts beside the panels the only place that speaks to the editor.

import { untrack } from "svelte";
import type { Attachment } from "svelte/attachments";
import { PastBody, type PastText } from "../../editor/past-body";
import { menu } from "../../kit/menu.svelte";
import { say } from "../../kit/words";
import { attempt } from "../../state/deeds";
import { restore } from "../../state/restore";
import type { Room } from "../../state/room";
import { editorWords } from "../texts";

export class ShownPast {
  readonly #room: Room;
  #body: PastBody | null = null;
  #text: PastText | null = null;

  constructor(room: Room) {
    this.#room = room;
  }

  readonly attach: Attachment<HTMLElement> = (parent) =>
    untrack(() => {
      const body = new PastBody({
        parent,
        words: { ...editorWords(), label: say("moment.name"), placeholder: "" },
        restore: say("moment.restore-block"),
        onRestore: (at) => {
          this.#restore(at);
        },
        onMenu: (where, at) => {
          const run = (): void => {
            this.#restore(at);
          };
          menu.show(say("moment.name"), where, [{ label: say("moment.restore-block"), icon: "undo", run }]);
        },
      });
      this.#body = body;
      if (this.#text) body.show(this.#text);
      return () => {
        this.#body = null;
        body.destroy();
      };
    });

  show(text: PastText): void {
    this.#text = text;
    this.#body?.show(text);
  }

  /** Of the moment that is shown: the one that is asked for may still be under way, and its text another. */
  #restore(at: number): void {
    const { moment } = this.#room.past;
    if (moment) void attempt(this.#room, () => restore(this.#room, moment.version, { kind: "block", at }));
  }
}
