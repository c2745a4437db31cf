//! A desk that an older program made opens in this one: backed up first, then brought up, whatever ends in between.
//! `fixtures/desk-0001` and `desk-0003` are such desks, named by their format and closed properly: two stories each, in
//! the later one an imported story with a revision and an export.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use wirecopy_store::{RevisionRow, Store, VocabularyRow, Why, backups};

use crate::common::{at, open};

/// The format of this program's desks.
const NEWEST: u32 = 5;

/// A copy of the desk that the first program made.
fn first_desk() -> TempDir {
    desk(1)
}

/// A copy of a desk of format `format`.
fn desk(format: u32) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let made = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/desk-{format:04}"));
    for name in ["desk.sqlite", "desk.key", "hwm"] {
        fs::copy(made.join(name), folder.path().join(name)).expect("the desk is in the repository");
    }
    folder
}

/// The number of a database's format.
fn format(folder: &Path, database: &Path) -> u32 {
    let text = fs::read_to_string(folder.join("desk.key")).expect("it is there");
    let key = text.lines().find_map(|line| line.strip_prefix("key: ")).expect("a key line");
    let database = rusqlite::Connection::open(database).expect("it opens");
    database.execute_batch(&format!("PRAGMA key = \"x'{key}'\"")).expect("it takes the key");
    database.query_row("PRAGMA user_version", [], |row| row.get(0)).expect("it has a number")
}

fn headlines(store: &Store) -> Vec<String> {
    store.rows().expect("the list").into_iter().map(|row| row.headline).collect()
}

#[test]
fn a_desk_of_the_first_program_is_backed_up_and_then_brought_up() {
    let folder = first_desk();
    assert_eq!(format(folder.path(), &folder.path().join("desk.sqlite")), 1, "the fixture is of the first format");
    let (store, _) = open(folder.path());
    let (titles, revisions) = (headlines(&store), store.verify().expect("a sound desk").stories);
    assert_eq!((titles[0].as_str(), titles.len(), revisions), ("Harbour reopened to grain ships", 2, 2), "every story");
    let found = store.search("reopened grain").expect("an answer");
    assert_eq!(found.len(), 2, "the search goes on");
    assert_eq!(store.vocabularies().expect("the new table"), [], "empty");

    let made = backups(folder.path()).expect("the list of backups");
    assert_eq!((made.len(), made[0].stories), (1, 2), "one backup, made before");
    let backup = folder.path().join("backups").join(&made[0].name);
    assert_eq!(format(folder.path(), &backup), 1, "it is what the desk was");
    store.shut(at(1));
    assert_eq!(format(folder.path(), &folder.path().join("desk.sqlite")), NEWEST, "the desk is of the newest format");
    drop(open(folder.path()));
}

#[test]
fn the_backup_made_before_can_take_the_desk_s_place_and_is_brought_up_again() {
    let folder = first_desk();
    let (store, _) = open(folder.path());
    let row = VocabularyRow {
        scheme: "wb".to_owned(),
        loaded_at: at(1),
        file_name: "beats.csv".to_owned(),
        value: "{}".to_owned(),
    };
    store.put_vocabulary(row).expect("it is kept");
    let made = backups(folder.path()).expect("the list of backups");
    store.shut(at(2));
    let oldest = made.last().expect("the one made before");
    wirecopy_store::restore(folder.path(), &oldest.name).expect("it takes the place");
    let (store, _) = open(folder.path());
    assert_eq!(headlines(&store).len(), 2, "every story");
    assert_eq!(store.vocabularies().expect("the table is there again"), [], "as it was then");
    store.verify().expect("a sound desk");
}

#[test]
fn a_desk_that_was_backed_up_but_not_brought_up_is_brought_up_by_the_next_start() {
    let folder = first_desk();
    let once = first_desk();
    drop(open(once.path()));
    // As if the program had ended right after the backup.
    let made = backups(once.path()).expect("the list of backups");
    fs::create_dir(folder.path().join("backups")).expect("a folder");
    for name in [made[0].name.as_str(), "desk.key"] {
        let from = once.path().join("backups").join(name);
        fs::copy(from, folder.path().join("backups").join(name)).expect("it can be copied");
    }
    let (store, _) = open(folder.path());
    assert_eq!(headlines(&store).len(), 2, "every story");
    store.verify().expect("a sound desk");
}

#[test]
fn an_older_desk_can_be_read_before_it_is_brought_up() {
    let folder = first_desk();
    let reader = Store::open_read_only(folder.path()).expect("it can be read");
    assert_eq!(reader.rows().expect("the list").len(), 2, "every story");
    assert_eq!(reader.vocabularies().expect("an answer"), [], "it has no vocabularies yet");
    reader.verify().expect("a sound desk");
    drop(reader);
    assert_eq!(format(folder.path(), &folder.path().join("desk.sqlite")), 1, "reading changes nothing");
}

#[test]
fn revisions_that_nobody_counted_stay_uncounted_and_the_next_one_is_counted_from_them() {
    let folder = desk(3);
    let reader = Store::open_read_only(folder.path()).expect("it can be read");
    let rows = reader.rows().expect("the list");
    let ferry = rows.iter().find(|row| row.slug == "TESTLAND-FERRY").expect("the imported story").id.clone();
    let old = reader.revisions(&ferry).expect("they read in the older format");
    let of = |row: &RevisionRow| (row.why, row.label.clone(), row.words_added, row.words_removed);
    assert_eq!(old.iter().map(of).collect::<Vec<_>>(), [(Why::Manual, "before lunch".to_owned(), None, None)], "one");
    drop(reader);
    assert_eq!(format(folder.path(), &folder.path().join("desk.sqlite")), 3, "reading changes nothing");

    let (store, _) = open(folder.path());
    assert_eq!(store.revisions(&ferry).expect("they are there"), old, "as they were");
    let life = store.life(&ferry).expect("its life");
    assert_eq!(life.filed, Some(life.versions[0].0), "filed before filings were named");
    let stored = store.read(&ferry).expect("it is there");
    assert_eq!(store.at(&ferry, old[0].version).expect("it was there").story, stored.story, "and proven by it");
    let row = store.revise(&ferry, Why::Manual, "", at(9)).expect("a revision");
    assert_eq!((row.number, row.words_added, row.words_removed), (2, Some(0), Some(0)), "counted from the older one");
    assert!(store.original(&ferry).expect("an answer").is_some(), "with its file");
    store.verify().expect("a sound desk");
    store.shut(at(10));
    assert_eq!(format(folder.path(), &folder.path().join("desk.sqlite")), NEWEST, "the desk is of the newest format");
}
