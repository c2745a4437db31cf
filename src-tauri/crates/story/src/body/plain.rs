//! The words of a body alone, and whether two bodies hold the same.

use super::{Block, BlockKind, Inline, InlineKind, tidy};

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
            BlockKind::Table { head, rows, .. } => std::iter::once(head).chain(rows).for_each(|row| add_row(row, lines)),
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
    same_blocks(&tidy::blocks(a), &tidy::blocks(b))
}

fn same_blocks(a: &[Block], b: &[Block]) -> bool {
    all(a, b, |a, b| same_block(&a.kind, &b.kind))
}

fn same_block(a: &BlockKind, b: &BlockKind) -> bool {
    match (a, b) {
        (BlockKind::Paragraph(a), BlockKind::Paragraph(b)) => same_line(a, b),
        (BlockKind::Subhead { level: x, text: a }, BlockKind::Subhead { level: y, text: b }) => x == y && same_line(a, b),
        (BlockKind::Quote(a), BlockKind::Quote(b)) => same_blocks(a, b),
        (BlockKind::List { start: x, items: a }, BlockKind::List { start: y, items: b }) => {
            x == y && all(a, b, |a, b| same_blocks(&a.blocks, &b.blocks))
        }
        (
            BlockKind::Table { columns: x, head: a, rows: c },
            BlockKind::Table { columns: y, head: b, rows: d },
        ) => x == y && same_row(a, b) && all(c, d, |a, b| same_row(a, b)),
        (BlockKind::Rule, BlockKind::Rule) => true,
        (BlockKind::Pre { info: x, text: a }, BlockKind::Pre { info: y, text: b }) => x == y && a == b,
        (
            BlockKind::Figure { source: x, title: s, caption: a },
            BlockKind::Figure { source: y, title: t, caption: b },
        ) => x == y && s == t && same_line(a, b),
        (
            BlockKind::Paragraph(_)
            | BlockKind::Subhead { .. }
            | BlockKind::Quote(_)
            | BlockKind::List { .. }
            | BlockKind::Table { .. }
            | BlockKind::Rule
            | BlockKind::Pre { .. }
            | BlockKind::Figure { .. },
            _,
        ) => false,
    }
}

fn same_row(a: &[Vec<Inline>], b: &[Vec<Inline>]) -> bool {
    all(a, b, |a, b| same_line(a, b))
}

fn same_line(a: &[Inline], b: &[Inline]) -> bool {
    all(a, b, |a, b| match (&a.kind, &b.kind) {
        (InlineKind::Text(a), InlineKind::Text(b)) => a == b,
        (InlineKind::Strong(a), InlineKind::Strong(b))
        | (InlineKind::Emphasis(a), InlineKind::Emphasis(b))
        | (InlineKind::Insertion(a), InlineKind::Insertion(b)) => same_line(a, b),
        (InlineKind::Link { target: x, title: s, text: a }, InlineKind::Link { target: y, title: t, text: b }) => {
            x == y && s == t && same_line(a, b)
        }
        (InlineKind::Break, InlineKind::Break) => true,
        (
            InlineKind::Text(_)
            | InlineKind::Strong(_)
            | InlineKind::Emphasis(_)
            | InlineKind::Insertion(_)
            | InlineKind::Link { .. }
            | InlineKind::Break,
            _,
        ) => false,
    })
}

fn all<T>(a: &[T], b: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
}
