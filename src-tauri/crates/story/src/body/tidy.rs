//! The one form of a body: what the same words and marks can be written as in several ways is written in one.
//!
//! Adjacent words are one text; adjacent or nested strong is one strong, and so with emphasis; a link holds no link;
//! nothing is empty; a break neither opens nor ends a paragraph; subheads, cells and captions have no breaks. The
//! parser builds this form, [`Body::same_content`](super::Body::same_content) compares in it, the writer starts from it.

use super::{Block, BlockKind, Inline, InlineKind, Item};

/// What becomes of a hard break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaks {
    /// It stays.
    Keep,
    /// One line only: it is a space.
    Space,
}

/// The highest number of an ordered list that Markdown can write (`CommonMark` 5.2: nine digits).
pub(super) const MAX_NUMBER: u32 = 999_999_999;

/// Marks that already hold what comes.
#[derive(Clone, Copy, Default)]
struct Within {
    strong: bool,
    emphasis: bool,
    link: bool,
}

/// Tidies the inlines of one block.
pub(super) fn line(inlines: Vec<Inline>, breaks: Breaks) -> Vec<Inline> {
    if is_tidy(&inlines, Within::default()) { inlines } else { tidied(inlines, breaks) }
}

/// Whether [`tidied`] would change nothing. Most copy is so; a line with a break takes the long way.
fn is_tidy(inlines: &[Inline], within: Within) -> bool {
    let one = |pair: &[Inline]| {
        matches!(
            (&pair[0].kind, &pair[1].kind),
            (InlineKind::Text(_), InlineKind::Text(_))
                | (InlineKind::Strong(_), InlineKind::Strong(_))
                | (InlineKind::Emphasis(_), InlineKind::Emphasis(_))
        )
    };
    let fits = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) => !text.is_empty(),
        InlineKind::Break => false,
        InlineKind::Strong(inside) => {
            !within.strong && !inside.is_empty() && is_tidy(inside, Within { strong: true, ..within })
        }
        InlineKind::Emphasis(inside) => {
            !within.emphasis && !inside.is_empty() && is_tidy(inside, Within { emphasis: true, ..within })
        }
        InlineKind::Link { text, .. } => !within.link && is_tidy(text, Within { link: true, ..within }),
        InlineKind::Insertion(inside) => inside.iter().any(|inline| !blank(inline)) && is_tidy(inside, within),
    };
    inlines.iter().all(fits) && !inlines.windows(2).any(one)
}

fn tidied(inlines: Vec<Inline>, breaks: Breaks) -> Vec<Inline> {
    let mut line = Vec::with_capacity(inlines.len());
    collect(inlines, breaks, Within::default(), &mut line);
    let is_break = |inline: Option<&Inline>| inline.is_some_and(|i| i.kind == InlineKind::Break);
    while is_break(line.last()) {
        line.pop();
    }
    let first = line.iter().position(|i| i.kind != InlineKind::Break).unwrap_or(line.len());
    line.drain(..first);
    line
}

fn collect(inlines: Vec<Inline>, breaks: Breaks, within: Within, line: &mut Vec<Inline>) {
    for Inline { range, kind } in inlines {
        match kind {
            InlineKind::Text(text) => push(line, Inline { range, kind: InlineKind::Text(text) }),
            InlineKind::Break if breaks == Breaks::Space => {
                push(line, Inline { range, kind: InlineKind::Text(" ".to_owned()) });
            }
            InlineKind::Break => line.push(Inline { range, kind }),
            InlineKind::Strong(inside) if within.strong => collect(inside, breaks, within, line),
            InlineKind::Strong(inside) => {
                let inside = nested(inside, breaks, Within { strong: true, ..within });
                hoist(range, inside, InlineKind::Strong, line);
            }
            InlineKind::Emphasis(inside) if within.emphasis => collect(inside, breaks, within, line),
            InlineKind::Emphasis(inside) => {
                let inside = nested(inside, breaks, Within { emphasis: true, ..within });
                hoist(range, inside, InlineKind::Emphasis, line);
            }
            InlineKind::Link { text, .. } if within.link => collect(text, breaks, within, line),
            InlineKind::Link { target, title, text } => {
                let text = nested(text, breaks, Within { link: true, ..within });
                line.push(Inline { range, kind: InlineKind::Link { target, title, text } });
            }
            InlineKind::Insertion(inside) => insertion(range, nested(inside, breaks, within), line),
        }
    }
}

fn nested(inlines: Vec<Inline>, breaks: Breaks, within: Within) -> Vec<Inline> {
    let mut line = Vec::with_capacity(inlines.len());
    collect(inlines, breaks, within, &mut line);
    line
}

/// Brackets around nothing are brackets.
fn insertion(range: std::ops::Range<usize>, inside: Vec<Inline>, line: &mut Vec<Inline>) {
    if inside.iter().any(|inline| !blank(inline)) {
        line.push(Inline { range, kind: InlineKind::Insertion(inside) });
        return;
    }
    let bracket = |range, text: &str| Inline { range, kind: InlineKind::Text(text.to_owned()) };
    push(line, bracket(range.start..range.end.min(range.start + 1), "["));
    for inline in inside {
        push(line, inline);
    }
    push(line, bracket(range.start.max(range.end.saturating_sub(1))..range.end, "]"));
}

fn blank(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Text(text) => text.trim().is_empty(),
        InlineKind::Break => true,
        InlineKind::Strong(_) | InlineKind::Emphasis(_) | InlineKind::Link { .. } | InlineKind::Insertion(_) => false,
    }
}

/// Pushes a strong or emphasis without the breaks at its ends: no mark can open or close beside one.
fn hoist(
    range: std::ops::Range<usize>,
    mut inside: Vec<Inline>,
    mark: fn(Vec<Inline>) -> InlineKind,
    line: &mut Vec<Inline>,
) {
    let last = inside.iter().rposition(|inline| inline.kind != InlineKind::Break).map_or(0, |at| at + 1);
    let after = inside.split_off(last);
    let first = inside.iter().position(|inline| inline.kind != InlineKind::Break).unwrap_or(inside.len());
    let words = inside.split_off(first);
    line.append(&mut inside);
    if !words.is_empty() {
        push(line, Inline { range, kind: mark(words) });
    }
    line.extend(after);
}

/// Pushes an inline, joined with its neighbour where the two are one.
fn push(line: &mut Vec<Inline>, inline: Inline) {
    let Inline { range, kind } = inline;
    if matches!(&kind, InlineKind::Text(text) if text.is_empty()) {
        return;
    }
    let Some(last) = line.last_mut() else {
        line.push(Inline { range, kind });
        return;
    };
    match (&mut last.kind, kind) {
        (InlineKind::Text(before), InlineKind::Text(text)) => {
            before.push_str(&text);
            last.range.end = last.range.end.max(range.end);
        }
        (InlineKind::Strong(before), InlineKind::Strong(inside))
        | (InlineKind::Emphasis(before), InlineKind::Emphasis(inside)) => {
            for inline in inside {
                push(before, inline);
            }
            last.range.end = last.range.end.max(range.end);
        }
        (_, kind) => line.push(Inline { range, kind }),
    }
}

/// Tidies blocks that did not come from the parser.
pub(super) fn blocks(blocks: Vec<Block>) -> Vec<Block> {
    let mut tidied = blocks.into_iter().map(block).collect();
    drop_empty(&mut tidied);
    tidied
}

fn block(block: Block) -> Block {
    let kind = match block.kind {
        BlockKind::Paragraph(text) => BlockKind::Paragraph(line(text, Breaks::Keep)),
        BlockKind::Subhead { level, text } => {
            BlockKind::Subhead { level: level.clamp(1, 6), text: line(text, Breaks::Space) }
        }
        BlockKind::Quote(inside) => BlockKind::Quote(blocks(inside)),
        BlockKind::List { start, items } => BlockKind::List {
            start: start.map(|number| number.min(MAX_NUMBER)),
            items: items.into_iter().map(|one| Item { blocks: blocks(one.blocks), ..one }).collect(),
        },
        BlockKind::Table { columns, head, rows } => BlockKind::Table {
            head: cells(head, columns.len()),
            rows: rows.into_iter().map(|row| cells(row, columns.len())).collect(),
            columns,
        },
        BlockKind::Rule => BlockKind::Rule,
        BlockKind::Pre { info, text } => BlockKind::Pre { info: info.trim().to_owned(), text: lines(&text) },
        BlockKind::Figure { source, title, caption } => {
            BlockKind::Figure { source, title, caption: line(caption, Breaks::Space) }
        }
    };
    Block { range: block.range, kind }
}

fn cells(row: Vec<Vec<Inline>>, columns: usize) -> Vec<Vec<Inline>> {
    let mut row: Vec<_> = row.into_iter().take(columns).map(|cell| line(cell, Breaks::Space)).collect();
    row.resize(columns, Vec::new());
    row
}

/// Lines ended by `\n`, whatever ended them before.
fn lines(text: &str) -> String {
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// Drops blocks that hold nothing to print.
pub(super) fn drop_empty(blocks: &mut Vec<Block>) {
    blocks.retain(|block| match &block.kind {
        BlockKind::Paragraph(text) | BlockKind::Subhead { text, .. } => !text.is_empty(),
        BlockKind::Quote(inside) => !inside.is_empty(),
        BlockKind::List { items, .. } => !items.is_empty(),
        BlockKind::Table { columns, .. } => !columns.is_empty(),
        BlockKind::Rule | BlockKind::Pre { .. } | BlockKind::Figure { .. } => true,
    });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(crate::arbitrary::often())]

        #[test]
        fn what_is_tidy_stays_as_it_is(body in crate::arbitrary::bodies(), markdown in crate::arbitrary::markdowns()) {
            for block in body.blocks.into_iter().chain(crate::Body::parse(&markdown).blocks) {
                let (BlockKind::Paragraph(text) | BlockKind::Subhead { text, .. } | BlockKind::Figure { caption: text, .. }) =
                    block.kind
                else {
                    continue;
                };
                for breaks in [Breaks::Keep, Breaks::Space] {
                    let long = tidied(text.clone(), breaks);
                    prop_assert_eq!(line(text.clone(), breaks), long.clone(), "the short way of {:?}", text);
                    let broken = format!("{long:?}").contains("kind: Break");
                    prop_assert!(broken || is_tidy(&long, Within::default()), "{:?} takes the short way next time", long);
                }
            }
        }
    }
}
