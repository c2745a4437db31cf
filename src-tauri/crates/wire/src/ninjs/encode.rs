//! Writes what was carried as ninjs 3.1.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};
use wirecopy_story::{Body, Byline, Story, Term};

use super::message::{AsciiFormatter, Association, BodyWords, Contact, InfoSource, Message, Standard, Subject, Words};
use super::{BODIES, LAYOUT, place};
use crate::carry::Carrier;
use crate::dialect::DialectRow;
use crate::profile::dateline::Printed;
use crate::{EncodeError, Encoded, Profile, WireItem, ed_note, moment, newscodes, xhtml};

pub(super) fn encode(item: &WireItem, profile: &Profile, dialect: &DialectRow) -> Result<Encoded, EncodeError> {
    let mut carrier = Carrier::new(item, profile);
    let body = carrier.body(xhtml::narrow);
    if body.as_ref().is_some_and(|body| body.blocks.is_empty()) {
        return Err(EncodeError::Missing { missing: vec!["body"] });
    }
    carrier.withhold_addresses();
    carrier.clean_fields();
    let dateline = carrier.dateline();
    carrier.drop_unprinted_date(dateline.as_ref());
    carrier.drop_unknown_keys("ninjs");
    carrier.settle_note();
    let carried = Carried { item: &carrier.item, body, dateline };
    let bytes = write(&carried, profile, dialect)?;
    Ok(Encoded { bytes, charset: "utf-8".to_owned(), losses: carrier.losses.into_list() })
}

/// What ninjs carries of an item.
struct Carried<'c> {
    item: &'c WireItem,
    /// `None`: the story is killed.
    body: Option<Body>,
    dateline: Option<Printed>,
}

/// Writes what was carried.
fn write(carried: &Carried<'_>, profile: &Profile, dialect: &DialectRow) -> Result<Vec<u8>, EncodeError> {
    let item = carried.item;
    let story = &item.story;
    let day = story.dateline.date.map(|date| date.to_string()).unwrap_or_default();
    let mut bodies = Vec::new();
    if let Some(body) = &carried.body {
        let plain = body.plain_text();
        let count = wirecopy_story::count::count(&plain, profile.word_rule());
        let words = |content_type, role, value| BodyWords {
            role,
            content_type,
            char_count: count.characters,
            word_count: count.words,
            value: Cow::Owned(value),
        };
        let html = xhtml::write(body, carried.dateline.as_ref(), &day, &profile.marks().insertion);
        bodies.push(words("application/xhtml+xml", "main", html));
        if dialect.option(&BODIES) == "xhtml-and-text" {
            let dateline = carried.dateline.as_ref().map_or("", |printed| &printed.text);
            bodies.push(words("text/plain", "plain", format!("{dateline}{plain}")));
        }
    }
    let message = message(item, bodies, profile);
    let mut bytes = Vec::with_capacity(story.body.len() * 2 + 2048);
    let written = match dialect.option(&LAYOUT) {
        "compact" => put(&message, &mut bytes, CompactFormatter),
        "ascii" => put(&message, &mut bytes, AsciiFormatter(PrettyFormatter::new())),
        _ => put(&message, &mut bytes, PrettyFormatter::new()),
    };
    written.map_err(|error| EncodeError::Unwritable { got: error.to_string() })?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn put(message: &Message<'_>, bytes: &mut Vec<u8>, formatter: impl Formatter) -> serde_json::Result<()> {
    message.serialize(&mut serde_json::Serializer::with_formatter(bytes, formatter))
}

fn message<'m>(item: &'m WireItem, bodies: Vec<BodyWords<'m>>, profile: &'m Profile) -> Message<'m> {
    let story = &item.story;
    let words = |role, value: &'m str| Words { role, content_type: "text/plain", value };
    let filled = |role, value: &'m str| if value.is_empty() { Vec::new() } else { vec![words(role, value)] };
    Message {
        uri: &item.guid,
        standard: Standard {
            name: "ninjs",
            version: "3.1",
            schema: "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
        },
        r#type: "text",
        representation_type: "full",
        version: item.version.to_string(),
        first_created: moment::utc(item.first_created),
        version_created: moment::utc(item.version_created),
        embargoed_until: story.embargo.map(|embargo| embargo.to_string()),
        pub_status: item.status().code(),
        urgency: story.urgency.map(wirecopy_story::Urgency::level),
        copyright_holder: &story.rights.holder,
        copyright_notice: &story.rights.notice,
        usage_terms: &story.rights.usage,
        ed_note: ed_note::write(item, &item.note, &story.ed_note, profile),
        language: &story.language,
        headlines: vec![words("main", &story.headline)],
        descriptions: filled("summary", &story.summary),
        bodies,
        by: profile.byline_names(&story.byline),
        slugline: &story.slug,
        located: &story.dateline.place,
        subjects: subjects(story, profile),
        genres: story.genre.iter().map(|genre| term(genre, "", profile)).collect(),
        places: places(story),
        info_sources: info_sources(item, profile),
        associations: associations(story),
    }
}

/// Topics by their URIs, then the section, then keywords: `rel` tells them apart.
fn subjects<'m>(story: &'m Story, profile: &Profile) -> Vec<Subject<'m>> {
    let literal = |rel, text: &'m str| Subject { name: text, rel, uri: None, literal: Some(text.into()) };
    let mut subjects: Vec<_> = story.subjects.iter().map(|subject| term(subject, "about", profile)).collect();
    if !story.section.is_empty() {
        subjects.push(literal("section", &story.section));
    }
    subjects.extend(story.keywords.iter().map(|keyword| literal("keyword", keyword)));
    subjects
}

/// A term by its URI, or by its code where no URI is known.
fn term<'m>(term: &'m Term, rel: &'static str, profile: &Profile) -> Subject<'m> {
    let uri = newscodes::uri(term, profile.schemes());
    let literal = uri.is_none().then(|| term.qcode().into());
    Subject { name: term.label(), rel, uri, literal }
}

fn places(story: &Story) -> Vec<Subject<'_>> {
    let line = &story.dateline;
    let mut places = Vec::new();
    if let Some(literal) = place::literal(&line.place, &line.region, &line.country) {
        places.push(Subject { name: &line.place, rel: "dateline", uri: None, literal: Some(literal.into()) });
    }
    for one in &story.places {
        let literal = place::literal(&one.name, &one.region, &one.country).map(Cow::Owned);
        places.push(Subject { name: &one.name, rel: "about", uri: None, literal });
    }
    places
}

/// The agency, the authors, the sign-off. The agency and the sign-off have a literal, authors never do.
fn info_sources<'m>(item: &'m WireItem, profile: &'m Profile) -> Vec<InfoSource<'m>> {
    let provider = if item.envelope.provider.is_empty() { profile.provider() } else { &item.envelope.provider };
    let literal = |name, role, literal| InfoSource { name, role, literal: Some(literal), contact_info: Vec::new() };
    let mut sources = vec![literal(Some(provider), "provider", provider)];
    sources.extend(item.story.byline.iter().map(author));
    if !item.story.sign_off.is_empty() {
        sources.push(literal(None, "sign-off", &item.story.sign_off));
    }
    sources
}

fn author(byline: &Byline) -> InfoSource<'_> {
    let mail = Some(byline.email.as_str()).filter(|email| !email.is_empty());
    InfoSource {
        name: Some(&byline.name),
        role: &byline.role,
        literal: None,
        contact_info: mail.into_iter().map(|value| Contact { r#type: "email", value }).collect(),
    }
}

fn associations(story: &Story) -> Vec<Association<'_>> {
    story
        .links
        .iter()
        .enumerate()
        .map(|(at, link)| Association {
            name: format!("link {}", at + 1),
            rel: &link.rel,
            uri: &link.guid,
            version: link.version.map(|version| version.to_string()),
        })
        .collect()
}
