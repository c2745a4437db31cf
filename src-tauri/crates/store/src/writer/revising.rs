//! Revisions: a version gets a name, by hand, by itself when the writer pauses, when the story leaves or comes.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use wirecopy_story::{Story, compare};

use super::Writer;
use crate::moment::{Moment, kept};
use crate::past;
use crate::shelf::fault_of;
use crate::table::revision::{self, Revision, Words};
use crate::trail::Step;
use crate::{Naming, Past, Result, RevisionRow, StoreError, StoryId, Version, Why};

/// A pause of this length after a change makes a revision.
pub(super) const IDLE: Duration = Duration::from_mins(2);

/// A version that is to get a name.
pub(crate) struct Asked {
    pub naming: Naming,
    /// What the version says, where it was looked up already.
    pub then: Option<past::Moment>,
    pub at: Timestamp,
}

impl Writer {
    pub(crate) fn revise(&mut self, id: &StoryId, asked: Asked) -> Result<RevisionRow> {
        let (row, mut revision) = self.drafted(id, asked)?;
        self.record(|transaction, _| {
            revision.number = revision::next_number(transaction, row)?;
            revision::insert(transaction, row, &revision)
        })?;
        self.ledger.sync_mark();
        self.ledger.checkpoint();
        Ok(revision.into_row())
    }

    /// A revision as it will be written, without its number, and the story's row.
    pub(super) fn drafted(&mut self, id: &StoryId, asked: Asked) -> Result<(i64, Revision)> {
        // What is unsaved now may not be there to be named after a crash.
        self.flush()?;
        let Asked { naming: Naming { why, label, version }, then, at } = asked;
        let folder = self.folder.clone();
        let open = self.opened(id)?;
        let row = open.card.row;
        let version = version.unwrap_or(Version(open.card.version));
        let frontier = open.frontier_of(version)?;
        let fault = |fault| fault_of(fault, id, folder.path());
        let (content, story) = match then.filter(|then| then.past.version == version) {
            Some(then) => (then.content, then.past.story),
            None if version.0 == open.card.version => (open.document.content(), open.document.story().map_err(fault)?),
            None => {
                let then = open.document.at(&frontier).map_err(fault)?;
                (then.content(), then.story().map_err(fault)?)
            }
        };
        let words = self.words_since(id, (version, &story))?;
        self.opened(id)?.marked = Some((version, story));
        let (frontier, at) = (frontier.encode(), Moment(kept(at)));
        Ok((row, Revision { number: 0, version: version.0, frontier, content, at, why, label, words: Some(words) }))
    }

    /// Words that came and went since the revision at or next before `version`, or since there was nothing.
    pub(super) fn words_since(&mut self, id: &StoryId, (version, story): (Version, &Story)) -> Result<Words> {
        let folder = self.folder.clone();
        let row = self.opened(id)?.card.row;
        let sql = |error| StoreError::sql("Reading the revisions", folder.path())(error);
        let Some(before) = revision::before(self.ledger.stand()?, row, version.0).map_err(sql)? else {
            return Ok(words_between(&Story::default(), story));
        };
        if before.version == version.0 {
            return Ok(Words { added: 0, removed: 0 });
        }
        let open = self.opened(id)?;
        if let Some((marked, then)) = &open.marked
            && marked.0 == before.version
        {
            return Ok(words_between(then, story));
        }
        let frontier = open.frontier_of(Version(before.version))?;
        let then = open.document.at(&frontier).and_then(|then| then.story());
        Ok(words_between(&then.map_err(|fault| fault_of(fault, id, folder.path()))?, story))
    }

    /// The story at a version that is not on disk, or is not known at all.
    pub(crate) fn at(&mut self, id: &StoryId, version: Version) -> Result<past::Moment> {
        let folder = self.folder.clone();
        let open = self.opened(id)?;
        let Step { at, frontier, .. } = open.step_of(version)?;
        let fault = |fault| fault_of(fault, id, folder.path());
        let then = open.document.at(&frontier).map_err(fault)?;
        let story = then.story().map_err(fault)?;
        Ok(past::Moment { past: Past { version, at, story }, content: then.content() })
    }

    /// The trail of the story, and the steps after it.
    pub(crate) fn trail(&mut self, id: &StoryId) -> Result<(Vec<u8>, Vec<Step>)> {
        let open = self.opened(id)?;
        Ok((open.trail.clone(), open.recent.clone()))
    }

    /// When the next pause is long enough to make a revision.
    pub(super) fn next_pause(&self) -> Option<Instant> {
        self.edited.values().min().map(|edited| *edited + IDLE)
    }

    /// Makes a revision of a story whose writer paused, where the text is another than the newest revision's.
    pub(super) fn note_pauses(&mut self, now: Instant) {
        let paused = |edited: &Instant| now.saturating_duration_since(*edited) >= IDLE;
        // One at a time: who types in another story meanwhile is served before the next.
        let Some(id) = self.edited.iter().find(|(_, edited)| paused(edited)).map(|(id, _)| id.clone()) else { return };
        self.edited.remove(&id);
        match self.note_pause(&id) {
            Ok(()) | Err(StoreError::Damaged(_) | StoreError::NotFound { .. }) => {}
            // Tried again after the next pause.
            Err(_) => drop(self.edited.insert(id, now)),
        }
    }

    fn note_pause(&mut self, id: &StoryId) -> Result<()> {
        let folder = self.folder.clone();
        let open = self.opened(id)?;
        let (row, content, changed_at) = (open.card.row, open.document.content(), open.card.changed_at);
        let sql = |error| StoreError::sql("Reading the revisions", folder.path())(error);
        if revision::newest_content(self.ledger.stand()?, row).map_err(sql)? == Some(content) {
            return Ok(());
        }
        let naming = Naming { why: Why::Idle, label: String::new(), version: None };
        let (row, mut revision) = self.drafted(id, Asked { naming, then: None, at: changed_at.0 })?;
        self.record(|transaction, _| {
            revision.number = revision::next_number(transaction, row)?;
            revision::insert(transaction, row, &revision)
        })?;
        self.listed = true;
        Ok(())
    }
}

pub(super) fn words_between(older: &Story, newer: &Story) -> Words {
    let comparison = compare::compare(older, newer);
    Words { added: comparison.words_added, removed: comparison.words_removed }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use wirecopy_story::{Change, Splice, TextField};

    use super::*;
    use crate::open;
    use crate::writer::Edit;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).expect("within jiff's range")
    }

    fn writer(folder: &std::path::Path) -> (Writer, crate::lock::Lock) {
        let opened = open::open(folder, true, at(0)).expect("the desk opens");
        let listener = Box::new(|_| {});
        let open::Opened { folder, lock, ledger, copier, peer, unsettled, .. } = opened;
        (Writer::new(folder, ledger, peer, unsettled, listener, Arc::clone(&copier), at(0)), lock)
    }

    fn typed(writer: &mut Writer, id: &StoryId, splice: Splice, second: i64) {
        let base = writer.read(id).expect("it is there").version;
        let changes = vec![Change::Text { field: TextField::Body, splices: vec![splice] }];
        let reply = Box::new(|result: Result<crate::Ack>| assert!(result.is_ok_and(|ack| ack.on_disk), "on disk"));
        writer.edit(Edit { story: id.clone(), base, changes, at: at(second), reply });
        writer.save();
    }

    fn splice(from: u32, to: u32, insert: &str) -> Splice {
        Splice { from, to, insert: insert.to_owned() }
    }

    fn revisions(writer: &Writer, id: &StoryId) -> Vec<(Why, Timestamp, Option<u32>, Option<u32>)> {
        let rows = writer.ledger.reading.revisions(id).expect("they are there");
        rows.into_iter().map(|row| (row.why, row.at, row.words_added, row.words_removed)).collect()
    }

    #[test]
    fn two_stories_that_rest_are_named_one_after_the_other() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (mut writer, _lock) = writer(folder.path());
        let ids = ["a", "b"].map(StoryId::new);
        for id in &ids {
            writer.create(id, &Story::default(), at(1)).expect("a new story");
            typed(&mut writer, id, splice(0, 0, "Grain left."), 2);
        }
        for named in 1..=2 {
            writer.note_pauses(Instant::now() + IDLE);
            let rows: usize = ids.iter().map(|id| revisions(&writer, id).len()).sum();
            assert_eq!(rows, named, "one at a time");
        }
        assert_eq!(writer.next_pause(), None, "both have their name");
    }

    #[test]
    fn a_pause_makes_a_revision_only_after_a_real_change() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (mut writer, _lock) = writer(folder.path());
        let (id, begun) = (StoryId::new("a"), Story { body: "Grain left.".to_owned(), ..Story::default() });
        writer.create(&id, &begun, at(1)).expect("a new story");
        let later = |pauses: u32| Instant::now() + IDLE * pauses;
        writer.note_pauses(later(1));
        assert_eq!(revisions(&writer, &id), [], "beginning a story is no change, and no pause names it");
        typed(&mut writer, &id, splice(0, 5, "Wheat and barley"), 7);
        writer.note_pauses(Instant::now() + IDLE / 2);
        assert_eq!(revisions(&writer, &id), [], "a breath is no pause");
        writer.note_pauses(later(1));
        let first = (Why::Idle, at(7), Some(4), Some(0));
        assert_eq!(revisions(&writer, &id), [first], "of the moment of the last edit, counted from nothing");
        writer.note_pauses(later(2));
        assert_eq!(revisions(&writer, &id), [first], "a second pause without a change names nothing");
        typed(&mut writer, &id, splice(0, 0, "x"), 9);
        typed(&mut writer, &id, splice(0, 1, ""), 10);
        writer.note_pauses(later(3));
        assert_eq!(revisions(&writer, &id), [first], "typed and taken back is no change of text");
        typed(&mut writer, &id, splice(0, 16, "Oats"), 11);
        writer.close(&id).expect("it closes");
        writer.note_pauses(later(4));
        let second = (Why::Idle, at(11), Some(1), Some(3));
        assert_eq!(revisions(&writer, &id), [second, first], "a story that was closed meanwhile is named all the same");
    }
}
