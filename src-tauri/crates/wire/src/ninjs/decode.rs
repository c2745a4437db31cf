//! ninjs 3.x to an item. Everything our own encoder writes comes back; what another agency writes beside it is told
//! in notes, its words are kept where a story has a place for them.

use jiff::Timestamp;
use wirecopy_story::{Byline, Embargo, Place, PubStatus, Story, StoryLink, Term, Urgency};

use super::place;
use crate::coded::refuse_too_large;
use crate::json::{Json, shortened};
use crate::{DecodeError, DecodeNote, Decoded, Envelope, Reading, WireItem, ed_note, newscodes, xhtml};

/// Members that are read, or that say nothing beyond what is read.
const KNOWN: &[&str] = &[
    "uri",
    "standard",
    "type",
    "representationType",
    "version",
    "firstCreated",
    "versionCreated",
    "embargoedUntil",
    "pubStatus",
    "urgency",
    "copyrightHolder",
    "copyrightNotice",
    "usageTerms",
    "edNote",
    "language",
    "headlines",
    "descriptions",
    "bodies",
    "by",
    "slugline",
    "located",
    "subjects",
    "genres",
    "places",
    "infoSources",
    "associations",
];

pub(super) fn decode(bytes: &[u8], reading: &Reading<'_>) -> Result<Decoded, DecodeError> {
    refuse_too_large(bytes)?;
    let json = Json::read(bytes).map_err(|fault| DecodeError::NotThis {
        place: fault.place,
        expected: fault.expected,
        got: fault.got,
    })?;
    let Json::Object(members) = &json else {
        let expected = "an object (ninjs item)".to_owned();
        return Err(DecodeError::NotThis { place: "/".to_owned(), expected, got: json.describe() });
    };
    let mut reader = Reader { reading, json: &json, notes: Vec::new() };
    for (key, value) in members.iter().filter(|(key, _)| !KNOWN.contains(&key.as_str())) {
        let what = format!("`{}` is not read: {}", shortened(key), value.describe());
        reader.note(format!("/{}", shortened(key)), what);
    }
    let item = reader.item();
    Ok(Decoded { item, notes: reader.notes })
}

struct Reader<'r> {
    reading: &'r Reading<'r>,
    json: &'r Json,
    notes: Vec<DecodeNote>,
}

impl Reader<'_> {
    fn note(&mut self, place: impl Into<String>, what: impl Into<String>) {
        if self.notes.len() < 200 {
            self.notes.push(DecodeNote::new(place, what));
        }
    }

    /// The text of a member; another kind of value is told.
    fn text(&mut self, key: &str) -> String {
        match self.json.get(key) {
            None => String::new(),
            Some(Json::Text(text)) => text.clone(),
            Some(other) => {
                self.note(format!("/{key}"), format!("A string was expected, {} is not read", other.describe()));
                String::new()
            }
        }
    }

    fn item(&mut self) -> WireItem {
        let version = self.version();
        let status = self.status();
        let at = self.reading.at;
        let told = ed_note::read(&self.text("edNote"), status, version, self.reading.profile);
        if let Some(kind) = self.json.get("type").filter(|kind| kind.text() != Some("text")) {
            self.note("/type", format!("The item is no text: {}", kind.describe()));
        }
        let first_created = self.moment("firstCreated").unwrap_or(at);
        let version_created = self.moment("versionCreated").unwrap_or(at);
        let mut story = self.story();
        story.ed_note = told.ed_note;
        let provider = self.info_sources(&mut story);
        let guid = self.text("uri");
        if guid.is_empty() {
            self.note("/uri", "The item has no `uri`");
        }
        WireItem {
            story,
            guid,
            version,
            kind: told.kind,
            note: told.reason,
            first_created,
            version_created,
            previous: None,
            envelope: Envelope { provider, sent_at: version_created, ..Envelope::default() },
        }
    }

    fn version(&mut self) -> u32 {
        let text = self.text("version");
        if text.is_empty() {
            return 1;
        }
        text.parse().unwrap_or_else(|_| {
            self.note("/version", format!("{:?} is no number and is read as 1", shortened(&text)));
            1
        })
    }

    fn status(&mut self) -> PubStatus {
        let text = self.text("pubStatus");
        status_of(&text).unwrap_or_else(|| {
            if !text.is_empty() {
                // Whoever meant to hold a story must not see it published by a spelling.
                self.note("/pubStatus", format!("{:?} is no status and is read as withheld", shortened(&text)));
                return PubStatus::Withheld;
            }
            PubStatus::Usable
        })
    }

    fn moment(&mut self, key: &str) -> Option<Timestamp> {
        let text = self.text(key);
        let moment = text.parse().ok();
        if moment.is_none() && !text.is_empty() {
            self.note(format!("/{key}"), format!("{:?} is no time with an offset", shortened(&text)));
        }
        moment
    }

    fn story(&mut self) -> Story {
        let mut story = Story {
            slug: self.text("slugline"),
            language: self.text("language"),
            headline: self.words("headlines", "main"),
            summary: self.words("descriptions", "summary"),
            ..Story::default()
        };
        story.rights.holder = self.text("copyrightHolder");
        story.rights.notice = self.text("copyrightNotice");
        story.rights.usage = self.text("usageTerms");
        story.dateline.place = self.text("located");
        story.urgency = self.urgency();
        story.embargo = self.embargo();
        self.body(&mut story);
        self.subjects(&mut story);
        self.genre(&mut story);
        self.places(&mut story);
        self.associations(&mut story);
        story
    }

    fn urgency(&mut self) -> Option<Urgency> {
        let value = self.json.get("urgency")?;
        let level = (1..=9u8).find(|level| value.whole() == Some(f64::from(*level)));
        if level.is_none() {
            self.note("/urgency", format!("An urgency from 1 to 9 was expected, {} is not read", value.describe()));
        }
        level.and_then(|level| Urgency::new(level).ok())
    }

    fn embargo(&mut self) -> Option<Embargo> {
        let text = self.text("embargoedUntil");
        if text.is_empty() {
            return None;
        }
        let embargo = text.parse().ok();
        if embargo.is_none() {
            let what = format!("EMBARGO NOT READ: {:?} is no time with an offset; set it by hand", shortened(&text));
            self.note("/embargoedUntil", what);
        }
        embargo
    }

    /// The words with `role`, or the first; the others are told.
    fn words(&mut self, key: &str, role: &str) -> String {
        let Some(list) = self.json.get(key) else { return String::new() };
        let items = list.items();
        let has_role = |item: &&Json| item.get("role").and_then(Json::text) == Some(role);
        let chosen = items.iter().position(|item| has_role(&item)).unwrap_or(0);
        let mut value = String::new();
        for (at, item) in items.iter().enumerate() {
            let text = item.get("value").and_then(Json::text);
            if at == chosen {
                text.unwrap_or_default().clone_into(&mut value);
            } else if let Some(text) = text {
                self.note(format!("/{key}/{at}"), format!("One more is not read: {:?}", shortened(text)));
            }
        }
        let html = |item: &Json| item.get("contentType").and_then(Json::text).is_some_and(|kind| kind.contains("html"));
        if items.get(chosen).is_some_and(html) {
            return xhtml::read(&value).body.plain_text();
        }
        value
    }

    /// The main body as XHTML, else as text.
    fn body(&mut self, story: &mut Story) {
        let Some(list) = self.json.get("bodies") else { return };
        let kind = |item: &Json| item.get("contentType").and_then(Json::text).unwrap_or("").to_ascii_lowercase();
        let rank = |item: &Json| {
            let role = item.get("role").and_then(Json::text) == Some("main");
            let kind = kind(item);
            (u8::from(kind.contains("html")) * 2 + u8::from(kind.is_empty() || kind.starts_with("text/plain")), role)
        };
        let best = list.items().iter().enumerate().max_by_key(|(at, item)| (rank(item), std::cmp::Reverse(*at)));
        let Some((at, chosen)) = best else { return };
        let value = chosen.get("value").and_then(Json::text).unwrap_or_default();
        let place = format!("/bodies/{at}/value");
        let looks_marked = kind(chosen).is_empty() && value.trim_start().starts_with('<');
        if kind(chosen).contains("html") || looks_marked {
            let read = xhtml::read(value);
            for what in read.notes {
                self.note(place.as_str(), what);
            }
            story.body = read.body.to_markdown();
            self.dateline(story, read.dateline.as_deref(), read.date, &place);
        } else {
            story.body = crate::text::body_of(value, self.reading.profile);
        }
        for (other, item) in list.items().iter().enumerate().filter(|(other, _)| *other != at) {
            let same = item.get("role").and_then(Json::text) == Some("plain");
            if !same {
                self.note(format!("/bodies/{other}"), "One more body is not read");
            }
        }
    }

    /// What the dateline in the body says beyond `located`.
    fn dateline(&mut self, story: &mut Story, printed: Option<&str>, date: Option<jiff::civil::Date>, place: &str) {
        let Some(printed) = printed else { return };
        story.dateline.date = date;
        if date.is_some() && !story.dateline.place.is_empty() {
            return;
        }
        let today = self.reading.today();
        let mut styles = self.reading.profile.dateline_styles().iter();
        let read = styles.find_map(|style| {
            style.read(&format!("{} ", printed.trim_end()), today).or_else(|| style.read(printed, today))
        });
        match read {
            Some(read) => {
                if story.dateline.place.is_empty() {
                    story.dateline.place = read.dateline.place;
                }
                story.dateline.date = date.or(read.dateline.date);
            }
            None if story.dateline.place.is_empty() => {
                self.note(place, format!("The dateline {:?} is not read", shortened(printed.trim())));
            }
            None => {}
        }
    }

    fn subjects(&mut self, story: &mut Story) {
        let Some(list) = self.json.get("subjects") else { return };
        for (at, subject) in list.items().iter().enumerate() {
            let text = |key: &str| subject.get(key).and_then(Json::text);
            let words = text("literal").or(text("name")).unwrap_or_default();
            match text("rel") {
                Some("section") if story.section.is_empty() => words.clone_into(&mut story.section),
                Some("keyword") => story.keywords.push(words.to_owned()),
                Some(_) | None => match self.term(subject) {
                    Some(term) => story.subjects.push(term),
                    None if !words.is_empty() => story.keywords.push(words.to_owned()),
                    None => self.note(format!("/subjects/{at}"), "A subject without name, uri or literal"),
                },
            }
        }
    }

    /// A term by its URI, or by a literal like `scheme:code`.
    fn term(&self, json: &Json) -> Option<Term> {
        let text = |key: &str| json.get(key).and_then(Json::text);
        let label = text("name").unwrap_or_default();
        let by_uri = text("uri").and_then(|uri| newscodes::term(uri, self.reading.profile.schemes()));
        let term = by_uri.or_else(|| Term::parse(text("literal")?).ok());
        // A URI of an unknown vocabulary is still a code: its scheme and what follows.
        let term = term.or_else(|| Term::parse(text("uri")?).ok());
        term.map(|term| term.labelled(label))
    }

    fn genre(&mut self, story: &mut Story) {
        let Some(list) = self.json.get("genres") else { return };
        for (at, genre) in list.items().iter().enumerate() {
            match self.term(genre) {
                Some(term) if story.genre.is_none() => story.genre = Some(term),
                Some(_) | None => {
                    self.note(format!("/genres/{at}"), format!("A genre is not read: {}", genre.describe()));
                }
            }
        }
    }

    fn places(&mut self, story: &mut Story) {
        let Some(list) = self.json.get("places") else { return };
        for (at, one) in list.items().iter().enumerate() {
            let text = |key: &str| one.get(key).and_then(Json::text).unwrap_or_default();
            let name = text("name");
            let parts = place::parts(text("literal"), name);
            if text("rel") == "dateline" && name == story.dateline.place {
                if let Some((region, country)) = parts {
                    (story.dateline.region, story.dateline.country) = (region, country);
                }
                continue;
            }
            let (region, country) = parts.unwrap_or_default();
            story.places.push(Place { name: name.to_owned(), region, country });
            if one.get("geoJSON").is_some() || one.get("uri").is_some() {
                self.note(format!("/places/{at}"), "Only the name of a place is read");
            }
        }
    }

    /// Authors and sign-off; the answer is the agency.
    fn info_sources(&mut self, story: &mut Story) -> String {
        let mut provider = String::new();
        let items = self.json.get("infoSources").map(Json::items).unwrap_or_default();
        for (at, source) in items.iter().enumerate() {
            let text = |key: &str| source.get(key).and_then(Json::text);
            match (text("role"), text("literal")) {
                (Some("provider"), Some(literal)) if provider.is_empty() => literal.clone_into(&mut provider),
                (Some("sign-off"), Some(literal)) if text("name").is_none() => literal.clone_into(&mut story.sign_off),
                (role, None) if text("name").is_some() && text("uri").is_none() => story.byline.push(Byline {
                    name: text("name").unwrap_or_default().to_owned(),
                    role: role.unwrap_or_default().to_owned(),
                    email: email(source).unwrap_or_default().to_owned(),
                }),
                _ => self.note(format!("/infoSources/{at}"), format!("A source is not read: {}", source.describe())),
            }
        }
        let by = self.text("by");
        if story.byline.is_empty() && !by.is_empty() {
            let own = self.reading.profile.byline_template();
            let names = own.read(&by, crate::profile::template::Fit::Whole, &|_, _| true);
            let name = names.and_then(|(found, _)| Some(found.first()?.1)).unwrap_or(&by);
            story.byline.push(Byline { name: name.to_owned(), ..Byline::default() });
        }
        provider
    }

    fn associations(&mut self, story: &mut Story) {
        let Some(list) = self.json.get("associations") else { return };
        for (at, one) in list.items().iter().enumerate() {
            let text = |key: &str| one.get(key).and_then(Json::text);
            let Some(guid) = text("uri") else {
                self.note(format!("/associations/{at}"), "An association without `uri` is not read");
                continue;
            };
            story.links.push(StoryLink {
                rel: text("rel").unwrap_or_default().to_owned(),
                guid: guid.to_owned(),
                version: text("version").and_then(|version| version.parse().ok()),
            });
        }
    }
}

fn email(source: &Json) -> Option<&str> {
    let contacts = source.get("contactInfo")?.items();
    let mail = contacts.iter().find(|contact| contact.get("type").and_then(Json::text) == Some("email"))?;
    mail.get("value")?.text()
}

fn status_of(code: &str) -> Option<PubStatus> {
    [PubStatus::Usable, PubStatus::Withheld, PubStatus::Canceled].into_iter().find(|status| status.code() == code)
}
