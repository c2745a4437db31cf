//! Rich Text Format (1.9.1, as Microsoft last published it): a story for word processors of any age. Seven-bit bytes,
//! named styles, no `\info`, so nobody's name. docs/formats/rtf.md has the table.

mod read;
mod style;
mod token;
mod validate;
mod write;

use crate::coded::refuse_too_large;
use crate::paper::Sheet;
use crate::settle::settle;
use crate::{DecodeError, Decoded, Dialect, EncodeError, Encoded, Fault, Format, Profile, Reading, WireItem, dialect};

/// Rich Text Format.
#[derive(Debug, Clone, Copy)]
pub struct Rtf;

impl Format for Rtf {
    fn id(&self) -> &'static str {
        "rtf"
    }

    fn label(&self) -> &'static str {
        "Rich Text (RTF)"
    }

    fn extension(&self) -> &'static str {
        "rtf"
    }

    fn media_type(&self) -> &'static str {
        "application/rtf"
    }

    fn encode(&self, item: &WireItem, profile: &Profile, dialect: &Dialect) -> Result<Encoded, EncodeError> {
        dialect::resolve(self, dialect, profile)?;
        crate::format::refuse_empty(item)?;
        let mut sheet = Sheet::new(item, profile)?;
        sheet.tell_flattened(item, profile);
        let bytes = write::write(&sheet, profile).into_bytes();
        let back = read::read(&bytes, &Reading::new(profile, item.version_created));
        let back = back.map_err(|error| EncodeError::Unwritable { got: error.to_string() })?;
        let mut losses = sheet.carrier.losses.into_list();
        settle(item, None, &back.item, &mut losses);
        Ok(Encoded { bytes, charset: "us-ascii".to_owned(), losses })
    }

    fn decode(&self, bytes: &[u8], reading: &Reading<'_>) -> Result<Decoded, DecodeError> {
        refuse_too_large(bytes)?;
        read::read(bytes, reading)
    }

    fn validate(&self, bytes: &[u8], _profile: &Profile) -> Vec<Fault> {
        validate::validate(bytes)
    }

    fn looks_like(&self, bytes: &[u8]) -> bool {
        bytes.trim_ascii_start().starts_with(b"{\\rtf")
    }
}
