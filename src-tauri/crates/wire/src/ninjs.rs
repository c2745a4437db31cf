//! ninjs 3.1 (IPTC, JSON Schema draft 2020-12, approved 2025): news in JSON. docs/formats/ninjs-3.md has the field
//! table. The body travels as XHTML, opened by the dateline; the kind of release and its note open `edNote`, because
//! ninjs has no signal.

mod decode;
mod encode;
mod message;
mod place;
mod schema;
mod validate;

use crate::dialect::{self, Choice};
use crate::{DecodeError, Decoded, Dialect, EncodeError, Encoded, Fault, Format, Profile, Reading, WireItem};

/// ninjs 3.1.
#[derive(Debug, Clone, Copy)]
pub struct Ninjs3;

/// Indented by two spaces, on one line, or with everything beyond ASCII escaped for receivers that read files in their
/// own character set.
const LAYOUT: Choice = Choice { name: "layout", values: &["indented", "compact", "ascii"] };
/// The body as XHTML, or once more as plain text beside it.
const BODIES: Choice = Choice { name: "bodies", values: &["xhtml", "xhtml-and-text"] };

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

    fn options(&self) -> &'static [Choice] {
        &[LAYOUT, BODIES]
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
        let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let start = text.iter().position(|byte| !byte.is_ascii_whitespace());
        start.is_some_and(|start| text[start] == b'{')
            && [&b"\"uri\""[..], b"\"headlines\"", b"\"bodies\"", b"\"standard\""]
                .iter()
                .any(|key| text.windows(key.len()).any(|window| window == *key))
    }
}
