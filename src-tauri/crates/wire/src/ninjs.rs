//! ninjs (IPTC): news in JSON, in three lines whose messages are invalid in each other: 1.x (to 1.6), 2.x (to 2.2) and
//! 3.x (to 3.1), all approved in 2025. One room for all of them: `names` has what each calls its members, `schema` the
//! rules of each version. docs/formats/ninjs-3.md has the field table, ninjs-2.md and ninjs-1.md what differs. The body
//! travels as XHTML, opened by the dateline; the kind of release and its note open the note to editors, because ninjs
//! has no signal.

mod decode;
mod encode;
mod message;
mod names;
mod place;
mod schema;
mod sniff;
mod style;
mod term;
mod validate;

use names::Line;
use style::{BODIES, LAYOUT, LINKS, Style, TERMS, TIMES, VERSIONS_1, VERSIONS_2, VERSIONS_3};

use crate::dialect::{self, Choice};
use crate::{
    DecodeError, Decoded, Dialect, DialectRow, EncodeError, Encoded, Fault, Format, Profile, Reading, WireItem,
};

/// One line of ninjs. Its versions only add to one another.
#[derive(Debug, Clone, Copy)]
pub struct Ninjs {
    id: &'static str,
    label: &'static str,
    line: Line,
    /// Versions that it writes and judges by, the strict one first.
    versions: Choice,
    options: &'static [Choice],
}

/// ninjs 1.6, and the older ones that receivers still read.
pub const NINJS_1: Ninjs = Ninjs {
    id: "ninjs-1",
    label: "ninjs 1.6",
    line: Line::One,
    versions: VERSIONS_1,
    options: &[LAYOUT, BODIES, VERSIONS_1, TIMES, TERMS, LINKS],
};

/// ninjs 2.2, and 2.1.
pub const NINJS_2: Ninjs = Ninjs {
    id: "ninjs-2",
    label: "ninjs 2.2",
    line: Line::Two,
    versions: VERSIONS_2,
    options: &[LAYOUT, BODIES, VERSIONS_2],
};

/// ninjs 3.1, and 3.0.
pub const NINJS_3: Ninjs = Ninjs {
    id: "ninjs-3",
    label: "ninjs 3.1",
    line: Line::Three,
    versions: VERSIONS_3,
    options: &[LAYOUT, BODIES, VERSIONS_3],
};

impl Format for Ninjs {
    fn id(&self) -> &'static str {
        self.id
    }

    fn label(&self) -> &'static str {
        self.label
    }

    fn extension(&self) -> &'static str {
        "json"
    }

    fn media_type(&self) -> &'static str {
        "application/json"
    }

    fn options(&self) -> &'static [Choice] {
        self.options
    }

    fn encode(&self, item: &WireItem, profile: &Profile, dialect: &Dialect) -> Result<Encoded, EncodeError> {
        let dialect = dialect::resolve(self, dialect, profile)?;
        crate::format::refuse_empty(item)?;
        encode::encode(item, profile, Style::new(self.line, &self.versions, dialect))
    }

    fn decode(&self, bytes: &[u8], reading: &Reading<'_>) -> Result<Decoded, DecodeError> {
        decode::decode(bytes, self.line, reading)
    }

    fn validate(&self, bytes: &[u8], _profile: &Profile) -> Vec<Fault> {
        validate::validate(bytes, self.line, self.versions.values)
    }

    fn validate_by(&self, bytes: &[u8], profile: &Profile, row: &DialectRow) -> Vec<Fault> {
        let asked = self.versions.values.iter().find(|version| **version == row.option(&self.versions));
        match asked.filter(|_| row.id != Dialect::STRICT) {
            Some(version) => validate::validate_as(bytes, self.line, version),
            None => self.validate(bytes, profile),
        }
    }

    fn looks_like(&self, bytes: &[u8]) -> bool {
        sniff::line_of(bytes) == Some(self.line)
    }
}
