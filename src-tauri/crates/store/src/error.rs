//! Every way the store can refuse or fail, each a sentence for people and a stable code for programs.
//!
//! Each says what was expected, what was found, where, and what to do. Values are cloneable, because the same failure
//! answers a call and goes to the listener.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;
use wirecopy_story::SpliceError;

use crate::{BackupRow, BundleFault, Holder, StoryId, Version};

/// A refusal or failure of the store.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StoreError {
    /// Another program has the desk open.
    #[error(
        "The desk in {} is already open{}. Close it there first, or choose another desk.",
        path.display(),
        holder.as_ref().map(|holder| format!(" in {holder}")).unwrap_or_default()
    )]
    Held {
        /// Folder of the desk.
        path: PathBuf,
        /// Who has it, where that could be read.
        holder: Option<Holder>,
    },
    /// A newer program wrote the desk.
    #[error(
        "The desk in {} was written by a newer Wirecopy: expected format {known} or older, got {got}. Nothing was \
         touched; open it with the newer program.",
        path.display()
    )]
    Newer {
        /// Folder of the desk.
        path: PathBuf,
        /// Newest format that this program knows.
        known: u32,
        /// Format of the desk.
        got: u32,
    },
    /// The key does not open the desk.
    #[error("The desk in {} cannot be unlocked: {fault}. Nothing was touched.", path.display())]
    Key {
        /// Folder of the desk.
        path: PathBuf,
        /// What is wrong with the key.
        fault: KeyFault,
    },
    /// What is on disk is not what was written.
    #[error("{0}")]
    Damaged(Box<Damage>),
    /// The folder lies on another machine.
    #[error(
        "The desk in {} lies on a network file system ({kind}), where a database can lose text. Choose a folder on \
         this machine; nothing was touched.",
        path.display()
    )]
    NetworkFileSystem {
        /// Folder of the desk.
        path: PathBuf,
        /// `NFS`, `SMB`, `sshfs`.
        kind: String,
    },
    /// No space left.
    #[error("The disk under {} is full. Your text is safe in memory; make room, or save a copy elsewhere.", path.display())]
    DiskFull {
        /// Folder of the desk.
        path: PathBuf,
    },
    /// The place cannot be written.
    #[error("{} cannot be written: it is read-only, or belongs to somebody else.", path.display())]
    ReadOnly {
        /// Folder of the desk.
        path: PathBuf,
    },
    /// The database file is not where it was opened.
    #[error(
        "{} was moved, replaced or deleted while the desk was open. Your text is safe in memory; put the file back, or \
         save a copy elsewhere.",
        path.display()
    )]
    Moved {
        /// The file.
        path: PathBuf,
    },
    /// Another program keeps the database locked.
    #[error("Another program keeps the database in {} locked. Close it; saving is tried again each second.", path.display())]
    Busy {
        /// Folder of the desk.
        path: PathBuf,
    },
    /// There is no such thing on this desk.
    #[error("expected {what} of this desk, got {name:?}")]
    NotFound {
        /// `a story`, `a backup`, `a desk`.
        what: &'static str,
        /// What was asked for.
        name: String,
    },
    /// There is one already.
    #[error("expected the identity of a new story, got {id}, which is already on this desk")]
    Exists {
        /// Which story.
        id: StoryId,
    },
    /// A change does not fit its text.
    #[error(transparent)]
    Splice(#[from] SpliceError),
    /// The version an edit builds on is not one of the story.
    #[error("expected a version of the story {story} (the newest is {newest}), got {got}")]
    Base {
        /// Which story.
        story: StoryId,
        /// Its newest version.
        newest: Version,
        /// What was named.
        got: Version,
    },
    /// A text grew beyond what the desk keeps.
    #[error("expected at most {limit} bytes in {field}, got {got}")]
    TooLong {
        /// `headline`, `summary`, `body` or the name of another field.
        field: &'static str,
        /// Most bytes.
        limit: usize,
        /// Bytes it would have.
        got: usize,
    },
    /// A bundle of another desk is not taken, or none can be made.
    #[error("{0}. Nothing was added.")]
    Bundle(#[from] BundleFault),
    /// The machine failed at a read or a write.
    #[error("{doing} failed in {}: {message}", path.display())]
    Io {
        /// What was being done: `Writing the key`.
        doing: &'static str,
        /// File or folder.
        path: PathBuf,
        /// What the system said.
        message: String,
    },
    /// The store was shut, or its writer died.
    #[error("The desk is shut.")]
    Shut,
}

/// What is wrong with a key.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum KeyFault {
    /// The key file is gone.
    #[error("its key file desk.key is missing. Put it back from wherever the folder was copied")]
    Missing,
    /// The key file does not read as one.
    #[error("line {line} of desk.key does not read as {expected}. Put the file back from a copy")]
    Unreadable {
        /// Line, from 1.
        line: usize,
        /// What should stand there.
        expected: &'static str,
    },
    /// The key belongs to another desk.
    #[error("desk.key is the key {got} of another desk, expected the key {expected}")]
    Other {
        /// Print of the desk's key, hex.
        expected: String,
        /// Print of the key that is there, hex.
        got: String,
    },
    /// Only a passphrase would open it.
    #[error("it is locked in a way this program does not know ({lock}); open it with a newer Wirecopy")]
    Locked {
        /// Word in the key file.
        lock: String,
    },
}

/// What is known of a damaged desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// Folder of the desk.
    pub path: PathBuf,
    /// What was found, as a clause: `the last 3 changes are missing`.
    pub what: String,
    /// Stories that still read and prove right, where that was tried.
    pub readable: Option<u32>,
    /// Newest backup that proves right, where that was tried.
    pub backup: Option<BackupRow>,
}

impl std::fmt::Display for Damage {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "The desk in {} is damaged: {}.", self.path.display(), self.what)?;
        match self.readable {
            Some(0) => write!(formatter, " No story of it can be read any more.")?,
            Some(1) => write!(formatter, " One story can still be read.")?,
            Some(stories) => write!(formatter, " {stories} stories can still be read.")?,
            None => {}
        }
        match &self.backup {
            Some(backup) => write!(
                formatter,
                " The last good backup is of {} with {} {}: {}. Restoring it keeps the damaged files beside it.",
                backup.at.strftime("%-d %B %Y, %H:%M UTC"),
                backup.stories,
                if backup.stories == 1 { "story" } else { "stories" },
                backup.name
            ),
            None => write!(formatter, " Nothing was changed."),
        }
    }
}

impl StoreError {
    /// A stable word for programs: `desk_held`, `disk_full`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Held { .. } => "desk_held",
            Self::Newer { .. } => "desk_newer",
            Self::Key { .. } => "desk_key",
            Self::Damaged(_) => "desk_damaged",
            Self::NetworkFileSystem { .. } => "desk_network",
            Self::DiskFull { .. } => "disk_full",
            Self::ReadOnly { .. } => "read_only",
            Self::Moved { .. } => "desk_moved",
            Self::Busy { .. } => "busy",
            Self::NotFound { .. } => "not_found",
            Self::Exists { .. } => "exists",
            Self::Splice(_) => "splice",
            Self::Base { .. } => "base",
            Self::TooLong { .. } => "too_long",
            Self::Bundle(_) => "bundle",
            Self::Io { .. } => "io",
            Self::Shut => "desk_shut",
        }
    }

    pub(crate) fn damaged(path: &Path, what: impl Into<String>) -> Self {
        let (path, what) = (path.to_owned(), what.into());
        Self::Damaged(Box::new(Damage { path, what, readable: None, backup: None }))
    }

    /// For `map_err`: what the system said about `path` while `doing` something.
    pub(crate) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| {
            let path = path.to_owned();
            match error.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { path },
                io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => Self::ReadOnly { path },
                _ => Self::Io { doing, path, message: error.to_string() },
            }
        }
    }

    /// For `map_err`: what SQLite said about the desk in `folder` while `doing` something.
    pub(crate) fn sql(doing: &'static str, folder: &Path) -> impl FnOnce(rusqlite::Error) -> Self {
        move |error| {
            let path = folder.to_owned();
            let message = error.to_string();
            match &error {
                rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
                    rusqlite::ErrorCode::DiskFull => Self::DiskFull { path },
                    rusqlite::ErrorCode::ReadOnly | rusqlite::ErrorCode::PermissionDenied => Self::ReadOnly { path },
                    rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked => Self::Busy { path },
                    rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase => {
                        Self::damaged(folder, format!("{doing}: {message}"))
                    }
                    _ => Self::Io { doing, path, message },
                },
                rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::QueryReturnedNoRows => Self::damaged(folder, format!("{doing}: {message}")),
                _ => Self::Io { doing, path, message },
            }
        }
    }
}
