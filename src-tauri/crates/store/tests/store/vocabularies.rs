//! Vocabularies that were loaded: one per alias, replaced, removed, in every backup.

use wirecopy_store::{Store, VocabularyRow};

use crate::common::{Bench, at};

fn row(scheme: &str, value: &str) -> VocabularyRow {
    VocabularyRow {
        scheme: scheme.to_owned(),
        loaded_at: at(5),
        file_name: format!("{scheme}.csv"),
        value: value.to_owned(),
    }
}

#[test]
fn a_vocabulary_is_kept_replaced_and_removed() {
    let bench = Bench::new();
    for (scheme, value) in [("wb", "one"), ("medtop", "topics"), ("wb", "two")] {
        bench.store.put_vocabulary(row(scheme, value)).expect("it is kept");
    }
    let bench = bench.reopen();
    let kept = bench.store.vocabularies().expect("they are there");
    assert_eq!(kept, [row("medtop", "topics"), row("wb", "two")], "one per alias, the newer one");
    let reader = Store::open_read_only(bench.folder.path()).expect("reading is allowed");
    assert_eq!(reader.vocabularies().expect("they are there"), kept, "beside the writer as well");
    bench.store.remove_vocabulary("wb").expect("it is there");
    assert_eq!(bench.store.vocabularies().expect("an answer"), [row("medtop", "topics")], "removed");
    let error = bench.store.remove_vocabulary("wb").expect_err("it is gone");
    assert_eq!(error.code(), "not_found", "{error}");
    assert!(error.to_string().contains("a loaded vocabulary"), "{error}");
}

#[test]
fn loading_one_is_a_change_that_the_next_backup_holds() {
    let bench = Bench::new();
    bench.store.back_up(at(1)).expect("a backup");
    bench.store.put_vocabulary(row("wb", "one")).expect("it is kept");
    let farewell = bench.store.shut(at(2_000));
    let backup = farewell.backup.expect("something changed since the last one");
    wirecopy_store::restore(bench.folder.path(), &backup.name).expect("it takes the place");
    let bench = bench.reopen_shut();
    assert_eq!(bench.store.vocabularies().expect("they are there"), [row("wb", "one")], "it came back");
}
