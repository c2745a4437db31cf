//! One desk, one program: an operating-system lock on `.lock`, with the holder's name inside for the one who waits.
//!
//! The lock goes with the process, however it ends; a `.lock` file that lies about is no lock.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use jiff::Timestamp;

use crate::folder::Folder;
use crate::{Result, StoreError};

/// Who has a desk open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Process id; 0 when it could not be read.
    pub pid: u32,
    /// Name of the machine; empty when it could not be read.
    pub host: String,
    /// Since when.
    pub since: Option<Timestamp>,
}

impl std::fmt::Display for Holder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.pid {
            0 => formatter.write_str("another program")?,
            pid => write!(formatter, "process {pid}")?,
        }
        if !self.host.is_empty() {
            write!(formatter, " on {}", self.host)?;
        }
        match self.since {
            Some(since) => write!(formatter, " since {since}"),
            None => Ok(()),
        }
    }
}

/// The lock, held as long as this lives.
pub(crate) struct Lock {
    _file: File,
}

/// Somebody who only looks ([`holder`]) has the lock for a moment: try again this often.
const TRIES: u32 = 10;
const PAUSE: Duration = Duration::from_millis(20);

/// Takes the lock.
///
/// # Errors
/// [`StoreError::Held`] when another program has it.
pub(crate) fn take(folder: &Folder, at: Timestamp) -> Result<Lock> {
    let path = folder.lock();
    let fault = |error| StoreError::io("Locking the desk", folder.path())(error);
    let mut options = std::fs::OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&path).map_err(fault)?;
    for attempt in 1..=TRIES {
        match file.try_lock() {
            Ok(()) => break,
            Err(TryLockError::WouldBlock) if attempt < TRIES => sleep(PAUSE),
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::Held { path: folder.path().to_owned(), holder: Some(read(&mut file)) });
            }
            Err(TryLockError::Error(error)) => return Err(fault(error)),
        }
    }
    // Who holds it is a courtesy to the next one: a full disk must not keep the desk shut.
    let _ = sign(&mut file, at);
    Ok(Lock { _file: file })
}

/// Who has the desk in `folder` open; `None` when nobody has.
pub fn holder(folder: &Path) -> Option<Holder> {
    let mut file = File::open(Folder::new(folder).lock()).ok()?;
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) => Some(read(&mut file)),
        Ok(()) | Err(TryLockError::Error(_)) => None,
    }
}

fn sign(file: &mut File, at: Timestamp) -> std::io::Result<()> {
    let text = format!("pid {}\nhost {}\nsince {at}\n", std::process::id(), host());
    file.set_len(0)?;
    file.seek(SeekFrom::Start(0))?;
    file.write_all(text.as_bytes())
}

fn read(file: &mut File) -> Holder {
    let mut text = String::new();
    // Unreadable is not unlocked: the desk is held all the same.
    let _ = file.seek(SeekFrom::Start(0)).and_then(|_| file.take(1024).read_to_string(&mut text));
    let word = |key: &str| text.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_default().trim().to_owned();
    Holder { pid: word("pid ").parse().unwrap_or(0), host: word("host "), since: word("since ").parse().ok() }
}

fn host() -> String {
    #[cfg(unix)]
    return rustix::system::uname().nodename().to_string_lossy().into_owned();
    #[cfg(not(unix))]
    std::env::var("COMPUTERNAME").unwrap_or_default()
}
