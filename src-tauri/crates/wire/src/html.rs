//! A page of HTML 5 with the story's facts as JSON-LD (schema.org `NewsArticle`): for web editors, search engines and
//! people without a wire system. docs/formats/html.md has the field table.
//!
//! The page holds no script, fetches nothing and follows nobody; the note to editors is on it, because the JSON-LD has
//! no signal for a hold or a kill.

mod address;
mod article;
mod decode;
mod encode;
mod json_ld;
mod validate;

use crate::dialect;
use crate::xml;
use crate::{DecodeError, Decoded, Dialect, EncodeError, Encoded, Fault, Format, Profile, Reading, WireItem};

/// HTML 5 with JSON-LD.
#[derive(Debug, Clone, Copy)]
pub struct Html;

/// Elements that a body without its page begins with.
const FRAGMENTS: &[&str] = &[
    "p",
    "div",
    "article",
    "section",
    "main",
    "body",
    "head",
    "h1",
    "h2",
    "h3",
    "blockquote",
    "ul",
    "ol",
    "table",
    "figure",
    "b",
    "strong",
    "i",
    "em",
    "font",
    "span",
    "a",
    "br",
];

impl Format for Html {
    fn id(&self) -> &'static str {
        "html"
    }

    fn label(&self) -> &'static str {
        "Web page (HTML, schema.org)"
    }

    fn extension(&self) -> &'static str {
        "html"
    }

    fn media_type(&self) -> &'static str {
        "text/html"
    }

    fn encode(&self, item: &WireItem, profile: &Profile, dialect: &Dialect) -> Result<Encoded, EncodeError> {
        dialect::resolve(self, dialect, profile)?;
        crate::format::refuse_empty(item)?;
        encode::encode(item, profile)
    }

    fn decode(&self, bytes: &[u8], reading: &Reading<'_>) -> Result<Decoded, DecodeError> {
        decode::decode(bytes, reading)
    }

    fn validate(&self, bytes: &[u8], _profile: &Profile) -> Vec<Fault> {
        validate::validate(bytes)
    }

    fn looks_like(&self, bytes: &[u8]) -> bool {
        let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
        let starts = |word: &[u8]| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        // A body without its page is sent too.
        let fragment = || xml::root_name(bytes).is_some_and(|name| FRAGMENTS.contains(&name.as_str()));
        starts(b"<!doctype html") || starts(b"<html") || fragment()
    }
}
