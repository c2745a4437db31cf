//! The life of a story: its versions get names, and can be looked at again. Looking is the reader's; the writer's thread
//! is asked for what only it knows.

use jiff::Timestamp;

use super::Store;
use crate::undo::Most;
use crate::writer::Asked;
use crate::{LastSteps, Life, Naming, Past, Result, RevisionRow, StoreError, StoryId, Version, Why, trail};

impl Store {
    /// Names the story's newest version. Everything up to it is on disk when this returns, in the database itself.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], and what writing may say.
    pub fn revise(&self, id: &StoryId, why: Why, label: &str, at: Timestamp) -> Result<RevisionRow> {
        self.revise_at(id, Naming { why, label: label.to_owned(), version: None }, at)
    }

    /// Names a version of the story, as [`Self::revise`] does.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Base`] (no such version), [`StoreError::Damaged`], and what writing may
    /// say.
    pub fn revise_at(&self, id: &StoryId, naming: Naming, at: Timestamp) -> Result<RevisionRow> {
        // An earlier version is looked up here, not on the writer's thread; one that is in memory only is not found.
        let then = match naming.version.map(|version| self.reading.at(id, version)).transpose() {
            Err(error @ StoreError::Damaged(_)) => return Err(error),
            then => then.ok().flatten(),
        };
        let id = id.clone();
        self.ask(move |writer| writer.revise(&id, Asked { naming, then, at }))
    }

    /// The story as it was at `version`, on disk or not. The writer's thread has no part in it unless the version is
    /// in memory only.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Base`] (no such version), [`StoreError::Damaged`].
    pub fn at(&self, id: &StoryId, version: Version) -> Result<Past> {
        let moment = match self.reading.at(id, version) {
            Err(StoreError::Base { .. } | StoreError::Io { .. }) => {
                let id = id.clone();
                self.ask(move |writer| writer.at(&id, version))
            }
            moment => moment,
        };
        moment.map(|moment| moment.past)
    }

    /// Every version of a story, on disk or not, and every revision.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Damaged`].
    pub fn life(&self, id: &StoryId) -> Result<Life> {
        let asked = id.clone();
        let (trail, recent) = self.ask(move |writer| writer.trail(&asked))?;
        let steps = trail::whole(&trail, recent, id, &self.path)?;
        self.reading.life(id, steps.iter().map(|step| (Version(step.n), step.at)).collect())
    }

    /// The last steps of typing that are on disk: at most the last `changes` changes and `bytes` bytes of inserted
    /// text.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Damaged`].
    pub fn last_steps(&self, id: &StoryId, changes: usize, bytes: usize) -> Result<LastSteps> {
        self.reading.last_steps(id, Most { changes, bytes })
    }

    /// The revisions of a story, newest first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], and what reading may say.
    pub fn revisions(&self, id: &StoryId) -> Result<Vec<RevisionRow>> {
        self.reading.revisions(id)
    }
}
