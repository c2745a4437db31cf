//! Every code, name and synonym of several vocabularies as one folded text, so that a search is one pass over memory:
//! each line of it belongs to one concept, and the lines of a concept stand together.

use super::fold::folded;
use super::{Label, Vocabulary};

/// Where a concept stands: which vocabulary of the catalogue, and which concept of it.
pub(super) type Spot = (usize, usize);

/// What a line of the index is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// `alias:code`.
    Code,
    /// The name with this number.
    Name(usize),
    /// The synonym with this number.
    Synonym(usize),
}

/// How well a line fits, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// It is the code.
    Code,
    /// It is the name.
    Whole,
    /// It begins with what was typed.
    Start,
    /// Every word that was typed begins one of its words.
    Words,
    /// Every word that was typed stands in it.
    Inside,
}

#[derive(Debug, Default)]
pub(super) struct Index {
    text: String,
    lines: Vec<(usize, Spot, Line)>,
}

impl Index {
    /// Takes in what a vocabulary calls its concepts; `skipped` ones are somebody else's.
    pub fn add(&mut self, number: usize, vocabulary: &Vocabulary, skipped: impl Fn(&str) -> bool) {
        for (at, concept) in vocabulary.concepts().iter().enumerate().filter(|(_, concept)| !skipped(&concept.code)) {
            let spot = (number, at);
            // Folded each by itself: a mark that is a code would be lost behind the alias.
            let (alias, code) = (folded(vocabulary.scheme()), folded(&concept.code));
            self.line(&format!("{}:{code}", alias.replace(':', "")), spot, Line::Code);
            let mut add = |labels: &[Label], line: fn(usize) -> Line| {
                for (label, text) in labels.iter().map(|label| label.text.as_str()).enumerate() {
                    self.line(&folded(text), spot, line(label));
                }
            };
            add(&concept.names, Line::Name);
            add(&concept.synonyms, Line::Synonym);
        }
    }

    fn line(&mut self, folded: &str, spot: Spot, line: Line) {
        self.lines.push((self.text.len(), spot, line));
        self.text.push_str(folded);
        self.text.push('\n');
    }

    /// The best line of each concept in `wanted` vocabularies that has all words of `typed`, in the order of the files.
    pub fn find(&self, typed: &str, wanted: impl Fn(usize) -> bool) -> Vec<(Spot, Fit, Line)> {
        let typed = folded(typed);
        let words: Vec<&str> = typed.split(' ').filter(|word| !word.is_empty()).collect();
        let mut found: Vec<(Spot, Fit, Line)> = Vec::new();
        let Some(longest) = words.iter().max_by_key(|word| word.len()) else { return found };
        let (mut number, mut seen) = (0, 0);
        // No word holds the end of a line: every hit lies in one.
        for (hit, _) in self.text.match_indices(longest) {
            if hit < seen {
                continue;
            }
            while self.lines.get(number + 1).is_some_and(|(next, ..)| *next <= hit) {
                number += 1;
            }
            let Some((start, spot, line)) = self.lines.get(number) else { break };
            seen = self.lines.get(number + 1).map_or(self.text.len(), |(next, ..)| *next);
            if !wanted(spot.0) {
                continue;
            }
            let text = self.text.get(*start..seen).unwrap_or_default().trim_end_matches('\n');
            let Some(fit) = fit(text, &typed, &words, *line) else { continue };
            match found.last_mut() {
                // The lines of a concept stand together.
                Some(best) if best.0 == *spot => {
                    if (fit, rank(*line)) < (best.1, rank(best.2)) {
                        *best = (*spot, fit, *line);
                    }
                }
                _ => found.push((*spot, fit, *line)),
            }
        }
        found
    }
}

/// A name before a synonym before a code that only begins so.
fn rank(line: Line) -> u8 {
    match line {
        Line::Name(_) => 0,
        Line::Synonym(_) => 1,
        Line::Code => 2,
    }
}

fn fit(text: &str, typed: &str, words: &[&str], line: Line) -> Option<Fit> {
    if line == Line::Code {
        let code = text.split_once(':').map_or(text, |(_, code)| code);
        return if text == typed || code == typed {
            Some(Fit::Code)
        } else {
            (text.starts_with(typed) || code.starts_with(typed)).then_some(Fit::Start)
        };
    }
    if text == typed {
        return Some(Fit::Whole);
    }
    if text.starts_with(typed) {
        return Some(Fit::Start);
    }
    if words.iter().all(|word| begins_a_word(text, word)) {
        return Some(Fit::Words);
    }
    // One letter stands inside of nearly everything.
    let telling = typed.chars().nth(1).is_some();
    (telling && words.iter().all(|word| text.contains(word))).then_some(Fit::Inside)
}

fn begins_a_word(text: &str, word: &str) -> bool {
    let starts = |(at, _): (usize, &str)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        !before.is_some_and(char::is_alphanumeric)
    };
    text.match_indices(word).any(starts)
}
