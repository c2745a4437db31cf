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
        WordRule::Unicode => line.unicode_words().count(),
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
    let (mut count, mut asked) = (0, None);
    let mut letters = line.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let alone = plain(letter) && next.is_none_or(plain);
        match (alone, asked) {
            (true, None) => count += 1,
            (true, Some(start)) => {
                // The run ends before this letter: a plain one never joins what stands before it.
                count += line[start..at].graphemes(true).count() + 1;
                asked = None;
            }
            (false, None) => asked = Some(at),
            (false, Some(_)) => {}
        }
    }
    count + asked.map_or(0, |start| line[start..].graphemes(true).count())
}

/// Latin, Cyrillic and general punctuation without anything that joins its neighbours.
fn plain(letter: char) -> bool {
    matches!(letter, ' '..='~' | '\u{a0}'..='\u{a8}' | '\u{aa}'..='\u{ac}' | '\u{af}'..='\u{2ff}' | '\u{400}'..='\u{482}'
        | '\u{48a}'..='\u{52f}' | '\u{2010}'..='\u{2027}')
}

/// Follows the three replacements of the rule in one pass; each consumes what it matched, as a replacement does.
fn superdesk_words(line: &str) -> usize {
    let letters: Vec<char> = line.trim().chars().collect();
    let run = |from: usize| letters[from..].iter().take_while(|letter| letter.is_alphabetic()).count();
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
        } else if letters[at].is_alphabetic() {
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

    proptest::proptest! {
        #[test]
        fn the_short_way_to_characters_agrees_with_the_tables(text in "[a-яё -~\u{300}-\u{310}\u{200d}👩🚒🇷한각क्षी»\u{ad}\u{a9}\u{fe0f}]{0,20}") {
            let slow = text.graphemes(true).count();
            proptest::prop_assert_eq!(characters(&text), slow, "characters of {:?}", text);
        }
    }
}
