//! An agency's style as a value, read from one TOML file: how its datelines, marks, corrections and limits read, in
//! which character set and to which width. No two agencies agree, so nothing of this stands in code.
//!
//! These are styles that can be observed; none is an agency's official specification.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use thiserror::Error;
use wirecopy_story::count::WordRule;
use wirecopy_story::{Byline, Dateline};

use crate::charset::Charset;
use crate::dialect::{DialectRow, Rows};

pub(crate) mod advisory;
mod build;
pub(crate) mod byline;
pub(crate) mod dateline;
mod file;
#[cfg(test)]
mod houses;
mod tag;
pub(crate) mod telegraph;
pub(crate) mod template;
mod wording;

use advisory::Advisory;
use byline::{BylinePart, BylineStyle};
use dateline::{DatelineStyle, ReadDateline};
use file::ProfileFile;
pub use file::{Addresses, Dashes, Dots, LineEnds, Links, Quotes, Stop, Subheads, Tables};
use telegraph::Telegraph;
use template::Template;
use wording::{EmbargoLine, Wording};

/// Slots of a line of plain text.
const LAYOUT_SLOTS: &[&str] = &[
    "kind",
    "advice",
    "embargo",
    "slug",
    "section",
    "headline",
    "summary",
    "byline",
    "body",
    "sign_off",
    "ed_note",
    "keywords",
    "rights_holder",
    "rights_notice",
    "rights_usage",
];

/// Fields that a profile may limit.
const LIMITED: &[&str] = &["headline", "slug", "summary", "section", "keywords"];

/// One agency's style.
#[derive(Debug, Clone)]
pub struct Profile {
    id: String,
    label: String,
    language: String,
    provider: String,
    guid_domain: String,
    mailbox: String,
    time_zone_name: String,
    time_zone: TimeZone,
    charset: Charset,
    line_ends: LineEnds,
    line_width: Option<usize>,
    word_rule: WordRule,
    formats: Vec<String>,
    sections: Vec<String>,
    limits: Vec<(String, u32)>,
    marks: Marks,
    datelines: Vec<DatelineStyle>,
    byline: BylineStyle,
    wording: Wording,
    embargo: EmbargoLine,
    advisories: Arc<[Advisory]>,
    layout: Vec<Template>,
    substitutes: BTreeMap<char, String>,
    spelled: Option<Template>,
    schemes: Vec<(String, String)>,
    dialects: Rows,
    /// `None` in the styles that the telegraph formats made of a profile.
    telegraph: Option<Arc<Telegraph>>,
    longest_word: Option<usize>,
}

/// How marks and constructs of the body are set in plain text.
#[derive(Debug, Clone)]
pub struct Marks {
    /// Curly quotes.
    pub quotes: Quotes,
    /// Dashes.
    pub dashes: Dashes,
    /// The ellipsis character.
    pub dots: Dots,
    /// The full stop of a headline.
    pub headline_stop: Stop,
    /// The full stop of a summary.
    pub summary_stop: Stop,
    /// Words that keep their full stop at the end of a headline.
    pub abbreviations: Vec<String>,
    /// What opens and closes an editorial insertion.
    pub insertion: (String, String),
    /// Letters of a subhead.
    pub subhead: Subheads,
    /// What a bullet item begins with.
    pub bullet: String,
    /// What each line of a set-off quotation begins with.
    pub quote: String,
    /// The line of a thematic break.
    pub rule: String,
    /// Rows of a table.
    pub table: Tables,
    /// What a link prints.
    pub links: Links,
    pub(crate) figure: Template,
}

/// A profile file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ProfileError {
    /// Not TOML, a missing key or one that no profile has.
    #[error("expected a profile, got: {got}")]
    File {
        /// What the reader of TOML said, with its line.
        got: String,
    },
    /// A key with a value that cannot be used.
    #[error("`{key}`: expected {expected}, got {got:?}")]
    Key {
        /// Path of the key: `dateline.en.months`.
        key: String,
        /// What it takes.
        expected: String,
        /// What stands there.
        got: String,
    },
}

impl ProfileError {
    pub(crate) fn key(key: impl Into<String>, expected: impl Into<String>, got: impl Into<String>) -> Self {
        Self::Key { key: key.into(), expected: expected.into(), got: got.into() }
    }
}

/// The built-in styles, the house's first.
const SOURCES: &[&str] = &[
    include_str!("../profiles/tass.toml"),
    include_str!("../profiles/generic.toml"),
    include_str!("../profiles/ap.toml"),
    include_str!("../profiles/reuters.toml"),
    include_str!("../profiles/afp.toml"),
    include_str!("../profiles/dpa.toml"),
    include_str!("../profiles/xinhua.toml"),
    include_str!("../profiles/efe.toml"),
    include_str!("../profiles/interfax.toml"),
];

static BUILTIN: LazyLock<Vec<Profile>> = LazyLock::new(|| {
    SOURCES.iter().map(|text| Profile::parse(text).expect("the built-in profiles are parsed by a test")).collect()
});

impl Profile {
    /// The profiles that come with the program.
    pub fn builtin() -> &'static [Self] {
        &BUILTIN
    }

    /// The built-in profile `id`.
    pub fn find(id: &str) -> Option<&'static Self> {
        BUILTIN.iter().find(|profile| profile.id == id)
    }

    /// Reads a profile file.
    ///
    /// # Errors
    /// [`ProfileError`] with the key, what it takes and what stands there.
    pub fn parse(text: &str) -> Result<Self, ProfileError> {
        let file: ProfileFile =
            toml::from_str(text).map_err(|error| ProfileError::File { got: error.to_string().trim().to_owned() })?;
        Self::build(file)
    }

    /// Stable id: `tass`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Name for people.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Primary language subtag of the house.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The agency as receivers know it.
    pub fn provider(&self) -> &str {
        &self.provider
    }

    /// The domain in the guids of its stories.
    pub fn guid_domain(&self) -> &str {
        &self.guid_domain
    }

    /// The address that its e-mail comes from.
    pub fn sender(&self) -> String {
        format!("{}@{}", self.mailbox, self.guid_domain)
    }

    /// IANA name of the time zone of its datelines.
    pub fn time_zone(&self) -> &str {
        &self.time_zone_name
    }

    /// The day that it is at `at` where the agency files.
    pub fn filing_date(&self, at: Timestamp) -> Date {
        self.time_zone.to_datetime(at).date()
    }

    /// The character set of its plain text.
    pub fn charset(&self) -> &Charset {
        &self.charset
    }

    /// How its lines end.
    pub fn line_ends(&self) -> LineEnds {
        self.line_ends
    }

    /// The most characters of a line; `None`: a paragraph is one line.
    pub fn line_width(&self) -> Option<usize> {
        self.line_width
    }

    /// Words beyond so many characters are broken, because the wire takes no longer line, and double spaces closed,
    /// because a folded line could end with one; `None`: lines are not folded, words and spaces stay.
    pub(crate) fn longest_word(&self) -> Option<usize> {
        self.longest_word.or(self.line_width.map(|_| usize::MAX))
    }

    /// How it counts words.
    pub fn word_rule(&self) -> WordRule {
        self.word_rule
    }

    /// Ids of the formats it files in, the usual one first.
    pub fn default_formats(&self) -> &[String] {
        &self.formats
    }

    /// Its sections, for suggestions.
    pub fn sections(&self) -> &[String] {
        &self.sections
    }

    /// Field and the most characters (grapheme clusters; keywords: how many) that the house allows it.
    pub fn limits(&self) -> &[(String, u32)] {
        &self.limits
    }

    /// How marks are set.
    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    /// Agency schemes: alias and URI.
    pub fn schemes(&self) -> &[(String, String)] {
        &self.schemes
    }

    /// Its own dialects of a format.
    pub fn dialects(&self, format: &str) -> &[DialectRow] {
        self.dialects.get(format).map(Vec::as_slice).unwrap_or_default()
    }

    /// The dateline as it opens the first paragraph of a story in `language` (a BCP 47 tag, may be empty), with the
    /// space after it; empty when there is no place.
    pub fn dateline(&self, dateline: &Dateline, language: &str) -> String {
        self.dateline_style(language).print(dateline).map(|printed| printed.text).unwrap_or_default()
    }

    /// The authors as printed in plain text, empty without one.
    pub fn byline(&self, authors: &[Byline]) -> String {
        self.byline.print(authors)
    }

    /// The authors' names and roles, joined.
    pub(crate) fn byline_names(&self, authors: &[Byline]) -> String {
        self.byline.names(authors)
    }

    /// The printed byline with names and roles told apart.
    pub(crate) fn byline_parts<'p>(&'p self, authors: &'p [Byline]) -> Vec<BylinePart<'p>> {
        self.byline.parts(authors)
    }

    /// Whether a line may stand below a byline: the writer's affiliation.
    pub(crate) fn stands_below_byline(&self, line: &str) -> bool {
        self.byline.stands_below(line)
    }

    /// The same style with lines of another width.
    pub(crate) fn wrapped_at(&self, width: usize) -> Self {
        Self { line_width: Some(width), ..self.clone() }
    }

    /// The authors of a printed byline; `None` when it is none.
    pub(crate) fn read_byline(&self, line: &str) -> Option<Vec<Byline>> {
        self.byline.read(line)
    }

    pub(crate) fn byline_template(&self) -> &Template {
        &self.byline.line
    }

    pub(crate) fn addresses(&self) -> Addresses {
        self.byline.addresses
    }

    pub(crate) fn dateline_style(&self, language: &str) -> &DatelineStyle {
        let primary = language.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
        let own = |wanted: &str| self.datelines.iter().find(|style| style.language() == wanted);
        own(&primary).or_else(|| own(&self.language)).unwrap_or(&self.datelines[0])
    }

    /// The dateline that opens `line`, and the language of the grammar that explains most of it: the house's own where
    /// two of them agree.
    pub(crate) fn read_dateline(&self, line: &str, today: Date) -> Option<(ReadDateline, &str)> {
        let house = self.dateline_style("");
        let others = self.datelines.iter().filter(|style| style.language() != house.language());
        let styles = std::iter::once(house).chain(others);
        let read = styles.filter_map(|style| {
            let read = style.read(line, today).or_else(|| {
                // A dateline that stands alone has lost the space behind it.
                let short = line.len() < 240;
                short.then(|| style.read(&format!("{line} "), today)).flatten().filter(|read| read.length > line.len())
            })?;
            Some((read, style.language()))
        });
        read.reduce(|best, other| if other.0.slots > best.0.slots { other } else { best })
    }

    pub(crate) fn dateline_styles(&self) -> &[DatelineStyle] {
        &self.datelines
    }

    pub(crate) fn wording(&self) -> &Wording {
        &self.wording
    }

    pub(crate) fn embargo_line(&self) -> &EmbargoLine {
        &self.embargo
    }

    /// The words of an update's advisory line for a story in `language` (a BCP 47 tag, may be empty): the language's
    /// own, else the house's, else English.
    pub(crate) fn advisory(&self, language: &str) -> &Advisory {
        let primary = language.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
        let own = |wanted: &str| self.advisories.iter().find(|words| words.language() == wanted);
        let found = own(&primary).or_else(|| own(&self.language)).or_else(|| own("en"));
        found.unwrap_or_else(|| self.advisories.first().expect("every profile has the shared words"))
    }

    /// What the telegraph formats need beyond the style of the text.
    pub(crate) fn telegraph(&self) -> &Telegraph {
        self.telegraph.as_ref().expect("every profile is built with one; styles made of it never reach a format")
    }

    /// Whether a line of its layout has the slot.
    pub(crate) fn prints(&self, slot: &str) -> bool {
        self.layout.iter().flat_map(Template::slots).any(|one| one == slot)
    }

    pub(crate) fn layout(&self) -> &[Template] {
        &self.layout
    }

    pub(crate) fn substitute(&self, letter: char) -> Option<&str> {
        self.substitutes.get(&letter).map(String::as_str)
    }

    /// A character spelled out by its code; empty when the house removes it.
    pub(crate) fn spelled(&self, letter: char) -> String {
        let hex = format!("{:04X}", u32::from(letter));
        self.spelled.as_ref().and_then(|line| line.render(|_| Some(hex.as_str().into()))).unwrap_or_default()
    }
}

/// Capital letters by Unicode's full mapping; Turkish and Azerbaijani have their own `İ` (SpecialCasing.txt).
pub(crate) fn capitals(text: &str, language: &str) -> String {
    match language {
        "tr" | "az" => text.replace('i', "İ").to_uppercase(),
        _ => text.to_uppercase(),
    }
}

/// Small letters by Unicode's full mapping; Turkish and Azerbaijani have their own `ı`.
pub(crate) fn small(text: &str, language: &str) -> String {
    match language {
        "tr" | "az" => text.replace('I', "ı").replace('İ', "i").to_lowercase(),
        _ => text.to_lowercase(),
    }
}

#[cfg(test)]
mod tests;
