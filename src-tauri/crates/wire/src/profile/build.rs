//! From the profile file to the profile: every value is parsed here once, and what cannot be used is refused with its
//! key.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::tz::TimeZoneDatabase;

use super::advisory::Advisory;
use super::byline::BylineStyle;
use super::dateline::DatelineStyle;
use super::file::{MarksFile, ProfileFile};
use super::telegraph::Telegraph;
use super::template::Template;
use super::wording::{EmbargoLine, Wording};
use super::{LAYOUT_SLOTS, LIMITED, Marks, Profile, ProfileError};
use crate::charset::Charset;
use crate::dialect;

impl Profile {
    pub(super) fn build(file: ProfileFile) -> Result<Self, ProfileError> {
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
        dialect::refuse_unknown(&file.dialects)?;
        let limits = limits(&file.limits)?;
        let substitutes = substitutes(file.substitutes, &charset)?;
        let spelled = if file.spelled.is_empty() { None } else { Some(template("spelled", &file.spelled, &["HEX"])?) };
        let mut profile = Self {
            marks: marks(file.marks, &charset)?,
            datelines,
            byline: BylineStyle::build(file.byline)?,
            wording: Wording::build(file.wording)?,
            embargo: EmbargoLine::build(&file.embargo.line, &file.embargo.word)?,
            advisories: Advisory::build(file.writethru)?.into(),
            layout: layout(&file.text.layout)?,
            substitutes,
            spelled,
            schemes: file.schemes.into_iter().collect(),
            dialects: file.dialects,
            id: file.id,
            label: file.label,
            language: file.language,
            provider: file.provider,
            mailbox: mailbox(file.mailbox, &file.guid_domain)?,
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
            telegraph: None,
            longest_word: None,
        };
        profile.telegraph = Some(Arc::new(Telegraph::build(file.iptc7901, file.anpa1312, &profile)?));
        Ok(profile)
    }
}

pub(super) fn template(key: &str, text: &str, slots: &[&'static str]) -> Result<Template, ProfileError> {
    Template::parse(text, slots).map_err(|got| ProfileError::key(key, "words and known slots", got))
}

fn limits(file: &BTreeMap<String, u32>) -> Result<Vec<(String, u32)>, ProfileError> {
    if let Some(key) = file.keys().find(|key| !LIMITED.contains(&key.as_str())) {
        return Err(ProfileError::key(format!("limits.{key}"), LIMITED.join(", "), key));
    }
    Ok(LIMITED.iter().filter_map(|field| Some(((*field).to_owned(), *file.get(*field)?))).collect())
}

/// The local part of an address, in the atoms of RFC 5322.
fn mailbox(mailbox: String, domain: &str) -> Result<String, ProfileError> {
    let atom = |text: &str| {
        let part = |part: &str| !part.is_empty() && part.bytes().all(|one| one.is_ascii_alphanumeric() || one == b'-');
        text.len() <= 64 && text.split('.').all(part)
    };
    match (atom(&mailbox), domain.split('.').all(atom)) {
        (true, true) => Ok(mailbox),
        (false, _) => Err(ProfileError::key("mailbox", "letters, digits, hyphens and dots", mailbox)),
        (true, false) => Err(ProfileError::key("guid_domain", "a domain", domain)),
    }
}

fn substitutes(own: BTreeMap<String, String>, charset: &Charset) -> Result<BTreeMap<char, String>, ProfileError> {
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
    let shared: BTreeMap<String, String> =
        toml::from_str(include_str!("../../profiles/substitutes.toml")).expect("every profile is built with it");
    shared.into_iter().chain(own).map(one).collect()
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
