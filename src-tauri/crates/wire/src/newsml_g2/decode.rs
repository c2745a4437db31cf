//! NewsML-G2 to an item. Everything our own encoder writes comes back; of what other agencies write, words that have a
//! place in a story are kept, the rest is told in notes. Local names are enough: feeds forget the namespace, and use
//! aliases of their own for the vocabularies of the IPTC.

mod content;
mod notes;
mod reader;
mod story;

use jiff::Timestamp;
use wirecopy_story::PubStatus;

use super::{NAR, ROOTS};
use crate::json::shortened;
use crate::xml::{self, Element};
use crate::{DecodeError, Decoded, Envelope, Reading, WireItem};

use reader::{Reader, line_text};

pub(super) fn decode(bytes: &[u8], reading: &Reading<'_>) -> Result<Decoded, DecodeError> {
    let document = xml::read(bytes)?;
    let root = &document.root;
    let refuse = |element: &Element, expected: &str, got: String| {
        Err(DecodeError::NotThis { place: document.line(element.offset), expected: expected.to_owned(), got })
    };
    let mut reader = Reader::new(reading, &document);
    reader.flaws();
    if *root.space != *NAR && ROOTS.contains(&root.name.as_str()) {
        reader.note(root, format!("<{}> is not in the namespace of NewsML-G2", root.name));
    }
    let (header, item) = match root.name.as_str() {
        "newsItem" => (None, root),
        "newsMessage" => match reader.text_item(root) {
            Some(item) => (root.first("header"), item),
            None => return refuse(root, "a news item of text", "a message without one".to_owned()),
        },
        "packageItem" => {
            return refuse(root, "a news item of text", "a package, which only names other items".to_owned());
        }
        other => return refuse(root, "<newsItem> or <newsMessage>", format!("<{}>", shortened(other))),
    };
    reader.catalogs(header.into_iter().chain([item]));
    let item = reader.item(item, header);
    Ok(Decoded { item, notes: reader.into_notes() })
}

impl Reader<'_> {
    /// The first text of a message of several items; the others are told.
    fn text_item<'e>(&mut self, root: &'e Element) -> Option<&'e Element> {
        let items: Vec<_> = root.first("itemSet")?.elements().collect();
        let is_text = |item: &&Element| {
            let class = item.at(&["itemMeta", "itemClass"]).and_then(|class| class.attribute("qcode"));
            item.name == "newsItem" && class.is_none_or(|class| class.ends_with(":text"))
        };
        let chosen = items.iter().position(is_text)?;
        for (_, other) in items.iter().enumerate().filter(|(at, _)| *at != chosen) {
            let guid = other.attribute("guid").unwrap_or_default();
            self.note(other, format!("One more <{}> is not read: {:?}", other.name, shortened(guid)));
        }
        Some(items[chosen])
    }

    fn item(&mut self, item: &Element, header: Option<&Element>) -> WireItem {
        for part in item.elements().filter(|part| !PARTS.contains(&part.name.as_str())) {
            self.unread(part);
        }
        let guid = item.attribute("guid").unwrap_or_default();
        if guid.is_empty() {
            self.note(item, "The item has no `guid`");
        }
        let version = self.version(item);
        let mut story = self.story(item);
        let meta = item.first("itemMeta");
        let status = meta.map_or(PubStatus::Usable, |meta| self.status(meta));
        let told = self.notes(meta, status, version);
        story.ed_note = told.ed_note;
        let mut read = WireItem::first(story, guid, self.reading.at);
        (read.version, read.kind, read.note) = (version, told.kind, told.reason);
        if let Some(meta) = meta {
            self.times(meta, &mut read);
            self.rest_of_meta(meta);
        }
        read.envelope = self.envelope(header, meta, read.version_created);
        read
    }

    fn version(&mut self, item: &Element) -> u32 {
        let Some(text) = item.attribute("version") else { return 1 };
        text.trim().parse().ok().filter(|version| *version > 0).unwrap_or_else(|| {
            self.note(item, format!("The version {:?} is not read and is taken as 1", shortened(text)));
            1
        })
    }

    /// Absent: usable (the schema's default). An embargo without a time, and what is no status, hold the story.
    fn status(&mut self, meta: &Element) -> PubStatus {
        let endless = meta.first("embargoed").filter(|embargoed| embargoed.text().trim().is_empty());
        if let Some(embargoed) = endless {
            self.note(embargoed, "EMBARGO WITHOUT A TIME: the story is taken as withheld until further notice");
        }
        let Some(element) = meta.first("pubStatus") else {
            return if endless.is_some() { PubStatus::Withheld } else { PubStatus::Usable };
        };
        let told = element.attribute("qcode").or(element.attribute("uri")).unwrap_or_default();
        let code = told.rsplit([':', '/']).next().unwrap_or_default();
        let all = [PubStatus::Usable, PubStatus::Withheld, PubStatus::Canceled];
        match all.into_iter().find(|status| status.code() == code) {
            Some(PubStatus::Usable) if endless.is_some() => PubStatus::Withheld,
            Some(status) => status,
            None => {
                // Whoever meant to hold a story must not see it published by a spelling.
                self.note(element, format!("{:?} is no status and is read as withheld", shortened(told)));
                PubStatus::Withheld
            }
        }
    }

    fn times(&mut self, meta: &Element, item: &mut WireItem) {
        if let Some(at) = self.moment(meta, "versionCreated") {
            (item.first_created, item.version_created) = (at, at);
        }
        if let Some(at) = self.moment(meta, "firstCreated") {
            item.first_created = at;
        }
        let Some(element) = meta.first("embargoed") else { return };
        let text = line_text(element);
        if !text.is_empty() {
            item.story.embargo = text.parse().ok();
            match (item.story.embargo, super::times::is_schema_form(&text)) {
                (None, _) => {
                    let what = "is no time with an offset; set it by hand";
                    self.note(element, format!("EMBARGO NOT READ: {:?} {what}", shortened(&text)));
                }
                (Some(_), false) => self.note(element, format!("The embargo {text:?} is not written like +01:00")),
                (Some(_), true) => {}
            }
        }
    }

    fn moment(&mut self, parent: &Element, name: &str) -> Option<Timestamp> {
        let element = parent.first(name)?;
        let text = line_text(element);
        let Some((at, told)) = super::times::moment(&text) else {
            self.note(element, format!("{:?} is no time", shortened(&text)));
            return None;
        };
        if let Some(told) = told {
            self.note(element, format!("The time {:?} {told}", shortened(&text)));
        }
        Some(at)
    }

    fn envelope(&mut self, header: Option<&Element>, meta: Option<&Element>, at: Timestamp) -> Envelope {
        let provider = meta.and_then(|meta| meta.first("provider"));
        let provider = provider.map(|provider| {
            let code = || provider.attribute("qcode").or(provider.attribute("uri")).map(ToOwned::to_owned);
            reader::name_of(provider).or_else(code).unwrap_or_default()
        });
        let sender = || header.and_then(|header| header.first("sender")).map(line_text);
        let mut envelope =
            Envelope { provider: provider.or_else(sender).unwrap_or_default(), sent_at: at, ..Envelope::default() };
        let Some(header) = header else { return envelope };
        if let Some(sent) = self.moment(header, "sent") {
            envelope.sent_at = sent;
        }
        let number = |name: &str| header.first(name).map(line_text);
        envelope.sequence = number("transmitId").and_then(|text| text.parse().ok()).unwrap_or_default();
        envelope.priority = number("priority").and_then(|text| text.parse().ok());
        envelope
    }

    fn rest_of_meta(&mut self, meta: &Element) {
        for element in meta.elements() {
            match element.name.as_str() {
                "itemClass" => {
                    let class = element.attribute("qcode").unwrap_or_default();
                    if !class.is_empty() && !class.ends_with(":text") {
                        self.note(element, format!("The item is no text: {:?}", shortened(class)));
                    }
                }
                known if META.contains(&known) => {}
                _ => self.unread(element),
            }
        }
    }
}

/// Parts of an item that are read.
const PARTS: &[&str] = &["catalogRef", "catalog", "rightsInfo", "itemMeta", "contentMeta", "contentSet"];
/// Properties of `itemMeta` that are read, or that say nothing beyond what is read.
const META: &[&str] = &[
    "provider",
    "versionCreated",
    "firstCreated",
    "embargoed",
    "pubStatus",
    "fileName",
    "generator",
    "edNote",
    "signal",
    "link",
];
