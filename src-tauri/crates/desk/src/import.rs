//! Import: a file of any format the house reads becomes a story on the desk, and stays beside it byte for byte: what
//! was not understood can be looked up.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use wirecopy_delivery::folder;
use wirecopy_store::{Original, OriginalCard, StoryId};
use wirecopy_story::ReleaseKind;
use wirecopy_wire::{Reading, WireItem};

use crate::desk::Desk;
use crate::export::Replace;
use crate::face::{Arrival, Failure, Origin};
use crate::{desks, edge, message};

/// A file larger than this is no story: 16 MiB.
pub const MOST_BYTES: u64 = 16 * 1024 * 1024;

impl Desk {
    /// Reads the file, puts its story on the desk and opens it. The bundle of another desk is merged into the story
    /// where that is here already.
    ///
    /// # Errors
    /// `io`, `too_large`, `not_readable`, `bundle`; then nothing was added.
    pub fn story_import(&self, path: &Path, profile: &str) -> Result<Arrival, Failure> {
        if desks::is_bundle(path) {
            return self.land(&read_at_most(path, desks::MOST_BYTES, "a bundle")?, profile);
        }
        let style = edge::profile(profile)?;
        let (bytes, at) = (read(path)?, self.clock.now());
        let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut imported = message::decode(&bytes, "auto", &Reading::new(style, at)).map_err(|failure| Failure {
            message: format!("{file_name} is not imported: {}.", failure.message.trim_end_matches('.')),
            ..failure
        })?;
        imported.notes.splice(0..0, standing(&imported.item));
        let card = OriginalCard {
            at,
            file_name,
            format: imported.format,
            notes: serde_json::to_string(&imported.notes).unwrap_or_default(),
        };
        let id = self.ids.story();
        let kept = self.store.import(id.clone(), &imported.item.story, Original { card, bytes });
        kept.map_err(|error| edge::store(&error))?;
        Ok(Arrival { story: self.story_open(&id.to_string(), profile)?, merged: None, bundle: None })
    }

    /// Takes in the bundle of another desk, and nothing else.
    ///
    /// # Errors
    /// `io`, `too_large`, `bundle`; then nothing was added.
    pub fn story_merge(&self, path: &Path, profile: &str) -> Result<Arrival, Failure> {
        self.land(&read_at_most(path, desks::MOST_BYTES, "a bundle")?, profile)
    }

    /// Where a story came from; `None` for one that was begun on the desk.
    pub(crate) fn origin(&self, id: &str) -> Result<Option<Origin>, Failure> {
        let card = self.store.original_card(&StoryId::new(id)).map_err(|error| edge::store(&error))?;
        Ok(card.map(|OriginalCard { at, file_name, format, notes }| Origin {
            at: at.to_string(),
            file_name,
            format: wirecopy_wire::format(&format).map_or(format, |format| format.label().to_owned()),
            notes: serde_json::from_str(&notes).unwrap_or_default(),
        }))
    }

    /// Writes the file that a story was imported from to `path`, byte for byte.
    ///
    /// # Errors
    /// `not_found` (no such story, or it was begun on the desk); `file_exists`, `no_folder`, `disk_full`, `read_only`.
    pub fn story_save_original(&self, id: &str, path: &Path, replace: Replace) -> Result<String, Failure> {
        let original = self.store.original(&StoryId::new(id)).map_err(|error| edge::store(&error))?;
        let original = original.ok_or_else(|| begun_here(id))?;
        folder::put(path, &original.bytes, replace.into()).map_err(|error| edge::delivery(&error))?;
        Ok(path.display().to_string())
    }
}

/// What a writer must know of an item that is more than a first filing: the story alone does not say it.
fn standing(item: &WireItem) -> Option<String> {
    let arrived = match item.kind {
        ReleaseKind::New => return None,
        ReleaseKind::Kill => "KILLED: this message withdraws the story, which must not be used",
        ReleaseKind::Hold => "ON HOLD: this message asks not to use the story until it is released",
        ReleaseKind::Update => "This message updates a story that went out before",
        ReleaseKind::Correction => "This message corrects a story that went out before",
        ReleaseKind::Refile => "This message files a story anew that went out before",
        ReleaseKind::Repeat => "This message repeats a story that went out before",
        ReleaseKind::Release => "This message releases a story that was on hold",
    };
    let reason = if item.note.is_empty() { String::new() } else { format!(": {}", item.note) };
    Some(format!("{arrived} (version {}){reason}", item.version))
}

/// The story has no file that it came from.
pub(crate) fn begun_here(id: &str) -> Failure {
    edge::failure("not_found", format!("expected an imported story, but {id} was begun on the desk"))
}

/// The bytes of a file that should hold a story.
///
/// # Errors
/// `io`, `too_large`.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    read_at_most(path, MOST_BYTES, "a story")
}

/// The bytes of a file of at most `most` bytes that should hold `what`.
pub(crate) fn read_at_most(path: &Path, most: u64, what: &str) -> Result<Vec<u8>, Failure> {
    let failed = |error: std::io::Error| edge::failure("io", format!("{} cannot be read: {error}", path.display()));
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes)).map_err(failed)?;
    if bytes.len() as u64 > most {
        let mebibytes = most / (1024 * 1024);
        let message = format!("expected {what} of at most {mebibytes} MiB, but {} is larger", path.display());
        return Err(edge::failure("too_large", message));
    }
    Ok(bytes)
}
