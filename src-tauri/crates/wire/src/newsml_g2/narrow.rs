//! What NewsML-G2 holds of an item: nearly all. What it does not is taken out here and told: a language that is no
//! `xs:language`, times that XML Schema has no form for, a link to version 0, an author without a name, white space at
//! the ends of a field.

use wirecopy_story::{Body, ReleaseKind};

use super::codes::Newsroom;
use super::times;
use crate::carry::Carrier;
use crate::loss::{LossKind, Losses};
use crate::{Profile, ed_note};

/// How notes travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notes {
    /// The release's note and the writer's own in an `edNote` each.
    Apart,
    /// Both in one text.
    OneText,
}

/// Brings the carrier's item down, and gives the body; `None` for a kill.
pub(super) fn narrow(
    carrier: &mut Carrier<'_>,
    blocks: impl FnOnce(&mut Body, &str, &mut Losses),
    profile: &Profile,
    notes: Notes,
) -> Option<Body> {
    let body = carrier.body(blocks);
    carrier.withhold_addresses();
    carrier.clean_fields();
    carrier.clean_terms();
    carrier.trim_ends(&["guid", "links", "language"]);
    language(carrier);
    carrier.drop_nameless_bylines();
    times(carrier);
    links(carrier);
    carrier.drop_unknown_keys("NewsML-G2");
    match notes {
        Notes::Apart => settle_release_note(carrier, profile),
        Notes::OneText => carrier.settle_note(),
    }
    body
}

fn language(carrier: &mut Carrier<'_>) {
    let tag = &carrier.item.story.language;
    if tag.is_empty() || is_language(tag) {
        return;
    }
    let mended = tag.trim().replace('_', "-");
    let became = if is_language(&mended) { mended } else { String::new() };
    let what = if became.is_empty() {
        format!("{tag:?} is no tag of a language and is not carried")
    } else {
        "The tag of the language is written with hyphens".to_owned()
    };
    carrier.lose(LossKind::Field, "language", what, &became);
    carrier.item.to_mut().story.language = became;
}

/// `xs:language`: parts of one to eight letters, digits too behind the first, parted by hyphens.
pub(super) fn is_language(tag: &str) -> bool {
    tag.split('-').enumerate().all(|(at, part)| {
        let plain = |byte: u8| byte.is_ascii_alphabetic() || (at > 0 && byte.is_ascii_digit());
        (1..=8).contains(&part.len()) && part.bytes().all(plain)
    })
}

fn times(carrier: &mut Carrier<'_>) {
    if let Some(embargo) = carrier.item.story.embargo {
        let fit = times::embargo(embargo);
        if fit != Some(embargo) {
            let (what, became) = match fit {
                Some(fit) => {
                    ("An embargo in an offset beyond 14 hours leaves as the same moment in UTC", fit.to_string())
                }
                None => ("An embargo before the year 1 has no form in NewsML-G2", String::new()),
            };
            carrier.lose(LossKind::Field, "embargo", what, &became);
            carrier.item.to_mut().story.embargo = fit;
        }
    }
    if carrier.item.story.dateline.date.is_some_and(|date| !times::has_form(date)) {
        carrier.lose(LossKind::Date, "dateline.date", "A date before the year 1 has no form in NewsML-G2", "");
        carrier.item.to_mut().story.dateline.date = None;
    }
}

fn links(carrier: &mut Carrier<'_>) {
    for at in 0..carrier.item.story.links.len() {
        if carrier.item.story.links[at].version == Some(0) {
            let what = "Version 0 of another item is not carried: versions begin with 1";
            carrier.losses.add(LossKind::Field, format!("links[{at}].version"), 0..0, what, "");
            carrier.item.to_mut().story.links[at].version = None;
        }
    }
}

/// A note that the house's line would not give back is carried as the line gives it.
fn settle_release_note(carrier: &mut Carrier<'_>, profile: &Profile) {
    let item = &carrier.item;
    let line = release_line(item.kind, &item.note, profile);
    let back = profile.wording().note(item.kind, &line).unwrap_or_default().to_owned();
    if back != item.note {
        carrier.lose(LossKind::Ambiguous, "note", "The note reads otherwise in the line of its release", &back);
        carrier.item.to_mut().note = back;
    }
}

/// The line of the release's note; empty for news and updates of which nothing is said: `signal` tells them.
pub(super) fn release_line(kind: ReleaseKind, note: &str, profile: &Profile) -> String {
    let silent = note.is_empty() && matches!(kind, ReleaseKind::New | ReleaseKind::Update);
    if silent { String::new() } else { profile.wording().line(kind, note) }
}

/// The line of the release's note and what receivers must do.
pub(super) fn release_note(kind: ReleaseKind, note: &str, profile: &Profile) -> String {
    let mut text = release_line(kind, note, profile);
    let advice = profile.wording().advice(kind);
    if !text.is_empty() && !advice.is_empty() {
        text.push('\n');
        text.push_str(advice);
    }
    text
}

/// Both notes in one text.
pub(super) fn one_text(item: &crate::WireItem, profile: &Profile) -> String {
    ed_note::write(item, &item.note, &item.story.ed_note, profile)
}

impl Notes {
    pub(super) fn of(option: &str) -> Self {
        if option == "one-text" { Self::OneText } else { Self::Apart }
    }
}

impl Newsroom {
    pub(super) fn of(option: &str) -> Self {
        if option == "newsroom" { Self::Served } else { Self::Ignored }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_a_tag_of_the_schema() {
        for (tag, good) in [
            ("en", true),
            ("zh-Hans-CN", true),
            ("x-klingon", true),
            ("", false),
            ("en_US", false),
            ("en-", false),
            ("1a", false),
            ("englishish", false),
        ] {
            assert_eq!(is_language(tag), good, "{tag:?}");
        }
    }
}
