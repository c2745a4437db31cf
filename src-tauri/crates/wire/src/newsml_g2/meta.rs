//! Writes what stands around the text: `rightsInfo`, `itemMeta`, `contentMeta`, each in the order of the schema. A property
//! whose value no scheme has is a literal with a name.

use wirecopy_story::{Byline, ReleaseKind, StoryLink, Term};

use super::codes::{self, Newsroom, Relation};
use super::encode::Carried;
use super::narrow::{Notes, one_text, release_note};
use crate::xml::Writer;
use crate::{WireItem, moment, newscodes};

pub(super) fn rights(writer: &mut Writer, carried: &Carried<'_>) {
    let rights = &carried.item.story.rights;
    if rights.is_empty() {
        return;
    }
    writer.open("rightsInfo");
    if !rights.holder.is_empty() {
        writer.open("copyrightHolder").attribute("literal", &rights.holder).line("name", &rights.holder).close();
    }
    writer.line("copyrightNotice", &rights.notice);
    match carried.notes {
        Notes::Apart => lines(writer, "usageTerms", "", &rights.usage),
        Notes::OneText => {
            writer.line("usageTerms", &rights.usage);
        }
    }
    writer.close();
}

pub(super) fn item(writer: &mut Writer, carried: &Carried<'_>) {
    let item = carried.item;
    writer.open("itemMeta");
    writer.leaf("itemClass").attribute("qcode", "ninat:text").end();
    writer.open("provider").attribute("literal", &carried.provider).line("name", &carried.provider).close();
    writer.line("versionCreated", &moment::utc(item.version_created));
    writer.line("firstCreated", &moment::utc(item.first_created));
    if let Some(embargo) = item.story.embargo {
        writer.line("embargoed", &embargo.to_string());
    }
    writer.leaf("pubStatus").attribute("qcode", &format!("stat:{}", item.status().code())).end();
    match carried.notes {
        Notes::Apart => {
            let release = release_note(item.kind, &item.note, carried.profile);
            lines(writer, "edNote", codes::RELEASE_NOTE, &release);
            lines(writer, "edNote", codes::EDITORS_NOTE, &item.story.ed_note);
        }
        Notes::OneText => {
            writer.line("edNote", &one_text(item, carried.profile));
        }
    }
    signals(writer, item);
    for link in &item.story.links {
        self::link(writer, link, carried);
    }
    writer.close();
}

/// The IPTC has signals for an update and a correction. What status and signal do not tell has a signal of our own.
fn signals(writer: &mut Writer, item: &WireItem) {
    let signal = match item.kind {
        ReleaseKind::Update | ReleaseKind::Refile | ReleaseKind::Repeat | ReleaseKind::Release => Some("sig:update"),
        ReleaseKind::Correction => Some("sig:correction"),
        ReleaseKind::New | ReleaseKind::Hold | ReleaseKind::Kill => None,
    };
    if let Some(signal) = signal {
        writer.leaf("signal").attribute("qcode", signal).end();
    }
    let own = match item.kind {
        ReleaseKind::Refile | ReleaseKind::Repeat | ReleaseKind::Release => true,
        ReleaseKind::New => item.version > 1,
        ReleaseKind::Update | ReleaseKind::Correction | ReleaseKind::Hold | ReleaseKind::Kill => false,
    };
    if own {
        writer.leaf("signal").attribute("qcode", &codes::kind(item.kind)).end();
    }
}

fn link(writer: &mut Writer, link: &StoryLink, carried: &Carried<'_>) {
    writer.leaf("link");
    match codes::relation(&link.rel, carried.profile) {
        Some(Relation::Code(code)) => {
            writer.attribute("rel", &code);
        }
        Some(Relation::Uri(uri)) => {
            writer.attribute("reluri", &uri);
        }
        None => {}
    }
    writer.attribute("residref", &link.guid);
    if let Some(version) = link.version {
        writer.attribute("version", &version.to_string());
    }
    writer.end();
}

pub(super) fn content(writer: &mut Writer, carried: &Carried<'_>) {
    let story = &carried.item.story;
    writer.open("contentMeta");
    if let Some(urgency) = story.urgency {
        writer.line("urgency", &urgency.level().to_string());
    }
    if let Some(date) = story.dateline.date {
        writer.line("contentCreated", &date.to_string());
    }
    let line = &story.dateline;
    if !(line.place.is_empty() && line.region.is_empty() && line.country.is_empty()) {
        writer.open("located").attribute("type", "cpnat:geoArea");
        place(writer, carried, [&line.place, &line.region, &line.country]);
        writer.close();
    }
    if carried.newsroom == Newsroom::Served {
        writer.leaf("infoSource").attribute("role", "cRole:source").attribute("literal", &carried.provider).end();
    }
    for byline in &story.byline {
        author(writer, byline);
    }
    if !story.sign_off.is_empty() {
        writer.leaf("contributor").attribute("role", codes::SIGN_OFF).attribute("literal", &story.sign_off).end();
    }
    if !story.language.is_empty() {
        writer.leaf("language").attribute("tag", &story.language).end();
    }
    if let Some(genre) = &story.genre {
        self::genre(writer, genre, carried);
    }
    for keyword in &story.keywords {
        writer.leaf("keyword").text(keyword).end();
    }
    subjects(writer, carried);
    words(writer, carried);
    writer.close();
}

/// What is printed above the text.
fn words(writer: &mut Writer, carried: &Carried<'_>) {
    let story = &carried.item.story;
    writer.line("slugline", &story.slug);
    writer.line("headline", &story.headline);
    let printed = carried.dateline.as_ref().map_or("", |printed| printed.text.trim());
    writer.line("dateline", printed);
    writer.line("by", &carried.profile.byline_names(&story.byline));
    if !story.summary.is_empty() {
        writer.leaf("description").attribute("role", "drol:summary").text(&story.summary).end();
    }
}

fn author(writer: &mut Writer, byline: &Byline) {
    writer.open("creator").line("name", &byline.name).line("note", &byline.role);
    if !byline.email.is_empty() {
        writer.open("personDetails").open("contactInfo").line("email", &byline.email).close().close();
    }
    writer.close();
}

fn genre(writer: &mut Writer, genre: &Term, carried: &Carried<'_>) {
    term(writer, "genre", genre, carried);
    match carried.newsroom {
        Newsroom::Ignored => name(writer, genre),
        Newsroom::Served if genre.label().is_empty() => {
            unlabelled(writer, newscodes::name(genre).unwrap_or(genre.code()));
        }
        Newsroom::Served => {
            writer.leaf("name").attribute("xml:lang", "en").text(genre.label()).end();
        }
    }
    writer.close();
}

/// The label of a term; of a code without one the name that receivers know it by.
fn name(writer: &mut Writer, term: &Term) {
    match newscodes::name(term).filter(|_| term.label().is_empty()) {
        Some(known) => unlabelled(writer, known),
        None => drop(writer.line("name", term.label())),
    }
}

/// A name that the writer did not give.
fn unlabelled(writer: &mut Writer, name: &str) {
    let element = writer.leaf("name").attribute("xml:lang", "en").attribute("role", codes::CODE_NAME);
    element.text(name).end();
}

/// Topics, the section, places.
fn subjects(writer: &mut Writer, carried: &Carried<'_>) {
    let story = &carried.item.story;
    for subject in &story.subjects {
        name(term(writer, "subject", subject, carried), subject);
        writer.close();
        if carried.subject_codes
            && let Some(code) = carried.item.subject_code(subject)
        {
            let old = writer.open("subject").attribute("type", "cpnat:abstract");
            old.attribute("qcode", &format!("subj:{code}")).attribute("derivedfrom", &subject.qcode());
            name(old, subject);
            writer.close();
        }
    }
    if !story.section.is_empty() {
        writer.leaf("subject").attribute("type", codes::SECTION).attribute("literal", &story.section).end();
    }
    let kind = if carried.newsroom == Newsroom::Served { "cptType:5" } else { "cpnat:geoArea" };
    for one in &story.places {
        writer.open("subject").attribute("type", kind);
        place(writer, carried, [&one.name, &one.region, &one.country]);
        writer.close();
    }
}

/// Opens the element of a term: its `QCode` where receivers can resolve it, else its code as a literal.
fn term<'w>(writer: &'w mut Writer, name: &'static str, term: &Term, carried: &Carried<'_>) -> &'w mut Writer {
    writer.open(name);
    if matches!(term.scheme(), "medtop" | "subj") {
        writer.attribute("type", "cpnat:abstract");
    }
    let known = codes::resolves(term.scheme(), carried.profile);
    writer.attribute(if known { "qcode" } else { "literal" }, &term.qcode())
}

/// Name, region and country inside the element of a place.
fn place(writer: &mut Writer, carried: &Carried<'_>, [name, region, country]: [&str; 3]) {
    writer.line("name", name);
    if !region.is_empty() {
        let around = writer.open("broader").attribute("rel", codes::REGION).attribute("type", "cpnat:geoArea");
        around.line("name", region).close();
    }
    if country.is_empty() {
        return;
    }
    let around = writer.open("broader").attribute("rel", codes::COUNTRY).attribute("type", "cpnat:geoArea");
    let coded = country.len() == 2 && country.bytes().all(|letter| letter.is_ascii_uppercase());
    if coded {
        around.attribute("qcode", &format!("iso3166-1a2:{country}"));
    }
    if !coded || carried.newsroom == Newsroom::Served {
        around.line("name", country);
    }
    around.close();
}

/// A text of lines, parted by `br`; nothing for an empty one.
fn lines(writer: &mut Writer, name: &'static str, role: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    writer.leaf(name).filled("role", role);
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            writer.begin("br").end();
        }
        writer.text(line);
    }
    writer.end();
}
