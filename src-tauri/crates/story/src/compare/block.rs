//! A body cut into the blocks that are matched: those of [`Body::parse`], and whatever words stand between them (a
//! link's definition), so that no word of the body is outside of all.

use std::ops::Range;

use super::token::{Sort, Tokens};
use super::{BlockPlace, BlockSort};
use crate::{BlockKind, Body};

/// One block, or a part of one that was split or joined.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    /// Its tokens, no white space at the ends.
    pub run: Range<usize>,
    /// What it is.
    pub sort: BlockSort,
    /// Its number as a desk counts.
    pub paragraph: u32,
    /// Whether it is all of its block.
    pub extent: Extent,
}

/// How much of a block a segment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// All.
    Whole,
    /// A part.
    Part,
}

impl Segment {
    /// Where it stands.
    pub fn place(&self, tokens: &Tokens<'_>) -> BlockPlace {
        BlockPlace { paragraph: self.paragraph, span: tokens.span(&self.run) }
    }
}

/// The segments of a body, in order.
pub(super) fn segments(body: &str, tokens: &Tokens<'_>) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let (mut at, mut paragraph) = (0, 0);
    for block in Body::parse(body).blocks {
        let run = tokens.touching(&block.range);
        let run = run.start.max(at)..run.end.max(at);
        between(&mut segments, tokens, (at..run.start, paragraph));
        at = run.end;
        let sort = sort(&block.kind);
        paragraph += u32::from(counts(sort));
        if !run.is_empty() {
            segments.push(Segment { run, sort, paragraph, extent: Extent::Whole });
        }
    }
    between(&mut segments, tokens, (at..tokens.len(), paragraph));
    segments
}

/// Words that belong to no block are lines of their own that do not count.
fn between(segments: &mut Vec<Segment>, tokens: &Tokens<'_>, (gap, paragraph): (Range<usize>, u32)) {
    let run = tokens.trimmed(&gap);
    if run.clone().any(|at| tokens.token(at).sort != Sort::Space) {
        segments.push(Segment { run, sort: BlockSort::Pre, paragraph, extent: Extent::Whole });
    }
}

fn sort(kind: &BlockKind) -> BlockSort {
    match kind {
        BlockKind::Paragraph(_) => BlockSort::Paragraph,
        BlockKind::Subhead { .. } => BlockSort::Subhead,
        BlockKind::Quote(_) => BlockSort::Quote,
        BlockKind::List { .. } => BlockSort::List,
        BlockKind::Table { .. } => BlockSort::Table,
        BlockKind::Rule => BlockSort::Rule,
        BlockKind::Pre { .. } => BlockSort::Pre,
        BlockKind::Figure { .. } => BlockSort::Figure,
    }
}

fn counts(sort: BlockSort) -> bool {
    match sort {
        BlockSort::Paragraph | BlockSort::Quote | BlockSort::List | BlockSort::Table | BlockSort::Pre => true,
        BlockSort::Subhead | BlockSort::Rule | BlockSort::Figure => false,
    }
}
