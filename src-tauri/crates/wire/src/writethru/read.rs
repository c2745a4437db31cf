//! Copy as the advisory line reads it: words with their sentences, what stands in quotation marks, the words of a list.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// One word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'t> {
    /// As it stands.
    pub text: &'t str,
    /// First byte.
    pub at: usize,
    /// The sentence it stands in.
    pub sentence: usize,
    /// Whether it opens its sentence, or what is quoted.
    pub opens: bool,
}

impl Word<'_> {
    /// One behind the last byte.
    pub fn end(&self) -> usize {
        self.at + self.text.len()
    }

    /// Whether it begins with a capital.
    pub fn has_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
}

/// The words of `text`; an abbreviation such as `Mr.` ends no sentence of two words.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let (mut sentence, mut end) = (0, 0);
    for (at, word) in text.unicode_word_indices() {
        let between = &text[end..at];
        let closes = between.trim_end_matches(|mark: char| mark.is_whitespace() || "\"”“„«»’‘()[]".contains(mark));
        let stops = closes.ends_with(['.', '!', '?', '…', '。', '！', '？']) || between.contains('\n');
        let initial = words.last().is_some_and(|last| last.has_capital() && last.text.chars().count() <= 3);
        if stops && word.starts_with(|first: char| !first.is_lowercase()) && !initial {
            sentence += 1;
        }
        let opens = words.last().is_none_or(|last| last.sentence != sentence)
            || between.ends_with(['"', '“', '«', '„', '‘', '-', '—', '–', '[', '(', ':']);
        words.push(Word { text: word, at, sentence, opens });
        end = at + word.len();
    }
    words
}

/// What stands in double quotation marks, without them; bytes. A mark that nothing closes quotes to the end.
pub(super) fn quotes(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, mark) in text.char_indices() {
        if let Some((from, closing)) = open {
            // German closes with what English opens with, and with what both type.
            if mark == closing || (closing == '“' && mark == '”') {
                found.push(from..at);
                open = None;
            }
        } else {
            let closing = match mark {
                '"' => '"',
                '“' => '”',
                '„' => '“',
                '«' => '»',
                '「' => '」',
                '『' => '』',
                _ => continue,
            };
            open = Some((at + mark.len_utf8(), closing));
        }
    }
    if let Some((from, _)) = open {
        found.push(from..text.len());
    }
    found
}

/// Whether the words from `at` on are those of `pattern`: `death toll`, `погиб*`. Returns how many they are.
pub(super) fn matches(words: &[Word<'_>], at: usize, pattern: &str) -> Option<usize> {
    let mut long = 0;
    for wanted in pattern.split(' ') {
        let word = words.get(at + long)?.text.to_lowercase();
        let fits = wanted.strip_suffix('*').map_or_else(|| word == wanted, |start| word.starts_with(start));
        if !fits {
            return None;
        }
        long += 1;
    }
    Some(long)
}

/// Whether the word at `at` is one of `list`.
pub(super) fn is_one(words: &[Word<'_>], at: usize, list: &[String]) -> bool {
    list.iter().any(|pattern| matches(words, at, pattern).is_some())
}

/// Whether the word is a number, in figures or spelled.
pub(super) fn is_number(words: &[Word<'_>], at: usize, numbers: &[String]) -> bool {
    words.get(at).is_some_and(|word| word.text.starts_with(|first: char| first.is_numeric()))
        || is_one(words, at, numbers)
}

/// How many words `text` has.
pub(super) fn count(text: &str) -> usize {
    text.unicode_words().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        let text = "Mr. Ivanov left at 3.30 p.m. on Monday. \"We go,\" he said. \"You stay.\" Then he went.";
        let words = words(text);
        let sentence = |wanted: &str| words.iter().find(|word| word.text == wanted).map(|word| word.sentence);
        assert_eq!(sentence("Ivanov"), Some(0), "a title ends none");
        assert_eq!(sentence("Monday"), Some(0), "an abbreviation before a small letter ends none");
        assert_eq!(
            (sentence("We"), sentence("You"), sentence("Then")),
            (Some(1), Some(2), Some(3)),
            "quotes end theirs"
        );
    }

    #[test]
    fn every_kind_of_quotation_marks_is_read() {
        for text in ["a \"b c\" d", "a “b c” d", "a «b c» d", "a „b c“ d", "a „b c” d", "a 「b c」 d", "a \"b c"]
        {
            let quoted: Vec<&str> = quotes(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(quoted, ["b c"], "quoted in {text:?}");
        }
    }
}
