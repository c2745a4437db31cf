//! What a telegraph message says beyond the style of the text: letters of source and service, categories, priorities,
//! its character set; and the style itself narrowed to what such a line carries, so that the same words are written
//! and read back. IPTC 7901 and ANPA 1312 leave all of it to the agency.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::file::{LineEnds, Tables};
use super::{Marks, Profile, ProfileError};
use crate::charset::Charset;
use crate::clean::{Cleaner, Shape};

/// Characters of a line of IPTC 7901.
pub(crate) const WIDTH: usize = 69;

/// The longest word of IPTC 7901, characters: behind three spaces it fits on a line.
pub(crate) const LONGEST: usize = 60;

/// Settings of both telegraph formats.
#[derive(Debug)]
pub(crate) struct Telegraph {
    pub(crate) iptc7901: Iptc7901,
    pub(crate) anpa1312: Anpa1312,
}

/// How paragraphs of IPTC 7901 are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Paragraphs {
    /// By three spaces and an empty line.
    Both,
    /// By three spaces.
    Indented,
    /// By an empty line.
    Parted,
}

/// Settings of IPTC 7901.
#[derive(Debug)]
pub(crate) struct Iptc7901 {
    /// Three letters.
    pub(crate) source: String,
    /// Digits of the message number: 3 or 4.
    pub(crate) digits: usize,
    /// One to three letters.
    pub(crate) category: String,
    pub(crate) sections: BTreeMap<String, String>,
    /// Priority (1 to 6) of the urgencies 1 to 9.
    pub(crate) priorities: [u8; 9],
    pub(crate) paragraphs: Paragraphs,
    /// The words above a message of priority 1 and 2 where bells ring.
    pub(crate) flash: [String; 2],
    /// The line that opens the notes to editors.
    pub(crate) notes: String,
    pub(crate) style: Profile,
    /// The style in ISO 8859-1.
    pub(crate) latin: Profile,
}

/// Settings of ANPA 1312.
#[derive(Debug)]
pub(crate) struct Anpa1312 {
    /// Service level: one letter.
    pub(crate) service: String,
    /// Five letters, digits or hyphens.
    pub(crate) selector: String,
    /// One letter.
    pub(crate) category: String,
    pub(crate) sections: BTreeMap<String, String>,
    /// `BC`
    pub(crate) cycle: String,
    /// The two pairs of letters of the transmission line: `AP-WF`.
    pub(crate) code: String,
    /// The line below the byline.
    pub(crate) affiliation: String,
    pub(crate) style: Profile,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Iptc7901File {
    source: String,
    digits: usize,
    category: String,
    sections: BTreeMap<String, String>,
    priorities: [u8; 9],
    charset: String,
    paragraphs: Paragraphs,
    flash: String,
    urgent: String,
    notes: String,
}

impl Default for Iptc7901File {
    fn default() -> Self {
        Self {
            source: String::new(),
            digits: 4,
            category: "i".to_owned(),
            sections: BTreeMap::new(),
            priorities: [1, 2, 3, 4, 5, 6, 6, 6, 6],
            charset: "us-ascii".to_owned(),
            paragraphs: Paragraphs::Both,
            flash: "FLASH".to_owned(),
            urgent: "URGENT".to_owned(),
            notes: "The following information is not intended for publication".to_owned(),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Anpa1312File {
    service: String,
    selector: String,
    category: String,
    sections: BTreeMap<String, String>,
    cycle: String,
    code: String,
    affiliation: String,
}

impl Default for Anpa1312File {
    fn default() -> Self {
        Self {
            service: "a".to_owned(),
            selector: "-----".to_owned(),
            category: "i".to_owned(),
            sections: BTreeMap::new(),
            cycle: "BC".to_owned(),
            code: String::new(),
            affiliation: String::new(),
        }
    }
}

impl Telegraph {
    pub(super) fn build(wire: Iptc7901File, anpa: Anpa1312File, profile: &Profile) -> Result<Self, ProfileError> {
        Ok(Self { iptc7901: Iptc7901::build(wire, profile)?, anpa1312: Anpa1312::build(anpa, profile)? })
    }
}

impl Iptc7901 {
    fn build(file: Iptc7901File, profile: &Profile) -> Result<Self, ProfileError> {
        let wrong = |key: &str, expected: &str, got: &str| ProfileError::key(format!("iptc7901.{key}"), expected, got);
        let charset = Charset::by_name(&file.charset)
            .ok_or_else(|| wrong("charset", "a character set that can be written, like us-ascii", &file.charset))?;
        let source = if file.source.is_empty() { letters(&profile.id, 3).to_lowercase() } else { file.source };
        if !is_letters(&source, 3..=3) {
            return Err(wrong("source", "three letters", &source));
        }
        if !(3..=4).contains(&file.digits) {
            return Err(wrong("digits", "3 or 4", &file.digits.to_string()));
        }
        if let Some(bad) = file.priorities.iter().find(|one| !(1..=6).contains(*one)) {
            return Err(wrong("priorities", "priorities from 1 to 6", &bad.to_string()));
        }
        for (key, category) in
            std::iter::once(("category", &file.category)).chain(file.sections.values().map(|one| ("sections", one)))
        {
            if !is_letters(category, 1..=3) {
                return Err(wrong(key, "one to three letters", category));
            }
        }
        if file.notes.trim().is_empty() || file.notes.chars().count() > WIDTH {
            return Err(wrong("notes", "a line of at most 69 characters", &file.notes));
        }
        let style = narrowed(profile, charset, Some(WIDTH));
        let latin = Charset::by_name("iso-8859-1").unwrap_or_default();
        let word = |text: &str| Cleaner::Plain(&style).clean(text, Shape::Line, |_| {}).trim().to_owned();
        Ok(Self {
            source,
            digits: file.digits,
            category: file.category,
            sections: file.sections,
            priorities: file.priorities,
            paragraphs: file.paragraphs,
            flash: [word(&file.flash), word(&file.urgent)],
            notes: word(&file.notes),
            latin: narrowed(profile, latin, Some(WIDTH)),
            style,
        })
    }
}

impl Anpa1312 {
    fn build(file: Anpa1312File, profile: &Profile) -> Result<Self, ProfileError> {
        let wrong = |key: &str, expected: &str, got: &str| ProfileError::key(format!("anpa1312.{key}"), expected, got);
        if !is_letters(&file.service, 1..=1) {
            return Err(wrong("service", "one letter", &file.service));
        }
        let selects = |one: u8| one.is_ascii_lowercase() || one.is_ascii_digit() || one == b'-';
        if file.selector.len() != 5 || !file.selector.bytes().all(selects) {
            return Err(wrong("selector", "five small letters, digits or hyphens", &file.selector));
        }
        for (key, category) in
            std::iter::once(("category", &file.category)).chain(file.sections.values().map(|one| ("sections", one)))
        {
            if !is_letters(category, 1..=1) {
                return Err(wrong(key, "one letter", category));
            }
        }
        if !["AM", "PM", "BC", "AP"].contains(&file.cycle.as_str()) {
            return Err(wrong("cycle", "AM, PM, BC or AP", &file.cycle));
        }
        let code =
            if file.code.is_empty() { format!("{}-WF", letters(&profile.id, 2).to_uppercase()) } else { file.code };
        let pair = |text: &str| text.len() == 2 && text.bytes().all(|one| one.is_ascii_uppercase());
        if !code.split_once('-').is_some_and(|(one, other)| pair(one) && pair(other)) {
            return Err(wrong("code", "two pairs of capital letters like AP-WF", &code));
        }
        let mut style = narrowed(profile, Charset::anpa(), None);
        style.marks.table = Tables::Marked;
        let affiliation = if file.affiliation.is_empty() { profile.provider.clone() } else { file.affiliation };
        let affiliation = Cleaner::Plain(&style).clean(&affiliation, Shape::Line, |_| {}).trim().to_owned();
        Ok(Self {
            service: file.service,
            selector: file.selector,
            category: file.category,
            sections: file.sections,
            cycle: file.cycle,
            code,
            affiliation,
            style,
        })
    }
}

/// The letters that stand for a section, and the way back where only one section has them.
pub(crate) fn section_of<'s>(sections: &'s BTreeMap<String, String>, category: &str, usual: &str) -> Option<&'s str> {
    let mut found = sections.iter().filter(|(_, letters)| *letters == category);
    let (section, _) = found.next().filter(|_| category != usual)?;
    found.next().is_none().then_some(section.as_str())
}

fn is_letters(text: &str, count: std::ops::RangeInclusive<usize>) -> bool {
    count.contains(&text.len()) && text.bytes().all(|one| one.is_ascii_alphabetic())
}

/// The first letters of a name, filled up with `x`.
fn letters(name: &str, count: usize) -> String {
    name.chars().filter(char::is_ascii_alphabetic).chain(std::iter::repeat('x')).take(count).collect()
}

/// The profile's own words in another character set, with lines of another width.
fn narrowed(profile: &Profile, charset: Charset, width: Option<usize>) -> Profile {
    let mut style = profile.clone();
    (style.charset, style.line_width, style.line_ends) = (charset, width, LineEnds::Crlf);
    style.longest_word = width.map(|_| LONGEST);
    let base = style.clone();
    let word = |text: &str| Cleaner::Plain(&base).clean(text, Shape::Line, |_| {}).into_owned();
    let mark = |text: &str| {
        let text = word(text);
        if text.trim().is_empty() && !text.starts_with(' ') { "-".to_owned() } else { text }
    };
    let marks = &base.marks;
    style.marks = Marks {
        insertion: (mark(&marks.insertion.0), mark(&marks.insertion.1)),
        bullet: mark(&marks.bullet),
        quote: mark(&marks.quote),
        rule: mark(&marks.rule),
        figure: marks.figure.reworded(&word),
        abbreviations: marks.abbreviations.iter().map(|one| word(one)).collect(),
        ..marks.clone()
    };
    style.datelines = base.datelines.iter().map(|one| one.reworded(&word)).collect();
    style.byline = base.byline.reworded(&word);
    style.wording = base.wording.reworded(&word);
    style.embargo = base.embargo.reworded(&word);
    style.spelled = base.spelled.as_ref().map(|one| one.reworded(&word));
    style
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_without_telegraph_settings_has_the_usual_ones() {
        let generic = include_str!("../../profiles/generic.toml");
        let (before, rest) = generic.split_once("[iptc7901]").expect("the built-in profile has its table");
        let behind = rest.split_once("# One entry a line").map_or("", |(_, behind)| behind);
        let profile = Profile::parse(&format!("{before}#{behind}")).expect("the tables are optional");
        let telegraph = profile.telegraph();
        assert_eq!((telegraph.iptc7901.source.as_str(), telegraph.iptc7901.digits), ("gen", 4));
        assert_eq!(telegraph.iptc7901.style.charset().name(), "us-ascii", "seven bits unless agreed");
        assert_eq!((telegraph.anpa1312.code.as_str(), telegraph.anpa1312.selector.as_str()), ("GE-WF", "-----"));
    }

    #[test]
    fn a_section_comes_back_where_its_letters_are_its_own() {
        let table = |rows: &[(&str, &str)]| rows.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let sections = table(&[("World", "w"), ("Sport", "s"), ("Football", "s"), ("News", "i")]);
        assert_eq!(section_of(&sections, "w", "i"), Some("World"));
        assert_eq!(section_of(&sections, "s", "i"), None, "two sections share the letter");
        assert_eq!(section_of(&sections, "i", "i"), None, "everything without a section has the usual letter");
    }
}
