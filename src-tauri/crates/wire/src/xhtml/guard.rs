//! Stands before the HTML reader. html5ever compares every attribute of a tag with all before it and walks its open
//! elements at many tags, so a hostile body of a few megabytes could hold it for minutes. Comments, declarations and
//! scripts are taken out here, tags with absurdly many attributes or unclosed elements refuse the body.

/// The most attributes of one tag.
const MAX_ATTRIBUTES: usize = 64;

/// The most elements that are open at once, unclosed ones counted for ever.
const MAX_OPEN: usize = 2_000;

/// Elements whose content is no text of a story: they are dropped with it.
const DROPPED: &[&str] = &[
    "script",
    "style",
    "template",
    "iframe",
    "noembed",
    "noframes",
    "xmp",
    "textarea",
    "title",
    "plaintext",
    "select",
    "object",
    "embed",
    "svg",
    "math",
];

/// Elements that never have an end.
const VOID: &[&str] = &["br", "hr", "img", "meta", "link", "input", "wbr", "col", "source", "area", "base", "track"];

/// Elements that hold a whole page and no text of their own.
const PAGE: &[&str] = &["html", "head", "body", "frameset", "frame"];

/// Elements that html5ever opens anew in each block until they are closed; their attributes say nothing to us, and
/// without them it keeps at most three of a kind.
const FORMATTING: &[&str] =
    &["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// The most nodes that a body may make.
const MAX_NODES: usize = 1_000_000;

/// The most HTML that is read as HTML, bytes: far more than the longest story.
const MAX_HTML: usize = 4 * 1024 * 1024;

/// The HTML without what is no story; `Err` says why a body is refused.
pub(super) fn guarded(html: &str) -> Result<String, &'static str> {
    if html.len() > MAX_HTML {
        return Err("more than a story has");
    }
    let mut guard = Guard { out: String::with_capacity(html.len()), open: Vec::new(), nodes: 0, formatting: 0 };
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        guard.out.push_str(&rest[..at]);
        rest = &rest[at..];
        let after = &rest[1..];
        let end_tag = after.starts_with('/');
        if after[usize::from(end_tag)..].starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            let (tag, behind_tag) = rest.split_at(tag_length(rest)?);
            rest = behind_tag;
            let name = tag_name(tag);
            if !DROPPED.contains(&name.as_str()) {
                guard.tag(tag, name, end_tag)?;
            } else if !end_tag && !tag.ends_with("/>") {
                rest = behind(rest, &name);
            }
        } else if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, behind)| behind);
        } else if end_tag || after.starts_with(['!', '?']) {
            rest = after.split_once('>').map_or("", |(_, behind)| behind);
        } else {
            // No tag begins here: the reader takes it for a character, as every browser does.
            guard.out.push('<');
            rest = after;
        }
    }
    guard.out.push_str(rest);
    Ok(guard.out)
}

/// What the reader will have to hold, never counted too low.
struct Guard {
    out: String,
    /// Names of the elements that are open; an end tag that does not fit the last one closes nothing here.
    open: Vec<String>,
    nodes: usize,
    /// Formatting elements that may be open.
    formatting: usize,
}

impl Guard {
    fn tag(&mut self, tag: &str, name: String, end_tag: bool) -> Result<(), &'static str> {
        if PAGE.contains(&name.as_str()) {
            return Ok(());
        }
        let formatting = FORMATTING.contains(&name.as_str()) || name == "a";
        self.nodes += 1 + self.formatting.min(3 * FORMATTING.len() + 1);
        if self.nodes > MAX_NODES {
            return Err("more elements than a story has");
        }
        if formatting && name != "a" {
            self.out.push_str(if end_tag { "</" } else { "<" });
            self.out.push_str(&name);
            self.out.push('>');
        } else {
            self.out.push_str(tag);
        }
        if end_tag {
            if self.open.last() == Some(&name) {
                self.open.pop();
                self.formatting -= usize::from(formatting);
            }
        } else if !VOID.contains(&name.as_str()) {
            self.formatting += usize::from(formatting);
            self.open.push(name);
        }
        if self.open.len() > MAX_OPEN { Err("more open elements than a story has") } else { Ok(()) }
    }
}

/// `b` of `<b>`, `</B >` and `<b/>`.
fn tag_name(tag: &str) -> String {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.find([' ', '\t', '\n', '\r', '\u{C}', '/', '>']).unwrap_or(name.len());
    name[..end].to_ascii_lowercase()
}

/// Bytes of the tag at the start of `html`, as the HTML standard ends it (13.2.5.32 to 13.2.5.40).
fn tag_length(html: &str) -> Result<usize, &'static str> {
    let bytes = html.as_bytes();
    let (mut at, mut attributes) = (1, 0);
    let space = |byte: u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0xC | b'/');
    // The slash of an end tag belongs to it.
    at += usize::from(bytes.get(1) == Some(&b'/'));
    while at < bytes.len() && !space(bytes[at]) && bytes[at] != b'>' {
        at += 1;
    }
    loop {
        while at < bytes.len() && space(bytes[at]) {
            at += 1;
        }
        match bytes.get(at) {
            None => return Ok(html.len()),
            Some(b'>') => return Ok(at + 1),
            Some(_) => {}
        }
        attributes += 1;
        if attributes > MAX_ATTRIBUTES {
            return Err("a tag with more attributes than any has");
        }
        at += 1;
        while at < bytes.len() && !space(bytes[at]) && bytes[at] != b'>' && bytes[at] != b'=' {
            at += 1;
        }
        let mut value = at;
        while value < bytes.len() && space(bytes[value]) && bytes[value] != b'/' {
            value += 1;
        }
        if bytes.get(value) == Some(&b'=') {
            at = value_end(bytes, value + 1);
        }
    }
}

/// Where the attribute value behind a `=` ends.
fn value_end(bytes: &[u8], mut at: usize) -> usize {
    let space = |byte: u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0xC);
    while at < bytes.len() && space(bytes[at]) {
        at += 1;
    }
    let find = |from: usize, stop: &dyn Fn(u8) -> bool| {
        bytes[from.min(bytes.len())..].iter().position(|byte| stop(*byte)).map_or(bytes.len(), |length| from + length)
    };
    match bytes.get(at) {
        Some(quote @ (b'"' | b'\'')) => (find(at + 1, &|byte| byte == *quote) + 1).min(bytes.len()),
        Some(_) => find(at, &|byte| space(byte) || byte == b'>'),
        None => bytes.len(),
    }
}

/// What follows the end tag of a dropped element; nothing when it has none.
fn behind<'h>(html: &'h str, name: &str) -> &'h str {
    let mut rest = html;
    while let Some(at) = rest.find("</") {
        rest = &rest[at + 2..];
        let ends = rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        if ends && rest[name.len()..].starts_with(['>', ' ', '\t', '\n', '\r', '/', '\u{C}']) {
            return rest.split_once('>').map_or("", |(_, behind)| behind);
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_story_is_taken_out() {
        for (html, expected) in [
            ("<p>a<!-- <b> -->b</p>", "<p>ab</p>"),
            ("<!DOCTYPE html><p>a</p>", "<p>a</p>"),
            ("<?xml version=\"1.0\"?><p>a</p>", "<p>a</p>"),
            ("a<script>\"</p>\"</script >b", "ab"),
            ("a < b <3", "a < b <3"),
            ("<a title='>' href=\"x\">y</a>", "<a title='>' href=\"x\">y</a>"),
            ("<style>p{", ""),
            ("<p", "<p"),
            ("a</", "a"),
            ("<br/>a", "<br/>a"),
        ] {
            assert_eq!(guarded(html).as_deref(), Ok(expected), "{html}");
        }
    }

    #[test]
    fn a_body_made_to_hold_the_reader_is_refused() {
        let attributes = (0..1000).map(|at| format!(" a{at}=1")).collect::<Vec<_>>().concat();
        assert!(guarded(&format!("<p{attributes}>")).is_err(), "a thousand attributes");
        assert!(guarded(&"<div>".repeat(100_000)).is_err(), "a hundred thousand open elements");
        assert!(guarded(&"<div></x>".repeat(100_000)).is_err(), "end tags that close nothing");
        let kinds = FORMATTING.iter().map(|name| format!("<{name}>")).collect::<Vec<_>>().concat();
        assert!(guarded(&format!("{kinds}{}", "<p>a".repeat(100_000))).is_err(), "bold that is opened for ever");
        assert!(guarded(&"<p>a <b>b</b></p>".repeat(100_000)).is_ok(), "a long story is fine");
    }

    #[test]
    fn formatting_loses_its_attributes_and_a_page_its_frame() {
        assert_eq!(guarded("<html><body><b class='x'>a</b></body></html>").as_deref(), Ok("<b>a</b>"));
    }
}
