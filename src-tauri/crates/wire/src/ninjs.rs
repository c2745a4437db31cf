//! ninjs 3.1 (IPTC, JSON Schema draft 2020-12, approved 2025): news in JSON. docs/formats/ninjs-3.md has the field
//! table. The body travels as XHTML, opened by the dateline; the kind of release and its note open `edNote`, because
//! ninjs has no signal.

mod carry;
mod decode;
mod encode;
mod message;
mod note;
mod place;
mod schema;
mod validate;

use crate::dialect::DialectRow;
use crate::{DecodeError, Decoded, Dialect, EncodeError, Encoded, Fault, Format, Loss, Profile, Reading, WireItem};

/// ninjs 3.1.
#[derive(Debug, Clone, Copy)]
pub struct Ninjs3;

/// Leaves out indentation and line ends.
pub const COMPACT: &str = "compact";
/// Escapes everything beyond ASCII: for receivers that read files in their own character set.
pub const ASCII: &str = "ascii";
/// Adds the body once more as plain text.
pub const WITH_TEXT: &str = "with-text";

impl Format for Ninjs3 {
    fn id(&self) -> &'static str {
        "ninjs-3"
    }

    fn label(&self) -> &'static str {
        "ninjs 3.1"
    }

    fn extension(&self) -> &'static str {
        "json"
    }

    fn media_type(&self) -> &'static str {
        "application/json"
    }

    fn dialects(&self) -> &'static [DialectRow] {
        &[
            DialectRow { id: Dialect::STRICT, label: "Strict, indented by two spaces" },
            DialectRow { id: COMPACT, label: "On one line" },
            DialectRow { id: ASCII, label: "ASCII only, other characters escaped" },
            DialectRow { id: WITH_TEXT, label: "With the body as plain text beside the XHTML" },
        ]
    }

    fn encode(&self, item: &WireItem, profile: &Profile, dialect: &Dialect) -> Result<Encoded, EncodeError> {
        crate::format::refuse_unknown(self, dialect)?;
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
        let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let start = text.iter().position(|byte| !byte.is_ascii_whitespace());
        start.is_some_and(|start| text[start] == b'{')
            && [&b"\"uri\""[..], b"\"headlines\"", b"\"bodies\"", b"\"standard\""]
                .iter()
                .any(|key| text.windows(key.len()).any(|window| window == *key))
    }
}

/// The item as ninjs carries it, and what it leaves out: decoding an encoded item gives exactly this. Where a field
/// differs from `item`, a loss names it.
pub fn carried(item: &WireItem, profile: &Profile) -> (WireItem, Vec<Loss>) {
    carry::carried(item, profile)
}
