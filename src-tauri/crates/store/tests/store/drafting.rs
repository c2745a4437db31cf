//! Typing: what was typed is what is read, now and after the program ended; what does not fit changes nothing.

use wirecopy_store::{ExportRecord, State, StoreError, Version, Why};
use wirecopy_story::{
    Byline, Dateline, Embargo, FieldValue, Place, Rights, Splice, Story, StoryLink, Term, TextField, Urgency,
};

use crate::common::{Bench, answer, at, body, id, send, slug, story, text};

fn full() -> Story {
    let read = wirecopy_story::file::read;
    let sample = Story {
        slug: "TESTLAND-GRAIN".to_owned(),
        headline: "Testland raises grain exports 😀".to_owned(),
        summary: "Экспорт зерна вырос.".to_owned(),
        section: "World".to_owned(),
        dateline: Dateline { place: "Testville".to_owned(), ..Dateline::default() },
        byline: vec![Byline { name: "A. Writer".to_owned(), ..Byline::default() }],
        language: "en".to_owned(),
        urgency: Some(Urgency::new(4).expect("4 is an urgency")),
        genre: Some(Term::new("genre", "Current").expect("a term")),
        subjects: vec![Term::new("medtop", "04000000").expect("a term").labelled("economy")],
        places: vec![Place { name: "Testland".to_owned(), ..Place::default() }],
        keywords: vec!["grain".to_owned(), "export".to_owned()],
        ed_note: "Adds detail".to_owned(),
        embargo: None::<Embargo>,
        sign_off: "ap/iv".to_owned(),
        rights: Rights { holder: "Wire".to_owned(), ..Rights::default() },
        links: Vec::<StoryLink>::new(),
        body: "Первый [of Testland] абзац.\n\nSecond.\r\nThird\u{0}.".to_owned(),
        extra: vec![("desk_color".to_owned(), "blue".to_owned())],
    };
    // The story file is another crate's matter: only make sure that the sample is not refused outright.
    let _ = read;
    sample
}

#[test]
fn a_story_is_read_as_it_was_put_with_every_field() {
    let bench = Bench::new();
    let sample = full();
    let version = bench.store.create(id("a"), &sample, at(1)).expect("a new story");
    let stored = bench.store.read(&id("a")).expect("it is there");
    assert_eq!(stored.story, sample, "every field is kept");
    assert_eq!((stored.version, stored.state), (version, State::Draft), "a draft of that version");
    let bench = bench.reopen();
    let stored = bench.store.read(&id("a")).expect("it is still there");
    assert_eq!(stored.story, sample, "every field is on disk");
    assert_eq!((stored.created_at, stored.changed_at), (at(1), at(1)), "and its moments");
}

#[test]
fn every_kind_of_change_is_applied_as_to_a_plain_story() {
    let bench = Bench::new();
    let mut plain = story("Head", "Body");
    let mut version = bench.store.create(id("a"), &plain, at(1)).expect("a new story");
    let mut changes: Vec<_> =
        FieldValue::all(&full()).into_iter().map(|set| wirecopy_story::Change::Field { set }).collect();
    changes.push(body(4, 4, " 😀 и ещё"));
    changes.push(text(TextField::Headline, 0, 4, "Other"));
    changes.push(text(TextField::Summary, 0, 0, "Sum"));
    for change in changes {
        change.apply(&mut plain).expect("it fits");
        version = bench.edit(&id("a"), version, vec![change], 2).expect("it is taken").version;
    }
    assert_eq!(bench.store.read(&id("a")).expect("it is there").story, plain, "the same as a plain story");
    let bench = bench.drop_and_reopen();
    assert_eq!(bench.store.read(&id("a")).expect("it is there").story, plain, "and the same from disk");
}

#[test]
fn an_edit_is_on_disk_when_it_is_acknowledged() {
    let bench = Bench::new();
    let version = bench.store.create(id("a"), &story("", ""), at(1)).expect("a new story");
    let ack = bench.edit(&id("a"), version, vec![body(0, 0, "Kept.")], 2).expect("it is taken");
    assert!(ack.on_disk, "the disk took it");
    assert!(ack.version > version, "versions rise");
    assert!(!ack.merged, "it was made on the newest version");
    let reader = wirecopy_store::Store::open_read_only(bench.folder.path()).expect("a second look is allowed");
    assert_eq!(reader.read(&id("a")).expect("it is on disk").story.body, "Kept.", "another connection sees it");
}

#[test]
fn edits_sent_without_waiting_share_commits_and_keep_their_order() {
    let bench = Bench::new();
    let mut version = bench.store.create(id("a"), &story("", ""), at(1)).expect("a new story");
    let mut waiting = Vec::new();
    for (n, letter) in ('a'..='z').cycle().take(300).enumerate() {
        let place = u32::try_from(n).expect("small");
        waiting.push(send(&bench.store, &id("a"), version, vec![body(place, place, &letter.to_string())], 2));
        // The next version is known before it is acknowledged only because this test is the one writer.
        version = Version(version.0 + 1);
    }
    let acks: Vec<_> = waiting.iter().map(|waiting| answer(waiting).expect("it is taken")).collect();
    assert!(acks.windows(2).all(|pair| pair[0].version < pair[1].version), "versions rise in order");
    let expected: String = ('a'..='z').cycle().take(300).collect();
    assert_eq!(bench.store.read(&id("a")).expect("it is there").story.body, expected, "in the order sent");
}

#[test]
fn a_change_that_does_not_fit_changes_nothing_and_says_where() {
    let bench = Bench::new();
    let version = bench.store.create(id("a"), &story("", "a😀b"), at(1)).expect("a new story");
    let bad = [
        vec![body(9, 9, "x")],
        vec![body(2, 2, "x")],
        vec![body(1, 2, "")],
        vec![body(3, 1, "x")],
        vec![body(2, 2, "")],
        vec![body(0, 0, "kept?"), body(99, 99, "x")],
        vec![slug("NEW"), body(5, 7, "")],
        vec![wirecopy_story::Change::Text {
            field: TextField::Body,
            splices: vec![
                Splice { from: 0, to: 1, insert: String::new() },
                Splice { from: 3, to: 4, insert: String::new() },
            ],
        }],
    ];
    for changes in bad {
        let error = bench.edit(&id("a"), version, changes.clone(), 2).expect_err("it does not fit");
        assert_eq!(error.code(), "splice", "{changes:?}: {error}");
        let stored = bench.store.read(&id("a")).expect("it is there");
        assert_eq!(stored.story, story("", "a😀b"), "{changes:?} left nothing behind");
        assert_eq!(stored.version, version, "{changes:?} made no version");
    }
    let ack = bench.edit(&id("a"), version, vec![body(3, 4, "c")], 3).expect("the next one fits");
    assert!(ack.on_disk, "and is saved");
}

#[test]
fn an_edit_on_an_older_version_keeps_both_sides() {
    let bench = Bench::new();
    let first = bench.store.create(id("a"), &story("", "one two three"), at(1)).expect("a new story");
    bench.edit(&id("a"), first, vec![body(0, 3, "ONE")], 2).expect("one side");
    let ack = bench.edit(&id("a"), first, vec![body(8, 13, "THREE")], 3).expect("the other side");
    assert!(ack.merged && ack.on_disk, "it was merged, and is on disk");
    let again = bench.edit(&id("a"), first, vec![body(4, 7, "TWO")], 4).expect("and once more");
    assert!(again.merged, "merged again");
    let stored = bench.store.read(&id("a")).expect("it is there");
    assert_eq!(stored.story.body, "ONE TWO THREE", "nothing was overwritten");
    let bench = bench.reopen();
    assert_eq!(bench.store.read(&id("a")).expect("it is there").story.body, "ONE TWO THREE", "on disk as well");
    let late = bench.edit(&id("a"), first, vec![body(13, 13, "!")], 5).expect("a version from before the snapshot");
    assert!(late.merged, "a folded version is still known");
    assert_eq!(bench.store.read(&id("a")).expect("it is there").story.body, "ONE TWO THREE!", "and merged");
    bench.store.verify().expect("the desk is sound");
}

#[test]
fn a_base_that_never_was_is_refused() {
    let bench = Bench::new();
    let version = bench.store.create(id("a"), &story("", "x"), at(1)).expect("a new story");
    for base in [Version(0), Version(version.0 + 1), Version(u64::MAX)] {
        let error = bench.edit(&id("a"), base, vec![body(0, 0, "y")], 2).expect_err("no such version");
        assert_eq!(error.code(), "base", "{base}: {error}");
    }
    let error = bench.edit(&id("nobody"), version, vec![body(0, 0, "y")], 2).expect_err("no such story");
    assert_eq!(error.code(), "not_found", "{error}");
}

#[test]
fn an_edit_that_changes_nothing_makes_no_version() {
    let bench = Bench::new();
    let version = bench.store.create(id("a"), &story("", "x"), at(1)).expect("a new story");
    for changes in
        [vec![], vec![body(1, 1, "")], vec![wirecopy_story::Change::Text { field: TextField::Body, splices: vec![] }]]
    {
        let ack = bench.edit(&id("a"), version, changes, 2).expect("it is taken");
        assert_eq!((ack.version, ack.on_disk), (version, true), "nothing to write");
    }
}

#[test]
fn a_text_beyond_the_limit_is_refused_whole() {
    let bench = Bench::new();
    let version = bench.store.create(id("a"), &story("", "x"), at(1)).expect("a new story");
    let huge = "y".repeat((16 << 20) + 1);
    let error = bench.edit(&id("a"), version, vec![body(0, 0, &huge)], 2).expect_err("too long");
    assert_eq!(error.code(), "too_long", "{error}");
    assert!(matches!(error, StoreError::TooLong { field: "body", .. }), "it names the field");
    assert_eq!(bench.store.read(&id("a")).expect("it is there").story.body, "x", "nothing changed");
    let error = bench.store.create(id("b"), &story("", &huge), at(2)).expect_err("too long");
    assert_eq!(error.code(), "too_long", "{error}");
}

#[test]
fn ten_thousand_edits_fold_and_read_back() {
    let bench = Bench::new();
    let mut plain = story("", "");
    let mut version = bench.store.create(id("a"), &plain, at(1)).expect("a new story");
    let first = version;
    for n in 0..1500u32 {
        let change = if n % 7 == 6 { body(n / 2, n / 2 + 1, "") } else { body(n / 2, n / 2, "ab") };
        change.apply(&mut plain).expect("it fits");
        version = bench.edit(&id("a"), version, vec![change], i64::from(n)).expect("it is taken").version;
    }
    assert_eq!(bench.store.read(&id("a")).expect("it is there").story, plain, "while open");
    let verified = bench.store.verify().expect("the desk is sound");
    assert!(verified.changes < 1500, "most changes were folded, {} are left", verified.changes);
    bench.store.close(&id("a")).expect("it closes");
    assert_eq!(bench.store.verify().expect("the desk is sound").changes, 0, "closing folds the rest");
    assert_eq!(bench.store.read(&id("a")).expect("it is there").story, plain, "after folding");
    let stale = bench.edit(&id("a"), first, vec![slug("S")], 9_000).expect("the first version is still known");
    assert!(stale.merged, "merged into 1500 newer ones");
}

#[test]
fn revisions_and_exports_are_numbered_and_stay() {
    let bench = Bench::new();
    let version = bench.store.create(id("a"), &story("", "x"), at(1)).expect("a new story");
    let first = bench.store.revise(&id("a"), Why::Manual, "before lunch", at(2)).expect("a revision");
    let second = bench.store.revise(&id("a"), Why::Filed, "", at(3)).expect("another");
    assert_eq!((first.number, second.number, first.version), (1, 2, version), "numbered per story");
    let record = ExportRecord {
        at: at(4),
        format: "text".to_owned(),
        profile: "tass".to_owned(),
        kind: "new".to_owned(),
        version,
        sha256: "0".repeat(64),
        file_name: "a.txt".to_owned(),
        bytes: 17,
    };
    bench.store.mark_exported(&id("a"), record.clone()).expect("it is remembered");
    let bench = bench.reopen();
    let revisions = bench.store.revisions(&id("a")).expect("they are there");
    assert_eq!(revisions[1..], [second, first], "newest first");
    let filed = (revisions[0].number, revisions[0].why, revisions[0].version, revisions[0].at);
    assert_eq!(filed, (3, Why::Filed, version, at(4)), "what left is named, though the version has names already");
    assert_eq!(bench.store.exports(&id("a")).expect("they are there"), [record], "as it left");
    assert_eq!(bench.store.read(&id("a")).expect("it is there").state, State::Exported, "and the story says so");
    assert_eq!(bench.store.verify().expect("the desk is sound").revisions, 3, "revisions are checked too");
}

#[test]
fn calls_after_the_end_are_answered() {
    let bench = Bench::new();
    let version = bench.store.create(id("a"), &story("", "x"), at(1)).expect("a new story");
    bench.store.shut(at(2));
    assert_eq!(bench.store.rows().expect_err("it is shut").code(), "desk_shut", "a call");
    let error = bench.edit(&id("a"), version, vec![body(0, 0, "y")], 3).expect_err("it is shut");
    assert_eq!(error.code(), "desk_shut", "an edit");
}
