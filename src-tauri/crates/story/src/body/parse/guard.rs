//! The one text that comrak takes long for: empty lines below a list that is nested hundreds deep.
//!
//! Every empty line visits every open item, and items nest by indentation, so half a megabyte would take seconds.
//! No copy looks like that; it is read as plain paragraphs, with a note.

use crate::body::{Block, BlockKind, Body, BodyNote, Inline, InlineKind, NoteKind};

/// Visits that take about half a second: copy with lists twelve deep reaches it at 800,000 empty lines.
const MOST_VISITS: usize = 10_000_000;

pub(super) fn hopeless(markdown: &str) -> bool {
    let (mut empty, mut widest) = (0_usize, 0_usize);
    for line in markdown.split('\n').flat_map(|line| line.split('\r')) {
        match line.bytes().position(|byte| !matches!(byte, b' ' | b'\t')) {
            None => empty += 1,
            Some(indent) => {
                let columns = line.bytes().take(indent).map(|byte| if byte == b'\t' { 4 } else { 1 }).sum();
                widest = widest.max(columns);
            }
        }
    }
    // An item is indented by two columns at least.
    empty.saturating_mul(widest / 2) > MOST_VISITS
}

/// Each run of lines as one paragraph of text.
pub(super) fn plain(markdown: &str) -> Body {
    let mut blocks: Vec<Block> = Vec::new();
    let (mut start, mut after_empty) = (0, true);
    for line in markdown.split_inclusive(['\n', '\r']) {
        let words = line.trim();
        let end = start + line.len();
        let open = blocks.last_mut().filter(|_| !after_empty);
        match open.map(|block| (&mut block.range, &mut block.kind)) {
            _ if words.is_empty() => {}
            Some((range, BlockKind::Paragraph(text))) => {
                range.end = end;
                text.push(inline(start..end, format!(" {words}")));
            }
            Some(_) | None => {
                let text = vec![inline(start..end, words.to_owned())];
                blocks.push(Block { range: start..end, kind: BlockKind::Paragraph(text) });
            }
        }
        after_empty = words.is_empty();
        start = end;
    }
    let note = BodyNote { range: 0..markdown.len(), kind: NoteKind::TooDeep };
    Body { blocks: crate::body::tidy::blocks(blocks), notes: vec![note] }
}

fn inline(range: std::ops::Range<usize>, text: String) -> Inline {
    Inline { range, kind: InlineKind::Text(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_no_one_writes_is_hopeless() {
        let list = |depth: usize| (0..depth).map(|level| " ".repeat(2 * level) + "- x\n").collect::<String>();
        assert!(!hopeless(&(list(400) + "\n")), "a deep list is read");
        assert!(!hopeless(&(list(6) + &"\n".repeat(100_000))), "many empty lines are read");
        let both = list(400) + &"\n".repeat(100_000) + "last\nwords";
        assert!(hopeless(&both), "both together are not");
        let body = Body::parse(&both);
        assert_eq!(body.blocks.len(), 2, "a paragraph for each run of lines");
        assert!(body.plain_text().ends_with("- x\nlast words"), "every word is there");
        assert_eq!(body.notes.first().map(|note| note.kind), Some(NoteKind::TooDeep), "and it is noted");
    }
}
