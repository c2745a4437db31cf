//! A printed page (PDF 1.7): for people, and for nobody's program. Nothing is read back from it, so what counts as lost is
//! what its reader does not see. docs/formats/pdf.md says what stands where.
//!
//! The same item makes the same bytes: no clock, no producer, an identifier made of the item's own.

mod draw;
mod face;
mod lay;
mod page;

use crate::carry::Carrier;
use crate::coded::refuse_too_large;
use crate::paper::Sheet;
use crate::{DecodeError, Decoded, Dialect, EncodeError, Encoded, Fault, Format, Profile, Reading, WireItem, dialect};

/// A printed page.
#[derive(Debug, Clone, Copy)]
pub struct Pdf;

/// Fields that no line of the page shows.
const UNSEEN: &[&str] = &["urgency", "genre", "subjects", "places", "links", "rights.holder"];

impl Format for Pdf {
    fn id(&self) -> &'static str {
        "pdf"
    }

    fn label(&self) -> &'static str {
        "Printed page (PDF)"
    }

    fn extension(&self) -> &'static str {
        "pdf"
    }

    fn media_type(&self) -> &'static str {
        "application/pdf"
    }

    fn encode(&self, item: &WireItem, profile: &Profile, dialect: &Dialect) -> Result<Encoded, EncodeError> {
        dialect::resolve(self, dialect, profile)?;
        crate::format::refuse_empty(item)?;
        let sheet = Sheet::new(item, profile)?;
        let mut unseen = Carrier::new(item, profile);
        unseen.leave_out(UNSEEN, "a printed page");
        unseen.drop_unknown_keys("a printed page");
        face::tell_missing(item, &mut unseen.losses);
        let pages = page::set(&sheet, profile);
        let bytes = draw::write(&pages, &sheet.carrier.item)?;
        // A document is bytes and no text: it has no character set.
        let mut losses = sheet.carrier.losses.into_list();
        losses.extend(unseen.losses.into_list());
        Ok(Encoded { bytes, charset: String::new(), losses })
    }

    fn decode(&self, bytes: &[u8], _reading: &Reading<'_>) -> Result<Decoded, DecodeError> {
        refuse_too_large(bytes)?;
        Err(DecodeError::NotThis {
            place: "document".to_owned(),
            expected: "a message that can be read back".to_owned(),
            got: "a PDF: a page for people, from which nothing is read".to_owned(),
        })
    }

    /// The frame alone: that it begins and ends as a PDF does. What stands on the page is not checked.
    fn validate(&self, bytes: &[u8], _profile: &Profile) -> Vec<Fault> {
        if let Err(error) = refuse_too_large(bytes) {
            return vec![Fault::new("document", "a smaller document", error.to_string())];
        }
        let tail = &bytes[bytes.len().saturating_sub(1024)..];
        let within = |part: &[u8], bytes: &[u8]| bytes.windows(part.len()).any(|window| window == part);
        let checks = [
            (bytes.starts_with(b"%PDF-"), "%PDF- first (ISO 32000, 7.5.2)"),
            (within(b"startxref", tail), "startxref at the end (7.5.5)"),
            (within(b"%%EOF", tail), "%%EOF at the end (7.5.5)"),
        ];
        let wrong = checks.into_iter().filter(|(good, _)| !good);
        wrong.map(|(_, expected)| Fault::new("document", expected, "something else")).collect()
    }

    fn looks_like(&self, bytes: &[u8]) -> bool {
        bytes.starts_with(b"%PDF-")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_read_back() {
        let reading = Reading::new(Profile::find("generic").expect("built in"), jiff::Timestamp::UNIX_EPOCH);
        let told = Pdf.decode(b"%PDF-1.7", &reading).expect_err("it is for people").to_string();
        assert!(told.ends_with("got a PDF: a page for people, from which nothing is read"), "{told}");
    }

    #[test]
    fn a_stump_is_faulted() {
        let faults = Pdf.validate(b"%PDF-1.7\n", Profile::find("generic").expect("built in"));
        assert_eq!(faults.len(), 2, "it has a head and no end: {faults:?}");
    }
}
