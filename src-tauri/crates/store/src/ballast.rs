//! Eight mebibytes that are given back when the disk is full, so that the last text still fits.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use crate::folder::{Folder, create_private};

const SIZE: usize = 8 << 20;
/// The ballast is only made again when this much is free: a disk at its brim must not be filled by us.
const ROOM: u64 = 8 * SIZE as u64;

/// The ballast of one desk.
pub(crate) struct Ballast {
    folder: Folder,
    path: PathBuf,
}

impl Ballast {
    pub(crate) fn new(folder: &Folder) -> Self {
        Self { folder: folder.clone(), path: folder.ballast() }
    }

    /// Makes it where it is missing and the disk has room. Failing is no failure: it is made later.
    pub(crate) fn make(&self) {
        let there = fs::metadata(&self.path).is_ok_and(|file| file.len() == SIZE as u64);
        let room = self.folder.free_space().is_none_or(|free| free >= ROOM);
        if !there && room && self.fill().is_err() {
            let _ = fs::remove_file(&self.path);
        }
    }

    /// Gives the space back. `true` when there was any to give.
    pub(crate) fn release(&self) -> bool {
        fs::remove_file(&self.path).is_ok()
    }

    fn fill(&self) -> io::Result<()> {
        let _ = fs::remove_file(&self.path);
        let mut file = create_private(&self.path)?;
        // Not zeros: a compressing file system would keep nothing for us.
        let mut noise = vec![0; SIZE];
        blake3::Hasher::new_derive_key("wirecopy 2026 ballast").finalize_xof().fill(&mut noise);
        file.write_all(&noise)?;
        file.sync_all()
    }
}
