//! Paragraphs that are two or more of the other body: which parts they have, and where they must be cut.

use std::ops::Range;

use super::like::{Bag, Like, Words, bag, dice};
use super::{Cut, Found, Pairs, SUBSTANCE};
use crate::compare::BlockSort;
use crate::compare::block::{Extent, Segment};
use crate::compare::hunk::{Hunk, View, hunks};
use crate::compare::token::Sort;

/// A split's parts together are at least so like the whole (per mille), each lies in it by so much, and together they
/// are better than the best alone by so much.
const SPLIT: u64 = 600;
const BETTER: u64 = 80;

impl Words {
    /// Paragraphs of one that are two or more of the other: the parts and their partners, for both directions.
    pub fn splits(&self, (first, second): (&Cut<'_, '_>, &Cut<'_, '_>), like: &[Like], found: &mut Found) -> Splits {
        let mut splits = Splits::default();
        let by_second = |like: &Like| (like.second, like.first);
        let mut turned: Vec<&Like> = like.iter().collect();
        turned.sort_unstable_by_key(|like| by_second(like));
        for one in 0..first.segments.len() {
            let from = like.partition_point(|like| like.first < one);
            let own: Vec<&Like> = like[from..].iter().take_while(|like| like.first == one).collect();
            let parts = own.iter().filter(|like| found.free(one, like.second));
            let parts = parts.map(|like| Part { at: like.second, shared: like.shared, weight: like.weights.1 });
            let whole = Whole { body: first, at: one, bag: &self.first[one] };
            if let Some(parts) = self.parts(&whole, (second, &self.second), parts.collect()) {
                for part in &parts {
                    found.put(one, part.1);
                }
                splits.first.push((one, parts));
            }
        }
        for two in 0..second.segments.len() {
            let from = turned.partition_point(|like| like.second < two);
            let own: Vec<&&Like> = turned[from..].iter().take_while(|like| like.second == two).collect();
            let parts = own.iter().filter(|like| found.free(like.first, two));
            let parts = parts.map(|like| Part { at: like.first, shared: like.shared, weight: like.weights.0 });
            let whole = Whole { body: second, at: two, bag: &self.second[two] };
            if let Some(parts) = self.parts(&whole, (first, &self.first), parts.collect()) {
                for part in &parts {
                    found.put(part.1, two);
                }
                splits.second.push((two, parts));
            }
        }
        splits
    }

    /// The parts of a paragraph, if a run of paragraphs of the other body is more like it than any alone.
    fn parts(
        &self,
        whole: &Whole<'_, '_, '_>,
        (other, bags): (&Cut<'_, '_>, &[Bag]),
        mut parts: Vec<Part>,
    ) -> Option<Vec<(Range<usize>, usize)>> {
        let weight = self.weigh(whole.bag);
        if weight < SUBSTANCE || whole.body.segments[whole.at].sort != BlockSort::Paragraph {
            return None;
        }
        let best = parts.iter().map(|part| dice(part.shared, (weight, part.weight))).max()?;
        parts.retain(|part| {
            part.shared * 1000 >= SPLIT * part.weight && other.segments[part.at].sort == BlockSort::Paragraph
        });
        parts.sort_unstable_by_key(|part| part.at);
        let runs = parts.chunk_by(|one, two| two.at - one.at <= 2).filter(|run| run.len() > 1);
        let judged = runs.map(|run| {
            let places: Vec<usize> = run.iter().map(|part| part.at).collect();
            let together = bag(other, &places);
            let weights = (weight, run.iter().map(|part| self.weigh(&bags[part.at])).sum());
            (dice(self.shared(whole.bag, &together), weights), places)
        });
        let (likeness, places) = judged.max_by_key(|(likeness, _)| *likeness)?;
        if likeness < SPLIT || likeness < best + BETTER {
            return None;
        }
        let ranges = cuts(whole.body, whole.at, (other, &places));
        let word = |at: usize| whole.body.tokens.token(at).sort == Sort::Word;
        ranges.iter().all(|run| run.clone().any(word)).then(|| ranges.into_iter().zip(places).collect())
    }
}

/// A paragraph that may be several of the other body.
struct Whole<'w, 'a, 't> {
    body: &'w Cut<'a, 't>,
    at: usize,
    bag: &'w Bag,
}

/// A part that a paragraph may have been split into.
struct Part {
    at: usize,
    shared: u64,
    weight: u64,
}

/// A block to be cut: which, and its runs of tokens with their partners.
type Split = (usize, Vec<(Range<usize>, usize)>);

/// Blocks to be cut, in each body.
#[derive(Default)]
pub(super) struct Splits {
    first: Vec<Split>,
    second: Vec<Split>,
}

/// Where the paragraph `whole` must be cut so that each part is one of `places`.
fn cuts(body: &Cut<'_, '_>, whole: usize, (other, places): (&Cut<'_, '_>, &[usize])) -> Vec<Range<usize>> {
    let run = body.segments[whole].run.clone();
    let mut rest = run.clone();
    let mut ranges = Vec::with_capacity(places.len());
    for (index, place) in places.iter().enumerate() {
        if index + 1 == places.len() {
            ranges.push(body.tokens.trimmed(&rest));
            break;
        }
        let view = View { tokens: body.tokens, run: rest.clone() };
        let last = other.segments[places[places.len() - 1]].run.end;
        let there = View { tokens: other.tokens, run: other.segments[*place].run.start..last };
        let border = other.segments[*place].run.end;
        let cut = counterpart(&hunks(&view, &there), (&view.run, &there.run), border);
        ranges.push(body.tokens.trimmed(&(rest.start..cut)));
        rest.start = cut;
    }
    ranges
}

/// The token of the first run that stands where `border` stands in the second.
fn counterpart(hunks: &[Hunk], (one, two): (&Range<usize>, &Range<usize>), border: usize) -> usize {
    let (mut from, mut to) = (one.start, two.start);
    for hunk in hunks {
        if border <= hunk.new.start {
            break;
        }
        if border < hunk.new.end {
            return hunk.old.end;
        }
        (from, to) = (hunk.old.end, hunk.new.end);
    }
    (from + (border - to)).min(one.end)
}

/// Cuts the blocks that were split, and says who is whose by the places after that.
pub(super) fn cut(first: &mut Cut<'_, '_>, second: &mut Cut<'_, '_>, (splits, found): (Splits, Found)) -> Pairs {
    let whole = |at: &usize, splits: &[Split]| splits.binary_search_by_key(at, |split| split.0).is_err();
    let plain = found.pairs().filter(|(one, two)| whole(one, &splits.first) && whole(two, &splits.second));
    let mut pairs: Vec<((usize, usize), (usize, usize))> = plain.map(|(one, two)| ((one, 0), (two, 0))).collect();
    for (one, parts) in &splits.first {
        pairs.extend(parts.iter().enumerate().map(|(part, (_, two))| ((*one, part), (*two, 0))));
    }
    for (two, parts) in &splits.second {
        pairs.extend(parts.iter().enumerate().map(|(part, (_, one))| ((*one, 0), (*two, part))));
    }
    let (one, two) = (parted(&mut first.segments, &splits.first), parted(&mut second.segments, &splits.second));
    let mut pairs: Pairs = pairs.into_iter().map(|(a, b)| (one[a.0] + a.1, two[b.0] + b.1)).collect();
    pairs.sort_unstable();
    pairs
}

/// Puts the parts into the place of their block; where each block begins after that.
fn parted(segments: &mut Vec<Segment>, splits: &[Split]) -> Vec<usize> {
    let mut splits = splits.iter().peekable();
    let (mut all, mut begins) = (Vec::with_capacity(segments.len()), Vec::with_capacity(segments.len()));
    for (at, segment) in segments.drain(..).enumerate() {
        begins.push(all.len());
        if let Some((_, parts)) = splits.next_if(|split| split.0 == at) {
            let part = |(run, _): &(Range<usize>, usize)| Segment {
                run: run.clone(),
                extent: Extent::Part,
                ..segment.clone()
            };
            all.extend(parts.iter().map(part));
        } else {
            all.push(segment);
        }
    }
    *segments = all;
    begins
}
