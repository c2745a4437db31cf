//! Two copies of a desk: what leaves in a bundle, and what comes of it on another desk.

use proptest::prelude::*;
use wirecopy_store::{Landed, Landing, Reach, Store, StoreError, StoryId, Version};
use wirecopy_story::{Change, Splice, Story, TextField};

use crate::common::{Bench, at, body, slug, story, text};

/// The story of these tests: an id as the desk draws them.
fn grain() -> StoryId {
    StoryId::new("0123456789abcdef0123456789abcdef")
}

/// Another one, for what cannot be merged.
fn beside() -> StoryId {
    StoryId::new("fedcba9876543210fedcba9876543210")
}

fn bundle(bench: &Bench, reach: Reach) -> Vec<u8> {
    bench.store.bundle(&grain(), reach, "1.0", at(500)).expect("a bundle")
}

fn take(bench: &Bench, bytes: &[u8]) -> Landed {
    bench.store.merge(bytes, beside(), at(600)).expect("it is taken in")
}

fn read(store: &Store) -> (Story, Version) {
    let stored = store.read(&grain()).expect("it is there");
    (stored.story, stored.version)
}

fn text_of(bench: &Bench) -> String {
    read(&bench.store).0.body
}

fn typed(bench: &Bench, changes: Vec<Change>) -> Version {
    let version = read(&bench.store).1;
    bench.edit(&grain(), version, changes, 400).expect("it is taken").version
}

const BASE: &str = "Ships came. Three left on Monday. The port is calm.";

/// Two desks that have the story from one of them.
fn two(reach: Reach) -> (Bench, Bench) {
    let (ours, theirs) = (Bench::new(), Bench::new());
    ours.store.create(grain(), &story("Harbour", BASE), at(1)).expect("a new story");
    typed(&ours, vec![slug("GRAIN")]);
    let landed = take(&theirs, &bundle(&ours, reach));
    assert_eq!((landed.how, landed.id), (Landing::Added, grain()), "it keeps its identity");
    assert_eq!(read(&theirs.store).0, read(&ours.store).0, "all of it came");
    (ours, theirs)
}

fn sound(bench: &Bench) {
    bench.store.verify().expect("the desk is sound");
}

#[test]
fn a_bundle_without_history_holds_the_story_and_nothing_of_how_it_came_about() {
    let ours = Bench::new();
    ours.store.create(grain(), &story("h", "A secret source said so."), at(1)).expect("a new story");
    typed(&ours, vec![body(2, 15, "spokesman")]);
    ours.store.revise(&grain(), wirecopy_store::Why::Manual, "with the spokesman", at(3)).expect("a revision");
    let theirs = Bench::new();
    take(&theirs, &bundle(&ours, Reach::Present));
    assert_eq!(text_of(&theirs), "A spokesman said so.", "the text came");
    let revisions = theirs.store.revisions(&grain()).expect("the list");
    assert_eq!(
        revisions.iter().map(|row| (row.why.word(), row.label.as_str())).collect::<Vec<_>>(),
        [("imported", "")],
        "no label came"
    );
    // Whoever has the file can unpack it: the old words are in no change of it.
    let again = theirs.store.bundle(&grain(), Reach::History, "1.0", at(9)).expect("a bundle of all they have");
    let third = Bench::new();
    let landed = take(&third, &again);
    assert_eq!(landed.how, Landing::Added, "it reads");
    for bytes in [bundle(&ours, Reach::Present), again] {
        assert!(!holds(&bytes, "secret"), "the old words are in no bundle");
    }
    assert!(holds(&bundle(&ours, Reach::History), "secret"), "with history they are: the test can fail");
    sound(&theirs);
    sound(&third);
}

/// Whether any change of the bundle's document, or its state, has `word`.
fn holds(bundle: &[u8], word: &str) -> bool {
    let doc = loro::LoroDoc::new();
    doc.import(document_of(bundle)).expect("the document reads");
    let all = doc.export_json_updates(&loro::VersionVector::default(), &doc.oplog_vv()).expect("its changes read");
    let all = serde_json::to_string(&all).expect("it is JSON");
    let state = format!("{:?}", doc.get_deep_value());
    all.contains(word) || state.contains(word)
}

/// The document inside a bundle: see docs/formats/bundle.md.
fn document_of(bundle: &[u8]) -> &[u8] {
    let length = |at: usize| u32::from_le_bytes(bundle[at..at + 4].try_into().expect("four bytes")) as usize;
    let from = 24 + length(12) + length(16);
    &bundle[from..from + length(20)]
}

#[test]
fn a_bundle_with_history_brings_revisions_and_every_version() {
    let ours = Bench::new();
    ours.store.create(grain(), &story("h", "One."), at(1)).expect("a new story");
    typed(&ours, vec![body(4, 4, " Two.")]);
    ours.store.revise(&grain(), wirecopy_store::Why::Manual, "two", at(3)).expect("a revision");
    let ours = ours.reopen();
    typed(&ours, vec![body(9, 9, " Three.")]);
    let theirs = Bench::new();
    // The other desk has changes of its own: its numbers are not ours.
    theirs.store.create(beside(), &story("other", "text"), at(1)).expect("a new story");
    let landed = take(&theirs, &bundle(&ours, Reach::History));
    let revisions = theirs.store.revisions(&grain()).expect("the list");
    let labels: Vec<_> = revisions.iter().map(|row| (row.why.word(), row.label.as_str())).collect();
    assert_eq!(labels, [("imported", ""), ("manual", "two")], "ours, and that it came");
    assert!(revisions[1].version < revisions[0].version, "at an earlier version");
    // An edit on the version that the revision names reaches the text as it was there.
    let ack =
        theirs.edit(&grain(), revisions[1].version, vec![body(9, 9, " And a half.")], 700).expect("a known version");
    assert!(ack.merged, "it was an older one");
    assert!(text_of(&theirs).contains("And a half."), "both sides stand");
    sound(&theirs);
    let theirs = theirs.reopen();
    assert_eq!(landed.version.0 + 1, read(&theirs.store).1.0, "the edit made one change");
    sound(&theirs);
}

#[test]
fn both_sides_stand_and_the_same_sentence_is_told() {
    for reach in [Reach::History, Reach::Present] {
        let (ours, theirs) = two(reach);
        typed(&ours, vec![body(12, 17, "Four")]);
        typed(&theirs, vec![body(26, 32, "Tuesday"), body(52, 52, " He left.")]);
        let (from_us, from_them) = (bundle(&ours, reach), bundle(&theirs, reach));
        let landed = take(&ours, &from_them);
        let merged = Landing::Merged { words_added: 3, words_removed: 1, clashes: 1 };
        assert_eq!(landed.how, merged, "{reach:?}: what came, what went, what clashes");
        assert_eq!(text_of(&ours), "Ships came. Four left on Tuesday. The port is calm. He left.", "{reach:?}: both");
        let cards = ours.store.clashes(&grain()).expect("the cards");
        let [card]: [_; 1] = cards.try_into().expect("one card");
        assert_eq!(
            (card.clash.base.as_str(), card.clash.ours.as_str(), card.clash.theirs.as_str(), card.shown.as_str()),
            ("Three left on Monday.", "Four left on Monday.", "Three left on Tuesday.", "Four left on Tuesday."),
            "{reach:?}: the card"
        );
        let whys: Vec<_> = ours.store.revisions(&grain()).expect("the list").iter().map(|row| row.why.word()).collect();
        assert_eq!(whys[..2], ["imported", "imported"], "{reach:?}: a revision before and after");
        assert_eq!(take(&ours, &from_them).how, Landing::Known, "{reach:?}: a second time changes nothing");
        take(&theirs, &from_us);
        assert_eq!(read(&ours.store).0, read(&theirs.store).0, "{reach:?}: both desks say the same");
        take(&ours, &bundle(&theirs, reach));
        take(&theirs, &bundle(&ours, reach));
        assert_eq!(read(&ours.store).0, read(&theirs.store).0, "{reach:?}: and go on saying it");
        assert_eq!(text_of(&ours), "Ships came. Four left on Tuesday. The port is calm. He left.", "{reach:?}: once");
        ours.store.settle_clash(&grain(), card.number).expect("it is there");
        assert_eq!(ours.store.clashes(&grain()).expect("the cards"), [], "{reach:?}: done with");
        let again = ours.store.settle_clash(&grain(), card.number).expect_err("it is settled");
        assert_eq!(again.code(), "not_found", "{again}");
        sound(&ours);
        sound(&theirs.reopen());
        sound(&ours.reopen());
    }
}

#[test]
fn a_bundle_with_history_after_one_without_does_not_double_what_came() {
    let (ours, theirs) = two(Reach::Present);
    typed(&theirs, vec![body(51, 51, " He left.")]);
    take(&ours, &bundle(&theirs, Reach::Present));
    typed(&theirs, vec![body(60, 60, " Late.")]);
    take(&ours, &bundle(&theirs, Reach::History));
    assert_eq!(text_of(&ours), format!("{BASE} He left. Late."), "each once");
    typed(&ours, vec![body(0, 0, "Now: ")]);
    take(&theirs, &bundle(&ours, Reach::History));
    assert_eq!(text_of(&theirs), format!("Now: {BASE} He left. Late."), "the other way as well");
    sound(&ours);
    sound(&theirs);
}

#[test]
fn what_has_nothing_in_common_is_put_beside() {
    let (ours, theirs) = (Bench::new(), Bench::new());
    ours.store.create(grain(), &story("h", "Ours."), at(1)).expect("a new story");
    theirs.store.create(grain(), &story("h", "Theirs."), at(1)).expect("a new story");
    let landed = take(&ours, &bundle(&theirs, Reach::Present));
    assert_eq!((landed.how, landed.id), (Landing::Beside, beside()), "under an identity of its own");
    assert_eq!(text_of(&ours), "Ours.", "nothing overwritten");
    assert_eq!(ours.store.read(&beside()).expect("it is there").story.body, "Theirs.", "nothing lost");
    sound(&ours);
}

#[test]
fn a_desk_that_was_copied_gets_a_peer_and_a_seal_of_its_own() {
    let ours = Bench::new();
    ours.store.create(grain(), &story("h", BASE), at(1)).expect("a new story");
    let ours = ours.reopen();
    let copy = tempfile::tempdir().expect("a folder for the test");
    assert!(ours.store.shut(at(2)).unsaved.is_empty(), "all is on disk");
    for name in ["desk.sqlite", "desk.key", "hwm"] {
        std::fs::copy(ours.folder.path().join(name), copy.path().join(name)).expect("it can be copied");
    }
    let ours = ours.reopen_shut();
    let (store, events) = crate::common::open(copy.path());
    let theirs = Bench { folder: copy, store, events };
    typed(&ours, vec![body(0, 0, "Ours. ")]);
    typed(&theirs, vec![body(0, 0, "Theirs! ")]);
    for reach in [Reach::History, Reach::Present] {
        let (from_us, from_them) = (bundle(&ours, reach), bundle(&theirs, reach));
        let landed = take(&ours, &from_them);
        let back = take(&theirs, &from_us);
        assert_ne!(landed.maker, back.maker, "each signs for itself");
        for bench in [&ours, &theirs] {
            let body = text_of(bench);
            assert!(
                body.contains("Ours. ") && body.contains("Theirs! ") && body.ends_with(BASE),
                "{reach:?}: {body:?}"
            );
        }
        assert_eq!(text_of(&ours), text_of(&theirs), "{reach:?}: the same on both");
    }
    sound(&ours);
    sound(&theirs);
}

#[test]
fn a_story_without_an_id_as_desks_draw_them_is_refused_elsewhere() {
    let (ours, theirs) = (Bench::new(), Bench::new());
    let odd = StoryId::new("../../etc/passwd");
    ours.store.create(odd.clone(), &story("h", "b"), at(1)).expect("a new story");
    let bytes = ours.store.bundle(&odd, Reach::Present, "1.0", at(2)).expect("a bundle");
    let refused = theirs.store.merge(&bytes, beside(), at(3)).expect_err("no such id");
    assert_eq!(refused.code(), "bundle", "{refused}");
    assert!(refused.to_string().contains("32 hex digits"), "expected and got: {refused}");
}

fn refused(bench: &Bench, bytes: &[u8], what: &str) -> String {
    let error = bench.store.merge(bytes, beside(), at(3)).expect_err(what);
    assert!(matches!(error, StoreError::Bundle(_)), "{what}: expected a refusal, got {error:?}");
    error.to_string()
}

#[test]
fn damaged_bundles_are_refused_with_the_place_and_nothing_is_added() {
    let ours = Bench::new();
    ours.store.create(grain(), &story("h", BASE), at(1)).expect("a new story");
    let theirs = Bench::new();
    for reach in [Reach::History, Reach::Present] {
        let whole = bundle(&ours, reach);
        for length in (0..whole.len()).step_by(7).chain([whole.len() - 1]) {
            refused(&theirs, &whole[..length], &format!("cut at {length}"));
        }
        for bit in (0..whole.len() * 8).step_by(13) {
            let mut bytes = whole.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            refused(&theirs, &bytes, &format!("bit {bit}"));
        }
        for at in [12, 16, 20] {
            for length in [0u32, 1, u32::MAX, u32::MAX / 2, 64 << 20] {
                let mut bytes = whole.clone();
                if bytes[at..at + 4] == length.to_le_bytes() {
                    continue;
                }
                bytes[at..at + 4].copy_from_slice(&length.to_le_bytes());
                let said = refused(&theirs, &bytes, &format!("length {length} at {at}"));
                assert!(said.contains("byte"), "it says where: {said}");
            }
        }
        refused(&theirs, &[whole.clone(), b"x".to_vec()].concat(), "a byte behind the end");
    }
    refused(&theirs, b"", "an empty file");
    refused(&theirs, b"---\nslug: x\n---\n", "a story file");
    let mut newer = bundle(&ours, Reach::Present);
    newer[8] = 2;
    let said = refused(&theirs, &newer, "a newer format");
    assert!(said.contains("newer Wirecopy") && said.contains("got 2"), "{said}");
    assert_eq!(theirs.store.rows().expect("the list"), [], "nothing was added");
    sound(&theirs);
}

/// Edits as two people make them: places and words, in headline and body.
fn edits() -> impl Strategy<Value = Vec<(u8, u16, u8, String)>> {
    prop::collection::vec((0u8..6, any::<u16>(), 0u8..12, "[a-z .,\n]{0,8}|Ж|😀 "), 0..12)
}

fn make(bench: &Bench, edits: &[(u8, u16, u8, String)]) {
    for (which, place, length, insert) in edits {
        let (now, _) = read(&bench.store);
        let (field, whole) = match which {
            0 => (TextField::Headline, &now.headline),
            _ => (TextField::Body, &now.body),
        };
        if *which == 1 {
            typed(bench, vec![slug(insert)]);
            continue;
        }
        let places: Vec<u32> = whole
            .char_indices()
            .map(|(at, _)| u32::try_from(whole[..at].encode_utf16().count()).expect("short"))
            .chain([u32::try_from(whole.encode_utf16().count()).expect("short")])
            .collect();
        let from = usize::from(*place) % places.len();
        let to = (from + usize::from(*length)).min(places.len() - 1);
        let splice = Splice { from: places[from], to: places[to], insert: insert.clone() };
        typed(bench, vec![Change::Text { field, splices: vec![splice] }]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_desks_that_take_each_others_bundles_say_the_same(
        before in edits(), ours in edits(), theirs in edits(), later in edits(), history in any::<(bool, bool)>(),
    ) {
        let reach = |history| if history { Reach::History } else { Reach::Present };
        let us = Bench::new();
        us.store.create(grain(), &story("Harbour", BASE), at(1)).expect("a new story");
        make(&us, &before);
        let them = Bench::new();
        take(&them, &bundle(&us, reach(history.0)));
        make(&us, &ours);
        make(&them, &theirs);
        let reach = reach(history.1);
        let (from_us, from_them) = (bundle(&us, reach), bundle(&them, reach));
        let landed = (take(&us, &from_them), take(&them, &from_us));
        prop_assert!(landed.0.how != Landing::Beside && landed.1.how != Landing::Beside, "they have a ground: {:?}", landed);
        prop_assert_eq!(read(&us.store).0, read(&them.store).0, "whoever takes whose");
        let settled = read(&us.store);
        take(&us, &from_them);
        prop_assert_eq!(&read(&us.store), &settled, "a second time changes nothing");
        make(&them, &later);
        take(&us, &bundle(&them, reach));
        prop_assert_eq!(read(&us.store).0, read(&them.store).0, "what only one side wrote is taken as it is");
        us.store.verify().expect("sound");
        them.store.verify().expect("sound");
    }
}

#[test]
fn headline_and_fields_of_both_desks_are_kept_or_told() {
    let (ours, theirs) = two(Reach::Present);
    typed(&ours, vec![text(TextField::Headline, 0, 7, "Port"), slug("PORT")]);
    typed(&theirs, vec![slug("HARBOUR")]);
    let landed = take(&ours, &bundle(&theirs, Reach::Present));
    let told = Landing::Merged { words_added: 0, words_removed: 0, clashes: 1 };
    assert_eq!(landed.how, told, "no word came, and yet there is something to choose");
    let (now, _) = read(&ours.store);
    assert_eq!((now.headline.as_str(), now.slug.as_str()), ("Port", "PORT"), "one of both stands");
    let cards = ours.store.clashes(&grain()).expect("the cards");
    let told: Vec<_> = cards.iter().map(|card| (card.clash.field.as_str(), card.clash.theirs.as_str())).collect();
    assert_eq!(told, [("slug", "HARBOUR")], "the other is told");
}

#[test]
fn what_was_typed_on_an_old_version_comes_across_however_often_that_happens() {
    let (ours, theirs) = two(Reach::History);
    let base = read(&ours.store).1;
    let stale = |bench: &Bench| bench.edit(&grain(), base, vec![body(0, 0, "x")], 400).expect("it is taken");
    // More than a desk has side lines for: from here on the peers are drawn.
    for _ in 0..256 {
        stale(&ours);
    }
    take(&theirs, &bundle(&ours, Reach::History));
    for round in 0..16 {
        stale(&ours);
        let landed = take(&theirs, &bundle(&ours, Reach::History));
        assert!(matches!(landed.how, Landing::Merged { .. }), "round {round}: {:?}", landed.how);
        assert_eq!(text_of(&theirs), text_of(&ours), "round {round}: nothing is left behind");
    }
}
