//! Writes XML: elements close by themselves in order, text and values are escaped, so no value can break out of its
//! place. That only characters of XML 1.0 (production 2) come here is the business of `clean`.

/// Writes one message.
pub(crate) struct Writer {
    out: String,
    open: Vec<&'static str>,
    /// The start tag at the end of `out` still takes attributes.
    in_tag: bool,
    /// The innermost element holds elements only: each stands on a line of its own.
    lines: usize,
}

impl Writer {
    /// A message that starts with the XML declaration, in UTF-8.
    pub(crate) fn message(room: usize) -> Self {
        let mut writer = Self { out: String::with_capacity(room), open: Vec::new(), in_tag: false, lines: 0 };
        writer.out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        writer
    }

    /// Opens an element that stands on a line of its own, indented.
    pub(crate) fn open(&mut self, name: &'static str) -> &mut Self {
        self.close_tag();
        self.new_line();
        self.lines += 1;
        self.begin(name)
    }

    /// Closes the element of [`Writer::open`] on a line of its own, or as empty when nothing was put in.
    pub(crate) fn close(&mut self) -> &mut Self {
        self.lines -= 1;
        if !self.in_tag {
            self.new_line();
        }
        self.end()
    }

    /// An element on a line of its own with nothing but `text` inside; nothing at all for empty text.
    pub(crate) fn line(&mut self, name: &'static str, text: &str) -> &mut Self {
        if text.is_empty() { self } else { self.leaf(name).text(text).end() }
    }

    /// Starts an element on a line of its own whose content stands on that line; attributes may follow, then content,
    /// then [`Writer::end`].
    pub(crate) fn leaf(&mut self, name: &'static str) -> &mut Self {
        self.close_tag();
        self.new_line();
        self.begin(name)
    }

    /// Starts an element inside text: no white space is added.
    pub(crate) fn begin(&mut self, name: &'static str) -> &mut Self {
        self.close_tag();
        self.out.push('<');
        self.out.push_str(name);
        self.open.push(name);
        self.in_tag = true;
        self
    }

    /// An attribute of the element that was just started.
    pub(crate) fn attribute(&mut self, name: &str, value: &str) -> &mut Self {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape_value_into(&mut self.out, value);
        self.out.push('"');
        self
    }

    /// An attribute unless its value is empty.
    pub(crate) fn filled(&mut self, name: &str, value: &str) -> &mut Self {
        if value.is_empty() { self } else { self.attribute(name, value) }
    }

    /// Text inside the innermost element.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        if !text.is_empty() {
            self.close_tag();
            escape_into(&mut self.out, text);
        }
        self
    }

    /// Elements that another writer of this crate made, well-formed as they are.
    pub(crate) fn markup(&mut self, elements: &str) -> &mut Self {
        self.close_tag();
        self.out.push_str(elements);
        self
    }

    /// Ends the innermost element.
    pub(crate) fn end(&mut self) -> &mut Self {
        if let Some(name) = self.open.pop() {
            if self.in_tag {
                self.out.push_str("/>");
                self.in_tag = false;
            } else {
                self.out.push_str("</");
                self.out.push_str(name);
                self.out.push('>');
            }
        }
        self
    }

    /// The message, with a line end at its end.
    pub(crate) fn into_bytes(mut self) -> Vec<u8> {
        while !self.open.is_empty() {
            self.end();
        }
        self.out.push('\n');
        self.out.into_bytes()
    }

    fn close_tag(&mut self) {
        if self.in_tag {
            self.out.push('>');
            self.in_tag = false;
        }
    }

    fn new_line(&mut self) {
        if !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        self.out.extend(std::iter::repeat_n("  ", self.lines));
    }
}

/// Appends words so that no element begins inside them; quotes stay readable. A carriage return would be read as a
/// line feed (XML 1.0, 2.11).
pub(crate) fn escape_into(out: &mut String, text: &str) {
    escape(out, text, |byte| matches!(byte, b'&' | b'<' | b'>' | b'\r'));
}

/// Appends a value so that its attribute does not end inside it; white space other than the space would be read as one
/// (XML 1.0, 3.3.3).
pub(crate) fn escape_value_into(out: &mut String, value: &str) {
    escape(out, value, |byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\n' | b'\t' | b'\r'));
}

/// `mark` knows bytes of ASCII only, so what it finds is a character.
fn escape(out: &mut String, text: &str, mark: impl Fn(u8) -> bool) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(&mark) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'\n' => "&#10;",
            b'\t' => "&#9;",
            b'\r' => "&#13;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_stand_on_lines_and_words_stay_on_theirs() {
        let mut writer = Writer::message(0);
        writer.open("a").attribute("b", "1 < \"2\"\n");
        writer.line("empty", "").line("c", "x & y");
        writer.leaf("p").text("one ").begin("em").text("two").end().text(" three").end();
        writer.open("d").close();
        writer.close();
        let text = String::from_utf8(writer.into_bytes()).expect("text");
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"1 &lt; &quot;2&quot;&#10;\">\n  <c>x &amp; \
                        y</c>\n  <p>one <em>two</em> three</p>\n  <d/>\n</a>\n";
        assert_eq!(text, expected);
    }
}
