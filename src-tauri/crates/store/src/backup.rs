//! Making a backup: SQLite's own copy of one moment, under the same key, proven before it gets its name.
//!
//! Runs beside the writer, on connections of its own; a copy that does not prove right never appears in the list.

use std::fs::{self, File};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use crate::backups::{Named, holding, surplus};
use crate::check::{self, Depth};
use crate::connection::{self, Use};
use crate::folder::{Folder, create_private, sync_dir};
use crate::key::Key;
use crate::table::forgotten::{self, Forgotten};
use crate::table::head::{self, Head};
use crate::table::story;
use crate::{BackupRow, Result, StoreError, backups, migrate};

/// Stories whose hashes are recomputed in each backup.
const SAMPLE: usize = 64;
const PAGES: i32 = 1024;
const PATIENCE: Duration = Duration::from_secs(10);
const MAKING: &str = ".making-";

/// Makes backups of one desk, one at a time.
pub(crate) struct Copier {
    folder: Folder,
    key: Key,
    busy: Mutex<()>,
}

impl Copier {
    pub(crate) fn new(folder: &Folder, key: Key) -> Self {
        Self { folder: folder.clone(), key, busy: Mutex::new(()) }
    }

    /// Copies what is on disk now.
    ///
    /// # Errors
    /// What reading, writing or proving may say; then there is no new backup.
    pub(crate) fn make(&self, at: Timestamp) -> Result<BackupRow> {
        let _turn = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        self.folder.make_backups()?;
        clear(&self.folder);
        let making = self.folder.backups().join(format!("{MAKING}{}", std::process::id()));
        let made = self.copy(&making, at);
        if made.is_err() {
            clear(&self.folder);
        }
        let (row, forgotten) = made?;
        self.thin(&row);
        if let Some(forgotten) = forgotten {
            self.forget(&row, &forgotten);
        }
        Ok(row)
    }

    /// The newest backup that proves right, looking through the newest few.
    pub(crate) fn newest_sound(&self) -> Option<BackupRow> {
        let rows = backups(self.folder.path()).ok()?;
        rows.into_iter()
            .take(8)
            .find(|row| prove(&self.folder.backups().join(&row.name), &self.key, Depth::All).is_ok())
    }

    fn copy(&self, making: &Path, at: Timestamp) -> Result<(BackupRow, Option<Forgotten>)> {
        let fault = |error| StoreError::io("Writing a backup", making)(error);
        let source = connection::open(&self.folder.database(), &self.key, Use::Read)?;
        let sql = |error| StoreError::sql("Copying the database", self.folder.path())(error);
        // A transaction keeps the source at one moment; without it each commit would start the copy anew.
        source.execute_batch("BEGIN").map_err(sql)?;
        let head = head::read(&source).map_err(sql)?;
        let (stories, _) = story::totals(&source).map_err(sql)?;
        let forgets = migrate::format(&source).map_err(sql)? >= forgotten::SINCE;
        let forgotten = if forgets { forgotten::newest(&source).map_err(sql)? } else { None };
        drop(create_private(making).map_err(fault)?);
        let mut target = connection::open(making, &self.key, Use::Copy)?;
        run(&source, &mut target, self.folder.path())?;
        // While it reads, the log cannot begin anew; proving the copy takes longer than making it.
        drop(source);
        connection::keep_no_log(&target, making)?;
        drop(target);
        if prove(making, &self.key, Depth::Newest(SAMPLE))? != head {
            return Err(StoreError::damaged(&self.folder.backups(), "a backup ends elsewhere than the desk"));
        }
        let named = Named { at, stories, tick: head.tick };
        let name = named.file_name();
        File::open(making).and_then(|file| file.sync_all()).map_err(fault)?;
        let path = self.folder.backups().join(&name);
        fs::rename(making, &path).and_then(|()| sync_dir(&self.folder.backups())).map_err(fault)?;
        let bytes = fs::metadata(&path).map_err(fault)?.len();
        let row = BackupRow { name, at: Timestamp::from_second(at.as_second()).unwrap_or(at), bytes, stories };
        Ok((row, forgotten))
    }

    /// Removes the backups that still hold what was forgotten, now that `newest` is proven. What the database says of it
    /// stays, so that one that cannot be removed, or a program that ended before, is made good by the next backup.
    fn forget(&self, newest: &BackupRow, forgotten: &Forgotten) {
        let Ok(rows) = backups(self.folder.path()) else { return };
        let goes = |name: &String| *name != newest.name && !self.forgot(name, forgotten);
        let gone: Vec<_> = holding(&rows, forgotten).into_iter().filter(goes).collect();
        // What stays may be the only one: not a sample of it must prove right, but every story.
        if gone.is_empty() || prove(&self.folder.backups().join(&newest.name), &self.key, Depth::All).is_err() {
            return;
        }
        for name in gone {
            let _ = fs::remove_file(self.folder.backups().join(name));
        }
        let _ = sync_dir(&self.folder.backups());
    }

    /// Whether the backup `name` was made after that forgetting, whatever the clock said.
    fn forgot(&self, name: &str, forgotten: &Forgotten) -> bool {
        let sql = StoreError::sql("Reading a backup", self.folder.path());
        let opened = connection::open(&self.folder.backups().join(name), &self.key, Use::Frozen);
        opened.and_then(|backup| forgotten::newest(&backup).map_err(sql)).is_ok_and(|newest| newest == Some(*forgotten))
    }

    /// Removes what retention does not keep, but never `newest`: by a clock that was put back it may be the oldest.
    /// Failing is no failure: the next time takes it.
    fn thin(&self, newest: &BackupRow) {
        let Ok(rows) = backups(self.folder.path()) else { return };
        for name in surplus(&rows).into_iter().filter(|name| *name != newest.name) {
            let _ = fs::remove_file(self.folder.backups().join(name));
        }
    }
}

fn run(source: &Connection, target: &mut Connection, folder: &Path) -> Result<()> {
    let sql = |error| StoreError::sql("Copying the database", folder)(error);
    let backup = Backup::new(source, target).map_err(sql)?;
    let began = Instant::now();
    loop {
        match backup.step(PAGES).map_err(sql)? {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            StepResult::Busy | StepResult::Locked if began.elapsed() < PATIENCE => sleep(Duration::from_millis(20)),
            _ => return Err(StoreError::Busy { path: folder.to_owned() }),
        }
    }
}

/// Checks a backup in full and gives its head.
pub(crate) fn prove(path: &Path, key: &Key, depth: Depth) -> Result<Head> {
    let folder = path.parent().unwrap_or(path);
    let connection = connection::open(path, key, Use::Read)?;
    check::pages(&connection, folder)?;
    check::whole(&connection, depth, folder)?;
    head::read(&connection).map_err(StoreError::sql("Reading a backup", folder))
}

/// Removes copies that were never finished.
fn clear(folder: &Folder) {
    let Ok(entries) = fs::read_dir(folder.backups()) else { return };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(MAKING) {
            let _ = fs::remove_file(entry.path());
        }
    }
}
