//! NewsML 1 to an item. Everything our own encoder writes comes back; of another agency's message the first item is
//! read, its components in the order they stand in, whatever their nesting. What is not read is told in notes.

use jiff::Timestamp;
use wirecopy_story::{Byline, Embargo, Place, PubStatus, ReleaseKind, Story, StoryLink, Urgency};

use super::terms::{self, value};
use super::{ABOUT, EMAIL, EMBARGO, NOTE_LINE, ORIGIN, ROLE, SIGN_OFF_LINE};
use crate::json::shortened;
use crate::nitf_body::head::read_byline;
use crate::nitf_body::words;
use crate::xml::{self, Document, Element};
use crate::{DecodeError, DecodeNote, Decoded, Envelope, Reading, WireItem, ed_note, moment};

mod content;

/// Notes of one message.
const MAX_NOTES: usize = 200;
/// Lines that are read, or that say nothing beyond what is read.
const LINES: &[&str] =
    &["HeadLine", "SubHeadLine", "ByLine", "DateLine", "CopyrightLine", "SlugLine", "KeywordLine", "NewsLine"];

pub(super) fn decode(bytes: &[u8], reading: &Reading<'_>) -> Result<Decoded, DecodeError> {
    let document = xml::read(bytes)?;
    let root = &document.root;
    let refuse = |expected: &str, got: String| DecodeError::NotThis {
        place: document.line(root.offset),
        expected: expected.to_owned(),
        got,
    };
    if root.name != "NewsML" {
        return Err(refuse("<NewsML>", format!("<{}>", shortened(&root.name))));
    }
    let item = root.first("NewsItem").ok_or_else(|| refuse("a <NewsItem>", "none".to_owned()))?;
    let mut components = Vec::new();
    collect(item, &mut components);
    let mut reader = Reader { document: &document, item, components, reading, notes: Vec::new() };
    for flaw in &document.flaws {
        reader.note_at(flaw.offset, format!("{} was expected, got {}", flaw.expected, flaw.got));
    }
    for more in root.all("NewsItem").skip(1) {
        reader.note(more, "One more item is not read");
    }
    let item = reader.item();
    Ok(Decoded { item, notes: reader.notes })
}

/// Every component, each before those inside it.
fn collect<'d>(parent: &'d Element, components: &mut Vec<&'d Element>) {
    for component in parent.all("NewsComponent") {
        components.push(component);
        collect(component, components);
    }
}

/// The name that an element says.
fn formal(element: &Element) -> &str {
    element.attribute("FormalName").unwrap_or("")
}

struct Reader<'r> {
    document: &'r Document,
    item: &'r Element,
    components: Vec<&'r Element>,
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

    /// The first part of the name in any component.
    fn part(&self, name: &str) -> Option<&'r Element> {
        self.components.iter().find_map(|component| component.first(name))
    }

    fn management(&self, name: &str) -> Option<&'r Element> {
        self.item.at(&["NewsManagement", name])
    }

    fn identifier(&self, name: &str) -> String {
        self.item.at(&["Identification", "NewsIdentifier", name]).map(words).unwrap_or_default()
    }

    fn item(&mut self) -> WireItem {
        let at = self.reading.at;
        let version = self.version();
        let version_created = self.created("ThisRevisionCreated").unwrap_or(at);
        let first_created = self.created("FirstCreated").unwrap_or(version_created);
        let (status, embargo) = self.status();
        let message = self.line_of(NOTE_LINE).map(Element::text).unwrap_or_default();
        let mut told = ed_note::read(&message, status, version, self.reading.profile);
        let instruction = self.management("Instruction").map_or("", formal).to_ascii_lowercase();
        let corrects = ["correct", "rectif"].iter().any(|word| instruction.contains(word));
        if corrects && matches!(told.kind, ReleaseKind::New | ReleaseKind::Update) {
            told.kind = ReleaseKind::Correction;
        }
        let mut story = Story { embargo, ed_note: told.ed_note, ..Story::default() };
        self.lines(&mut story);
        self.authors(&mut story);
        self.rights(&mut story);
        self.description(&mut story);
        story.urgency = self.urgency();
        self.links(&mut story);
        self.content(&mut story, told.kind);
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

    /// The public identifier without its revision, so that all versions have one guid.
    fn guid(&mut self) -> String {
        let identifier = self.item.at(&["Identification", "NewsIdentifier"]);
        let revision = identifier.and_then(|one| one.first("RevisionId"));
        let id = self.identifier("PublicIdentifier");
        let number = revision.map(words).unwrap_or_default();
        let update = revision.and_then(|one| one.attribute("Update")).unwrap_or("");
        let guid = id.strip_suffix(update).unwrap_or(&id).strip_suffix(&number).and_then(|rest| rest.strip_suffix(':'));
        let guid = guid.filter(|_| !number.is_empty()).or_else(|| {
            id.strip_suffix(&number).and_then(|rest| rest.strip_suffix(':')).filter(|_| !number.is_empty())
        });
        let guid = guid.unwrap_or(&id).to_owned();
        if !guid.is_empty() {
            return guid;
        }
        let item = self.identifier("NewsItemId");
        if item.is_empty() {
            self.note(self.item, "The item has no `PublicIdentifier`");
            return item;
        }
        format!("urn:newsml:{}:{}:{item}", self.identifier("ProviderId"), self.identifier("DateId"))
    }

    fn provider(&self) -> String {
        let provider = self.components.iter().find_map(|one| one.at(&["AdministrativeMetadata", "Provider", "Party"]));
        let sender = || self.document.root.at(&["NewsEnvelope", "SentFrom", "Party"]);
        provider.or_else(sender).map(|party| formal(party).to_owned()).unwrap_or_default()
    }

    fn version(&mut self) -> u32 {
        let text = self.identifier("RevisionId");
        let text = text.trim();
        if text.is_empty() {
            return 1;
        }
        text.parse().unwrap_or_else(|_| {
            self.note(self.item, format!("Revision {:?} is no number and is read as 1", shortened(text)));
            1
        })
    }

    fn created(&mut self, name: &str) -> Option<Timestamp> {
        let element = self.management(name)?;
        let text = element.text();
        let told = moment::read(&text);
        match told {
            None => self.note(element, format!("`{name}`: {:?} is no time", shortened(&text))),
            Some(told) if told.offset.is_none() => {
                self.note(element, format!("`{name}`: {:?} has no zone and is taken as UTC", shortened(&text)));
            }
            Some(_) => {}
        }
        told.and_then(moment::Told::at)
    }

    fn status(&mut self) -> (PubStatus, Option<Embargo>) {
        let element = self.management("Status");
        let word = element.map_or("", formal).trim().to_ascii_lowercase();
        let mut status = match word.as_str() {
            "" | "usable" | "embargoed" => PubStatus::Usable,
            "withheld" => PubStatus::Withheld,
            "canceled" | "cancelled" => PubStatus::Canceled,
            _ => {
                // Whoever meant to hold a story must not see it published by a spelling.
                let place = element.unwrap_or(self.item);
                self.note(place, format!("{:?} is no status and is read as withheld", shortened(&word)));
                PubStatus::Withheld
            }
        };
        let change = self.management("StatusWillChange");
        let future = change.and_then(|one| one.first("FutureStatus")).map_or("", formal).to_ascii_lowercase();
        let properties = self.item.first("NewsManagement").into_iter().flat_map(|one| one.all("Property"));
        let kept = properties.into_iter().find(|one| formal(one) == EMBARGO);
        let mut embargo = None;
        if let Some(change) = change.filter(|_| matches!(future.as_str(), "" | "usable")) {
            let text = change.first("DateAndTime").map(words).unwrap_or_default();
            embargo = self.embargo(change, &text);
        } else if let Some(change) = change {
            self.note(change, format!("A status of {:?} to come is not read; set it by hand", shortened(&future)));
        }
        if let Some(kept) = kept {
            embargo = self.embargo(kept, value(kept));
        }
        if word == "embargoed" && embargo.is_none() {
            status = PubStatus::Withheld;
            let place = change.or(element).unwrap_or(self.item);
            self.note(place, "EMBARGO NOT READ: the story is embargoed without a time and is read as withheld");
        }
        (status, embargo)
    }

    fn embargo(&mut self, element: &Element, text: &str) -> Option<Embargo> {
        let told = moment::read(text).and_then(|told| Some((told.at()?, told.offset)));
        let Some((at, offset)) = told else {
            self.note(element, format!("EMBARGO NOT READ: {:?} is no time; set it by hand", shortened(text)));
            return None;
        };
        if offset.is_none() {
            self.note(element, format!("EMBARGO: {:?} has no zone and is taken as UTC", shortened(text)));
        }
        Some(Embargo::new(at, offset.unwrap_or(jiff::tz::Offset::UTC)))
    }

    fn urgency(&mut self) -> Option<Urgency> {
        let element = self.management("Urgency")?;
        let urgency = formal(element).trim().parse().ok().and_then(|level| Urgency::new(level).ok());
        if urgency.is_none() {
            let got = shortened(formal(element));
            self.note(element, format!("An urgency from 1 to 9 was expected, {got:?} is not read"));
        }
        urgency
    }

    fn links(&mut self, story: &mut Story) {
        let Some(management) = self.item.first("NewsManagement") else { return };
        for one in management.elements().filter(|one| matches!(one.name.as_str(), "AssociatedWith" | "DerivedFrom")) {
            let Some(guid) = one.attribute("NewsItem") else {
                self.note(one, format!("`{}` without an item is not read", one.name));
                continue;
            };
            let derived = if one.name == "DerivedFrom" { "derived-from" } else { "" };
            let rel = one.attribute("FormalName").unwrap_or(derived).to_owned();
            let version = one.first("Comment").and_then(|version| words(version).trim().parse().ok());
            story.links.push(StoryLink { rel, guid: guid.to_owned(), version });
        }
    }

    /// The text of the first `NewsLine` of a type.
    fn line_of(&self, kind: &str) -> Option<&'r Element> {
        let lines = self.components.iter().flat_map(|one| one.all("NewsLines")).flat_map(|one| one.all("NewsLine"));
        let mut of_kind = lines.filter(|line| line.first("NewsLineType").is_some_and(|one| formal(one) == kind));
        of_kind.find_map(|line| line.first("NewsLineText"))
    }

    fn lines(&mut self, story: &mut Story) {
        let all: Vec<_> = self.components.iter().flat_map(|one| one.all("NewsLines")).collect();
        let line = |name: &str| all.iter().find_map(|lines| lines.first(name)).map(words).unwrap_or_default();
        // One feed spells it otherwise.
        story.headline =
            [line("HeadLine"), line("Headline")].into_iter().find(|one| !one.is_empty()).unwrap_or_default();
        story.summary = line("SubHeadLine");
        story.slug = line("SlugLine");
        if story.slug.is_empty() {
            story.slug = self.item.at(&["Identification", "NameLabel"]).map(words).unwrap_or_default();
        }
        story.rights.notice = line("CopyrightLine");
        let keywords = all.iter().flat_map(|lines| lines.all("KeywordLine"));
        story.keywords = keywords.map(words).collect();
        story.sign_off = self.line_of(SIGN_OFF_LINE).map(words).unwrap_or_default();
        for one in all.iter().flat_map(|lines| lines.elements()) {
            let kind = one.first("NewsLineType").map_or("", formal);
            let known = kind.is_empty() || matches!(kind, NOTE_LINE | SIGN_OFF_LINE);
            if !known || !(LINES.contains(&one.name.as_str()) || one.name == "Headline") {
                let name = if kind.is_empty() { &one.name } else { kind };
                let what = format!("`{}` is not read: {:?}", shortened(name), shortened(words(one).trim()));
                self.note(one, what);
            }
        }
    }

    /// Parties with a role wrote the story; else its printed byline tells who did.
    fn authors(&mut self, story: &mut Story) {
        let creators = self.components.iter().filter_map(|one| one.at(&["AdministrativeMetadata", "Creator"]));
        for party in creators.flat_map(|one| one.all("Party")) {
            let property = |name: &str| party.all("Property").find(|one| formal(one) == name).map(value);
            if let Some(role) = property(ROLE) {
                story.byline.push(Byline {
                    name: formal(party).to_owned(),
                    role: role.to_owned(),
                    email: property(EMAIL).unwrap_or("").to_owned(),
                });
            }
        }
        if story.byline.is_empty() {
            let lines = self.components.iter().flat_map(|one| one.all("NewsLines")).flat_map(|one| one.all("ByLine"));
            story.byline = lines.flat_map(|line| read_byline(line, self.reading.profile)).collect();
        }
    }

    fn rights(&mut self, story: &mut Story) {
        let Some(rights) = self.part("RightsMetadata") else { return };
        story.rights.holder = rights.at(&["Copyright", "CopyrightHolder"]).map(words).unwrap_or_default();
        story.rights.usage = rights.at(&["UsageRights", "Limitations"]).map(Element::text).unwrap_or_default();
    }

    fn description(&mut self, story: &mut Story) {
        let Some(metadata) = self.part("DescriptiveMetadata") else { return };
        story.language = metadata.first("Language").map(|one| formal(one).to_owned()).unwrap_or_default();
        if story.language.is_empty() {
            let language = self.item.attribute_in(xml::XML, "lang").unwrap_or("");
            language.clone_into(&mut story.language);
        }
        let date = metadata.first("DateLineDate").and_then(|date| moment::read(&date.text()));
        story.dateline.date = date.map(|told| told.clock.date());
        for one in metadata.all("Location") {
            let place = place(one);
            let how = one.attribute("HowPresent").unwrap_or("");
            let origin = how == ORIGIN || (how != ABOUT && story.dateline.place.is_empty());
            if origin {
                let line = &mut story.dateline;
                (line.place, line.region, line.country) = (place.name, place.region, place.country);
            } else {
                story.places.push(place);
            }
        }
        for one in terms::read(metadata, story) {
            let what = format!("`{}` {:?} is not read", one.name, shortened(formal(one)));
            self.note(one, what);
        }
        for one in metadata.all("TopicOccurrence") {
            self.note(one, "`TopicOccurrence` is not read");
        }
    }
}

/// A `Location` by its properties, whose value is an attribute or, in some feeds, their text.
fn place(location: &Element) -> Place {
    let mut place = Place::default();
    for one in location.all("Property") {
        let text = if one.attribute("Value").is_some() { value(one).to_owned() } else { words(one) };
        match formal(one) {
            "City" => place.name = text,
            "CountryArea" | "State" | "Region" => place.region = text,
            "Country" => place.country = text,
            _ => {}
        }
    }
    place
}
