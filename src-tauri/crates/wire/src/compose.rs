//! A message as it leaves: a format's own, and beside it the message of another format where the dialect asks for one.
//! This is the one place above the formats, which never call each other.

use crate::dialect::resolve;
use crate::email::{ATTACH, attach};
use crate::{Dialect, EncodeError, Encoded, Format, Profile, WireItem, file_name, format};

/// Writes the item in `format`, with what its dialect puts beside it. The losses are those of the text that people read.
///
/// # Errors
/// As [`Format::encode`], of either message.
pub fn compose(
    format: &dyn Format,
    item: &WireItem,
    (profile, dialect): (&Profile, &Dialect),
) -> Result<Encoded, EncodeError> {
    let message = format.encode(item, profile, dialect)?;
    let wanted = resolve(format, dialect, profile)?.option(&ATTACH);
    let Some(beside) = self::format(wanted).filter(|_| format.options().contains(&ATTACH)) else { return Ok(message) };
    let file = beside.encode(item, profile, &Dialect::strict())?;
    let name = file_name(item, profile, beside);
    let file = attach::File { name: &name, media_type: beside.media_type(), bytes: &file.bytes };
    let bytes = attach::attach(&message.bytes, file);
    let bytes = bytes.ok_or_else(|| EncodeError::Unwritable { got: "a message without MIME-Version".to_owned() })?;
    Ok(Encoded { bytes, ..message })
}
