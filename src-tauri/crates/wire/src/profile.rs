//! An agency's style as a value, read from one TOML file: how its datelines, marks, corrections and limits read, in
//! which character set and to which width. No two agencies agree, so nothing of this stands in code.
//!
//! These are styles that can be observed; none is an agency's official specification.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use thiserror::Error;
use wirecopy_story::count::WordRule;
use wirecopy_story::{Byline, Dateline};

use crate::charset::Charset;

pub(crate) mod dateline;
mod file;
pub(crate) mod template;
mod wording;

use dateline::DatelineStyle;
pub use file::{Addresses, Dashes, Dots, LineEnds, Links, Quotes, Stop, Subheads, Tables};
use file::{BylineFile, MarksFile, ProfileFile};
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
    layout: Vec<Template>,
    substitutes: BTreeMap<char, String>,
    spelled: Option<Template>,
    schemes: Vec<(String, String)>,
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

/// How authors are printed.
#[derive(Debug, Clone)]
struct BylineStyle {
    line: Template,
    person: Template,
    person_without_role: Template,
    between: String,
    last: String,
    addresses: Addresses,
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

static BUILTIN: LazyLock<Vec<Profile>> = LazyLock::new(|| {
    [include_str!("../profiles/tass.toml"), include_str!("../profiles/generic.toml")]
        .iter()
        .map(|text| Profile::parse(text).expect("the built-in profiles are parsed by a test"))
        .collect()
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

    fn build(file: ProfileFile) -> Result<Self, ProfileError> {
        let charset = Charset::by_name(&file.charset).ok_or_else(|| {
            ProfileError::key("charset", "a character set that can be written, like utf-8", &file.charset)
        })?;
        let time_zone = TimeZoneDatabase::bundled()
            .get(&file.time_zone)
            .map_err(|_| ProfileError::key("time_zone", "an IANA time zone like Europe/Moscow", &file.time_zone))?;
        let mut datelines = Vec::new();
        for (language, style) in file.dateline {
            datelines.push(DatelineStyle::build(&language, style)?);
        }
        if !datelines.iter().any(|style| style.language() == file.language) {
            return Err(ProfileError::key(
                format!("dateline.{}", file.language),
                "the grammar of the house",
                "nothing",
            ));
        }
        if file.line_width.is_some_and(|width| !(20..=1000).contains(&width)) {
            let got = file.line_width.unwrap_or_default().to_string();
            return Err(ProfileError::key("line_width", "20 to 1000 characters", got));
        }
        let limits = limits(file.limits)?;
        let substitutes = substitutes(file.substitutes, &charset)?;
        let spelled = if file.spelled.is_empty() { None } else { Some(template("spelled", &file.spelled, &["HEX"])?) };
        Ok(Self {
            marks: marks(file.marks, &charset)?,
            datelines,
            byline: byline(&file.byline)?,
            wording: Wording::build(file.wording)?,
            embargo: EmbargoLine::build(&file.embargo.line)?,
            layout: layout(&file.text.layout)?,
            substitutes,
            spelled,
            schemes: file.schemes.into_iter().collect(),
            id: file.id,
            label: file.label,
            language: file.language,
            provider: file.provider,
            guid_domain: file.guid_domain,
            time_zone_name: file.time_zone,
            time_zone,
            charset,
            line_ends: file.line_ends,
            line_width: file.line_width,
            word_rule: file.word_rule,
            formats: file.formats,
            sections: file.sections,
            limits,
        })
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

    /// The dateline as it opens the first paragraph of a story in `language` (a BCP 47 tag, may be empty), with the
    /// space after it; empty when there is no place.
    pub fn dateline(&self, dateline: &Dateline, language: &str) -> String {
        self.dateline_style(language).print(dateline).map(|printed| printed.text).unwrap_or_default()
    }

    /// The authors as printed in plain text, empty without one.
    pub fn byline(&self, authors: &[Byline]) -> String {
        let names = self.byline_names(authors);
        self.byline.line.render(|_| Some(names.as_str().into())).unwrap_or_default()
    }

    /// The authors' names and roles, joined.
    pub(crate) fn byline_names(&self, authors: &[Byline]) -> String {
        let style = &self.byline;
        let mut out = String::new();
        let named: Vec<&Byline> = authors.iter().filter(|author| !author.name.trim().is_empty()).collect();
        for (at, author) in named.iter().enumerate() {
            match at {
                0 => {}
                at if at + 1 == named.len() => out.push_str(&style.last),
                _ => out.push_str(&style.between),
            }
            let pattern = if author.role.is_empty() { &style.person_without_role } else { &style.person };
            let person = pattern.render(|slot| Some(if slot == "name" { &author.name } else { &author.role }.into()));
            out.push_str(&person.unwrap_or_else(|| author.name.clone()));
        }
        out
    }

    /// The authors of a printed byline; `None` when it is none.
    pub(crate) fn read_byline(&self, line: &str) -> Option<Vec<Byline>> {
        let style = &self.byline;
        let any = |_: &str, _: &str| true;
        let (found, _) = style.line.read(line, template::Fit::Whole, &any)?;
        let names = found.first()?.1;
        let (first, last) = names.rsplit_once(style.last.as_str()).map_or((names, None), |(a, b)| (a, Some(b)));
        let person = |text: &str| {
            let found = style.person.read(text, template::Fit::Whole, &any).map(|(found, _)| found).unwrap_or_default();
            let slot = |name: &str| found.iter().find(|(slot, _)| *slot == name).map(|(_, value)| (*value).to_owned());
            Byline {
                name: slot("name").unwrap_or_else(|| text.to_owned()),
                role: slot("role").unwrap_or_default(),
                email: String::new(),
            }
        };
        let authors: Vec<_> = first.split(style.between.as_str()).chain(last).map(person).collect();
        let whole = || vec![Byline { name: names.to_owned(), ..Byline::default() }];
        Some(if self.byline(&authors) == line { authors } else { whole() })
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

    pub(crate) fn dateline_styles(&self) -> &[DatelineStyle] {
        &self.datelines
    }

    pub(crate) fn wording(&self) -> &Wording {
        &self.wording
    }

    pub(crate) fn embargo_line(&self) -> &EmbargoLine {
        &self.embargo
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

fn template(key: &str, text: &str, slots: &[&'static str]) -> Result<Template, ProfileError> {
    Template::parse(text, slots).map_err(|got| ProfileError::key(key, "words and known slots", got))
}

fn limits(file: BTreeMap<String, u32>) -> Result<Vec<(String, u32)>, ProfileError> {
    if let Some(key) = file.keys().find(|key| !LIMITED.contains(&key.as_str())) {
        return Err(ProfileError::key(format!("limits.{key}"), LIMITED.join(", "), key));
    }
    Ok(LIMITED.iter().filter_map(|field| Some(((*field).to_owned(), *file.get(*field)?))).collect())
}

fn substitutes(file: BTreeMap<String, String>, charset: &Charset) -> Result<BTreeMap<char, String>, ProfileError> {
    let one = |(from, to): (String, String)| {
        let mut letters = from.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) if charset.carries_all(&to) => Ok((letter, to)),
            (Some(_), None) => {
                let expected = format!("characters of {}", charset.name());
                Err(ProfileError::key(format!("substitutes.{from}"), expected, to))
            }
            _ => Err(ProfileError::key("substitutes", "one character on the left", from)),
        }
    };
    file.into_iter().map(one).collect()
}

fn marks(file: MarksFile, charset: &Charset) -> Result<Marks, ProfileError> {
    let figure = template("marks.figure", &file.figure, &["caption"])?;
    let set = [&file.insertion.0, &file.insertion.1, &file.bullet, &file.quote, &file.rule];
    if let Some(bad) = set.into_iter().find(|mark| mark.is_empty() || !charset.carries_all(mark)) {
        return Err(ProfileError::key("marks", format!("marks in {}", charset.name()), bad));
    }
    Ok(Marks {
        quotes: file.quotes,
        dashes: file.dashes,
        dots: file.dots,
        headline_stop: file.headline_stop,
        summary_stop: file.summary_stop,
        abbreviations: file.abbreviations,
        insertion: file.insertion,
        subhead: file.subhead,
        bullet: file.bullet,
        quote: file.quote,
        rule: file.rule,
        table: file.table,
        links: file.links,
        figure,
    })
}

fn byline(file: &BylineFile) -> Result<BylineStyle, ProfileError> {
    Ok(BylineStyle {
        line: template("byline.line", &file.line, &["names"])?,
        person: template("byline.person", &file.person, &["name", "role"])?,
        person_without_role: template("byline.person_without_role", &file.person_without_role, &["name"])?,
        between: file.between.clone(),
        last: file.last.clone(),
        addresses: file.addresses,
    })
}

fn layout(lines: &[String]) -> Result<Vec<Template>, ProfileError> {
    let lines: Result<Vec<_>, _> = lines.iter().map(|line| template("text.layout", line, LAYOUT_SLOTS)).collect();
    let lines = lines?;
    let times = |slot: &str| lines.iter().flat_map(Template::slots).filter(|one| *one == slot).count();
    for slot in ["headline", "body"] {
        if times(slot) != 1 {
            return Err(ProfileError::key("text.layout", format!("{{{slot}}} once"), times(slot).to_string()));
        }
    }
    if !lines.iter().any(|line| line.is_bare() && line.slots().eq(["body"])) {
        return Err(ProfileError::key("text.layout", "{body} alone on its line", "words beside it"));
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_profiles_are_good_and_found() {
        for (text, id) in
            [(include_str!("../profiles/tass.toml"), "tass"), (include_str!("../profiles/generic.toml"), "generic")]
        {
            let profile = Profile::parse(text).unwrap_or_else(|error| panic_with(id, &error));
            assert_eq!(profile.id(), id);
            assert!(Profile::find(id).is_some(), "{id} is found");
            for format in profile.default_formats() {
                assert!(crate::format(format).is_some(), "{id} files in {format}, which exists");
            }
        }
    }

    fn panic_with(id: &str, error: &ProfileError) -> Profile {
        assert_eq!(error.to_string(), "", "{id} parses");
        Profile::builtin()[0].clone()
    }

    #[test]
    fn a_wrong_profile_says_which_key() {
        let generic = include_str!("../profiles/generic.toml");
        for (from, to, key) in [
            ("\"utf-8\"", "\"utf-16\"", "`charset`"),
            ("Etc/UTC", "Mars/Olympus", "`time_zone`"),
            ("line_ends = \"lf\"", "line_ends = \"lf\"\nline_width = 3", "`line_width`"),
            ("{CITY}", "{TOWN}", "`dateline.en.patterns`"),
            ("\"January\", ", "", "`dateline.en.months`"),
            ("\"{body}\"", "\"text: {body}\"", "`text.layout`"),
            ("[marks]", "[marks]\ncolour = 1", "colour"),
            ("headline = ", "heading = ", "`limits.heading`"),
        ] {
            assert!(generic.contains(from), "the case {from} still stands in the file");
            let error = Profile::parse(&generic.replacen(from, to, 1)).expect_err("a wrong profile is refused");
            assert!(error.to_string().contains(key), "{key} is named: {error}");
        }
    }

    #[test]
    fn the_filing_date_is_the_agency_s_day() {
        let late: Timestamp = "2026-11-22T22:30:00Z".parse().expect("an RFC 3339 time");
        let tass = Profile::find("tass").expect("built in");
        assert_eq!(tass.filing_date(late).to_string(), "2026-11-23", "in Moscow it is the next day already");
    }

    #[test]
    fn authors_are_joined_as_the_house_joins_them() {
        let author = |name: &str, role: &str| Byline { name: name.into(), role: role.into(), email: String::new() };
        let generic = Profile::find("generic").expect("built in");
        let line =
            generic.byline(&[author("Anna Primerova", "correspondent"), author("B. Two", ""), author("C. Three", "")]);
        assert_eq!(line, "By Anna Primerova, correspondent; B. Two and C. Three");
        assert_eq!(generic.byline(&[]), "", "no author, no line");
    }

    #[test]
    fn turkish_capitals_keep_their_dots() {
        assert_eq!(capitals("İzmir ılık", "tr"), "İZMİR ILIK");
        assert_eq!(capitals("straße", "de"), "STRASSE", "full mapping");
    }
}
