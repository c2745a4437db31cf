//! Who speaks in a paragraph, as far as the text says so: a name beside a verb of speech, or else a title.

use std::collections::HashSet;

use super::read::{Word, is_one, matches, quotes, words};
use crate::profile::advisory::{Capitals, Known};

/// Names that the whole story knows: words with a capital where none is due.
pub(super) struct Names(HashSet<String>);

impl Names {
    /// The names of a body.
    pub fn of(body: &str) -> Self {
        let words = words(body);
        let names = words.iter().filter(|word| word.has_capital() && !word.opens);
        Self(names.map(|word| word.text.to_owned()).collect())
    }

    fn knows(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

/// The speaker of a paragraph; `None` when the text gives neither name nor title.
pub(super) fn speaker(text: &str, known: &Known, names: &Names) -> Option<String> {
    let spoken = quotes(text);
    let quoted = |word: &Word<'_>| spoken.iter().any(|range| range.contains(&word.at));
    let all = words(text);
    let words: Vec<Word<'_>> = all.into_iter().filter(|word| !quoted(word)).collect();
    let reader = Reader { text, words: &words, known, names };
    (0..words.len()).find_map(|at| reader.beside(at))
}

struct Reader<'a, 't> {
    text: &'t str,
    words: &'a [Word<'t>],
    known: &'a Known,
    names: &'a Names,
}

impl Reader<'_, '_> {
    /// The speaker beside the verb at `at`, if there is one.
    fn beside(&self, at: usize) -> Option<String> {
        let hit = |list: &[String]| list.iter().find_map(|pattern| matches(self.words, at, pattern));
        let before = || self.named(self.before(at));
        if let Some(long) = hit(&self.known.says) {
            return before().or_else(|| self.named(self.behind(at + long)));
        }
        if hit(&self.known.tells).is_some() {
            return before();
        }
        hit(&self.known.by).and_then(|long| self.named(self.behind(at + long)))
    }

    /// Whether only a space parts two words that follow each other.
    fn touches(&self, at: usize) -> bool {
        let (Some(one), Some(two)) = (self.words.get(at), self.words.get(at + 1)) else { return false };
        one.sentence == two.sentence && matches!(&self.text[one.end()..two.at], " " | "\u{a0}" | ". " | "-")
    }

    /// Whether the word may be part of a name with its titles.
    fn part(&self, at: usize) -> bool {
        let word = &self.words[at];
        let title = is_one(self.words, at, &self.known.titles);
        (word.has_capital() || title) && !is_one(self.words, at, &self.known.not_names)
    }

    fn before(&self, verb: usize) -> std::ops::Range<usize> {
        let mut from = verb;
        while from > 0 && self.touches(from - 1) && self.part(from - 1) {
            from -= 1;
        }
        from..verb
    }

    fn behind(&self, from: usize) -> std::ops::Range<usize> {
        if from == 0 || !self.touches(from - 1) {
            return from..from;
        }
        // `said the minister`
        let from = from + usize::from(is_one(self.words, from, &self.known.articles) && self.touches(from));
        let mut to = from;
        while to < self.words.len() && self.part(to) && (to == from || self.touches(to - 1)) {
            to += 1;
        }
        from..to
    }

    /// The surname in a run of titles and names, or its last title.
    fn named(&self, run: std::ops::Range<usize>) -> Option<String> {
        let article = |at: usize| is_one(self.words, at, &self.known.articles);
        let after_article = run.start.checked_sub(1).is_some_and(|at| self.touches(at) && article(at));
        let opens_with_article = !run.is_empty() && article(run.start);
        let run = run.start + usize::from(opens_with_article)..run.end;
        let title = run.clone().rev().find(|at| is_one(self.words, *at, &self.known.titles));
        let name = title.map_or(run.start, |at| at + 1)..run.end;
        let last = self.words.get(name.end.checked_sub(1)?).filter(|_| !name.is_empty());
        match (last, title) {
            (Some(last), Some(_)) => Some(last.text.to_owned()),
            (Some(last), None) => {
                self.is_name(&name, after_article || opens_with_article).then(|| last.text.to_owned())
            }
            (None, Some(title)) => Some(self.words[title].text.to_lowercase()),
            (None, None) => None,
        }
    }

    /// Whether words with capitals and no title are somebody's name.
    fn is_name(&self, name: &std::ops::Range<usize>, article: bool) -> bool {
        let first = &self.words[name.start];
        let alone = match self.known.capitals {
            Capitals::Nouns => false,
            // One word that opens a sentence has its capital for that, unless the story knows it as a name.
            Capitals::Names => !first.opens || self.names.knows(first.text),
        };
        !article && (name.len() > 1 || alone)
    }
}
