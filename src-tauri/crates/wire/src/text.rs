//! Plain wire text by profile: section, headline, lead, then the body that the dateline opens. The profile says which
//! lines there are and how marks, tables and insertions read; docs/formats/text.md has the table.

mod decode;
mod encode;
mod validate;

use crate::{DecodeError, Decoded, Dialect, EncodeError, Encoded, Fault, Format, Profile, Reading, WireItem};

/// Plain wire text.
#[derive(Debug, Clone, Copy)]
pub struct Text;

impl Format for Text {
    fn id(&self) -> &'static str {
        "text"
    }

    fn label(&self) -> &'static str {
        "Wire text"
    }

    fn extension(&self) -> &'static str {
        "txt"
    }

    fn media_type(&self) -> &'static str {
        "text/plain"
    }

    fn encode(&self, item: &WireItem, profile: &Profile, dialect: &Dialect) -> Result<Encoded, EncodeError> {
        crate::dialect::resolve(self, dialect, profile)?;
        crate::format::refuse_empty(item)?;
        encode::encode(item, profile)
    }

    fn decode(&self, bytes: &[u8], reading: &Reading<'_>) -> Result<Decoded, DecodeError> {
        decode::decode(bytes, reading)
    }

    fn validate(&self, bytes: &[u8], profile: &Profile) -> Vec<Fault> {
        validate::validate(bytes, profile)
    }

    fn looks_like(&self, bytes: &[u8]) -> bool {
        let utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
        !bytes.is_empty() && (utf16 || !bytes.contains(&0))
    }
}
