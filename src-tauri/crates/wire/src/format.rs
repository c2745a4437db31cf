//! The formats: what each can do, the table of all of them, and which one a file is.

use wirecopy_story::ReleaseKind;

use crate::anpa1312::Anpa1312;
use crate::dialect::{self, Choice, DialectRow};
use crate::docx::Docx;
use crate::email::Email;
use crate::html::Html;
use crate::iptc7901::Iptc7901;
use crate::letters::{Letter, letter};
use crate::markdown::Markdown;
use crate::newsml_1::NewsMl1;
use crate::newsml_g2::NewsMlG2;
use crate::ninjs::{NINJS_1, NINJS_2, NINJS_3};
use crate::nitf::Nitf;
use crate::pdf::Pdf;
use crate::rtf::Rtf;
use crate::text::Text;
use crate::{DecodeError, Decoded, Dialect, EncodeError, Encoded, Fault, Profile, Reading, WireItem};

/// One wire format, out and in. A pure function: no clock, counter, database or configuration.
pub trait Format: Sync {
    /// Stable id: `ninjs-3`.
    fn id(&self) -> &'static str;

    /// Name for people: `ninjs 3.1`.
    fn label(&self) -> &'static str;

    /// Extension of its files, no dot.
    fn extension(&self) -> &'static str;

    /// IANA media type.
    fn media_type(&self) -> &'static str;

    /// What it can write in more than one way.
    fn options(&self) -> &'static [Choice] {
        &[]
    }

    /// The dialects it writes, the strict one first; a profile may have more.
    fn dialects(&self) -> &'static [DialectRow] {
        dialect::rows(self.id())
    }

    /// Writes the item.
    ///
    /// # Errors
    /// [`EncodeError`] when the story lacks headline or body, or the dialect is not one of this format.
    fn encode(&self, item: &WireItem, profile: &Profile, dialect: &Dialect) -> Result<Encoded, EncodeError>;

    /// Reads a message.
    ///
    /// # Errors
    /// [`DecodeError`] when the bytes are too many or not this format.
    fn decode(&self, bytes: &[u8], reading: &Reading<'_>) -> Result<Decoded, DecodeError>;

    /// The faults of a message by the format's standard and, where the standard leaves it to the agency, by the
    /// profile. Empty: valid.
    fn validate(&self, bytes: &[u8], profile: &Profile) -> Vec<Fault>;

    /// The faults of a message for a receiver of the dialect `row`. The strict one judges as [`Format::validate`] does;
    /// a dialect of another version of the standard by that version, whatever the message says of itself.
    fn validate_by(&self, bytes: &[u8], profile: &Profile, row: &DialectRow) -> Vec<Fault> {
        let _ = row;
        self.validate(bytes, profile)
    }

    /// Whether the bytes look like this format.
    fn looks_like(&self, bytes: &[u8]) -> bool;
}

/// Refuses a story without headline, or without body unless it is killed: a kill carries none.
pub(crate) fn refuse_empty(item: &WireItem) -> Result<(), EncodeError> {
    let seen = |one: char| !one.is_whitespace() && letter(one) == Letter::Plain;
    let empty = |text: &str| !text.contains(seen);
    let bodiless = empty(&item.story.body) && item.kind != ReleaseKind::Kill;
    let checks = [("headline", empty(&item.story.headline)), ("body", bodiless)];
    let missing: Vec<_> = checks.into_iter().filter(|(_, empty)| *empty).map(|(field, _)| field).collect();
    if missing.is_empty() { Ok(()) } else { Err(EncodeError::Missing { missing }) }
}

/// The faults of a message for a receiver of `dialect`, see [`Format::validate_by`].
///
/// # Errors
/// [`EncodeError`] when the dialect is not one of the format.
pub fn validate_for(
    format: &dyn Format,
    bytes: &[u8],
    (profile, dialect): (&Profile, &Dialect),
) -> Result<Vec<Fault>, EncodeError> {
    Ok(format.validate_by(bytes, profile, dialect::resolve(format, dialect, profile)?))
}

/// Every format, in the order in which people see them.
pub fn formats() -> &'static [&'static dyn Format] {
    &[
        &Text, &NewsMlG2, &NINJS_3, &NINJS_2, &NINJS_1, &Nitf, &NewsMl1, &Iptc7901, &Anpa1312, &Html, &Email,
        &Markdown, &Docx, &Rtf, &Pdf,
    ]
}

/// The format `id`.
pub fn format(id: &str) -> Option<&'static dyn Format> {
    formats().iter().copied().find(|format| format.id() == id)
}

/// The format that `bytes` look like. Plain text is what looks like nothing else; bytes that no format holds give
/// `None`.
pub fn sniff(bytes: &[u8]) -> Option<&'static dyn Format> {
    formats().iter().rev().copied().find(|format| format.looks_like(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_found() {
        for (at, one) in formats().iter().enumerate() {
            assert!(format(one.id()).is_some(), "{} is found by its id", one.id());
            assert!(formats()[at + 1..].iter().all(|other| other.id() != one.id()), "{} stands once", one.id());
            assert_eq!(one.dialects()[0].id, Dialect::STRICT, "{} writes its strict form first", one.id());
        }
        assert!(format("no-such-format").is_none(), "an unknown id is no format");
    }

    #[test]
    fn a_file_is_told_by_its_bytes() {
        let id = |bytes: &[u8]| sniff(bytes).map(Format::id);
        assert_eq!(id(b"{\"uri\": \"urn:x\"}"), Some("ninjs-3"));
        assert_eq!(id(b"{\"uri\": \"urn:x\", \"headlines\": [], \"pubstatus\": \"usable\"}"), Some("ninjs-2"));
        assert_eq!(id(b"{\"uri\": \"urn:x\", \"headline\": \"Harbour reopened\"}"), Some("ninjs-1"));
        assert_eq!(id(b"<?xml version=\"1.0\"?>\n<nitf version=\"x\"/>"), Some("nitf"));
        assert_eq!(id(b"<!DOCTYPE NewsML SYSTEM \"x.dtd\">\n<NewsML>"), Some("newsml-1"));
        assert_eq!(id(b"<?xml version='1.0'?><newsMessage/>"), Some("newsml-g2"));
        assert_eq!(id(b"From: a@b.example\r\nDate: x\r\n\r\n"), Some("email"));
        assert_eq!(id(b"World\nHarbour reopened\n"), Some("text"));
        assert_eq!(id(b"\x7F\x7F\r\n\x01tst0042 3 pl 43  wire\r\nA/\r\n\x02H =\r\n\x03"), Some("iptc7901"));
        assert_eq!(id(b"\x16\x16\x01a0042\x1F-----\r\nr i\x13\x11 BC-A     12-20 0032\r\n\x02^A<"), Some("anpa1312"));
        assert_eq!(id(b"---\nslug: GRAIN\n---\n"), Some("markdown"));
        assert_eq!(id(b"\xEF\xBB\xBF <!doctype HTML><p>A"), Some("html"));
        assert_eq!(id(b"<p>The harbour</p>"), Some("html"), "a body without its page");
        assert_eq!(id(b"<h2>The harbour</h2><p>Words"), Some("html"));
        assert_eq!(id(b"<ivanov@press.example> writes\n"), Some("text"), "a line that begins so is no markup");
        assert_eq!(id(b"<AP> The harbour\n"), Some("text"), "nor are words in angles");
        assert_eq!(id(b"[of Testland]\n"), Some("text"));
        assert_eq!(id(b"\x7fELF\0\0\0"), None, "a program is no message");
        assert_eq!(id(b"<?xml version=\"1.0\"?><rss/>"), None, "XML of another kind is no copy");
        assert_eq!(id(b"[{\"uri\": \"urn:x\"}]"), None, "nor is other JSON");
    }
}
