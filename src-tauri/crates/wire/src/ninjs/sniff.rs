//! Which line of ninjs a message is, by its members alone: a message that is broken further down is still told, so that
//! its reader hears what is wrong with it.

use super::names::{self, Line};

/// The line of the message; `None` where it is no ninjs.
pub(super) fn line_of(bytes: &[u8]) -> Option<Line> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let start = text.iter().position(|byte| !byte.is_ascii_whitespace())?;
    if text[start] != b'{' {
        return None;
    }
    let mut found = Found::default();
    Scan { rest: &text[start..] }.run(&mut found);
    found.line()
}

#[derive(Default)]
struct Found {
    /// Members that each line knows.
    known: [usize; 3],
    /// Something that only a news item has.
    item: bool,
    /// Linked data, which shares names with ninjs.
    linked: bool,
    /// First digit of the version that the message names.
    version: Option<u8>,
}

impl Found {
    fn key(&mut self, key: &str) {
        for (line, known) in Line::ALL.into_iter().zip(&mut self.known) {
            *known += usize::from(names::knows(line, key) || (line == Line::One && key == "guid"));
        }
        self.item |= matches!(key, "uri" | "guid" | "standard" | "$standard" | "headlines" | "bodies");
        self.linked |= key == "@context";
    }

    /// What the message says itself, else the line that knows most of its members, the later one where they are equal.
    fn line(&self) -> Option<Line> {
        if !self.item || self.linked {
            return None;
        }
        match self.version {
            Some(b'1') => Some(Line::One),
            Some(b'2') => Some(Line::Two),
            Some(b'3') => Some(Line::Three),
            Some(_) | None => Line::ALL.into_iter().max_by_key(|line| self.known[*line as usize]),
        }
    }
}

/// Walks over the strings and brackets of a message.
struct Scan<'t> {
    rest: &'t [u8],
}

impl<'t> Scan<'t> {
    fn run(mut self, found: &mut Found) {
        let (mut depth, mut member) = (0usize, "");
        while let Some((first, rest)) = self.rest.split_first() {
            self.rest = rest;
            match first {
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.saturating_sub(1),
                b'"' => {
                    let text = self.string();
                    if !self.comes(b':') {
                        continue;
                    }
                    if depth == 1 {
                        found.key(text);
                        member = text;
                    } else if depth == 2 && text == "version" && matches!(member, "standard" | "$standard") {
                        found.version = self.comes(b'"').then(|| self.string().as_bytes().first().copied()).flatten();
                    }
                }
                _ => {}
            }
        }
    }

    /// The rest of a string behind its quote; empty where it is no UTF-8.
    fn string(&mut self) -> &'t str {
        let mut at = 0;
        while let Some(byte) = self.rest.get(at) {
            match byte {
                b'\\' => at += 2,
                b'"' => break,
                _ => at += 1,
            }
        }
        let (text, rest) = self.rest.split_at(at.min(self.rest.len()));
        self.rest = rest.get(1..).unwrap_or_default();
        std::str::from_utf8(text).unwrap_or_default()
    }

    /// Whether `byte` comes next; it is taken.
    fn comes(&mut self, byte: u8) -> bool {
        let rest = self.rest.trim_ascii_start();
        let comes = rest.first() == Some(&byte);
        if comes {
            self.rest = &rest[1..];
        }
        comes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_told_by_its_members() {
        for (text, line) in [
            (r#"{"uri": "x"}"#, Some(Line::Three)),
            (r#"{"uri": "x", "headline": "H", "versioncreated": "t"}"#, Some(Line::One)),
            (r#"{"guid": "x", "headline": "H", "body_html": "<p>"}"#, Some(Line::One)),
            (r#"{"uri": "x", "headlines": [], "pubstatus": "usable"}"#, Some(Line::Two)),
            (r#"{"uri": "x", "headlines": [], "pubStatus": "usable"}"#, Some(Line::Three)),
            (r#"{"standard": {"name": "ninjs", "version": "2.1"}, "uri": "x"}"#, Some(Line::Two)),
            (r#"{"$standard": {"version" : "1.5"}, "uri": "x"}"#, Some(Line::One)),
            (r#" {"uri": "x", "headline": "H", "byline": "broken"#, Some(Line::One)),
            (r#"{"@context": "https://schema.org", "headline": "H", "uri": "x"}"#, None),
            (r#"{"name": "x", "nested": {"uri": "x"}}"#, None),
            (r#"["uri"]"#, None),
            (r#"{"text": "\"uri\": \\", "escaped": 1}"#, None),
            ("", None),
        ] {
            assert_eq!(line_of(text.as_bytes()), line, "{text}");
        }
    }
}
