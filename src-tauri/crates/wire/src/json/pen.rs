//! JSON on its way out, written straight into the message: members in the order in which they are named, strings by
//! `serde_json`. Nothing is kept in between, because the body of a story is most of its message.

use serde::Serializer as _;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};

/// How a message is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// By two spaces, because people read messages in a window.
    Indented,
    /// On one line.
    Compact,
    /// Indented, everything beyond ASCII escaped.
    Ascii,
}

/// Writes one value.
pub(crate) struct Pen {
    out: Vec<u8>,
    layout: Layout,
    depth: usize,
    /// Nothing stands yet in the object or list that is open.
    first: bool,
}

impl Pen {
    /// An empty message with room for `capacity` bytes.
    pub(crate) fn new(layout: Layout, capacity: usize) -> Self {
        Self { out: Vec::with_capacity(capacity), layout, depth: 0, first: true }
    }

    /// The message, ended by a line feed.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.out.push(b'\n');
        self.out
    }

    /// An object; `members` writes what stands in it.
    pub(crate) fn object(&mut self, members: impl FnOnce(&mut Self)) {
        self.inside([b'{', b'}'], members);
    }

    /// The member `key`; `value` writes it.
    pub(crate) fn member(&mut self, key: &str, value: impl FnOnce(&mut Self)) {
        self.next();
        self.string(key);
        self.out.push(b':');
        if self.layout != Layout::Compact {
            self.out.push(b' ');
        }
        value(self);
    }

    /// The member `key`, an object.
    pub(crate) fn object_at(&mut self, key: &str, members: impl FnOnce(&mut Self)) {
        self.member(key, |pen| pen.object(members));
    }

    /// The member `key`, a list; `item` writes each of `items`. An empty list is left out.
    pub(crate) fn list_at<T>(&mut self, key: &str, items: &[T], mut item: impl FnMut(&mut Self, &T)) {
        if items.is_empty() {
            return;
        }
        self.member(key, |pen| {
            pen.inside([b'[', b']'], |pen| {
                for one in items {
                    pen.next();
                    item(pen, one);
                }
            });
        });
    }

    /// The member `key`, a string.
    pub(crate) fn text(&mut self, key: &str, text: &str) {
        self.member(key, |pen| pen.string(text));
    }

    /// The member `key`, left out where the text is empty.
    pub(crate) fn filled(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            self.text(key, text);
        }
    }

    /// The member `key`, a whole number.
    pub(crate) fn number(&mut self, key: &str, number: u32) {
        self.member(key, |pen| pen.out.extend_from_slice(number.to_string().as_bytes()));
    }

    fn inside(&mut self, [open, close]: [u8; 2], write: impl FnOnce(&mut Self)) {
        self.out.push(open);
        self.depth += 1;
        self.first = true;
        write(self);
        self.depth -= 1;
        if !self.first {
            self.line();
        }
        self.out.push(close);
        self.first = false;
    }

    /// Parts a member or item from the one before it.
    fn next(&mut self) {
        if !self.first {
            self.out.push(b',');
        }
        self.first = false;
        self.line();
    }

    fn line(&mut self) {
        if self.layout != Layout::Compact {
            self.out.push(b'\n');
            self.out.extend(std::iter::repeat_n(b' ', self.depth * 2));
        }
    }

    fn string(&mut self, text: &str) {
        let written = if self.layout == Layout::Ascii {
            Serializer::with_formatter(&mut self.out, Ascii).serialize_str(text)
        } else {
            Serializer::with_formatter(&mut self.out, CompactFormatter).serialize_str(text)
        };
        written.expect("memory takes any text");
    }
}

/// Escapes every character beyond ASCII.
struct Ascii;

impl Formatter for Ascii {
    fn write_string_fragment<W: ?Sized + std::io::Write>(&mut self, writer: &mut W, text: &str) -> std::io::Result<()> {
        let mut rest = text;
        while let Some(at) = rest.find(|letter: char| !letter.is_ascii()) {
            writer.write_all(&rest.as_bytes()[..at])?;
            let letter = rest[at..].chars().next().unwrap_or(char::REPLACEMENT_CHARACTER);
            for unit in letter.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &rest[at + letter.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(layout: Layout) -> String {
        let mut pen = Pen::new(layout, 0);
        pen.object(|pen| {
            pen.text("a", "é\"\n😀");
            pen.filled("b", "");
            pen.list_at("c", &[1, 2], |pen, one| pen.object(|pen| pen.number("d", *one)));
            pen.list_at("e", &[0; 0], |_, _| {});
            pen.object_at("f", |_| {});
        });
        String::from_utf8(pen.finish()).expect("JSON is UTF-8")
    }

    #[test]
    fn the_three_layouts_say_the_same() {
        let indented = "{\n  \"a\": \"é\\\"\\n😀\",\n  \"c\": [\n    {\n      \"d\": 1\n    },\n    {\n      \"d\": 2\n    \
                        }\n  ],\n  \"f\": {}\n}\n";
        assert_eq!(written(Layout::Indented), indented, "two spaces a level, empty members left out");
        assert_eq!(written(Layout::Compact), "{\"a\":\"é\\\"\\n😀\",\"c\":[{\"d\":1},{\"d\":2}],\"f\":{}}\n");
        let ascii = indented.replace('é', "\\u00e9").replace('😀', "\\ud83d\\ude00");
        assert_eq!(written(Layout::Ascii), ascii, "the same members, nothing beyond ASCII");
    }
}
