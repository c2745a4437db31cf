//! What turns one text into another, as splices: few and small, so that the cursor, the undo history and another desk's
//! changes keep their places. Ends that are equal stay untouched, the words in the middle are compared, and of a word
//! that differs only the letters that do are replaced.

use similar::{Algorithm, DiffTag, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use crate::Splice;

/// The splices that turn `old` into `new`, one after the other; none when they are equal. They come last place first,
/// so each also fits the old text.
pub fn between(old: &str, new: &str) -> Vec<Splice> {
    let mut splices = Vec::new();
    let ends = Ends::of(old, new);
    if let Some(splice) = whole(old, new, 0) {
        let (old, new) = (ends.middle(old), ends.middle(new));
        if old.is_empty() || new.is_empty() {
            return vec![splice];
        }
        words(old, new, splice.from, &mut splices);
        splices.reverse();
    }
    splices
}

/// The words that differ, first place first. `at`: where the texts begin, UTF-16.
fn words(old: &str, new: &str, at: u32, splices: &mut Vec<Splice>) {
    let (olds, news): (Vec<_>, Vec<_>) = (old.split_word_bounds().collect(), new.split_word_bounds().collect());
    let length = |words: &[&str]| words.iter().map(|word| word.len()).sum::<usize>();
    let (mut old_at, mut new_at, mut unit) = (0, 0, at);
    for op in capture_diff_slices(Algorithm::Myers, &olds, &news) {
        let old_end = old_at + length(&olds[op.old_range()]);
        let new_end = new_at + length(&news[op.new_range()]);
        if op.tag() != DiffTag::Equal {
            splices.extend(whole(&old[old_at..old_end], &new[new_at..new_end], unit));
        }
        unit += units(&old[old_at..old_end]);
        (old_at, new_at) = (old_end, new_end);
    }
}

/// One splice that leaves out the equal ends; `None` when the texts are equal.
fn whole(old: &str, new: &str, at: u32) -> Option<Splice> {
    let ends = Ends::of(old, new);
    let (gone, insert) = (ends.middle(old), ends.middle(new));
    if gone.is_empty() && insert.is_empty() {
        return None;
    }
    let from = at + units(&old[..ends.before]);
    Some(Splice { from, to: from + units(gone), insert: insert.to_owned() })
}

/// Bytes that two texts share at both ends, whole characters.
struct Ends {
    before: usize,
    behind: usize,
}

impl Ends {
    fn of(old: &str, new: &str) -> Self {
        let same = old.bytes().zip(new.bytes()).take_while(|(one, other)| one == other).count();
        let before = (0..=same).rev().find(|at| old.is_char_boundary(*at) && new.is_char_boundary(*at)).unwrap_or(0);
        let (old, new) = (&old[before..], &new[before..]);
        let same = old.bytes().rev().zip(new.bytes().rev()).take_while(|(one, other)| one == other).count();
        let fits =
            |behind: &usize| old.is_char_boundary(old.len() - behind) && new.is_char_boundary(new.len() - behind);
        Self { before, behind: (0..=same).rev().find(fits).unwrap_or(0) }
    }

    fn middle<'t>(&self, text: &'t str) -> &'t str {
        &text[self.before..text.len() - self.behind]
    }
}

/// UTF-16 code units.
fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::TextField;

    fn applied(old: &str, splices: &[Splice]) -> String {
        let mut text = old.to_owned();
        for splice in splices {
            splice.apply(TextField::Body, &mut text).expect("each fits the text that the one before left");
        }
        text
    }

    #[test]
    fn only_the_letters_that_differ_are_replaced() {
        let splice = |from, to, insert: &str| Splice { from, to, insert: insert.to_owned() };
        let old = "The minister said \u{1f600} that 12 people died on Monday.";
        let new = "The ministry said \u{1f600} that 14 people had died.";
        let told = between(old, new);
        assert_eq!(
            told,
            [splice(40, 50, ""), splice(36, 36, "had "), splice(27, 28, "4"), splice(10, 12, "ry")],
            "four places, last first, the pair counts as two"
        );
        assert_eq!(applied(old, &told), new, "and they lead there");
        assert_eq!(between(old, old), [], "nothing for the same text");
    }

    fn text() -> impl Strategy<Value = String> {
        let part = prop::sample::select(vec![
            "grain ",
            "harbour",
            "a",
            "\u{0431}",
            "\u{0432}",
            "\u{1f600}",
            "\u{1f601}",
            "\n\n",
            " ",
            "e\u{301}",
        ]);
        prop::collection::vec(part, 0..30).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn the_splices_lead_from_any_text_to_any_other(old in text(), new in text()) {
            let told = between(&old, &new);
            prop_assert_eq!(applied(&old, &told), new.clone(), "by {:?}", told);
            let inserted: usize = told.iter().map(|splice| splice.insert.len()).sum();
            prop_assert!(inserted <= new.len(), "nothing is inserted twice");
        }
    }
}
