//! While the desk is open: another program locks, moves or replaces its database.

use std::fs;

use wirecopy_soak::{Tried, tell};
use wirecopy_store::{Store, StoreEvent};
use wirecopy_story::Story;

use crate::common::{Typed, at, has_failed, id, is_saved, open, raw_connection, wait};

#[test]
fn a_locked_database_keeps_the_text_in_memory_until_it_is_free() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (store, events) = open(folder.path());
    let mut typed = Typed::begin(&store, "a");
    assert!(typed.add(&store, "before ").on_disk, "the disk is fine");
    let other = raw_connection(folder.path());
    other.execute_batch("BEGIN EXCLUSIVE").expect("another program locks the database");
    assert!(!typed.add(&store, "while ").on_disk, "a locked database took nothing");
    assert!(!typed.add(&store, "locked ").on_disk, "nor the next one");
    assert!(has_failed(&events, "busy"), "it is told why: {events:?}");
    assert_eq!(store.read(&typed.name).expect("it is there").story.body, typed.body, "memory has it all");
    let row = store.rows().expect("the list reads");
    assert_eq!(row[0].words, 3, "the list too: {row:?}");
    let refused = store.create(id("b"), &Story::default(), at(5)).expect_err("a new story would not be kept");
    assert_eq!(refused.code(), "busy", "{refused}");
    look_back_in_memory(&store, &typed);
    other.execute_batch("ROLLBACK").expect("it lets go");
    wait("the text is saved", || is_saved(&events, &typed));
    assert!(typed.add(&store, "after").on_disk, "and typing goes on");
    drop(store);
    let (store, _) = open(folder.path());
    assert_eq!(store.read(&typed.name).expect("it is there").story.body, "before while locked after", "all on disk");
    store.verify().expect("the desk is sound");
    let what = "Database locked by another program (BEGIN EXCLUSIVE) while typing";
    tell(&Tried { what, times: 1, lost: 0, found: "told, kept in memory, saved when it was free" });
}

/// The newest two versions of `typed` are in memory only.
fn look_back_in_memory(store: &Store, typed: &Typed) {
    let versions = store.life(&typed.name).expect("its life").versions;
    let said = |at: usize| store.at(&typed.name, versions[at].0).expect("it was there").story.body;
    let texts: Vec<_> = (0..versions.len()).map(said).collect();
    assert_eq!(texts, ["", "before ", "before while ", "before while locked "], "on disk or not");
    let steps = store.last_steps(&typed.name, 300, 1 << 18).expect("the steps");
    assert_eq!(steps.version, versions[1].0, "what can be taken back after a restart is what is on disk");
}

#[test]
fn a_moment_that_is_not_what_its_revision_kept_is_not_shown() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (store, _) = open(folder.path());
    let mut typed = Typed::begin(&store, "a");
    let first = typed.add(&store, "one ").version;
    store.revise(&typed.name, wirecopy_store::Why::Manual, "", at(2)).expect("a revision");
    let second = typed.add(&store, "two ").version;
    let raw = raw_connection(folder.path());
    let forged = "DROP TRIGGER revision_stands; UPDATE revision SET content = zeroblob(32)";
    raw.execute_batch(forged).expect("who knows the key can do anything");
    let error = store.at(&typed.name, first).expect_err("the text is not the one that was kept");
    assert_eq!(error.code(), "desk_damaged", "{error}");
    assert_eq!(store.at(&typed.name, second).expect("it was there").story.body, "one two ", "no revision, no doubt");
}

#[test]
fn a_locked_database_is_told_at_opening() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    drop(open(folder.path()));
    let other = raw_connection(folder.path());
    other.execute_batch("BEGIN EXCLUSIVE").expect("another program locks the database");
    // Reading is possible beside a lock in WAL, so it opens; what is typed waits.
    let (store, events) = open(folder.path());
    let refused = store.create(id("a"), &Story::default(), at(1)).expect_err("it cannot be kept");
    assert_eq!(refused.code(), "busy", "{refused}");
    other.execute_batch("ROLLBACK").expect("it lets go");
    store.create(id("a"), &Story::default(), at(1)).expect("now it can");
    assert!(
        !events.lock().expect("no listener died").iter().any(|event| matches!(event, StoreEvent::SaveFailed { .. })),
        "nothing typed was in danger, so no alarm"
    );
}

#[test]
fn a_deleted_database_takes_no_acknowledgement() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (store, events) = open(folder.path());
    let mut typed = Typed::begin(&store, "a");
    typed.add(&store, "before ");
    let (database, aside) = (folder.path().join("desk.sqlite"), folder.path().join("aside"));
    fs::rename(&database, &aside).expect("it can be moved away");
    assert!(!typed.add(&store, "while gone ").on_disk, "a file without a name keeps nothing");
    assert!(has_failed(&events, "desk_moved"), "it is told why: {events:?}");
    assert_eq!(store.read(&typed.name).expect("it is there").story.body, typed.body, "memory has it all");
    fs::rename(&aside, &database).expect("it can be put back");
    wait("the text is saved", || is_saved(&events, &typed));
    drop(store);
    let (store, _) = open(folder.path());
    assert_eq!(store.read(&typed.name).expect("it is there").story.body, typed.body, "all on disk");
    let what = "Database moved away while typing, and put back";
    tell(&Tried { what, times: 1, lost: 0, found: "no acknowledgement while it was gone, all saved after" });
}

#[test]
fn a_deleted_log_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (store, _) = open(folder.path());
    let mut typed = Typed::begin(&store, "a");
    typed.add(&store, "before ");
    fs::remove_file(folder.path().join("desk.sqlite-wal")).expect("it can be removed");
    let mut acks = Vec::new();
    for word in ["one ", "two ", "three "] {
        acks.push(typed.add(&store, word).on_disk);
    }
    wait("typing is on disk again", || store.back_up(at(9)).is_ok());
    // As a killed program would leave it.
    let copy = tempfile::tempdir().expect("a folder for the copy");
    crate::common::copy(folder.path(), copy.path());
    let (after, _) = open(copy.path());
    assert_eq!(after.read(&typed.name).expect("it is there").story.body, typed.body, "all on disk: {acks:?}");
    let what = "Log (wal) deleted while typing";
    tell(&Tried { what, times: 1, lost: 0, found: "what it held went into the database; all there after a kill" });
}

#[test]
fn another_writer_is_noticed_before_anything_is_mixed() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (store, events) = open(folder.path());
    let mut typed = Typed::begin(&store, "a");
    let other = raw_connection(folder.path());
    other.execute_batch("UPDATE head SET tick = tick + 1").expect("another program writes");
    assert!(!typed.add(&store, "x").on_disk, "nothing is written on top of it");
    assert!(has_failed(&events, "desk_damaged"), "it is told: {events:?}");
    assert_eq!(store.read(&typed.name).expect("it is there").story.body, "x", "memory has it");
    let what = "Database written by another program while it is open here";
    tell(&Tried { what, times: 1, lost: 0, found: "noticed before the next commit; nothing written on top" });
}

#[test]
fn what_is_append_only_cannot_be_rewritten_by_sql() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (store, _) = open(folder.path());
    let mut typed = Typed::begin(&store, "a");
    typed.add(&store, "text");
    store.revise(&typed.name, wirecopy_store::Why::Manual, "l", at(2)).expect("a revision");
    let record = wirecopy_store::ExportRecord {
        at: at(3),
        format: "text".to_owned(),
        profile: "tass".to_owned(),
        kind: "new".to_owned(),
        version: typed.version,
        sha256: "0".repeat(64),
        file_name: "a.txt".to_owned(),
        bytes: 1,
    };
    store.mark_exported(&typed.name, record).expect("it is remembered");
    let raw = raw_connection(folder.path());
    for sql in [
        "UPDATE change SET at = 0",
        "DELETE FROM change",
        "UPDATE revision SET label = 'other'",
        "DELETE FROM revision",
        "UPDATE export SET bytes = 0",
        "DELETE FROM export",
        "DELETE FROM story",
        "INSERT OR REPLACE INTO change SELECT n, story, at, x'00', frontier, prev_hash, hash FROM change LIMIT 1",
    ] {
        // SQLite only fires triggers for REPLACE when asked to; the desk's own connections ask.
        raw.execute_batch("PRAGMA recursive_triggers = ON").expect("it can be set");
        raw.execute_batch(sql).expect_err(sql);
    }
    store.close(&typed.name).expect("it closes");
    for sql in ["UPDATE snapshot SET at = 0", "DELETE FROM snapshot"] {
        raw.execute_batch(sql).expect_err(sql);
    }
    store.verify().expect("the desk is sound");
}

const FORBIDDEN: &str = "WIRECOPY_FORBIDDEN_FOLDER";

/// Forbids its own folder to itself: for a user whom the system does stop.
#[cfg(unix)]
#[test]
#[ignore = "a user who is not root, started by the other test"]
fn user() {
    use std::os::unix::fs::PermissionsExt;
    let Ok(folder) = std::env::var(FORBIDDEN) else { return };
    let folder = std::path::Path::new(&folder).join("desk");
    let may = |mode| fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).expect("it is ours");
    let (store, events) = open(&folder);
    let mut typed = Typed::begin(&store, "a");
    typed.add(&store, "before ");
    may(0o000);
    let while_forbidden = typed.add(&store, "while forbidden ").on_disk;
    assert!(while_forbidden || !events.lock().expect("no listener died").is_empty(), "a refusal is told");
    may(0o700);
    wait("typing is on disk again", || store.back_up(at(9)).is_ok());
    assert!(typed.add(&store, "after").on_disk, "typing goes on");
    drop(store);
    may(0o000);
    let error = crate::common::try_open(&folder).err().expect("it may not be read");
    assert_eq!(error.code(), "read_only", "it says why: {error}");
    may(0o700);
    let (store, _) = open(&folder);
    assert_eq!(store.read(&typed.name).expect("it is there").story.body, typed.body, "all of it");
    store.verify().expect("the desk is sound");
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_may_not_be_entered_is_told_and_loses_nothing() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65_534;
    let what = "The desk's folder forbidden (chmod 000) while typing, and at opening";
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).expect("it is ours");
    // Under another name where everybody may start it.
    let program = folder.path().join("program");
    fs::copy(std::env::current_exe().expect("this program has a path"), &program).expect("it can be copied");
    let mut command = std::process::Command::new(&program);
    command.args(["--ignored", "--exact", "standing::user", "--nocapture"]).env(FORBIDDEN, folder.path());
    command.env_remove("WIRECOPY_SOAK_REPORT").current_dir(folder.path());
    if crate::common::run("test", &["-w", "/"]) {
        // Nothing is forbidden to root.
        command.uid(NOBODY).gid(NOBODY);
    }
    match command.output() {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{said}");
            let found = "told at opening; typing lost nothing and went on";
            tell(&Tried { what, times: 1, lost: 0, found });
        }
        Err(error) => wirecopy_soak::skip(what, &error.to_string()),
    }
}
