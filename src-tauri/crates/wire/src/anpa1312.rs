//! ANPA 1312 (also NAA 84-2 and 89-3): one story as one 7-bit message with a mark before each line.
//! docs/formats/anpa1312.md has the field table. The bulletin is not public; the layout is that of real messages of AP
//! and Kyodo.

mod decode;
mod encode;
mod header;
mod read;
mod seven;
mod validate;

use crate::dialect::{self, Choice};
use crate::{DecodeError, Decoded, Dialect, EncodeError, Encoded, Fault, Format, Profile, Reading, WireItem};

/// ANPA 1312.
#[derive(Debug, Clone, Copy)]
pub struct Anpa1312;

/// Where the lines stand that say why the message goes out, and the notes to editors: as heading lines, or as the first
/// paragraphs, opened by `EDITOR'S NOTE _`.
const NOTES: Choice = Choice { name: "notes", values: &["headings", "paragraphs"] };
/// Subheads and the sign-off: as heading lines, or as paragraphs.
const SUBHEADS: Choice = Choice { name: "subheads", values: &["headings", "paragraphs"] };
/// Characters of the keyword beside letters and digits.
const KEYWORD: Choice = Choice { name: "keyword", values: &["printed", "plain"] };
/// Priority letters: AP's, or the four that some receivers know.
const PRIORITY: Choice = Choice { name: "priority", values: &["fburd", "fbuz"] };

/// What may stand before SOH: NUL, SYN.
const FILL: &[u8] = b"\0\x16";

impl Format for Anpa1312 {
    fn id(&self) -> &'static str {
        "anpa1312"
    }

    fn label(&self) -> &'static str {
        "ANPA 1312"
    }

    fn extension(&self) -> &'static str {
        "anpa"
    }

    fn media_type(&self) -> &'static str {
        "application/octet-stream"
    }

    fn options(&self) -> &'static [Choice] {
        &[NOTES, SUBHEADS, KEYWORD, PRIORITY]
    }

    fn encode(&self, item: &WireItem, profile: &Profile, dialect: &Dialect) -> Result<Encoded, EncodeError> {
        let dialect = dialect::resolve(self, dialect, profile)?;
        crate::format::refuse_empty(item)?;
        encode::encode(item, profile, dialect)
    }

    fn decode(&self, bytes: &[u8], reading: &Reading<'_>) -> Result<Decoded, DecodeError> {
        decode::decode(bytes, reading)
    }

    fn validate(&self, bytes: &[u8], _profile: &Profile) -> Vec<Fault> {
        validate::validate(bytes)
    }

    fn looks_like(&self, bytes: &[u8]) -> bool {
        let rest = bytes.iter().position(|one| !FILL.contains(one) && !matches!(one, b'\r' | b'\n'));
        let Some(head) = rest.and_then(|at| bytes[at..].strip_prefix(b"\x01")) else { return false };
        let head = &head[..head.len().min(160)];
        let head = head.split(|one| *one == 2).next().unwrap_or(head);
        let form = |pair: &[u8]| matches!(pair, [0x13 | 0x14, 0x11 | 0x12]);
        head.first().is_some_and(u8::is_ascii_alphabetic) && head.windows(2).any(form)
    }
}
