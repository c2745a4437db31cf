//! A text cut into what a reader sees change as a whole: words, numbers with their groups and signs, hyphenated names,
//! white space, single marks.
//!
//! Boundaries are those of UAX #29 (4.1, words), less those that would cut a character as people see it (3.1) or a
//! number: `12 500`, `$3.5`, `4%` and `Port-au-Prince` are one each.

use std::collections::HashMap;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Only white space.
    Space,
    /// It holds a letter or digit.
    Word,
    /// Anything else.
    Mark,
}

/// One token: half-open bytes of the text, and where it begins in UTF-16 code units.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    from: usize,
    to: usize,
    at: u32,
    /// What it is.
    pub sort: Sort,
    /// Characters of a word; 0 of anything else.
    pub letters: u32,
}

/// Numbers for texts: equal texts, equal numbers.
#[derive(Default)]
pub(super) struct Names<'t>(HashMap<&'t str, u32>);

impl<'t> Names<'t> {
    /// The number of `text`.
    pub fn number(&mut self, text: &'t str) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(text).or_insert(next)
    }
}

/// A text and its tokens, which follow each other without a gap.
pub(super) struct Tokens<'t> {
    text: &'t str,
    all: Vec<Token>,
    /// The number of each token's text.
    pub ids: Vec<u32>,
    /// UTF-16 code units of the whole text.
    end: u32,
}

impl<'t> Tokens<'t> {
    /// Cuts `text`.
    pub fn cut(text: &'t str, names: &mut Names<'t>) -> Self {
        let mut tokens = Self { text, all: Vec::new(), ids: Vec::new(), end: 0 };
        let bounds = bounds(text);
        for pair in bounds.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let word = &text[from..to];
            let sort = sort(word);
            let letters = if sort == Sort::Word { small(word.chars().count()) } else { 0 };
            tokens.all.push(Token { from, to, at: tokens.end, sort, letters });
            tokens.ids.push(names.number(word));
            tokens.end += units(word);
        }
        tokens
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// One of them.
    pub fn token(&self, at: usize) -> Token {
        self.all[at]
    }

    /// The text of one of them.
    pub fn word(&self, at: usize) -> &'t str {
        self.slice(&(at..at + 1))
    }

    /// The text of a run of them.
    pub fn slice(&self, run: &Range<usize>) -> &'t str {
        if run.is_empty() { "" } else { &self.text[self.all[run.start].from..self.all[run.end - 1].to] }
    }

    /// Where a run of them stands, UTF-16.
    pub fn span(&self, run: &Range<usize>) -> Span {
        Span { from: self.at(run.start), to: self.at(run.end) }
    }

    /// Where a token begins, UTF-16; the end of the text for the one after the last.
    pub fn at(&self, token: usize) -> u32 {
        self.all.get(token).map_or(self.end, |token| token.at)
    }

    /// The tokens that touch `bytes`, without white space at the ends.
    pub fn touching(&self, bytes: &Range<usize>) -> Range<usize> {
        let from = self.all.partition_point(|token| token.to <= bytes.start);
        let to = self.all.partition_point(|token| token.from < bytes.end).max(from);
        self.trimmed(&(from..to))
    }

    /// `run` without white space at the ends.
    pub fn trimmed(&self, run: &Range<usize>) -> Range<usize> {
        let dark = |at: &usize| self.all[*at].sort != Sort::Space;
        let Some(from) = run.clone().find(dark) else { return run.start..run.start };
        let to = run.clone().rev().find(dark).map_or(run.end, |last| last + 1);
        from..to
    }
}

fn sort(word: &str) -> Sort {
    if word.chars().all(char::is_whitespace) {
        Sort::Space
    } else if word.chars().any(char::is_alphanumeric) {
        Sort::Word
    } else {
        Sort::Mark
    }
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// UTF-16 code units of `text`.
pub(super) fn units(text: &str) -> u32 {
    small(if text.is_ascii() { text.len() } else { text.chars().map(char::len_utf16).sum() })
}

/// Where tokens begin and end, both ends of the text included.
fn bounds(text: &str) -> Vec<usize> {
    let words = word_bounds(text);
    let word = |at: usize| words.get(at..at + 2).map(|pair| &text[pair[0]..pair[1]]);
    let mut kept = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        kept.push(words[at]);
        at += 1;
        // Swallow the boundaries of what belongs to the token that begins before `at`.
        while let Some(last) = at.checked_sub(1).and_then(word) {
            let (next, after) = (word(at).unwrap_or(""), word(at + 1).unwrap_or(""));
            if group(last, next, after) || hyphenated(last, next, after) {
                at += 2;
            } else if money(last, next) || (number(last) && next == "%") {
                at += 1;
            } else {
                break;
            }
        }
    }
    kept
}

/// The boundaries of words that are boundaries of characters as well.
fn word_bounds(text: &str) -> Vec<usize> {
    let bounds = text.split_word_bound_indices().map(|(at, _)| at).chain([text.len()]);
    if text.is_ascii() {
        return if text.is_empty() { Vec::new() } else { bounds.collect() };
    }
    let mut characters = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).peekable();
    bounds
        .filter(|at| {
            while characters.next_if(|character| character < at).is_some() {}
            characters.peek() == Some(at)
        })
        .collect()
}

fn number(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit()) && word.ends_with(|last: char| last.is_ascii_digit())
}

/// `12 500`: at most three digits, a space, three digits; and on.
fn group(last: &str, space: &str, next: &str) -> bool {
    let digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    matches!(space, " " | "\u{a0}" | "\u{202f}" | "\u{2009}")
        && (1..=3).contains(&last.len())
        && digits(last)
        && next.get(..3).is_some_and(digits)
        && next
            .get(3..)
            .is_some_and(|rest| rest.is_empty() || !rest.starts_with(|letter: char| letter.is_ascii_digit()))
}

fn hyphenated(last: &str, hyphen: &str, next: &str) -> bool {
    matches!(hyphen, "-" | "\u{2010}" | "\u{2011}")
        && last.ends_with(char::is_alphabetic)
        && next.starts_with(char::is_alphabetic)
}

fn money(sign: &str, next: &str) -> bool {
    matches!(sign, "$" | "€" | "£" | "¥" | "₽" | "₹" | "₩" | "₺" | "₴" | "№") && number(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let tokens = Tokens::cut(text, &mut Names::default());
        (0..tokens.len()).map(|at| tokens.word(at)).collect()
    }

    #[test]
    fn numbers_money_and_hyphenated_names_are_one_token_each() {
        for (text, expected) in [
            ("12 500 tonnes", vec!["12 500", " ", "tonnes"]),
            ("1\u{a0}000\u{a0}000", vec!["1\u{a0}000\u{a0}000"]),
            ("rose 3.5% to $1,200.", vec!["rose", " ", "3.5%", " ", "to", " ", "$1,200", "."]),
            ("Port-au-Prince", vec!["Port-au-Prince"]),
            ("2020 500", vec!["2020", " ", "500"]),
            ("don't - no", vec!["don't", " ", "-", " ", "no"]),
            ("港口开放", vec!["港", "口", "开", "放"]),
            ("", vec![]),
        ] {
            assert_eq!(words(text), expected, "tokens of {text:?}");
        }
    }

    #[test]
    fn no_character_is_cut() {
        for text in ["ก\u{e33}", "\u{600} a", "👩\u{200d}🚒", "e\u{301}", "\r\n", "क्ष"] {
            let lengths: usize = words(text).iter().map(|word| word.graphemes(true).count()).sum();
            assert_eq!(lengths, text.graphemes(true).count(), "characters of {text:?} in {:?}", words(text));
        }
    }
}
