// Enter and Tab where a link's address is typed: the writer goes on behind the link, and no line breaks it.

import { describe, expect, it } from "vitest";
import { after } from "../caret-text";
import { finished } from "./address";

describe("in the address of a link", () => {
  it.each([
    ["goes on behind it", "a [notice](https://port.example‸) b", "a [notice](https://port.example)‸ b"],
    ["goes on from the middle of it", "[notice](https://‸port.example)", "[notice](https://port.example)‸"],
    ["goes on from one in angle brackets", "[a](<https://port.example/(1)>‸)", "[a](<https://port.example/(1)>)‸"],
    ["replaces nothing that is selected", "[notice](⟦https://port.example⟧)", "[notice](https://port.example)‸"],
    ["makes words of a link that got none", "the [notice](‸) b", "the notice‸ b"],
    ["leaves a figure its marks", "![Harbour](‸)", "![Harbour]()‸"],
    ["leaves the words of a link to the text", "[no‸tice](https://port.example)", "plain"],
    ["leaves what is behind it to the text", "[notice](https://port.example)‸", "plain"],
    ["leaves an insertion to the text", "[of Test‸land] (x)", "plain"],
  ])("%s", (_name, before, expected) => {
    expect(after(before, finished), "the text after the key").toBe(expected);
  });
});
