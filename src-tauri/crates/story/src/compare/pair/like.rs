//! How like two blocks are: by the words that they share, the rarer the more.

use std::collections::HashMap;

use super::{Cut, FAR, Found};
use crate::compare::token::Sort;

/// Words that stand in more blocks than this look for no partner.
const COMMON: usize = 64;

/// How many partners of a block are looked at closely.
const CLOSELY: usize = 8;

/// The words of a block that has no partner: number, how often; sorted.
pub(super) type Bag = Vec<(u32, u32)>;

/// The words of the blocks that have no partner yet.
pub(super) struct Words {
    pub first: Vec<Bag>,
    pub second: Vec<Bag>,
    /// Blocks of the second that hold the word.
    holders: HashMap<u32, Vec<usize>>,
    /// Weight of the word.
    weights: HashMap<u32, u64>,
}

/// How like two blocks are.
pub(super) struct Like {
    pub first: usize,
    pub second: usize,
    /// Weight that both have.
    pub shared: u64,
    /// Weight of each.
    pub weights: (u64, u64),
}

impl Like {
    /// Share of the weight of both that they have in common, per mille (Dice).
    pub fn dice(&self) -> u64 {
        dice(self.shared, self.weights)
    }
}

pub(super) fn dice(shared: u64, (one, two): (u64, u64)) -> u64 {
    (2000 * shared).checked_div(one + two).unwrap_or(0)
}

impl Words {
    pub fn new(first: &Cut<'_, '_>, second: &Cut<'_, '_>, found: &Found) -> Self {
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

    pub fn weigh(&self, bag: &Bag) -> u64 {
        bag.iter().map(|(word, times)| self.weights.get(word).copied().unwrap_or(1) * u64::from(*times)).sum()
    }

    pub fn shared(&self, one: &Bag, two: &Bag) -> u64 {
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
    pub fn likenesses(&self, first: &Cut<'_, '_>, second: &Cut<'_, '_>, found: &Found) -> Vec<Like> {
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

pub(super) fn bag(cut: &Cut<'_, '_>, segments: &[usize]) -> Bag {
    let tokens = segments.iter().flat_map(|at| cut.segments[*at].run.clone());
    let words = tokens.filter(|at| cut.tokens.token(*at).sort == Sort::Word);
    let mut ids: Vec<u32> = words.map(|at| cut.tokens.ids[at]).collect();
    ids.sort_unstable();
    ids.chunk_by(u32::eq).map(|run| (run[0], u32::try_from(run.len()).unwrap_or(u32::MAX))).collect()
}
