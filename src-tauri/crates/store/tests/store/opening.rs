//! Opening: one program at a time, the right key, the right format, and nothing touched where it is refused.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use wirecopy_store::{OpenOptions, Store, StoreError, holder};

use crate::common::{Bench, at, body, id, open, options, story};

/// Every file of the desk but the lock and what SQLite makes for itself.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let files = entries.map(|entry| entry.expect("it reads")).filter(|entry| entry.path().is_file());
    let named = files
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).expect("it reads")));
    named.filter(|(name, _)| name != ".lock" && !name.ends_with("-shm") && name != "ballast").collect()
}

/// Size and first bytes of a hash of each: short enough for a message.
fn prints(folder: &Path) -> BTreeMap<String, (usize, String)> {
    let print = |bytes: Vec<u8>| (bytes.len(), blake3::hash(&bytes).to_hex()[..12].to_owned());
    // SQLite makes an empty log to look into.
    let files = files(folder).into_iter().filter(|(name, bytes)| !(name.ends_with("-wal") && bytes.is_empty()));
    files.map(|(name, bytes)| (name, print(bytes))).collect()
}

fn refused(folder: &Path) -> StoreError {
    let before = prints(folder);
    let error = Store::open(folder, options().0).err().expect("the desk is refused");
    assert_eq!(prints(folder), before, "a refused desk is not touched: {error}");
    error
}

#[test]
fn a_new_desk_is_for_its_user_alone() {
    let parent = tempfile::tempdir().expect("a folder for the test");
    let folder = parent.path().join("deep/desk");
    let (store, _) = open(&folder);
    store.create(id("a"), &story("h", "b"), at(1)).expect("a new story");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
        assert_eq!(mode(&folder), 0o700, "the folder");
        for name in ["desk.sqlite", "desk.sqlite-wal", "desk.key", "hwm", ".lock", "ballast", "backups/desk.key"] {
            assert_eq!(mode(&folder.join(name)), 0o600, "{name}");
        }
        assert_eq!(mode(&folder.join("backups")), 0o700, "the backups");
    }
    let ballast = fs::metadata(folder.join("ballast")).expect("it is there");
    assert_eq!(ballast.len(), 8 << 20, "the ballast is 8 MiB");
}

#[test]
fn nothing_typed_stands_readable_in_any_file() {
    let bench = Bench::new();
    let canary = "CANARY-7f3a-канарейка";
    bench.store.create(id("a"), &story(canary, canary), at(1)).expect("a new story");
    bench.store.back_up(at(2)).expect("a backup");
    let (needle, backups) = (canary.as_bytes(), bench.folder.path().join("backups"));
    for folder in [bench.folder.path(), &backups] {
        for (name, bytes) in files(folder) {
            assert!(!bytes.windows(needle.len()).any(|window| window == needle), "{name} holds plain text");
        }
    }
}

#[test]
fn an_empty_place_is_only_a_desk_when_asked() {
    let parent = tempfile::tempdir().expect("a folder for the test");
    let folder = parent.path().join("none");
    let options = OpenOptions { create: false, ..options().0 };
    let error = Store::open(&folder, options).err().expect("nothing is there");
    assert_eq!(error.code(), "not_found", "{error}");
    assert!(!folder.exists(), "nothing was made");
    assert_eq!(Store::open_read_only(&folder).err().expect("nothing is there").code(), "not_found", "to read");
}

#[test]
fn a_second_opener_is_told_who_holds_the_desk() {
    let bench = Bench::new();
    let error = Store::open(bench.folder.path(), options().0).err().expect("it is held");
    assert_eq!(error.code(), "desk_held", "{error}");
    assert!(error.to_string().contains(&std::process::id().to_string()), "it names the process: {error}");
    let held = holder(bench.folder.path()).expect("somebody holds it");
    assert_eq!((held.pid, held.since), (std::process::id(), Some(at(0))), "and since when");
    let folder = bench.folder;
    drop(bench.store);
    assert_eq!(holder(folder.path()), None, "nobody holds it any more");
    open(folder.path());
}

#[test]
fn a_reader_beside_the_writer_sees_what_is_on_disk() {
    let bench = Bench::new();
    let version = bench.store.create(id("a"), &story("h", "one"), at(1)).expect("a new story");
    let reader = Store::open_read_only(bench.folder.path()).expect("reading is allowed");
    bench.edit(&id("a"), version, vec![body(3, 3, " two")], 2).expect("it is taken");
    assert_eq!(reader.read(&id("a")).expect("it is there").story.body, "one two", "what was acknowledged");
    assert_eq!(reader.rows().expect("the list").len(), 1, "the list");
    let verified = reader.verify().expect("the desk is sound");
    assert_eq!((verified.stories, verified.changes), (1, 2), "everything was looked at");
    assert!(verified.pages > 0, "pages too");
}

#[test]
fn the_key_of_another_desk_is_told_from_damage() {
    let (bench, other) = (Bench::new(), Bench::new());
    bench.store.create(id("a"), &story("h", "b"), at(1)).expect("a new story");
    let folder = bench.folder;
    drop(bench.store);
    let own = fs::read(folder.path().join("desk.key")).expect("it is there");
    fs::copy(other.folder.path().join("desk.key"), folder.path().join("desk.key")).expect("it can be copied");
    let error = refused(folder.path());
    assert_eq!(error.code(), "desk_key", "{error}");
    assert!(error.to_string().contains("another desk"), "{error}");
    fs::write(folder.path().join("desk.key"), own).expect("it can be put back");
    let (store, _) = open(folder.path());
    assert_eq!(store.read(&id("a")).expect("it is there").story.body, "b", "with its own key it opens");
}

#[test]
fn a_lost_or_damaged_key_file_is_healed_from_its_spare() {
    let bench = Bench::new();
    bench.store.create(id("a"), &story("h", "b"), at(1)).expect("a new story");
    let folder = bench.folder;
    drop(bench.store);
    let key = folder.path().join("desk.key");
    let own = fs::read(&key).expect("it is there");
    fs::remove_file(&key).expect("it can be removed");
    drop(open(folder.path()));
    assert_eq!(fs::read(&key).expect("it is there again"), own, "made again from the spare");
    fs::remove_file(folder.path().join("backups/desk.key")).expect("it can be removed");
    fs::remove_file(&key).expect("it can be removed");
    let error = refused(folder.path());
    assert_eq!(error.code(), "desk_key", "{error}");
    fs::write(&key, b"wirecopy desk key 1\nlock: none\nkey: zz\n").expect("it can be written");
    assert_eq!(refused(folder.path()).code(), "desk_key", "a damaged key file");
    fs::write(&key, b"wirecopy desk key 2\n").expect("it can be written");
    assert_eq!(refused(folder.path()).code(), "desk_newer", "a key file of a newer program");
}

#[test]
fn a_database_that_vanished_or_was_emptied_is_never_taken_for_a_new_desk() {
    let bench = Bench::new();
    bench.store.create(id("a"), &story("h", "b"), at(1)).expect("a new story");
    let folder = bench.folder;
    bench.store.shut(at(2));
    drop(bench.store);
    let database = folder.path().join("desk.sqlite");
    let whole = fs::read(&database).expect("it is there");
    fs::write(&database, b"").expect("it can be emptied");
    let error = refused(folder.path());
    assert_eq!(error.code(), "desk_damaged", "emptied: {error}");
    fs::remove_file(&database).expect("it can be removed");
    let error = refused(folder.path());
    assert_eq!(error.code(), "desk_damaged", "gone: {error}");
    assert!(error.to_string().contains("last good backup"), "it says where to go: {error}");
    fs::write(&database, whole).expect("it can be put back");
    open(folder.path());
}

#[test]
fn a_missing_mark_is_made_again_from_a_sound_desk() {
    let bench = Bench::new();
    bench.store.create(id("a"), &story("h", "b"), at(1)).expect("a new story");
    let bench = bench.drop_and_reopen();
    let folder = bench.folder;
    drop(bench.store);
    fs::remove_file(folder.path().join("hwm")).expect("it can be removed");
    let (store, _) = open(folder.path());
    assert_eq!(store.read(&id("a")).expect("it is there").story.body, "b", "the text is sound");
    assert!(folder.path().join("hwm").exists(), "the mark is there again");
    let version = store.read(&id("a")).expect("it is there").version;
    drop(store);
    let (store, _) = open(folder.path());
    assert_eq!(store.read(&id("a")).expect("it is there").version, version, "and fits");
}

#[test]
fn an_older_copy_of_the_database_is_told() {
    let bench = Bench::new();
    let version = bench.store.create(id("a"), &story("h", "b"), at(1)).expect("a new story");
    let bench = bench.reopen();
    let folder = bench.folder.path().to_owned();
    bench.store.shut(at(2));
    let database = folder.join("desk.sqlite");
    let older = fs::read(&database).expect("it is there");
    let bench = bench.reopen_shut();
    bench.edit(&id("a"), version, vec![body(1, 1, "c")], 3).expect("it is taken");
    bench.store.shut(at(4));
    fs::write(&database, older).expect("it can be put back");
    let error = refused(&folder);
    assert_eq!(error.code(), "desk_damaged", "{error}");
    assert!(error.to_string().contains("change is missing"), "{error}");
}

#[test]
fn an_old_wirecopy_refuses_a_newer_desk_untouched() {
    let bench = Bench::new();
    bench.store.create(id("a"), &story("h", "b"), at(1)).expect("a new story");
    bench.store.shut(at(2));
    let folder = bench.folder;
    let text = fs::read_to_string(folder.path().join("desk.key")).expect("it is there");
    let key = text.lines().find_map(|line| line.strip_prefix("key: ")).expect("a key line");
    let database = rusqlite::Connection::open(folder.path().join("desk.sqlite")).expect("it opens");
    database.execute_batch(&format!("PRAGMA key = \"x'{key}'\"; PRAGMA user_version = 99;")).expect("it can be set");
    drop(database);
    let error = refused(folder.path());
    assert_eq!(error.code(), "desk_newer", "{error}");
    assert!(error.to_string().contains("99"), "it says which: {error}");
    assert_eq!(Store::open_read_only(folder.path()).err().expect("refused").code(), "desk_newer", "to read as well");
}

#[test]
fn an_existing_folder_with_other_files_keeps_its_permissions() {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder for the test");
        fs::write(folder.path().join("other.txt"), b"x").expect("it can be written");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("they can be set");
        drop(open(folder.path()));
        let mode = fs::metadata(folder.path()).expect("it is there").permissions().mode() & 0o777;
        assert_eq!(mode, 0o755, "it is not ours alone");
    }
}

#[test]
fn versions_are_new_enough() {
    let (sqlite, sqlcipher) = wirecopy_store::versions();
    let parts: Vec<u32> = sqlite.split('.').map(|part| part.parse().expect("a number")).collect();
    assert!(parts.as_slice() >= [3, 51, 3].as_slice(), "SQLite {sqlite}");
    assert!(sqlcipher.starts_with("4."), "SQLCipher {sqlcipher}");
}
