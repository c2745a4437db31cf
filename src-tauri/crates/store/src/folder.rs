//! The desk's folder: the names of what lies in it, its permissions, and its own durability.
//!
//! Directories are synced after a file in them is made, renamed or removed: a file whose name was lost is lost. The
//! database file is never opened here while SQLite has it: closing such a handle would drop SQLite's locks (POSIX).

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::{Result, StoreError};

/// A desk's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(path: &Path) -> Self {
        // An absolute path keeps meaning the same when the program changes its working directory.
        Self(std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.0.join("desk.sqlite")
    }

    pub(crate) fn wal(&self) -> PathBuf {
        self.0.join("desk.sqlite-wal")
    }

    pub(crate) fn shm(&self) -> PathBuf {
        self.0.join("desk.sqlite-shm")
    }

    pub(crate) fn key(&self) -> PathBuf {
        self.0.join("desk.key")
    }

    /// A second copy of the key, so that one bad sector does not lose every text.
    pub(crate) fn spare_key(&self) -> PathBuf {
        self.backups().join("desk.key")
    }

    pub(crate) fn high_water(&self) -> PathBuf {
        self.0.join("hwm")
    }

    pub(crate) fn lock(&self) -> PathBuf {
        self.0.join(".lock")
    }

    pub(crate) fn ballast(&self) -> PathBuf {
        self.0.join("ballast")
    }

    pub(crate) fn backups(&self) -> PathBuf {
        self.0.join("backups")
    }

    /// The first `replaced-<n>` that is not there yet.
    pub(crate) fn next_replaced(&self) -> PathBuf {
        let mut number = 1u32;
        loop {
            let path = self.0.join(format!("replaced-{number}"));
            if !path.exists() {
                return path;
            }
            number += 1;
        }
    }

    /// How many desks that a restored backup replaced are kept here.
    pub(crate) fn replaced(&self) -> u32 {
        let Ok(entries) = fs::read_dir(&self.0) else { return 0 };
        let kept = entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with("replaced-"));
        u32::try_from(kept.count()).unwrap_or(u32::MAX)
    }

    /// Makes the folder for its user alone. One that is there and not empty keeps its permissions: it may be shared
    /// with other files, and every file of the desk is closed to others on its own.
    pub(crate) fn make(&self) -> Result<()> {
        let fault = |error| StoreError::io("Making the folder", &self.0)(error);
        if !self.0.is_dir() {
            make_private(&self.0).map_err(fault)?;
            sync_dir(self.0.parent().unwrap_or(&self.0)).map_err(fault)?;
        } else if fs::read_dir(&self.0).map_err(fault)?.next().is_none() {
            close_to_others(&self.0).map_err(fault)?;
        }
        Ok(())
    }

    /// Makes `backups`.
    pub(crate) fn make_backups(&self) -> Result<()> {
        let path = self.backups();
        if !path.is_dir() {
            make_private(&path).map_err(StoreError::io("Making the folder of the backups", &path))?;
            sync_dir(&self.0).map_err(StoreError::io("Making the folder of the backups", &path))?;
        }
        Ok(())
    }

    /// Bytes that the disk still takes, where the system says so.
    pub(crate) fn free_space(&self) -> Option<u64> {
        #[cfg(unix)]
        {
            let room = rustix::fs::statvfs(&self.0).ok()?;
            Some(room.f_bavail.saturating_mul(room.f_frsize))
        }
        #[cfg(not(unix))]
        None
    }
}

/// Makes names in `path` durable. Nothing to do where directories cannot be synced.
pub(crate) fn sync_dir(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    return File::open(path)?.sync_all();
    #[cfg(not(unix))]
    {
        let _ = path;
        Ok(())
    }
}

/// Makes a file that must not be there yet, readable by its user alone.
pub(crate) fn create_private(path: &Path) -> io::Result<File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn make_private(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn close_to_others(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o700);
        fs::set_permissions(path, mode)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        Ok(())
    }
}
