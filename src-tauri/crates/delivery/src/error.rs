//! Why bytes did not get to their place, in sentences for people.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// A delivery that did not happen. Nothing stands under the final name because of it.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DeliveryError {
    /// A file of that name is there and must stay.
    #[error("expected a new name, but {} is there already; nothing was written", path.display())]
    Exists {
        /// The file in the way.
        path: PathBuf,
    },
    /// The path names no file in a folder.
    #[error("expected a file in a folder that exists, got {}", path.display())]
    NoFolder {
        /// What was asked for.
        path: PathBuf,
    },
    /// The disk is full.
    #[error("no space is left for {}; nothing was written", path.display())]
    Full {
        /// What was asked for.
        path: PathBuf,
    },
    /// Writing there is not allowed.
    #[error("{} may not be written: the folder is read-only or belongs to someone else", path.display())]
    Denied {
        /// What was asked for.
        path: PathBuf,
    },
    /// Anything else that the system said.
    #[error("{} could not be written: {source}", path.display())]
    Io {
        /// What was asked for.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl DeliveryError {
    pub(crate) fn of(path: &std::path::Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::AlreadyExists => Self::Exists { path },
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NoFolder { path },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::Full { path }
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::Denied { path },
            _ => Self::Io { path, source },
        }
    }

    /// Stable word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Exists { .. } => "file_exists",
            Self::NoFolder { .. } => "no_folder",
            Self::Full { .. } => "disk_full",
            Self::Denied { .. } => "read_only",
            Self::Io { .. } => "io",
        }
    }
}
