//! Which pages the write-ahead log holds (SQLite's file format, section 4): a page that was being moved into the
//! database when the program ended may be torn there, and is whole in the log. It is no damage.

use std::collections::HashSet;
use std::io::Read;
use std::path::Path;

const HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
const MAGIC: [u32; 2] = [0x377f_0682, 0x377f_0683];

/// Numbers of the pages in the log at `path` that belong to a commit; none where there is no log or it does not read.
pub(crate) fn pages(path: &Path) -> HashSet<u32> {
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path).and_then(|mut file| file.read_to_end(&mut bytes));
    if read.is_ok() { committed(&bytes) } else { HashSet::new() }
}

fn committed(log: &[u8]) -> HashSet<u32> {
    let mut pages = HashSet::new();
    let number =
        |bytes: &[u8], at: usize| -> Option<u32> { Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?)) };
    let header = || Some((number(log, 0)?, number(log, 8)?, log.get(16..24)?));
    let Some((magic, size, salts)) = header() else { return pages };
    let size = usize::try_from(size).unwrap_or(0);
    if !MAGIC.contains(&magic) || size == 0 {
        return pages;
    }
    let mut waiting = Vec::new();
    // A frame of an earlier round of the log has other salts: it is not in it any more.
    for frame in log[HEADER..].chunks_exact(FRAME_HEADER + size).take_while(|frame| frame[8..16] == *salts) {
        waiting.extend(number(frame, 0));
        if number(frame, 4) != Some(0) {
            pages.extend(waiting.drain(..));
        }
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(page: u32, commit: u32, salt: u8) -> Vec<u8> {
        [&page.to_be_bytes()[..], &commit.to_be_bytes(), &[salt; 8], &[0; 8], &[7; 512]].concat()
    }

    #[test]
    fn only_pages_of_commits_of_this_round_count() {
        let header = [&MAGIC[1].to_be_bytes()[..], &[0; 4], &512u32.to_be_bytes(), &[0; 4], &[5; 8], &[0; 8]].concat();
        let frames = [frame(2, 0, 5), frame(9, 9, 5), frame(4, 0, 5), frame(6, 6, 8)].concat();
        assert_eq!(
            committed(&[header, frames].concat()),
            HashSet::from([2, 9]),
            "page 4 was never committed, 6 is old"
        );
        for length in 0..HEADER + 4 {
            assert!(committed(&vec![0; length]).is_empty(), "rubbish is no log");
        }
    }
}
