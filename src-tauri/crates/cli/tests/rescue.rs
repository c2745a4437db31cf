//! `wirecopy rescue` and `desk verify` on desks that something happened to: what can be had is had, nothing is claimed
//! that is not proven, and the desk stays as it was found.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

fn wirecopy(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_wirecopy")).args(arguments).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A desk with three stories beside the one that every new desk has, and a backup of the first two.
struct Desk {
    home: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { home: tempfile::tempdir().expect("a folder for the test") };
        desk.add("FIRST");
        desk.add("SECOND");
        desk.run(&["backup"]);
        desk.add("THIRD");
        desk
    }

    fn folder(&self) -> PathBuf {
        self.home.path().join("desk")
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let folder = self.folder();
        wirecopy(&[&["desk", "--desk", folder.to_str().expect("a plain path")], arguments].concat())
    }

    fn add(&self, slug: &str) {
        let file = self.home.path().join("story.md");
        let words = format!("The text of {slug}. ").repeat(400);
        fs::write(&file, format!("---\nslug: {slug}\nheadline: About {slug}\n---\n{words}\n"))
            .expect("it can be written");
        let added = self.run(&["new", file.to_str().expect("a plain path")]);
        assert_eq!(added.status.code(), Some(0), "{}", text(&added.stderr));
    }

    /// Bytes of every file in the desk's folder, the lock aside.
    fn bytes(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.folder()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("it is there").flatten() {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                } else {
                    files.insert(entry.path(), fs::read(entry.path()).expect("it reads"));
                }
            }
        }
        files
    }

    /// Rescues, and looks that nothing was written into the desk. The exit code, what is said, and the stories by slug.
    fn rescue(&self, out: &str) -> (Option<i32>, Value, BTreeMap<String, String>) {
        let (before, out) = (self.bytes(), self.home.path().join(out));
        let folder = self.folder();
        let (desk, place) = (folder.to_str().expect("a plain path"), out.to_str().expect("a plain path"));
        let rescued = wirecopy(&["rescue", desk, "--out", place, "--json"]);
        assert_eq!(before, self.bytes(), "the desk is only read");
        let said = serde_json::from_slice(&rescued.stdout).unwrap_or_else(|_| Value::String(text(&rescued.stderr)));
        let mut stories = BTreeMap::new();
        for entry in fs::read_dir(&out).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            assert!(name == "RESCUE.txt" || Path::new(&name).extension().is_some_and(|end| end == "md"), "{name}");
            if let Some((slug, _)) = name.split_once('-')
                && slug != "TESTLAND"
            {
                stories.insert(slug.to_owned(), fs::read_to_string(entry.path()).expect("it reads"));
            }
        }
        (rescued.status.code(), said, stories)
    }

    /// Flips a bit in every page of the database from the one numbered `from`, 0 being the first.
    fn spoil(&self, from: usize) {
        let path = self.folder().join("desk.sqlite");
        let mut bytes = fs::read(&path).expect("it is there");
        for page in from..bytes.len() / 4096 {
            bytes[page * 4096 + 200] ^= 1;
        }
        fs::write(&path, bytes).expect("it can be written");
    }
}

fn verdicts(said: &Value) -> BTreeMap<String, String> {
    let stories = said["stories"].as_array().expect("a list");
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    stories.iter().map(|story| (word(&story["slug"]), word(&story["verdict"]))).collect()
}

#[test]
fn a_sound_desk_gives_every_story_as_it_is() {
    let desk = Desk::new();
    let (code, said, stories) = desk.rescue("out");
    assert_eq!(code, Some(0), "everything is sound: {said}");
    assert_eq!(stories.keys().collect::<Vec<_>>(), ["FIRST", "SECOND", "THIRD"], "each story is a file");
    assert!(stories["THIRD"].contains("headline: About THIRD"), "with its fields: {}", &stories["THIRD"][..60]);
    assert!(stories["THIRD"].contains(&"The text of THIRD. ".repeat(399)), "and its text");
    let list = fs::read_to_string(desk.home.path().join("out/RESCUE.txt")).expect("the list");
    assert!(list.contains("4 stories sound, 0 doubtful, 0 lost"), "{list}");
    let (code, said, _) = desk.rescue("out");
    assert_eq!(code, Some(2), "a folder with files in it is left alone: {said}");
}

#[test]
fn a_desk_whose_first_page_is_gone_comes_from_its_backup_and_is_marked_doubtful() {
    let desk = Desk::new();
    // The last backup, made when the program ended, has all three; without it only two are left.
    let backups = text(&desk.run(&["restore"]).stdout);
    let named: Vec<_> = backups.lines().filter_map(|line| line.split('\t').next()).collect();
    for name in named.iter().filter(|name| name.contains("-4-s")) {
        fs::remove_file(desk.folder().join("backups").join(name)).expect("it can be removed");
    }
    desk.spoil(0);
    let (code, said, stories) = desk.rescue("out");
    assert_eq!(code, Some(1), "something is doubtful: {said}");
    assert_eq!(stories.keys().collect::<Vec<_>>(), ["FIRST", "SECOND"], "what the backup has: {said}");
    assert!(verdicts(&said).values().all(|verdict| verdict == "doubtful"), "nobody knows what came after: {said}");
    assert!(said["stories"][0]["found_in"].as_str().is_some_and(|place| place.contains("backup desk-")), "{said}");
}

#[test]
fn one_damaged_page_costs_one_story_at_most() {
    let desk = Desk::new();
    let pages = fs::metadata(desk.folder().join("desk.sqlite")).expect("it is there").len() / 4096;
    let mut sound = 0;
    for page in 1..usize::try_from(pages).expect("small") {
        let path = desk.folder().join("desk.sqlite");
        let whole = fs::read(&path).expect("it is there");
        let mut bytes = whole.clone();
        bytes[page * 4096 + 200] ^= 1;
        fs::write(&path, &bytes).expect("it can be written");
        let (code, said, stories) = desk.rescue(&format!("out-{page}"));
        assert!(matches!(code, Some(0 | 1)), "page {page}: something is read: {said}");
        assert_eq!(stories.len(), 3, "page {page}: the desk or a backup has each: {said}");
        for (slug, story) in &stories {
            assert!(story.contains(&format!("The text of {slug}. ").repeat(399)), "page {page}: {slug} is whole");
        }
        sound += verdicts(&said).values().filter(|verdict| *verdict == "sound").count();
        fs::write(&path, &whole).expect("it can be written");
    }
    assert!(sound > usize::try_from(pages).expect("small"), "most pages leave most stories sound: {sound}");
}

#[test]
fn without_mark_log_or_shared_memory_it_reads_and_says_what_it_cannot_know() {
    let desk = Desk::new();
    fs::remove_file(desk.folder().join("hwm")).expect("it is there");
    fs::write(desk.folder().join("desk.sqlite-wal"), b"rubbish").expect("it can be written");
    fs::write(desk.folder().join("desk.sqlite-shm"), b"rubbish").expect("it can be written");
    let (code, said, stories) = desk.rescue("out");
    assert_eq!((code, stories.len()), (Some(1), 3), "every story, none of them certain: {said}");
    assert!(said.to_string().contains("hwm is missing"), "it says why: {said}");
    fs::write(desk.folder().join("hwm"), b"rubbish").expect("it can be written");
    let (code, said, stories) = desk.rescue("again");
    assert_eq!((code, stories.len()), (Some(1), 3), "a mark that does not read is none: {said}");
}

#[test]
fn without_its_key_nothing_is_read_and_it_says_so() {
    let desk = Desk::new();
    fs::remove_file(desk.folder().join("desk.key")).expect("it is there");
    let (code, said, _) = desk.rescue("spare");
    assert_eq!(code, Some(0), "the spare key beside the backups opens it: {said}");
    fs::remove_file(desk.folder().join("backups/desk.key")).expect("it is there");
    let (code, said, stories) = desk.rescue("out");
    assert_eq!((code, stories.len()), (Some(2), 0), "nothing can be read");
    assert!(said.as_str().is_some_and(|said| said.contains("desk.key is missing")), "it names what is missing: {said}");
}

#[test]
fn a_database_that_is_gone_or_rubbish_leaves_the_backups() {
    let desk = Desk::new();
    fs::write(desk.folder().join("desk.sqlite"), b"rubbish").expect("it can be written");
    let (code, said, stories) = desk.rescue("rubbish");
    assert_eq!((code, stories.len()), (Some(1), 3), "{said}");
    fs::remove_file(desk.folder().join("desk.sqlite")).expect("it is there");
    let (code, said, stories) = desk.rescue("gone");
    assert_eq!((code, stories.len()), (Some(1), 3), "{said}");
    fs::remove_dir_all(desk.folder().join("backups")).expect("it is there");
    let (code, said, _) = desk.rescue("nothing");
    assert_eq!(code, Some(2), "there is nothing: {said}");
}

#[test]
fn the_stories_are_never_written_into_the_desk() {
    let desk = Desk::new();
    let (folder, before) = (desk.folder(), desk.bytes());
    let inside = folder.join("rescued");
    let refused = wirecopy(&["rescue", folder.to_str().expect("a path"), "--out", inside.to_str().expect("a path")]);
    assert_eq!(refused.status.code(), Some(2), "{}", text(&refused.stderr));
    assert!(!inside.exists() && before == desk.bytes(), "nothing was made there");
}

#[test]
fn verify_tells_every_fault_with_its_place() {
    let desk = Desk::new();
    let sound = desk.run(&["verify"]);
    assert_eq!(sound.status.code(), Some(0), "{}", text(&sound.stdout));
    let said = text(&sound.stdout);
    for word in ["4 stories", "revisions", "pages", "high-water mark at change 4", "sound"] {
        assert!(said.contains(word), "{word:?} is told: {said}");
    }
    let pages = fs::metadata(desk.folder().join("desk.sqlite")).expect("it is there").len() / 4096;
    desk.spoil(usize::try_from(pages).expect("small") - 4);
    let before = fs::read(desk.folder().join("desk.sqlite")).expect("it is there");
    let damaged = desk.run(&["verify"]);
    let said = text(&damaged.stdout);
    assert_eq!(damaged.status.code(), Some(1), "{said}");
    assert_eq!(said.lines().filter(|line| line.starts_with("pages: ")).count(), 4, "each page is named: {said}");
    assert!(said.lines().last().is_some_and(|line| line.contains("damaged")), "the sum at the end: {said}");
    assert!(text(&damaged.stderr).contains("wirecopy rescue"), "and what helps: {}", text(&damaged.stderr));
    assert_eq!(before, fs::read(desk.folder().join("desk.sqlite")).expect("it is there"), "it only looked");
}
