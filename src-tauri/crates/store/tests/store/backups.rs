//! Backups: made, proven, put back; what was replaced is kept.

use std::fs;
use std::time::{Duration, Instant};

use wirecopy_store::{Store, restore};

use crate::common::{Bench, at, body, id, open, options, story};

#[test]
fn a_backup_brings_back_what_was_there_and_keeps_what_it_replaces() {
    let bench = Bench::new();
    let version = bench.store.create(id("a"), &story("h", "before"), at(1)).expect("a new story");
    bench.store.create(id("b"), &story("h", "other"), at(2)).expect("a new story");
    let row = bench.store.back_up(at(3)).expect("a backup");
    assert_eq!((row.stories, row.at), (2, at(3)), "it says what is in it");
    assert_eq!(bench.store.backups().expect("the list"), std::slice::from_ref(&row), "it is listed");
    bench.edit(&id("a"), version, vec![body(0, 6, "after")], 4).expect("it is taken");
    let folder = bench.folder.path().to_owned();
    assert_eq!(restore(&folder, &row.name).expect_err("it is open").code(), "desk_held", "not while it is open");
    bench.store.shut(at(5));
    let tempdir = bench.folder;
    restore(&folder, &row.name).expect("it is put back");
    let (store, _) = open(tempdir.path());
    assert_eq!(store.read(&id("a")).expect("it is there").story.body, "before", "as it was");
    let version = store.read(&id("a")).expect("it is there").version;
    store.verify().expect("the desk is sound");
    drop(store);
    let replaced = folder.join("replaced-1");
    assert!(replaced.join("desk.sqlite").exists() && replaced.join("hwm").exists(), "what was replaced is kept");
    fs::copy(folder.join("desk.key"), replaced.join("desk.key")).expect("it can be copied");
    let (old, _) = open(&replaced);
    assert_eq!(old.read(&id("a")).expect("it is there").story.body, "after", "and still opens");
    let (store, _) = open(tempdir.path());
    let bench = Bench { folder: tempdir, store, events: options().1 };
    let ack = bench.edit(&id("a"), version, vec![body(6, 6, "!")], 6).expect("typing goes on");
    assert!(ack.on_disk, "on disk");
    bench.reopen().store.verify().expect("the desk is sound");
}

/// A backup that still asks for a log beside it, as older programs left one when the disk failed them, goes back whole:
/// nothing of it stays in a log that is not put in place with it.
#[test]
fn a_backup_with_a_log_is_put_back_whole_and_again() {
    let bench = Bench::new();
    bench.store.create(id("a"), &story("h", "text"), at(1)).expect("a new story");
    let row = bench.store.back_up(at(2)).expect("a backup");
    bench.store.shut(at(3));
    let folder = bench.folder.path().to_owned();
    let tempdir = bench.folder;
    fs::copy(folder.join("desk.sqlite"), folder.join("backups").join(&row.name)).expect("it can be copied");
    for turn in 0..2 {
        // What a try that was broken off may leave.
        fs::write(folder.join("desk.sqlite.incoming-wal"), "not its log").expect("it can be written");
        let restored = restore(&folder, &row.name);
        assert!(restored.is_ok(), "turn {turn}: it is put back: {restored:?}");
        let names = fs::read_dir(&folder).expect("a folder").flatten().map(|entry| entry.file_name());
        let left: Vec<_> = names.filter(|name| name.to_string_lossy().contains("incoming")).collect();
        assert!(left.is_empty(), "turn {turn}: nothing is left beside the desk: {left:?}");
        let (store, _) = open(tempdir.path());
        assert_eq!(store.read(&id("a")).expect("it is there").story.body, "text", "as it was");
        store.verify().expect("the desk is sound");
    }
}

#[test]
fn the_end_makes_a_backup_only_when_something_changed() {
    let bench = Bench::new();
    assert_eq!(bench.store.shut(at(1)).backup, None, "an empty desk needs none");
    let bench = bench.reopen_shut();
    bench.store.create(id("a"), &story("h", "b"), at(2)).expect("a new story");
    let made = bench.store.shut(at(3)).backup.expect("something changed");
    assert_eq!(made.stories, 1, "it holds the story");
    let bench = bench.reopen_shut();
    bench.store.read(&id("a")).expect("it is there");
    bench.store.put_setting("window", "wide").expect("kept");
    assert_eq!(bench.store.shut(at(4)).backup, None, "reading and settings are no change");
}

#[test]
fn a_damaged_backup_is_refused_and_nothing_is_touched() {
    let bench = Bench::new();
    bench.store.create(id("a"), &story("h", "text"), at(1)).expect("a new story");
    let row = bench.store.back_up(at(2)).expect("a backup");
    bench.store.shut(at(3));
    let path = bench.folder.path().join("backups").join(&row.name);
    let whole = fs::read(&path).expect("it is there");
    for place in [20, whole.len() / 3, whole.len() - 40] {
        let mut bytes = whole.clone();
        bytes[place] ^= 4;
        fs::write(&path, &bytes).expect("it can be written");
        let error = restore(bench.folder.path(), &row.name).expect_err("it is damaged");
        assert_eq!(error.code(), "desk_damaged", "byte {place}: {error}");
    }
    assert!(!bench.folder.path().join("replaced-1").exists(), "nothing was moved");
    open(bench.folder.path());
}

#[test]
fn the_newest_backup_stays_though_the_clock_was_put_back_by_years() {
    let bench = Bench::new();
    bench.store.create(id("a"), &story("h", "text"), at(1)).expect("a new story");
    for day in 1..=30 {
        bench.store.back_up(at(day * 86_400)).expect("a backup");
    }
    let row = bench.store.back_up(at(-300_000_000)).expect("a backup");
    let rows = bench.store.backups().expect("the list");
    assert!(rows.contains(&row), "what was just made is there");
    assert!(rows.len() < 31, "and retention removes others: {} are left", rows.len());
}

#[test]
fn only_a_listed_name_is_restored() {
    let bench = Bench::new();
    bench.store.shut(at(1));
    for name in ["", "..", "../desk.sqlite", "desk.sqlite", "/etc/passwd", "desk-20270115T080000Z-1-s1.sqlite"] {
        let error = restore(bench.folder.path(), name).expect_err("no such backup");
        assert_eq!(error.code(), "not_found", "{name:?}: {error}");
    }
}

#[test]
fn a_damaged_desk_names_its_last_good_backup_and_comes_back_from_it() {
    let bench = Bench::new();
    for n in 0..20 {
        let text = format!("story {n} ").repeat(200);
        bench.store.create(id(&format!("s{n}")), &story("h", &text), at(n)).expect("a new story");
    }
    let row = bench.store.back_up(at(30)).expect("a backup");
    bench.store.shut(at(31));
    let database = bench.folder.path().join("desk.sqlite");
    let mut bytes = fs::read(&database).expect("it is there");
    bytes[100] ^= 1;
    fs::write(&database, &bytes).expect("it can be written");
    let error = Store::open(bench.folder.path(), options().0).err().expect("the first page is damaged");
    assert_eq!(error.code(), "desk_damaged", "{error}");
    assert!(error.to_string().contains(&row.name), "it names the backup: {error}");
    restore(bench.folder.path(), &row.name).expect("it is put back");
    let (store, _) = open(bench.folder.path());
    assert_eq!(store.rows().expect("the list").len(), 20, "every story is back");
    store.verify().expect("the desk is sound");
}

#[test]
fn typing_goes_on_while_a_backup_is_made() {
    let bench = Bench::new();
    let mut version = bench.store.create(id("a"), &story("h", ""), at(1)).expect("a new story");
    let filler = "filler ".repeat(20_000);
    for n in 0..10 {
        bench.store.create(id(&format!("s{n}")), &story("h", &filler), at(2)).expect("a new story");
    }
    std::thread::scope(|scope| {
        let copying = scope.spawn(|| bench.store.back_up(at(3)));
        for _ in 0..200 {
            let ack = bench.edit(&id("a"), version, vec![body(0, 0, "x")], 4).expect("it is taken");
            assert!(ack.on_disk, "a backup does not keep typing from the disk");
            version = ack.version;
        }
        copying.join().expect("no panic").expect("the backup is proven");
    });
    assert_eq!(bench.store.read(&id("a")).expect("it is there").story.body.len(), 200, "all of it");
}

#[test]
fn a_quarter_of_an_hour_of_typing_makes_a_backup_by_itself() {
    let bench = Bench::new();
    let mut version = bench.store.create(id("a"), &story("h", ""), at(0)).expect("a new story");
    let mut count = 0;
    for minute in 0..50 {
        version = bench.edit(&id("a"), version, vec![body(0, 0, "x")], minute * 60).expect("it is taken").version;
        // The copy is made beside the writer: give it its time.
        let due = usize::try_from(minute / 15).expect("small");
        let began = Instant::now();
        while bench.store.backups().expect("the list").len() < due && began.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(5));
        }
        count = bench.store.backups().expect("the list").len();
        assert_eq!(count, due, "one for each quarter of an hour, at minute {minute}");
    }
    assert_eq!(count, 3, "fifty minutes have three");
    let newest = bench.store.backups().expect("the list").remove(0);
    let folder = bench.folder.path().to_owned();
    drop(bench.store);
    restore(&folder, &newest.name).expect("it is put back");
    let (store, _) = open(&folder);
    assert_eq!(store.read(&id("a")).expect("it is there").story.body.len(), 46, "as it was at minute 45");
}

#[test]
fn a_refused_desk_can_be_rescued_story_by_story() {
    let bench = Bench::new();
    for n in 0..12 {
        let text = format!("story {n} ").repeat(1_000);
        bench.store.create(id(&format!("s{n}")), &story("h", &text), at(n)).expect("a new story");
        bench.store.close(&id(&format!("s{n}"))).expect("it closes");
    }
    bench.store.shut(at(20));
    let database = bench.folder.path().join("desk.sqlite");
    let whole = fs::read(&database).expect("it is there");
    let page = whole.len() / 4096 / 2;
    let mut bytes = whole;
    bytes[page * 4096 + 77] ^= 1;
    fs::write(&database, &bytes).expect("it can be written");
    let reader = Store::rescue(bench.folder.path()).expect("the first page is whole");
    let read = |n: usize| reader.read(&id(&format!("s{n}"))).map(|stored| stored.story.body);
    let rescued: Vec<_> = (0..12).filter_map(|n| read(n).ok().map(|text| (n, text))).collect();
    assert!(rescued.len() >= 10, "one page takes one story or two, {} are left", rescued.len());
    for (n, text) in rescued {
        assert_eq!(text, format!("story {n} ").repeat(1_000), "what reads is right");
    }
}
