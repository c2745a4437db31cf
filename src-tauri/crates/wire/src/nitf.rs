//! NITF 3.6 (IPTC, XML Schema of 2012): one document a story. docs/formats/nitf.md has the field table. The body is
//! block content opened by the dateline; what NITF has no element for stands in `docdata` as a `classifier` or in
//! `head` as a `meta`; the kind of release and its note open `ed-msg`.

mod decode;
mod encode;
mod head;

use crate::dialect::{self, Choice};
use crate::{
    DecodeError, Decoded, Dialect, EncodeError, Encoded, Fault, Format, Profile, Reading, WireItem, schema, xml,
};

/// NITF 3.6.
#[derive(Debug, Clone, Copy)]
pub struct Nitf;

/// Namespace of the schema.
const SPACE: &str = "http://iptc.org/std/NITF/2006-10-18/";
/// The one value of `nitf/@version`.
const VERSION: &str = "-//IPTC//DTD NITF 3.6//EN";

/// With the namespace of the schema, or without one as in the days of the DTD.
const NAMESPACE: Choice = Choice { name: "namespace", values: &["iptc", "none"] };
/// An embargoed story says so in `management-status`, or is usable and says it in `ed-msg`; `date.release` has the time
/// either way.
const EMBARGO: Choice = Choice { name: "embargo", values: &["status", "note"] };
/// Which codes `tobject.subject` has: those of the story, or the old subject codes of its media topics.
const SUBJECTS: Choice = Choice { name: "subjects", values: &["as-typed", "subject-codes"] };
/// Slug, category and word count once more as `meta` with the names that came from ANPA 1312, or not.
const META: Choice = Choice { name: "meta", values: &["none", "anpa"] };

impl Format for Nitf {
    fn id(&self) -> &'static str {
        "nitf"
    }

    fn label(&self) -> &'static str {
        "NITF 3.6"
    }

    fn extension(&self) -> &'static str {
        "xml"
    }

    fn media_type(&self) -> &'static str {
        "application/nitf+xml"
    }

    fn options(&self) -> &'static [Choice] {
        &[NAMESPACE, EMBARGO, SUBJECTS, META]
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
        schema::nitf(bytes)
    }

    fn looks_like(&self, bytes: &[u8]) -> bool {
        xml::root_name(bytes).as_deref() == Some("nitf")
    }
}
