//! Office Open XML (ECMA-376, transitional): a story as a document of a word processor, for clients who have nothing
//! else. No agency prescribes one, so the sheet is plain: named styles, no layout of its own, nothing personal, no macro
//! and no picture. docs/formats/docx.md has the table.

mod package;
mod read;
mod sheet;
mod style;
mod validate;
mod write;

use crate::coded::refuse_too_large;
use crate::paper::Sheet;
use crate::settle::settle;
use crate::{DecodeError, Decoded, Dialect, EncodeError, Encoded, Fault, Format, Profile, Reading, WireItem, dialect};

/// Office Open XML.
#[derive(Debug, Clone, Copy)]
pub struct Docx;

impl Format for Docx {
    fn id(&self) -> &'static str {
        "docx"
    }

    fn label(&self) -> &'static str {
        "Word document (DOCX)"
    }

    fn extension(&self) -> &'static str {
        "docx"
    }

    fn media_type(&self) -> &'static str {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    }

    fn encode(&self, item: &WireItem, profile: &Profile, dialect: &Dialect) -> Result<Encoded, EncodeError> {
        dialect::resolve(self, dialect, profile)?;
        crate::format::refuse_empty(item)?;
        let mut sheet = Sheet::new(item, profile)?;
        sheet.tell_flattened(item, profile);
        let bytes = package::write(&write::parts(&sheet, profile))?;
        let back = read::read(&bytes, &Reading::new(profile, item.version_created));
        let back = back.map_err(|error| EncodeError::Unwritable { got: error.to_string() })?;
        let mut losses = sheet.carrier.losses.into_list();
        settle(item, None, &back.item, &mut losses);
        // A document is bytes and no text: it has no character set.
        Ok(Encoded { bytes, charset: String::new(), losses })
    }

    fn decode(&self, bytes: &[u8], reading: &Reading<'_>) -> Result<Decoded, DecodeError> {
        refuse_too_large(bytes)?;
        read::read(bytes, reading)
    }

    fn validate(&self, bytes: &[u8], _profile: &Profile) -> Vec<Fault> {
        validate::validate(bytes)
    }

    fn looks_like(&self, bytes: &[u8]) -> bool {
        let name = b"word/document.xml";
        bytes.starts_with(b"PK\x03\x04") && bytes.windows(name.len()).any(|window| window == name)
    }
}
