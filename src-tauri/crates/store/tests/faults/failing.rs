//! Writes, syncs, opens and renames that fail: each in turn, once and for good, whatever the desk is doing. Never a
//! false "on disk", no panic, and the desk is whole again when the disk is, without a new start.
//!
//! The failing disk is a small library preloaded into a second program (this one, started for one ignored test). It is
//! compiled when the tests run; without a C compiler the sweep says that it was not tried, and a file-size limit, which
//! needs nothing but a shell, still is.
#![cfg(target_os = "linux")]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use wirecopy_soak::{Tried, is_full, size, skip, tell};
use wirecopy_store::{Store, Why};

use crate::common::{Events, Typed, at, compiled, copy_all, id, open, say, try_open};

const FOLDER: &str = "WIRECOPY_FAILING_FOLDER";
const SCENE: &str = "WIRECOPY_FAILING_SCENE";
const ARMED: &str = "SHIM_ARMED";
const WORDS: usize = 10;

/// What the desk is doing when the disk fails.
const SCENES: [&str; 6] = ["typing", "revision", "folding", "backup", "opening", "migration"];
const CALLS: [&str; 6] = ["write", "sync", "truncate", "open", "rename", "remove"];

/// Ways to fail: one call, or every one from there on.
const ONCE: usize = 1;
const FOR_GOOD: usize = 1_000_000;

fn paragraph(word: usize) -> String {
    // Enough that the log grows and is moved into the database on the way.
    format!("word {word} ").repeat(300)
}

/// Does one scene on a failing disk, says what was acknowledged, and ends as if killed.
#[test]
#[ignore = "the desk on a failing disk, started by the other tests"]
fn desk_on_a_failing_disk() {
    let (Ok(folder), Ok(scene)) = (env::var(FOLDER), env::var(SCENE)) else { return };
    let (folder, armed) = (Path::new(&folder), env::var(ARMED).ok());
    let arm = || armed.iter().for_each(|armed| fs::write(armed, b"").expect("it can be armed"));
    let disarm = || armed.iter().for_each(|armed| fs::remove_file(armed).expect("it can be disarmed"));
    let opens_late = scene == "opening" || scene == "migration";
    if opens_late {
        arm();
        match try_open(folder) {
            Ok(opened) => play(&scene, opened, disarm),
            Err(error) => {
                say(&format!("refused {}", error.code()));
                disarm();
                // The disk is well again: the same program opens the desk.
                play(&scene, open(folder), || {});
            }
        }
    } else {
        let opened = open(folder);
        arm();
        play(&scene, opened, disarm);
    }
}

fn play(scene: &str, (store, _events): (Store, Events), disarm: impl Fn()) {
    let read = store.read(&id("a"));
    if read.is_err() && scene == "opening" {
        // Reading met the failing disk as well.
        disarm();
        let body = store.read(&id("a")).expect("the disk is well").story.body;
        end(&store, &body);
    }
    if scene == "migration" {
        disarm();
        store.rows().expect("the disk is well");
        end(&store, "");
    }
    let stored = read.expect("it was there");
    let mut typed = Typed { name: id("a"), version: stored.version, body: stored.story.body };
    let first = typed.body.matches("word ").count() / 300;
    for word in first..first + WORDS {
        if typed.add(&store, &paragraph(word)).on_disk {
            say(&format!("acked {}", typed.body.len()));
        } else {
            say("refused");
        }
        match scene {
            "revision" => {
                if let Ok(row) = store.revise(&typed.name, Why::Manual, "", at(2)) {
                    say(&format!("revision {}", row.number));
                }
            }
            "folding" => drop(store.close(&typed.name)),
            "backup" if word % 4 == 1 => {
                if let Ok(row) = store.back_up(at(10 + i64::try_from(word).expect("small"))) {
                    say(&format!("backup {}", row.name));
                }
            }
            "typing" if word % 4 == 3 => drop(store.rows()),
            _ => {}
        }
    }
    let in_memory = store.read(&typed.name);
    disarm();
    let in_memory = in_memory.or_else(|_| store.read(&typed.name)).expect("memory has it").story.body;
    assert!(in_memory == typed.body, "memory has all of it");
    end(&store, &typed.body);
}

/// The disk is well: everything is on it, without a new start, and proves right. No farewell: the process just ends.
fn end(store: &Store, body: &str) -> ! {
    store.back_up(at(99)).expect("a backup when the disk is well again");
    say(&format!("acked {}", body.len()));
    store.verify().expect("sound when the disk is well again");
    say(&format!("typed {}", body.len()));
    std::process::abort();
}

/// What the desk said, and the words of a kind.
struct Said(String);

impl Said {
    fn of(output: &Output, what: &str) -> Self {
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("\ntyped "), "{what}: it came to the end: {said}{complaint}");
        Self(said)
    }

    fn words<'a>(&'a self, kind: &'a str) -> impl DoubleEndedIterator<Item = &'a str> {
        self.0.lines().filter_map(move |line| line.strip_prefix(kind)).map(str::trim)
    }

    fn last(&self, kind: &str) -> usize {
        self.words(kind).next_back().and_then(|number| number.parse().ok()).unwrap_or(0)
    }
}

/// Everything acknowledged is there after a new start, and nothing that was not typed.
fn check(folder: &Path, scene: &str, said: &Said, what: &str) {
    let (store, _) = open(folder);
    if scene == "migration" {
        assert_eq!(store.rows().expect("the list").len(), 2, "{what}: both stories of the older desk are there");
    } else {
        let body = store.read(&id("a")).expect("it is there").story.body;
        let whole: String = (0..3 * WORDS).map(paragraph).collect();
        assert!(whole.starts_with(&body), "{what}: nothing but what was typed is there");
        let acked = said.last("acked ");
        assert!(body.len() >= acked, "{what}: {acked} bytes were acknowledged, {} are there", body.len());
        let newest = store.revisions(&id("a")).expect("they read").first().map_or(0, |row| row.number as usize);
        assert!(newest >= said.last("revision "), "{what}: every revision is there");
    }
    let verified = store.verify();
    assert!(verified.is_ok(), "{what}: the desk is sound: {verified:?}");
    drop(store);
    for name in said.words("backup ") {
        let restored = wirecopy_store::restore(folder, name);
        assert!(restored.is_ok(), "{what}: the backup {name} can be put back: {restored:?}");
    }
}

/// A folder with what a scene begins with.
fn stage(scene: &str) -> tempfile::TempDir {
    let place = tempfile::Builder::new().prefix("wirecopy-failing-").tempdir().expect("a folder for the test");
    let folder = place.path().join("desk");
    if scene == "migration" {
        copy_all(&crate::older::fixture("desk-0001"), &folder);
        return place;
    }
    let work = place.path().join("work");
    let (store, _) = open(&work);
    let mut typed = Typed::begin(&store, "a");
    for word in 0..3 {
        typed.add(&store, &paragraph(word));
    }
    // With a log, as a killed program leaves it.
    crate::common::copy(&work, &folder);
    place
}

struct Trial<'a> {
    scene: &'static str,
    call: &'static str,
    from: usize,
    count: usize,
    /// Only calls on this file of the desk; empty: on any.
    file: &'static str,
    library: &'a Path,
    stage: &'a Path,
}

impl Trial<'_> {
    /// Runs it and checks what is left. How many calls there were to fail, and how often the desk was told "refused".
    fn run(&self) -> (usize, usize) {
        let Self { scene, call, from, count, file, library, stage } = self;
        let what = format!("{scene}: {call} number {from}, {}", if *count == ONCE { "once" } else { "for good" });
        let place = tempfile::Builder::new().prefix("wirecopy-failing-").tempdir().expect("a folder for the test");
        let (folder, calls) = (place.path().join("desk"), place.path().join("calls"));
        copy_all(&stage.join("desk"), &folder);
        let mut command = Command::new(env::current_exe().expect("this program has a path"));
        command.args(["--ignored", "--exact", "failing::desk_on_a_failing_disk", "--nocapture"]);
        command.env(FOLDER, &folder).env(SCENE, scene).env("LD_PRELOAD", library);
        command.env(ARMED, place.path().join("armed")).env("SHIM_CALLS", &calls);
        command.env("SHIM_CALL", call).env("SHIM_FILE", folder.join(file));
        command.env("SHIM_FROM", from.to_string()).env("SHIM_COUNT", count.to_string());
        let output = command.stdin(Stdio::null()).output().expect("the desk starts");
        let said = Said::of(&output, &what);
        assert_eq!(said.last("acked "), said.last("typed "), "{what}: made good in the end");
        check(&folder, scene, &said, &what);
        (fs::read(calls).unwrap_or_default().len(), said.words("refused").count())
    }
}

#[test]
fn a_call_that_fails_is_never_acknowledged_and_is_made_good() {
    let what = "One call to the disk failing, and every one from it on: write, sync, truncation, open, rename, removal";
    let Some(library) = compiled(include_str!("shim.c"), "shim.so", &["-shared", "-fPIC", "-ldl"]) else {
        return skip(what, "there is no C compiler");
    };
    let (mut times, mut told) = (0, 0);
    for scene in SCENES {
        let stage = stage(scene);
        for call in CALLS {
            let trial =
                |from, count| Trial { scene, call, from, count, file: "", library: &library, stage: stage.path() };
            let places = if is_full() {
                // One that never fails counts the calls.
                let calls = trial(FOR_GOOD, ONCE).run().0;
                let wanted = size(1, calls.max(1)).min(calls);
                (0..wanted).map(|place| 1 + place * calls / wanted).collect()
            } else {
                vec![1 + (scene.len() + 2 * call.len()) % 5]
            };
            let trials: Vec<_> =
                places.into_iter().flat_map(|from| [trial(from, ONCE), trial(from, FOR_GOOD)]).collect();
            times += trials.len();
            told += at_once(&trials);
        }
    }
    assert!(told > 0, "the disk did fail");
    let found = format!("while {}; refused {told} times, all made good without a new start", SCENES.join(", "));
    tell(&Tried { what, times, lost: 0, found: &found });
}

/// Several at a time: they mostly wait for the disk. Gives how often the desks were told "refused".
fn at_once(trials: &[Trial<'_>]) -> usize {
    let (next, told) = (AtomicUsize::new(0), Mutex::new(0));
    std::thread::scope(|scope| {
        for _ in 0..if is_full() { 3 } else { 2 } {
            scope.spawn(|| {
                while let Some(trial) = trials.get(next.fetch_add(1, Ordering::Relaxed)) {
                    *told.lock().expect("no trial failed") += trial.run().1;
                }
            });
        }
    });
    told.into_inner().expect("no trial failed")
}

#[test]
fn a_mark_that_stayed_behind_keeps_the_changes_that_prove_it() {
    let what = "The high-water mark not written or not synced before changes are folded";
    let Some(library) = compiled(include_str!("shim.c"), "shim.so", &["-shared", "-fPIC", "-ldl"]) else {
        return skip(what, "there is no C compiler");
    };
    let stage = stage("folding");
    let trial = |call, from, count| Trial {
        scene: "folding",
        call,
        from,
        count,
        file: "hwm",
        library: &library,
        stage: stage.path(),
    };
    // Each word writes the mark, and the last are folded with nothing written after.
    let trials: Vec<_> = (WORDS - 2..WORDS + 2)
        .flat_map(|from| ["write", "sync"].map(|call| [trial(call, from, ONCE), trial(call, from, FOR_GOOD)]))
        .flatten()
        .collect();
    at_once(&trials);
    tell(&Tried { what, times: trials.len(), lost: 0, found: "not folded until the mark was there; the desk opens" });
}

#[test]
fn a_limit_on_the_size_of_files_is_never_acknowledged() {
    let program = env::current_exe().expect("this program has a path");
    let stage = stage("typing");
    let limits: Vec<_> = (0..size(4, 40)).map(|step| 120 + step * 400 / size(4, 40)).collect();
    let mut refused = 0;
    for blocks in &limits {
        let place = tempfile::tempdir().expect("a folder for the test");
        let folder: PathBuf = place.path().join("desk");
        copy_all(&stage.path().join("desk"), &folder);
        // What the limit would keep from being made at opening is there before it.
        drop(open(&folder));
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let mut command = Command::new("sh");
        command.arg("-c").arg(script).arg(&program);
        command.args(["--ignored", "--exact", "failing::typist_under_a_limit", "--nocapture"]);
        let output = command.env(FOLDER, &folder).stdin(Stdio::null()).output().expect("the typist starts");
        let what = format!("at most {blocks} blocks a file");
        let said = Said::of(&output, &what);
        refused += said.words("refused").count();
        check(&folder, "typing", &said, &what);
    }
    assert!(refused > 0, "the limit was met");
    let found = format!("{refused} edits were refused, none that was acknowledged is lost");
    tell(&Tried {
        what: "A limit on the size of a file (ulimit -f) met while typing",
        times: limits.len(),
        lost: 0,
        found: &found,
    });
}

/// Types until the limit and beyond; it never goes away.
#[test]
#[ignore = "the typist, started by the other test"]
fn typist_under_a_limit() {
    let Ok(folder) = env::var(FOLDER) else { return };
    let (store, _) = open(Path::new(&folder));
    let stored = store.read(&id("a")).expect("it is there");
    let mut typed = Typed { name: id("a"), version: stored.version, body: stored.story.body };
    for word in 3..3 * WORDS {
        if typed.add(&store, &paragraph(word)).on_disk {
            say(&format!("acked {}", typed.body.len()));
        } else {
            say("refused");
        }
        if word % 9 == 8 {
            // Folding meets the limit too; it may fail, it may not lose.
            let _ = store.close(&typed.name);
        }
    }
    assert!(store.read(&typed.name).expect("memory has it").story.body == typed.body, "memory has all of it");
    say(&format!("typed {}", typed.body.len()));
    std::process::abort();
}
