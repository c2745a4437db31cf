//! One story as one e-mail (RFC 5322, RFC 2045 to 2047): the page of the profile's plain text under a subject, never
//! `format=flowed`, which breaks the line rule of the wire. docs/formats/email.md has the field table. Nothing in it
//! tells of machine, program, user or zone.

pub(crate) mod attach;
mod decode;
mod encode;
mod header;
mod validate;

use crate::dialect::{self, Choice};
use crate::{DecodeError, Decoded, Dialect, EncodeError, Encoded, Fault, Format, Profile, Reading, WireItem};

/// An e-mail message.
#[derive(Debug, Clone, Copy)]
pub struct Email;

/// The text alone, or beside it the same story as HTML.
const BODY: Choice = Choice { name: "body", values: &["plain", "alternative"] };

/// The format of a file beside the text; [`crate::compose`] writes it.
pub(crate) const ATTACH: Choice = Choice { name: "attach", values: &["none", "nitf", "newsml-g2", "ninjs-3"] };

impl Format for Email {
    fn id(&self) -> &'static str {
        "email"
    }

    fn label(&self) -> &'static str {
        "E-mail"
    }

    fn extension(&self) -> &'static str {
        "eml"
    }

    fn media_type(&self) -> &'static str {
        "message/rfc822"
    }

    fn options(&self) -> &'static [Choice] {
        &[BODY, ATTACH]
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
        header::begins(bytes)
    }
}
