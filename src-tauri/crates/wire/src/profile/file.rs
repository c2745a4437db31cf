//! The profile file as it is typed: TOML, every key known, nothing interpreted yet.

use std::collections::BTreeMap;

use serde::Deserialize;
use wirecopy_story::count::WordRule;

use super::telegraph::{Anpa1312File, Iptc7901File};
use crate::dialect::Rows;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProfileFile {
    pub(super) id: String,
    pub(super) label: String,
    /// Primary language subtag of the house: `en`.
    pub(super) language: String,
    /// The agency as receivers know it.
    pub(super) provider: String,
    pub(super) guid_domain: String,
    /// Local part of the sender of its e-mail, at `guid_domain`.
    #[serde(default = "desk")]
    pub(super) mailbox: String,
    /// IANA name.
    pub(super) time_zone: String,
    pub(super) charset: String,
    pub(super) line_ends: LineEnds,
    /// Characters; absent: paragraphs are one line each.
    pub(super) line_width: Option<usize>,
    #[serde(default)]
    pub(super) word_rule: WordRule,
    pub(super) formats: Vec<String>,
    #[serde(default)]
    pub(super) sections: Vec<String>,
    #[serde(default)]
    pub(super) limits: BTreeMap<String, u32>,
    pub(super) marks: MarksFile,
    /// One per language subtag.
    pub(super) dateline: BTreeMap<String, DatelineFile>,
    pub(super) byline: BylineFile,
    pub(super) wording: BTreeMap<String, WordingFile>,
    pub(super) embargo: EmbargoFile,
    /// Words of the advisory line that are its own, by language; see `advisory`.
    #[serde(default)]
    pub(super) writethru: BTreeMap<String, toml::Table>,
    pub(super) text: TextFile,
    /// A character and what stands for it where the character set lacks it, beside and before those that all share.
    #[serde(default)]
    pub(super) substitutes: BTreeMap<String, String>,
    /// How a character without a substitute is spelled; `{HEX}` is its code. Empty: it is removed.
    pub(super) spelled: String,
    /// Alias and URI of the agency's own vocabularies.
    #[serde(default)]
    pub(super) schemes: BTreeMap<String, String>,
    /// What its IPTC 7901 messages say beyond the text.
    #[serde(default)]
    pub(super) iptc7901: Iptc7901File,
    /// What its ANPA 1312 messages say beyond the text.
    #[serde(default)]
    pub(super) anpa1312: Anpa1312File,
    /// Dialects of its own, by the id of their format.
    #[serde(default)]
    pub(super) dialects: Rows,
}

fn desk() -> String {
    "desk".to_owned()
}

/// How lines end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LineEnds {
    /// `\n`
    Lf,
    /// `\r\n`
    Crlf,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MarksFile {
    pub(super) quotes: Quotes,
    pub(super) dashes: Dashes,
    pub(super) dots: Dots,
    pub(super) headline_stop: Stop,
    pub(super) summary_stop: Stop,
    /// Words that keep their full stop at the end of a headline.
    #[serde(default)]
    pub(super) abbreviations: Vec<String>,
    pub(super) insertion: (String, String),
    pub(super) subhead: Subheads,
    pub(super) bullet: String,
    pub(super) quote: String,
    pub(super) rule: String,
    pub(super) table: Tables,
    pub(super) figure: String,
    pub(super) links: Links,
}

/// Curly double quotes and apostrophes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quotes {
    /// Stay.
    AsTyped,
    /// Become `"` and `'`.
    Straight,
}

/// Em and en dashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dashes {
    /// Stay.
    AsTyped,
    /// Become `-`.
    Hyphen,
    /// Become `--`.
    DoubleHyphen,
}

/// The ellipsis character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dots {
    /// Stays.
    AsTyped,
    /// Becomes `...`.
    Three,
}

/// The full stop that ends a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stop {
    /// Stays.
    Keep,
    /// Is dropped; an abbreviation keeps its own.
    Drop,
}

/// Letters of a subhead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subheads {
    /// As typed.
    AsTyped,
    /// In capitals.
    Capitals,
}

/// How plain text sets a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tables {
    /// `Aurora; 18,000`
    Semicolons,
    /// Columns filled up with spaces.
    Aligned,
    /// Each row marked by a backspace, as ANPA 1312 has them; no profile asks for it.
    #[serde(skip)]
    Marked,
}

/// What plain text prints of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Links {
    /// Its words.
    Words,
    /// Its words and its address in round brackets.
    Address,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DatelineFile {
    pub(super) agency: String,
    pub(super) patterns: Vec<String>,
    /// Patterns that are met in the field; read, never printed.
    #[serde(default)]
    pub(super) reads: Vec<String>,
    /// In full, then short.
    pub(super) months: Vec<String>,
    #[serde(default)]
    pub(super) short_months: Vec<String>,
    /// Cities that need no region or country.
    #[serde(default)]
    pub(super) stand_alone: Vec<String>,
    /// Region as typed and as the house prints it: `Mass.`
    #[serde(default)]
    pub(super) regions: BTreeMap<String, String>,
    /// Which regions are printed.
    #[serde(default)]
    pub(super) printed_regions: Regions,
    /// ISO 3166-1 code and the country's name; a code without a name is not printed, nor is one with an empty name.
    #[serde(default)]
    pub(super) countries: BTreeMap<String, String>,
    /// City as typed and as the house prints it.
    #[serde(default)]
    pub(super) spellings: BTreeMap<String, String>,
}

/// Which regions a dateline prints.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Regions {
    /// All.
    #[default]
    All,
    /// Those of the table; the others leave their place to the country.
    Listed,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BylineFile {
    pub(super) line: String,
    pub(super) person: String,
    pub(super) person_without_role: String,
    pub(super) between: String,
    pub(super) last: String,
    pub(super) addresses: Addresses,
    /// Lines that stand below a byline in the field, `Associated Press Writer`; read as the author's role.
    #[serde(default)]
    pub(super) below: Vec<String>,
}

/// What becomes of an author's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Addresses {
    /// Formats that have a place for it carry it.
    Carried,
    /// It stays on the desk.
    Withheld,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WordingFile {
    /// The line where there is no note.
    #[serde(default)]
    pub(super) line: String,
    /// The line with a note; one slot `{note}`.
    #[serde(default)]
    pub(super) note: String,
    /// One more line that tells receivers what to do.
    #[serde(default)]
    pub(super) advice: String,
    /// What opens the headline on a page; `{n}` counts the updates. It takes the place of `line`.
    #[serde(default)]
    pub(super) tag: String,
    /// What other desks open it with.
    #[serde(default)]
    pub(super) reads: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EmbargoFile {
    pub(super) line: String,
    /// What stands in its place where there is room for one word.
    #[serde(default = "embargo_word")]
    pub(super) word: String,
}

fn embargo_word() -> String {
    "EMBARGO".to_owned()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TextFile {
    pub(super) layout: Vec<String>,
}
