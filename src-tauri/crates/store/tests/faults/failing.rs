//! Writes and syncs that fail: the k-th of each kind, once, for a while, and for good. Never a false "on disk", and the
//! desk is whole again when the disk is.
//!
//! The failing disk is a small library preloaded into a second program (this one, started for one ignored test). It is
//! compiled when the tests run; without a C compiler the sweep says that it was not tried, and a file-size limit, which
//! needs nothing but a shell, still is.
#![cfg(target_os = "linux")]

use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::common::{Typed, id, is_saved, open, wait};

const FOLDER: &str = "WIRECOPY_FAILING_FOLDER";
const ARMED: &str = "SHIM_ARMED";
const WORDS: usize = 40;

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{line}").and_then(|()| out.flush()).expect("the parent listens");
}

/// Types some words on a failing disk, says which were acknowledged, and ends as if killed.
#[test]
#[ignore = "the typist on a failing disk, started by the other tests"]
fn typist_on_a_failing_disk() {
    let Ok(folder) = env::var(FOLDER) else { return };
    let (store, events) = open(Path::new(&folder));
    let mut typed = Typed::begin(&store, "a");
    typed.add(&store, "start ");
    say(&format!("acked {}", typed.body.len()));
    let armed = env::var(ARMED).ok();
    if let Some(armed) = &armed {
        fs::write(armed, b"").expect("it can be armed");
    }
    let mut waiting = 0;
    for word in 0..WORDS {
        // Enough that the log grows and is moved into the database on the way.
        if typed.add(&store, &format!("word {word} ").repeat(300)).on_disk {
            say(&format!("acked {}", typed.body.len()));
        } else {
            waiting += 1;
            say("refused");
        }
        if word % 13 == 12 {
            // Folding, settling and revisions meet the failing disk too; each may fail, none may lose.
            let done = [store.close(&typed.name).is_ok(), store.rows().is_ok()];
            say(&format!("chores {done:?}"));
        }
    }
    let in_memory = store.read(&typed.name).expect("memory has it").story.body;
    assert!(in_memory == typed.body, "memory has all of it");
    if let Some(armed) = &armed {
        fs::remove_file(armed).expect("it can be disarmed");
        if waiting > 0 && !typed.add(&store, "end").on_disk {
            wait("the text is saved when the disk is well again", || is_saved(&events, &typed));
        }
        let stored = store.back_up(crate::common::at(9)).map(|_| typed.body.len());
        say(&format!("acked {}", stored.expect("a backup when the disk is well again")));
    }
    say(&format!("typed {}", typed.body.len()));
    // No farewell: the process just ends.
    std::process::abort();
}

/// What the typist said, and the words of a kind.
struct Said(String);

impl Said {
    fn numbers(&self, word: &str) -> Vec<usize> {
        self.0.lines().filter_map(|line| line.strip_prefix(word)?.trim().parse().ok()).collect()
    }

    fn count(&self, line: &str) -> usize {
        self.0.lines().filter(|said| *said == line).count()
    }
}

fn said(output: &Output, what: &str) -> Said {
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        said.contains("\ntyped "),
        "{what}: the typist came to the end: {said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Said(said)
}

/// Everything acknowledged is there, and nothing that was not typed.
fn check(folder: &Path, said: &Said, what: &str) {
    let (store, _) = open(folder);
    let body = store.read(&id("a")).expect("it is there").story.body;
    let whole =
        "start ".to_owned() + &(0..WORDS).map(|word| format!("word {word} ").repeat(300)).collect::<String>() + "end";
    assert!(whole.starts_with(&body), "{what}: nothing but what was typed is there");
    let acked = said.numbers("acked ").last().copied().unwrap_or(0);
    assert!(body.len() >= acked, "{what}: {acked} bytes were acknowledged, {} are there", body.len());
    let verified = store.verify();
    assert!(verified.is_ok(), "{what}: the desk is sound: {verified:?}");
}

fn shim() -> Option<PathBuf> {
    let folder = env::temp_dir().join(format!("wirecopy-shim-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for the library");
    let (source, library) = (folder.join("shim.c"), folder.join("shim.so"));
    fs::write(&source, include_str!("shim.c")).expect("it can be written");
    let built =
        Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(&source).arg("-ldl").status();
    if built.is_ok_and(|status| status.success()) {
        return Some(library);
    }
    eprintln!("not tried: no C compiler for the failing disk");
    None
}

#[test]
fn a_failed_write_or_sync_is_never_acknowledged_and_is_made_good() {
    let Some(library) = shim() else { return };
    let program = env::current_exe().expect("this program has a path");
    let mut refused = 0;
    for (call, file) in [
        ("fdatasync", "desk.sqlite-wal"),
        ("fdatasync", "desk.sqlite"),
        ("fsync", "desk.sqlite"),
        ("pwrite", "desk.sqlite-wal"),
        ("pwrite", "desk.sqlite"),
        ("fdatasync", "hwm"),
        ("ftruncate", "desk.sqlite"),
    ] {
        for (from, count) in [(1, 1), (2, 1), (3, 1), (5, 2), (9, 1), (14, 4), (20, 1), (1, 1_000_000)] {
            let what = format!("{call} of {file}, {count} from {from}");
            let place = tempfile::tempdir().expect("a folder for the test");
            let folder = place.path().join("desk");
            let mut command = Command::new(&program);
            command.args(["--ignored", "--exact", "failing::typist_on_a_failing_disk", "--nocapture"]);
            command.env(FOLDER, &folder).env("LD_PRELOAD", &library).env(ARMED, place.path().join("armed"));
            command.env("SHIM_CALL", call).env("SHIM_FILE", file);
            command.env("SHIM_FROM", from.to_string()).env("SHIM_COUNT", count.to_string());
            let output = command.stdin(Stdio::null()).output().expect("the typist starts");
            let said = said(&output, &what);
            refused += said.count("refused");
            assert_eq!(said.numbers("acked ").last(), said.numbers("typed ").last(), "{what}: made good in the end");
            check(&folder, &said, &what);
        }
    }
    assert!(refused > 0, "the disk did fail");
    eprintln!("failing disk: {refused} edits were refused on the way, none was lost");
}

#[test]
fn a_limit_on_the_size_of_files_is_never_acknowledged() {
    let program = env::current_exe().expect("this program has a path");
    let mut refused = 0;
    for blocks in [700, 800, 1_000, 1_400] {
        let place = tempfile::tempdir().expect("a folder for the test");
        let folder = place.path().join("desk");
        // The desk is made in peace, with its ballast; the limit is for what is typed.
        drop(open(&folder));
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let mut command = Command::new("sh");
        command.arg("-c").arg(script).arg(&program);
        command.args(["--ignored", "--exact", "failing::typist_on_a_failing_disk", "--nocapture"]);
        let output = command.env(FOLDER, &folder).stdin(Stdio::null()).output().expect("the typist starts");
        let what = format!("at most {blocks} blocks a file");
        let said = said(&output, &what);
        refused += said.count("refused");
        check(&folder, &said, &what);
    }
    assert!(refused > 0, "the limit was met");
    eprintln!("file-size limit: {refused} edits were refused, none that was acknowledged is lost");
}
