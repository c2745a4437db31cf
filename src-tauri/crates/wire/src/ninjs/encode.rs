//! Story to ninjs 3.1, in two steps: `carry` brings the item down to what ninjs holds and tells each loss, `write`
//! writes that exactly. So what is read back is what was carried, to the letter.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};
use wirecopy_story::{Body, Byline, PubStatus, ReleaseKind, Story, Term};

use super::{ASCII, COMPACT, WITH_TEXT, note, place};
use crate::clean::{Cleaner, Shape};
use crate::loss::{LossKind, Losses};
use crate::place::Place;
use crate::profile::Addresses;
use crate::profile::dateline::Printed;
use crate::{Dialect, EncodeError, Encoded, Loss, Profile, WireItem, moment, newscodes, xhtml};

/// Property order is the message's: identity, times, status, rights, text, what it is about.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Message<'m> {
    uri: &'m str,
    standard: Standard,
    r#type: &'static str,
    representation_type: &'static str,
    version: String,
    first_created: String,
    version_created: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    embargoed_until: Option<String>,
    pub_status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    urgency: Option<u8>,
    #[serde(skip_serializing_if = "str::is_empty")]
    copyright_holder: &'m str,
    #[serde(skip_serializing_if = "str::is_empty")]
    copyright_notice: &'m str,
    #[serde(skip_serializing_if = "str::is_empty")]
    usage_terms: &'m str,
    #[serde(skip_serializing_if = "String::is_empty")]
    ed_note: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    language: &'m str,
    headlines: Vec<Words<'m>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    descriptions: Vec<Words<'m>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    bodies: Vec<BodyWords<'m>>,
    #[serde(skip_serializing_if = "String::is_empty")]
    by: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    slugline: &'m str,
    #[serde(skip_serializing_if = "str::is_empty")]
    located: &'m str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    subjects: Vec<Subject<'m>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    genres: Vec<Subject<'m>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    places: Vec<Subject<'m>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    info_sources: Vec<InfoSource<'m>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    associations: Vec<Association<'m>>,
}

#[derive(Serialize)]
struct Standard {
    name: &'static str,
    version: &'static str,
    schema: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Words<'m> {
    role: &'static str,
    content_type: &'static str,
    value: &'m str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BodyWords<'m> {
    role: &'static str,
    content_type: &'static str,
    char_count: u32,
    word_count: u32,
    value: Cow<'m, str>,
}

#[derive(Serialize)]
struct Subject<'m> {
    #[serde(skip_serializing_if = "str::is_empty")]
    name: &'m str,
    #[serde(skip_serializing_if = "str::is_empty")]
    rel: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    literal: Option<Cow<'m, str>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct InfoSource<'m> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'m str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    role: &'m str,
    #[serde(skip_serializing_if = "Option::is_none")]
    literal: Option<&'m str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contact_info: Vec<Contact<'m>>,
}

#[derive(Serialize)]
struct Contact<'m> {
    r#type: &'static str,
    value: &'m str,
}

#[derive(Serialize)]
struct Association<'m> {
    name: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    rel: &'m str,
    uri: &'m str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
}

/// What ninjs carries of an item.
struct Carried<'i> {
    item: Cow<'i, WireItem>,
    /// `None`: the story is killed.
    body: Option<Body>,
    dateline: Option<Printed>,
    losses: Losses,
}

pub(super) fn encode(item: &WireItem, profile: &Profile, dialect: &Dialect) -> Result<Encoded, EncodeError> {
    let carried = carry(item, profile);
    if carried.body.as_ref().is_some_and(|body| body.blocks.is_empty()) {
        return Err(EncodeError::Missing { missing: vec!["body"] });
    }
    let bytes = write(&carried, profile, dialect)?;
    Ok(Encoded { bytes, charset: "utf-8".to_owned(), losses: carried.losses.into_list() })
}

pub(super) fn carried(item: &WireItem, profile: &Profile) -> (WireItem, Vec<Loss>) {
    let carried = carry(item, profile);
    let mut item = carried.item.into_owned();
    item.story.body = carried.body.map(|body| body.to_markdown()).unwrap_or_default();
    (item, carried.losses.into_list())
}

/// Brings the item down to what ninjs holds.
fn carry<'i>(item: &'i WireItem, profile: &Profile) -> Carried<'i> {
    let mut losses = Losses::default();
    let typed = item;
    let mut item = Cow::Borrowed(item);
    let body = if item.kind == ReleaseKind::Kill {
        drop_content(&mut item, &mut losses);
        None
    } else {
        let mut body = item.story.parsed();
        xhtml::narrow(&mut body, &item.story.body, &mut losses);
        Some(body)
    };
    withhold_addresses(&mut item, profile, &mut losses);
    clean_fields(&mut item, &mut losses);
    let style = profile.dateline_style(&item.story.language);
    let printed = body.as_ref().and(style.print(&item.story.dateline));
    drop_unprinted_date(&mut item, printed.as_ref(), &mut losses);
    drop_unknown_keys(&mut item, &mut losses);
    settle_note(&mut item, typed, profile, &mut losses);
    Carried { item, body, dateline: printed, losses }
}

/// A kill carries headline and slug, so that receivers know what to take down, and no content (FORMATS: drop the
/// content set, give the reason).
fn drop_content(item: &mut Cow<'_, WireItem>, losses: &mut Losses) {
    for (field, text) in [("summary", &item.story.summary), ("body", &item.story.body)] {
        if !text.is_empty() {
            losses.add(LossKind::Content, field, 0..text.len(), "A kill carries no content", "");
        }
    }
    if !item.story.summary.is_empty() || !item.story.body.is_empty() {
        let story = &mut item.to_mut().story;
        story.summary.clear();
        story.body.clear();
    }
}

/// Every text of the item without what JSON for the wire must not hold.
fn clean_fields(item: &mut Cow<'_, WireItem>, losses: &mut Losses) {
    let mut changed: Vec<(Place, String)> = Vec::new();
    each_text(item, &mut |field, text, shape| {
        losses.begin_unit();
        let cleaned = Cleaner::Markup.clean(text, shape, |change| {
            losses.add(change.kind, field.to_owned(), change.range, change.what, change.became);
        });
        if let Cow::Owned(cleaned) = cleaned {
            changed.push((Place::new(field.to_owned(), 0..0), cleaned));
        }
    });
    for (place, text) in changed {
        put_text(item.to_mut(), &place.field, text);
    }
}

/// Calls `look` with each text field of the item.
fn each_text(item: &WireItem, look: &mut dyn FnMut(&str, &str, Shape)) {
    let story = &item.story;
    let mut line = |field: &str, text: &str| look(field, text, Shape::Line);
    line("note", &item.note);
    line("guid", &item.guid);
    line("slug", &story.slug);
    line("headline", &story.headline);
    line("summary", &story.summary);
    line("section", &story.section);
    line("dateline.place", &story.dateline.place);
    line("dateline.region", &story.dateline.region);
    line("dateline.country", &story.dateline.country);
    for (at, byline) in story.byline.iter().enumerate() {
        line(&format!("byline[{at}].name"), &byline.name);
        line(&format!("byline[{at}].role"), &byline.role);
        line(&format!("byline[{at}].email"), &byline.email);
    }
    line("language", &story.language);
    for (at, place) in story.places.iter().enumerate() {
        line(&format!("places[{at}].name"), &place.name);
        line(&format!("places[{at}].region"), &place.region);
        line(&format!("places[{at}].country"), &place.country);
    }
    for (at, keyword) in story.keywords.iter().enumerate() {
        line(&format!("keywords[{at}]"), keyword);
    }
    line("sign_off", &story.sign_off);
    line("rights.holder", &story.rights.holder);
    line("rights.notice", &story.rights.notice);
    for (at, link) in story.links.iter().enumerate() {
        line(&format!("links[{at}].rel"), &link.rel);
        line(&format!("links[{at}].guid"), &link.guid);
    }
    look("ed_note", &story.ed_note, Shape::Lines);
    look("rights.usage", &story.rights.usage, Shape::Lines);
}

/// Puts back a text that [`each_text`] gave out.
fn put_text(item: &mut WireItem, field: &str, text: String) {
    let story = &mut item.story;
    let (name, rest) = field.split_at(field.find(['.', '[']).unwrap_or(field.len()));
    let at: usize = rest.trim_start_matches('[').split(']').next().and_then(|at| at.parse().ok()).unwrap_or(0);
    let key = field.rsplit('.').next().unwrap_or("");
    let slot = match (name, key) {
        ("note", _) => Some(&mut item.note),
        ("guid", _) => Some(&mut item.guid),
        ("slug", _) => Some(&mut story.slug),
        ("headline", _) => Some(&mut story.headline),
        ("summary", _) => Some(&mut story.summary),
        ("section", _) => Some(&mut story.section),
        ("dateline", "place") => Some(&mut story.dateline.place),
        ("dateline", "region") => Some(&mut story.dateline.region),
        ("dateline", _) => Some(&mut story.dateline.country),
        ("byline", "name") => story.byline.get_mut(at).map(|one| &mut one.name),
        ("byline", "role") => story.byline.get_mut(at).map(|one| &mut one.role),
        ("byline", _) => story.byline.get_mut(at).map(|one| &mut one.email),
        ("language", _) => Some(&mut story.language),
        ("places", "name") => story.places.get_mut(at).map(|one| &mut one.name),
        ("places", "region") => story.places.get_mut(at).map(|one| &mut one.region),
        ("places", _) => story.places.get_mut(at).map(|one| &mut one.country),
        ("keywords", _) => story.keywords.get_mut(at),
        ("sign_off", _) => Some(&mut story.sign_off),
        ("rights", "holder") => Some(&mut story.rights.holder),
        ("rights", "notice") => Some(&mut story.rights.notice),
        ("rights", _) => Some(&mut story.rights.usage),
        ("links", "rel") => story.links.get_mut(at).map(|one| &mut one.rel),
        ("links", _) => story.links.get_mut(at).map(|one| &mut one.guid),
        _ => Some(&mut story.ed_note),
    };
    if let Some(slot) = slot {
        *slot = text;
    }
}

/// The date of the dateline travels inside the printed dateline or not at all.
fn drop_unprinted_date(item: &mut Cow<'_, WireItem>, printed: Option<&Printed>, losses: &mut Losses) {
    let carried = printed.is_some_and(|printed| !printed.date.is_empty());
    if let (Some(date), false) = (item.story.dateline.date, carried) {
        let what = "The date of the dateline is not printed, so it is not carried";
        losses.add(LossKind::Date, "dateline.date", 0..date.to_string().len(), what, "");
        item.to_mut().story.dateline.date = None;
    }
}

fn withhold_addresses(item: &mut Cow<'_, WireItem>, profile: &Profile, losses: &mut Losses) {
    if profile.addresses() == Addresses::Carried || item.story.byline.iter().all(|one| one.email.is_empty()) {
        return;
    }
    for (at, byline) in item.to_mut().story.byline.iter_mut().enumerate() {
        if !byline.email.is_empty() {
            let field = format!("byline[{at}].email");
            let what = "An author's address stays on the desk";
            losses.add(LossKind::Field, field, 0..byline.email.len(), what, "");
            byline.email.clear();
        }
    }
}

fn drop_unknown_keys(item: &mut Cow<'_, WireItem>, losses: &mut Losses) {
    if item.story.extra.is_empty() {
        return;
    }
    for (key, value) in std::mem::take(&mut item.to_mut().story.extra) {
        let what = format!("`{key}` of the story file has no place in ninjs");
        losses.add(LossKind::Field, key, 0..value.len(), what, "");
    }
}

/// What `edNote` cannot tell apart is settled here, so that it reads back as it is carried.
fn settle_note(item: &mut Cow<'_, WireItem>, typed: &WireItem, profile: &Profile, losses: &mut Losses) {
    let story = &item.story;
    let text = note::write(item, &item.note, &story.ed_note, profile);
    let back = note::read(&text, item.status(), item.version, profile);
    if back.kind == item.kind && back.note == item.note && back.ed_note == story.ed_note {
        return;
    }
    if back.note == item.note && back.ed_note == story.ed_note && item.kind == ReleaseKind::New {
        // A later version that says nothing of itself is an update to every reader.
        item.to_mut().kind = back.kind;
        return;
    }
    let of_note = back.ed_note == story.ed_note;
    let (field, length) = if of_note { ("note", typed.note.len()) } else { ("ed_note", typed.story.ed_note.len()) };
    let what = format!("The note to editors reads as: {}", back.kind.word());
    losses.add(LossKind::Ambiguous, field, 0..length, what, &back.ed_note);
    let item = item.to_mut();
    item.kind = back.kind;
    item.note = back.note;
    item.story.ed_note = back.ed_note;
}

/// Writes what was carried.
fn write(carried: &Carried<'_>, profile: &Profile, dialect: &Dialect) -> Result<Vec<u8>, EncodeError> {
    let item: &WireItem = &carried.item;
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
        if dialect.id() == WITH_TEXT {
            let dateline = carried.dateline.as_ref().map_or("", |printed| &printed.text);
            bodies.push(words("text/plain", "plain", format!("{dateline}{plain}")));
        }
    }
    let message = message(item, bodies, profile);
    let mut bytes = Vec::with_capacity(story.body.len() * 2 + 2048);
    let written = match dialect.id() {
        COMPACT => put(&message, &mut bytes, CompactFormatter),
        ASCII => put(&message, &mut bytes, AsciiFormatter(PrettyFormatter::new())),
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
        ed_note: note::write(item, &item.note, &story.ed_note, profile),
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

/// Indents like another formatter and escapes every character beyond ASCII.
struct AsciiFormatter<F>(F);

macro_rules! as_inside {
    ($($name:ident($($arg:ident: $kind:ty),*);)*) => {
        $(fn $name<W: ?Sized + std::io::Write>(&mut self, writer: &mut W $(, $arg: $kind)*) -> std::io::Result<()> {
            self.0.$name(writer $(, $arg)*)
        })*
    };
}

impl<F: Formatter> Formatter for AsciiFormatter<F> {
    as_inside! {
        begin_array();
        end_array();
        begin_array_value(first: bool);
        end_array_value();
        begin_object();
        end_object();
        begin_object_key(first: bool);
        end_object_key();
        begin_object_value();
        end_object_value();
    }

    fn write_string_fragment<W: ?Sized + std::io::Write>(&mut self, writer: &mut W, text: &str) -> std::io::Result<()> {
        let mut rest = text;
        while let Some(at) = rest.find(|letter: char| !letter.is_ascii()) {
            writer.write_all(&rest.as_bytes()[..at])?;
            let letter = rest[at..].chars().next().unwrap_or(char::REPLACEMENT_CHARACTER);
            for unit in letter.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &rest[at + letter.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }
}

/// What a reader takes `pubStatus` for.
pub(super) fn status(code: &str) -> Option<PubStatus> {
    [PubStatus::Usable, PubStatus::Withheld, PubStatus::Canceled].into_iter().find(|status| status.code() == code)
}
