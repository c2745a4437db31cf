//! `head`: title, meta, what the story is about, `docdata`, place and length, when it was first made. Elements come in
//! the order of the schema; inside `docdata`, where any order is legal, in the order of an editor's interest.

use jiff::tz::Offset;
use wirecopy_story::{PubStatus, ReleaseKind, Story, StoryLink, Term};

use super::encode::Carried;
use super::{EMBARGO, META, SUBJECTS};
use crate::nitf_body::head::{is_alpha_2, write_location};
use crate::xml::Writer;
use crate::{WireItem, ed_note, moment, newscodes};

/// Reason of the revision that made the first version.
pub(super) const FIRST_CREATED: &str = "first created";
/// Type of the message to editors that opens with the line of the embargo.
pub(super) const EMBARGO_MESSAGE: &str = "embargo";

/// The agency as receivers know it.
pub(super) fn provider<'c>(carried: &Carried<'c>) -> &'c str {
    let own = carried.item.envelope.provider.as_str();
    if own.is_empty() { carried.profile.provider() } else { own }
}

/// Writes the whole `head`.
pub(super) fn write(writer: &mut Writer, carried: &Carried<'_>) {
    let item = carried.item;
    let story = &item.story;
    let words = carried
        .body
        .as_ref()
        .map(|body| wirecopy_story::count::count(&body.plain_text(), carried.profile.word_rule()).words.to_string());
    let words = words.unwrap_or_default();
    writer.open("head").line("title", &story.headline);
    meta(writer, carried, &words);
    tobject(writer, carried);
    docdata(writer, carried);
    if !words.is_empty() || !story.section.is_empty() {
        writer.leaf("pubdata").filled("item-length", &words);
        writer.filled("unit-of-measure", if words.is_empty() { "" } else { "word" });
        writer.filled("position.section", &story.section).end();
    }
    let first = moment::basic_utc(item.first_created);
    writer.leaf("revision-history").attribute("norm", &first).attribute("comment", FIRST_CREATED).end();
    writer.close();
}

fn meta(writer: &mut Writer, carried: &Carried<'_>, words: &str) {
    let mut put = |name: &str, content: &str| {
        if !content.is_empty() {
            writer.leaf("meta").attribute("name", name).attribute("content", content).end();
        }
    };
    for link in &carried.item.story.links {
        put("link", &link_line(link));
    }
    if carried.dialect.option(&META) == "anpa" {
        let envelope = &carried.item.envelope;
        let number = |number: u32| if number == 0 { String::new() } else { number.to_string() };
        put("anpa-keyword", &carried.item.story.slug);
        put("anpa-category", &envelope.category);
        put("anpa-sequence", &number(envelope.sequence));
        put("anpa-wordcount", words);
        put("aap-priority", &number(u32::from(envelope.priority.unwrap_or(0))));
        put("aap-source", provider(carried));
    }
}

/// `see-also 2 urn:newsml:…`: relation, version or `-`, guid; a space inside the relation is `%20`.
fn link_line(link: &StoryLink) -> String {
    let rel = link.rel.replace('%', "%25").replace(' ', "%20");
    let version = link.version.map_or_else(|| "-".to_owned(), |version| version.to_string());
    format!("{rel} {version} {}", link.guid)
}

/// The tie of a line of [`link_line`].
pub(super) fn read_link(line: &str) -> Option<StoryLink> {
    let mut parts = line.splitn(3, ' ');
    let (rel, version, guid) = (parts.next()?, parts.next()?, parts.next()?);
    let version = if version == "-" { None } else { Some(version.parse().ok()?) };
    Some(StoryLink { rel: rel.replace("%20", " ").replace("%25", "%"), guid: guid.to_owned(), version })
}

/// Genre and subjects as far as NITF's own elements tell them.
fn tobject(writer: &mut Writer, carried: &Carried<'_>) {
    let story = &carried.item.story;
    let old = carried.dialect.option(&SUBJECTS) == "subject-codes";
    let codes: Vec<_> =
        story.subjects.iter().filter_map(|term| Some((refnum(carried.item, term, old)?, term))).collect();
    if story.genre.is_none() && codes.is_empty() {
        return;
    }
    writer.open("tobject").attribute("tobject.type", "news");
    if let Some(genre) = &story.genre {
        let name = if genre.label().is_empty() { genre.code() } else { genre.label() };
        writer.leaf("tobject.property").attribute("tobject.property.type", name).end();
    }
    for (code, term) in codes {
        // A receiver shows names: a code without a label brings its own.
        let name = if term.label().is_empty() { newscodes::name(term).unwrap_or("") } else { term.label() };
        writer.leaf("tobject.subject").attribute("tobject.subject.ipr", "IPTC");
        writer.attribute("tobject.subject.refnum", &code).filled(level(&code), name).end();
    }
    writer.close();
}

/// The eight digits of a term of IPTC.
fn refnum(item: &WireItem, term: &Term, old: bool) -> Option<String> {
    if old && let Some(code) = item.subject_code(term).filter(|code| newscodes::of_eight_digits(code).is_some()) {
        return Some(code.to_owned());
    }
    newscodes::of_eight_digits(term.code())
        .filter(|_| matches!(term.scheme(), "medtop" | "subj"))
        .map(|_| term.code().to_owned())
}

/// The attribute that names the level of a code: subject, matter or detail.
fn level(code: &str) -> &'static str {
    if code.ends_with("000000") {
        "tobject.subject.type"
    } else if code.ends_with("000") && !code.starts_with("20") {
        "tobject.subject.matter"
    } else {
        "tobject.subject.detail"
    }
}

/// Whether [`tobject`] alone tells the genre to the letter.
fn genre_is_told(genre: &Term) -> bool {
    genre.scheme() == "genre" && genre.label().is_empty()
}

/// Whether [`tobject`] alone tells the subjects to the letter.
fn subjects_are_told(item: &WireItem, old: bool) -> bool {
    item.story.subjects.iter().all(|term| {
        let unnamed = term.label().is_empty() && newscodes::name(term).is_some();
        let back = refnum(item, term, old).and_then(|code| newscodes::of_eight_digits(&code));
        !unnamed && back.is_some_and(|back| back.scheme() == term.scheme() && back.code() == term.code())
    })
}

fn docdata(writer: &mut Writer, carried: &Carried<'_>) {
    let item = carried.item;
    let story = &item.story;
    writer.open("docdata").attribute("management-status", management_status(carried));
    if item.status() != PubStatus::Usable {
        // The versions before this one must go as well; they have the same id.
        writer.attribute("management-doc-idref", &item.guid);
        writer.attribute("management-idref-status", item.status().code());
    }
    if item.kind == ReleaseKind::Correction {
        writer.leaf("correction").filled("info", &item.note).filled("id-string", &item.guid).end();
    }
    places(writer, story);
    writer.leaf("doc-id").filled("regsrc", provider(carried)).attribute("id-string", &item.guid).end();
    if let Some(urgency) = story.urgency {
        writer.leaf("urgency").attribute("ed-urg", &urgency.level().to_string()).end();
    }
    writer.leaf("date.issue").attribute("norm", &moment::basic_utc(item.version_created)).end();
    if let Some(embargo) = story.embargo {
        writer.leaf("date.release").attribute("norm", &moment::basic(embargo.at(), embargo.offset())).end();
    }
    message(writer, carried);
    writer.leaf("du-key").filled("key", &story.slug).attribute("version", &item.version.to_string()).end();
    if !story.rights.holder.is_empty() {
        let year = Offset::UTC.to_datetime(item.first_created).year();
        writer.leaf("doc.copyright").attribute("year", &format!("{year:04}")).attribute("holder", &story.rights.holder);
        writer.end();
    }
    if !story.rights.usage.is_empty() {
        writer.leaf("doc.rights").attribute("limitations", &story.rights.usage).end();
    }
    if !story.keywords.is_empty() {
        writer.open("key-list");
        for keyword in &story.keywords {
            writer.leaf("keyword").attribute("key", keyword).end();
        }
        writer.close();
    }
    classifiers(writer, carried);
    writer.close();
}

fn management_status(carried: &Carried<'_>) -> &'static str {
    let item: &WireItem = carried.item;
    if item.waits().is_some() && carried.dialect.option(&EMBARGO) == "status" {
        "embargoed"
    } else {
        item.status().code()
    }
}

/// What happened where: `evloc` has room for a code of a country only.
fn places(writer: &mut Writer, story: &Story) {
    for place in &story.places {
        if place.country.is_empty() || is_alpha_2(&place.country) {
            writer.leaf("evloc").filled("city", &place.name).filled("state-prov", &place.region);
            writer.filled("iso-cc", &place.country).end();
        } else {
            writer.open("identified-content").leaf("location");
            write_location(writer, &place.name, &place.region, &place.country);
            writer.end().close();
        }
    }
}

/// The message to editors.
fn message(writer: &mut Writer, carried: &Carried<'_>) {
    let (item, profile) = (carried.item, carried.profile);
    let mut text = ed_note::write(item, &item.note, &item.story.ed_note, profile);
    let mut kind = "";
    if let Some(embargo) = item.waits()
        && carried.dialect.option(&EMBARGO) == "note"
    {
        let months = profile.dateline_style(&item.story.language).months();
        let line = profile.embargo_line().print(embargo, months);
        let between = if text.is_empty() { "" } else { "\n\n" };
        text = format!("{line}{between}{text}");
        kind = EMBARGO_MESSAGE;
    }
    if !text.is_empty() {
        writer.leaf("ed-msg").filled("msg-type", kind).attribute("info", &text).end();
    }
}

/// Genre and subjects to the letter, where [`tobject`] does not tell them so.
fn classifiers(writer: &mut Writer, carried: &Carried<'_>) {
    let story = &carried.item.story;
    let old = carried.dialect.option(&SUBJECTS) == "subject-codes";
    let genre = story.genre.as_ref().filter(|genre| !genre_is_told(genre));
    let subjects = if subjects_are_told(carried.item, old) { &[] } else { story.subjects.as_slice() };
    if genre.is_none() && subjects.is_empty() {
        return;
    }
    writer.open("identified-content");
    let genre = genre.map(|genre| ("genre", genre));
    for (kind, term) in genre.into_iter().chain(subjects.iter().map(|term| ("subject", term))) {
        writer.leaf("classifier").attribute("type", kind).attribute("idsrc", term.scheme());
        writer.attribute("value", term.code()).text(term.label()).end();
    }
    writer.close();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tie_reads_back_from_its_line() {
        for (rel, guid, version) in [("see-also", "urn:x:1", Some(2)), ("", "", None), ("a b%20", "c d", None)] {
            let link = StoryLink { rel: rel.into(), guid: guid.into(), version };
            assert_eq!(read_link(&link_line(&link)), Some(link.clone()), "{link:?}");
        }
        assert_eq!(read_link("see-also"), None, "another agency's meta is no tie of ours");
    }

    #[test]
    fn the_name_of_a_code_stands_at_its_level() {
        assert_eq!(level("04000000"), "tobject.subject.type");
        assert_eq!(level("04016000"), "tobject.subject.matter");
        assert_eq!(level("04016001"), "tobject.subject.detail");
        assert_eq!(level("20000000"), "tobject.subject.type");
    }
}
