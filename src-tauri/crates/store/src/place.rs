//! Whether the database is still the file that was opened. A deleted file takes writes without an error, and an
//! acknowledgement for it would be a lie.

use std::path::Path;

use crate::folder::Folder;
use crate::{Result, StoreError};

/// Where the database and its log stood when they were opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    database: Option<FileId>,
    wal: Option<FileId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct FileId(u64, u64);

impl Place {
    /// As it stands now.
    pub(crate) fn of(folder: &Folder) -> Self {
        Self { database: file_id(&folder.database()), wal: file_id(&folder.wal()) }
    }

    /// # Errors
    /// [`StoreError::Moved`] when another file, or none, stands there now. A log that was not there may have come.
    pub(crate) fn check(&mut self, folder: &Folder) -> Result<()> {
        let now = Self::of(folder);
        let moved = |path| Err(StoreError::Moved { path });
        if now.database != self.database {
            return moved(folder.database());
        }
        if self.wal.is_none() {
            self.wal = now.wal;
        }
        if now.wal != self.wal {
            return moved(folder.wal());
        }
        Ok(())
    }
}

#[cfg(unix)]
fn file_id(path: &Path) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).ok().map(|file| FileId(file.dev(), file.ino()))
}

/// Other systems refuse to delete an open file.
#[cfg(not(unix))]
fn file_id(path: &Path) -> Option<FileId> {
    path.exists().then_some(FileId(0, 0))
}
