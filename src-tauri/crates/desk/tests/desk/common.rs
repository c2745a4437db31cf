//! A desk whose clock and identities are known beforehand, and the few moves that every test makes.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::{SignedDuration, Timestamp};
use wirecopy_desk::face::{Change, Failure, Release, Way};
use wirecopy_desk::{Clock, Desk, Ids, Opening};
use wirecopy_store::StoryId;
use wirecopy_story::{Splice, TextField};

/// A clock that moves on by a second at each look, and identities that count.
#[derive(Default)]
struct Fixed(AtomicU32);

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        let start: Timestamp = "2026-11-23T09:00:00Z".parse().expect("a moment");
        start + SignedDuration::from_secs(self.0.fetch_add(1, Ordering::Relaxed).into())
    }
}

impl Ids for Fixed {
    fn story(&self) -> StoryId {
        StoryId::new(format!("{:032x}", 0xabc0 + self.0.fetch_add(1, Ordering::Relaxed)))
    }
}

pub fn opened(folder: &Path) -> Result<Desk, Failure> {
    let (clock, ids, listener) = (Box::new(Fixed::default()), Box::new(Fixed::default()), Box::new(|_| {}));
    Desk::open(Opening { folder: folder.to_owned(), clock, ids, listener })
}

pub fn desk(folder: &Path) -> Desk {
    opened(folder).expect("the desk opens")
}

/// Makes `changes` on the newest version, as the page does; the version after them.
pub fn change(desk: &Desk, id: &str, changes: Vec<Change>) -> u64 {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let base = desk.story_open(id, "tass").expect("it is there").version;
    let ack = runtime.block_on(desk.draft_edit(id, base, changes)).expect("it fits");
    assert!(ack.on_disk, "the disk takes it");
    ack.version
}

/// Types over `from..to` of a text.
pub fn splice(field: TextField, (from, to): (u32, u32), insert: &str) -> Change {
    Change::Text { field, splices: vec![Splice { from, to, insert: insert.to_owned() }] }
}

pub fn way(format: &str) -> Way {
    Way { profile: "tass".to_owned(), format: format.to_owned(), dialect: "strict".to_owned() }
}

/// The usual release, as TASS files.
pub fn release(format: &str) -> Release {
    Release { way: way(format), kind: None, note: String::new(), at: None }
}
