//! IPTC 7901 (Recommended Message Format, revision 5 of 1995): one story as one telegraph message of 69 characters a
//! line. docs/formats/iptc7901.md has the field table. The text of the standard is not public; the layout is that of
//! real messages of dpa, ATS and Belga.

mod decode;
mod encode;
mod header;
mod read;
mod validate;

use crate::dialect::{self, Choice};
use crate::{DecodeError, Decoded, Dialect, EncodeError, Encoded, Fault, Format, Profile, Reading, WireItem};

/// IPTC 7901.
#[derive(Debug, Clone, Copy)]
pub struct Iptc7901;

/// What an empty line is: a line end as every other, or dpa's bare line feed.
const EMPTY_LINE: Choice = Choice { name: "empty-line", values: &["crlf", "lf"] };
/// What ends the headline.
const HEADLINE_END: Choice = Choice { name: "headline-end", values: &["equals", "none"] };
/// Where the lines stand that say why the message goes out, what to do and until when to wait.
const LEAD_LINES: Choice = Choice { name: "lead-lines", values: &["before-headline", "after-headline"] };
/// Bells and a flash word at the priorities 1 and 2.
const BELLS: Choice = Choice { name: "bells", values: &["silent", "ring"] };
/// Whether keywords follow the slug.
const KEYWORDS: Choice = Choice { name: "keywords", values: &["carried", "none"] };
/// Its characters.
const CHARSET: Choice = Choice { name: "charset", values: &["profile", "latin-1"] };

/// What may stand before SOH and behind EOT: NUL, SYN, DEL.
const FILL: &[u8] = b"\0\x16\x7F";

impl Format for Iptc7901 {
    fn id(&self) -> &'static str {
        "iptc7901"
    }

    fn label(&self) -> &'static str {
        "IPTC 7901"
    }

    fn extension(&self) -> &'static str {
        "iptc"
    }

    fn media_type(&self) -> &'static str {
        "application/octet-stream"
    }

    fn options(&self) -> &'static [Choice] {
        &[EMPTY_LINE, HEADLINE_END, LEAD_LINES, BELLS, KEYWORDS, CHARSET]
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
        let rest = bytes.iter().position(|one| !FILL.contains(one) && !matches!(one, b'\r' | b'\n'));
        rest.and_then(|at| bytes[at..].strip_prefix(b"\x01"))
            .is_some_and(|head| header::begins(&head[..head.len().min(40)]))
    }
}
