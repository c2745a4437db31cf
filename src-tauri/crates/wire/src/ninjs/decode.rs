//! Any line of ninjs to an item. Everything our own encoder writes comes back; what another agency writes beside it is
//! told in notes, its words are kept where a story has a place for them.

mod body;
mod sources;
mod texts;

use jiff::Timestamp;
use wirecopy_story::{Embargo, Place, PubStatus, Story, Urgency};

use super::names::{self, LITERAL, Line, Name};
use super::place;
use super::term::{Coding, List, Terms};
use crate::coded::refuse_too_large;
use crate::json::{Json, shortened};
use crate::{DecodeError, DecodeNote, Decoded, Envelope, Reading, WireItem, ed_note};

/// Members that say nothing beyond what is read.
const SILENT: &[&str] = &["mimetype", "charcount", "wordcount"];
/// Members that newsroom systems write beside those of 1.x.
const BESIDE: &[&str] = &["guid", "keywords", "source"];

pub(super) fn decode(bytes: &[u8], line: Line, reading: &Reading<'_>) -> Result<Decoded, DecodeError> {
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
    let terms = Terms { line, coding: Coding::Uris, schemes: reading.profile.schemes() };
    let mut reader = Reader { reading, json: &json, line, terms, notes: Vec::new() };
    for (key, value) in members.iter().filter(|(key, _)| !is_read(line, key)) {
        let what = format!("`{}` is not read: {}", shortened(key), value.describe());
        reader.note(format!("/{}", shortened(key)), what);
    }
    let item = reader.item();
    Ok(Decoded { item, notes: reader.notes })
}

fn is_read(line: Line, key: &str) -> bool {
    let named = names::READ.iter().any(|name| name.of(line) == key);
    let stems = [names::HEADLINE_STEM, names::DESCRIPTION_STEM, names::BODY_STEM];
    let open = || stems.iter().any(|stem| names::suffix(key, stem).is_some());
    named || (line == Line::One && (SILENT.contains(&key) || BESIDE.contains(&key) || open()))
}

struct Reader<'r> {
    reading: &'r Reading<'r>,
    json: &'r Json,
    line: Line,
    terms: Terms<'r>,
    notes: Vec<DecodeNote>,
}

impl<'r> Reader<'r> {
    fn note(&mut self, place: impl Into<String>, what: impl Into<String>) {
        if self.notes.len() < 200 {
            self.notes.push(DecodeNote::new(place, what));
        }
    }

    fn get(&self, name: Name) -> Option<&'r Json> {
        self.json.get(name.of(self.line))
    }

    fn items(&self, name: Name) -> &'r [Json] {
        self.get(name).map(Json::items).unwrap_or_default()
    }

    /// The text of a member; another kind of value is told.
    fn text(&mut self, name: Name) -> String {
        match self.get(name) {
            None => String::new(),
            Some(Json::Text(text)) => text.clone(),
            Some(other) => {
                let place = format!("/{}", name.of(self.line));
                self.note(place, format!("A string was expected, {} is not read", other.describe()));
                String::new()
            }
        }
    }

    fn item(&mut self) -> WireItem {
        let version = self.version();
        let status = self.status();
        let at = self.reading.at;
        let told = ed_note::read(&self.text(names::ED_NOTE), status, version, self.reading.profile);
        if let Some(kind) = self.get(names::TYPE).filter(|kind| kind.text() != Some("text")) {
            self.note("/type", format!("The item is no text: {}", kind.describe()));
        }
        let first_created = self.moment(names::FIRST_CREATED).unwrap_or(at);
        let version_created = self.moment(names::VERSION_CREATED).unwrap_or(at);
        let mut story = self.story();
        story.ed_note = told.ed_note;
        let mut provider = self.info_sources(&mut story);
        let mut guid = self.text(names::URI);
        if self.line == Line::One {
            self.beside_the_standard(&mut guid, &mut provider, &mut story);
        }
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

    /// What newsroom systems write beside 1.x, where a story has a place for it.
    fn beside_the_standard(&mut self, guid: &mut String, provider: &mut String, story: &mut Story) {
        let text = |key: &str| self.json.get(key).and_then(Json::text).unwrap_or_default();
        if guid.is_empty() {
            text("guid").clone_into(guid);
        }
        if provider.is_empty() {
            text("source").clone_into(provider);
        }
        let keywords = self.json.get("keywords").map(Json::items).unwrap_or_default();
        story.keywords.extend(keywords.iter().filter_map(Json::text).map(str::to_owned));
    }

    fn version(&mut self) -> u32 {
        let text = self.text(names::VERSION);
        if text.is_empty() {
            return 1;
        }
        text.parse().unwrap_or_else(|_| {
            self.note("/version", format!("{:?} is no number and is read as 1", shortened(&text)));
            1
        })
    }

    fn status(&mut self) -> PubStatus {
        let text = self.text(names::STATUS);
        status_of(&text).unwrap_or_else(|| {
            if !text.is_empty() {
                // Whoever meant to hold a story must not see it published by a spelling.
                let what = format!("{:?} is no status and is read as withheld", shortened(&text));
                self.note(format!("/{}", names::STATUS.of(self.line)), what);
                return PubStatus::Withheld;
            }
            PubStatus::Usable
        })
    }

    fn moment(&mut self, name: Name) -> Option<Timestamp> {
        let text = self.text(name);
        let moment = text.parse().ok();
        if moment.is_none() && !text.is_empty() {
            let place = format!("/{}", name.of(self.line));
            self.note(place, format!("{:?} is no time with an offset", shortened(&text)));
        }
        moment
    }

    fn story(&mut self) -> Story {
        let mut story = Story {
            slug: self.text(names::SLUG),
            language: self.text(names::LANGUAGE),
            headline: self.headline(),
            summary: self.summary(),
            ..Story::default()
        };
        story.rights.holder = self.text(names::HOLDER);
        story.rights.notice = self.text(names::NOTICE);
        story.rights.usage = self.text(names::USAGE);
        story.dateline.place = self.text(names::LOCATED);
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
        let value = self.get(names::URGENCY)?;
        let level = (1..=9u8).find(|level| value.whole() == Some(f64::from(*level)));
        if level.is_none() {
            self.note("/urgency", format!("An urgency from 1 to 9 was expected, {} is not read", value.describe()));
        }
        level.and_then(|level| Urgency::new(level).ok())
    }

    fn embargo(&mut self) -> Option<Embargo> {
        let place = format!("/{}", names::EMBARGO.of(self.line));
        let text = match self.get(names::EMBARGO)? {
            Json::Null => return None,
            Json::Text(text) if text.is_empty() => return None,
            Json::Text(text) => text,
            other => {
                self.note(place, format!("EMBARGO NOT READ: {}; set it by hand", other.describe()));
                return None;
            }
        };
        let embargo = text.parse().ok();
        if embargo.is_none() {
            let what = format!("EMBARGO NOT READ: {:?} is no time with an offset; set it by hand", shortened(text));
            self.note(place, what);
        }
        embargo
    }

    fn subjects(&mut self, story: &mut Story) {
        for (at, subject) in self.items(names::SUBJECTS).iter().enumerate() {
            let text = |key: &str| subject.get(key).and_then(Json::text);
            let words = text("name").or(text(LITERAL.of(self.line))).unwrap_or_default();
            match text("rel") {
                Some("section") if story.section.is_empty() => words.clone_into(&mut story.section),
                Some("keyword") => story.keywords.push(words.to_owned()),
                Some(_) | None => match self.terms.read(subject, List::Subjects) {
                    Some(term) => story.subjects.push(term),
                    None if !words.is_empty() => story.keywords.push(words.to_owned()),
                    None => {
                        let place = format!("/{}/{at}", names::SUBJECTS.of(self.line));
                        self.note(place, "A subject without name and code");
                    }
                },
            }
        }
    }

    fn genre(&mut self, story: &mut Story) {
        for (at, genre) in self.items(names::GENRES).iter().enumerate() {
            match self.terms.read(genre, List::Genres) {
                Some(term) if story.genre.is_none() => story.genre = Some(term),
                Some(_) | None => {
                    let name = genre.get("name").unwrap_or(genre);
                    let place = format!("/{}/{at}", names::GENRES.of(self.line));
                    self.note(place, format!("A genre is not read: {}", name.describe()));
                }
            }
        }
    }

    fn places(&mut self, story: &mut Story) {
        for (at, one) in self.items(names::PLACES).iter().enumerate() {
            let text = |key: &str| one.get(key).and_then(Json::text).unwrap_or_default();
            let name = text("name");
            let literal = text(LITERAL.of(self.line));
            let parts = place::parts(literal, name);
            if text("rel") == "dateline" && name == story.dateline.place {
                if let Some((region, country)) = parts {
                    (story.dateline.region, story.dateline.country) = (region, country);
                }
                continue;
            }
            let whole = parts.is_some() || literal.is_empty() || literal == name;
            let more = ["geoJSON", "geojson", "uri", "scheme"].iter().any(|key| one.get(key).is_some());
            if more || !whole {
                let place = format!("/{}/{at}", names::PLACES.of(self.line));
                self.note(place, "Only the name of a place is read");
            }
            let (region, country) = parts.unwrap_or_default();
            let name = if name.is_empty() && !whole { literal } else { name };
            story.places.push(Place { name: name.to_owned(), region, country });
        }
    }
}

fn status_of(code: &str) -> Option<PubStatus> {
    [PubStatus::Usable, PubStatus::Withheld, PubStatus::Canceled].into_iter().find(|status| status.code() == code)
}
