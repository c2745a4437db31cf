//! Which block of one body is which of the other: equal ones first, unique ones as anchors; then paragraphs that were
//! split or joined; then the likest of the rest, near ones before far ones.
//!
//! The two bodies are called first and second, not old and new: the answer is the same whichever is which. A word that
//! stands in many blocks says little, so it weighs little; one that stands in very many looks for no partner at all,
//! which keeps two bodies that have nothing in common from costing the product of their lengths.

mod like;
mod split;

use std::collections::HashMap;

use super::block::Segment;
use super::token::Tokens;
use super::{BlockSort, order};

use like::{Like, Words};
use split::cut;

/// One body, cut.
pub(super) struct Cut<'a, 't> {
    /// Its tokens.
    pub tokens: &'a Tokens<'t>,
    /// Its blocks.
    pub segments: Vec<Segment>,
}

impl Cut<'_, '_> {
    fn ids(&self, at: usize) -> &[u32] {
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

/// Who has a partner.
struct Found {
    first: Vec<Option<usize>>,
    second: Vec<Option<usize>>,
}

impl Found {
    fn new(first: usize, second: usize) -> Self {
        Self { first: vec![None; first], second: vec![None; second] }
    }

    fn free(&self, first: usize, second: usize) -> bool {
        self.first.get(first) == Some(&None) && self.second.get(second) == Some(&None)
    }

    fn put(&mut self, first: usize, second: usize) {
        (self.first[first], self.second[second]) = (Some(second), Some(first));
    }

    fn pairs(&self) -> impl DoubleEndedIterator<Item = (usize, usize)> {
        self.first.iter().enumerate().filter_map(|(first, second)| second.map(|second| (first, second)))
    }
}

/// Where blocks of one text stand in the first body and in the second.
type Places<'a> = HashMap<(BlockSort, &'a [u32]), (Vec<usize>, Vec<usize>)>;

/// Pairs the blocks with the same text: those that are the only ones, their equal neighbours, then the rest in order.
fn equal(first: &Cut<'_, '_>, second: &Cut<'_, '_>, found: &mut Found) {
    let mut places = Places::new();
    for at in 0..first.segments.len() {
        places.entry((first.segments[at].sort, first.ids(at))).or_default().0.push(at);
    }
    for at in 0..second.segments.len() {
        places.entry((second.segments[at].sort, second.ids(at))).or_default().1.push(at);
    }
    let same = |one: usize, two: usize| {
        first.segments[one].sort == second.segments[two].sort && first.ids(one) == second.ids(two)
    };
    for at in 0..first.segments.len() {
        if let Some((one, two)) = places.get(&(first.segments[at].sort, first.ids(at)))
            && let ([one], [two]) = (one.as_slice(), two.as_slice())
        {
            found.put(*one, *two);
        }
    }
    let anchors: Vec<(usize, usize)> = found.pairs().collect();
    for (one, two) in &anchors {
        let (mut one, mut two) = (one + 1, two + 1);
        while found.free(one, two) && same(one, two) {
            found.put(one, two);
            (one, two) = (one + 1, two + 1);
        }
    }
    for (one, two) in anchors.iter().rev() {
        let (mut one, mut two) = (*one, *two);
        while one > 0 && two > 0 && found.free(one - 1, two - 1) && same(one - 1, two - 1) {
            (one, two) = (one - 1, two - 1);
            found.put(one, two);
        }
    }
    for list in places.values_mut() {
        list.1.retain(|two| found.second[*two].is_none());
        list.1.reverse();
    }
    for at in 0..first.segments.len() {
        if found.first[at].is_none()
            && let Some(list) = places.get_mut(&(first.segments[at].sort, first.ids(at)))
            && let Some(two) = list.1.pop()
        {
            found.put(at, two);
        }
    }
}

/// Least share (per mille) of the weight of both that two blocks have in common: where they stand near each other, and
/// anywhere.
const NEAR: u64 = 300;
const FAR: u64 = 500;

/// Least weight that blocks far from each other must have in common, or that of a paragraph that may have been split:
/// about three words of their own.
const SUBSTANCE: u64 = 24;

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
