//! comrak's blocks to ours.

use std::ops::Range;

use comrak::nodes::{ListType, Node, NodeValue, TableAlignment};

use super::source::one_line;
use super::{NoteKind, Reader};
use crate::body::tidy::{self, Breaks};
use crate::body::{Align, Block, BlockKind, Body, Inline, InlineKind, Item};

impl Reader<'_> {
    /// The blocks below `node`; they stand at `depth`, 1 for those of the body.
    pub(super) fn blocks(&mut self, node: Node<'_>, within: &Range<usize>, depth: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        for child in node.children() {
            let range = self.source.range(child.data().sourcepos, within);
            self.cursor = self.cursor.max(range.start);
            if depth >= Body::MAX_DEPTH && matches!(child.data().value, NodeValue::BlockQuote | NodeValue::List(_)) {
                self.note(&range, NoteKind::TooDeep);
                self.too_deep(child, &range, &mut blocks);
            } else if let Some(kind) = self.block(child, &range, depth) {
                blocks.push(Block { range, kind });
            }
        }
        tidy::drop_empty(&mut blocks);
        blocks
    }

    fn block(&mut self, node: Node<'_>, range: &Range<usize>, depth: usize) -> Option<BlockKind> {
        Some(match &node.data().value {
            NodeValue::Paragraph => self.paragraph(node, range),
            NodeValue::Heading(heading) => {
                if heading.level == 1 {
                    self.note(range, NoteKind::TopHeading);
                }
                BlockKind::Subhead { level: heading.level, text: self.words(node, range, Breaks::Space) }
            }
            NodeValue::BlockQuote => BlockKind::Quote(self.blocks(node, range, depth + 1)),
            NodeValue::List(list) => BlockKind::List {
                start: (list.list_type == ListType::Ordered).then(|| u32::try_from(list.start).unwrap_or(u32::MAX)),
                items: self.items(node, range, depth),
            },
            NodeValue::Table(table) => self.table(node, range, &table.alignments),
            NodeValue::ThematicBreak => BlockKind::Rule,
            NodeValue::CodeBlock(code) => BlockKind::Pre {
                info: self.source.words(&code.info),
                text: self.source.words(&code.literal).replace("\r\n", "\n").replace('\r', "\n"),
            },
            NodeValue::HtmlBlock(html) => {
                self.note(range, NoteKind::RawHtml);
                self.raw(&html.literal, range)
            }
            // No other block is switched on.
            _ => return None,
        })
    }

    fn paragraph(&mut self, node: Node<'_>, range: &Range<usize>) -> BlockKind {
        let image = node.first_child().filter(|child| child.next_sibling().is_none());
        if let Some(image) = image
            && let NodeValue::Image(link) = &image.data().value
        {
            return BlockKind::Figure {
                source: self.source.words(&link.url),
                title: self.source.words(&link.title),
                caption: self.words(image, range, Breaks::Space),
            };
        }
        BlockKind::Paragraph(self.words(node, range, Breaks::Keep))
    }

    fn words(&mut self, node: Node<'_>, range: &Range<usize>, breaks: Breaks) -> Vec<Inline> {
        let line = self.inlines(node, range, 1);
        tidy::line(line, breaks)
    }

    fn raw(&self, text: &str, range: &Range<usize>) -> BlockKind {
        let words = self.source.words(one_line(text).trim());
        BlockKind::Paragraph(vec![Inline { range: range.clone(), kind: InlineKind::Text(words) }])
    }

    fn items(&mut self, node: Node<'_>, within: &Range<usize>, depth: usize) -> Vec<Item> {
        let mut items = Vec::new();
        for item in node.children() {
            let range = self.source.range(item.data().sourcepos, within);
            let blocks = self.blocks(item, &range, depth + 1);
            items.push(Item { range, blocks });
        }
        items
    }

    fn table(&mut self, node: Node<'_>, within: &Range<usize>, alignments: &[TableAlignment]) -> BlockKind {
        let columns: Vec<Align> = alignments.iter().map(|align| column(*align)).collect();
        let mut rows = Vec::new();
        for row in node.children() {
            let range = self.source.range(row.data().sourcepos, within);
            let mut cells = Vec::with_capacity(columns.len());
            for cell in row.children() {
                let start = self.source.range(cell.data().sourcepos, &range).start;
                let range = self.source.enter_cell(start, range.end);
                self.cursor = self.cursor.max(start);
                cells.push(self.words(cell, &range, Breaks::Space));
                self.source.leave_cell();
            }
            cells.resize(columns.len(), Vec::new());
            rows.push(cells);
        }
        let head = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
        BlockKind::Table { columns, head, rows }
    }

    /// Everything below a block that is nested too deep, as paragraphs. Iterative, for the same reason.
    fn too_deep(&mut self, node: Node<'_>, within: &Range<usize>, blocks: &mut Vec<Block>) {
        for below in node.descendants() {
            let range = self.source.range(below.data().sourcepos, within);
            let kind = match &below.data().value {
                NodeValue::Paragraph | NodeValue::Heading(_) | NodeValue::TableCell => {
                    BlockKind::Paragraph(self.words(below, &range, Breaks::Keep))
                }
                NodeValue::CodeBlock(code) => self.raw(&code.literal, &range),
                NodeValue::HtmlBlock(html) => self.raw(&html.literal, &range),
                NodeValue::ThematicBreak => BlockKind::Rule,
                _ => continue,
            };
            blocks.push(Block { range, kind });
        }
    }
}

fn column(align: TableAlignment) -> Align {
    match align {
        TableAlignment::None => Align::Unset,
        TableAlignment::Left => Align::Left,
        TableAlignment::Center => Align::Center,
        TableAlignment::Right => Align::Right,
    }
}
