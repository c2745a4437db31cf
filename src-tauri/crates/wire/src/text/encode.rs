//! An item as plain text: a page in the profile's character set, read back to tell what it did not carry.

use super::decode;
use crate::lines::page;
use crate::settle::settle;
use crate::{EncodeError, Encoded, Profile, Reading, WireItem};

pub(super) fn encode(item: &WireItem, profile: &Profile) -> Result<Encoded, EncodeError> {
    let page = page::print(item, profile, profile.line_ends())?;
    let charset = profile.charset();
    let bytes = charset
        .encode(&page.text)
        .map_err(|letter| EncodeError::Charset { charset: charset.name().to_owned(), code: letter.into() })?;
    let back = decode::decode(&bytes, &Reading::new(profile, item.envelope.sent_at));
    let back = back.map_err(|error| EncodeError::Unwritable { got: error.to_string() })?;
    let mut losses = page.losses;
    settle(item, page.parsed, &back.item, &mut losses);
    Ok(Encoded { bytes, charset: charset.name().to_owned(), losses })
}
