//! The life of a story: its changes and revisions, its moments, and what puts an earlier version back.

use std::sync::mpsc::channel;

use wirecopy_store::{LastSteps, Life, Naming, Past, Reply, RevisionRow, StoryId, Version, Why};
use wirecopy_story::{Change, restore};
use wirecopy_wire::Profile;

use crate::desk::Desk;
use crate::face::{
    Ack, Changes, Failure, History, Part, PastStory, Restoration, Revision, RevisionWhy, UndoStep, UndoText, UndoTrail,
};
use crate::moment::Moment;
use crate::{edge, measure, reading};

/// Steps of typing that can be taken back after a restart.
const UNDO_CHANGES: usize = 300;
/// Text that they may hold.
const UNDO_BYTES: usize = 256 << 10;

impl Desk {
    /// Every change and every revision of a story, on disk or not.
    ///
    /// # Errors
    /// `not_found`, `desk_damaged`.
    pub fn story_history(&self, id: &str) -> Result<History, Failure> {
        Ok(History { forgotten: self.forgotten(id)?, ..history(self.life(id)?) })
    }

    /// The story as it was at `version`.
    ///
    /// # Errors
    /// `not_found`, `no_profile`, `base` (no such version), `desk_damaged`.
    pub fn story_at(&self, id: &str, version: u64, profile: &str) -> Result<PastStory, Failure> {
        let style = edge::profile(profile)?;
        Ok(past(self.past(id, version)?, style))
    }

    /// The changes that put `part` of `version` back into the story as it stands. Nothing is changed by asking.
    ///
    /// # Errors
    /// `not_found`, `base` (no such version), `no_part` (no such field or block), `desk_damaged`.
    pub fn story_restoration(&self, id: &str, version: u64, part: &Part) -> Result<Restoration, Failure> {
        let (now, then) = (self.stored(id)?, self.past(id, version)?);
        let part = match part {
            Part::All => restore::Part::All,
            Part::Field { name } => restore::Part::Field(name),
            Part::Block { at } => restore::Part::Block(*at),
        };
        let changes = restore::changes(&then.story, &now.story, part);
        let changes = changes.map_err(|error| edge::failure("no_part", error.to_string()))?;
        Ok(Restoration { base: now.version.0, changes })
    }

    /// Makes a revision of the newest version, or of an earlier one.
    ///
    /// # Errors
    /// `not_found`, `base` (no such version), and what writing to the desk may say.
    pub fn revision_save(&self, id: &str, name: Name<'_>) -> Result<Revision, Failure> {
        let Name { label, why, version } = name;
        let naming = Naming { why: word(why), label: label.trim().to_owned(), version: version.map(Version) };
        let made = self.store.revise_at(&StoryId::new(id), naming, self.clock.now());
        Ok(revision(made.map_err(|error| edge::store(&error))?))
    }

    /// The last steps of typing, so that they can be taken back after a restart.
    ///
    /// # Errors
    /// `not_found`, `desk_damaged`.
    pub fn story_undo_trail(&self, id: &str) -> Result<UndoTrail, Failure> {
        let steps = self.store.last_steps(&StoryId::new(id), UNDO_CHANGES, UNDO_BYTES);
        Ok(undo_trail(steps.map_err(|error| edge::store(&error))?))
    }

    /// Puts `part` of an earlier version back, and names what came of it. `start` is the beginning of the story's id.
    /// `None`: the story says that already.
    ///
    /// # Errors
    /// As for [`Self::story_restoration`]; `ambiguous`, `no_moment` (the story was not there then), `not_on_disk`.
    pub fn story_restore(&self, start: &str, at: Moment, part: &Part) -> Result<Option<Revision>, Failure> {
        let id = reading::whole_id(self.story_list("")?.into_iter().map(|card| card.id), start)?;
        let version = at.version(&self.life(&id)?)?;
        let Restoration { base, changes } = self.story_restoration(&id, version.0, part)?;
        if changes.is_empty() {
            return Ok(None);
        }
        let ack = self.change(&id, base, changes)?;
        if !ack.on_disk {
            return Err(edge::failure("not_on_disk", "expected the desk to be written, but the disk refused it"));
        }
        let label = format!("version {version}");
        self.revision_save(&id, Name { label: &label, why: RevisionWhy::Restored, version: None }).map(Some)
    }

    /// Makes changes as typing would, and waits until they are on disk or refused.
    fn change(&self, id: &str, base: u64, changes: Vec<Change>) -> Result<Ack, Failure> {
        let (answer, answered) = channel();
        let reply: Reply = Box::new(move |result| {
            // Nobody waits any more: the change is kept all the same.
            let _ = answer.send(result);
        });
        self.store.edit(StoryId::new(id), Version(base), changes, self.clock.now(), reply);
        let result = answered.recv().map_err(|_| edge::failure("desk_shut", "The desk is being shut."))?;
        let ack = result.map_err(|error| edge::store(&error))?;
        Ok(Ack { version: ack.version.0, on_disk: ack.on_disk, merged: ack.merged })
    }

    /// The story at `version`, on disk or not.
    pub(crate) fn past(&self, id: &str, version: u64) -> Result<Past, Failure> {
        self.store.at(&StoryId::new(id), Version(version)).map_err(|error| edge::store(&error))
    }

    fn life(&self, id: &str) -> Result<Life, Failure> {
        self.store.life(&StoryId::new(id)).map_err(|error| edge::store(&error))
    }
}

/// How a version is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name<'n> {
    /// What the writer calls it, may be empty.
    pub label: &'n str,
    /// Why.
    pub why: RevisionWhy,
    /// Which version; `None`: the newest.
    pub version: Option<u64>,
}

pub(crate) fn history(life: Life) -> History {
    let Life { versions, revisions, filed } = life;
    let mut changes = Changes::default();
    let (mut before, mut earlier) = (0, 0);
    for (version, at) in &versions {
        changes.versions.push(version.0 - before);
        changes.millis.push(at.as_millisecond() - earlier);
        (before, earlier) = (version.0, at.as_millisecond());
    }
    History {
        version: before,
        changes,
        revisions: revisions.into_iter().map(revision).collect(),
        filed: filed.map(|version| version.0),
        forgotten: None,
    }
}

pub(crate) fn past(past: Past, profile: &Profile) -> PastStory {
    let Past { version, at, story } = past;
    PastStory {
        version: version.0,
        at: at.to_string(),
        words: measure::words(&story, profile),
        dateline: measure::dateline(&story, profile),
        story,
    }
}

fn undo_trail(steps: LastSteps) -> UndoTrail {
    let LastSteps { headline, summary, body, steps, version } = steps;
    let text = |(field, splices)| UndoText { field, splices };
    let steps = steps
        .into_iter()
        .map(|step| UndoStep { millis: step.at.as_millisecond(), texts: step.texts.into_iter().map(text).collect() });
    UndoTrail { headline, summary, body, steps: steps.collect(), version: version.0 }
}

pub(crate) fn revision(row: RevisionRow) -> Revision {
    Revision {
        number: row.number,
        at: row.at.to_string(),
        why: match row.why {
            Why::Manual => RevisionWhy::Manual,
            Why::Idle => RevisionWhy::Idle,
            Why::Filed => RevisionWhy::Filed,
            Why::Imported => RevisionWhy::Imported,
            Why::Restored => RevisionWhy::Restored,
        },
        label: row.label,
        version: row.version.0,
        words_added: row.words_added,
        words_removed: row.words_removed,
    }
}

fn word(why: RevisionWhy) -> Why {
    match why {
        RevisionWhy::Manual => Why::Manual,
        RevisionWhy::Idle => Why::Idle,
        RevisionWhy::Filed => Why::Filed,
        RevisionWhy::Imported => Why::Imported,
        RevisionWhy::Restored => Why::Restored,
    }
}
