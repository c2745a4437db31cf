//! Marks that seven bits do not have, as AP sets them: ` ``words'' ` for double quotes, ` _ ` for a dash. Read back the
//! same way; what could be read in two ways is settled before it is written, so that bytes never change on the way.

use std::borrow::Cow;

/// Words as they are written. The dash itself becomes `_` in the character set.
pub(super) fn set(words: &str) -> Cow<'_, str> {
    let mut words = read(words);
    if !words.contains('"') {
        return words;
    }
    // An apostrophe beside a quote may be read with it: written as it is read, it stays.
    for _ in 0..3 {
        let written = quoted(&words);
        let back = read(&written);
        if back == words {
            return Cow::Owned(written);
        }
        words = Cow::Owned(back.into_owned());
    }
    Cow::Owned(quoted(&words))
}

fn quoted(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    let mut before = ' ';
    for one in words.chars() {
        match one {
            '"' if opens_behind(before) => out.push_str("``"),
            '"' => out.push_str("''"),
            one => out.push(one),
        }
        before = one;
    }
    out
}

fn opens_behind(before: char) -> bool {
    before.is_whitespace() || matches!(before, '(' | '[' | '{' | '—' | '_' | '-' | '/' | ';' | '=')
}

/// Written words with the marks that they stand for. Of three apostrophes the first is one, the others close a quote.
pub(super) fn read(words: &str) -> Cow<'_, str> {
    if !words.contains("``") && !words.contains("''") && !words.contains('_') {
        return Cow::Borrowed(words);
    }
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(one) = rest.chars().next() {
        let run = rest.len() - rest.trim_start_matches(one).len();
        match one {
            '`' => out.push_str(&["\"".repeat(run / 2), "`".repeat(run % 2)].concat()),
            '\'' => out.push_str(&["'".repeat(run % 2), "\"".repeat(run / 2)].concat()),
            '_' if run == 1 && stands_alone(words, words.len() - rest.len()) => out.push('—'),
            _ => out.push_str(&rest[..run]),
        }
        rest = &rest[run..];
    }
    Cow::Owned(out)
}

/// Whether the byte at `at` has spaces or ends of the words on both sides.
fn stands_alone(words: &str, at: usize) -> bool {
    let before = words[..at].chars().next_back().is_none_or(|one| one == ' ');
    before && words[at + 1..].chars().next().is_none_or(|one| one == ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_dashes_are_written_as_ap_sets_them() {
        for (typed, written) in [
            ("\"The numbers add up,\" he said", "``The numbers add up,'' he said"),
            ("(\"a\")", "(``a'')"),
            ("ROME (AP) — x", "ROME (AP) — x"),
            ("it's 'so'", "it's 'so'"),
        ] {
            assert_eq!(set(typed), written);
            assert_eq!(read(&set(typed).replace('—', "_")), typed, "{written} reads back");
        }
        assert_eq!(read("a_b _ c"), "a_b — c", "inside a word it is no dash");
        assert_eq!(read("'a'''"), "'a'\"", "an apostrophe, then the end of a quote");
    }

    #[test]
    fn what_was_written_once_is_written_so_again() {
        for typed in ["a`` b", "\"'", "'\"", "''''", "_ a _", "\"\"", "`\"`", "a—b", " '' ", "['\"'", "'\"'\"'"] {
            let once = set(typed).replace('—', "_");
            let twice = set(&read(&once)).replace('—', "_");
            assert_eq!(twice, once, "{typed}");
        }
    }
}
