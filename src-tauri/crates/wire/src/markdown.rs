//! The story file as a message: YAML front matter between `---` lines, then the body in Markdown, exactly as the desk
//! keeps it. Nothing of the story is changed on the way out but what may never leave.
//!
//! What a release has beside its story (guid, version, kind, note, times) goes into the key `release`, which a story
//! file keeps as it keeps every key that it does not know.

use jiff::Timestamp;
use wirecopy_story::{ReleaseKind, Story, StoryError, file};

use crate::carry::Carrier;
use crate::coded::refuse_too_large;
use crate::dialect;
use crate::format::refuse_empty;
use crate::json::shortened;
use crate::loss::LossKind;
use crate::{DecodeError, DecodeNote, Decoded, Dialect, EncodeError, Encoded, Fault, Format, Profile, Reading};
use crate::{Envelope, WireItem, moment};

/// The story file.
#[derive(Debug, Clone, Copy)]
pub struct Markdown;

/// Key of the front matter with what the release has beside its story.
const RELEASE: &str = "release";

impl Format for Markdown {
    fn id(&self) -> &'static str {
        "markdown"
    }

    fn label(&self) -> &'static str {
        "Story file (Markdown)"
    }

    fn extension(&self) -> &'static str {
        "md"
    }

    fn media_type(&self) -> &'static str {
        "text/markdown"
    }

    fn encode(&self, item: &WireItem, profile: &Profile, dialect: &Dialect) -> Result<Encoded, EncodeError> {
        dialect::resolve(self, dialect, profile)?;
        refuse_empty(item)?;
        let mut carrier = Carrier::new(item, profile);
        carrier.drop_killed();
        carrier.withhold_addresses();
        let record = record(item);
        let mut losses = carrier.losses;
        let mut story = carrier.item.into_owned().story;
        if let Some((key, value)) = put_release(&mut story, &record) {
            let what = "`release` of the story file gives way to what this release says of itself";
            losses.add(LossKind::Field, key, 0..value.len(), what, &record);
        }
        Ok(Encoded { bytes: file::write(&story).into_bytes(), charset: "utf-8".to_owned(), losses: losses.into_list() })
    }

    fn decode(&self, bytes: &[u8], reading: &Reading<'_>) -> Result<Decoded, DecodeError> {
        refuse_too_large(bytes)?;
        let story = file::read_bytes(bytes).map_err(refusal)?;
        Ok(released(story, reading.at))
    }

    fn validate(&self, bytes: &[u8], _profile: &Profile) -> Vec<Fault> {
        match refuse_too_large(bytes).and_then(|()| file::read_bytes(bytes).map_err(refusal)) {
            Ok(story) => {
                let notes = released(story, Timestamp::UNIX_EPOCH).notes.into_iter();
                notes.map(|note| Fault::new(note.place, "a release that can be read", note.what)).collect()
            }
            Err(DecodeError::TooLarge { max, got }) => {
                vec![Fault::new("line 1", format!("at most {max} bytes"), format!("{got} bytes"))]
            }
            Err(DecodeError::NotThis { place, expected, got }) => vec![Fault::new(place, expected, got)],
        }
    }

    fn looks_like(&self, bytes: &[u8]) -> bool {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        bytes.starts_with(b"---\n") || bytes.starts_with(b"---\r\n")
    }
}

fn refusal(error: StoryError) -> DecodeError {
    let (place, expected, got) = match error {
        StoryError::Field { line, field, expected, got } => {
            (format!("line {line}"), format!("{expected} in `{field}`"), got)
        }
        StoryError::File { line, expected, got } => (format!("line {line}"), expected, got),
        other => ("line 1".to_owned(), "a story file".to_owned(), other.to_string()),
    };
    DecodeError::NotThis { place, expected, got }
}

/// The value of `release`.
fn record(item: &WireItem) -> String {
    let (version, first, this) =
        (item.version.to_string(), moment::utc(item.first_created), moment::utc(item.version_created));
    let mut entries = vec![("guid", item.guid.as_str()), ("version", &version), ("kind", item.kind.word())];
    if !item.note.is_empty() {
        entries.push(("note", &item.note));
    }
    entries.extend([("first_created", first.as_str()), ("version_created", this.as_str())]);
    file::map(&entries)
}

/// The story of an item with `release` where the item is more than a first filing without guid.
pub fn kept(item: &WireItem) -> Story {
    let mut story = item.story.clone();
    let plain = item.guid.is_empty() && item.version == 1 && item.kind == ReleaseKind::New && item.note.is_empty();
    if !plain {
        put_release(&mut story, &record(item));
    }
    story
}

/// Puts `release` into the story file; the answer is what stood there.
fn put_release(story: &mut Story, record: &str) -> Option<(String, String)> {
    let found = story.extra.iter().position(|(key, _)| key == RELEASE);
    let before = found.map(|at| story.extra.remove(at));
    story.extra.push((RELEASE.to_owned(), record.to_owned()));
    before
}

/// The item of a story file; without `release` a first filing without guid, made at `at`. A `release` of another shape
/// is another program's key and stays where it is.
pub fn released(mut story: Story, at: Timestamp) -> Decoded {
    let found = story.extra.iter().position(|(key, _)| key == RELEASE);
    let entries = found.and_then(|at| Some((at, file::entries(&story.extra.get(at)?.1)?)));
    let Some((place, entries)) = entries.filter(|(_, all)| all.iter().any(|(key, _)| key == "guid")) else {
        return Decoded { item: WireItem::first(story, "", at), notes: Vec::new() };
    };
    story.extra.remove(place);
    let mut notes = Vec::new();
    let mut item = WireItem::first(story, "", at);
    let mut note = |what: String| notes.push(DecodeNote::new("release", what));
    for (key, value) in entries {
        match key.as_str() {
            "guid" => item.guid = value,
            "note" => item.note = value,
            "version" => match value.parse() {
                Ok(version) => item.version = version,
                Err(_) => note(format!("{:?} is no version and is read as 1", shortened(&value))),
            },
            "kind" => {
                let known = ReleaseKind::ALL.into_iter().find(|kind| kind.word() == value);
                if known.is_none() {
                    note(format!("{:?} is no kind of release and is read as a hold", shortened(&value)));
                }
                // Whoever meant to hold a story must not see it published by a spelling.
                item.kind = known.unwrap_or(ReleaseKind::Hold);
            }
            "first_created" | "version_created" => match value.parse() {
                Ok(moment) if key == "first_created" => item.first_created = moment,
                Ok(moment) => item.version_created = moment,
                Err(_) => note(format!("`{key}`: {:?} is no time with an offset", shortened(&value))),
            },
            _ => note(format!("`{}` is not read: {:?}", shortened(&key), shortened(&value))),
        }
    }
    item.envelope = Envelope { sent_at: item.version_created, ..Envelope::default() };
    Decoded { item, notes }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Decoded {
        let profile = Profile::find("generic").expect("built in");
        Markdown.decode(text.as_bytes(), &Reading::new(profile, Timestamp::UNIX_EPOCH)).expect("a story file")
    }

    #[test]
    fn a_story_file_of_the_desk_is_a_first_filing() {
        let read = read("---\nslug: GRAIN\n---\nThe harbour.\n");
        assert_eq!(read.notes, []);
        assert_eq!((read.item.story.slug.as_str(), read.item.version, read.item.kind), ("GRAIN", 1, ReleaseKind::New));
    }

    #[test]
    fn a_kind_that_is_none_is_a_hold() {
        let read = read("---\nrelease: {guid: urn:x, kind: killed, version: two}\n---\nThe harbour.\n");
        assert_eq!(read.item.kind, ReleaseKind::Hold);
        assert_eq!(read.notes.len(), 2, "kind and version are told: {:?}", read.notes);
    }

    #[test]
    fn another_programs_release_is_kept() {
        let read = read("---\nrelease: v2\n---\nThe harbour.\n");
        assert_eq!(read.item.story.extra, [("release".to_owned(), "v2".to_owned())]);
        let profile = Profile::find("generic").expect("built in");
        let item = WireItem { story: Story { headline: "A".into(), ..read.item.story }, ..read.item };
        let encoded = Markdown.encode(&item, profile, &Dialect::strict()).expect("whole");
        assert_eq!(encoded.losses.len(), 1, "and told when ours takes its place: {:?}", encoded.losses);
    }

    #[test]
    fn a_broken_file_says_where() {
        let faults = Markdown.validate(b"---\nurgency: 12\n---\n", Profile::find("generic").expect("built in"));
        assert_eq!(
            faults[0].to_string(),
            "line 2: expected an urgency from 1 (flash) to 9 (routine) in `urgency`, got \"12\""
        );
    }
}
