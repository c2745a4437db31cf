//! NITF of any version to an item. Everything our own encoder writes comes back; what another agency writes beside it
//! is told in notes, its words are kept where a story has a place for them. Namespaces are not asked for: most feeds
//! have none.

use jiff::Timestamp;
use wirecopy_story::{Embargo, Place, PubStatus, ReleaseKind, Story, Term, Urgency};

use super::head::{EMBARGO_MESSAGE, FIRST_CREATED, read_link};
use crate::json::shortened;
use crate::nitf_body::head::{read_byline, read_dateline, read_location};
use crate::nitf_body::{self, words};
use crate::xml::{self, Document, Element};
use crate::{DecodeError, DecodeNote, Decoded, Envelope, Reading, WireItem, ed_note, moment, newscodes};

/// Notes of one message.
const MAX_NOTES: usize = 200;
/// Children of `docdata` that are read.
const DOCDATA: &[&str] = &[
    "correction",
    "evloc",
    "doc-id",
    "urgency",
    "date.issue",
    "date.release",
    "ed-msg",
    "du-key",
    "doc.copyright",
    "doc.rights",
    "key-list",
    "identified-content",
];
/// Names of `meta` that are read, or that say nothing beyond what is read.
const META: &[&str] =
    &["link", "anpa-keyword", "anpa-category", "anpa-sequence", "anpa-wordcount", "aap-priority", "aap-source"];

pub(super) fn decode(bytes: &[u8], reading: &Reading<'_>) -> Result<Decoded, DecodeError> {
    let document = xml::read(bytes)?;
    let root = &document.root;
    if root.name != "nitf" {
        return Err(DecodeError::NotThis {
            place: document.line(root.offset),
            expected: "<nitf>".to_owned(),
            got: format!("<{}>", shortened(&root.name)),
        });
    }
    let mut reader = Reader { document: &document, reading, notes: Vec::new() };
    for flaw in &document.flaws {
        reader.note_at(flaw.offset, format!("{} was expected, got {}", flaw.expected, flaw.got));
    }
    let item = reader.item();
    Ok(Decoded { item, notes: reader.notes })
}

struct Reader<'r> {
    document: &'r Document,
    reading: &'r Reading<'r>,
    notes: Vec<DecodeNote>,
}

impl<'r> Reader<'r> {
    fn note_at(&mut self, offset: usize, what: impl Into<String>) {
        if self.notes.len() < MAX_NOTES {
            self.notes.push(DecodeNote::new(self.document.line(offset), what));
        }
    }

    fn note(&mut self, element: &Element, what: impl Into<String>) {
        self.note_at(element.offset, what);
    }

    fn at(&self, path: &[&str]) -> Option<&'r Element> {
        self.document.root.at(path)
    }

    /// A child of `docdata`; the others of its name are told.
    fn docdata(&mut self, name: &'static str) -> Option<&'r Element> {
        let mut all = self.at(&["head", "docdata"])?.all(name);
        let first = all.next();
        for more in all.take(MAX_NOTES) {
            self.note(more, format!("One more `{name}` is not read"));
        }
        first
    }

    /// An attribute of a child of `docdata`.
    fn value(&mut self, name: &'static str, attribute: &str) -> String {
        self.docdata(name).and_then(|one| one.attribute(attribute)).unwrap_or("").to_owned()
    }

    fn item(&mut self) -> WireItem {
        let at = self.reading.at;
        self.tell_unread();
        let version = self.version();
        let issued = self.docdata("date.issue").and_then(|one| self.moment(one));
        let version_created = issued.unwrap_or(at);
        let first_created = self.first_created().unwrap_or(version_created);
        let (status, embargo) = self.status(issued);
        let message = self.message();
        let mut told = ed_note::read(&message, status, version, self.reading.profile);
        if let Some(correction) = self.docdata("correction")
            && matches!(told.kind, ReleaseKind::New | ReleaseKind::Update)
        {
            told.kind = ReleaseKind::Correction;
            if told.reason.is_empty() {
                correction.attribute("info").unwrap_or("").clone_into(&mut told.reason);
            }
        }
        let mut story = Story { embargo, ed_note: told.ed_note, ..self.story() };
        self.body(&mut story, told.kind);
        WireItem {
            story,
            guid: self.guid(),
            version,
            kind: told.kind,
            note: told.reason,
            first_created,
            version_created,
            previous: None,
            envelope: Envelope { provider: self.provider(), sent_at: version_created, ..Envelope::default() },
        }
    }

    /// Parts of `head` that a story has no place for.
    fn tell_unread(&mut self) {
        let Some(head) = self.at(&["head"]) else {
            let root = &self.document.root;
            return self.note(root, "The message has no `head`");
        };
        let docdata = head.first("docdata").into_iter().flat_map(Element::elements);
        for one in docdata.filter(|one| !DOCDATA.contains(&one.name.as_str())) {
            self.note(one, format!("`{}` is not read", shortened(&one.name)));
        }
        for one in head.all("meta") {
            let name = one.attribute("name").unwrap_or("");
            if !META.contains(&name) {
                self.note(one, format!("The meta {:?} is not read", shortened(name)));
            }
        }
        let known = ["title", "meta", "tobject", "docdata", "pubdata", "revision-history"];
        for one in head.elements().filter(|one| !known.contains(&one.name.as_str())) {
            self.note(one, format!("`{}` is not read", shortened(&one.name)));
        }
    }

    fn guid(&mut self) -> String {
        let id = self.value("doc-id", "id-string");
        let root = &self.document.root;
        let uno = root.attribute("uno").unwrap_or("");
        if id.is_empty() && uno.is_empty() {
            self.note(root, "The message has no `doc-id`");
        }
        if id.is_empty() { uno.to_owned() } else { id }
    }

    fn provider(&mut self) -> String {
        let distributor = self.at(&["body", "body.head", "distributor"]).map(words).unwrap_or_default();
        if distributor.is_empty() { self.value("doc-id", "regsrc") } else { distributor }
    }

    fn version(&mut self) -> u32 {
        let Some(key) = self.docdata("du-key") else { return 1 };
        let text = key.attribute("version").unwrap_or("").trim();
        if text.is_empty() {
            return 1;
        }
        text.parse().unwrap_or_else(|_| {
            self.note(key, format!("Version {:?} is no number and is read as 1", shortened(text)));
            1
        })
    }

    fn first_created(&mut self) -> Option<Timestamp> {
        let all: Vec<_> = self.at(&["head"])?.all("revision-history").collect();
        let mut first = None;
        for one in all {
            if one.attribute("comment") == Some(FIRST_CREATED) && first.is_none() {
                first = self.moment(one);
            } else {
                self.note(one, "`revision-history` is not read");
            }
        }
        first
    }

    /// The moment of `norm`.
    fn moment(&mut self, element: &Element) -> Option<Timestamp> {
        let text = element.attribute("norm").unwrap_or("");
        let told = moment::read(text);
        let name = &element.name;
        match told {
            None => self.note(element, format!("`{name}`: {:?} is no time", shortened(text))),
            Some(told) if told.offset.is_none() => {
                self.note(element, format!("`{name}`: {:?} has no zone and is taken as UTC", shortened(text)));
            }
            Some(_) => {}
        }
        told.and_then(moment::Told::at)
    }

    /// Status and embargo, which hang together: an embargoed story is usable from its time on.
    fn status(&mut self, issued: Option<Timestamp>) -> (PubStatus, Option<Embargo>) {
        let docdata = self.at(&["head", "docdata"]);
        let word = docdata.and_then(|one| one.attribute("management-status")).unwrap_or("").trim().to_ascii_lowercase();
        let mut status = match word.as_str() {
            "" | "usable" | "embargoed" => PubStatus::Usable,
            "withheld" => PubStatus::Withheld,
            "canceled" | "cancelled" => PubStatus::Canceled,
            _ => {
                // Whoever meant to hold a story must not see it published by a spelling.
                let element = docdata.unwrap_or(&self.document.root);
                self.note(element, format!("{:?} is no status and is read as withheld", shortened(&word)));
                PubStatus::Withheld
            }
        };
        let message = self.at(&["head", "docdata", "ed-msg"]).and_then(|one| one.attribute("msg-type"));
        let waits = word == "embargoed" || message == Some(EMBARGO_MESSAGE);
        let release = self.docdata("date.release");
        let embargo = release.and_then(|one| self.embargo(one));
        // Many feeds write the time of the issue once more as that of the release.
        let idle = word.is_empty() || word == "usable";
        let at_once = embargo.is_some_and(|embargo| issued.is_some_and(|issued| embargo.at() <= issued));
        if word == "embargoed" && embargo.is_none() {
            status = PubStatus::Withheld;
            let element = release.or(docdata).unwrap_or(&self.document.root);
            self.note(element, "EMBARGO NOT READ: the story is embargoed without a time and is read as withheld");
        }
        (status, embargo.filter(|_| waits || !idle || !at_once))
    }

    fn embargo(&mut self, release: &Element) -> Option<Embargo> {
        let text = release.attribute("norm").unwrap_or("");
        let told = moment::read(text).and_then(|told| Some((told.at()?, told.offset)));
        let Some((at, offset)) = told else {
            let what = format!("EMBARGO NOT READ: {:?} is no time; set it by hand", shortened(text));
            self.note(release, what);
            return None;
        };
        if offset.is_none() {
            self.note(release, format!("EMBARGO: {:?} has no zone and is taken as UTC", shortened(text)));
        }
        Some(Embargo::new(at, offset.unwrap_or(jiff::tz::Offset::UTC)))
    }

    /// The note to editors: `ed-msg` without the line of the embargo, else the notes before the text.
    fn message(&mut self) -> String {
        let all: Vec<_> = self.at(&["head", "docdata"]).into_iter().flat_map(|one| one.all("ed-msg")).collect();
        let mut out = String::new();
        for one in all {
            let mut text = one.attribute("info").unwrap_or("");
            if one.attribute("msg-type") == Some(EMBARGO_MESSAGE) {
                let rest = text.split_once('\n').map_or("", |(_, rest)| rest);
                text = rest.strip_prefix('\n').unwrap_or(rest);
            }
            if !out.is_empty() && !text.is_empty() {
                out.push_str("\n\n");
            }
            out.push_str(text);
        }
        let notes: Vec<_> = self.at(&["body", "body.head"]).into_iter().flat_map(|one| one.all("note")).collect();
        for one in notes {
            let text = nitf_body::read(one.all("body.content")).body.plain_text();
            let text = text.trim();
            if !out.contains(text) {
                if !out.is_empty() {
                    out.push_str("\n\n");
                }
                out.push_str(text);
            }
        }
        out
    }

    fn story(&mut self) -> Story {
        let mut story = Story {
            slug: self.slug(),
            headline: self.headline(),
            language: self.document.root.attribute("baselang").unwrap_or("").to_owned(),
            sign_off: self.at(&["body", "body.end", "tagline"]).map(words).unwrap_or_default(),
            urgency: self.urgency(),
            section: self.section(),
            ..Story::default()
        };
        story.summary = self.summary();
        story.rights.holder = self.value("doc.copyright", "holder");
        story.rights.usage = self.value("doc.rights", "limitations");
        story.rights.notice = self.at(&["body", "body.head", "rights"]).map(words).unwrap_or_default();
        for byline in self.at(&["body", "body.head"]).into_iter().flat_map(|head| head.all("byline")) {
            story.byline.extend(read_byline(byline, self.reading.profile));
        }
        story.keywords = self.keywords();
        story.places = self.places();
        self.terms(&mut story);
        self.links(&mut story);
        story
    }

    fn slug(&mut self) -> String {
        let key = self.value("du-key", "key");
        if !key.is_empty() {
            return key;
        }
        let metas = self.at(&["head"]).into_iter().flat_map(|head| head.all("meta"));
        let mut slugs = metas.filter(|one| one.attribute("name") == Some("anpa-keyword"));
        slugs.next().and_then(|one| one.attribute("content")).unwrap_or("").to_owned()
    }

    /// `hl1` of the head of the body, else of the first headline inside its content, else the title.
    fn headline(&mut self) -> String {
        let body = self.at(&["body"]);
        let inside = |element: &'r Element| {
            let direct = element.at(&["hedline", "hl1"]);
            direct.or_else(|| element.at(&["block", "hedline", "hl1"]))
        };
        let head = body.and_then(|body| body.at(&["body.head", "hedline", "hl1"]));
        let found = head.or_else(|| body?.all("body.content").find_map(inside));
        found.or_else(|| self.at(&["head", "title"])).map(words).unwrap_or_default()
    }

    /// The abstract, else the second headline.
    fn summary(&mut self) -> String {
        let Some(head) = self.at(&["body", "body.head"]) else { return String::new() };
        let mut parts: Vec<String> = Vec::new();
        for one in head.all("abstract") {
            let paragraphs = one.all("p").map(words);
            let whole = one.first("p").is_none().then(|| words(one).trim().to_owned());
            parts.extend(paragraphs.chain(whole).filter(|part| !part.is_empty()));
        }
        let mut second = head.all("hedline").flat_map(|one| one.all("hl2")).map(words);
        if parts.is_empty() { second.next().unwrap_or_default() } else { parts.join(" ") }
    }

    fn section(&mut self) -> String {
        let mut all = self.at(&["head"]).into_iter().flat_map(|head| head.all("pubdata"));
        all.find_map(|one| one.attribute("position.section")).unwrap_or("").to_owned()
    }

    fn urgency(&mut self) -> Option<Urgency> {
        let element = self.docdata("urgency")?;
        let text = element.attribute("ed-urg").unwrap_or("").trim();
        let urgency = text.parse().ok().and_then(|level| Urgency::new(level).ok());
        if urgency.is_none() {
            self.note(element, format!("An urgency from 1 to 8 was expected, {:?} is not read", shortened(text)));
        }
        urgency
    }

    fn keywords(&mut self) -> Vec<String> {
        let lists = self.at(&["head", "docdata"]).into_iter().flat_map(|one| one.all("key-list"));
        let keywords = lists.flat_map(|list| list.all("keyword"));
        keywords.map(|one| one.attribute("key").map_or_else(|| words(one), str::to_owned)).collect()
    }

    fn places(&mut self) -> Vec<Place> {
        let mut places = Vec::new();
        for one in self.at(&["head", "docdata"]).into_iter().flat_map(Element::elements) {
            let value = |name: &str| one.attribute(name).unwrap_or("").to_owned();
            match one.name.as_str() {
                "evloc" => {
                    places.push(Place { name: value("city"), region: value("state-prov"), country: value("iso-cc") });
                }
                "identified-content" => places.extend(one.all("location").map(read_location)),
                _ => {}
            }
        }
        places
    }

    /// Genre and subjects: classifiers tell them to the letter, `tobject` by their codes.
    fn terms(&mut self, story: &mut Story) {
        let contents = self.at(&["head", "docdata"]).into_iter().flat_map(|one| one.all("identified-content"));
        for one in contents.flat_map(Element::elements).filter(|one| one.name != "location") {
            let value = |name: &str| one.attribute(name).unwrap_or("");
            let term = Term::new(value("idsrc"), value("value")).ok().map(|term| term.labelled(&words(one)));
            match (one.name.as_str(), value("type"), term) {
                ("classifier", "genre", Some(term)) if story.genre.is_none() => story.genre = Some(term),
                ("classifier", "subject", Some(term)) => story.subjects.push(term),
                _ => self.note(one, format!("`{}` is not read: {:?}", shortened(&one.name), shortened(&words(one)))),
            }
        }
        let Some(tobject) = self.at(&["head", "tobject"]) else { return };
        let told = !story.subjects.is_empty();
        for one in tobject.elements() {
            let value = |name: &str| one.attribute(name).unwrap_or("").trim();
            match one.name.as_str() {
                "tobject.property" if story.genre.is_none() => {
                    let name = value("tobject.property.type");
                    story.genre = Term::new("genre", name).ok();
                    if story.genre.is_none() {
                        self.note(one, format!("The genre {:?} is not read", shortened(name)));
                    }
                }
                // Our own classifiers tell the same subjects to the letter.
                "tobject.property" => {}
                "tobject.subject" if told => {}
                "tobject.subject" => {
                    let names = ["tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type"];
                    let label = names.into_iter().map(value).find(|name| !name.is_empty()).unwrap_or("");
                    let code = value("tobject.subject.refnum");
                    match newscodes::of_eight_digits(code) {
                        Some(term) => story.subjects.push(term.labelled(label)),
                        None if !label.is_empty() => story.keywords.push(label.to_owned()),
                        None => self.note(one, format!("The subject {:?} is not read", shortened(code))),
                    }
                }
                name => self.note(one, format!("`{}` is not read", shortened(name))),
            }
        }
    }

    fn links(&mut self, story: &mut Story) {
        let metas = self.at(&["head"]).into_iter().flat_map(|head| head.all("meta"));
        for one in metas.filter(|one| one.attribute("name") == Some("link")) {
            match read_link(one.attribute("content").unwrap_or("")) {
                Some(link) => story.links.push(link),
                None => self.note(one, "The meta \"link\" is not read"),
            }
        }
    }

    fn body(&mut self, story: &mut Story, kind: ReleaseKind) {
        let Some(body) = self.at(&["body"]) else {
            let root = &self.document.root;
            return self.note(root, "The message has no `body`");
        };
        if let Some(dateline) = body.at(&["body.head", "dateline"]) {
            story.dateline = read_dateline(dateline);
        }
        let contents: Vec<_> = body.all("body.content").collect();
        if contents.is_empty() && kind != ReleaseKind::Kill {
            self.note(body, "The message has no `body.content`");
        }
        let first = contents.first().copied().unwrap_or(body);
        let mut read = nitf_body::read(contents);
        for what in std::mem::take(&mut read.notes) {
            self.note(first, what);
        }
        for what in nitf_body::head::settle_dateline(&mut read, story, self.reading) {
            self.note(first, what);
        }
        story.body = read.body.into_markdown();
    }
}
