//! Blocks with the same text are each other's: the only ones of their kind are anchors, from which equality spreads to
//! their neighbours; of blocks that stand several times the first goes with the first. And who has a partner by now.

use std::collections::HashMap;

use super::BlockSort;
use super::pair::Cut;

/// Who has a partner.
pub(super) struct Found {
    pub first: Vec<Option<usize>>,
    pub second: Vec<Option<usize>>,
}

impl Found {
    pub(super) fn new(first: usize, second: usize) -> Self {
        Self { first: vec![None; first], second: vec![None; second] }
    }

    pub(super) fn free(&self, first: usize, second: usize) -> bool {
        self.first.get(first) == Some(&None) && self.second.get(second) == Some(&None)
    }

    pub(super) fn put(&mut self, first: usize, second: usize) {
        (self.first[first], self.second[second]) = (Some(second), Some(first));
    }

    pub(super) fn pairs(&self) -> impl DoubleEndedIterator<Item = (usize, usize)> {
        self.first.iter().enumerate().filter_map(|(first, second)| second.map(|second| (first, second)))
    }
}

/// Where blocks of one text stand in the first body and in the second.
type Places<'a> = HashMap<(BlockSort, &'a [u32]), (Vec<usize>, Vec<usize>)>;

/// Pairs the blocks with the same text: those that are the only ones, their equal neighbours, then the rest in order.
pub(super) fn equal(first: &Cut<'_, '_>, second: &Cut<'_, '_>, found: &mut Found) {
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
