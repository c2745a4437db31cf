//! Vocabularies on the desk: loaded from a file, searched, replaced, removed, and known to the stories that leave.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use wirecopy_desk::face::{Failure, VocabularyHit, VocabularyQuery, VocabularyScope};
use wirecopy_desk::{Clock, Desk, Opening, Reading, System};

const BEATS: &str = "code,parent,name,name_ru,synonyms,subject_code,retired\n\
    city,,City,Город,town hall,11000000,\n\
    trams,city,Trams,Трамваи,streetcars | tramways,,\n\
    gaslight,city,Gaslight,,,,1931\n";

/// A clock that stands still.
struct Noon;

impl Clock for Noon {
    fn now(&self) -> Timestamp {
        "2026-11-23T12:00:00Z".parse().expect("a moment")
    }
}

fn desk(folder: &Path) -> Desk {
    let (clock, ids) = (Box::new(Noon), Box::new(System));
    Desk::open(Opening { folder: folder.to_owned(), clock, ids, listener: Box::new(|_| {}) }).expect("the desk opens")
}

fn file(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("it can be written");
    path
}

fn query(words: &str) -> VocabularyQuery {
    VocabularyQuery { words: words.to_owned(), scope: VocabularyScope::Subjects, language: "en".to_owned(), limit: 5 }
}

fn terms(hits: &[VocabularyHit]) -> Vec<String> {
    hits.iter().map(|hit| hit.term.qcode()).collect()
}

#[test]
fn a_vocabulary_is_loaded_searched_replaced_and_removed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let home = folder.path().join("desk");
    let first = desk(&home);
    let builtin = first.vocabulary_list().expect("the list");
    assert!(builtin.iter().all(|row| row.file_name.is_none()) && builtin.len() == 5, "only built-in ones: {builtin:?}");
    assert_eq!(first.vocabulary_search(&query("streetcars")).expect("an answer"), [], "nobody knows it yet");

    let path = file(folder.path(), "wb.csv", BEATS);
    let row = first.vocabulary_load(&path, None).expect("it is loaded");
    assert_eq!((row.scheme.as_str(), row.concepts, row.retired), ("wb", 3, 1), "what came in");
    assert_eq!(row.languages, ["ru"], "a column without a language has none");
    first.shut().expect("everything is on disk");

    let second = desk(&home);
    let hits = second.vocabulary_search(&query("STREETC")).expect("an answer");
    assert_eq!(terms(&hits), ["wb:trams"], "it is there after a start");
    assert_eq!(
        (hits[0].path.as_slice(), hits[0].matched.as_deref()),
        (["City".to_owned()].as_slice(), Some("streetcars"))
    );
    let gas = second.vocabulary_search(&query("gas")).expect("an answer");
    assert_eq!(gas.last().and_then(|hit| hit.retired.as_deref()), Some("1931"), "retired, and said so");
    let weather = second.vocabulary_search(&query("weather")).expect("an answer");
    assert_eq!(weather[0].term.qcode(), "medtop:17000000", "the built-in ones stay");

    let list = second.vocabulary_list().expect("the list");
    assert_eq!((list[0].scheme.as_str(), list[0].file_name.as_deref()), ("wb", Some("wb.csv")), "loaded ones first");
    assert_eq!(list[0].loaded_at.as_deref(), Some("2026-11-23T12:00:00Z"), "and when");
    let reading = Reading::open(&home).expect("reading beside the desk");
    assert_eq!(reading.vocabulary_list().expect("the list"), list, "the same beside the desk");
    assert_eq!(terms(&reading.vocabulary_search(&query("trams")).expect("an answer")), ["wb:trams"], "and the search");

    let path = file(folder.path(), "wb.csv", "code,name\nferries,Ferries\n");
    second.vocabulary_load(&path, None).expect("it is loaded again");
    assert_eq!(second.vocabulary_search(&query("trams")).expect("an answer"), [], "replaced");
    assert_eq!(terms(&second.vocabulary_search(&query("ferr")).expect("an answer")), ["wb:ferries"], "by the new one");
    second.vocabulary_remove("wb").expect("it is there");
    assert_eq!(second.vocabulary_search(&query("ferr")).expect("an answer"), [], "removed");
    let failure = second.vocabulary_remove("medtop").expect_err("it was never loaded");
    assert_eq!(failure.code, "not_found", "a built-in one stays: {}", failure.message);
}

#[test]
fn a_file_that_is_no_vocabulary_changes_nothing_and_says_where_it_is_wrong() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(&folder.path().join("desk"));
    let load = |path: &Path, scheme| -> Failure { desk.vocabulary_load(path, scheme).expect_err("it is refused") };
    let wrong = load(&file(folder.path(), "a.csv", "code,name\na,A\na b,B\n"), None);
    assert_eq!((wrong.code.as_str(), wrong.place.as_deref()), ("vocabulary", Some("line 3, column 1")));
    assert!(wrong.message.contains("a.csv") && wrong.message.contains("expected a code"), "{}", wrong.message);
    let story = load(&file(folder.path(), "story.md", "---\nslug: A\n---\n"), None);
    assert!(story.message.contains("expected a vocabulary as IPTC JSON"), "{}", story.message);
    assert_eq!(load(&folder.path().join("none.csv"), None).code, "io", "no file");
    let alias = load(&file(folder.path(), "b.csv", BEATS), Some("a b"));
    assert!(alias.message.contains("expected an alias"), "{}", alias.message);
    assert!(desk.vocabulary_list().expect("the list").iter().all(|row| row.file_name.is_none()), "nothing was loaded");
}
