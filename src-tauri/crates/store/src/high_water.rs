//! The high-water mark: how far the database has come, kept outside of it.
//!
//! One flipped bit in a write-ahead log makes SQLite drop everything behind it without an error. The mark says how much
//! there must be. Two slots of 64 bytes, written in turn: 8 number of the newest change, 8 count of commits, 32 hash of
//! the desk's chain, 8 print of the key, 8 checksum (blake3). Written after every commit, synced at most once a second.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::chain::Hash;
use crate::folder::{create_private, sync_dir};
use crate::key::Print;

const SLOT: usize = 64;
const EACH: Duration = Duration::from_secs(1);

/// How far the database has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Number of the newest change, 0 before the first.
    pub n: u64,
    /// Commits since the desk began.
    pub tick: u64,
    /// The desk's chain at `n`.
    pub hash: Hash,
    /// Which key the desk has.
    pub print: Print,
}

impl Mark {
    fn encode(&self) -> [u8; SLOT] {
        let mut slot = [0; SLOT];
        slot[..8].copy_from_slice(&self.n.to_le_bytes());
        slot[8..16].copy_from_slice(&self.tick.to_le_bytes());
        slot[16..48].copy_from_slice(&self.hash.0);
        slot[48..56].copy_from_slice(&self.print.0);
        let sum = checksum(&slot[..56]);
        slot[56..].copy_from_slice(&sum);
        slot
    }

    fn decode(slot: &[u8; SLOT]) -> Option<Self> {
        if checksum(&slot[..56]) != slot[56..] {
            return None;
        }
        Some(Self {
            n: u64::from_le_bytes(slot[..8].try_into().ok()?),
            tick: u64::from_le_bytes(slot[8..16].try_into().ok()?),
            hash: Hash(slot[16..48].try_into().ok()?),
            print: Print(slot[48..56].try_into().ok()?),
        })
    }
}

fn checksum(bytes: &[u8]) -> [u8; 8] {
    let hash = blake3::derive_key("wirecopy 2026 high-water mark", bytes);
    let mut sum = [0; 8];
    sum.copy_from_slice(&hash[..8]);
    sum
}

/// What a look at the file tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// The newest slot that is whole.
    Mark(Mark),
    /// There is a file, and no slot of it is whole.
    Unreadable,
    /// There is no file.
    Missing,
}

/// Reads the mark at `path`.
pub(crate) fn read(path: &Path) -> io::Result<Found> {
    let mut bytes = Vec::new();
    match File::open(path) {
        Ok(file) => file.take(2 * SLOT as u64).read_to_end(&mut bytes)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Missing),
        Err(error) => return Err(error),
    };
    let slots = bytes.as_chunks::<SLOT>().0.iter().filter_map(Mark::decode);
    Ok(slots.max_by_key(|mark| (mark.tick, mark.n)).map_or(Found::Unreadable, Found::Mark))
}

/// Makes the file anew with `mark` in both slots, durable when this returns.
pub(crate) fn replace(path: &Path, mark: &Mark) -> io::Result<()> {
    let making = path.with_extension("making");
    let _ = std::fs::remove_file(&making);
    let mut file = create_private(&making)?;
    file.write_all(&[mark.encode(), mark.encode()].concat())?;
    file.sync_all()?;
    std::fs::rename(&making, path)?;
    sync_dir(path.parent().unwrap_or(path))
}

/// The file, open for the writer.
pub(crate) struct HighWater {
    file: File,
    second: bool,
    unsynced: bool,
    synced: Instant,
}

impl HighWater {
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let mut file = OpenOptions::new().read(true).write(true).open(path)?;
        let mut bytes = [0; 2 * SLOT];
        file.read_exact(&mut bytes)?;
        // The newer mark stays until the next one is whole beside it.
        let [first, second] = [0, 1].map(|slot| bytes.as_chunks().0.get(slot).and_then(Mark::decode));
        let place = |mark: Option<Mark>| mark.map(|mark| (mark.tick, mark.n));
        let second = place(first) > place(second);
        Ok(Self { file, second, unsynced: false, synced: Instant::now() })
    }

    /// Writes `mark` over the older slot. Not synced yet: see [`Self::due`].
    pub(crate) fn put(&mut self, mark: &Mark) -> io::Result<()> {
        let at = if self.second { SLOT as u64 } else { 0 };
        self.file.seek(SeekFrom::Start(at))?;
        self.file.write_all(&mark.encode())?;
        self.second = !self.second;
        self.unsynced = true;
        Ok(())
    }

    /// When the next sync is due; `None` when everything is synced.
    pub(crate) fn due(&self) -> Option<Instant> {
        self.unsynced.then(|| self.synced + EACH)
    }

    /// Makes the last [`Self::put`] durable.
    pub(crate) fn sync(&mut self) -> io::Result<()> {
        if self.unsynced {
            self.synced = Instant::now();
            self.file.sync_data()?;
            self.unsynced = false;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(n: u64) -> Mark {
        Mark { n, tick: n + 1, hash: Hash([3; 32]), print: Print([9; 8]) }
    }

    #[test]
    fn the_newest_whole_slot_counts() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("hwm");
        assert_eq!(read(&path).expect("it can be asked"), Found::Missing, "no file yet");
        replace(&path, &mark(1)).expect("it can be written");
        let mut file = HighWater::open(&path).expect("it was made");
        for n in 2..=5 {
            file.put(&mark(n)).expect("it can be written");
            assert_eq!(read(&path).expect("it is there"), Found::Mark(mark(n)), "the newest of both slots");
        }
    }

    #[test]
    fn a_program_that_starts_again_writes_over_the_older_mark() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("hwm");
        replace(&path, &mark(1)).expect("it can be written");
        for n in 2..=6 {
            HighWater::open(&path).and_then(|mut file| file.put(&mark(n))).expect("it can be written");
            let bytes = std::fs::read(&path).expect("it is there");
            let mut marks: Vec<_> =
                bytes.as_chunks::<SLOT>().0.iter().filter_map(|slot| Some(Mark::decode(slot)?.n)).collect();
            marks.sort_unstable();
            assert_eq!(marks, [n - 1, n], "the one before is still there");
        }
    }

    #[test]
    fn a_flipped_bit_leaves_the_other_slot() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("hwm");
        replace(&path, &mark(1)).expect("it can be written");
        HighWater::open(&path).and_then(|mut file| file.put(&mark(2))).expect("it can be written");
        let whole = std::fs::read(&path).expect("it is there");
        for bit in 0..whole.len() * 8 {
            let mut bytes = whole.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            std::fs::write(&path, &bytes).expect("it can be written");
            let expected = if bit / 8 < SLOT { mark(1) } else { mark(2) };
            assert_eq!(read(&path).expect("it is there"), Found::Mark(expected), "bit {bit}");
        }
        std::fs::write(&path, b"short").expect("it can be written");
        assert_eq!(read(&path).expect("it is there"), Found::Unreadable, "no whole slot");
    }
}
