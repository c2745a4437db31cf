// One pass over what can be seen: lines first, then the blocks and inlines of the syntax tree, and the dateline where
// it will print. What cannot be seen costs nothing.

import { syntaxTree } from "@codemirror/language";
import type { SyntaxNode } from "@lezer/common";
import { paintBlock } from "./blocks";
import { openingAt } from "./dateline";
import { paintInline } from "./inlines";
import { paintLines } from "./lines";
import type { Sheet } from "./sheet";
import { paintTable } from "./table";
import { DatelinePill } from "./widgets";

export function paint(sheet: Sheet, visible: readonly { from: number; to: number }[], dateline: string): void {
  if (dateline !== "") paintDateline(sheet, dateline);
  const tree = syntaxTree(sheet.state);
  for (const { from, to } of visible) {
    paintLines(sheet, from, to);
    const tables: SyntaxNode[] = [];
    tree.iterate({
      from,
      to,
      enter: (ref) => {
        if (ref.type.isTop) return;
        if (ref.name === "Table") tables.push(ref.node);
        else if (ref.type.is("Block")) paintBlock(sheet, ref.node, from, to);
        else paintInline(sheet, ref.node);
      },
    });
    // Behind the inlines: what they folded away makes a cell narrower.
    for (const table of tables) paintTable(sheet, table, from, to);
  }
}

function paintDateline(sheet: Sheet, dateline: string): void {
  const at = openingAt(sheet.state);
  if (at !== null) sheet.widget(at, new DatelinePill(dateline, sheet.words.dateline, "inline"), -1);
}
