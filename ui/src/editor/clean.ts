// A piece of copy as it reads, without an editor: which of its characters are marks that a reader does not see, and what
// stands in their place. The same grammar as the column's, so that what is compared looks like what is written.

import type { SyntaxNodeRef } from "@lezer/common";
import { copyMarkdown } from "./grammar/copy-markdown";

/** A range of the text (UTF-16, half-open) that reads as `shown`. */
export interface CleanMark {
  from: number;
  to: number;
  shown: string;
}

/** The marks of a block of Markdown, in order, none inside another. */
export function cleanMarks(text: string): CleanMark[] {
  const marks: CleanMark[] = [];
  copyMarkdown.parser.parse(text).iterate({
    enter: (node) => {
      marks.push(...marksOf(node, text));
    },
  });
  marks.sort((a, b) => a.from - b.from);
  let end = 0;
  return marks.filter(({ from, to }) => from >= end && (end = to) > from);
}

function marksOf(ref: SyntaxNodeRef, text: string): CleanMark[] {
  const { name, from, to, node } = ref;
  switch (name) {
    case "HeaderMark":
    case "QuoteMark":
      // The space behind the mark of a line belongs to it.
      return [{ from, to: text[to] === " " ? to + 1 : to, shown: "" }];
    case "EmphasisMark":
    case "CodeMark":
      return [{ from, to, shown: "" }];
    case "Escape":
      return [{ from, to: from + 1, shown: "" }];
    case "ListMark":
      return /^[-*+]$/.test(text.slice(from, to)) ? [{ from, to, shown: "•" }] : [];
    case "Link":
    case "Image": {
      const [open, close] = node.getChildren("LinkMark");
      if (!open || !close || !node.getChild("URL")) return [];
      return [
        { from: open.from, to: open.to, shown: "" },
        { from: close.from, to, shown: "" },
      ];
    }
    default:
      return [];
  }
}
