//! Messages and story files without a desk: what the command line does with files.

use std::path::Path;

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use wirecopy_delivery::{Existing, folder};
use wirecopy_story::{ReleaseKind, Story};
use wirecopy_wire::{DecodeNote, Decoded, Dialect, Reading, WireItem, markdown};

use crate::face::{
    Failure, FormatRow, ProfileRow, ShownFault, ShownFinding, ShownLoss, VocabularyHit, VocabularyQuery,
};
use crate::{desk, edge, measure, vocabularies, wire};

pub use crate::import::{MOST_BYTES, read};

/// What `wirecopy export` asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// Id of the format.
    pub format: String,
    /// Id of the profile.
    pub profile: String,
    /// Id of the dialect.
    pub dialect: String,
    /// Identifier of the story on the wire; that of the story file when not given, else made of the slug, the headline
    /// and the date.
    pub guid: Option<String>,
    /// Version, 1 and up; when not given that of the story file or 1, and one more for a kind that changes it.
    pub version: Option<u32>,
    /// Why it goes out; as the story file has it when not given, else new.
    pub kind: Option<ReleaseKind>,
    /// What was wrong, what is new, why it is killed; as the story file has it when neither this nor a kind is given.
    pub note: Option<String>,
    /// Every clock in the message.
    pub at: Timestamp,
}

/// A message, and what it does not carry.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// The message.
    pub bytes: Vec<u8>,
    /// Name that its file would get.
    pub file_name: String,
    /// SHA-256, hex.
    pub sha256: String,
    /// What was lost.
    pub losses: Vec<ShownLoss>,
    /// What the order or the story file left doubtful.
    pub notes: Vec<String>,
}

/// A story read out of a file, and what could not be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The story, and what the message says of its release.
    pub item: WireItem,
    /// Id of the format it was in: `markdown`, `text`, `ninjs-3`.
    pub format: String,
    /// What could not be read, or was read leniently.
    pub notes: Vec<String>,
}

/// Writes a file, whole or not at all; one that is there is replaced.
///
/// # Errors
/// `no_folder`, `disk_full`, `read_only`, `io`.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    folder::put(path, bytes, Existing::Replace).map(|_| ()).map_err(|error| edge::delivery(&error))
}

/// Reads a story file.
///
/// # Errors
/// `story_file` with line, field, expected and got.
pub fn story(bytes: &[u8]) -> Result<Story, Failure> {
    wirecopy_story::file::read_bytes(bytes).map_err(|error| edge::story(&error))
}

/// Writes a story file. What the message said of its release stands in the key `release`.
pub fn story_text(read: &Read) -> String {
    wirecopy_story::file::write(&markdown::kept(&read.item))
}

/// Writes a message of a story file. What its key `release` says holds where the order leaves it open.
///
/// # Errors
/// `no_profile`, `no_format`, `no_dialect`; `refused` when the story lacks what the format must have.
pub fn encode(story: Story, order: &Order) -> Result<Written, Failure> {
    let profile = edge::profile(&order.profile)?;
    let Decoded { mut item, notes } = markdown::released(story, order.at);
    let mut notes = told(&notes);
    if item.guid.is_empty() {
        let stem = wirecopy_wire::file_stem(&[&item.story.slug, &item.story.headline]);
        // Stories of one event share a slug, and none may take the place of another.
        let headline = wire::hex(&Sha256::digest(&item.story.headline));
        item.guid = wire::guid(profile, order.at, &format!("{stem}-{}", &headline[..8]));
        let ordered = order.applied_to(item.clone());
        if order.guid.is_none() && (ordered.kind != ReleaseKind::New || ordered.version > 1) {
            notes.push(
                "guid: made of slug, headline and day; give that of the first version, or receivers take this \
                        for another story"
                    .to_owned(),
            );
        }
    }
    Ok(Written { notes, ..encode_item(&order.applied_to(item), order)? })
}

/// Writes an item as it is.
pub(crate) fn encode_item(item: &WireItem, order: &Order) -> Result<Written, Failure> {
    let (profile, format) = (edge::profile(&order.profile)?, edge::format(&order.format)?);
    let message = wire::message(item, profile, format, &Dialect::new(&order.dialect))?;
    Ok(Written {
        bytes: message.encoded.bytes,
        file_name: message.file_name,
        sha256: message.sha256,
        losses: message.losses,
        notes: Vec::new(),
    })
}

impl Order {
    /// The item with what the order says of it; what the order leaves open stays.
    pub(crate) fn applied_to(&self, mut item: WireItem) -> WireItem {
        // Receivers pass over a version that is not higher than the one they have.
        let changes = self.kind.is_some_and(|kind| !matches!(kind, ReleaseKind::New | ReleaseKind::Repeat));
        item.version = self.version.unwrap_or_else(|| item.version.saturating_add(u32::from(changes)));
        if let Some(kind) = self.kind {
            item.kind = kind;
            item.note.clear();
        }
        if let Some(note) = &self.note {
            item.note.clone_from(note);
        }
        item.version_created = self.at;
        item.envelope.sent_at = self.at;
        if let Some(guid) = &self.guid {
            item.guid.clone_from(guid);
        }
        item
    }
}

/// Reads a message or a story file. `format` is an id, `story` for a story file, or `auto`.
///
/// # Errors
/// `no_format`, `not_readable`.
pub(crate) fn decode(bytes: &[u8], format: &str, reading: &Reading<'_>) -> Result<Read, Failure> {
    let form = named(bytes, format)?;
    let decoded = form.decode(bytes, reading).map_err(|error| edge::failure("not_readable", error.to_string()))?;
    Ok(Read { notes: told(&decoded.notes), item: decoded.item, format: form.id().to_owned() })
}

fn told(notes: &[DecodeNote]) -> Vec<String> {
    notes.iter().map(|note| format!("{}: {}", note.place, note.what)).collect()
}

/// Reads a message of the profile with this id; see [`decode`].
///
/// # Errors
/// `no_profile`, and as for [`decode`].
pub fn import(bytes: &[u8], format: &str, profile: &str, at: Timestamp) -> Result<Read, Failure> {
    decode(bytes, format, &Reading::new(edge::profile(profile)?, at))
}

/// What is wrong with a message by its standard, for a receiver of a dialect. `sent_as` is the format (an id, `story` or
/// `auto`) and the dialect.
///
/// # Errors
/// `no_format`, `no_dialect`, `not_readable`.
pub fn validate(bytes: &[u8], sent_as: (&str, &str), profile: &str) -> Result<Vec<ShownFault>, Failure> {
    let profile = edge::profile(profile)?;
    let (format, dialect) = (named(bytes, sent_as.0)?, Dialect::new(sent_as.1));
    wire::faults_for(format, bytes, (profile, &dialect))
}

/// What an editor would catch in a story file.
///
/// # Errors
/// `no_profile`.
pub fn check(story: &Story, profile: &str, now: Timestamp) -> Result<Vec<ShownFinding>, Failure> {
    Ok(measure::findings(story, edge::profile(profile)?, now))
}

/// Every wire format with its dialects, as the profile with this id files it.
///
/// # Errors
/// `no_profile`.
pub fn formats(profile: &str) -> Result<Vec<FormatRow>, Failure> {
    Ok(desk::formats_of(edge::profile(profile)?))
}

/// Every agency style.
pub fn profiles() -> Vec<ProfileRow> {
    desk::profiles()
}

/// Terms of the built-in vocabularies; a desk also has those that were loaded into it.
pub fn vocabulary_search(query: &VocabularyQuery) -> Vec<VocabularyHit> {
    vocabularies::built_in(query)
}

/// The format with this id; the one that the bytes look like for `auto`.
fn named(bytes: &[u8], format: &str) -> Result<&'static dyn wirecopy_wire::Format, Failure> {
    match format {
        "auto" => sniff(bytes),
        "story" => edge::format("markdown"),
        id => edge::format(id),
    }
}

fn sniff(bytes: &[u8]) -> Result<&'static dyn wirecopy_wire::Format, Failure> {
    let unknown = || {
        let read = wirecopy_wire::formats().iter().filter(|format| format.id() != "pdf");
        let known: Vec<_> = read.map(|format| format.label()).collect();
        edge::failure("not_readable", format!("expected a story in a form that is read here ({})", known.join(", ")))
    };
    wirecopy_wire::sniff(bytes).ok_or_else(unknown)
}
