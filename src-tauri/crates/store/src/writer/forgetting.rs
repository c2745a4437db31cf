//! History that is removed at the writer's wish: everything before one version, and nothing after.
//!
//! One transaction takes the document's earlier changes, its versions, revisions, the file it was imported from, the
//! words of other desks and of cards, and writes the search index anew; SQLite overwrites what it frees, and the log
//! is emptied. The chain goes on: its start is the snapshot that holds the rest. Backups go with the next proven one.

use jiff::Timestamp;
use loro::Frontiers;

use super::Writer;
use crate::chance::draw;
use crate::moment::{Moment, kept};
use crate::shelf::fault_of;
use crate::table::forgotten::{self, Forgotten};
use crate::table::{change, clash, desk, meeting, original, revision, search, snapshot, story};
use crate::trail::{self, Step};
use crate::{Gone, Result, StoreError, StoryId, Version, backups, words};

impl Writer {
    /// Removes what was before `version`.
    pub(crate) fn forget(&mut self, id: &StoryId, version: Version, at: Timestamp) -> Result<Gone> {
        self.flush()?;
        let folder = self.folder.clone();
        let fault = |fault| fault_of(fault, id, folder.path());
        let open = self.opened(id)?;
        let place = open.frontier_of(version)?;
        let steps = open.steps(folder.path())?;
        let known = steps.len();
        let mut steps: Vec<_> = steps.into_iter().filter(|step| step.n >= version.0).collect();
        let gone = known - steps.len();
        let (bytes, moved) = match open.document.since(&place).map_err(fault)? {
            Some(bytes) => (bytes, false),
            None => (self.made_anew(id, &mut steps)?, true),
        };
        let open = self.opened(id)?;
        let last = steps.last().ok_or(StoreError::Shut)?;
        let mut trail = Vec::new();
        trail::extend(&mut trail, None, &steps);
        let made = open.proven(last, bytes, trail);
        let row = open.card.row;
        let (entry, words) = words::entry(&open.document.story().map_err(fault)?);
        let at = Moment(kept(at));
        // The mark must not point behind rows that are about to go.
        self.ledger.settle_mark()?;
        let done = self.record(|transaction, after| {
            let forgotten = Forgotten { at, before: version.0, tick: after.tick + 1 };
            forgotten::begin(transaction, row, &forgotten)?;
            snapshot::forget(transaction, row)?;
            snapshot::insert(transaction, row, &made)?;
            change::fold(transaction, row, made.n)?;
            let revisions = revision::forget(transaction, row, version.0)?;
            if moved {
                for step in &steps {
                    revision::move_to(transaction, row, step.n, &step.frontier.encode())?;
                }
            }
            let original = original::forget(transaction, row)?;
            meeting::forget(transaction, row)?;
            clash::forget(transaction, row)?;
            search::remove(transaction, row)?;
            search::insert(transaction, row, &entry)?;
            search::rewrite(transaction)?;
            story::settle(transaction, row, words, made.n)?;
            forgotten::end(transaction, row)?;
            Ok((forgotten, revisions, original))
        });
        self.shelf.remove(id);
        let (forgotten, revisions, original) = done?;
        self.unsettled.remove(id);
        self.last_at = Some(at.0);
        self.listed = true;
        self.full_log = self.ledger.empty_log().is_err();
        let rows = backups(self.folder.path())?;
        Ok(Gone {
            row: forgotten.row(&rows),
            versions: gone as u64,
            revisions: u32::try_from(revisions).unwrap_or(u32::MAX),
            original,
            replaced: self.folder.replaced(),
            log_emptied: !self.full_log,
        })
    }

    /// The snapshot of a document that went through `steps` by itself, for one whose history cannot be cut there: what
    /// was written beside it builds on what must go. This desk writes under another peer from then on, since the old
    /// one's numbers have other meanings elsewhere.
    fn made_anew(&mut self, id: &StoryId, steps: &mut [Step]) -> Result<Vec<u8>> {
        self.change_peer()?;
        let folder = self.folder.clone();
        let fault = |fault| fault_of(fault, id, folder.path());
        let peer = desk::peer_of(draw(folder.path())?);
        let open = self.opened(id)?;
        let places: Vec<Frontiers> = steps.iter().map(|step| step.frontier.clone()).collect();
        let (anew, places) = open.document.retrace(&places, peer).map_err(fault)?;
        for (step, place) in steps.iter_mut().zip(places) {
            step.frontier = place;
        }
        anew.snapshot().map_err(fault)
    }
}
