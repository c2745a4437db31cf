// The grammar by which the column is painted: CommonMark with tables, and the editorial insertion `[of Testland]` as a
// construct of its own. It only paints; the desk's own parser decides what leaves, and this one must draw what that one
// reads: no strikethrough, bare addresses or task lists; raw HTML stays raw. `@codemirror/lang-markdown` is not used
// because it brings the grammars of HTML, CSS and JavaScript into the first paint.

import { defineLanguageFacet, Language, languageDataProp } from "@codemirror/language";
import { InlineContext, parser, Table, type MarkdownConfig } from "@lezer/markdown";

const OPEN_ROUND = 40;
const CLOSE_SQUARE = 93;

/** `[words]` with no address behind it. What a link definition elsewhere makes of it is judged when it is painted. */
const insertion: MarkdownConfig = {
  defineNodes: ["Insertion", "InsertionMark"],
  parseInline: [
    {
      name: "Insertion",
      before: "LinkEnd",
      parse(cx, next, at) {
        if (next !== CLOSE_SQUARE || cx.char(at + 1) === OPEN_ROUND) return -1;
        const open = cx.findOpeningDelimiter(InlineContext.linkStart);
        const image = cx.findOpeningDelimiter(InlineContext.imageStart);
        if (open === null || (image ?? -1) > open) return -1;
        const from = cx.getDelimiterAt(open)?.from ?? -1;
        if (from < 0 || cx.skipSpace(from + 1) >= at) return -1;
        const inside = cx.takeContent(open);
        const marks = [cx.elt("InsertionMark", from, from + 1), cx.elt("InsertionMark", at, at + 1)] as const;
        return cx.addElement(cx.elt("Insertion", from, at + 1, [marks[0], ...inside, marks[1]]));
      },
    },
  ],
};

const nodes = defineLanguageFacet();

/** The language of a body. Link definitions are left as paragraphs: those that nothing uses are words. */
export const copyMarkdown = new Language(
  nodes,
  parser.configure([
    Table,
    insertion,
    { remove: ["LinkReference"], props: [languageDataProp.add({ Document: nodes })] },
  ]),
  [],
  "copy",
);
