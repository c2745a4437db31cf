//! The disk is full, or may not be written. Needs to mount a small disk of its own; where that is not allowed the test
//! says so and a file-size limit stands in for the full disk.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use wirecopy_soak::{Tried, size, skip, tell};
use wirecopy_store::Store;
use wirecopy_story::Story;

use crate::common::{Typed, at, has_failed, id, is_saved, open, run, try_open, wait};

/// A disk of `mebibytes` that is gone with this value.
struct SmallDisk {
    mount: TempDir,
}

impl SmallDisk {
    /// `None` where nothing may be mounted.
    fn new(mebibytes: u32) -> Option<Self> {
        let mount = tempfile::tempdir().expect("a folder for the test");
        let size = format!("size={mebibytes}m,mode=700");
        let mounted = run("mount", &["-t", "tmpfs", "-o", &size, "tmpfs", path(mount.path())]);
        if !mounted {
            skip("A small disk of its own, filled", "no disk may be mounted here");
        }
        mounted.then_some(Self { mount })
    }

    fn folder(&self) -> PathBuf {
        self.mount.path().join("desk")
    }

    /// Leaves no byte free; gives the file that took them.
    fn fill(&self) -> PathBuf {
        let filler = self.mount.path().join("filler");
        let mut size = 1 << 20;
        let mut bytes = fs::read(&filler).unwrap_or_default().len();
        while size > 0 {
            let file = fs::OpenOptions::new().create(true).append(true).open(&filler).expect("it can be made");
            let wrote = std::io::Write::write_all(&mut &file, &vec![7; size]).is_ok();
            let now = usize::try_from(file.metadata().expect("it is there").len()).expect("small");
            if !wrote && now == bytes {
                size /= 2;
            }
            bytes = now;
        }
        filler
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        run("umount", &["-l", path(self.mount.path())]);
    }
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a temporary path is plain text")
}

#[test]
fn on_a_full_disk_the_last_text_still_fits_and_the_rest_waits_in_memory() {
    let times = size(1, 10);
    for _ in 0..times {
        let Some(disk) = SmallDisk::new(96) else { return };
        fill_and_make_room(&disk);
    }
    let what = "Disk filled to the last byte while typing (tmpfs), then room made";
    let found = "the ballast took the last text, the rest waited in memory, no false acknowledgement, all saved after";
    tell(&Tried { what, times, lost: 0, found });
}

fn fill_and_make_room(disk: &SmallDisk) {
    let (store, events) = open(&disk.folder());
    let mut typed = Typed::begin(&store, "a");
    assert!(typed.add(&store, "before ").on_disk, "there is room");
    disk.fill();
    let mut kept = 0;
    let paragraph = "the disk is full and the text goes on ".repeat(400);
    // The ballast takes the first; then the disk refuses.
    while typed.add(&store, &paragraph).on_disk {
        kept += 1;
        assert!(kept < 10_000, "a full disk refuses in the end");
        if kept == 1 {
            assert!(!disk.folder().join("ballast").exists(), "the ballast was given back");
            disk.fill();
        }
    }
    assert!(kept >= 1, "the ballast made room for the last text");
    assert!(has_failed(&events, "disk_full"), "it is told: {events:?}");
    for _ in 0..20 {
        assert!(!typed.add(&store, "more ").on_disk, "no false acknowledgement");
    }
    assert_eq!(store.read(&typed.name).expect("it is there").story.body, typed.body, "memory has it all");
    let refused = store.create(id("b"), &Story::default(), at(5)).expect_err("a new story would not be kept");
    assert_eq!(refused.code(), "disk_full", "{refused}");
    fs::remove_file(disk.mount.path().join("filler")).expect("room is made");
    wait("the text is saved", || is_saved(&events, &typed));
    assert!(typed.add(&store, "after").on_disk, "typing goes on");
    store.verify().expect("the desk is sound");
    drop(store);
    let (store, _) = open(&disk.folder());
    assert_eq!(store.read(&typed.name).expect("it is there").story.body, typed.body, "all on disk");
}

#[test]
fn what_was_acknowledged_before_the_disk_was_full_is_there_after_a_kill() {
    let times = size(1, 20);
    for _ in 0..times {
        let Some(disk) = SmallDisk::new(96) else { return };
        fill_and_die(&disk);
    }
    let what = "Disk filled while typing, then the program gone without a word";
    tell(&Tried { what, times, lost: 0, found: "everything acknowledged is there, nothing that was not typed" });
}

fn fill_and_die(disk: &SmallDisk) {
    let (store, _) = open(&disk.folder());
    let mut typed = Typed::begin(&store, "a");
    disk.fill();
    let paragraph = "text ".repeat(3_000);
    let mut acknowledged = String::new();
    for round in 0..400 {
        if typed.add(&store, &paragraph).on_disk {
            acknowledged.clone_from(&typed.body);
        }
        if round % 20 == 0 {
            disk.fill();
        }
    }
    assert!(acknowledged.len() < typed.body.len(), "the disk did refuse");
    // As a killed program would leave it.
    let copy = tempfile::tempdir().expect("a folder for the copy");
    crate::common::copy(&disk.folder(), copy.path());
    let (after, _) = open(copy.path());
    let body = after.read(&typed.name).expect("it is there").story.body;
    assert!(body.starts_with(&acknowledged), "{} were acknowledged, {} are there", acknowledged.len(), body.len());
    assert!(typed.body.starts_with(&body), "and nothing that was not typed");
}

#[test]
fn a_desk_on_a_full_disk_says_so_at_opening_or_opens() {
    let Some(disk) = SmallDisk::new(96) else { return };
    fs::create_dir(disk.folder()).expect("a folder");
    disk.fill();
    let error = try_open(&disk.folder()).err().expect("a new desk does not fit");
    assert_eq!(error.code(), "disk_full", "{error}");
    fs::remove_file(disk.mount.path().join("filler")).expect("room is made");
    let (store, _) = open(&disk.folder());
    store.create(id("a"), &Story::default(), at(1)).expect("the half-made desk is finished");
    drop(store);
    disk.fill();
    let (store, _) = open(&disk.folder());
    store.read(&id("a")).expect("an old desk on a full disk can be read");
}

#[test]
fn a_read_only_folder_is_told_and_can_be_read() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let desk = folder.path().join("desk");
    let (store, _) = open(&desk);
    let mut typed = Typed::begin(&store, "a");
    typed.add(&store, "text");
    store.shut(at(2));
    drop(store);
    let view = tempfile::tempdir().expect("a folder for the view");
    let mounted = run("mount", &["--bind", path(&desk), path(view.path())])
        && run("mount", &["-o", "remount,bind,ro", path(view.path())]);
    if !mounted {
        skip("A read-only folder", "nothing may be mounted here");
        run("umount", &["-l", path(view.path())]);
        return;
    }
    let opened = try_open(view.path()).err();
    let read = Store::open_read_only(view.path()).and_then(|reader| reader.read(&typed.name));
    run("umount", &["-l", path(view.path())]);
    let error = opened.expect("it cannot be written");
    assert_eq!(error.code(), "read_only", "{error}");
    assert_eq!(read.expect("it can be read").story.body, "text", "reading is possible");
    let found = "refused with the reason, and readable";
    tell(&Tried { what: "A desk on a read-only mount", times: 1, lost: 0, found });
}

#[test]
fn a_database_that_becomes_immutable_keeps_the_text_in_memory() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (store, events) = open(folder.path());
    let mut typed = Typed::begin(&store, "a");
    typed.add(&store, "before ");
    let files = ["desk.sqlite", "desk.sqlite-wal"].map(|name| folder.path().join(name));
    let mark = |flag: &str| files.iter().all(|file| run("chattr", &[flag, path(file)]));
    if !mark("+i") {
        mark("-i");
        skip("Files made immutable while typing", "files cannot be made immutable here");
        return;
    }
    let ack = typed.add(&store, "while ");
    let told = has_failed(&events, "read_only") || has_failed(&events, "io");
    let body = store.read(&typed.name).map(|stored| stored.story.body);
    assert!(mark("-i"), "it can be undone");
    assert!(!ack.on_disk, "nothing can be written");
    assert!(told, "it is told: {events:?}");
    assert_eq!(body.expect("it is there"), typed.body, "memory has it all");
    wait("the text is saved", || is_saved(&events, &typed));
    drop(store);
    let (store, _) = open(folder.path());
    assert_eq!(store.read(&typed.name).expect("it is there").story.body, typed.body, "all on disk");
    let found = "told at once, kept in memory, saved when it could be";
    tell(&Tried { what: "Database and log made immutable while typing", times: 1, lost: 0, found });
}
