//! Which version stood where: for every change that was folded its number, moment and place in the document's history.
//!
//! Four or five bytes a change. What a version's number means must outlive the change's row: a window that comes back
//! names the version it knows, and time travel later walks the same steps. Each step is written as what differs from
//! the one before: number, milliseconds, and either how far the one peer moved on or the whole frontier.

use std::path::Path;

use jiff::Timestamp;
use loro::{Frontiers, ID};

use crate::{Result, StoreError, StoryId};

/// One version.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Step {
    pub n: u64,
    pub at: Timestamp,
    pub frontier: Frontiers,
}

const WHOLE: u64 = 1;

/// Appends `steps` to `trail`, whose last step is `last`.
pub(crate) fn extend(trail: &mut Vec<u8>, last: Option<&Step>, steps: &[Step]) {
    let mut last = last;
    for step in steps {
        put(trail, step.n - last.map_or(0, |last| last.n.min(step.n)));
        let millis = |step: &Step| step.at.as_millisecond();
        put(trail, zigzag(millis(step).wrapping_sub(last.map_or(0, millis))));
        match (last.and_then(|last| last.frontier.as_single()), step.frontier.as_single()) {
            (Some(before), Some(after)) if before.peer == after.peer => {
                put(trail, zigzag(i64::from(after.counter) - i64::from(before.counter)) << 1);
            }
            _ => {
                let whole = step.frontier.encode();
                put(trail, WHOLE);
                put(trail, whole.len() as u64);
                trail.extend_from_slice(&whole);
            }
        }
        last = Some(step);
    }
}

/// Every step; `None` when the bytes are no trail.
pub(crate) fn read(mut bytes: &[u8]) -> Option<Vec<Step>> {
    let mut steps: Vec<Step> = Vec::new();
    while !bytes.is_empty() {
        let last = steps.last();
        let n = last.map_or(0, |last| last.n).checked_add(take(&mut bytes)?)?;
        let before = last.map_or(0, |last| last.at.as_millisecond());
        let at = Timestamp::from_millisecond(before.checked_add(unzigzag(take(&mut bytes)?))?).ok()?;
        let place = take(&mut bytes)?;
        let frontier = if place == WHOLE {
            let length = usize::try_from(take(&mut bytes)?).ok()?;
            let (whole, rest) = bytes.split_at_checked(length)?;
            bytes = rest;
            Frontiers::decode(whole).ok()?
        } else {
            let before = last.and_then(|last| last.frontier.as_single())?;
            let counter = i64::from(before.counter).checked_add(unzigzag(place >> 1))?;
            Frontiers::from_id(ID::new(before.peer, i32::try_from(counter).ok()?))
        };
        steps.push(Step { n, at, frontier });
    }
    Some(steps)
}

/// Every version of story `id`, oldest first: those of `trail` and the `recent` ones after it.
pub(crate) fn whole(trail: &[u8], recent: Vec<Step>, id: &StoryId, folder: &Path) -> Result<Vec<Step>> {
    let steps =
        read(trail).ok_or_else(|| StoreError::damaged(folder, format!("the trail of the story {id} does not read")));
    let mut steps = steps?;
    steps.extend(recent);
    Ok(steps)
}

fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)).cast_unsigned()
}

fn unzigzag(value: u64) -> i64 {
    (value >> 1).cast_signed() ^ -((value & 1).cast_signed())
}

/// LEB128.
fn put(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(low_bits(value) | 0x80);
        value >>= 7;
    }
    bytes.push(low_bits(value));
}

fn low_bits(value: u64) -> u8 {
    value.to_le_bytes()[0] & 0x7f
}

fn take(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0u64;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let step = (1u64..1000, 0i64..4_000_000_000_000, prop::collection::vec((0u64..3, 0i32..1_000_000), 0..3));
        prop::collection::vec(step, 0..40).prop_map(|steps| {
            let mut n = 0;
            let make = |(more, millis, ids): (u64, i64, Vec<(u64, i32)>)| {
                n += more;
                let at = Timestamp::from_millisecond(millis).expect("within jiff's range");
                let frontier = ids.into_iter().map(|(peer, counter)| ID::new(peer, counter)).collect();
                Step { n, at, frontier }
            };
            steps.into_iter().map(make).collect()
        })
    }

    proptest! {
        #[test]
        fn a_trail_reads_back_however_it_was_cut(steps in steps(), cut in 0usize..40) {
            let (first, second) = steps.split_at(cut.min(steps.len()));
            let mut trail = Vec::new();
            extend(&mut trail, None, first);
            extend(&mut trail, first.last(), second);
            prop_assert_eq!(read(&trail), Some(steps), "the way back");
        }

        #[test]
        fn arbitrary_bytes_are_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes);
        }
    }

    #[test]
    fn typing_costs_few_bytes() {
        let at = |k: u64| Timestamp::from_millisecond(1_800_000_000_000 + k.cast_signed() * 120).expect("in range");
        let step = |k: u64| Step {
            n: k,
            at: at(k),
            frontier: Frontiers::from_id(ID::new(77 << 40, i32::try_from(k).expect("small"))),
        };
        let steps: Vec<_> = (1..=10_000).map(step).collect();
        let mut trail = Vec::new();
        extend(&mut trail, None, &steps);
        assert!(trail.len() <= 5 * steps.len(), "{} bytes for {} steps", trail.len(), steps.len());
    }
}
