//! History that is forgotten: it is nowhere any more, and everything else goes on.

use proptest::prelude::*;
use rusqlite::Connection;
use wirecopy_store::{Landing, Original, OriginalCard, Reach, Store, StoryId, Version, Why, restore};

use crate::common::{Bench, at, body, open, story};

fn grain() -> StoryId {
    StoryId::new("0123456789abcdef0123456789abcdef")
}

fn beside() -> StoryId {
    StoryId::new("fedcba9876543210fedcba9876543210")
}

fn version(bench: &Bench) -> Version {
    bench.store.read(&grain()).expect("it is there").version
}

fn typed(bench: &Bench, from: u32, to: u32, insert: &str, seconds: i64) -> Version {
    bench.edit(&grain(), version(bench), vec![body(from, to, insert)], seconds).expect("it is taken").version
}

const SECRET: &str = "Zymurgist";

/// A desk with a story whose source was named and then taken out; the version without it.
fn desk() -> (Bench, Version) {
    let bench = Bench::new();
    let told = format!("{SECRET} said so.");
    let card =
        OriginalCard { at: at(1), file_name: "in.txt".to_owned(), format: "text".to_owned(), notes: "[]".to_owned() };
    let original = Original { card, bytes: told.clone().into_bytes() };
    bench.store.import(grain(), &story("Harbour", &told), original).expect("a new story");
    typed(&bench, 0, 0, "The port is open, ", 2);
    bench.store.revise(&grain(), Why::Manual, &format!("with {SECRET}"), at(3)).expect("a revision");
    // In the index under its name, in a backup and in a snapshot.
    assert_eq!(bench.store.search(SECRET).expect("the search").len(), 1, "it is found");
    bench.store.back_up(at(4)).expect("a backup");
    bench.store.close(&grain()).expect("folded");
    let clean = typed(&bench, 18, 27, "a spokesman", 5);
    bench.store.revise(&grain(), Why::Manual, "clean", at(6)).expect("a revision");
    typed(&bench, 29, 29, " yesterday", 7);
    (bench, clean)
}

fn key_of(folder: &std::path::Path) -> String {
    let text = std::fs::read_to_string(folder.join("desk.key")).expect("the key file");
    let line = text.lines().find_map(|line| line.strip_prefix("key: ")).expect("its key");
    format!("PRAGMA key = \"x'{line}'\";")
}

/// Everything in a database, decrypted: each page as it lies in the file, each blob, and each document unpacked.
fn holds(database: &std::path::Path, key: &str, word: &str) -> Vec<String> {
    let mut connection = Connection::open(database).expect("it opens");
    connection.execute_batch(key).expect("the key");
    let mut found = Vec::new();
    let (word, lower) = (word.as_bytes(), word.to_lowercase());
    let has = |bytes: &[u8]| {
        let any = |word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
        any(word) || any(lower.as_bytes())
    };
    // SQLite's own copy of every page as it reads it: free pages and the gaps between rows with them.
    let pages = connection.serialize("main").expect("the pages can be read").to_vec();
    for (number, page) in (1..).zip(pages.chunks(4096)) {
        if has(page) {
            found.push(format!("page {number}"));
        }
    }
    for sql in ["SELECT bytes FROM snapshot", "SELECT bytes FROM change WHERE length(bytes) > 32"] {
        let mut blobs = connection.prepare(sql).expect("a table");
        let mut rows = blobs.query([]).expect("its rows");
        while let Some(row) = rows.next().expect("a row") {
            let bytes: Vec<u8> = row.get(0).expect("bytes");
            let doc = loro::LoroDoc::new();
            if doc.import(&bytes).is_err() {
                continue;
            }
            let all =
                doc.export_json_updates(&loro::VersionVector::default(), &doc.oplog_vv()).expect("its changes read");
            let all = format!("{} {:?}", serde_json::to_string(&all).expect("JSON"), doc.get_deep_value());
            if has(all.as_bytes()) {
                found.push(sql.to_owned());
            }
        }
    }
    // FTS5 writes words with their common beginnings left out: they are asked for.
    let hits: i64 = connection
        .query_row("SELECT count(*) FROM search WHERE search MATCH ?1", [&lower], |row| row.get(0))
        .expect("the index answers");
    connection
        .execute_batch("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', 'search', 'row')")
        .expect("the words of the index");
    let terms: i64 = connection
        .query_row("SELECT count(*) FROM temp.vocabulary WHERE term = ?1", [&lower], |row| row.get(0))
        .expect("the words of the index");
    if hits + terms > 0 {
        found.push("the search index".to_owned());
    }
    found
}

#[test]
fn what_was_forgotten_is_found_nowhere() {
    let (bench, clean) = desk();
    let folder = bench.folder.path().to_owned();
    let key = key_of(&folder);
    assert!(!holds(&folder.join("desk.sqlite"), &key, SECRET).is_empty(), "it was there: the test can fail");
    let gone = bench.store.forget(&grain(), clean, at(8)).expect("it is forgotten");
    // The revision of the import, and the one with a name.
    assert_eq!((gone.versions, gone.revisions, gone.original), (2, 2, true), "it says what went");
    assert_eq!((gone.row.backups, gone.replaced, gone.log_emptied), (1, 0, true), "and what still holds it");
    assert_eq!(bench.store.forgotten(&grain()).expect("the note"), Some(gone.row), "the desk remembers that it did");
    assert_eq!(std::fs::metadata(folder.join("desk.sqlite-wal")).map_or(0, |log| log.len()), 0, "the log is empty");
    assert_eq!(holds(&folder.join("desk.sqlite"), &key, SECRET), [""; 0], "nothing in the database");
    assert_eq!(bench.store.search(SECRET).expect("the search"), [], "nor in the search");
    assert_eq!(bench.store.original(&grain()).expect("it can be asked"), None, "nor the file it came from");
    let labels: Vec<_> = bench.store.revisions(&grain()).expect("the list").into_iter().map(|row| row.label).collect();
    assert_eq!(labels, ["clean"], "nor the name of a revision");
    bench.store.verify().expect("the desk is sound");
    assert!(bench.store.backups().expect("the list").len() == 1, "the old backup is there until the next is proven");
    bench.store.back_up(at(9)).expect("a backup");
    let backups = bench.store.backups().expect("the list");
    assert_eq!(backups.len(), 1, "the old backup went: {backups:?}");
    assert_eq!(holds(&folder.join("backups").join(&backups[0].name), &key, SECRET), [""; 0], "the new one is clean");
    assert_eq!(bench.store.forgotten(&grain()).expect("the note").map(|row| row.backups), Some(0), "none holds it");
    let said = "The port is open, a spokesman yesterday said so.";
    assert_eq!(bench.store.read(&grain()).expect("it is there").story.body, said, "the story stands");
    bench.store.verify().expect("the desk is sound");
}

#[test]
fn everything_goes_on_after_forgetting() {
    let (bench, clean) = desk();
    let other = Bench::new();
    let before = bench.store.bundle(&grain(), Reach::Present, "1.0", at(8)).expect("a bundle");
    other.store.merge(&before, beside(), at(8)).expect("it is taken in");
    bench.store.forget(&grain(), clean, at(9)).expect("it is forgotten");
    let refused = bench.edit(&grain(), Version(clean.0 - 1), vec![body(0, 0, "x")], 10).expect_err("it is gone");
    assert_eq!(refused.code(), "base", "{refused}");
    let ack = bench.edit(&grain(), clean, vec![body(0, 0, "Now: ")], 11).expect("the oldest version that is left");
    assert!(ack.merged && ack.on_disk, "on disk");
    let bench = bench.reopen();
    bench.store.verify().expect("the desk is sound");
    typed(&bench, 0, 0, "", 12);
    typed(&bench, 0, 0, "Late. ", 13);
    let theirs = other.store.read(&grain()).expect("it is there").version;
    other.edit(&grain(), theirs, vec![body(0, 0, "Theirs. ")], 14).expect("it is taken");
    let came = other.store.bundle(&grain(), Reach::Present, "1.0", at(15)).expect("a bundle");
    let landed = bench.store.merge(&came, beside(), at(16)).expect("it is taken in");
    assert!(matches!(landed.how, Landing::Merged { .. }), "their ground is still known: {landed:?}");
    let body = bench.store.read(&grain()).expect("it is there").story.body;
    for part in ["Theirs. ", "Late. ", "Now: ", "a spokesman"] {
        assert!(body.contains(part), "{part:?} stands in {body:?}");
    }
    // Again, up to now: what both had in common goes as well.
    bench.store.forget(&grain(), version(&bench), at(17)).expect("it is forgotten");
    other
        .edit(
            &grain(),
            other.store.read(&grain()).expect("it is there").version,
            vec![crate::common::body(0, 0, "Later. ")],
            18,
        )
        .expect("taken");
    let came = other.store.bundle(&grain(), Reach::History, "1.0", at(19)).expect("a bundle");
    let landed = bench.store.merge(&came, beside(), at(20)).expect("it is taken in");
    assert_ne!(landed.how, Landing::Added, "merged or put beside, never lost: {landed:?}");
    let all = format!(
        "{:?}",
        bench
            .store
            .rows()
            .expect("the list")
            .iter()
            .map(|row| bench.store.read(&row.id).expect("there").story.body)
            .collect::<Vec<_>>()
    );
    assert!(all.contains("Later. ") && all.contains("Late. "), "both are on the desk: {all}");
    let bench = bench.reopen();
    bench.store.verify().expect("the desk is sound");
}

#[test]
fn a_story_edited_beside_the_version_that_is_kept_forgets_as_well() {
    let bench = Bench::new();
    let first = bench.store.create(grain(), &story("h", &format!("{SECRET} said so.")), at(1)).expect("a new story");
    let clean = typed(&bench, 0, 9, "A spokesman", 2);
    // Somebody typed on the first version meanwhile: history cannot be cut between the two.
    bench.edit(&grain(), first, vec![body(17, 17, " Beside.")], 3).expect("it is taken");
    bench.store.revise(&grain(), Why::Manual, "both", at(4)).expect("a revision");
    typed(&bench, 0, 0, "Now: ", 5);
    let body = bench.store.read(&grain()).expect("it is there").story.body;
    bench.store.forget(&grain(), clean, at(6)).expect("it is forgotten");
    let folder = bench.folder.path().to_owned();
    assert_eq!(holds(&folder.join("desk.sqlite"), &key_of(&folder), SECRET), [""; 0], "nothing in the database");
    assert_eq!(bench.store.read(&grain()).expect("it is there").story.body, body, "the story stands");
    bench.store.verify().expect("the desk is sound, revisions and all");
    let ack = bench.edit(&grain(), clean, vec![crate::common::body(0, 0, "Then: ")], 7).expect("the version is known");
    assert!(ack.merged, "an older one");
    bench.reopen().store.verify().expect("the desk is sound");
}

#[test]
fn a_program_that_ends_before_the_next_backup_makes_it_good_later() {
    let (bench, clean) = desk();
    bench.store.forget(&grain(), clean, at(8)).expect("it is forgotten");
    let bench = bench.drop_and_reopen();
    assert_eq!(bench.store.forgotten(&grain()).expect("the note").map(|row| row.backups), Some(1), "it is remembered");
    let made = bench.store.shut(at(9)).backup.expect("a backup at the end");
    assert_eq!(bench.store.backups().expect("the list"), [made], "the older one went");
}

#[test]
fn a_backup_from_before_counts_as_one_even_when_the_desk_went_back() {
    let (bench, _) = desk();
    let early = bench.store.backups().expect("the list")[0].name.clone();
    for second in 10..20 {
        typed(&bench, 0, 0, "x", second);
    }
    bench.store.back_up(at(20)).expect("a later backup");
    bench.store.shut(at(21));
    let tempdir = bench.folder;
    drop(bench.store);
    restore(tempdir.path(), &early).expect("the desk goes back");
    let (store, events) = open(tempdir.path());
    let bench = Bench { folder: tempdir, store, events };
    let gone = bench.store.forget(&grain(), version(&bench), at(30)).expect("it is forgotten");
    assert_eq!(gone.replaced, 1, "the replaced desk is told");
    bench.store.back_up(at(31)).expect("a backup");
    assert_eq!(bench.store.backups().expect("the list").len(), 1, "every older one went, whatever its number");
}

#[test]
fn the_tables_let_nothing_go_but_what_is_being_forgotten() {
    let (bench, clean) = desk();
    let folder = bench.folder.path().to_owned();
    let key = key_of(&folder);
    bench.store.forget(&grain(), clean, at(8)).expect("it is forgotten");
    bench.store.revise(&grain(), Why::Manual, "", at(9)).expect("a revision");
    bench.store.shut(at(10));
    let connection = Connection::open(folder.join("desk.sqlite")).expect("it opens");
    connection.execute_batch(&key).expect("the key");
    for sql in [
        "DELETE FROM revision",
        "UPDATE revision SET label = 'x'",
        "UPDATE revision SET frontier = x''",
        "DELETE FROM snapshot",
        "UPDATE snapshot SET n = n + 1",
        "DELETE FROM forgotten",
        "UPDATE forgotten SET before = before - 1",
        "DELETE FROM story",
        "INSERT INTO meeting VALUES (1, 1, 0, 1, zeroblob(32), x'00', 'said'); DELETE FROM meeting",
        "INSERT INTO meeting VALUES (1, 2, 0, 1, zeroblob(32), x'00', 'said'); UPDATE meeting SET version = 2",
        "INSERT INTO original VALUES (1, 0, '', '', '', x''); DELETE FROM original",
    ] {
        connection.execute_batch(&format!("BEGIN; {sql}; COMMIT")).expect_err(sql);
        connection.execute_batch("ROLLBACK").expect("nothing was done");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn forgetting_at_any_version_changes_no_text(
        edits in prop::collection::vec((any::<u16>(), 0u32..4, "[a-z ]{1,6}", any::<u8>()), 3..14), which in any::<u16>(),
    ) {
        let bench = Bench::new();
        let mut versions = vec![bench.store.create(grain(), &story("h", "Some text."), at(1)).expect("a new story")];
        for (place, length, insert, base) in &edits {
            // One edit in four is made on an older version.
            let base = if base % 4 == 0 { versions[usize::from(*base / 4) % versions.len()] } else { version(&bench) };
            let whole = bench.store.read(&grain()).expect("there").story.body;
            let size = u32::try_from(whole.len()).expect("short");
            let from = if base == version(&bench) { u32::from(*place) % (size + 1) } else { 0 };
            let to = if from == 0 { 0 } else { (from + length).min(size) };
            versions.push(bench.edit(&grain(), base, vec![body(from, to, insert)], 2).expect("it is taken").version);
        }
        bench.store.revise(&grain(), Why::Manual, "", at(3)).expect("a revision");
        let before = bench.store.read(&grain()).expect("it is there");
        let kept = versions[usize::from(which) % versions.len()];
        bench.store.forget(&grain(), kept, at(4)).expect("it is forgotten");
        prop_assert_eq!(&bench.store.read(&grain()).expect("it is there"), &before, "the story stands as it stood");
        bench.store.verify().expect("sound");
        for (place, version) in versions.iter().enumerate() {
            let done = bench.edit(&grain(), *version, vec![body(0, 0, &format!("({place})"))], 5);
            prop_assert_eq!(done.is_ok(), *version >= kept, "version {} of {}", version, kept);
        }
        let bench = bench.reopen();
        bench.store.verify().expect("sound");
        let folded: &Store = &bench.store;
        folded.close(&grain()).expect("folded");
        folded.verify().expect("sound");
    }
}

#[test]
fn backups_made_after_the_forgetting_stay_even_where_the_clock_was_put_back() {
    let (bench, clean) = desk();
    let (early, year) = (bench.store.backups().expect("the list"), 31_536_000);
    assert_eq!(early.len(), 1, "one that holds the source");
    bench.store.forget(&grain(), clean, at(year)).expect("it goes");
    let rows: Vec<_> = (10..13).map(|second| bench.store.back_up(at(second)).expect("a backup").name).collect();
    // The desk may have made one by itself meanwhile: for it a year went by.
    let kept: Vec<_> = bench.store.backups().expect("the list").into_iter().map(|row| row.name).collect();
    assert!(rows.iter().all(|row| kept.contains(row)), "no other than the one of before went: {kept:?}");
    assert!(!kept.contains(&early[0].name), "that one did: {kept:?}");
}
