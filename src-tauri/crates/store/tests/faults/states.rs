//! Crash states: everything that the desk does to its files is recorded, and then the machine is stopped at any point
//! of it, in every way that the rules of disks allow. What was synced is there. Of what was not, each write came, did
//! not come, or came torn at a sector, in any order; of the names that were made, changed or removed since their folder
//! was synced, the first few did. After each the desk opens, says all that was acknowledged, and proves right.
//!
//! A sync of a file is not taken to keep its name, which is stricter than most disks are. Needs a C compiler.
#![cfg(target_os = "linux")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use wirecopy_soak::{Tried, size, skip, tell};
use wirecopy_store::Why;

use crate::common::{Chance, Typed, append, at, compiled, copy_all, id, open, spare_ballast, type_in};

const FOLDER: &str = "WIRECOPY_RECORDED_FOLDER";
const SCENE: &str = "WIRECOPY_RECORDED_SCENE";
const SCENES: [&str; 5] = ["typing", "revisions", "folding", "backups", "migration"];
const SECTOR: usize = 512;

/// The file in which the recorded program notes what it was told is on disk: notes are recorded among the rest.
const NOTES: &str = "notes";

fn word(number: usize) -> String {
    format!("word {number} ").repeat(1 + number * 7 % 60)
}

fn words(count: usize) -> String {
    (0..count).map(word).collect()
}

/// Does one scene; everything it does to its files is recorded.
#[test]
#[ignore = "the recorded program, started by the other test"]
fn recorded() {
    let (Ok(place), Ok(scene)) = (std::env::var(FOLDER), std::env::var(SCENE)) else { return };
    let note = |told: usize| {
        let file = fs::OpenOptions::new().create(true).append(true).open(Path::new(&place).join(NOTES));
        file.and_then(|mut file| std::io::Write::write_all(&mut file, format!("{told}\n").as_bytes())).expect("noted");
    };
    let folder = Path::new(&place).join("desk");
    let (mut store, _) = open(&folder);
    if scene == "migration" {
        let name = store.rows().expect("the list")[0].id.clone();
        note(0);
        let stored = store.read(&name).expect("it reads");
        let ack = type_in(&store, &name, stored.version, append(&stored.story.body, "more ")).expect("it fits");
        assert!(ack.on_disk, "the disk is fine");
        note(1);
        std::process::abort();
    }
    let mut typed = Typed::begin(&store, "a");
    note(0);
    for number in 0..36 {
        assert!(typed.add(&store, &word(number)).on_disk, "the disk is fine");
        note(number + 1);
        match (scene.as_str(), number % 6) {
            ("revisions", 2 | 5) => drop(store.revise(&typed.name, Why::Manual, "", at(2)).expect("a revision")),
            ("folding", 1 | 3 | 5) => store.close(&typed.name).expect("it folds"),
            ("backups", 4) => drop(store.back_up(at(10 + i64::try_from(number).expect("small"))).expect("a backup")),
            ("backups", 5) => {
                store.shut(at(3));
                drop(store);
                (store, _) = open(&folder);
            }
            _ => {}
        }
    }
    std::process::abort();
}

/// One thing that was done to the files.
#[derive(Debug)]
enum Deed {
    Write { file: String, at: usize, bytes: Vec<u8> },
    Truncate { file: String, length: usize },
    Sync { path: String },
    Create { file: String },
    Rename { from: String, to: String },
    Delete { file: String },
}

/// Reads the log; names are from the recorded folder on.
fn deeds(log: &[u8], folder: &str) -> Vec<Deed> {
    let (mut deeds, mut rest) = (Vec::new(), log);
    while let Some((what, after)) = rest.split_first() {
        let number = |place: usize| {
            let bytes = after[place * 8..place * 8 + 8].try_into().expect("eight bytes");
            usize::try_from(u64::from_le_bytes(bytes)).expect("small")
        };
        let (at, name, length) = (number(0), number(1), number(2));
        let name_of = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim_start_matches(folder).to_owned();
        let (file, bytes) = (name_of(&after[24..24 + name]), after[24 + name..24 + name + length].to_vec());
        rest = &after[24 + name + length..];
        deeds.push(match what {
            b'w' => Deed::Write { file, at, bytes },
            b't' => Deed::Truncate { file, length: at },
            b's' => Deed::Sync { path: file },
            b'c' => Deed::Create { file },
            b'r' => Deed::Rename { from: file, to: name_of(&bytes) },
            _ => Deed::Delete { file },
        });
    }
    deeds
}

/// Names of files and which file each is.
type Names = BTreeMap<String, usize>;

/// What was done to a file: bytes written at a place, or its length set.
type Change = (usize, Option<Arc<[u8]>>);

/// A file: what is surely there, and what was done to it since. Shared between the many states of a disk.
#[derive(Default, Clone)]
struct Kept {
    sure: Arc<Vec<u8>>,
    since: Vec<Change>,
}

impl Kept {
    fn apply(bytes: &mut Vec<u8>, (at, written): &Change, torn: std::ops::Range<usize>) {
        let Some(written) = written else { return bytes.resize(*at, 0) };
        let part = torn.start.min(written.len())..torn.end.min(written.len());
        if !part.is_empty() {
            bytes.resize(bytes.len().max(at + part.end), 0);
            bytes[at + part.start..at + part.end].copy_from_slice(&written[part]);
        }
    }
}

/// A disk: files by number, names that are surely there, names as the program sees them, and what was done to names.
#[derive(Default, Clone)]
struct Disk {
    files: Vec<Kept>,
    sure: Names,
    seen: Names,
    since: Vec<(String, Option<usize>)>,
}

impl Disk {
    /// A disk on which what lies in `folder` is sure.
    fn of(folder: &Path, name: &str) -> Self {
        let mut disk = Self::default();
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let sure = Arc::new(fs::read(entry.path()).expect("it reads"));
            disk.files.push(Kept { sure, since: Vec::new() });
            disk.seen.insert(format!("{name}/{}", entry.file_name().to_string_lossy()), disk.files.len() - 1);
        }
        disk.sure = disk.seen.clone();
        disk
    }

    fn name(&mut self, file: String, number: Option<usize>) {
        match number {
            Some(number) => drop(self.seen.insert(file.clone(), number)),
            None => drop(self.seen.remove(&file)),
        }
        self.since.push((file, number));
    }

    fn does(&mut self, deed: &Deed) {
        match deed {
            Deed::Write { file, .. } if file.ends_with("/ballast") => {}
            Deed::Write { file, at, bytes } => {
                if let Some(number) = self.seen.get(file) {
                    self.files[*number].since.push((*at, Some(bytes.as_slice().into())));
                }
            }
            Deed::Truncate { file, length } => {
                if let Some(number) = self.seen.get(file) {
                    self.files[*number].since.push((*length, None));
                }
            }
            Deed::Create { file } => {
                self.files.push(Kept::default());
                self.name(file.clone(), Some(self.files.len() - 1));
            }
            Deed::Rename { from, to } => {
                if let Some(number) = self.seen.get(from).copied() {
                    self.name(to.clone(), Some(number));
                    self.name(from.clone(), None);
                }
            }
            Deed::Delete { file } => self.name(file.clone(), None),
            Deed::Sync { path } => {
                if let Some(number) = self.seen.get(path) {
                    let kept = &mut self.files[*number];
                    for one in std::mem::take(&mut kept.since) {
                        Kept::apply(Arc::make_mut(&mut kept.sure), &one, 0..usize::MAX);
                    }
                } else {
                    let inside = |file: &str| file.rsplit_once('/').is_some_and(|(folder, _)| folder == path);
                    for (file, number) in self.since.extract_if(.., |(file, _)| inside(file)) {
                        match number {
                            Some(number) => drop(self.sure.insert(file, number)),
                            None => drop(self.sure.remove(&file)),
                        }
                    }
                }
            }
        }
    }

    /// Leaves in `folder` what a machine that stops now may leave. The ballast has nothing in it that matters, and is
    /// put there whole.
    fn stop(&self, folder: &Path, chance: &mut Chance) {
        fs::create_dir_all(folder.join("desk")).expect("a folder");
        spare_ballast(&folder.join("desk"));
        let mut names = self.sure.clone();
        for (file, number) in &self.since[..chance.below(self.since.len() + 1)] {
            match number {
                Some(number) => drop(names.insert(file.clone(), *number)),
                None => drop(names.remove(file)),
            }
        }
        // All of what was not synced, nothing of it, or some.
        let mood = chance.below(4);
        for (file, number) in names.into_iter().filter(|(file, _)| !file.ends_with("/ballast")) {
            let kept = &self.files[number];
            let mut bytes = kept.sure.to_vec();
            for one in &kept.since {
                let length = one.1.as_ref().map_or(0, |written| written.len());
                let cut = chance.below(length / SECTOR + 1) * SECTOR;
                let torn = match (mood, chance.below(4)) {
                    (0, _) | (2 | 3, 0 | 1) => 0..usize::MAX,
                    (3, 2) => 0..cut,
                    (3, 3) => cut..usize::MAX,
                    _ => continue,
                };
                Kept::apply(&mut bytes, one, torn);
            }
            let path = folder.join(file.trim_start_matches('/'));
            fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder");
            fs::write(path, bytes).expect("it can be written");
        }
    }
}

fn recorder() -> Option<PathBuf> {
    compiled(include_str!("record.c"), "record.so", &["-shared", "-fPIC", "-ldl", "-lpthread"])
}

/// The recorded deeds of a scene, and the disk before them.
fn record(scene: &str, library: &Path) -> (Disk, Vec<Deed>) {
    let place = tempfile::tempdir().expect("a folder for the test");
    let (recorded, log) = (place.path().join("recorded"), place.path().join("log"));
    fs::create_dir(&recorded).expect("a folder");
    if scene == "migration" {
        copy_all(&crate::older::fixture("desk-0001"), &recorded.join("desk"));
    }
    let before = Disk::of(&recorded.join("desk"), "/desk");
    let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
    command.args(["--ignored", "--exact", "states::recorded", "--nocapture"]).env(FOLDER, &recorded).env(SCENE, scene);
    command.env("LD_PRELOAD", library).env("RECORD_FOLDER", &recorded).env("RECORD_LOG", &log);
    let output = command.stdin(Stdio::null()).output().expect("it starts");
    let deeds = deeds(&fs::read(log).expect("something was recorded"), &recorded.to_string_lossy());
    let noted = deeds.iter().filter(|deed| matches!(deed, Deed::Write { file, .. } if file == "/notes")).count();
    let whole = if scene == "migration" { 2 } else { 37 };
    assert_eq!(noted, whole, "{scene} came to its end: {}", String::from_utf8_lossy(&output.stderr));
    (before, deeds)
}

/// The last number in the notes; `None` before the first.
fn told(notes: &[u8]) -> Option<usize> {
    String::from_utf8_lossy(notes).lines().last()?.parse().ok()
}

fn check(scene: &str, folder: &Path, told: usize, what: &str) {
    let (store, _) = open(folder);
    if scene == "migration" {
        let rows = store.rows().expect("the list");
        assert_eq!(rows.len(), 2, "{what}: both stories");
        let more = rows.iter().any(|row| store.read(&row.id).expect("it reads").story.body.ends_with("more "));
        assert!(more || told == 0, "{what}: the edit that was acknowledged");
    } else {
        let body = store.read(&id("a")).expect("it is there").story.body;
        assert!(
            body.starts_with(&words(told)),
            "{what}: {told} edits were acknowledged, {} bytes are there",
            body.len()
        );
        assert!(words(36).starts_with(&body), "{what}: nothing but what was typed");
    }
    let verified = store.verify();
    assert!(verified.is_ok(), "{what}: a sound desk: {verified:?}");
}

/// Stops a recorded scene at points spread over all of it and looks at what is left. How many states there were.
fn stop_everywhere(scene: &str, (before, deeds): (Disk, Vec<Deed>), each: usize, disk_is: Honest) -> usize {
    // From the first note on: before it nothing was acknowledged.
    let (mut points, mut disk, mut notes) = (Vec::new(), before, Vec::new());
    for (number, deed) in deeds.iter().enumerate() {
        match deed {
            Deed::Write { file, bytes, .. } if file == "/notes" => notes.extend_from_slice(bytes),
            Deed::Sync { .. } if disk_is == Honest::No => {}
            Deed::Write { .. }
            | Deed::Truncate { .. }
            | Deed::Sync { .. }
            | Deed::Create { .. }
            | Deed::Rename { .. }
            | Deed::Delete { .. } => disk.does(deed),
        }
        // An older desk must come through its bringing up; there the first point is the first deed.
        let told = if scene == "migration" { told(&notes).or(Some(0)) } else { told(&notes) };
        points.extend(told.map(|told| (number, disk.clone(), told)));
    }
    // Where there are fewer points than states, each is stopped at several times.
    let next = Mutex::new((0..each).map(|one| (one, &points[one * points.len() / each])));
    let tried = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let state = next.lock().expect("no state failed").next();
                    let Some((one, (number, disk, told))) = state else { return };
                    let place = tempfile::tempdir().expect("a folder for the state");
                    disk.stop(place.path(), &mut Chance(0x57a7e + (one as u64) * 7_919 + *number as u64));
                    let what = format!("{scene}, state {one}, after deed {number} ({})", name_of(&deeds[*number]));
                    check(scene, &place.path().join("desk"), *told, &what);
                    tried.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    tried.into_inner()
}

/// Whether a disk that says that it synced did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Honest {
    Yes,
    No,
}

#[test]
fn the_control_on_a_disk_that_lies_about_its_syncs_does_lose_some() {
    let Some(library) = recorder() else { return };
    let times = size(6, 60);
    let losing = (0..times).filter(|_| {
        let recorded = record("typing", &library);
        std::panic::catch_unwind(|| stop_everywhere("typing", recorded, 3, Honest::No)).is_err()
    });
    let losing = losing.count();
    assert!(losing * 2 > times, "states that lose nothing without a sync prove nothing: {losing} of {times} lost");
    let what = "Control: the same on a disk that lies about its syncs, which must lose or refuse";
    tell(&Tried { what, times, lost: losing, found: "three states each" });
}

#[test]
fn however_the_machine_stops_what_was_acknowledged_is_there() {
    let what = "Crash states: stopped between any two deeds, unsynced writes missing, torn (512 bytes) or out of order";
    let Some(library) = recorder() else { return skip(what, "there is no C compiler") };
    let each = size(12, 2_000);
    let tried: usize =
        SCENES.map(|scene| stop_everywhere(scene, record(scene, &library), each, Honest::Yes)).iter().sum();
    let found = format!("while {}; each opened, whole and proven", SCENES.join(", "));
    tell(&Tried { what, times: tried, lost: 0, found: &found });
}

/// A deed without its bytes.
fn name_of(deed: &Deed) -> String {
    match deed {
        Deed::Write { file, at, bytes } => format!("write {} bytes at {at} of {file}", bytes.len()),
        Deed::Truncate { file, length } => format!("cut {file} to {length}"),
        Deed::Sync { path } => format!("sync {path}"),
        Deed::Create { file } => format!("create {file}"),
        Deed::Rename { from, to } => format!("rename {from} to {to}"),
        Deed::Delete { file } => format!("delete {file}"),
    }
}
