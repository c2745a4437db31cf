//! What a story was, at every version, and which versions have a name.

use wirecopy_store::{ExportRecord, LastSteps, Naming, Original, OriginalCard, Store, StoryId, Version, Why};
use wirecopy_story::{Story, TextField};

use crate::common::{Bench, at, body, id, slug, story, text};

/// A story whose body grows by a word at each edit; gives every version with its body.
fn grown(bench: &Bench, name: &str, words: u32) -> Vec<(Version, String)> {
    let mut said = String::new();
    let mut version = bench.store.create(id(name), &story("", ""), at(0)).expect("a new story");
    let mut past = vec![(version, said.clone())];
    for word in 0..words {
        let (end, insert) = (u32::try_from(said.len()).expect("short"), format!("word{word} "));
        let edit = bench.edit(&id(name), version, vec![body(end, end, &insert)], i64::from(word) + 1);
        version = edit.expect("it fits").version;
        said.push_str(&insert);
        past.push((version, said.clone()));
    }
    past
}

fn body_at(store: &Store, name: &StoryId, version: Version) -> String {
    let past = store.at(name, version).expect("it was there");
    assert_eq!(past.version, version, "the version that was asked for");
    past.story.body
}

#[test]
fn every_version_can_be_looked_at_in_any_order_while_typing_goes_on() {
    let bench = Bench::new();
    let past = grown(&bench, "a", 60);
    for at in (0..past.len()).chain((0..past.len()).rev()).chain([3, 50, 7, 60]) {
        assert_eq!(body_at(&bench.store, &id("a"), past[at].0), past[at].1, "version {at}");
    }
    let edit = bench.edit(&id("a"), past[60].0, vec![body(0, 0, "New. "), slug("S")], 99).expect("it fits");
    assert_eq!(body_at(&bench.store, &id("a"), edit.version), format!("New. {}", past[60].1), "what came meanwhile");
    bench.store.close(&id("a")).expect("it closes");
    assert_eq!(body_at(&bench.store, &id("a"), past[9].0), past[9].1, "after folding");
    assert_eq!(bench.store.at(&id("a"), past[3].0).expect("it was there").at, at(3), "with its moment");
    let bench = bench.reopen();
    assert_eq!(body_at(&bench.store, &id("a"), past[9].0), past[9].1, "in the next session");
    let reader = Store::open_read_only(bench.folder.path()).expect("it can be read");
    assert_eq!(reader.at(&id("a"), past[9].0).expect("it was there").story.body, past[9].1, "beside the desk");
}

#[test]
fn a_version_of_another_story_is_none_of_this_one() {
    let bench = Bench::new();
    let first = grown(&bench, "a", 2);
    let other = grown(&bench, "b", 2);
    let error = bench.store.at(&id("a"), other[1].0).expect_err("it is the other's");
    assert_eq!(error.code(), "base", "{error}");
    assert_eq!(bench.store.at(&id("c"), first[0].0).expect_err("no such story").code(), "not_found", "no story");
}

#[test]
fn the_life_of_a_story_has_every_version_and_every_revision() {
    let bench = Bench::new();
    let past = grown(&bench, "a", 500);
    bench.store.revise(&id("a"), Why::Manual, "", at(600)).expect("a revision");
    let versions = |store: &Store| store.life(&id("a")).expect("its life").versions;
    let expected: Vec<_> = past.iter().zip(0..).map(|((version, _), second)| (*version, at(second))).collect();
    assert_eq!(versions(&bench.store), expected, "partly folded");
    bench.store.close(&id("a")).expect("it closes");
    assert_eq!(versions(&bench.store), expected, "folded");
    let life = bench.store.life(&id("a")).expect("its life");
    assert_eq!((life.revisions.len(), life.filed), (1, None), "named once, never filed");
    let reader = Store::open_read_only(bench.folder.path()).expect("it can be read");
    assert_eq!(reader.life(&id("a")).expect("its life"), life, "read beside the desk");
}

#[test]
fn an_earlier_version_gets_a_name_and_the_words_since_the_revision_before_it() {
    let bench = Bench::new();
    let past = grown(&bench, "a", 10);
    let named = |version: Option<usize>, second| {
        let version = version.map(|at| past[at].0);
        let naming = Naming { why: Why::Manual, label: "l".to_owned(), version };
        bench.store.revise_at(&id("a"), naming, at(second)).expect("a revision")
    };
    let newest = named(None, 20);
    let earlier = named(Some(4), 21);
    let between = named(Some(7), 22);
    let words = |row: &wirecopy_store::RevisionRow| (row.number, row.words_added, row.words_removed);
    assert_eq!(words(&newest), (1, Some(10), Some(0)), "from nothing");
    assert_eq!(
        (words(&earlier), earlier.version),
        ((2, Some(4), Some(0)), past[4].0),
        "an earlier moment, from nothing"
    );
    assert_eq!((words(&between), between.at), ((3, Some(3), Some(0)), at(22)), "from the one before it in the text");
    bench.edit(&id("a"), past[10].0, vec![body(0, 6, "")], 30).expect("it fits");
    assert_eq!(words(&named(None, 31)), (4, Some(0), Some(1)), "and what went");
    let naming = Naming { why: Why::Manual, label: String::new(), version: Some(Version(9_999)) };
    let error = bench.store.revise_at(&id("a"), naming, at(1)).expect_err("no such version");
    assert_eq!(error.code(), "base", "{error}");
    let bench = bench.reopen();
    assert_eq!(bench.store.revisions(&id("a")).expect("they are there")[1], between, "kept");
    bench.store.verify().expect("the desk is sound");
}

fn record(version: Version) -> ExportRecord {
    ExportRecord {
        at: at(40),
        format: "text".to_owned(),
        profile: "tass".to_owned(),
        kind: "new".to_owned(),
        version,
        sha256: "0".repeat(64),
        file_name: "a.txt".to_owned(),
        bytes: 17,
    }
}

#[test]
fn what_left_is_named_as_it_left_though_typing_went_on() {
    let bench = Bench::new();
    let past = grown(&bench, "a", 3);
    bench.store.mark_exported(&id("a"), record(past[2].0)).expect("it is remembered");
    let life = bench.store.life(&id("a")).expect("its life");
    let filed = &life.revisions[0];
    assert_eq!((filed.why, filed.version, filed.at), (Why::Filed, past[2].0, at(40)), "the version that left");
    assert_eq!((filed.words_added, life.filed), (Some(2), Some(past[2].0)), "counted, and known as the last filed");
    let error = bench.store.mark_exported(&id("a"), record(Version(9_999))).expect_err("no such version");
    assert_eq!((error.code(), bench.store.exports(&id("a")).expect("a list").len()), ("base", 1), "both or neither");
}

#[test]
fn an_imported_story_begins_with_a_revision() {
    let bench = Bench::new();
    let card =
        OriginalCard { at: at(5), file_name: "m.xml".to_owned(), format: "nitf".to_owned(), notes: "[]".to_owned() };
    let original = Original { card, bytes: b"<nitf/>".to_vec() };
    let version = bench.store.import(id("a"), &story("Two words", "Three more words"), original).expect("it comes");
    let revisions = bench.store.revisions(&id("a")).expect("they are there");
    let row = &revisions[0];
    assert_eq!((revisions.len(), row.why, row.version, row.at), (1, Why::Imported, version, at(5)), "the import");
    assert_eq!((row.words_added, row.words_removed), (Some(5), Some(0)), "all of its words came");
    bench.store.verify().expect("the desk is sound");
}

fn replayed(steps: &LastSteps) -> [String; 3] {
    let mut texts = [steps.headline.clone(), steps.summary.clone(), steps.body.clone()];
    for (field, splices) in steps.steps.iter().flat_map(|step| &step.texts) {
        let at = TextField::ALL.iter().position(|one| one == field).expect("one of three");
        for splice in splices {
            splice.apply(*field, &mut texts[at]).expect("each fits");
        }
    }
    texts
}

fn texts(story: &Story) -> [String; 3] {
    TextField::ALL.map(|field| field.of(story).to_owned())
}

#[test]
fn the_last_steps_lead_to_the_newest_text_and_skip_what_is_no_text() {
    let bench = Bench::new();
    let past = grown(&bench, "a", 5);
    let version = bench.edit(&id("a"), past[5].0, vec![slug("S")], 50).expect("it fits").version;
    let changes = vec![text(TextField::Headline, 0, 0, "Head"), body(0, 4, "Verse"), body(0, 0, "In ")];
    let version = bench.edit(&id("a"), version, changes, 51).expect("it fits").version;
    let merged = bench.edit(&id("a"), past[5].0, vec![body(6, 6, "(stale) ")], 52).expect("it fits");
    assert!(merged.merged && merged.version > version, "a merge is a step like any");
    let steps = bench.store.last_steps(&id("a"), 300, 1 << 18).expect("the steps");
    let now = bench.store.read(&id("a")).expect("it is there");
    assert_eq!(replayed(&steps), texts(&now.story), "they lead to the newest text");
    assert_eq!((steps.version, steps.steps.len()), (now.version, 7), "the slug is no step");
    assert_eq!((steps.body.as_str(), steps.steps[0].at), ("", at(1)), "from the first version on");

    let few = bench.store.last_steps(&id("a"), 3, 1 << 18).expect("the steps");
    assert_eq!((few.steps.len(), replayed(&few)), (2, texts(&now.story)), "three changes back, one of them the slug");
    let small = bench.store.last_steps(&id("a"), 300, 25).expect("the steps");
    assert!(small.steps.len() < 7 && replayed(&small) == texts(&now.story), "not more text than was asked for");
}
