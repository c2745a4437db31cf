//! Lines that a style's own wording makes: why the message goes out, what receivers must do, until when they wait;
//! the dateline; initials of a sign-off. Whatever else a line may be is the format's to say.

use wirecopy_story::{ReleaseKind, Urgency};

use crate::profile::Profile;
use crate::profile::dateline::{DatelineStyle, ReadDateline};
use crate::{Reading, WireItem, spelled};

/// Reads kind, advice or embargo off a line; whether it was one.
pub(crate) fn told(line: &str, profile: &Profile, item: &mut WireItem) -> bool {
    let untold = item.kind == ReleaseKind::New && item.note.is_empty();
    // A letter that is spelled as its code opens words, not an advisory in brackets.
    let read = profile.wording().read(line).filter(|_| spelled::code(line).is_none());
    if let Some((kind, note)) = read.filter(|_| untold) {
        item.kind = kind;
        note.clone_into(&mut item.note);
        item.version = if kind == ReleaseKind::New { 1 } else { 2 };
        return true;
    }
    // Advice tells the kind where it stands above what else does.
    let advises = |kind: &ReleaseKind| !line.is_empty() && profile.wording().advice(*kind) == line;
    let kinds = if untold { &ReleaseKind::ALL[..] } else { std::slice::from_ref(&item.kind) };
    if let Some(kind) = kinds.iter().copied().find(advises) {
        (item.kind, item.version) = (kind, item.version.max(2));
        return true;
    }
    let mut styles = profile.dateline_styles().iter();
    let embargo = styles.find_map(|style| profile.embargo_line().read(line, style.months()));
    let found = embargo.is_some() && item.story.embargo.is_none();
    if found {
        item.story.embargo = embargo;
    }
    found
}

/// The headline without the tag of a release, which is taken; `None` when it has none.
pub(crate) fn untagged<'t>(headline: &'t str, profile: &Profile, item: &mut WireItem) -> Option<&'t str> {
    let (kind, version, rest) = profile.wording().untagged(headline)?;
    if item.kind != kind && (item.kind != ReleaseKind::New || !item.note.is_empty()) {
        return None;
    }
    (item.kind, item.version) = (kind, version.unwrap_or(2));
    Some(rest)
}

/// The dateline that opens `line`, and the language of its grammar.
pub(crate) fn dateline(line: &str, reading: &Reading<'_>) -> Option<(ReadDateline, String)> {
    let (read, language) = reading.profile.read_dateline(line, reading.today())?;
    Some((read, language.to_owned()))
}

/// `ap/iv`: initials parted by slashes; `dpa wsz jln`: behind the agency's name.
pub(crate) fn is_sign_off(line: &str, style: &Profile) -> bool {
    let initials = |part: &str| (1..=4).contains(&part.chars().count()) && part.chars().all(char::is_lowercase);
    let named = || {
        let mut agencies = style.dateline_styles().iter().map(DatelineStyle::agency);
        let rest = agencies.find_map(|agency| line.strip_prefix(agency)?.strip_prefix(' '));
        rest.is_some_and(|rest| rest.split(' ').all(initials))
    };
    (line.contains('/') && line.split('/').all(initials)) || named()
}

/// Words that are a line of their own above the copy of other houses.
const LEAD_WORDS: &[(&str, ReleaseKind)] = &[
    ("KILL", ReleaseKind::Kill),
    ("HOLD", ReleaseKind::Hold),
    ("CORRECTION", ReleaseKind::Correction),
    ("CORRECTED", ReleaseKind::Correction),
    ("REFILE", ReleaseKind::Refile),
    ("REPEAT", ReleaseKind::Repeat),
];

/// Words that stand alone above an alert, and how urgent they make it.
const ALERTS: &[(&str, u8)] = &[
    ("FLASH", 1),
    ("ALERT", 1),
    ("МОЛНИЯ", 1),
    ("EILMELDUNG", 1),
    ("BULLETIN", 2),
    ("URGENT", 2),
    ("СРОЧНО", 2),
    ("ЭКСПРЕСС", 2),
];

/// Reads the urgency off a line that is nothing but the word of an alert; whether it was one.
pub(crate) fn alert(line: &str, item: &mut WireItem) -> bool {
    let level = ALERTS.iter().find(|(word, _)| *word == line).map(|(_, level)| *level);
    let Some(level) = level.filter(|_| item.story.urgency.is_none()) else { return false };
    item.story.urgency = Urgency::new(level).ok();
    true
}

/// How an advisory line in brackets begins, and what it says.
const ADVISORIES: &[(&str, ReleaseKind)] = &[
    ("(Adds ", ReleaseKind::Update),
    ("(Updates ", ReleaseKind::Update),
    ("(Recasts", ReleaseKind::Update),
    ("(Corrects ", ReleaseKind::Correction),
    ("(Berichtigung", ReleaseKind::Correction),
    ("(Refiles ", ReleaseKind::Refile),
    ("(Repeats ", ReleaseKind::Repeat),
    ("(Achtung", ReleaseKind::Kill),
];

/// Reads `KILL KILL KILL`, `1ST LEAD`, `(Adds minister's reaction)` off a line of another house; whether it was one.
/// Only whole lines of such words are taken: a headline may begin with any of them.
pub(crate) fn lead_line(line: &str, item: &mut WireItem) -> bool {
    if item.kind != ReleaseKind::New || !item.note.is_empty() {
        return false;
    }
    let word = LEAD_WORDS.iter().find(|(word, _)| !line.is_empty() && line.split(' ').all(|part| part == *word));
    let advisory = || ADVISORIES.iter().find(|(start, _)| line.starts_with(start) && line.ends_with(')'));
    let ordinal = |number: &str| {
        let letters = number.trim_start_matches(|one: char| one.is_ascii_digit());
        letters.len() < number.len() && number.len() <= 4 && ["ST", "ND", "RD", "TH"].contains(&letters)
    };
    let large = line.to_ascii_uppercase();
    let lead = [" LEAD", " NET", " LD-WRITETHRU"].iter().find_map(|end| large.strip_suffix(end));
    let lead = || lead.filter(|number| ordinal(number)).map(|_| ReleaseKind::Update);
    let Some(kind) = word.or_else(advisory).map(|(_, kind)| *kind).or_else(lead) else { return false };
    (item.kind, item.version) = (kind, 2);
    let inside = line.strip_prefix('(').and_then(|line| line.strip_suffix(')'));
    if word.is_none() {
        inside.unwrap_or(line).clone_into(&mut item.note);
    }
    true
}
