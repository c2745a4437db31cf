//! What is done when nobody types: trying again, folding, settling, the mark, the log, backups, and the end.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::{BACK_OFF, Haste, Writer};
use crate::ledger::Weight;
use crate::table::{change, snapshot};
use crate::{Farewell, Result, StoryId};

/// After this much quiet long stories are folded and the log is moved into the database.
const PAUSE: Duration = Duration::from_millis(100);
/// After this much quiet words and the search index follow.
const REST: Duration = Duration::from_millis(500);
/// Folded when the writer pauses; folded in any case.
const LONG: usize = 200;
const LONGEST: usize = 400;
/// Commits after which the log is moved into the database when the writer pauses.
const LOG: u32 = 32;
const BACKUP: Duration = Duration::from_mins(15);
const BALLAST: Duration = Duration::from_mins(1);

impl Writer {
    /// When the thread must wake without an order; `None`: only for an order.
    pub(super) fn wake_at(&self) -> Option<Instant> {
        if let Some(trouble) = &self.trouble {
            return Some(trouble.next);
        }
        let due = [
            (self.ledger.commits >= LOG).then(|| self.last_edit + PAUSE),
            (!self.shelf.long(LONG).is_empty()).then(|| self.leisure.max(self.last_edit + PAUSE)),
            (!self.unsettled.is_empty()).then(|| self.leisure.max(self.last_edit + REST)),
            self.next_pause(),
            self.ledger.mark_due(),
            self.needs_backup().then(|| self.last_backup + BACKUP),
            Some(self.last_ballast + BALLAST),
        ];
        due.into_iter().flatten().min()
    }

    /// Does what is due now that nobody types.
    pub(super) fn quiet(&mut self) {
        let now = Instant::now();
        if self.trouble.as_ref().is_some_and(|trouble| now >= trouble.next) {
            // Told by an event, good or bad.
            let _ = self.flush();
        }
        if self.trouble.is_some() {
            return;
        }
        self.on_time();
        if now >= self.last_edit + PAUSE {
            self.fold_long(LONG);
            if self.ledger.commits >= LOG {
                self.ledger.checkpoint();
            }
        }
        if now >= self.leisure.max(self.last_edit + REST) && self.settle(Haste::None) {
            self.listed = true;
        }
        self.note_pauses(now);
        if now >= self.last_ballast + BALLAST {
            self.ledger.reading.tidy(now);
            self.last_ballast = now;
            self.ledger.ballast.make();
            if self.full_log {
                self.full_log = self.ledger.empty_log().is_err();
            }
        }
        self.tell_list();
    }

    /// What must be done on time even for somebody who never pauses.
    pub(super) fn on_time(&mut self) {
        let now = Instant::now();
        if self.ledger.mark_due().is_some_and(|due| now >= due) {
            self.ledger.sync_mark();
        }
        if self.needs_backup() && (now >= self.last_backup + BACKUP || self.is_a_quarter_later()) {
            self.back_up_aside();
        }
    }

    /// Folds stories that were typed in without a pause, after the answers are out.
    pub(super) fn fold_the_longest(&mut self) {
        self.fold_long(LONGEST);
    }

    /// Folds stories of at least `steps` changes. One that cannot be folded keeps its changes as rows and loses
    /// nothing; it is loaded anew before it is tried again.
    fn fold_long(&mut self, steps: usize) {
        if self.trouble.is_some() || Instant::now() < self.leisure {
            return;
        }
        for id in self.shelf.long(steps) {
            if self.fold(&id).is_err() {
                self.shelf.remove(&id);
                self.leisure = Instant::now() + BACK_OFF;
                return;
            }
        }
    }

    /// Puts the story's changes into a snapshot and removes their rows.
    pub(super) fn fold(&mut self, id: &StoryId) -> Result<()> {
        self.flush()?;
        let folder = self.folder.clone();
        let Some(open) = self.shelf.get(id) else { return Ok(()) };
        let Some(made) = open.snapshot(folder.path())? else { return Ok(()) };
        let row = open.card.row;
        // The mark must not point behind rows that are about to go.
        self.ledger.settle_mark()?;
        self.ledger.write(Weight::Derived, |transaction, _| {
            snapshot::insert(transaction, row, &made)?;
            snapshot::fold(transaction, row, made.n)?;
            change::fold(transaction, row, made.n)
        })?;
        if let Some(open) = self.shelf.get(id) {
            open.folded(made);
        }
        Ok(())
    }

    fn needs_backup(&self) -> bool {
        self.last_at.is_some() && self.backed_tick != Some(self.ledger.head().tick)
    }

    /// Whether the edits' own moments say that a quarter of an hour went by: the machine may have slept meanwhile.
    fn is_a_quarter_later(&self) -> bool {
        let since = |at: Timestamp| at.duration_since(self.last_backup_at).unsigned_abs();
        self.last_at.is_some_and(|at| since(at) >= BACKUP)
    }

    /// A backup on a thread of its own. One that fails is tried again in a minute.
    fn back_up_aside(&mut self) {
        let Some(at) = self.last_at else { return };
        self.backed_up(at);
        let copier = Arc::clone(&self.copier);
        let started =
            std::thread::Builder::new().name("store-backup".to_owned()).spawn(move || copier.make(at).is_ok());
        if started.is_err() {
            self.backed_tick = None;
        }
    }

    /// A backup was made: the next one is due in a quarter of an hour.
    pub(crate) fn backed_up(&mut self, at: Timestamp) {
        self.last_backup = Instant::now();
        self.last_backup_at = at;
        self.backed_tick = Some(self.ledger.head().tick);
    }

    /// Everything that can be done is done; what could not is told.
    pub(super) fn shut(&mut self, at: Timestamp) -> Farewell {
        let mut farewell = Farewell { error: self.end(), ..Farewell::default() };
        farewell.unsaved = self.unsaved.iter().map(|unsaved| unsaved.story.clone()).collect();
        farewell.unsaved.dedup();
        // What the newest backup holds is asked anew: one made aside may have failed.
        let changed = crate::backups::newest_tick(&self.folder) != Some(self.ledger.head().tick);
        if changed && self.ledger.head().tick > 0 {
            match self.copier.make(at) {
                Ok(row) => farewell.backup = Some(row),
                Err(error) => farewell.error = farewell.error.or(Some(error)),
            }
        }
        farewell
    }

    /// Saves, settles, folds and closes. The first thing that went wrong.
    pub(super) fn end(&mut self) -> Option<crate::StoreError> {
        let mut error = self.flush().err();
        if error.is_none() {
            self.settle(Haste::Search);
            for id in self.shelf.ids() {
                error = error.or(self.fold(&id).err());
            }
        }
        error.or(self.ledger.close().err())
    }
}
