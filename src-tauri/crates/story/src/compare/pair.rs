//! Which block of one body is which of the other: equal ones first, unique ones as anchors; then paragraphs that were
//! split or joined; then the likest of the rest, near ones before far ones.
//!
//! The two bodies are called first and second, not old and new: the answer is the same whichever is which. A word that
//! stands in many blocks says little, so it weighs little; one that stands in very many looks for no partner at all,
//! which keeps two bodies that have nothing in common from costing the product of their lengths.

use std::collections::HashMap;
use std::ops::Range;

use super::block::{Extent, Segment};
use super::equal::{Found, equal};
use super::hunk::{View, hunks};
use super::token::{Sort, Tokens};
use super::{BlockSort, order};

/// One body, cut.
pub(super) struct Cut<'a, 't> {
    /// Its tokens.
    pub tokens: &'a Tokens<'t>,
    /// Its blocks.
    pub segments: Vec<Segment>,
}

impl Cut<'_, '_> {
    pub(super) fn ids(&self, at: usize) -> &[u32] {
        &self.tokens.ids[self.segments[at].run.clone()]
    }
}

/// Blocks of the first and the second that are each other's, by their place in `segments`.
pub(super) type Pairs = Vec<(usize, usize)>;

/// Pairs the blocks. Those that were split or joined are cut into parts on the way.
pub(super) fn pair(first: &mut Cut<'_, '_>, second: &mut Cut<'_, '_>) -> Pairs {
    let mut found = Found::new(first.segments.len(), second.segments.len());
    equal(first, second, &mut found);
    let words = Words::new(first, second, &found);
    let like = words.likenesses(first, second, &found);
    let splits = words.splits((first, second), &like, &mut found);
    likest(first, second, (&like, &mut found));
    cut(first, second, (splits, found))
}

/// Words that stand in more blocks than this look for no partner.
const COMMON: usize = 64;

/// How many partners of a block are looked at closely.
const CLOSELY: usize = 8;

/// Least share (per mille) of the weight of both that two blocks have in common: where they stand near each other, and
/// anywhere.
const NEAR: u64 = 300;
const FAR: u64 = 500;

/// A split's parts together are at least so like the whole (per mille), each lies in it by so much, and together they
/// are better than the best alone by so much.
const SPLIT: u64 = 600;
const BETTER: u64 = 80;

/// Least weight that blocks far from each other must have in common, or that of a paragraph that may have been split:
/// about three words of their own.
const SUBSTANCE: u64 = 24;

/// The words of a block that has no partner: number, how often; sorted.
type Bag = Vec<(u32, u32)>;

/// The words of the blocks that have no partner yet.
struct Words {
    first: Vec<Bag>,
    second: Vec<Bag>,
    /// Blocks of the second that hold the word.
    holders: HashMap<u32, Vec<usize>>,
    /// Weight of the word.
    weights: HashMap<u32, u64>,
}

/// How like two blocks are.
struct Like {
    first: usize,
    second: usize,
    /// Weight that both have.
    shared: u64,
    /// Weight of each.
    weights: (u64, u64),
}

impl Like {
    /// Share of the weight of both that they have in common, per mille (Dice).
    fn dice(&self) -> u64 {
        dice(self.shared, self.weights)
    }
}

fn dice(shared: u64, (one, two): (u64, u64)) -> u64 {
    (2000 * shared).checked_div(one + two).unwrap_or(0)
}

impl Words {
    fn new(first: &Cut<'_, '_>, second: &Cut<'_, '_>, found: &Found) -> Self {
        let bags = |cut: &Cut<'_, '_>, found: &[Option<usize>]| -> Vec<Bag> {
            let open = |at: usize| if found[at].is_none() { bag(cut, &[at]) } else { Vec::new() };
            (0..cut.segments.len()).map(open).collect()
        };
        let (first, second) = (bags(first, &found.first), bags(second, &found.second));
        let mut holders: HashMap<u32, Vec<usize>> = HashMap::new();
        let mut blocks: HashMap<u32, u32> = HashMap::new();
        for (at, bag) in second.iter().enumerate() {
            for (word, _) in bag {
                let holders = holders.entry(*word).or_default();
                // One more than looks for partners, so that it is known to be common.
                if holders.len() <= COMMON {
                    holders.push(at);
                }
            }
        }
        for (word, _) in first.iter().chain(&second).flatten() {
            *blocks.entry(*word).or_default() += 1;
        }
        let weights = blocks.into_iter().map(|(word, blocks)| (word, weight(blocks))).collect();
        Self { first, second, holders, weights }
    }

    fn weigh(&self, bag: &Bag) -> u64 {
        bag.iter().map(|(word, times)| self.weights.get(word).copied().unwrap_or(1) * u64::from(*times)).sum()
    }

    fn shared(&self, one: &Bag, two: &Bag) -> u64 {
        let (mut sum, mut at) = (0, 0);
        for (word, times) in one {
            while two.get(at).is_some_and(|(other, _)| other < word) {
                at += 1;
            }
            if let Some((other, often)) = two.get(at)
                && other == word
            {
                sum += self.weights.get(word).copied().unwrap_or(1) * u64::from(*times.min(often));
            }
        }
        sum
    }

    /// The likest partners of each block of the first.
    fn likenesses(&self, first: &Cut<'_, '_>, second: &Cut<'_, '_>, found: &Found) -> Vec<Like> {
        let mut all = Vec::new();
        for (one, bag) in self.first.iter().enumerate().filter(|(_, bag)| !bag.is_empty()) {
            let mut promise: HashMap<usize, u64> = HashMap::new();
            for (word, _) in bag {
                for two in self.holders.get(word).filter(|list| list.len() <= COMMON).into_iter().flatten() {
                    *promise.entry(*two).or_default() += self.weights.get(word).copied().unwrap_or(1);
                }
            }
            let mut promise: Vec<(u64, usize)> = promise.into_iter().map(|(two, weight)| (weight, two)).collect();
            promise.sort_unstable_by_key(|(weight, two)| (std::cmp::Reverse(*weight), two.abs_diff(one), *two));
            promise.truncate(CLOSELY);
            for (_, two) in promise.into_iter().filter(|(_, two)| found.free(one, *two)) {
                let shared = self.shared(bag, &self.second[two]);
                let weights = (self.weigh(bag), self.weigh(&self.second[two]));
                let like = Like { first: one, second: two, shared, weights };
                let foreign = first.segments[one].sort != second.segments[two].sort;
                if !foreign || like.dice() >= FAR {
                    all.push(like);
                }
            }
        }
        all
    }

    /// Paragraphs of one that are two or more of the other: the parts and their partners, for both directions.
    fn splits(&self, (first, second): (&Cut<'_, '_>, &Cut<'_, '_>), like: &[Like], found: &mut Found) -> Splits {
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
struct Splits {
    first: Vec<Split>,
    second: Vec<Split>,
}

/// A word in so many blocks weighs so much.
fn weight(blocks: u32) -> u64 {
    match blocks {
        0..=2 => 8,
        3..=4 => 6,
        5..=8 => 4,
        9..=16 => 2,
        17.. => 1,
    }
}

fn bag(cut: &Cut<'_, '_>, segments: &[usize]) -> Bag {
    let tokens = segments.iter().flat_map(|at| cut.segments[*at].run.clone());
    let words = tokens.filter(|at| cut.tokens.token(*at).sort == Sort::Word);
    let mut ids: Vec<u32> = words.map(|at| cut.tokens.ids[at]).collect();
    ids.sort_unstable();
    ids.chunk_by(u32::eq).map(|run| (run[0], u32::try_from(run.len()).unwrap_or(u32::MAX))).collect()
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
fn counterpart(hunks: &[super::hunk::Hunk], (one, two): (&Range<usize>, &Range<usize>), border: usize) -> usize {
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

/// Pairs what is left, the likest first; among equally like ones those that stand nearest.
fn likest(first: &Cut<'_, '_>, second: &Cut<'_, '_>, (like, found): (&[Like], &mut Found)) {
    let pairs: Vec<(usize, usize)> = found.pairs().filter(|(one, two)| found.second[*two] == Some(*one)).collect();
    let spine = order::longest(&pairs.iter().map(|pair| pair.1).collect::<Vec<_>>());
    let spine: Vec<(usize, usize)> = spine.into_iter().map(|at| pairs[at]).collect();
    let room = |like: &Like| {
        let one = spine.partition_point(|pair| pair.0 < like.first);
        let two = spine.partition_point(|pair| pair.1 < like.second);
        let start = one.checked_sub(1).map_or((0, 0), |at| spine[at]);
        (one == two).then(|| (like.first - start.0).abs_diff(like.second - start.1))
    };
    let judge = |like: &Like| {
        let foreign = u64::from(first.segments[like.first].sort != second.segments[like.second].sort) * 150;
        let dice = like.dice().saturating_sub(foreign);
        match room(like) {
            Some(steps) if dice >= NEAR => Some(dice + 200 - 40 * steps.min(4) as u64),
            None if dice >= FAR && like.shared >= SUBSTANCE => Some(dice),
            Some(_) | None => None,
        }
    };
    let mut ranked: Vec<(u64, &Like)> = like.iter().filter_map(|like| Some((judge(like)?, like))).collect();
    ranked.sort_by_key(|(score, like)| {
        (std::cmp::Reverse(*score), like.first.abs_diff(like.second), like.first, like.second)
    });
    for (_, like) in ranked {
        if found.free(like.first, like.second) {
            found.put(like.first, like.second);
        }
    }
}

/// Cuts the blocks that were split, and says who is whose by the places after that.
fn cut(first: &mut Cut<'_, '_>, second: &mut Cut<'_, '_>, (splits, found): (Splits, Found)) -> Pairs {
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
