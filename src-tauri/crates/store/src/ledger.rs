//! The write connection and what keeps it honest: the head, the mark outside, the place of the file, the ballast.
//!
//! A failed write or sync loses the handle: what the system then says of the file cannot be trusted (a page that was
//! not written may read as if it were). So it is closed, opened again, its log moved into the database with a sync of
//! its own, and its head compared with ours; what did not arrive is written again by the writer, from memory.

use std::sync::Arc;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::ballast::Ballast;
use crate::connection::{self, Use};
use crate::folder::Folder;
use crate::high_water::{self, HighWater};
use crate::key::{Key, Print};
use crate::place::Place;
use crate::reader::Reading;
use crate::table::head::{self, Head};
use crate::{Result, StoreError};

/// Below this a failed write is called a full disk whatever the system called it.
const BRIM: u64 = 64 << 10;

/// What a transaction holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    /// What must never be lost: moves the head and the mark.
    Truth,
    /// What can be made again, or whose loss nobody would mourn.
    Derived,
}

/// The only write connection.
pub(crate) struct Ledger {
    folder: Folder,
    key: Key,
    print: Print,
    connection: Option<Connection>,
    head: Head,
    attempted: Option<Head>,
    high_water: Option<HighWater>,
    place: Place,
    pub(crate) ballast: Ballast,
    pub(crate) reading: Arc<Reading>,
    /// Commits since the log was last moved into the database.
    pub(crate) commits: u32,
}

impl Ledger {
    /// Takes over a connection whose head proved right.
    pub(crate) fn new(folder: &Folder, key: Key, connection: Connection, head: Head, reading: Arc<Reading>) -> Self {
        let ballast = Ballast::new(folder);
        let mut ledger = Self {
            folder: folder.clone(),
            print: key.print(),
            key,
            connection: Some(connection),
            head,
            attempted: None,
            high_water: None,
            place: Place::of(folder),
            ballast,
            reading,
            commits: 0,
        };
        ledger.note();
        ledger
    }

    pub(crate) fn head(&self) -> Head {
        self.head
    }

    /// The connection, opened again if it was lost.
    ///
    /// # Errors
    /// What opening it again may say; [`StoreError::Moved`].
    pub(crate) fn stand(&mut self) -> Result<&mut Connection> {
        if self.connection.is_some() {
            self.still_there()?;
        }
        if self.connection.is_none() {
            self.reopen()?;
        }
        self.connection.as_mut().ok_or(StoreError::Shut)
    }

    /// One transaction, on disk when this returns `Ok`. `work` may be called twice: the ballast makes room for a
    /// second try.
    ///
    /// # Errors
    /// What writing may say. After an error the head may still have moved; [`Self::stand`] finds out.
    pub(crate) fn write<T>(
        &mut self,
        weight: Weight,
        mut work: impl FnMut(&Transaction<'_>, &mut Head) -> rusqlite::Result<T>,
    ) -> Result<T> {
        let mut result = self.attempt(weight, &mut work);
        if matches!(result, Err(StoreError::DiskFull { .. })) && self.ballast.release() {
            self.connection = None;
            result = self.attempt(weight, &mut work);
        }
        if let Err(StoreError::Io { .. } | StoreError::Damaged(_) | StoreError::DiskFull { .. }) = &result {
            self.connection = None;
        }
        result
    }

    fn attempt<T>(
        &mut self,
        weight: Weight,
        work: &mut impl FnMut(&Transaction<'_>, &mut Head) -> rusqlite::Result<T>,
    ) -> Result<T> {
        self.stand()?;
        let (before, mut after) = (self.head, self.head);
        let path = self.folder.path();
        let name = |error| name_failure(error, &self.folder);
        let connection = self.connection.as_mut().ok_or(StoreError::Shut)?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(name)?;
        if head::read(&transaction).map_err(name)? != before {
            return Err(StoreError::damaged(path, "another program wrote to it while it was open here"));
        }
        let made = work(&transaction, &mut after).map_err(name)?;
        if weight == Weight::Truth {
            after.tick += 1;
            head::put(&transaction, &after).map_err(name)?;
            self.attempted = Some(after);
        }
        transaction.commit().map_err(name)?;
        self.attempted = None;
        self.head = after;
        self.commits += 1;
        if weight == Weight::Truth {
            self.note();
        }
        self.still_there()?;
        Ok(made)
    }

    /// A commit into a file that somebody removed is no commit.
    fn still_there(&mut self) -> Result<()> {
        match self.place.check(&self.folder) {
            Err(StoreError::Moved { path }) if path == self.folder.wal() => self.leave_lost_log(path),
            result => result,
        }
    }

    /// Only the log is gone, and this connection still has it: what it holds goes into the database, and then the
    /// connection. Until that is done the connection must live, so a failure here is never one that drops it.
    fn leave_lost_log(&mut self, log: std::path::PathBuf) -> Result<()> {
        self.reading.let_go();
        let kept = self.connection.as_ref().map(|connection| connection::checkpoint(connection, self.folder.path()));
        if let Some(Err(_)) = kept {
            return Err(StoreError::Moved { path: log });
        }
        self.connection = None;
        Ok(())
    }

    fn reopen(&mut self) -> Result<()> {
        self.reading.let_go();
        let connection = connection::open(&self.folder.database(), &self.key, Use::Write)?;
        connection::checkpoint(&connection, self.folder.path())?;
        let found = head::read(&connection).map_err(|error| name_failure(error, &self.folder))?;
        if found != self.head && Some(found) != self.attempted {
            let what = format!("it ends at change {}, expected {}", found.n, self.head.n);
            return Err(StoreError::damaged(self.folder.path(), what));
        }
        self.head = found;
        self.attempted = None;
        self.place = Place::of(&self.folder);
        self.connection = Some(connection);
        self.commits = 0;
        self.note();
        Ok(())
    }

    /// Writes the mark. A mark that cannot be written stays behind the database, which is the safe side.
    fn note(&mut self) {
        if self.high_water.is_none() {
            self.high_water = HighWater::open(&self.folder.high_water()).ok();
        }
        let mark = self.head.mark(self.print);
        if self.high_water.as_mut().is_some_and(|file| file.put(&mark).is_err()) {
            self.high_water = None;
        }
    }

    /// When the mark should be synced; `None` when it is.
    pub(crate) fn mark_due(&self) -> Option<std::time::Instant> {
        self.high_water.as_ref().and_then(HighWater::due)
    }

    /// Makes the mark durable.
    pub(crate) fn sync_mark(&mut self) {
        if self.high_water.as_mut().is_some_and(|file| file.sync().is_err()) {
            self.high_water = None;
        }
    }

    /// Makes the mark durable where the head is now: rows before the head may go after this, and not before. A mark that
    /// stayed behind (its write failed) would take their absence for another desk's.
    ///
    /// # Errors
    /// What writing the mark may say.
    pub(crate) fn settle_mark(&mut self) -> Result<()> {
        if self.high_water.is_none() {
            self.note();
        }
        let path = self.folder.high_water();
        let synced = match &mut self.high_water {
            Some(file) => file.sync(),
            // It may be gone: a new one is made.
            None => high_water::replace(&path, &self.head.mark(self.print)),
        };
        synced.map_err(|error| {
            self.high_water = None;
            StoreError::io("Writing the mark", &path)(error)
        })
    }

    /// Moves the log into the database, as far as readers let it.
    pub(crate) fn checkpoint(&mut self) {
        self.commits = 0;
        let Some(connection) = &self.connection else { return };
        if connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())).is_err() {
            self.connection = None;
        }
    }

    /// Empties the log, so that nothing of what was overwritten stands in it.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when another program reads in it, and what writing may say.
    pub(crate) fn empty_log(&mut self) -> Result<()> {
        self.sync_mark();
        self.reading.let_go();
        let folder = self.folder.clone();
        connection::checkpoint(self.stand()?, folder.path())?;
        self.commits = 0;
        Ok(())
    }

    /// Empties the log and closes; the log's files go.
    ///
    /// # Errors
    /// What writing may say.
    pub(crate) fn close(&mut self) -> Result<()> {
        self.sync_mark();
        self.reading.let_go();
        let Some(connection) = self.connection.take() else { return Ok(()) };
        let emptied = connection::checkpoint(&connection, self.folder.path());
        if emptied.is_ok() {
            // Only now may SQLite remove its files: there is nothing left in them.
            let _ = connection.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false);
        }
        emptied
    }
}

fn name_failure(error: rusqlite::Error, folder: &Folder) -> StoreError {
    name_full(StoreError::sql("Saving", folder.path())(error), folder)
}

/// SQLite calls some writes that found no room an I/O error.
pub(crate) fn name_full(error: StoreError, folder: &Folder) -> StoreError {
    match error {
        StoreError::Io { .. } if folder.free_space().is_some_and(|free| free < BRIM) => {
            StoreError::DiskFull { path: folder.path().to_owned() }
        }
        error => error,
    }
}
