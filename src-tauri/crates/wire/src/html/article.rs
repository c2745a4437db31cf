//! The JSON-LD of a page: schema.org's `NewsArticle` with the properties that a story has values for, in one order.
//! `about` and `genre` are `DefinedTerm`s, places are `Place`s with their address, ties are `isBasedOn`.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::ser::{PrettyFormatter, Serializer};
use wirecopy_story::{Story, StoryLink, Term};

use crate::profile::dateline::Printed;
use crate::{EncodeError, Profile, WireItem, moment, newscodes};

/// What opens `conditionsOfAccess` of a story under embargo; the moment follows.
pub(super) const EMBARGO: &str = "Embargoed until ";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the names are those of schema.org")]
struct Article<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    identifier: &'a str,
    version: u32,
    creative_work_status: &'static str,
    headline: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    alternate_name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    article_section: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    in_language: &'a str,
    date_created: String,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    conditions_of_access: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    dateline: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    location_created: Option<PlaceLd<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Person<'a>>,
    publisher: Named<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    genre: Option<TermLd<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    about: Vec<TermLd<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    content_location: Vec<PlaceLd<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    keywords: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    word_count: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    copyright_holder: Option<Named<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    copyright_notice: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    copyright_year: Option<i16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    usage_info: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    correction: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    is_based_on: Vec<Tie<'a>>,
}

#[derive(Serialize)]
struct Named<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
}

#[derive(Serialize)]
struct Text<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Person<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    job_title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    email: &'a str,
}

#[derive(Serialize)]
struct PlaceLd<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<Address<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the names are those of schema.org")]
struct Address<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    address_region: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    address_country: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TermLd<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    identifier: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Tie<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    identifier: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<u32>,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
}

/// The JSON-LD of `item`, safe inside `script`.
pub(super) fn write(
    item: &WireItem,
    profile: &Profile,
    (printed, words): (Option<&Printed>, Option<u32>),
) -> Result<String, EncodeError> {
    let article = article(item, profile, (printed, words));
    let mut bytes = Vec::with_capacity(2048);
    let written = article.serialize(&mut Serializer::with_formatter(&mut bytes, PrettyFormatter::new()));
    let unwritable = |got: String| EncodeError::Unwritable { got };
    written.map_err(|error| unwritable(error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|error| unwritable(error.to_string()))?;
    Ok(safe(&text))
}

/// JSON without `<`, and without controls that HTML forbids (13.2.2); both stand in strings only.
fn safe(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 64);
    for letter in json.chars() {
        let forbidden = matches!(letter, '<' | '\u{7F}'..='\u{9F}' | '\u{FDD0}'..='\u{FDEF}')
            || u32::from(letter) & 0xFFFE == 0xFFFE;
        if forbidden {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(letter);
        }
    }
    out
}

fn article<'a>(
    item: &'a WireItem,
    profile: &'a Profile,
    (printed, words): (Option<&'a Printed>, Option<u32>),
) -> Article<'a> {
    let story = &item.story;
    let provider = if item.envelope.provider.is_empty() { profile.provider() } else { &item.envelope.provider };
    let correction = item.kind == wirecopy_story::ReleaseKind::Correction;
    let claimed = !story.rights.holder.is_empty() || !story.rights.notice.is_empty();
    // What is under embargo is not published before it ends.
    let published = story.embargo.map_or(item.first_created, |embargo| embargo.at().max(item.first_created));
    Article {
        context: "https://schema.org",
        kind: "NewsArticle",
        identifier: &item.guid,
        version: item.version,
        creative_work_status: item.status().code(),
        headline: &story.headline,
        alternate_name: &story.slug,
        description: &story.summary,
        article_section: &story.section,
        in_language: &story.language,
        date_created: moment::utc(item.first_created),
        date_published: moment::utc(published),
        date_modified: moment::utc(item.version_created),
        conditions_of_access: story.embargo.map(|embargo| format!("{EMBARGO}{embargo}")),
        dateline: printed.map_or("", |printed| printed.text.trim_end()),
        location_created: located(story),
        author: story.byline.iter().map(person).collect(),
        publisher: Named { kind: "NewsMediaOrganization", name: provider },
        genre: story.genre.as_ref().map(|genre| term(genre, profile)),
        about: story.subjects.iter().map(|subject| term(subject, profile)).collect(),
        content_location: story.places.iter().map(|one| place(&one.name, &one.region, &one.country)).collect(),
        keywords: &story.keywords,
        word_count: words,
        copyright_holder: filled(&story.rights.holder).map(|name| Named { kind: "Organization", name }),
        copyright_notice: &story.rights.notice,
        copyright_year: claimed.then(|| jiff::tz::Offset::UTC.to_datetime(item.first_created).year()),
        usage_info: filled(&story.rights.usage).map(|text| Text { kind: "CreativeWork", text }),
        correction: correction.then_some(Text { kind: "CorrectionComment", text: &item.note }),
        is_based_on: story.links.iter().map(tie).collect(),
    }
}

fn filled(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

fn located(story: &Story) -> Option<PlaceLd<'_>> {
    let line = &story.dateline;
    let empty = line.place.is_empty() && line.region.is_empty() && line.country.is_empty();
    (!empty).then(|| place(&line.place, &line.region, &line.country))
}

fn place<'a>(name: &'a str, region: &'a str, country: &'a str) -> PlaceLd<'a> {
    let address = Address { kind: "PostalAddress", address_region: region, address_country: country };
    let addressed = !region.is_empty() || !country.is_empty();
    PlaceLd { kind: "Place", name, address: addressed.then_some(address) }
}

fn person(byline: &wirecopy_story::Byline) -> Person<'_> {
    Person { kind: "Person", name: &byline.name, job_title: &byline.role, email: &byline.email }
}

fn term<'a>(term: &'a Term, profile: &Profile) -> TermLd<'a> {
    let url = newscodes::uri(term, profile.schemes());
    TermLd { kind: "DefinedTerm", identifier: term.qcode(), name: term.label(), url }
}

fn tie(link: &StoryLink) -> Tie<'_> {
    Tie { kind: "CreativeWork", identifier: &link.guid, version: link.version, description: &link.rel }
}
