// What CodeMirror itself would say or write in English, in the words that the editor was given; and the characters that
// no one sees but that would go on the wire, drawn with their number.

import { EditorState, type Extension } from "@codemirror/state";
import { highlightSpecialChars } from "@codemirror/view";
import type { EditorWords } from "./options";

export function speech(words: EditorWords): Extension {
  return [
    EditorState.phrases.of({
      "Selection deleted": words.deleted,
      "current match": words.find.found,
      "on line": words.find.onLine,
      "replaced match on line $": words.find.replacedOn.replace("{line}", "$"),
      // The find panel says how many.
      "replaced $ matches": "",
    }),
    highlightSpecialChars({ render: (code, _name, sign) => unseen(code, sign ?? "•", words.unseen) }),
  ];
}

function unseen(code: number, sign: string, text: string): HTMLElement {
  const number = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  const drawn = document.createElement("span");
  drawn.className = "cm-specialChar";
  drawn.textContent = sign;
  drawn.title = text.replace("{code}", number);
  drawn.setAttribute("aria-label", drawn.title);
  return drawn;
}
