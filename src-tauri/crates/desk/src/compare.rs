//! Two versions of a story side by side: the words, the messages that they would leave as, and the line that says what
//! is new since the story was filed.

use std::sync::Arc;

use wirecopy_store::{Past, RevisionRow, Stored, StoryId, Version, Why};
use wirecopy_story::Story;
use wirecopy_story::compare::{self, Comparison};
use wirecopy_wire::{Dialect, Profile, WireItem};

use crate::desk::Desk;
use crate::face::{Failure, Side, Way, WireComparison, Writethru};
use crate::moment::Moment;
use crate::reading::Reading;
use crate::{edge, history, vocabularies, wire};

impl Desk {
    /// What is different between two versions of a story. Nothing is written.
    ///
    /// # Errors
    /// `not_found`, `base` (no such version), `desk_damaged`.
    pub fn story_compare(&self, id: &str, old: Side, new: Side) -> Result<Comparison, Failure> {
        Ok(compare::compare(&self.side(id, old)?, &self.side(id, new)?))
    }

    /// What is different between the messages that two versions would leave as, line by line. Both are made the same
    /// way, with the guid and the clock of the story as it stands, so that what differs is the story.
    ///
    /// # Errors
    /// As for [`Self::story_compare`]; `no_profile`, `no_format`, `no_dialect`; `refused` when a version lacks what the
    /// format must have.
    pub fn wire_compare(&self, id: &str, old: Side, new: Side, way: &Way) -> Result<WireComparison, Failure> {
        let stored = self.stored(id)?;
        let text = |side: Side| {
            let story = self.side(id, side)?;
            message_text((id, &stored), story, way, |item| vocabularies::resolve(item, || self.catalogue()))
        };
        Ok(WireComparison { lines: compare::lines(&text(old)?, &text(new)?) })
    }

    /// Drafts the line that says what is new since the story was filed, in the words of the profile that was used last.
    ///
    /// # Errors
    /// `not_found`, `desk_damaged`.
    pub fn story_writethru(&self, id: &str) -> Result<Writethru, Failure> {
        let style = edge::profile(&self.settings()?.profile)?;
        let revisions = self.store.revisions(&StoryId::new(id)).map_err(|error| edge::store(&error))?;
        let newer = self.stored(id)?.story;
        writethru(revisions, (&newer, style), |version| self.past(id, version))
    }

    fn side(&self, id: &str, side: Side) -> Result<Story, Failure> {
        match side {
            Side::Now => Ok(self.stored(id)?.story),
            Side::Version { version } => Ok(self.past(id, version)?.story),
        }
    }
}

/// Two versions compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The older version.
    pub old: u64,
    /// The newer one.
    pub new: u64,
    /// What is different.
    pub comparison: Comparison,
}

/// Two moments of a story to be compared. Without the older one what left last is meant, without the newer one the
/// story as it stands.
pub type Moments = (Option<Moment>, Option<Moment>);

impl Reading {
    /// What is different between two moments of the story.
    ///
    /// # Errors
    /// `not_found`, `ambiguous`, `no_moment`, `desk_damaged`.
    pub fn compare(&self, start: &str, moments: Moments) -> Result<Compared, Failure> {
        let (id, stored) = self.stored(start)?;
        let (old, new) = self.sides(&id, stored, moments)?;
        let comparison = compare::compare(&old.story, &new.story);
        Ok(Compared { old: old.version.0, new: new.version.0, comparison })
    }

    /// What is different between the messages that two moments of the story would leave as.
    ///
    /// # Errors
    /// As for [`Self::compare`]; `no_profile`, `no_format`, `no_dialect`, `refused`.
    pub fn compare_wire(&self, start: &str, moments: Moments, way: &Way) -> Result<WireComparison, Failure> {
        let (id, stored) = self.stored(start)?;
        let (old, new) = self.sides(&id, stored.clone(), moments)?;
        let text = |story: Story| {
            let resolve = |item: &mut WireItem| vocabularies::resolve(item, || Ok(Arc::new(self.catalogue()?)));
            message_text((&id, &stored), story, way, resolve)
        };
        Ok(WireComparison { lines: compare::lines(&text(old.story)?, &text(new.story)?) })
    }

    /// Drafts the line that says what is new since the story was filed.
    ///
    /// # Errors
    /// `not_found`, `ambiguous`, `no_profile`, `desk_damaged`.
    pub fn writethru(&self, start: &str, profile: &str) -> Result<Writethru, Failure> {
        let style = edge::profile(profile)?;
        let (id, stored) = self.stored(start)?;
        let revisions = self.0.revisions(&StoryId::new(&id)).map_err(|error| edge::store(&error))?;
        writethru(revisions, (&stored.story, style), |version| self.past(&id, Version(version)))
    }

    fn sides(&self, id: &str, stored: Stored, (old, new): Moments) -> Result<(Past, Past), Failure> {
        let life = self.life(id)?;
        let never = || {
            edge::failure(
                "no_moment",
                "expected a version to compare with: the story never left the desk, or what left was forgotten",
            )
        };
        let old = match old {
            Some(moment) => moment.version(&life)?,
            None => life.filed.ok_or_else(never)?,
        };
        let new = match new {
            Some(moment) => self.past(id, moment.version(&life)?)?,
            None => Past { version: stored.version, at: stored.changed_at, story: stored.story },
        };
        Ok((self.past(id, old)?, new))
    }

    fn past(&self, id: &str, version: Version) -> Result<Past, Failure> {
        self.0.at(&StoryId::new(id), version).map_err(|error| edge::store(&error))
    }
}

/// The message that `story` would leave as, as text: as if it stood in the place of the one that is stored.
fn message_text(
    (id, stored): (&str, &Stored),
    story: Story,
    way: &Way,
    resolve: impl FnOnce(&mut WireItem) -> Result<(), Failure>,
) -> Result<String, Failure> {
    let (style, form) = (edge::profile(&way.profile)?, edge::format(&way.format)?);
    let mut item = wire::item(id, &Stored { story, ..stored.clone() }, style);
    resolve(&mut item)?;
    let message = wire::message(&item, style, form, &Dialect::new(&way.dialect))?;
    Ok(wire::text(&message.encoded))
}

/// The line between the newest filed revision and `newer`; no line when there is none.
fn writethru(
    revisions: Vec<RevisionRow>,
    (newer, style): (&Story, &Profile),
    past: impl FnOnce(u64) -> Result<Past, Failure>,
) -> Result<Writethru, Failure> {
    let filed = revisions.into_iter().filter(|row| row.why == Why::Filed).max_by_key(|row| row.number);
    let Some(filed) = filed else { return Ok(Writethru { note: String::new(), since: None }) };
    let older = past(filed.version.0)?.story;
    let note = wirecopy_wire::writethru(&compare::compare(&older, newer), newer, style);
    Ok(Writethru { note, since: Some(history::revision(filed)) })
}
