//! Bits flip, files are cut, old pages come back: each time the text is right or there is an error, never another text;
//! and what is rescued from a refused desk is sound only when it is all there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use wirecopy_soak::{Tried, size, tell};
use wirecopy_store::{Rescue, Store, Why};
use wirecopy_story::Story;

use crate::common::{Chance, Typed, at, copy, id, open, try_open};

const PAGE: usize = 4096;

/// A desk as a killed program leaves it: some stories folded, some not, a log that was not moved yet.
struct Victim {
    folder: TempDir,
    /// An older state of the same database, its log emptied.
    older: Vec<u8>,
    texts: BTreeMap<String, String>,
}

/// How a mutated desk took it.
#[derive(Debug, Default)]
struct Outcome {
    refused: usize,
    told: usize,
    right: usize,
    /// Stories that could be rescued from refused desks.
    rescued: usize,
    /// Of these, how many were doubtful.
    doubtful: usize,
}

impl Outcome {
    fn tell(&self, what: &str, times: usize) {
        let Self { refused, told, right, rescued, doubtful } = self;
        let found = format!(
            "every changed text told: {refused} desks refused, {told} opened with the damage told, {right} with every \
             text right; {rescued} stories rescued from the refused, {doubtful} of them marked doubtful"
        );
        tell(&Tried { what, times, lost: 0, found: &found });
    }
}

impl Victim {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let work = tempfile::tempdir().expect("a folder for the desk");
        let (store, _) = open(work.path());
        let mut texts = BTreeMap::new();
        for n in 0..10 {
            let text = format!("Story {n}: зерно и grain. ").repeat(40 + n * 30);
            let begun = Story { headline: format!("Headline {n}"), body: text.clone(), ..Story::default() };
            let name = format!("s{n}");
            store.create(id(&name), &begun, at(1)).expect("a new story");
            if n % 2 == 0 {
                store.close(&id(&name)).expect("it closes");
            }
            texts.insert(name, text);
        }
        store.revise(&id("s1"), Why::Manual, "label", at(2)).expect("a revision");
        // One whose earlier history was forgotten: its chain begins at a snapshot.
        let stored = store.read(&id("s8")).expect("it is there");
        let mut typed = Typed { name: id("s8"), version: stored.version, body: stored.story.body };
        typed.add(&store, "forgotten step ");
        let version = typed.add(&store, "kept step ").version;
        store.forget(&typed.name, version, at(2)).expect("it forgets");
        texts.insert("s8".to_owned(), typed.body);
        drop(store);
        let older = fs::read(work.path().join("desk.sqlite")).expect("it is there");
        let (store, _) = open(work.path());
        for name in ["s2", "s3", "s9"] {
            let stored = store.read(&id(name)).expect("it is there");
            let mut typed = Typed { name: id(name), version: stored.version, body: stored.story.body };
            for word in 0..12 {
                typed.add(&store, &format!("word {word} "));
            }
            texts.insert(name.to_owned(), typed.body);
        }
        copy(work.path(), folder.path());
        drop(store);
        Self { folder, older, texts }
    }

    fn file(&self, name: &str) -> Vec<u8> {
        fs::read(self.folder.path().join(name)).expect("it is there")
    }

    /// Opens a copy in which `name` holds `bytes`, and looks at every text.
    fn look(&self, name: &str, bytes: &[u8], what: &str, outcome: &mut Outcome) {
        let place = tempfile::tempdir().expect("a folder for the copy");
        copy(self.folder.path(), place.path());
        fs::write(place.path().join(name), bytes).expect("it can be written");
        let before = print(place.path());
        match try_open(place.path()) {
            Err(error) => {
                let expected = ["desk_damaged", "desk_key", "desk_newer"].contains(&error.code());
                assert!(expected, "{what}: {} is no word for damage: {error}", error.code());
                assert_eq!(print(place.path()), before, "{what}: a refused desk is not touched");
                outcome.refused += 1;
                self.rescue(place.path(), what, outcome);
                assert_eq!(print(place.path()), before, "{what}: nor by a rescue");
            }
            Ok((store, _)) => self.look_at(&store, what, outcome),
        }
    }

    /// What can still be had of a refused desk: each text as it is, or as it once was and then doubtful.
    fn rescue(&self, folder: &Path, what: &str, outcome: &mut Outcome) {
        let work = tempfile::tempdir().expect("a folder for the copy");
        let Ok(mut rescue) = Rescue::open(folder, &work.path().join("copy")) else { return };
        for (name, text) in &self.texts {
            let rescued = rescue.story(&id(name));
            let Some((stored, _)) = rescued.found else { continue };
            assert!(text.starts_with(&stored.story.body), "{what}: {name} was rescued as something else");
            if rescued.doubts.is_empty() {
                assert_eq!(&stored.story.body, text, "{what}: {name} is called sound and is not all there");
            } else {
                outcome.doubtful += 1;
            }
            outcome.rescued += 1;
        }
    }

    fn look_at(&self, store: &Store, what: &str, outcome: &mut Outcome) {
        let mut told = false;
        for (name, text) in &self.texts {
            match store.read(&id(name)) {
                Ok(stored) => assert!(stored.story.body == *text, "{what}: {name} says something else"),
                Err(error) => {
                    assert_eq!(error.code(), "desk_damaged", "{what}: {name}: {error}");
                    told = true;
                }
            }
        }
        match store.rows() {
            Ok(rows) => {
                for row in rows {
                    let number = row.id.as_str().trim_start_matches('s');
                    assert_eq!(row.headline, format!("Headline {number}"), "{what}: the list says something else");
                }
            }
            Err(error) => {
                assert_eq!(error.code(), "desk_damaged", "{what}: the list: {error}");
                told = true;
            }
        }
        if told {
            outcome.told += 1;
        } else {
            outcome.right += 1;
        }
    }
}

fn print(folder: &Path) -> Vec<(PathBuf, String)> {
    let files = ["desk.sqlite", "desk.sqlite-wal", "hwm", "desk.key"].map(|name| folder.join(name));
    let hash =
        |path: &PathBuf| fs::read(path).map(|bytes| blake3::hash(&bytes).to_hex()[..12].to_owned()).unwrap_or_default();
    files.into_iter().map(|path| (path.clone(), hash(&path))).collect()
}

#[test]
fn the_victim_itself_is_sound_and_has_a_log() {
    let victim = Victim::new();
    let mut outcome = Outcome::default();
    assert!(victim.file("desk.sqlite-wal").len() > 10 * PAGE, "there is a log to damage");
    victim.look("desk.sqlite", &victim.file("desk.sqlite"), "untouched", &mut outcome);
    assert_eq!(outcome.right, 1, "without damage every text is right: {outcome:?}");
}

#[test]
fn a_flipped_bit_in_the_database_never_changes_a_text() {
    let (victim, mut chance, mut outcome) = (Victim::new(), Chance(0xdb), Outcome::default());
    let (whole, times) = (victim.file("desk.sqlite"), size(200, 1_000));
    for trial in 0..times {
        let bit = chance.below(whole.len() * 8);
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        victim.look("desk.sqlite", &bytes, &format!("trial {trial}, bit {bit}"), &mut outcome);
    }
    outcome.tell("One bit flipped in the database", times);
    assert!(outcome.refused + outcome.told > 0, "some flips hit what is read: {outcome:?}");
    assert!(outcome.rescued > outcome.refused, "one damaged page does not take every story: {outcome:?}");
}

#[test]
fn a_flipped_bit_in_the_log_never_changes_or_drops_a_text() {
    let (victim, mut chance, mut outcome) = (Victim::new(), Chance(0x0a1), Outcome::default());
    let (whole, times) = (victim.file("desk.sqlite-wal"), size(100, 500));
    for trial in 0..times {
        let bit = chance.below(whole.len() * 8);
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        victim.look("desk.sqlite-wal", &bytes, &format!("trial {trial}, bit {bit}"), &mut outcome);
    }
    outcome.tell("One bit flipped in the log (wal)", times);
    assert!(outcome.refused > 0, "a dropped end is told: {outcome:?}");
}

#[test]
fn a_cut_file_never_changes_or_drops_a_text() {
    let (victim, mut chance, mut outcome) = (Victim::new(), Chance(0xc07), Outcome::default());
    for name in ["desk.sqlite", "desk.sqlite-wal"] {
        let whole = victim.file(name);
        for trial in 0..size(25, 100) {
            let length = match trial % 3 {
                0 => chance.below(whole.len() / PAGE) * PAGE,
                _ => chance.below(whole.len()),
            };
            victim.look(name, &whole[..length], &format!("{name} cut to {length}"), &mut outcome);
        }
    }
    outcome.tell("Database or log cut short", 2 * size(25, 100));
    assert_eq!(outcome.right, 0, "every cut takes something that was acknowledged: {outcome:?}");
}

#[test]
fn zeroed_swapped_and_stale_pages_never_change_a_text() {
    let (victim, mut chance, mut outcome) = (Victim::new(), Chance(0x9a6e), Outcome::default());
    let whole = victim.file("desk.sqlite");
    let pages = whole.len() / PAGE;
    let times = size(90, 600);
    for trial in 0..times {
        let mut bytes = whole.clone();
        let (page, other) = (chance.below(pages), chance.below(pages));
        let at = page * PAGE..(page + 1) * PAGE;
        match trial % 3 {
            0 => bytes[at].fill(0),
            1 => bytes[at].copy_from_slice(&whole[other * PAGE..(other + 1) * PAGE]),
            // A page of an earlier day proves right on its own: only what hangs together tells.
            _ => match victim.older.get(at.clone()) {
                Some(old) => bytes[at].copy_from_slice(old),
                None => continue,
            },
        }
        victim.look("desk.sqlite", &bytes, &format!("trial {trial}, page {page} (or {other})"), &mut outcome);
    }
    outcome.tell("A page zeroed, swapped with another or replaced by an older one, a third each", times);
    assert!(outcome.refused + outcome.told > 0, "some pages are read: {outcome:?}");
}

#[test]
fn an_older_database_under_a_newer_log_or_mark_is_told() {
    let (victim, mut outcome) = (Victim::new(), Outcome::default());
    victim.look("desk.sqlite", &victim.older, "older database, newer log", &mut outcome);
    victim.look("desk.sqlite-wal", b"", "no log", &mut outcome);
    let place = tempfile::tempdir().expect("a folder for the copy");
    copy(victim.folder.path(), place.path());
    fs::remove_file(place.path().join("desk.sqlite-wal")).expect("it can be removed");
    let error = try_open(place.path()).err().expect("the end is missing");
    assert!(error.to_string().contains("changes are missing"), "it says how much: {error}");
    assert!(error.to_string().contains("stories can still be read"), "and what is left: {error}");
    let error = Store::open_read_only(place.path()).err().expect("to read as well");
    assert_eq!(error.code(), "desk_damaged", "{error}");
}

#[test]
fn a_damaged_mark_or_key_never_changes_a_text() {
    let (victim, mut chance, mut outcome) = (Victim::new(), Chance(0x6d), Outcome::default());
    for name in ["hwm", "desk.key"] {
        let whole = victim.file(name);
        for trial in 0..size(40, 200) {
            let mut bytes = whole.clone();
            let bit = chance.below(whole.len() * 8);
            bytes[bit / 8] ^= 1 << (bit % 8);
            if trial % 5 == 0 {
                bytes.truncate(chance.below(whole.len()));
            }
            victim.look(name, &bytes, &format!("{name}, trial {trial}, bit {bit}"), &mut outcome);
        }
    }
    outcome.tell("High-water mark or key file flipped or cut", 2 * size(40, 200));
    assert!(outcome.right > 0, "one damaged slot of the mark is no damage to the desk: {outcome:?}");
    assert!(outcome.refused > 0, "a damaged key without a spare opens nothing: {outcome:?}");
}
