//! One connection to the desk's database: unlocked, and set so that a commit is on disk when it returns.
//!
//! No connection checkpoints when it is closed: a desk that is refused must stay as it was found. The writer
//! checkpoints by itself.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::key::Key;
use crate::{Result, StoreError};

/// Older ones can lose a committed row when a log is reset while another connection checkpoints.
const OLDEST_SQLITE: i32 = 3_051_003;

/// How long a connection waits for another program's lock. Short: the writer must answer meanwhile.
const PATIENCE: Duration = Duration::from_millis(400);

/// "WCPY": how file(1) and we know a desk.
pub(crate) const APPLICATION: i32 = 0x5743_5059;

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// The writer's.
    Write,
    /// A reader's.
    Read,
    /// The target of a backup: takes the source's own settings.
    Copy,
    /// A reader's of a file that nobody writes, on a medium that may be read-only.
    Frozen,
}

/// Opens the database at `path`, which must be there.
pub(crate) fn open(path: &Path, key: &Key, purpose: Use) -> Result<Connection> {
    connect(path, key, purpose).map_err(StoreError::sql("Opening the database", path.parent().unwrap_or(path)))
}

fn connect(path: &Path, key: &Key, purpose: Use) -> rusqlite::Result<Connection> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        let message = format!("expected SQLite 3.51.3 or newer, got {}", rusqlite::version());
        return Err(rusqlite::Error::SqliteFailure(
            rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_MISUSE),
            Some(message),
        ));
    }
    let plain = OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = match purpose {
        Use::Write | Use::Copy => Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | plain)?,
        Use::Read => Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | plain)?,
        Use::Frozen => {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | plain;
            Connection::open_with_flags(frozen_uri(path), flags)?
        }
    };
    connection.busy_timeout(PATIENCE)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    connection.execute_batch("PRAGMA cipher_log_level = NONE;")?;
    connection.execute_batch(&key.pragma())?;
    connection.execute_batch(
        "PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA mmap_size = 0;
         PRAGMA temp_store = MEMORY;
         PRAGMA foreign_keys = ON;
         PRAGMA recursive_triggers = ON;",
    )?;
    if purpose == Use::Write {
        connection.execute_batch(
            "PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL;
             PRAGMA fullfsync = ON;
             PRAGMA checkpoint_fullfsync = ON;
             PRAGMA wal_autocheckpoint = 256;
             PRAGMA journal_size_limit = 1048576;
             PRAGMA secure_delete = ON;",
        )?;
    }
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// SQLite takes `?`, `#` and `%` in a URI for its own.
fn frozen_uri(path: &Path) -> String {
    let text = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{text}?immutable=1")
}

/// Whether the key opens the database: the first page reads and proves right.
pub(crate) fn unlocks(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0)).map(|_| ())
}

/// Moves the log into the database and empties it.
///
/// # Errors
/// [`StoreError::Busy`] when a reader kept the log in use, and what writing may say.
pub(crate) fn checkpoint(connection: &Connection, folder: &Path) -> Result<()> {
    let busy = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
    match busy.map_err(StoreError::sql("Emptying the log", folder))? {
        0 => Ok(()),
        _ => Err(StoreError::Busy { path: folder.to_owned() }),
    }
}

/// Makes the database one file that needs no log beside it.
///
/// # Errors
/// [`StoreError::Io`] when its log stays: SQLite tells a failed change of this kind by answering with the old one.
pub(crate) fn keep_no_log(connection: &Connection, path: &Path) -> Result<()> {
    let sql = StoreError::sql("Taking the log away", path.parent().unwrap_or(path));
    let mode: String = connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0)).map_err(sql)?;
    if mode == "delete" {
        return Ok(());
    }
    let error = std::io::Error::other(format!("expected the database to be without a log, it has one (`{mode}`)"));
    Err(StoreError::io("Taking the log away", path)(error))
}

pub(crate) fn cipher_version() -> Option<String> {
    let connection = Connection::open_in_memory().ok()?;
    connection.query_row("PRAGMA cipher_version", [], |row| row.get(0)).ok()
}
