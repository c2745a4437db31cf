//! From the words of a parsed body back to the bytes of the Markdown text, so that a loss points at what was typed.
//! Only walked where something was lost; a place that cannot be traced is the whole run of words.

use std::ops::Range;

use wirecopy_story::Inline;

/// The bytes of `markdown` that `part` (bytes of `words`, the text of `inline`) came from.
pub(crate) fn range_in(markdown: &str, inline: &Inline, words: &str, part: &Range<usize>) -> Range<usize> {
    let whole = inline.range.clone();
    let Some(source) = markdown.get(whole.clone()) else { return whole };
    let traced = if source == words { Some(part.clone()) } else { trace(source, words, part) };
    traced.map_or(whole.clone(), |range| whole.start + range.start..whole.start + range.end)
}

/// Walks source and words side by side: an escape is a character more in the source, an entity several, a line end
/// with its indentation is one space.
fn trace(source: &str, words: &str, part: &Range<usize>) -> Option<Range<usize>> {
    let (mut at, mut start) = (0, None);
    let mut skip_line_start = false;
    for (word_at, letter) in words.char_indices() {
        if word_at >= part.end {
            break;
        }
        let rest = source.get(at..)?;
        let mut skipped = 0;
        if skip_line_start {
            skipped = rest.len() - rest.trim_start_matches([' ', '\t', '>']).len();
        }
        let rest = &rest[skipped..];
        skip_line_start = false;
        let ampersand = ["&amp;", "&#38;", "&#x26;"].iter().find(|entity| letter == '&' && rest.starts_with(**entity));
        let taken = if let Some(entity) = ampersand {
            entity.len()
        } else if rest.starts_with(letter) {
            let escaped = letter == '\\' && rest[1..].starts_with(|next: char| next.is_ascii_punctuation());
            letter.len_utf8() + usize::from(escaped && !words[word_at + 1..].starts_with(&rest[1..2]))
        } else if rest.starts_with('\\') && rest[1..].starts_with(letter) {
            1 + letter.len_utf8()
        } else if letter == ' ' && rest.starts_with(['\n', '\r']) {
            skip_line_start = true;
            if rest.starts_with("\r\n") { 2 } else { 1 }
        } else if rest.starts_with('&') {
            rest.find(';')? + 1
        } else {
            return None;
        };
        if word_at == part.start {
            start = Some(at + skipped);
        }
        at += skipped + taken;
    }
    Some(start?..at)
}

#[cfg(test)]
mod tests {
    use wirecopy_story::InlineKind;

    use super::*;

    fn traced(source: &str, words: &str, part: &str) -> String {
        let inline = Inline { range: 0..source.len(), kind: InlineKind::Text(words.to_owned()) };
        let at = words.find(part).expect("the case names a part of its words");
        source[range_in(source, &inline, words, &(at..at + part.len()))].to_owned()
    }

    #[test]
    fn plain_words_are_where_they_are() {
        assert_eq!(traced("a “b” c", "a “b” c", "“"), "“");
    }

    #[test]
    fn escapes_entities_and_line_ends_are_walked_over() {
        assert_eq!(traced("a \\* “b”", "a * “b”", "“"), "“", "behind an escape");
        assert_eq!(traced("a &amp; “b”", "a & “b”", "“"), "“", "behind an entity");
        assert_eq!(traced("a &ldquo;b", "a “b", "“"), "&ldquo;", "the entity is the place");
        assert_eq!(traced("a\n  “b”", "a “b”", "“"), "“", "behind an indented line end");
    }

    #[test]
    fn what_cannot_be_traced_is_the_whole_run() {
        assert_eq!(traced("entirely other", "a “b”", "“"), "entirely other");
    }
}
