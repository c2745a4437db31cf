//! Desks of every format that was ever shipped (`fixtures/desk-000N`) are brought up: from a proper end, from a kill
//! with typing still in the log, and with kills of the program that brings them up. Every story says what it said.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use wirecopy_soak::{Tried, size, tell};
use wirecopy_store::{Reader, RevisionRow, Row, Store, Stored, Why};
use wirecopy_story::{Story, file};

use crate::common::{Chance, Typed, at, copy, copy_all, id, open, say, type_in};

const FOLDER: &str = "WIRECOPY_OLDER_FOLDER";

/// A desk that the repository keeps.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// Every one of them, oldest format first.
fn fixtures() -> Vec<PathBuf> {
    let entries = fs::read_dir(fixture("")).expect("the desks are in the repository").flatten();
    let mut folders: Vec<_> =
        entries.map(|entry| entry.path()).filter(|path| path.join("desk.sqlite").exists()).collect();
    folders.sort();
    folders
}

fn name(fixture: &Path) -> String {
    fixture.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Everything a desk says: each story as a file, its place in its life, its revisions.
type Says = BTreeMap<String, (String, String, Vec<RevisionRow>)>;

fn said(row: &Row, stored: &Stored, revisions: Vec<RevisionRow>) -> (String, (String, String, Vec<RevisionRow>)) {
    let life = format!("{:?} {} {}", stored.state, stored.created_at, stored.changed_at);
    (row.id.to_string(), (file::write(&stored.story), life, revisions))
}

fn says(store: &Store) -> Says {
    let rows = store.rows().expect("the list").into_iter();
    rows.map(|row| said(&row, &store.read(&row.id).expect("it reads"), store.revisions(&row.id).expect("they read")))
        .collect()
}

fn reader_says(reader: &Reader) -> Says {
    let rows = reader.rows().expect("the list").into_iter();
    rows.map(|row| said(&row, &reader.read(&row.id).expect("it reads"), reader.revisions(&row.id).expect("they read")))
        .collect()
}

/// What a fixture says, read without being brought up.
fn says_before(fixture: &Path) -> Says {
    let folder = tempfile::tempdir().expect("a folder for the test");
    copy_all(fixture, folder.path());
    reader_says(&Store::open_read_only(folder.path()).expect("an older desk can be read"))
}

/// Opens the desk and waits for its end.
#[test]
#[ignore = "the program that brings a desk up, started by the other test"]
fn opener() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let opened = open(Path::new(&folder));
    say("ready");
    sleep(Duration::from_mins(1));
    drop(opened);
}

#[test]
fn every_older_desk_is_brought_up_whatever_ends_in_between() {
    let mut chance = Chance(0x01de);
    for fixture in fixtures() {
        let (before, kills) = (says_before(&fixture), size(12, 50));
        assert!(!before.is_empty(), "{}: there is something to lose", name(&fixture));
        let mut starts = 0;
        for kill in 0..kills {
            let folder = tempfile::tempdir().expect("a folder for the test");
            copy_all(&fixture, folder.path());
            let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
            command.args(["--ignored", "--exact", "older::opener", "--nocapture"]).env(FOLDER, folder.path());
            // Killed once, or again while it makes up for the first time.
            for _ in 0..=chance.below(2) {
                let mut child = command
                    .stdin(Stdio::null())
                    .stdout(Stdio::null())
                    .stderr(Stdio::null())
                    .spawn()
                    .expect("it starts");
                sleep(Duration::from_micros(2_000 + chance.below(120_000) as u64));
                child.kill().expect("it can be killed");
                child.wait().expect("it ends");
                starts += 1;
            }
            let (store, _) = open(folder.path());
            assert!(says(&store) == before, "{}, kill {kill}: every story says what it said", name(&fixture));
            store.verify().expect("a sound desk");
        }
        let what = format!("The program killed while it brings up {}", name(&fixture));
        let found = format!("{} stories with their revisions as they were, brought up by the next start", before.len());
        tell(&Tried { what: &what, times: starts, lost: 0, found: &found });
    }
}

#[test]
fn an_older_program_s_unsaved_typing_goes_on_in_the_newer() {
    let mut edits = 0;
    let rounds = size(1, 10);
    for _ in 0..rounds {
        for fixture in fixtures() {
            let (before, folder) = (says_before(&fixture), tempfile::tempdir().expect("a folder for the test"));
            copy_all(&fixture, folder.path());
            let (mut store, _) = open(folder.path());
            assert!(says(&store) == before, "{}: every draft as it was left", name(&fixture));
            // The window comes back with the version that it knew under the older program.
            for row in store.rows().expect("the list") {
                let stored = store.read(&row.id).expect("it reads");
                let mut typed = Typed { name: row.id.clone(), version: stored.version, body: stored.story.body };
                for word in 0..3 {
                    assert!(typed.add(&store, &format!("more {word} ")).on_disk, "typing goes on");
                    edits += 1;
                }
                let merged = type_in(&store, &row.id, stored.version, crate::common::append("", "old base "));
                assert!(merged.expect("it is one of its versions").merged, "an edit on the older program's version");
                if edits % 2 == 0 {
                    drop(store);
                    (store, _) = open(folder.path());
                }
                let body = store.read(&row.id).expect("it reads").story.body;
                assert!(body.contains("more 2 ") && body.contains("old base "), "{}: both are there", name(&fixture));
                assert_eq!(body.replacen("old base ", "", 1), typed.body, "and everything that was");
            }
            store.verify().expect("a sound desk");
        }
    }
    let what = "Desks of every shipped format, with typing still in the log, opened and typed on by this program";
    let found = "every draft as it was left, edits made on the older program's versions merged";
    tell(&Tried { what, times: rounds * fixtures().len(), lost: 0, found });
}

/// Makes a fixture of this program's format: `WIRECOPY_FIXTURE=desk-0007 cargo test ... -- --ignored frozen`. Run it
/// with the program whose format is to be kept, once, before the next migration; never again.
#[test]
#[ignore = "makes a fixture"]
fn frozen() {
    let Ok(made) = std::env::var("WIRECOPY_FIXTURE") else { return };
    let work = tempfile::tempdir().expect("a folder for the test");
    let (store, _) = open(work.path());
    for number in 0..60i64 {
        let name = id(&format!("story-{number:02}"));
        let written = Story {
            slug: format!("SLUG-{number}"),
            headline: format!("Headline {number}: зерно"),
            body: format!("Paragraph of story {number}. ").repeat(3 + usize::try_from(number % 7).expect("small")),
            ..Story::default()
        };
        let version = store.create(name.clone(), &written, at(number)).expect("a new story");
        let mut typed = Typed { name: name.clone(), version, body: written.body };
        for word in 0..number % 5 {
            typed.add(&store, &format!("typed {word} 😀 "));
        }
        if number % 3 == 0 {
            store.revise(&name, Why::Manual, &format!("label {number}"), at(number)).expect("a revision");
        }
        if number % 2 == 0 {
            store.close(&name).expect("it folds");
        }
        if number % 20 == 19 {
            store.bin(&name, at(number)).expect("it is thrown away");
        }
    }
    drop(store);
    let (store, _) = open(work.path());
    for number in [1, 2, 30] {
        let name = id(&format!("story-{number:02}"));
        let stored = store.read(&name).expect("it is there");
        let mut typed = Typed { name, version: stored.version, body: stored.story.body };
        for word in 0..8 {
            typed.add(&store, &format!("unsaved {word} "));
        }
    }
    // With the log, as a killed program leaves it.
    copy(work.path(), &fixture(&made));
    fs::remove_file(fixture(&made).join("ballast")).expect("it is no part of what is kept");
}
