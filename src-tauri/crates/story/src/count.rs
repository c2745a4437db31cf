//! Words, characters and reading time, counted as the trade counts them.

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

/// Words a minute of silent reading: the mean of 190 studies for English non-fiction (Brysbaert, "How many words do
/// we read per minute?", Journal of Memory and Language 109, 2019). Other languages differ; no profile says so yet.
pub const WORDS_A_MINUTE: u32 = 238;

/// How words are told apart; a profile says which.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum WordRule {
    /// Unicode words (UAX #29, 4.1) that hold a letter or digit. `12 500` is two, `12,500` and `don't` are one.
    #[default]
    Unicode,
    /// Superdesk's rule, as its published client counts (superdesk-client-core, `count-words`): words are parted by
    /// spaces; a single space between two ASCII digits joins them (`12 500` is one word); a hyphen between two
    /// letters and two letters parts (`real-time` is two, `e-mail` one); whatever is no letter, ASCII digit or space
    /// counts for nothing. Two differences: a line end parts words here, and an empty text has none.
    Superdesk,
}

/// Size of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Count {
    /// Words by the rule asked for.
    pub words: u32,
    /// Characters as people see them (grapheme clusters, UAX #29), spaces included, line ends not.
    pub characters: u32,
    /// Seconds to read the words silently at [`WORDS_A_MINUTE`], rounded up.
    pub reading_seconds: u32,
}

/// Counts `text` (plain words, see [`crate::Body::plain_text`]).
pub fn count(text: &str, rule: WordRule) -> Count {
    let lines = || text.split(['\n', '\r']);
    let words = lines().map(|line| match rule {
        WordRule::Unicode => unicode_words(line),
        WordRule::Superdesk => superdesk_words(line),
    });
    let words = words.fold(0, add);
    Count {
        words,
        characters: lines().map(characters).fold(0, add),
        reading_seconds: u32::try_from((u64::from(words) * 60).div_ceil(u64::from(WORDS_A_MINUTE))).unwrap_or(u32::MAX),
    }
}

fn add(sum: u32, more: usize) -> u32 {
    sum.saturating_add(u32::try_from(more).unwrap_or(u32::MAX))
}

/// Grapheme clusters of one line. Between two plain letters there is always a boundary, so only the rest (combining
/// marks, emoji, Hangul, Indic) asks the Unicode tables.
fn characters(line: &str) -> usize {
    if line.is_ascii() {
        return line.len();
    }
    let measure =
        |piece: &str, mixed: bool| if mixed { piece.graphemes(true).count() } else { usize::from(!piece.is_empty()) };
    let (mut count, mut start, mut mixed, mut after_plain) = (0, 0, false, false);
    for (at, letter) in line.char_indices() {
        let plain = plain(letter);
        if plain && after_plain {
            count += measure(&line[start..at], mixed);
            (start, mixed) = (at, false);
        }
        mixed |= !plain;
        after_plain = plain;
    }
    count + measure(&line[start..], mixed)
}

/// Latin, Cyrillic and general punctuation without anything that joins its neighbours.
fn plain(letter: char) -> bool {
    matches!(letter, ' '..='~' | '\u{400}'..='\u{482}' | '\u{48a}'..='\u{52f}' | '\u{2010}'..='\u{2027}'
        | '\u{a0}'..='\u{a8}' | '\u{aa}'..='\u{ac}' | '\u{af}'..='\u{2ff}')
}

/// Unicode words of one line. A space always parts words, and letters between punctuation are one word; only what is
/// mixed (`12,500`, `don't`, `漢字`) asks the Unicode tables.
fn unicode_words(line: &str) -> usize {
    line.split(' ').map(|piece| if one_word(piece) { 1 } else { piece.unicode_words().count() }).sum()
}

fn one_word(piece: &str) -> bool {
    let marks: &[char] = &['"', '(', ')', '[', ']', ',', '.', '!', '?', ';', '«', '»', '“', '”', '„', '…'];
    let word = piece.trim_matches(marks);
    !word.is_empty() && word.chars().all(common_letter)
}

/// A letter of English or Russian: no other letter of a word needs a table.
fn common_letter(letter: char) -> bool {
    matches!(letter, 'a'..='z' | 'A'..='Z' | 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё')
}

fn letter(letter: char) -> bool {
    common_letter(letter) || letter.is_alphabetic()
}

/// Follows the three replacements of the rule in one pass; each consumes what it matched, as a replacement does.
fn superdesk_words(line: &str) -> usize {
    let pieces = |line: &str| -> usize {
        let letters: Vec<char> = line.chars().collect();
        superdesk_pieces(&letters)
    };
    // Only digits look across a space; everything else can be counted piece by piece.
    let joins =
        |line: &str| line.as_bytes().windows(3).any(|w| w[0].is_ascii_digit() && w[1] == b' ' && w[2].is_ascii_digit());
    if joins(line) {
        return pieces(line);
    }
    line.split(' ').map(|piece| if one_word(piece) { 1 } else { pieces(piece) }).sum()
}

fn superdesk_pieces(letters: &[char]) -> usize {
    let run = |from: usize| letters[from..].iter().take_while(|next| letter(**next)).count();
    let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let (mut words, mut in_word, mut at) = (0, false, 0);
    while at < letters.len() {
        if letters[at] == ' ' {
            in_word = false;
            at += 1;
        } else if digit(at) && letters.get(at + 1) == Some(&' ') && digit(at + 2) {
            words += usize::from(!in_word);
            in_word = true;
            at += 3;
        } else if letter(letters[at]) {
            let left = run(at);
            words += usize::from(!in_word);
            in_word = true;
            at += left;
            let right = if letters.get(at) == Some(&'-') { run(at + 1) } else { 0 };
            if left >= 2 && right >= 2 {
                words += 1;
                at += 1 + right;
            }
        } else {
            words += usize::from(!in_word && digit(at));
            in_word |= digit(at);
            at += 1;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unicode_words_are_what_a_reader_calls_words() {
        for (text, words) in [
            ("", 0),
            ("The harbour reopened.", 3),
            ("don't stop — 12,500 tonnes", 4),
            ("Порт открыт для судов", 4),
            ("12 500", 2),
            ("\"…\" – ! ?", 0),
            ("line one\nline two\r\nthree", 5),
        ] {
            assert_eq!(count(text, WordRule::Unicode).words, words, "Unicode words of {text:?}");
        }
    }

    #[test]
    fn superdesk_joins_digit_groups_and_parts_hyphens() {
        for (text, words) in [
            ("", 0),
            (" \n ", 0),
            ("12 500 tonnes", 2),
            ("1 000 000 000", 1),
            ("1 2 3", 2),
            ("real-time video", 3),
            ("e-mail", 1),
            ("state-of-the-art", 3),
            ("a – b", 2),
            ("3.5% of 12,500", 3),
            ("one\ntwo", 2),
            ("\"Да\", - сказал он", 3),
        ] {
            assert_eq!(count(text, WordRule::Superdesk).words, words, "Superdesk words of {text:?}");
        }
    }

    #[test]
    fn characters_are_what_a_reader_sees() {
        for (text, characters) in [
            ("", 0),
            ("a b", 3),
            ("a\r\nb\n", 2),
            ("e\u{301}te\u{301}", 3),
            ("👩‍🚒!", 2),
            ("🇷🇺🇫🇷", 2),
            ("Ёж – «й»", 8),
            ("и\u{306}", 1),
        ] {
            assert_eq!(count(text, WordRule::Unicode).characters, characters, "characters of {text:?}");
        }
    }

    #[test]
    fn reading_time_is_that_of_silent_reading() {
        let text = "word ".repeat(238);
        assert_eq!(count(&text, WordRule::Unicode).reading_seconds, 60, "238 words take a minute");
        assert_eq!(count("word", WordRule::Unicode).reading_seconds, 1, "a word takes a moment, not none");
    }

    /// Any mixture of what joins and what parts.
    fn mixture() -> impl proptest::strategy::Strategy<Value = String> {
        let letters = "[a-zа-яё0-9 .,'\"«»_:\\-\u{300}\u{200d}\u{600}👩🚒🇷한각क्षी漢カ\u{ad}\u{a9}\u{fe0f}\u{2019}\u{a0}\u{2028}]{0,24}";
        proptest::prop_oneof![letters, crate::arbitrary::texts(), proptest::prelude::any::<String>()]
    }

    proptest::proptest! {
        #![proptest_config(crate::arbitrary::often())]

        #[test]
        fn the_short_ways_agree_with_the_tables(text in mixture()) {
            let lines = || text.split(['\n', '\r']);
            let graphemes: usize = lines().map(|line| line.graphemes(true).count()).sum();
            let words: usize = lines().map(|line| line.unicode_words().count()).sum();
            let whole: usize = lines().map(|line| superdesk_pieces(&line.chars().collect::<Vec<_>>())).sum();
            proptest::prop_assert_eq!(lines().map(characters).sum::<usize>(), graphemes, "characters of {:?}", text);
            proptest::prop_assert_eq!(lines().map(unicode_words).sum::<usize>(), words, "words of {:?}", text);
            proptest::prop_assert_eq!(lines().map(superdesk_words).sum::<usize>(), whole, "Superdesk words of {:?}", text);
        }
    }
}
