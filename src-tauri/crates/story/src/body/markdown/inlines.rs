//! Inlines to Markdown.
//!
//! Strong is `**`, emphasis `*`, or `_` next to or inside strong, so that two runs of marks never melt into one. A
//! mark opens only before a word and closes only behind one (`CommonMark` 6.2, flanking): where punctuation or a space
//! stands there instead, the letter on the other side of the mark is written as an entity, which counts as punctuation.

use super::escape::{self, Spot, entity};
use crate::body::{Inline, InlineKind};

/// Where the inlines stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Paragraph,
    Subhead,
    Cell,
    Caption,
}

/// Writes one block's inlines; a hard break is a backslash and a line feed.
pub(super) fn inlines(line: &[Inline], place: Place) -> String {
    let mut writer = Writer { written: String::new(), place, line_start: 0, encode_next: false, in_strong: false };
    writer.line(line);
    let mut written = writer.written;
    if let Some(last) = written.chars().last().filter(|letter| letter.is_whitespace()) {
        written.truncate(written.len() - last.len_utf8());
        written.push_str(&entity(last));
    }
    if place == Place::Subhead && written.ends_with('#') {
        let hashes = written.len() - written.trim_end_matches('#').len();
        written.insert(written.len() - hashes, '\\');
    }
    written
}

struct Writer {
    written: String,
    place: Place,
    /// Where the current line starts in `written`.
    line_start: usize,
    /// The next letter must not be a word's, or the mark before it would not close.
    encode_next: bool,
    in_strong: bool,
}

impl Writer {
    fn line(&mut self, line: &[Inline]) {
        for (at, inline) in line.iter().enumerate() {
            let (before, after) = (at.checked_sub(1).and_then(|at| line.get(at)), line.get(at + 1));
            match &inline.kind {
                InlineKind::Text(text) => self.text(text, after),
                InlineKind::Strong(inside) => {
                    let outer = std::mem::replace(&mut self.in_strong, true);
                    self.marked("**", inside);
                    self.in_strong = outer;
                }
                InlineKind::Emphasis(inside) => {
                    let strong =
                        |inline: Option<&Inline>| matches!(inline, Some(Inline { kind: InlineKind::Strong(_), .. }));
                    let apart = self.in_strong || strong(before) || strong(after) || holds_strong(inside);
                    self.marked(if apart { "_" } else { "*" }, inside);
                }
                InlineKind::Link { target, title, text } => {
                    self.bracketed(text);
                    let target = escape::target(target, title);
                    self.written.extend(["(", target.as_str(), ")"]);
                }
                InlineKind::Insertion(inside) => self.bracketed(inside),
                InlineKind::Break => {
                    self.written.push_str("\\\n");
                    self.line_start = self.written.len();
                    self.encode_next = false;
                }
            }
        }
    }

    fn bracketed(&mut self, inside: &[Inline]) {
        self.encode_next = false;
        self.written.push('[');
        self.line(inside);
        self.encode_next = false;
        self.written.push(']');
    }

    fn marked(&mut self, mark: &str, inside: &[Inline]) {
        let outer = self.written[self.line_start..].chars().last();
        let opened = self.written.len();
        self.encode_next = false;
        self.written.push_str(mark);
        let start = self.written.len();
        self.line(inside);
        self.encode_next = false;
        if let Some(last) = self.written[start..].chars().last().filter(|letter| letter.is_whitespace()) {
            self.written.truncate(self.written.len() - last.len_utf8());
            self.written.push_str(&entity(last));
        }
        if let Some(first) = self.written[start..].chars().next().filter(|letter| letter.is_whitespace()) {
            self.encode(start, first);
        }
        let word = |letter: Option<char>| mark != "_" && letter.is_some_and(char::is_alphanumeric);
        let closes = word(self.written.chars().last());
        let opens = word(self.written[start..].chars().next());
        self.written.push_str(mark);
        self.encode_next = !closes;
        let beside = |letter: char| letter == ' ' || letter.is_ascii_punctuation();
        if let Some(outer) = outer.filter(|letter| !opens && !beside(*letter)) {
            self.encode(opened - outer.len_utf8(), outer);
        }
    }

    /// Writes the letter that stands at `at` as an entity.
    fn encode(&mut self, at: usize, letter: char) {
        let entity = entity(letter);
        self.written.replace_range(at..at + letter.len_utf8(), &entity);
        if self.line_start > at {
            self.line_start += entity.len() - letter.len_utf8();
        }
    }

    fn text(&mut self, text: &str, after: Option<&Inline>) {
        let (mut at, mut before) = (0, None);
        while let Some(letter) = text[at..].chars().next() {
            let opens_line = self.written.len() == self.line_start;
            let rest = &text[at..];
            let first = at == 0;
            let copied = if opens_line && self.place == Place::Paragraph {
                escape::numbered(rest)
            } else if opens_line || first {
                None
            } else {
                Some(escape::calm(rest)).filter(|length| *length > 0)
            };
            if let Some(length) = copied {
                self.written.push_str(&rest[..length]);
                if opens_line {
                    self.written.push('\\');
                }
                before = rest[..length].chars().next_back();
                at += length;
                continue;
            }
            let encode =
                first && std::mem::take(&mut self.encode_next) && letter != ' ' && !letter.is_ascii_punctuation();
            if encode {
                self.written.push_str(&entity(letter));
            } else if self.clings(letter, rest, first, after) {
                self.written.push('\\');
                self.written.push(letter);
            } else {
                let opens_line = opens_line && (self.place == Place::Paragraph || letter.is_whitespace());
                escape::letter(&Spot { before, rest, opens_line }, &mut self.written);
            }
            before = Some(letter);
            at += letter.len_utf8();
        }
    }

    /// Letters that would make a link, an image or a definition of the brackets beside them.
    fn clings(&self, letter: char, rest: &str, first: bool, after: Option<&Inline>) -> bool {
        let closed = first && self.written.ends_with(']');
        let link = matches!(after, Some(Inline { kind: InlineKind::Link { .. } | InlineKind::Insertion(_), .. }));
        match letter {
            '(' => closed,
            ':' => closed && self.written[self.line_start..].starts_with('['),
            '!' => rest.len() == 1 && link,
            // comrak takes `![^` for no image, footnotes or not.
            '^' => self.place == Place::Caption && self.written.is_empty(),
            _ => false,
        }
    }
}

fn holds_strong(inside: &[Inline]) -> bool {
    inside.iter().any(|inline| match &inline.kind {
        InlineKind::Strong(_) => true,
        InlineKind::Emphasis(inside) | InlineKind::Insertion(inside) | InlineKind::Link { text: inside, .. } => {
            holds_strong(inside)
        }
        InlineKind::Text(_) | InlineKind::Break => false,
    })
}
