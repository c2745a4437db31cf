//! Opening a desk: refuse what must be refused before anything is touched, make what is not there, prove what is.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::Connection;

use crate::backup::Copier;
use crate::ballast::Ballast;
use crate::chance::draw;
use crate::check::{self, Depth};
use crate::connection::{self, APPLICATION, Use};
use crate::folder::{Folder, create_private, sync_dir};
use crate::high_water::{self, Found};
use crate::key::{self, Key};
use crate::ledger::{Ledger, name_full};
use crate::lock::{self, Lock};
use crate::moment::Moment;
use crate::reader::Reading;
use crate::table::head::{self, Head};
use crate::table::{desk, story};
use crate::{KeyFault, Result, StoreError, StoryId, backups, migrate, network, seal};

/// A database up to this size is checked in structure after the program ended without shutting it.
const CHECKED_AT_ONCE: u64 = 64 << 20;

/// A desk that may be used.
pub(crate) struct Opened {
    pub folder: Folder,
    pub lock: Lock,
    pub ledger: Ledger,
    pub reading: Arc<Reading>,
    pub copier: Arc<Copier>,
    /// Signs the changes of this desk.
    pub peer: u64,
    /// Stories whose words and search index are behind.
    pub unsettled: Vec<StoryId>,
}

/// Opens the desk at `path`.
pub(crate) fn open(path: &Path, create: bool, at: Timestamp) -> Result<Opened> {
    let folder = Folder::new(path);
    network::refuse(folder.path())?;
    if !create && !folder.database().exists() && !has_traces(&folder) {
        return Err(StoreError::NotFound { what: "a desk", name: path.display().to_string() });
    }
    folder.make()?;
    let lock = lock::take(&folder, at)?;
    let found = high_water::read(&folder.high_water());
    let found = found.map_err(StoreError::io("Reading the mark", &folder.high_water()))?;
    let size = std::fs::metadata(folder.database()).ok().map(|file| file.len());
    let key = match size {
        None if has_traces(&folder) => {
            let gone = StoreError::damaged(folder.path(), "its database desk.sqlite is missing");
            return Err(match key::read(&folder) {
                Ok(key) => explain(&folder, &Reading::new(&folder, key), &found, gone),
                Err(_) => gone,
            });
        }
        None => key::make(&folder)?,
        Some(_) => key::read(&folder)?,
    };
    let reading = Arc::new(Reading::new(&folder, key.clone()));
    let copier = Arc::new(Copier::new(&folder, key.clone()));
    let mut begun = begin(&folder, &key, &found, size, &copier, at).map_err(|error| name_full(error, &folder));
    if matches!(begun, Err(StoreError::DiskFull { .. })) && Ballast::new(&folder).release() {
        begun = begin(&folder, &key, &found, size, &copier, at);
    }
    let (connection, head) = begun.map_err(|error| explain(&folder, &reading, &found, error))?;
    let sql = |error| StoreError::sql("Reading the desk", folder.path())(error);
    let peer = desk::peer(&connection).map_err(sql)?;
    let unsettled = story::unsettled(&connection).map_err(sql)?;
    key::heal(&folder, &key)?;
    let ledger = Ledger::new(&folder, key, connection, head, Arc::clone(&reading));
    ledger.ballast.make();
    Ok(Opened { folder, lock, ledger, reading, copier, peer, unsettled })
}

/// Whether a desk once was here, whatever became of its database.
fn has_traces(folder: &Folder) -> bool {
    folder.high_water().exists() || backups(folder.path()).is_ok_and(|rows| !rows.is_empty())
}

/// Connects, makes or migrates what is needed, proves the head, and gives the desk its seal.
fn begin(
    folder: &Folder,
    key: &Key,
    found: &Found,
    size: Option<u64>,
    copier: &Copier,
    at: Timestamp,
) -> Result<(Connection, Head)> {
    let path = folder.path();
    let finished = matches!(found, Found::Mark(_));
    if let Found::Mark(mark) = found
        && mark.print != key.print()
    {
        let fault = KeyFault::Other { expected: mark.print.to_string(), got: key.print().to_string() };
        return Err(StoreError::Key { path: path.to_owned(), fault });
    }
    match size {
        Some(0) if finished => return Err(StoreError::damaged(path, "its database desk.sqlite is empty")),
        Some(_) => {}
        None => {
            let database = folder.database();
            let made = create_private(&database).and_then(|_| sync_dir(path));
            made.map_err(StoreError::io("Making the database", &database))?;
        }
    }
    let unclean = std::fs::metadata(folder.wal()).is_ok_and(|log| log.len() > 0);
    let mut connection = connection::open(&folder.database(), key, Use::Write)?;
    let sql = |error| StoreError::sql("Opening the desk", path)(error);
    connection::unlocks(&connection).map_err(sql)?;
    bring_up(&mut connection, finished, copier, at, path)?;
    let head = match head::read(&connection) {
        Err(rusqlite::Error::QueryReturnedNoRows) if !finished => seed(&mut connection, at, path)?,
        head => head.map_err(sql)?,
    };
    check::mark(found, &connection, path)?;
    check::totals(&connection, path)?;
    if unclean && size.is_some_and(|size| size <= CHECKED_AT_ONCE) {
        check::structure(&connection, "quick_check", path)?;
    }
    if !finished {
        remark(folder, key, &connection, &head)?;
    }
    seal::settle(&mut connection, folder)?;
    Ok((connection, head))
}

/// Makes the format the newest: from nothing, or from an older one after a backup.
fn bring_up(connection: &mut Connection, finished: bool, copier: &Copier, at: Timestamp, path: &Path) -> Result<()> {
    let sql = |error| StoreError::sql("Opening the desk", path)(error);
    let (got, known) = (migrate::format(connection).map_err(sql)?, migrate::newest());
    if got > known {
        return Err(StoreError::Newer { path: path.to_owned(), known, got });
    }
    if got == 0 && finished {
        return Err(StoreError::damaged(path, "its database has no tables"));
    }
    if got > 0 && migrate::application(connection).map_err(sql)? != APPLICATION {
        return Err(StoreError::damaged(path, "desk.sqlite is not the database of a desk"));
    }
    if got > 0 && got < known {
        copier.make(at)?;
    }
    if got < known {
        migrate::migrate(connection, migrate::STEPS).map_err(sql)?;
    }
    Ok(())
}

/// The first rows of a new desk.
fn seed(connection: &mut Connection, at: Timestamp, path: &Path) -> Result<Head> {
    let (id, peer) = (draw(path)?, draw(path)?);
    let write = |connection: &mut Connection| {
        let transaction = connection.transaction()?;
        desk::insert(&transaction, id, desk::peer_of(peer), Moment(at))?;
        head::insert(&transaction, &Head::START)?;
        transaction.commit()
    };
    write(connection).map_err(StoreError::sql("Making the desk", path))?;
    connection::checkpoint(connection, path)?;
    Ok(Head::START)
}

/// Makes the mark anew where it is missing or does not read: only for a database that proves right as a whole. Whether
/// its end was lost before cannot be known then, so its writer gets a new peer.
fn remark(folder: &Folder, key: &Key, connection: &Connection, head: &Head) -> Result<()> {
    let path = folder.path();
    if *head != Head::START {
        check::whole(connection, Depth::All, path)?;
        desk::set_peer(connection, desk::peer_of(draw(path)?)).map_err(StoreError::sql("Opening the desk", path))?;
    }
    let mark = folder.high_water();
    high_water::replace(&mark, &head.mark(key.print())).map_err(StoreError::io("Writing the mark", &mark))
}

/// Adds to a damage what can still be read and where the last good backup is.
pub(crate) fn explain(folder: &Folder, reading: &Reading, found: &Found, error: StoreError) -> StoreError {
    let StoreError::Damaged(mut damage) = error else { return error };
    let key = reading.key();
    if !matches!(found, Found::Mark(_))
        && reading.with(|connection, path| connection::unlocks(connection).map_err(StoreError::sql("", path))).is_err()
    {
        // Without a mark nothing says whose key this is.
        damage.what = format!("{}; or desk.key (print {}) is the key of another desk", damage.what, key.print());
    }
    damage.readable = Some(readable(reading));
    damage.backup = Copier::new(folder, key).newest_sound();
    StoreError::Damaged(damage)
}

/// How many stories still prove right. Each in a transaction of its own: a connection that met a damaged page reads
/// nothing more.
fn readable(reading: &Reading) -> u32 {
    let rows = reading.rows().unwrap_or_default();
    let sound = rows.iter().filter(|row| reading.story(&row.id).is_ok()).count();
    u32::try_from(sound).unwrap_or(u32::MAX)
}
