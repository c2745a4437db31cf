//! Export: the message becomes a file, whole or not at all, and the desk remembers what left.

use std::path::Path;

use wirecopy_delivery::{Existing, folder};
use wirecopy_store::{ExportRecord, StoryId};
use wirecopy_wire::Dialect;

use crate::desk::Desk;
use crate::face::{Exported, Failure, Release};
use crate::release::Trail;
use crate::{edge, wire};

/// Whether a file that is there may be replaced; only people say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replace {
    /// Refuse with `file_exists`.
    No,
    /// They were asked and said yes.
    Yes,
}

impl From<Replace> for Existing {
    fn from(replace: Replace) -> Self {
        match replace {
            Replace::No => Self::Refuse,
            Replace::Yes => Self::Replace,
        }
    }
}

impl Desk {
    /// Writes the message to the file `path`: the same bytes that [`Desk::wire_preview`] shows for this version. `seen`
    /// is the SHA-256 of what was shown, empty where nothing was.
    ///
    /// # Errors
    /// As for the preview; `not_seen` when the message is not what was shown; `file_exists`, `no_folder`, `disk_full`,
    /// `read_only`: nothing stands there because of it.
    pub fn wire_export(
        &self,
        id: &str,
        (release, seen): (&Release, &str),
        path: &Path,
        replace: Replace,
    ) -> Result<Exported, Failure> {
        let way = &release.way;
        let (style, form) = (edge::profile(&way.profile)?, edge::format(&way.format)?);
        let stored = self.stored(id)?;
        let exports = self.exports(id)?;
        let item = self.item((id, &stored), &Trail::new(&exports, stored.version), release)?;
        let message = wire::message(&item, style, form, &Dialect::new(&way.dialect))?;
        if !seen.is_empty() && seen != message.sha256 {
            let what = "The message is not the one that was shown any more: look at it and export it again";
            return Err(edge::failure("not_seen", what.to_owned()));
        }
        let receipt = folder::put(path, &message.encoded.bytes, replace.into());
        let receipt = receipt.map_err(|error| edge::delivery(&error))?;
        let bytes = u32::try_from(receipt.bytes).unwrap_or(u32::MAX);
        let record = ExportRecord {
            at: self.clock.now(),
            version: stored.version,
            profile: way.profile.clone(),
            format: way.format.clone(),
            kind: item.kind.word().to_owned(),
            file_name: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            bytes: receipt.bytes,
            sha256: message.sha256.clone(),
        };
        self.store.mark_exported(&StoryId::new(id), record).map_err(|error| edge::store(&error))?;
        Ok(Exported { path: path.display().to_string(), bytes, sha256: message.sha256, losses: message.losses })
    }

    /// Writes the story file to `path`, with what is not on disk yet: the way out when the desk cannot be written.
    ///
    /// # Errors
    /// `not_found`, `desk_damaged`; `file_exists`, `no_folder`, `disk_full`, `read_only`.
    pub fn story_save_copy(&self, id: &str, path: &Path, replace: Replace) -> Result<String, Failure> {
        let text = self.story_text(id)?;
        folder::put(path, text.as_bytes(), replace.into()).map_err(|error| edge::delivery(&error))?;
        Ok(path.display().to_string())
    }

    /// Name that a copy of the story file would get.
    ///
    /// # Errors
    /// `not_found`, `desk_damaged`.
    pub fn story_file_name(&self, id: &str) -> Result<String, Failure> {
        let story = self.stored(id)?.story;
        Ok(wirecopy_wire::file_stem(&[&story.slug, &story.headline]) + ".md")
    }
}
