//! The drill: a desk is backed up, lost and restored; every story says what it said, by its hash.

use std::collections::BTreeMap;
use std::fs;
use std::time::Instant;

use wirecopy_soak::{Tried, size, tell};
use wirecopy_store::{Store, restore};
use wirecopy_story::{Story, file};

use crate::common::{at, id, open, try_open};

fn story(number: usize) -> Story {
    Story {
        slug: format!("STORY-{number}"),
        headline: format!("Headline {number}"),
        body: format!("Paragraph of story {number}, зерно и grain.\n\n").repeat(10 + number % 40),
        ..Story::default()
    }
}

/// The hash of every story as a story file.
fn hashes(store: &Store) -> BTreeMap<String, String> {
    let rows = store.rows().expect("the list");
    let hash = |row: wirecopy_store::Row| {
        let stored = store.read(&row.id).expect("it reads");
        (row.id.to_string(), blake3::hash(file::write(&stored.story).as_bytes()).to_hex().to_string())
    };
    rows.into_iter().map(hash).collect()
}

#[test]
fn what_was_backed_up_is_restored_to_the_last_letter() {
    let stories = size(120, 10_000);
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (store, _) = open(folder.path());
    for number in 0..stories {
        let name = id(&format!("s{number}"));
        store.create(name.clone(), &story(number), at(1)).expect("a new story");
        store.close(&name).expect("it closes");
    }
    let before = hashes(&store);
    let began = Instant::now();
    let row = store.back_up(at(2)).expect("a backup");
    let backing_up = began.elapsed();
    store.shut(at(3));
    drop(store);
    for name in ["desk.sqlite", "desk.sqlite-wal", "desk.sqlite-shm", "hwm"] {
        // Some are not there after a proper end.
        let _ = fs::remove_file(folder.path().join(name));
    }
    let error = try_open(folder.path()).err().expect("the desk is gone");
    assert!(error.to_string().contains(&row.name), "it names the backup: {error}");
    let began = Instant::now();
    restore(folder.path(), &row.name).expect("it is put back");
    let (store, _) = open(folder.path());
    let restoring = began.elapsed();
    let after = hashes(&store);
    assert_eq!(before.len(), stories, "every story was there");
    assert!(before == after, "every story says what it said");
    store.verify().expect("a sound desk");
    let found = format!(
        "every hash equal; backed up and proven in {:.1} s, restored and open in {:.1} s, {} MB",
        backing_up.as_secs_f64(),
        restoring.as_secs_f64(),
        row.bytes / 1_000_000
    );
    tell(&Tried { what: "Stories backed up, database lost, backup restored", times: stories, lost: 0, found: &found });
}
