//! Power cuts: a disk in a file is shut down under the typing program as if the plug were pulled, mounted again, and
//! everything that was acknowledged before the cut must be there.
//!
//! That the cut does cut is shown by a control: a database that does not sync each commit must lose some. Needs root,
//! loop devices and a C compiler; says so where they are not there.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{JoinHandle, sleep};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use wirecopy_soak::{Tried, size, skip, tell};
use wirecopy_store::StoreError;
use wirecopy_story::Story;

use crate::common::{Chance, Typed, at, compiled, id, open, run, say};

const FOLDER: &str = "WIRECOPY_CUT_FOLDER";

/// A disk in a file.
struct Plug {
    place: TempDir,
    cut: PathBuf,
}

impl Plug {
    /// `None`, and a sentence, where no such disk can be made.
    fn new(what: &str) -> Option<Self> {
        let place = tempfile::tempdir().expect("a folder for the test");
        let Some(cut) = compiled(include_str!("cut.c"), "cut", &[]) else {
            skip(what, "there is no C compiler");
            return None;
        };
        let plug = Self { place, cut };
        let image = plug.image();
        fs::File::create(&image).and_then(|file| file.set_len(96 << 20)).expect("room for a small disk");
        fs::create_dir(plug.mount_point()).expect("a folder");
        if !run("mkfs.ext4", &["-q", "-F", text(&image)]) || !plug.mount() {
            skip(what, "it needs root, mkfs.ext4 and loop devices");
            return None;
        }
        Some(plug)
    }

    fn image(&self) -> PathBuf {
        self.place.path().join("image")
    }

    fn mount_point(&self) -> PathBuf {
        self.place.path().join("disk")
    }

    fn mount(&self) -> bool {
        run("mount", &["-o", "loop", text(&self.image()), text(&self.mount_point())])
    }

    /// Nothing of what was not synced comes after this.
    fn cut(&self) {
        let status = Command::new(&self.cut).arg(self.mount_point()).status().expect("it starts");
        assert!(status.success(), "the disk is shut down");
    }

    /// The power is back.
    fn again(&self) {
        let began = Instant::now();
        while !run("umount", &[text(&self.mount_point())]) {
            assert!(began.elapsed() < Duration::from_secs(10), "a dead disk is let go");
            sleep(Duration::from_millis(20));
        }
        assert!(self.mount(), "the disk comes back");
    }
}

impl Drop for Plug {
    fn drop(&mut self) {
        run("umount", &["-l", text(&self.mount_point())]);
    }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a temporary path is plain text")
}

/// A program that writes on the disk, and what it said so far.
struct Writing {
    child: Child,
    said: Arc<Mutex<Vec<String>>>,
    ears: JoinHandle<()>,
}

impl Writing {
    fn start(test: &str, folder: &Path) -> Self {
        let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
        command.args(["--ignored", "--exact", test, "--nocapture"]).env(FOLDER, folder);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("it starts");
        let lines = BufReader::new(child.stdout.take().expect("its output is ours")).lines();
        let said = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&said);
        let ears = std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                heard.lock().expect("no listener died").push(line);
            }
        });
        Self { child, said, ears }
    }

    /// The number of the last acknowledgement that was heard by now.
    fn acknowledged(&self) -> Option<usize> {
        let said = self.said.lock().expect("no listener died");
        said.iter().rev().find_map(|line| line.strip_prefix("acked ")?.parse().ok())
    }

    fn wait_for_one(&self) {
        let began = Instant::now();
        while self.acknowledged().is_none() {
            assert!(began.elapsed() < Duration::from_mins(1), "it writes within a minute");
            sleep(Duration::from_millis(5));
        }
    }

    fn end(mut self) {
        // It may have ended on the dead disk by itself.
        let _ = self.child.kill();
        self.child.wait().expect("it ends");
        self.ears.join().expect("the ears are fine");
    }
}

/// What is typed as word number `word`.
fn word(word: usize) -> String {
    format!("{word} ")
}

fn words(count: usize) -> String {
    (0..count).map(word).collect()
}

/// Types on from where the story ends, until the power is cut.
#[test]
#[ignore = "the typist, started by the other tests"]
fn typist() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let (store, _) = open(Path::new(&folder));
    let stored = match store.read(&id("a")) {
        Err(StoreError::NotFound { .. }) => {
            store.create(id("a"), &Story::default(), at(1)).expect("a new story");
            store.read(&id("a")).expect("it is there")
        }
        stored => stored.expect("it is there"),
    };
    let mut typed = Typed { name: id("a"), version: stored.version, body: stored.story.body };
    let done = typed.body.split_whitespace().count();
    for number in done.. {
        if typed.add(&store, &word(number)).on_disk {
            say(&format!("acked {}", number + 1));
        }
        match number % 40 {
            20 => drop(store.close(&typed.name)),
            // Quiet enough for folding, settling and the log.
            30 => sleep(Duration::from_millis(40)),
            _ => {}
        }
    }
}

#[test]
fn nothing_acknowledged_before_the_power_was_cut_is_lost() {
    let what = "Power cut while it types (ext4 in a file, shut down without a flush)";
    let Some(plug) = Plug::new(what) else { return };
    let (times, mut chance) = (size(4, 300), Chance(0xc47));
    let (folder, mut last, mut late) = (plug.mount_point().join("desk"), 0, 0);
    drop(open(&folder));
    for cut in 0..times {
        let writing = Writing::start("power::typist", &folder);
        writing.wait_for_one();
        sleep(Duration::from_micros(chance.below(300_000) as u64));
        let acknowledged = writing.acknowledged().expect("it was waited for");
        plug.cut();
        writing.end();
        plug.again();
        let (store, _) = open(&folder);
        let body = store.read(&id("a")).expect("it is there").story.body;
        let there = body.split_whitespace().count();
        assert!(there >= acknowledged, "cut {cut}: {acknowledged} words were acknowledged, {there} are there");
        assert_eq!(body, words(there), "cut {cut}: and nothing but what was typed");
        if cut % 20 == 0 {
            store.verify().expect("the desk is sound");
        }
        late += there - acknowledged;
        last = there;
    }
    let (store, _) = open(&folder);
    store.verify().expect("the desk is sound");
    drop(store);
    let found = format!("{last} edits acknowledged and all there; {late} more were on disk before they were told");
    tell(&Tried { what, times, lost: 0, found: &found });
}

/// Writes rows that are not synced one by one.
#[test]
#[ignore = "the control, started by the other tests"]
fn careless() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let database = careless_database(Path::new(&folder));
    database.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL").expect("it can be set");
    database
        .execute_batch("CREATE TABLE IF NOT EXISTS word (n INTEGER PRIMARY KEY, text TEXT) STRICT")
        .expect("a table");
    for number in count(&database) + 1.. {
        database.execute("INSERT INTO word VALUES (?1, ?2)", (number, word(number))).expect("the disk is fine");
        say(&format!("acked {number}"));
        sleep(Duration::from_millis(2));
    }
}

fn careless_database(folder: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(folder.join("careless.sqlite")).expect("it opens")
}

fn count(database: &rusqlite::Connection) -> usize {
    database.query_row("SELECT count(*) FROM word", [], |row| row.get(0)).expect("it counts")
}

#[test]
fn the_control_that_does_not_sync_each_commit_does_lose_some() {
    let what = "Control: the same cut under a database with synchronous=NORMAL, which must lose";
    let Some(plug) = Plug::new(what) else { return };
    let (times, mut chance, mut losing, mut rows) = (size(2, 30), Chance(0xc47), 0, 0);
    for _ in 0..times {
        let writing = Writing::start("power::careless", &plug.mount_point());
        writing.wait_for_one();
        sleep(Duration::from_micros(100_000 + chance.below(300_000) as u64));
        let acknowledged = writing.acknowledged().expect("it was waited for");
        plug.cut();
        writing.end();
        plug.again();
        let there = if plug.mount_point().join("careless.sqlite").exists() {
            let database = careless_database(&plug.mount_point());
            let counted = database.query_row("SELECT count(*) FROM word", [], |row| row.get::<_, usize>(0));
            // Not even the table may have come to the disk.
            counted.unwrap_or(0)
        } else {
            0
        };
        losing += usize::from(there < acknowledged);
        rows += acknowledged.saturating_sub(there);
    }
    assert!(losing * 6 >= times, "a cut that loses nothing proves nothing: {losing} of {times} lost");
    tell(&Tried { what, times, lost: losing, found: &format!("{rows} rows that were acknowledged are gone") });
}
