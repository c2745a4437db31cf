//! NewsML 1.2 (IPTC, 2003) with a body of NITF, as agencies that never moved to NewsML-G2 still send it.
//! docs/formats/newsml-1.md has the field table. Status, embargo and versions have elements of their own; the kind of
//! release and its note open the line of type `EditorialNote`.

mod decode;
mod encode;
mod terms;

use crate::{
    DecodeError, Decoded, Dialect, EncodeError, Encoded, Fault, Format, Profile, Reading, WireItem, dialect, schema,
    xml,
};

/// NewsML 1.2.
#[derive(Debug, Clone, Copy)]
pub struct NewsMl1;

/// Type of the line that holds the note to editors.
const NOTE_LINE: &str = "EditorialNote";
/// Type of the line that holds the sign-off of a story without a body.
const SIGN_OFF_LINE: &str = "SignOff";
/// Property of an embargo that no change of status tells, because the story is held or killed.
const EMBARGO: &str = "EmbargoedUntil";
/// Property of a party that wrote the story.
const ROLE: &str = "Role";
/// Property of the address of one that wrote the story.
const EMAIL: &str = "Email";
/// Property of the section.
const SECTION: &str = "Section";
/// Where a story was written, and what it is about (`HowPresent` of a `Location`).
const ORIGIN: &str = "Origin";
const ABOUT: &str = "RelatesTo";

impl Format for NewsMl1 {
    fn id(&self) -> &'static str {
        "newsml-1"
    }

    fn label(&self) -> &'static str {
        "NewsML 1.2"
    }

    fn extension(&self) -> &'static str {
        "xml"
    }

    fn media_type(&self) -> &'static str {
        "application/xml"
    }

    fn encode(&self, item: &WireItem, profile: &Profile, dialect: &Dialect) -> Result<Encoded, EncodeError> {
        dialect::resolve(self, dialect, profile)?;
        crate::format::refuse_empty(item)?;
        encode::encode(item, profile)
    }

    fn decode(&self, bytes: &[u8], reading: &Reading<'_>) -> Result<Decoded, DecodeError> {
        decode::decode(bytes, reading)
    }

    fn validate(&self, bytes: &[u8], _profile: &Profile) -> Vec<Fault> {
        schema::newsml_1(bytes)
    }

    fn looks_like(&self, bytes: &[u8]) -> bool {
        xml::root_name(bytes).as_deref() == Some("NewsML")
    }
}
