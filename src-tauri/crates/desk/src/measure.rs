//! What a story measures by a profile: words, reading time, the dateline as it will print, limits, findings.

use jiff::Timestamp;
use wirecopy_checks::{Finding, House, Severity, Stop};
use wirecopy_store::Stored;
use wirecopy_story::{Dateline, Story, count};
use wirecopy_wire::place::{field_text, spots};
use wirecopy_wire::{self as wire, Place, Profile, Spot};

use crate::desk::Desk;
use crate::edge;
use crate::face::{self, Failure, Limit, Measure, ShownFinding};

impl Desk {
    /// Measures a story as it stands, text that is not on disk yet included.
    ///
    /// # Errors
    /// `not_found`, `no_profile`, `desk_damaged`.
    pub fn story_measure(&self, id: &str, profile: &str) -> Result<Measure, Failure> {
        let style = edge::profile(profile)?;
        Ok(of(&self.stored(id)?, style, self.clock.now()))
    }
}

pub(crate) fn of(stored: &Stored, profile: &Profile, now: Timestamp) -> Measure {
    let story = &stored.story;
    let size = count::count(&story.parsed().plain_text(), profile.word_rule());
    Measure {
        version: stored.version.0,
        words: size.words,
        characters: size.characters,
        reading_seconds: size.reading_seconds,
        dateline: dateline(story, profile),
        limits: limits(story, profile),
        findings: findings(story, profile, now),
    }
}

/// Words of the body as the profile counts them.
pub(crate) fn words(story: &Story, profile: &Profile) -> u32 {
    count::count(&story.parsed().plain_text(), profile.word_rule()).words
}

/// The dateline as the profile prints it, without the space after it.
pub(crate) fn dateline(story: &Story, profile: &Profile) -> String {
    profile.dateline(&story.dateline, &story.language).trim_end().to_owned()
}

fn limits(story: &Story, profile: &Profile) -> Vec<Limit> {
    let limit = |(field, max): &(String, u32)| {
        let count = match field.as_str() {
            "keywords" => u32::try_from(story.keywords.len()).unwrap_or(u32::MAX),
            field => count::count(&field_text(story, field)?, profile.word_rule()).characters,
        };
        Some(Limit { field: field.clone(), count, max: *max })
    };
    profile.limits().iter().filter_map(limit).collect()
}

/// The findings of the checks, with places for people and for the window.
pub(crate) fn findings(story: &Story, profile: &Profile, now: Timestamp) -> Vec<ShownFinding> {
    let found = wirecopy_checks::check(story, &house(story, profile, now));
    let places: Vec<_> = found.iter().map(|finding| Place::new(finding.field, finding.range.clone())).collect();
    found.into_iter().zip(spots(story, &places)).map(|(finding, spot)| shown(finding, spot)).collect()
}

fn house(story: &Story, profile: &Profile, now: Timestamp) -> House {
    let limit = |field: &str| profile.limits().iter().find(|(name, _)| name == field).map(|(_, max)| *max);
    let stop = |stop: wire::profile::Stop| match stop {
        wire::profile::Stop::Drop => Stop::Never,
        wire::profile::Stop::Keep => Stop::Free,
    };
    House {
        name: profile.label().to_owned(),
        headline: limit("headline"),
        slug: limit("slug"),
        summary: limit("summary"),
        headline_stop: stop(profile.marks().headline_stop),
        summary_stop: stop(profile.marks().summary_stop),
        dateline: opens_with_dateline(story, profile),
        now,
    }
}

/// Whether a story with a place would open with a dateline in this style.
fn opens_with_dateline(story: &Story, profile: &Profile) -> bool {
    let somewhere = Dateline { place: "A".to_owned(), ..story.dateline.clone() };
    !profile.dateline(&somewhere, &story.language).is_empty()
}

fn shown(finding: Finding, spot: Spot) -> ShownFinding {
    ShownFinding {
        rule: finding.rule.to_owned(),
        severity: match finding.severity {
            Severity::Block => face::Severity::Block,
            Severity::Warn => face::Severity::Warn,
            Severity::Note => face::Severity::Note,
        },
        message: finding.message,
        place: edge::place(finding.field, spot),
    }
}
