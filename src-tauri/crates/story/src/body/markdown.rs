//! Blocks to Markdown that parses to the same blocks.
//!
//! Marks are escaped only where they would be read as marks, so that real copy stays readable. What Markdown has no
//! escape for (spaces at the ends of a line, letters that would keep a mark from opening) is written as an entity.

mod escape;
mod inlines;

use self::inlines::{Place, inlines};
use super::tidy::{self, MAX_NUMBER};
use super::{Align, Block, BlockKind, Inline, Item};

pub(super) fn write(blocks: Vec<Block>) -> String {
    let mut text = series(&tidy::blocks(blocks), None, Gap::Wide).join("\n");
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// Whether blocks are parted by an empty line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    Wide,
    /// Inside an item where nothing can run into each other.
    Tight,
}

/// The lines of several blocks. `outer` is the bullet of a list whose item starts with them.
fn series(blocks: &[Block], outer: Option<char>, gap: Gap) -> Vec<String> {
    let mut lines = Vec::new();
    let mut last: Option<(bool, char)> = None;
    for (at, block) in blocks.iter().enumerate() {
        if at > 0 && gap == Gap::Wide {
            lines.push(String::new());
        }
        if let BlockKind::List { start, items } = &block.kind {
            let taken = [
                last.filter(|(ordered, _)| *ordered == start.is_some()).map(|(_, mark)| mark),
                outer.filter(|_| at == 0),
            ];
            let marks: &[char] = if start.is_some() { &['.', ')'] } else { &['-', '*', '+'] };
            let mark = marks.iter().copied().find(|mark| !taken.contains(&Some(*mark))).unwrap_or('-');
            lines.extend(list(*start, items, mark));
            last = Some((start.is_some(), mark));
        } else {
            lines.extend(block_lines(&block.kind));
            last = None;
        }
    }
    lines
}

fn block_lines(kind: &BlockKind) -> Vec<String> {
    match kind {
        BlockKind::Paragraph(text) => split(inlines(text, Place::Paragraph)),
        BlockKind::Subhead { level, text } => {
            let marks = "#".repeat(usize::from(*level));
            vec![format!("{marks} {}", inlines(text, Place::Subhead))]
        }
        BlockKind::Quote(inside) => series(inside, None, Gap::Wide)
            .into_iter()
            .map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") })
            .collect(),
        BlockKind::List { start, items } => list(*start, items, if start.is_some() { '.' } else { '-' }),
        BlockKind::Table { columns, head, rows } => table(columns, head, rows),
        // Neither `---` under a line nor `* * *` in an item can be mistaken for it.
        BlockKind::Rule => vec!["___".to_owned()],
        BlockKind::Pre { info, text } => pre(info, text),
        BlockKind::Figure { source, title, caption } => {
            let words = inlines(caption, Place::Caption);
            vec![format!("![{words}]({})", escape::target(source, title))]
        }
    }
}

fn split(text: String) -> Vec<String> {
    if text.contains('\n') { text.split('\n').map(str::to_owned).collect() } else { vec![text] }
}

fn list(start: Option<u32>, items: &[Item], mark: char) -> Vec<String> {
    let gap = if items.iter().all(|item| tight(&item.blocks)) { Gap::Tight } else { Gap::Wide };
    let mut lines = Vec::new();
    for (at, item) in items.iter().enumerate() {
        if at > 0 && gap == Gap::Wide {
            lines.push(String::new());
        }
        let marker = match start {
            Some(first) => {
                let number = first.saturating_add(u32::try_from(at).unwrap_or(u32::MAX)).min(MAX_NUMBER);
                format!("{number}{mark}")
            }
            None => mark.to_string(),
        };
        let indent = " ".repeat(marker.len() + 1);
        let inside = series(&item.blocks, start.is_none().then_some(mark), gap);
        if inside.is_empty() {
            lines.push(marker);
            continue;
        }
        for (row, line) in inside.into_iter().enumerate() {
            lines.push(match (row, line.is_empty()) {
                (0, _) => format!("{marker} {line}"),
                (_, true) => line,
                (_, false) => format!("{indent}{line}"),
            });
        }
    }
    lines
}

/// A paragraph, and perhaps a list that may interrupt one: bullets or a list from 1 (`CommonMark` 5.3).
fn tight(blocks: &[Block]) -> bool {
    let plain = |block: &Block| matches!(block.kind, BlockKind::Paragraph(_));
    match blocks {
        [] => true,
        [only] => plain(only),
        [first, Block { kind: BlockKind::List { start: None | Some(1), items }, .. }] => {
            plain(first)
                && items.first().is_some_and(|item| !item.blocks.is_empty())
                && items.iter().all(|item| tight(&item.blocks))
        }
        _ => false,
    }
}

fn table(columns: &[Align], head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> Vec<String> {
    let row = |cells: &[Vec<Inline>]| {
        let cells: Vec<_> =
            cells.iter().map(|cell| format!(" {} |", escape::cell(&inlines(cell, Place::Cell)))).collect();
        format!("|{}", cells.concat())
    };
    let under: Vec<_> = columns
        .iter()
        .map(|align| match align {
            Align::Unset => "---|",
            Align::Left => ":---|",
            Align::Center => ":---:|",
            Align::Right => "---:|",
        })
        .collect();
    let mut lines = vec![row(head), format!("|{}", under.concat())];
    lines.extend(rows.iter().map(|cells| row(cells)));
    lines
}

fn pre(info: &str, text: &str) -> Vec<String> {
    let fence = if info.contains('`') { '~' } else { '`' };
    let longest = text.split(|letter| letter != fence).map(str::len).max().unwrap_or(0);
    let marks = fence.to_string().repeat(longest.max(2) + 1);
    let mut lines = vec![format!("{marks}{}", escape::info(info))];
    lines.extend(text.split_terminator('\n').map(str::to_owned));
    lines.push(marks);
    lines
}
