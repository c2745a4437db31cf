//! For any edits: the store says what a plain story would say, now, from disk, and folded, at every version.

use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use wirecopy_soak::{Tried, size, tell};
use wirecopy_store::{StoryId, Version};
use wirecopy_story::{Change, FieldValue, Splice, Story, TextField, Urgency};

use crate::common::{Bench, at, id};

/// An edit before it is known how long the text is.
#[derive(Debug, Clone)]
struct Rough {
    changes: Vec<RoughChange>,
    /// `Some`: made on the version so many edits ago.
    stale: Option<usize>,
    /// What is done to the store before it.
    before: Before,
    /// Which of the versions so far is looked at after it.
    looked: usize,
}

#[derive(Debug, Clone, Copy)]
enum Before {
    Nothing,
    Close,
    Reopen,
    Drop,
}

#[derive(Debug, Clone)]
enum RoughChange {
    Splices(TextField, Vec<(u32, u32, String)>),
    Slug(String),
    Keywords(Vec<String>),
    Urgency(u8),
}

fn word() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(vec!["a", "б", "中", "😀", "\n", " ", "e\u{301}", "𝕏y", "\u{0}"]), 0..6)
        .prop_map(|parts| parts.concat())
}

fn change() -> impl Strategy<Value = RoughChange> {
    let field = prop::sample::select(TextField::ALL.to_vec());
    let splice = (any::<u32>(), 0u32..6, word());
    prop_oneof![
        6 => (field, prop::collection::vec(splice, 0..4)).prop_map(|(field, splices)| RoughChange::Splices(field, splices)),
        1 => word().prop_map(RoughChange::Slug),
        1 => prop::collection::vec(word(), 0..3).prop_map(RoughChange::Keywords),
        1 => (1u8..=9).prop_map(RoughChange::Urgency),
    ]
}

fn edits() -> impl Strategy<Value = Vec<Rough>> {
    let before = prop_oneof![20 => Just(Before::Nothing), 1 => Just(Before::Close), 1 => Just(Before::Reopen), 1 => Just(Before::Drop)];
    let edit = (prop::collection::vec(change(), 1..4), prop::option::weighted(0.1, 1usize..6), before, any::<usize>());
    let edit = edit.prop_map(|(changes, stale, before, looked)| Rough { changes, stale, before, looked });
    prop::collection::vec(edit, 1..30)
}

/// Places become places of the text they meet: mostly good ones, sometimes outside or inside a pair.
fn fit(rough: &RoughChange, story: &mut Story) -> Change {
    match rough {
        RoughChange::Splices(field, splices) => {
            let mut made = Vec::new();
            for (place, length, insert) in splices {
                let text = match field {
                    TextField::Headline => &mut story.headline,
                    TextField::Summary => &mut story.summary,
                    TextField::Body => &mut story.body,
                };
                let units = u32::try_from(text.encode_utf16().count()).expect("short");
                let from = place % (units + 1 + u32::from(place % 29 == 0));
                let splice = Splice { from, to: (from + length).min(units.max(from)), insert: insert.clone() };
                let _ = splice.apply(*field, text);
                made.push(splice);
            }
            Change::Text { field: *field, splices: made }
        }
        RoughChange::Slug(slug) => Change::Field { set: FieldValue::Slug(slug.clone()) },
        RoughChange::Keywords(words) => Change::Field { set: FieldValue::Keywords(words.clone()) },
        RoughChange::Urgency(level) => Change::Field { set: FieldValue::Urgency(Urgency::new(*level).ok()) },
    }
}

fn change_desk(bench: Bench, before: Before, story: &StoryId) -> Bench {
    match before {
        Before::Nothing => bench,
        Before::Close => {
            bench.store.close(story).expect("it closes");
            bench
        }
        Before::Reopen => bench.reopen(),
        Before::Drop => bench.drop_and_reopen(),
    }
}

/// What has been so far: the plain story at every version.
struct Past {
    versions: Vec<(Version, Story)>,
}

impl Past {
    fn now(&self) -> &(Version, Story) {
        self.versions.last().expect("there is a first version")
    }
}

/// One edit on the store and on the plain story.
fn step(bench: &Bench, past: &mut Past, edit: &Rough, name: &StoryId) -> Result<(), TestCaseError> {
    let back = edit.stale.unwrap_or(0).min(past.versions.len() - 1);
    let (base, at_base) = past.versions[past.versions.len() - 1 - back].clone();
    let mut scratch = at_base.clone();
    let changes: Vec<_> = edit.changes.iter().map(|change| fit(change, &mut scratch)).collect();
    let mut plain = at_base;
    let fits = changes.iter().try_for_each(|change| change.apply(&mut plain));
    let answered = bench.edit(name, base, changes, 5);
    let stored = bench.store.read(name).expect("it is there");
    match (fits, answered) {
        (Ok(()), Ok(ack)) => {
            prop_assert!(ack.on_disk, "the disk is fine");
            prop_assert_eq!(ack.version, stored.version, "the acknowledged version is the newest");
            prop_assert_eq!(ack.merged, back > 0 && base != past.now().0, "merged only when the base was old");
            if !ack.merged {
                prop_assert_eq!(&stored.story, &plain, "as a plain story");
            }
            if stored.version != past.now().0 {
                past.versions.push((stored.version, stored.story));
            }
        }
        (Err(_), Err(error)) => {
            prop_assert_eq!(error.code(), "splice", "{}", error);
            prop_assert_eq!(&stored.story, &past.now().1, "a refused edit changes nothing");
        }
        (fits, answered) => prop_assert!(false, "plain: {:?}, store: {:?}", fits, answered),
    }
    Ok(())
}

/// Everything that was acknowledged can be had back, and the last steps lead to the newest text.
fn look_back(bench: &Bench, past: &Past, name: &StoryId) -> Result<(), TestCaseError> {
    for (version, then) in past.versions.iter().rev() {
        prop_assert_eq!(&bench.store.at(name, *version).expect("it was there").story, then, "version {}", version);
    }
    let versions: Vec<_> = bench.store.life(name).expect("its life").versions.iter().map(|(n, _)| *n).collect();
    let acknowledged: Vec<_> = past.versions.iter().map(|(version, _)| *version).collect();
    prop_assert_eq!(versions, acknowledged, "every version and no other");
    let steps = bench.store.last_steps(name, 300, 1 << 18).expect("the steps");
    let mut story = Story { headline: steps.headline, summary: steps.summary, body: steps.body, ..Story::default() };
    for (field, splices) in steps.steps.into_iter().flat_map(|step| step.texts) {
        Change::Text { field, splices }.apply(&mut story).expect("each fits");
    }
    let (version, now) = past.now();
    prop_assert_eq!(steps.version, *version, "up to the newest");
    let texts = |story: &Story| TextField::ALL.map(|field| field.of(story).to_owned());
    prop_assert_eq!(texts(&story), texts(now), "and to its text");
    Ok(())
}

/// Runs of up to 29 edits, 15 on average; a hundred thousand edits in a soak.
fn cases() -> u32 {
    u32::try_from(size(48, 6_700)).expect("not that many")
}

/// Tells the soak when the last run begins.
fn count(edits: usize) {
    static RUNS: AtomicUsize = AtomicUsize::new(0);
    static EDITS: AtomicUsize = AtomicUsize::new(0);
    let edits = EDITS.fetch_add(edits, Ordering::Relaxed) + edits;
    if RUNS.fetch_add(1, Ordering::Relaxed) + 1 == cases() as usize {
        let what = "Random edits, some on older versions, with closing, reopening and dropping in between";
        let found = "the store says what a plain story says: from memory, from changes, from the snapshot";
        tell(&Tried { what, times: edits, lost: 0, found });
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn the_store_says_what_a_plain_story_says(edits in edits()) {
        count(edits.len());
        let mut bench = Bench::new();
        let name = id("p");
        let first = bench.store.create(name.clone(), &Story::default(), at(1)).expect("a new story");
        let mut past = Past { versions: vec![(first, Story::default())] };
        for edit in &edits {
            bench = change_desk(bench, edit.before, &name);
            prop_assert_eq!(&bench.store.read(&name).expect("it is there").story, &past.now().1, "before the edit");
            step(&bench, &mut past, edit, &name)?;
            let (version, then) = &past.versions[edit.looked % past.versions.len()];
            prop_assert_eq!(&bench.store.at(&name, *version).expect("it was there").story, then, "an earlier version");
        }
        look_back(&bench, &past, &name)?;
        let bench = bench.drop_and_reopen();
        prop_assert_eq!(&bench.store.read(&name).expect("it is there").story, &past.now().1, "from the changes");
        let bench = bench.reopen();
        prop_assert_eq!(&bench.store.read(&name).expect("it is there").story, &past.now().1, "from the snapshot");
        look_back(&bench, &past, &name)?;
        bench.store.verify().expect("the desk is sound");
    }
}
