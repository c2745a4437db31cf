//! The words of a body alone, and whether two bodies hold the same.

use super::{Block, BlockKind, Inline, InlineKind, Item, tidy};

/// One line a block, item, row or hard break; cells are parted by a space; insertions keep their brackets.
pub(super) fn text(blocks: &[Block]) -> String {
    let mut lines = String::new();
    add_blocks(blocks, &mut lines);
    lines.truncate(lines.trim_end_matches('\n').len());
    lines
}

fn add_blocks(blocks: &[Block], lines: &mut String) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(text) | BlockKind::Subhead { text, .. } | BlockKind::Figure { caption: text, .. } => {
                add_line(text, lines);
            }
            BlockKind::Quote(inside) => add_blocks(inside, lines),
            BlockKind::List { items, .. } => items.iter().for_each(|item| add_blocks(&item.blocks, lines)),
            BlockKind::Table { head, rows, .. } => {
                std::iter::once(head).chain(rows).for_each(|row| add_row(row, lines));
            }
            BlockKind::Rule => {}
            BlockKind::Pre { text, .. } => {
                lines.push_str(text.trim_end_matches('\n'));
                lines.push('\n');
            }
        }
    }
}

fn add_row(row: &[Vec<Inline>], lines: &mut String) {
    for (at, cell) in row.iter().enumerate() {
        if at > 0 {
            lines.push(' ');
        }
        add_inlines(cell, lines);
    }
    lines.push('\n');
}

fn add_line(inlines: &[Inline], lines: &mut String) {
    add_inlines(inlines, lines);
    lines.push('\n');
}

fn add_inlines(inlines: &[Inline], line: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) => line.push_str(text),
            InlineKind::Strong(inside) | InlineKind::Emphasis(inside) | InlineKind::Link { text: inside, .. } => {
                add_inlines(inside, line);
            }
            InlineKind::Insertion(inside) => {
                line.push('[');
                add_inlines(inside, line);
                line.push(']');
            }
            InlineKind::Break => line.push('\n'),
        }
    }
}

/// Equal once both are tidied and their ranges forgotten.
pub(super) fn same(a: &[Block], b: &[Block]) -> bool {
    same_blocks(a, b) || same_blocks(&tidy::blocks(a.to_vec()), &tidy::blocks(b.to_vec()))
}

fn same_blocks(a: &[Block], b: &[Block]) -> bool {
    all(a, b, |a, b| same_block(&a.kind, &b.kind))
}

pub(super) fn same_block(one: &BlockKind, other: &BlockKind) -> bool {
    match one {
        BlockKind::Paragraph(text) => matches!(other, BlockKind::Paragraph(too) if same_line(text, too)),
        BlockKind::Subhead { level, text } => {
            matches!(other, BlockKind::Subhead { level: same, text: too } if level == same && same_line(text, too))
        }
        BlockKind::Quote(inside) => matches!(other, BlockKind::Quote(too) if same_blocks(inside, too)),
        BlockKind::List { start, items } => {
            let same_items = |too: &[Item]| all(items, too, |item, too| same_blocks(&item.blocks, &too.blocks));
            matches!(other, BlockKind::List { start: same, items: too } if start == same && same_items(too))
        }
        BlockKind::Table { columns, head, rows } => {
            let BlockKind::Table { columns: same, head: top, rows: too } = other else { return false };
            columns == same && same_row(head, top) && all(rows, too, |row, too| same_row(row, too))
        }
        BlockKind::Rule | BlockKind::Pre { .. } => one == other,
        BlockKind::Figure { source, title, caption } => {
            let BlockKind::Figure { source: from, title: same, caption: too } = other else { return false };
            source == from && title == same && same_line(caption, too)
        }
    }
}

fn same_row(one: &[Vec<Inline>], other: &[Vec<Inline>]) -> bool {
    all(one, other, |cell, too| same_line(cell, too))
}

fn same_line(one: &[Inline], other: &[Inline]) -> bool {
    all(one, other, |inline, too| same_inline(&inline.kind, &too.kind))
}

fn same_inline(one: &InlineKind, other: &InlineKind) -> bool {
    match one {
        InlineKind::Text(_) | InlineKind::Break => one == other,
        InlineKind::Strong(inside) => matches!(other, InlineKind::Strong(too) if same_line(inside, too)),
        InlineKind::Emphasis(inside) => matches!(other, InlineKind::Emphasis(too) if same_line(inside, too)),
        InlineKind::Insertion(inside) => matches!(other, InlineKind::Insertion(too) if same_line(inside, too)),
        InlineKind::Link { target, title, text } => {
            let InlineKind::Link { target: to, title: same, text: too } = other else { return false };
            target == to && title == same && same_line(text, too)
        }
    }
}

fn all<T>(one: &[T], other: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
}
