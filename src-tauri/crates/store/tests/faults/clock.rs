//! The clock is put back and forward while somebody types: versions keep their order by number, and the history reads.

use jiff::{Timestamp, ToSpan};
use wirecopy_soak::{Tried, size, tell};
use wirecopy_store::Why;
use wirecopy_story::Story;

use crate::common::{Typed, at, id, open, type_at};

/// What a clock does between two edits, in seconds.
const LEAPS: [i64; 12] = [
    -86_400,
    86_400,
    -3_600,
    3_600,
    -10 * 31_556_952,
    10 * 31_556_952,
    -1,
    0,
    // The limits of 32-bit clocks, from this test's beginning in 2027.
    347_483_647,
    -1_800_000_000,
    -4_000_000_000,
    2_494_967_295,
];

#[test]
fn versions_keep_their_order_whatever_the_clock_does() {
    let rounds = size(1, 20);
    let mut edits = 0;
    for round in 0..rounds {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (mut store, _) = open(folder.path());
        let mut typed = Typed::begin(&store, "a");
        let (mut moment, mut versions, mut moments) = (at(1), vec![typed.version], Vec::new());
        for step in 0..60 {
            let leap = LEAPS[(step * 5 + round) % LEAPS.len()];
            moment = moment.checked_add(leap.seconds()).unwrap_or_else(|_| at(1));
            let ack = type_at(&store, &mut typed, &format!("word {step} "), moment);
            assert!(ack.on_disk && !ack.merged, "the disk is fine and nobody else writes");
            versions.push(ack.version);
            moments.push(moment);
            if step % 6 == 5 {
                store.revise(&typed.name, Why::Manual, &step.to_string(), moment).expect("a revision");
            }
            if step % 13 == 12 {
                store.close(&typed.name).expect("it folds");
            }
            if step % 29 == 28 {
                store.back_up(moment).expect("a backup");
                store.shut(moment);
                drop(store);
                (store, _) = open(folder.path());
            }
        }
        edits += versions.len();
        assert!(versions.is_sorted(), "the order of versions is that of typing: {versions:?}");
        assert!(!moments.is_sorted(), "the clock did go back");
        let stored = store.read(&typed.name).expect("it is there");
        assert_eq!(stored.story.body, typed.body, "every word, in the order of typing");
        assert_eq!(stored.changed_at, kept(moments.last().copied()), "the last change is the last, not the latest");
        let revisions = store.revisions(&typed.name).expect("the history reads");
        let numbers: Vec<_> = revisions.iter().map(|row| row.number).collect();
        assert_eq!(numbers, (1..=10).rev().collect::<Vec<_>>(), "revisions by number, newest first");
        let labels: Vec<_> = revisions.iter().rev().map(|row| row.label.parse().unwrap_or(0)).collect();
        assert!(labels.is_sorted_by_key(|label: &u32| *label), "in the order in which they were made: {labels:?}");
        let of_revisions: Vec<_> = revisions.iter().map(|row| row.version).collect();
        assert!(of_revisions.is_sorted_by(|newer, older| newer >= older), "and so their versions: {of_revisions:?}");
        store.create(id("b"), &Story::default(), at(2)).expect("another story");
        assert_eq!(store.rows().expect("the list").len(), 2, "the list reads");
        store.verify().expect("a sound desk");
    }
    let what = "Clock put back and forward between edits: seconds, days, ten years, past the ends of 32 bits";
    tell(&Tried { what, times: edits, lost: 0, found: "versions, revisions and text in the order of typing" });
}

/// As the database keeps it: whole microseconds.
fn kept(moment: Option<Timestamp>) -> Timestamp {
    moment.and_then(|moment| Timestamp::from_microsecond(moment.as_microsecond()).ok()).expect("it was typed")
}

#[test]
fn an_hour_that_comes_twice_is_no_other_than_any() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (store, _) = open(folder.path());
    let mut typed = Typed::begin(&store, "a");
    let mut versions = Vec::new();
    for (zone, change) in [("Europe/Berlin", "2026-10-25T00:30:00Z"), ("America/New_York", "2027-03-14T06:30:00Z")] {
        let first: Timestamp = change.parse().expect("a moment");
        for minute in 0..60 {
            let moment = first + (minute * 2).minutes();
            let shown = moment.in_tz(zone).expect("a zone of the table");
            let ack = type_at(&store, &mut typed, &format!("{} ", shown.strftime("%H:%M")), moment);
            versions.push(ack.version);
        }
    }
    assert!(versions.is_sorted(), "the order of versions is that of typing");
    drop(store);
    let (store, _) = open(folder.path());
    assert_eq!(store.read(&typed.name).expect("it is there").story.body, typed.body, "every word");
    store.verify().expect("a sound desk");
    let what = "Summer time ending (Berlin) and beginning (New York) while somebody types";
    tell(&Tried { what, times: versions.len(), lost: 0, found: "moments are UTC inside: order and text as typed" });
}
