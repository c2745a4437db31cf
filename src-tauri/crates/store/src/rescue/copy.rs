//! Copying a file from a failing disk: what reads is copied, what does not is left as zeroes, which never prove right.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;

use crate::folder::create_private;

/// The size of a page, and of a sector of most disks.
const BLOCK: usize = 4096;

/// Copies `from` to `to`, which must not be there. Gives the number of bytes that could not be read.
pub(super) fn what_reads(from: &Path, to: &Path) -> io::Result<u64> {
    let length = std::fs::metadata(from)?.len();
    copy(&mut File::open(from)?, length, &mut create_private(to)?)
}

fn copy(from: &mut (impl Read + Seek), length: u64, to: &mut impl Write) -> io::Result<u64> {
    let (mut at, mut unread) = (0, 0);
    let mut block = [0; BLOCK];
    while at < length {
        let wanted = usize::try_from(length - at).map_or(BLOCK, |left| left.min(BLOCK));
        let block = &mut block[..wanted];
        from.seek(SeekFrom::Start(at))?;
        if let Err(error) = from.read_exact(block) {
            if error.kind() == ErrorKind::UnexpectedEof {
                // It became shorter meanwhile: what is there was copied.
                return Ok(unread + length - at);
            }
            block.fill(0);
            unread += wanted as u64;
        }
        to.write_all(block)?;
        at += wanted as u64;
    }
    Ok(unread)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A disk with a bad sector.
    struct Bad {
        place: u64,
        bad: std::ops::Range<u64>,
    }

    impl Read for Bad {
        fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
            let end = self.place + bytes.len() as u64;
            if self.place < self.bad.end && end > self.bad.start {
                return Err(io::Error::other("medium error"));
            }
            bytes.fill(7);
            self.place = end;
            Ok(bytes.len())
        }
    }

    impl Seek for Bad {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            let SeekFrom::Start(place) = to else { return Err(io::Error::other("only from the start")) };
            self.place = place;
            Ok(place)
        }
    }

    #[test]
    fn a_bad_sector_costs_its_block_and_nothing_else() {
        let mut copied = Vec::new();
        let mut disk = Bad { place: 0, bad: 9_000..9_500 };
        let unread = copy(&mut disk, 20_000, &mut copied).expect("the rest reads");
        assert_eq!((unread, copied.len()), (4096, 20_000), "one block is gone, the length stays");
        assert!(copied[8192..12_288].iter().all(|byte| *byte == 0), "the block is zeroes");
        let rest = copied[..8192].iter().chain(&copied[12_288..]);
        assert!(rest.into_iter().all(|byte| *byte == 7), "everything else is there");
    }
}
