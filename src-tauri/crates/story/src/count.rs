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
    let (mut words, mut characters) = (0, 0);
    for line in text.split('\n').flat_map(|line| line.split('\r')) {
        let common = common_words(line);
        words = add(
            words,
            match rule {
                WordRule::Unicode => common.unwrap_or_else(|| unicode_words(line)),
                WordRule::Superdesk => superdesk_words(line),
            },
        );
        characters = add(characters, common.map_or_else(|| self::characters(line), |_| line.chars().count()));
    }
    Count {
        words,
        characters,
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
    let graphemes = |piece: &str| piece.graphemes(true).count();
    let (mut count, mut start, mut mixed, mut after_plain) = (0, 0, false, false);
    for (at, letter) in line.char_indices() {
        let plain = plain(letter);
        if plain && after_plain {
            count += if mixed { graphemes(&line[start..at]) } else { 1 };
            (start, mixed) = (at, false);
        }
        mixed |= !plain;
        after_plain = plain;
    }
    count + graphemes(&line[start..])
}

/// Latin, Cyrillic and general punctuation without anything that joins its neighbours.
fn plain(letter: char) -> bool {
    matches!(letter, ' '..='~' | '\u{400}'..='\u{482}' | '\u{48a}'..='\u{52f}' | '\u{2010}'..='\u{2027}'
        | '№' | '€' | '\u{a0}'..='\u{a8}' | '\u{aa}'..='\u{ac}' | '\u{af}'..='\u{2ff}')
}

/// Unicode words of one line. A space always parts words, so only a piece with an odd character (`漢字`, a combining
/// mark) asks the Unicode tables.
fn unicode_words(line: &str) -> usize {
    line.split(' ').map(|piece| common_words(piece).unwrap_or_else(|| piece.unicode_words().count())).sum()
}

/// What a character is to the words around it (UAX #29, 4.1): any of the next four, none for a space or a mark.
type Class = u8;
const LETTER: Class = 1;
const DIGIT: Class = 2;
/// One word with a letter before and one behind: `don't`.
const JOINS_LETTERS: Class = LETTER << 2;
/// One word with a digit before and one behind: `12,500`.
const JOINS_DIGITS: Class = DIGIT << 2;
/// Only the Unicode tables know.
const ODD: Class = 1 << 4;

const fn class(letter: char) -> Class {
    match letter {
        'a'..='z' | 'A'..='Z' | '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' // Cyrillic
        | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}' => LETTER,
        '0'..='9' => DIGIT,
        '.' | '\'' | '‘' | '’' => JOINS_LETTERS | JOINS_DIGITS,
        ':' => JOINS_LETTERS,
        ',' | ';' => JOINS_DIGITS,
        '_' => ODD,
        '\0'..='\x7f' | '\u{a0}' | '«' | '»' | '‐'..='―' | '“' | '”' | '„' | '…' | '№' | '€' => 0,
        _ => ODD,
    }
}

const ASCII: [Class; 128] = {
    let mut classes = [0; 128];
    let mut at = 0_u8;
    while at < 128 {
        classes[at as usize] = class(at as char);
        at += 1;
    }
    classes
};

/// Unicode words of a text without an odd character; each of its characters stands for itself.
fn common_words(text: &str) -> Option<usize> {
    let (mut words, mut before, mut last) = (0, 0, 0);
    for letter in text.chars() {
        let class = ASCII.get(letter as usize).copied().unwrap_or_else(|| class(letter));
        if class == ODD {
            return None;
        }
        let inside = |class: Class| class & (LETTER | DIGIT);
        let joined = before & (last >> 2) & class;
        words += usize::from(inside(class) != 0 && inside(last) | joined == 0);
        (before, last) = (last, class);
    }
    Some(words)
}

fn letter(letter: char) -> bool {
    matches!(letter, 'а'..='я' | 'А'..='Я') || letter.is_alphabetic()
}

/// Follows the three replacements of the rule in one pass; each consumes what it matched, as a replacement does.
fn superdesk_words(line: &str) -> usize {
    let pieces = |line: &str| superdesk_pieces(&line.chars().collect::<Vec<_>>());
    let joined = |around: &[u8]| around[0].is_ascii_digit() && around[1] == b' ' && around[2].is_ascii_digit();
    // Only digits look across a space; everything else can be counted piece by piece.
    if line.as_bytes().windows(3).any(joined) {
        return pieces(line);
    }
    let word = |piece: &str| piece.chars().any(|one| one.is_ascii_digit() || letter(one));
    let piece = |piece: &str| if piece.contains('-') { pieces(piece) } else { usize::from(word(piece)) };
    line.split(' ').map(piece).sum()
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

    #[test]
    fn every_common_character_counts_as_in_the_tables() {
        let company = ['a', 'я', '1', '.', ':', ',', '’', ' ', '(', '—', '\u{a0}', '\t'];
        for letter in ('\0'..='\u{ffff}').filter(|letter| class(*letter) != ODD && !"\r\n".contains(*letter)) {
            for (before, after) in company.iter().flat_map(|before| company.map(|after| (before, after))) {
                let text = format!("{before}{letter}{after}");
                assert_eq!(common_words(&text), Some(text.unicode_words().count()), "words of {text:?}");
                assert_eq!(text.graphemes(true).count(), 3, "{text:?} is three characters");
            }
        }
    }

    /// Any mixture of what joins and what parts.
    fn mixture() -> impl proptest::strategy::Strategy<Value = String> {
        let letters = "[a-zа-яё0-9 .,'\"«»_:\\-\u{300}\u{200d}\u{600}👩🚒🇷한각क्षी漢カ\u{ad}\u{a9}\u{fe0f}\u{2019}\u{a0}\u{2028}]{0,24}";
        let common = "[a-cа-в0-9 .:,;'’_\"«»—\\-\n]{0,24}";
        proptest::prop_oneof![letters, common, crate::arbitrary::texts(), proptest::prelude::any::<String>()]
    }

    proptest::proptest! {
        #![proptest_config(crate::arbitrary::often())]

        #[test]
        fn the_short_ways_agree_with_the_tables(text in mixture()) {
            let lines = || text.split(['\n', '\r']);
            let graphemes: usize = lines().map(|line| line.graphemes(true).count()).sum();
            let words: usize = lines().map(|line| line.unicode_words().count()).sum();
            let whole: usize = lines().map(|line| superdesk_pieces(&line.chars().collect::<Vec<_>>())).sum();
            let (unicode, superdesk) = (count(&text, WordRule::Unicode), count(&text, WordRule::Superdesk));
            let tables = |words: usize| (u32::try_from(words).ok(), u32::try_from(graphemes).ok());
            proptest::prop_assert_eq!((Some(unicode.words), Some(unicode.characters)), tables(words), "count of {:?}", text);
            proptest::prop_assert_eq!((Some(superdesk.words), Some(superdesk.characters)), tables(whole), "count of {:?}", text);
            proptest::prop_assert_eq!(lines().map(characters).sum::<usize>(), graphemes, "characters of {:?}", text);
            proptest::prop_assert_eq!(lines().map(unicode_words).sum::<usize>(), words, "words of {:?}", text);
            proptest::prop_assert_eq!(lines().map(superdesk_words).sum::<usize>(), whole, "Superdesk words of {:?}", text);
        }
    }
}
