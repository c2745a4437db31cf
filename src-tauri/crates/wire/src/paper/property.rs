//! The fields that have no line of their own on a sheet, as two document properties: `story` is the front matter of the
//! story file, `release` what the release says of itself. Headline, summary and body are not among them: a client who
//! changes the sheet must find his words again.

use jiff::Timestamp;
use wirecopy_story::{ReleaseKind, Story, file};

use crate::{Envelope, Reading, WireItem, moment};

/// A document property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Property {
    pub(crate) name: String,
    pub(crate) value: String,
}

/// The properties of an item.
pub(crate) fn properties(item: &WireItem) -> Vec<Property> {
    let mut story = item.story.clone();
    for text in [&mut story.headline, &mut story.summary, &mut story.body] {
        text.clear();
    }
    story.extra.clear();
    let (version, first, this) =
        (item.version.to_string(), moment::utc(item.first_created), moment::utc(item.version_created));
    let mut entries = vec![("guid", item.guid.as_str()), ("version", &version), ("kind", item.kind.word())];
    if !item.note.is_empty() {
        entries.push(("note", &item.note));
    }
    entries.extend([("first_created", first.as_str()), ("version_created", this.as_str())]);
    let property = |name: &str, value| Property { name: name.to_owned(), value };
    vec![property("story", file::write(&story)), property("release", file::map(&entries))]
}

/// The item that properties say; `None` when they are not those of a story. Its headline, summary and body are empty.
pub(crate) fn restored(properties: &[Property], reading: &Reading<'_>) -> Option<WireItem> {
    let value = |name: &str| properties.iter().find(|one| one.name == name).map(|one| one.value.as_str());
    let entries = file::entries(value("release")?)?;
    let entry = |name: &str| entries.iter().find(|(key, _)| key == name).map_or("", |(_, text)| text.as_str());
    let story = file::read(value("story")?).ok()?;
    let moment = |name: &str| entry(name).parse::<Timestamp>().unwrap_or(reading.at);
    let known = ReleaseKind::ALL.into_iter().find(|kind| kind.word() == entry("kind"));
    let story = Story { body: String::new(), ..story };
    let mut item = WireItem::first(story, entry("guid"), moment("first_created"));
    item.version = entry("version").parse().unwrap_or(1);
    // Whoever meant to hold a story must not see it published by a spelling.
    item.kind = known.unwrap_or(ReleaseKind::Hold);
    entry("note").clone_into(&mut item.note);
    item.version_created = moment("version_created");
    item.envelope = Envelope { sent_at: item.version_created, ..Envelope::default() };
    Some(item)
}
