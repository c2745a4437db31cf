//! Two versions of a story that grew from a third, brought together: what either side wrote stands in the result, what
//! either took out is gone. For two desks whose documents share no history any more; the same answer whichever desk
//! asks, and pure.
//!
//! Texts are compared word by word (UAX #29). Where both sides wrote something at the same place the two stand one
//! behind the other, in an order that does not depend on who asks; where one of them says all that the other says,
//! it stands alone.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use crate::{Change, FieldValue, Story, TextField, splices};

/// What is brought together.
#[derive(Debug, Clone, Copy)]
pub struct Sides<'s> {
    /// What both began with.
    pub base: &'s Story,
    /// What it became here.
    pub ours: &'s Story,
    /// What it became there.
    pub theirs: &'s Story,
}

/// A run of pieces that gave way to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hunk {
    pub old: Range<usize>,
    pub new: Range<usize>,
}

/// Brings both sides together. Of a field that is no text and was set to two values, the one that sorts last stands.
/// What neither side can set ([`Story::extra`]) stays ours.
pub fn merge(sides: &Sides<'_>) -> Story {
    let Sides { base, ours, theirs } = *sides;
    let mut merged = ours.clone();
    for field in TextField::ALL {
        let [base, ours, theirs] = [base, ours, theirs].map(|story| field.of(story));
        *text_in(&mut merged, field) = texts(base, ours, theirs);
    }
    let values = FieldValue::all(base).into_iter().zip(FieldValue::all(ours)).zip(FieldValue::all(theirs));
    for ((base, ours), theirs) in values {
        let ours_wins = theirs == base || ours != base && format!("{ours:?}") >= format!("{theirs:?}");
        if !ours_wins {
            theirs.put(&mut merged);
        }
    }
    merged
}

/// The changes that make `new` of `old`, as small as they can be; none when they say the same.
pub fn changes(old: &Story, new: &Story) -> Vec<Change> {
    let mut changes = Vec::new();
    for field in TextField::ALL {
        let splices = splices::between(field.of(old), field.of(new));
        if !splices.is_empty() {
            changes.push(Change::Text { field, splices });
        }
    }
    let values = FieldValue::all(old).into_iter().zip(FieldValue::all(new));
    changes.extend(values.filter(|(old, new)| old != new).map(|(_, set)| Change::Field { set }));
    changes
}

pub(crate) fn is_word(piece: &str) -> bool {
    piece.contains(char::is_alphanumeric)
}

fn text_in(story: &mut Story, field: TextField) -> &mut String {
    match field {
        TextField::Headline => &mut story.headline,
        TextField::Summary => &mut story.summary,
        TextField::Body => &mut story.body,
    }
}

pub(crate) fn pieces(text: &str) -> Vec<&str> {
    text.split_word_bounds().collect()
}

/// What differs between two runs of pieces, in order.
pub(crate) fn hunks(old: &[&str], new: &[&str]) -> Vec<Hunk> {
    let ops = capture_diff_slices(Algorithm::Myers, old, new).into_iter();
    let changed = ops.filter(|op| op.tag() != DiffTag::Equal);
    changed.map(|op| Hunk { old: op.old_range(), new: op.new_range() }).collect()
}

/// What one side did to the base: which of its pieces it took out, and what it wrote before each.
struct Hand {
    gone: Vec<bool>,
    wrote: Vec<String>,
}

impl Hand {
    fn of(base: &[&str], text: &str) -> Self {
        let new = pieces(text);
        let mut hand = Self { gone: vec![false; base.len()], wrote: vec![String::new(); base.len() + 1] };
        for hunk in hunks(base, &new) {
            hand.wrote[hunk.old.start] = new[hunk.new].concat();
            hand.gone[hunk.old].fill(true);
        }
        hand
    }
}

fn texts(base: &str, ours: &str, theirs: &str) -> String {
    if ours == theirs || theirs == base {
        return ours.to_owned();
    }
    if ours == base {
        return theirs.to_owned();
    }
    let base = pieces(base);
    let (ours, theirs) = (Hand::of(&base, ours), Hand::of(&base, theirs));
    let mut merged = String::new();
    // Who wrote what stands last, and whether the other side has taken out something that stood beside it.
    let (mut last, mut torn) = (Wrote::Neither, [false; 2]);
    for at in 0..=base.len() {
        let wrote = Wrote::of(&ours.wrote[at], &theirs.wrote[at]);
        if wrote != Wrote::Neither {
            let here = both(&ours.wrote[at], &theirs.wrote[at]);
            if last != Wrote::Neither {
                part(&mut merged, &here, |letter| !letter.is_whitespace());
            } else if wrote.is_torn(torn) {
                part(&mut merged, &here, char::is_alphanumeric);
            }
            merged.push_str(&here);
            (last, torn) = (wrote, [false; 2]);
        }
        let Some(piece) = base.get(at) else { break };
        match (ours.gone[at], theirs.gone[at]) {
            (false, false) => {
                if last.is_torn(torn) {
                    part(&mut merged, piece, char::is_alphanumeric);
                }
                merged.push_str(piece);
                (last, torn) = (Wrote::Neither, [false; 2]);
            }
            (true, false) => torn[0] = true,
            (false, true) => torn[1] = true,
            (true, true) => {}
        }
    }
    merged
}

/// Who wrote something at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrote {
    Neither,
    Us,
    Them,
    Both,
}

impl Wrote {
    fn of(ours: &str, theirs: &str) -> Self {
        match (ours.is_empty(), theirs.is_empty()) {
            (true, true) => Self::Neither,
            (false, true) => Self::Us,
            (true, false) => Self::Them,
            (false, false) => Self::Both,
        }
    }

    /// Whether what was taken out (by us alone, by them alone) was not taken out by who wrote beside it.
    fn is_torn(self, [by_us, by_them]: [bool; 2]) -> bool {
        match self {
            Self::Neither => false,
            Self::Us => by_them,
            Self::Them => by_us,
            Self::Both => by_us || by_them,
        }
    }
}

/// Two texts for one place.
fn both(one: &str, other: &str) -> String {
    if says(one, other) {
        return one.to_owned();
    }
    if says(other, one) {
        return other.to_owned();
    }
    let (first, second) = if one < other { (one, other) } else { (other, one) };
    let mut both = first.to_owned();
    part(&mut both, second, |letter| !letter.is_whitespace());
    both.push_str(second);
    both
}

/// What two hands wrote does not become one word: a space between letters that may not meet.
fn part(before: &mut String, after: &str, meets: impl Fn(char) -> bool) {
    if before.chars().next_back().is_some_and(&meets) && after.chars().next().is_some_and(meets) {
        before.push(' ');
    }
}

/// Whether `one` has all pieces of `other` in their order.
fn says(one: &str, other: &str) -> bool {
    let mut pieces = one.split_word_bounds();
    other.split_word_bounds().all(|wanted| pieces.any(|piece| piece == wanted))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::arbitrary::{often, stories, texts as any_texts};

    #[test]
    fn both_sides_stand_and_what_one_took_out_is_gone() {
        for (base, ours, theirs, merged) in [
            (
                "The harbour is open.",
                "The old harbour is open.",
                "The harbour is open again.",
                "The old harbour is open again.",
            ),
            ("One. Two. Three.", "One. Three.", "One. Two. Three. Four.", "One. Three. Four."),
            ("The cat sat.", "The cat slept.", "The cat stood.", "The cat slept stood."),
            ("One. Two stays. Three.", "One. Three.", "One. Two stays put. Three.", "One.  put Three."),
            ("", "Grain ships sail", "Harbour open", "Grain ships sail Harbour open"),
            ("A.", "A.\n\nOurs.", "A.\n\nTheirs.", "A.\n\nOurs.\n\nTheirs."),
            ("The cat sat.", "The black cat sat.", "The big black cat sat.", "The big black cat sat."),
        ] {
            assert_eq!(texts(base, ours, theirs), merged, "{base:?} became {ours:?} and {theirs:?}");
        }
    }

    proptest! {
        #![proptest_config(often())]

        #[test]
        fn it_is_the_same_whoever_asks(base in any_texts(), ours in any_texts(), theirs in any_texts()) {
            prop_assert_eq!(texts(&base, &ours, &theirs), texts(&base, &theirs, &ours), "one text for both desks");
            prop_assert_eq!(&texts(&base, &ours, &base), &ours, "they did nothing");
            prop_assert_eq!(&texts(&base, &ours, &ours), &ours, "they did the same");
        }

        #[test]
        fn what_was_written_stands_in_the_result(base in any_texts(), ours in any_texts(), theirs in any_texts()) {
            let merged = texts(&base, &ours, &theirs);
            let before = pieces(&base);
            for side in [&ours, &theirs] {
                for wrote in Hand::of(&before, side).wrote {
                    let mut letters = merged.chars();
                    let stands = wrote.chars().all(|wanted| letters.any(|letter| letter == wanted));
                    prop_assert!(stands, "{:?} of {:?} stands in {:?}", wrote, side, merged);
                }
            }
        }

        #[test]
        fn changes_make_the_new_of_the_old(old in stories(), new in stories()) {
            let mut made = old.clone();
            for change in changes(&old, &new) {
                change.apply(&mut made).expect("it fits the old text");
            }
            prop_assert_eq!(Story { extra: Vec::new(), ..made }, Story { extra: Vec::new(), ..new }, "all of it");
        }
    }
}
