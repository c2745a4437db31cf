//! Putting a backup in the place of the desk.
//!
//! Nothing is deleted: what stood there goes into `replaced-<n>`. At every step the folder holds either the old desk,
//! or one that is refused as damaged, or the new one; never an empty place that would be taken for a new desk.

use std::fs;
use std::path::Path;

use crate::backup::prove;
use crate::chance::draw;
use crate::check::Depth;
use crate::connection::{self, Use};
use crate::folder::{Folder, create_private, sync_dir};
use crate::key::{self, Key};
use crate::table::desk;
use crate::table::head::{self, Head};
use crate::{Result, StoreError, backups, high_water, lock};

/// Puts the backup `name` in the place of the desk in `folder`, which must not be open.
///
/// # Errors
/// [`StoreError::Held`], [`StoreError::NotFound`], [`StoreError::Key`], [`StoreError::Damaged`] when the backup itself
/// does not prove right: nothing was touched. What moving files may say: do it again, nothing is lost.
pub fn restore(folder: &Path, name: &str) -> Result<()> {
    let folder = Folder::new(folder);
    let row = backups(folder.path())?.into_iter().find(|row| row.name == name);
    let row = row.ok_or_else(|| StoreError::NotFound { what: "a backup", name: name.to_owned() })?;
    let _lock = lock::take(&folder, row.at)?;
    let key = key::read(&folder)?;
    let backup = folder.backups().join(&row.name);
    prove(&backup, &key, Depth::All)?;
    let incoming = folder.path().join("desk.sqlite.incoming");
    let head = prepare(&backup, &incoming, &key)?;
    keep_replaced(&folder)?;
    put(&folder, &incoming, &key, &head)
}

/// A copy of the backup, ready to be the desk.
fn prepare(backup: &Path, incoming: &Path, key: &Key) -> Result<Head> {
    let fault = |error| StoreError::io("Copying the backup", incoming)(error);
    // A log that an earlier try left would be read as this copy's own.
    for left in ["", "-wal", "-shm", "-journal"] {
        let left = incoming.with_file_name(format!("{}{left}", incoming.file_name().unwrap_or_default().display()));
        match fs::remove_file(left) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(fault(error)),
            _ => {}
        }
    }
    let mut from = fs::File::open(backup).map_err(fault)?;
    let mut to = create_private(incoming).map_err(fault)?;
    std::io::copy(&mut from, &mut to).and_then(|_| to.sync_all()).map_err(fault)?;
    drop(to);
    let folder = incoming.parent().unwrap_or(incoming);
    let connection = connection::open(incoming, key, Use::Copy)?;
    // What is changed here must be in the file that is put in place.
    connection::keep_no_log(&connection, incoming)?;
    let sql = |error| StoreError::sql("Preparing the backup", folder)(error);
    // The desk goes back in time: what its old peer signed after that moment must not be signed again.
    desk::set_peer(&connection, desk::peer_of(draw(folder)?)).map_err(sql)?;
    head::read(&connection).map_err(sql)
}

/// Moves the log away and links the rest, so that what stood there stays and the place is never empty.
fn keep_replaced(folder: &Folder) -> Result<()> {
    let kept = folder.next_replaced();
    let fault = |error| StoreError::io("Keeping the replaced desk", &kept)(error);
    let here = Folder::new(&kept);
    here.make()?;
    for (from, to) in [(folder.wal(), here.wal()), (folder.shm(), here.shm())] {
        if from.exists() {
            fs::rename(&from, &to).map_err(fault)?;
        }
    }
    for (from, to) in [(folder.database(), here.database()), (folder.high_water(), here.high_water())] {
        if from.exists() && fs::hard_link(&from, &to).is_err() {
            fs::copy(&from, &to).map_err(fault)?;
        }
    }
    sync_dir(&kept).and_then(|()| sync_dir(folder.path())).map_err(fault)
}

fn put(folder: &Folder, incoming: &Path, key: &Key, head: &Head) -> Result<()> {
    let fault = |error| StoreError::io("Putting the backup in place", folder.path())(error);
    fs::rename(incoming, folder.database()).map_err(fault)?;
    high_water::replace(&folder.high_water(), &head.mark(key.print())).map_err(fault)?;
    sync_dir(folder.path()).map_err(fault)
}
