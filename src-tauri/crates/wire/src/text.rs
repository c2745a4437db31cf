//! Plain wire text by profile: section, headline, lead, then the body that the dateline opens. The profile says which
//! lines there are and how marks, tables and insertions read; docs/formats/text.md has the table.

mod decode;
mod encode;
mod validate;

use crate::json::Json;
use crate::xml;
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
        !bytes.is_empty() && (utf16 || !bytes.contains(&0)) && !is_markup(bytes)
    }
}

/// XML or JSON of some other kind: no reader would take its marks for copy.
fn is_markup(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let json = || matches!(text.first(), Some(b'{' | b'[')) && Json::read(text).is_ok();
    // A line of copy may open with words in angles: what closes them makes them an element.
    let closed = |name: &str| String::from_utf8_lossy(text).trim_end().ends_with(&format!("{name}>"));
    text.starts_with(b"<?xml") || xml::root_name(bytes).is_some_and(|name| closed(&name)) || json()
}
