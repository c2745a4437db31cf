// Nothing that the desk says is lost between the first question and the first picture.

import { describe, expect, it } from "vitest";
import type { DeskEvent } from "./bindings";
import { Hearing } from "./hearing";

describe("the ear of the page", () => {
  it("keeps what was said before anyone listened, in order", () => {
    let say: (event: DeskEvent) => void = () => undefined;
    const hearing = new Hearing({ on: (handler) => ((say = handler), () => undefined) });
    say({ kind: "saved", story: "a", version: 1 });
    say({ kind: "stories_changed" });
    const heard: string[] = [];
    const end = hearing.listen(({ kind }) => heard.push(kind));
    say({ kind: "command", id: "app.quit" });
    expect(heard).toEqual(["saved", "stories_changed", "command"]);
    end();
    say({ kind: "stories_changed" });
    hearing.listen(({ kind }) => heard.push(kind));
    expect(heard.length, "told once, whoever listens next").toBe(4);
  });
});
