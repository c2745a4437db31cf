//! Header fields: text as RFC 2047 has it where it is more than plain ASCII, identity as a message id and back, and
//! what tells a message from a text.

use std::fmt::Write as _;

use encodify::{Fold, rfc2047};

/// The longest local part of a message id, bytes: with its domain it stays far below the 998 of a line.
const MAX_LOCAL: usize = 600;

/// Fields that a message has and a text does not begin with.
const KNOWN: &[&str] = &[
    "from",
    "to",
    "cc",
    "date",
    "subject",
    "sender",
    "reply-to",
    "message-id",
    "mime-version",
    "received",
    "return-path",
    "content-type",
    "delivered-to",
    "dkim-signature",
];

/// Writes `name: text` with its line end, folded.
pub(super) fn field(out: &mut String, name: &str, text: &str) {
    out.push_str(name);
    out.push_str(": ");
    let mut column = name.len() + 2;
    words(out, text, &mut column);
    out.push_str("\r\n");
}

/// Text in a field: plain where a reader gets the same characters back, else as encoded words.
pub(super) fn words(out: &mut String, text: &str, column: &mut usize) {
    let plain = text.bytes().all(|one| (b' '..=b'~').contains(&one))
        && !text.contains("=?")
        && !text.contains("  ")
        && text.trim() == text
        && text.split(' ').all(|word| word.len() < 70);
    if !plain {
        rfc2047::B.encode_words("utf-8", text, column, Fold::HEADER, out);
        return;
    }
    for (at, word) in text.split(' ').enumerate() {
        if at > 0 {
            let full = *column + 1 + word.len() > 76;
            out.push_str(if full { "\r\n " } else { " " });
            *column = if full { 1 } else { *column + 1 };
        }
        out.push_str(word);
        *column += word.len();
    }
}

/// A name in an address or a keyword: bare where it is atoms, else an encoded word.
pub(super) fn phrase(out: &mut String, text: &str, column: &mut usize) {
    let atoms = |one: u8| one.is_ascii_alphanumeric() || matches!(one, b' ' | b'-');
    if text.bytes().all(atoms) {
        words(out, text, column);
    } else {
        rfc2047::B.encode_words("utf-8", text, column, Fold::HEADER, out);
    }
}

/// `<urn/newsml/wirecopy.example/20261123/42+2@wirecopy.example>`: the guid, its colons as strokes, and the version.
pub(super) fn message_id(guid: &str, version: u32, domain: &str) -> String {
    let mut local = String::with_capacity(guid.len() + 8);
    for one in guid.chars() {
        let before = local.len();
        match one {
            ':' => local.push('/'),
            '.' if !local.is_empty() && !local.ends_with('.') => local.push('.'),
            one if one.is_ascii_alphanumeric() || matches!(one, '-' | '_') => local.push(one),
            one => {
                for byte in one.encode_utf8(&mut [0; 4]).bytes() {
                    let _ = write!(local, "%{byte:02X}");
                }
            }
        }
        if local.len() > MAX_LOCAL {
            local.truncate(before);
            break;
        }
    }
    if local.is_empty() || local.ends_with('.') {
        local.push('-');
    }
    format!("<{local}+{version}@{domain}>")
}

/// Guid and version of [`message_id`]; `None` for an id of another program.
pub(super) fn identity(id: &str) -> Option<(String, u32)> {
    let (local, _) = id.trim_matches(['<', '>', ' ']).rsplit_once('@')?;
    let (guid, version) = local.rsplit_once('+')?;
    let version = version.parse().ok().filter(|version| *version > 0)?;
    let mut bytes = Vec::with_capacity(guid.len());
    let mut rest = guid.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        match (first, tail) {
            (b'/', _) => bytes.push(b':'),
            (b'%', [high, low, tail @ ..]) => {
                let digit = |one: u8| char::from(one).to_digit(16);
                bytes.push(u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()?);
                rest = tail;
            }
            (one, _) => bytes.push(*one),
        }
    }
    Some((String::from_utf8(bytes).ok()?, version))
}

/// Whether bytes begin with the header of a message: two fields that messages have, the first of them on line 1.
pub(super) fn begins(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(4096)];
    let mut known = 0;
    for (at, line) in start.split(|one| *one == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if at > 0 && line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let name = line.iter().position(|one| *one == b':').map(|colon| &line[..colon]);
        let Some(name) = name.filter(|name| name.iter().all(u8::is_ascii_graphic)) else { return known >= 2 };
        let is_known = KNOWN.iter().any(|one| name.eq_ignore_ascii_case(one.as_bytes()));
        if at == 0 && !is_known {
            return false;
        }
        known += usize::from(is_known);
    }
    known >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guid_and_its_version_are_a_message_id_and_back() {
        for guid in ["urn:newsml:wirecopy.example:20261123:42", "tag:a..b,2026:é/1+2", ".x", "a b@c"] {
            let id = message_id(guid, 3, "wirecopy.example");
            assert_eq!(identity(&id), Some((guid.to_owned(), 3)), "{id}");
            assert!(id.is_ascii() && !id.contains(".."), "{id} is a dot-atom");
        }
        let id = message_id("urn:newsml:wirecopy.example:20261123:42", 2, "wirecopy.example");
        assert_eq!(id, "<urn/newsml/wirecopy.example/20261123/42+2@wirecopy.example>");
        assert_eq!(identity("<20261123.A1@mail.example>"), None, "another program's id is no guid");
    }

    #[test]
    fn a_field_is_plain_where_it_can_be() {
        let written = |text: &str| {
            let mut out = String::new();
            field(&mut out, "Subject", text);
            out
        };
        assert_eq!(written("Harbour reopened"), "Subject: Harbour reopened\r\n");
        assert_eq!(written("Порт"), "Subject: =?utf-8?B?0J/QvtGA0YI=?=\r\n");
        let long = written(&"harbour ".repeat(40));
        assert!(long.split("\r\n").all(|line| line.len() <= 78), "{long}");
    }

    #[test]
    fn a_text_with_a_colon_is_no_message() {
        assert!(begins(b"From: a@b.example\r\nSubject: x\r\n\r\n"), "two fields");
        assert!(!begins(b"Subject: to change\n\nText.\n"), "one line is a headline");
        assert!(!begins(b"World\nFrom: a\nDate: b\n"), "a section comes first");
    }
}
