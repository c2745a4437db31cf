//! Two copies of a desk, and history that is private: a story leaves as a bundle, a bundle comes in, what both desks
//! changed is settled, and what must not be known any more is forgotten.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use wirecopy_delivery::folder;
use wirecopy_store::{ClashRow, Gone, Landed, Landing, Reach, StoryId, Version};
use wirecopy_story::clash;
use wirecopy_story::{Story, TextField};

use crate::desk::Desk;
use crate::edge;
use crate::export::Replace;
use crate::face::{Arrival, BundleCard, ClashCard, Failure, Forgotten, Merged};

/// The largest bundle there can be: its parts have limits of their own.
pub(crate) const MOST_BYTES: u64 = 77 << 20;

/// How much of a story leaves in a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    /// The story as it stands.
    Present,
    /// Every change and revision of it.
    History,
}

impl From<Leaving> for Reach {
    fn from(leaving: Leaving) -> Self {
        match leaving {
            Leaving::Present => Self::Present,
            Leaving::History => Self::History,
        }
    }
}

/// What was forgotten, in words for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forgetting {
    /// For the page.
    pub forgotten: Forgotten,
    /// What went: `2 versions, 1 revision and the file it was imported from, before version 7`.
    pub went: String,
    /// What cannot be promised, a sentence each.
    pub remains: Vec<String>,
}

impl Desk {
    /// The story as a bundle for another desk.
    ///
    /// # Errors
    /// `not_found`, `bundle` (it is too large), and what writing to the desk may say.
    pub fn story_bundle(&self, id: &str, leaving: Leaving) -> Result<Vec<u8>, Failure> {
        let made = self.store.bundle(&StoryId::new(id), leaving.into(), env!("CARGO_PKG_VERSION"), self.clock.now());
        made.map_err(|error| edge::store(&error))
    }

    /// Writes the story as a bundle to `path`.
    ///
    /// # Errors
    /// As [`Self::story_bundle`]; `file_exists`, `no_folder`, `disk_full`, `read_only`: nothing stands there because of
    /// it.
    pub fn story_save_bundle(
        &self,
        id: &str,
        leaving: Leaving,
        path: &Path,
        replace: Replace,
    ) -> Result<String, Failure> {
        let bytes = self.story_bundle(id, leaving)?;
        folder::put(path, &bytes, replace.into()).map_err(|error| edge::delivery(&error))?;
        Ok(path.display().to_string())
    }

    /// Name that a bundle of the story would get.
    ///
    /// # Errors
    /// `not_found`, `desk_damaged`.
    pub fn story_bundle_name(&self, id: &str) -> Result<String, Failure> {
        let story = self.stored(id)?.story;
        Ok(wirecopy_wire::file_stem(&[&story.slug, &story.headline]) + ".wirecopy")
    }

    /// Takes a bundle in and opens its story: added, merged into the one that is here, or put beside it.
    ///
    /// # Errors
    /// `bundle` (it does not prove right), and what writing to the desk may say; then nothing was added.
    pub(crate) fn land(&self, bytes: &[u8], profile: &str) -> Result<Arrival, Failure> {
        edge::profile(profile)?;
        let landed = self.store.merge(bytes, self.ids.story(), self.clock.now());
        let Landed { id, how, maker, .. } = landed.map_err(|error| edge::store(&error))?;
        let merged = match how {
            Landing::Added | Landing::Beside => None,
            Landing::Known => Some(Merged { words_added: 0, words_removed: 0 }),
            Landing::Merged { words_added, words_removed, .. } => Some(Merged { words_added, words_removed }),
        };
        self.typing.forget(id.as_str());
        let story = self.story_open(id.as_str(), profile)?;
        Ok(Arrival { story, merged, bundle: Some(BundleCard { maker, beside: how == Landing::Beside }) })
    }

    /// The cards of a story that says `story` now, each with the place where it is found again.
    pub(crate) fn clashes(&self, id: &str, story: &Story) -> Result<Vec<ClashCard>, Failure> {
        let rows = self.store.clashes(&StoryId::new(id)).map_err(|error| edge::store(&error))?;
        let card = |ClashRow { number, at, mut clash, shown }: ClashRow| {
            if let Some(field) = TextField::ALL.into_iter().find(|field| field.name() == clash.field) {
                let text = field.of(story);
                clash.place = clash::find_again(text, &[&shown, &clash.ours, &clash.theirs], clash.place);
            }
            ClashCard { number, at: at.to_string(), clash }
        };
        Ok(rows.into_iter().map(card).collect())
    }

    /// The card is done with; the story stays as it is.
    ///
    /// # Errors
    /// `not_found`, and what writing to the desk may say.
    pub fn story_settle(&self, id: &str, number: u32) -> Result<(), Failure> {
        self.store.settle_clash(&StoryId::new(id), number).map_err(|error| edge::store(&error))
    }

    /// Removes the story's history before `version`, for good.
    ///
    /// # Errors
    /// `not_found`, `base` (there is no such version), and what writing to the desk may say; then nothing went.
    pub fn story_forget(&self, id: &str, version: u64) -> Result<Forgetting, Failure> {
        let gone = self.store.forget(&StoryId::new(id), Version(version), self.clock.now());
        let gone = gone.map_err(|error| edge::store(&error))?;
        Ok(Forgetting { forgotten: forgotten(gone.row), went: went(&gone), remains: remains(&gone) })
    }

    /// What was forgotten of a story; `None` when nothing was.
    pub(crate) fn forgotten(&self, id: &str) -> Result<Option<Forgotten>, Failure> {
        let row = self.store.forgotten(&StoryId::new(id)).map_err(|error| edge::store(&error))?;
        Ok(row.map(forgotten))
    }
}

/// Whether the file begins like a bundle. One that cannot be read is told by whoever reads it next.
pub(crate) fn is_bundle(path: &Path) -> bool {
    let mut first = Vec::new();
    let read = File::open(path).and_then(|file| file.take(8).read_to_end(&mut first));
    read.is_ok() && wirecopy_store::is_bundle(&first)
}

pub(crate) fn forgotten(row: wirecopy_store::ForgottenRow) -> Forgotten {
    Forgotten { at: row.at.to_string(), before: row.before.0, backups: row.backups }
}

fn went(gone: &Gone) -> String {
    let original = if gone.original { ", and the file it was imported from" } else { "" };
    format!(
        "gone before version {}: {}, {}{original}",
        gone.row.before,
        counted(gone.versions, "version"),
        counted(gone.revisions.into(), "revision"),
    )
}

fn remains(gone: &Gone) -> Vec<String> {
    let mut remains = Vec::new();
    if gone.row.backups > 0 {
        let backups = counted(gone.row.backups.into(), "backup");
        remains.push(format!("{backups} of before: removed as soon as the next backup was made and proven"));
    }
    if gone.replaced > 0 {
        let desks = counted(gone.replaced.into(), "desk");
        remains.push(format!("{desks} that a restored backup replaced (replaced-1 and on): remove by hand"));
    }
    if !gone.log_emptied {
        remains.push("the database's log, while another program reads the desk: emptied when it ends".to_owned());
    }
    remains.push("bundles with history and exports that were given away".to_owned());
    remains.push("backups and copies of the desk that are kept elsewhere".to_owned());
    remains.push("what the drive itself keeps of sectors that were overwritten".to_owned());
    remains
}

fn counted(count: u64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
