//! NewsML-G2 2.35, conformance power (IPTC, approved 2025): the format that has a place for nearly everything a story
//! holds. docs/formats/newsml-g2.md has the field table and the three vocabularies of our own for what no IPTC scheme
//! says. The body travels as XHTML, NITF or HTML; the dialect says which.

mod body;
mod codes;
mod decode;
mod encode;
mod meta;
mod narrow;
mod times;

use crate::dialect::{self, Choice};
use crate::{DecodeError, Decoded, Dialect, EncodeError, Encoded, Fault, Format, Profile, Reading, WireItem, schema};

/// NewsML-G2 2.35.
#[derive(Debug, Clone, Copy)]
pub struct NewsMlG2;

/// The namespace of every version 2.x.
const NAR: &str = "http://iptc.org/std/nar/2006-10-01/";

/// The item alone, or inside a `newsMessage` with the number and priority of its transmission.
const WRAP: Choice = Choice { name: "wrap", values: &["item", "message"] };
/// The body as an XHTML page, an NITF document, escaped HTML, or XHTML and then once more as HTML.
const BODY: Choice = Choice { name: "body", values: &["xhtml", "nitf", "html", "xhtml-and-html"] };
/// Media topics alone, or each followed by its old subject code.
const SUBJECTS: Choice = Choice { name: "subjects", values: &["medtop", "subj-too"] };
/// The release's note and the writer's own apart, with `br` for line ends; or both in one text, for receivers that read
/// the first `edNote` up to its first element.
const NOTES: Choice = Choice { name: "notes", values: &["apart", "one-text"] };
/// Codes of the IPTC; or the `cptType:5`, `cRole:source` and English names of genres that some newsrooms look for.
const CODES: Choice = Choice { name: "codes", values: &["iptc", "newsroom"] };
/// Priorities of a transmission from 1 to 9, as the schema has them, or to 6.
const PRIORITY: Choice = Choice { name: "priority", values: &["to-nine", "to-six"] };
/// A killed story without `contentSet`, or with an empty one.
const KILL: Choice = Choice { name: "kill", values: &["no-content", "empty-content"] };

impl Format for NewsMlG2 {
    fn id(&self) -> &'static str {
        "newsml-g2"
    }

    fn label(&self) -> &'static str {
        "NewsML-G2 2.35"
    }

    fn extension(&self) -> &'static str {
        "xml"
    }

    fn media_type(&self) -> &'static str {
        "application/vnd.iptc.g2.newsitem+xml"
    }

    fn options(&self) -> &'static [Choice] {
        &[WRAP, BODY, SUBJECTS, NOTES, CODES, PRIORITY, KILL]
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
        schema::newsml_g2(bytes)
    }

    fn looks_like(&self, bytes: &[u8]) -> bool {
        crate::xml::root_name(bytes).is_some_and(|name| ROOTS.contains(&name.as_str()))
    }
}

/// Roots of messages of NewsML-G2; only the first two are read.
const ROOTS: &[&str] =
    &["newsItem", "newsMessage", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"];
