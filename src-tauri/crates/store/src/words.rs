//! How texts become words of the search index, and how what a person types becomes a query.
//!
//! FTS5 parts words at spaces. Chinese, Japanese, Thai and their like have none, so each of their letters becomes a
//! word of its own (parted by U+200B, which is taken out again before anything is shown) and a run of them a phrase.
//! SQLite folds case and the accents of Latin; `ё` is written as `е` with its dots apart, which it folds too, so that
//! both spellings find each other, and is put together again for people.
//! What is typed is hostile: every word is quoted, so that nothing in it is an operator.

use wirecopy_story::count::{WordRule, count};
use wirecopy_story::{Body, Story};

use crate::table::search::Entry;

const PART: char = '\u{200b}';
/// Most words of a query that count.
const MOST_WORDS: usize = 16;
/// Most letters of a query that count.
const MOST_LETTERS: usize = 256;

/// The texts of a story for the index, and the number of words of its body.
pub(crate) fn entry(story: &Story) -> (Entry, u32) {
    let body = Body::parse(&story.body).plain_text();
    let words = count(&body, WordRule::Unicode).words;
    let entry = Entry {
        headline: spread(&story.headline),
        slug: spread(&story.slug),
        summary: spread(&story.summary),
        body: spread(&body),
        other: spread(&other(story)),
    };
    (entry, words)
}

fn other(story: &Story) -> String {
    let mut parts = vec![
        story.section.as_str(),
        &story.dateline.place,
        &story.dateline.region,
        &story.dateline.country,
        &story.ed_note,
        &story.sign_off,
    ];
    parts.extend(story.byline.iter().map(|byline| byline.name.as_str()));
    parts.extend(story.keywords.iter().map(String::as_str));
    parts.extend(story.subjects.iter().map(wirecopy_story::Term::label));
    parts.extend(story.places.iter().map(|place| place.name.as_str()));
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

/// The FTS5 expression for what was typed: all words, each as the beginning of one. `None` when there is no word in it.
pub(crate) fn query(typed: &str) -> Option<String> {
    let typed: String = typed.chars().take(MOST_LETTERS).collect();
    let words = typed.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric));
    let quoted = words.take(MOST_WORDS).map(|word| {
        let word = spread(&word.replace('\0', ""));
        format!("\"{}\"*", word.trim_end_matches(PART).replace('"', "\"\""))
    });
    let query = quoted.collect::<Vec<_>>().join(" AND ");
    (!query.is_empty()).then_some(query)
}

/// A snippet as people may see it.
pub(crate) fn shown(snippet: &str) -> String {
    let plain = snippet.replace(PART, "").replace("е\u{308}", "ё").replace("Е\u{308}", "Ё");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Parts the letters of scripts that are written without spaces.
fn spread(text: &str) -> String {
    let mut spread = String::with_capacity(text.len());
    for letter in text.chars() {
        let alone = is_unspaced(letter);
        if alone && !spread.is_empty() && !spread.ends_with(PART) {
            spread.push(PART);
        }
        match letter {
            'ё' => spread.push_str("е\u{308}"),
            'Ё' => spread.push_str("Е\u{308}"),
            letter => spread.push(letter),
        }
        if alone {
            spread.push(PART);
        }
    }
    spread
}

/// Unicode blocks of scripts without spaces between words.
fn is_unspaced(letter: char) -> bool {
    matches!(letter,
        '\u{0e00}'..='\u{0eff}'      // Thai, Lao
        | '\u{1000}'..='\u{109f}'    // Myanmar
        | '\u{1780}'..='\u{17ff}'    // Khmer
        | '\u{3040}'..='\u{30ff}'    // Hiragana, Katakana
        | '\u{31f0}'..='\u{31ff}'    // Katakana extensions
        | '\u{3400}'..='\u{4dbf}'    // Han
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9d}'    // halfwidth Katakana
        | '\u{20000}'..='\u{3ffff}') // Han
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_quoted_and_a_beginning() {
        assert_eq!(query("grain exp"), Some(r#""grain"* AND "exp"*"#.to_owned()), "all words, as beginnings");
        assert_eq!(query(r#"a" OR b*"#), Some(r#""a"""* AND "OR"* AND "b*"*"#.to_owned()), "nothing is an operator");
        for nothing in ["", "  ", "\"", "* - ^", "\0"] {
            assert_eq!(query(nothing), None, "{nothing:?} has no word");
        }
    }

    #[test]
    fn letters_without_spaces_stand_alone_and_come_back_whole() {
        assert_eq!(spread("在北京AB"), "在\u{200b}北\u{200b}京\u{200b}AB", "parted");
        assert_eq!(spread("AB京"), "AB\u{200b}京\u{200b}", "parted from what is before");
        assert_eq!(shown(&spread("在北京 AB\nЁлка ещё")), "在北京 AB Ёлка ещё", "shown as written, on one line");
    }
}
