//! Import: a file of any format the house reads becomes a story on the desk.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use wirecopy_wire::Reading;

use crate::desk::Desk;
use crate::face::{Failure, OpenStory};
use crate::{edge, message};

/// A file larger than this is no story: 16 MiB.
pub const MOST_BYTES: u64 = 16 * 1024 * 1024;

impl Desk {
    /// Reads the file, puts its story on the desk and opens it.
    ///
    /// # Errors
    /// `io`, `too_large`, `not_readable`; then nothing was added.
    pub fn story_import(&self, path: &Path, profile: &str) -> Result<OpenStory, Failure> {
        let style = edge::profile(profile)?;
        let bytes = read(path)?;
        let imported = message::decode(&bytes, "auto", &Reading::new(style, self.clock.now()))?;
        self.story_add(&imported.story, profile)
    }
}

/// The bytes of a file that should hold a story.
///
/// # Errors
/// `io`, `too_large`.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    read_at_most(path, MOST_BYTES, "a story")
}

/// The bytes of a file of at most `most` bytes that should hold `what`.
pub(crate) fn read_at_most(path: &Path, most: u64, what: &str) -> Result<Vec<u8>, Failure> {
    let failed = |error: std::io::Error| edge::failure("io", format!("{} cannot be read: {error}", path.display()));
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes)).map_err(failed)?;
    if bytes.len() as u64 > most {
        let mebibytes = most / (1024 * 1024);
        let message = format!("expected {what} of at most {mebibytes} MiB, but {} is larger", path.display());
        return Err(edge::failure("too_large", message));
    }
    Ok(bytes)
}
