//! Lines of at most so many characters, for wires with a line width. Words stay whole: one that is longer than the
//! line stands alone, because a torn name is worse than a long line; a telegraph that takes no long line says so itself.

use std::borrow::Cow;

use crate::spelled;

/// Appends `text` to `out`, broken at spaces so that no line is longer than `width` characters; every line but the
/// first starts with `indent`, which counts.
pub(crate) fn wrap_into(out: &mut String, text: &str, width: usize, indent: &str) {
    let mut used = 0;
    for (at, word) in text.split(' ').enumerate() {
        let long = word.chars().count();
        if at > 0 && used + 1 + long > width {
            out.push('\n');
            out.push_str(indent);
            used = indent.chars().count();
        } else if at > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += long;
    }
}

/// Whether a word is longer than `longest` characters.
pub(crate) fn is_beyond(text: &str, longest: usize) -> bool {
    text.len() > longest && text.split([' ', '\n']).any(|word| word.len() > longest && word.chars().count() > longest)
}

/// `text` with single spaces and with no word longer than `longest`, for wires where a long line is not taken. A
/// character that is spelled as its code stays whole.
pub(crate) fn broken(text: &str, longest: usize) -> Cow<'_, str> {
    if !text.contains("  ") && !is_beyond(text, longest) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        break_into(&mut out, word, longest);
    }
    Cow::Owned(out)
}

/// Appends a word in pieces of at most `longest` characters.
fn break_into(out: &mut String, word: &str, longest: usize) {
    if !is_beyond(word, longest) {
        return out.push_str(word);
    }
    let (mut rest, mut used) = (word, 0);
    while let Some(letter) = rest.chars().next() {
        let length = spelled::code(rest).unwrap_or(letter.len_utf8());
        let (piece, behind) = rest.split_at(length);
        let long = piece.chars().count();
        if used > 0 && used + long > longest {
            out.push(' ');
            used = 0;
        }
        out.push_str(piece);
        used += long;
        rest = behind;
    }
}

/// Appends `line` to `out` in pieces of at most `width` characters. A line that fits stays as it is; in one that does
/// not, or has a word beyond `longest`, double spaces are closed and such words broken, as they are in every other text.
pub(crate) fn fold_into(out: &mut String, line: &str, width: usize, longest: usize) {
    if line.chars().count() <= width && !is_beyond(line, longest) {
        out.push_str(line);
        return;
    }
    wrap_into(out, &broken(line, longest), width, "");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: usize, indent: &str) -> String {
        let mut out = String::new();
        wrap_into(&mut out, text, width, indent);
        out
    }

    #[test]
    fn lines_are_filled_and_words_stay_whole() {
        assert_eq!(wrapped("one two three", 7, ""), "one two\nthree");
        assert_eq!(wrapped("extraordinary a", 5, ""), "extraordinary\na", "a long word stands alone");
        assert_eq!(wrapped("- один два", 6, "  "), "- один\n  два", "characters count, not bytes");
    }

    #[test]
    fn a_word_beyond_the_line_is_broken_only_where_asked() {
        assert_eq!(broken("ab  cdefg h", 3), "ab cde fg h");
        assert!(matches!(broken("abc de", 3), Cow::Borrowed("abc de")), "what fits is not touched");
        assert_eq!(broken("a(U+041F)(U+0440)", 10), "a(U+041F) (U+0440)", "no code is torn");
        let mut out = String::new();
        fold_into(&mut out, "  ab  cd ef", 5, 5);
        assert_eq!(out, "ab cd\nef", "a long line is closed up and folded");
        out.clear();
        fold_into(&mut out, "abcdef", 8, 5);
        assert_eq!(out, "abcde f", "a long word is broken in a line that fits, too");
    }
}
