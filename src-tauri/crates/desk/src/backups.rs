//! Backups of the whole desk: made by itself, listed, made by hand, put back.

use std::path::Path;

use wirecopy_store::BackupRow;

use crate::desk::Desk;
use crate::edge;
use crate::face::{Backup, Failure};

impl Desk {
    /// The backups in `folder`, newest first. Needs no open desk, so that a damaged one can be helped.
    ///
    /// # Errors
    /// What reading the folder may say.
    pub fn backups(folder: &Path) -> Result<Vec<Backup>, Failure> {
        let rows = wirecopy_store::backups(folder).map_err(|error| edge::store(&error))?;
        Ok(rows.into_iter().map(backup).collect())
    }

    /// Makes a backup now and proves that it can be read.
    ///
    /// # Errors
    /// What writing it may say.
    pub fn back_up(&self) -> Result<Backup, Failure> {
        self.store.back_up(self.clock.now()).map(backup).map_err(|error| edge::store(&error))
    }

    /// Puts the backup `name` in the place of the desk in `folder`, which must not be open. What it replaces is kept
    /// beside it.
    ///
    /// # Errors
    /// `desk_held`, `not_found`, and what reading the backup may say; then nothing was touched.
    pub fn restore(folder: &Path, name: &str) -> Result<(), Failure> {
        wirecopy_store::restore(folder, name).map_err(|error| edge::store(&error))
    }
}

fn backup(row: BackupRow) -> Backup {
    Backup { name: row.name, at: row.at.to_string(), bytes: row.bytes, stories: row.stories }
}
