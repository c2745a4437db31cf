//! The life of a story across the edge: what the window draws its history and its slider from, and what it makes of it.

use wirecopy_desk::face::{Change, History, Part, Release, Revision, RevisionWhy, Way};
use wirecopy_desk::{Desk, Name, Replace};
use wirecopy_story::{FieldValue, Story, TextField};

use crate::common::{change, desk, splice};

fn slug(value: &str) -> Change {
    Change::Field { set: FieldValue::Slug(value.to_owned()) }
}

/// A story of three versions, and their numbers.
fn written(desk: &Desk) -> (String, [u64; 3]) {
    let story = Story {
        headline: "Grain leaves".to_owned(),
        body: "One ship left.\n\nIt was late.\n".to_owned(),
        ..Story::default()
    };
    let begun = desk.story_add(&story, "tass").expect("a story");
    let second = change(desk, &begun.id, vec![splice(TextField::Body, (0, 8), "Two ships"), slug("GRAIN")]);
    let third = change(desk, &begun.id, vec![splice(TextField::Headline, (0, 5), "Wheat"), slug("SHIPS")]);
    (begun.id, [begun.version, second, third])
}

fn named(desk: &Desk, id: &str, label: &str, version: Option<u64>) -> Revision {
    desk.revision_save(id, Name { label, why: RevisionWhy::Manual, version }).expect("a revision")
}

#[test]
fn a_history_names_every_version_as_a_difference() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(folder.path());
    let (id, versions) = written(&desk);
    let revision = named(&desk, &id, " before lunch ", None);
    let History { version, changes, revisions, filed, forgotten } = desk.story_history(&id).expect("its history");
    let mut sum = 0;
    let numbers = changes.versions.iter().map(|more| {
        sum += more;
        sum
    });
    assert_eq!(numbers.collect::<Vec<_>>(), versions, "summed up they are the versions");
    assert_eq!(version, versions[2], "the newest");
    assert!(changes.millis[0] > 1_700_000_000_000 && changes.millis[1..].iter().all(|later| *later > 0), "{changes:?}");
    assert_eq!((revisions, filed, forgotten), (vec![revision.clone()], None, None), "one revision, nothing filed");
    assert_eq!((revision.label.as_str(), revision.words_added), ("before lunch", Some(8)), "trimmed and counted");
}

#[test]
fn a_moment_reads_as_the_story_did_with_its_dateline_and_words() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(folder.path());
    let (id, versions) = written(&desk);
    let then = desk.story_at(&id, versions[0], "tass").expect("it was there");
    assert_eq!((then.story.slug.as_str(), then.words, then.version), ("", 6, versions[0]), "as it began");
    assert_eq!(then.dateline, "", "it had no place");
    assert_eq!(desk.story_at(&id, 999_999, "tass").expect_err("no such version").code, "base", "told");
}

#[test]
fn a_restoration_changes_nothing_by_itself_and_brings_the_earlier_story_when_it_is_made() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(folder.path());
    let (id, versions) = written(&desk);
    let now = desk.story_open(&id, "tass").expect("it is there").story;
    let slug = Part::Field { name: "slug".to_owned() };
    let restoration = desk.story_restoration(&id, versions[1], &slug).expect("what it takes");
    assert_eq!((restoration.base, restoration.changes.len()), (versions[2], 1), "one field of the newest");
    assert_eq!(desk.story_open(&id, "tass").expect("it is there").story, now, "asking changes nothing");

    let restoration = desk.story_restoration(&id, versions[0], &Part::All).expect("what it takes");
    change(&desk, &id, restoration.changes);
    let then = desk.story_at(&id, versions[0], "tass").expect("it was there").story;
    assert_eq!(desk.story_open(&id, "tass").expect("it is there").story, then, "made, it is the earlier story");
    assert_eq!(desk.story_at(&id, versions[2], "tass").expect("it was there").story, now, "nothing is removed");
    let again = desk.story_restoration(&id, versions[0], &Part::All).expect("what it takes");
    assert_eq!(again.changes, [], "nothing differs any more");
    let wrong = desk.story_restoration(&id, versions[0], &Part::Field { name: "head".to_owned() });
    assert_eq!(wrong.expect_err("no such field").code, "no_part", "told");
}

#[test]
fn what_was_exported_is_named_and_known_as_the_last_filed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(folder.path());
    let (id, versions) = written(&desk);
    named(&desk, &id, "", None);
    let way = Way { profile: "generic".to_owned(), format: "ninjs-3".to_owned(), dialect: "strict".to_owned() };
    let release = Release { way, kind: None, note: String::new(), at: None };
    let path = folder.path().join("out.json");
    desk.wire_export(&id, (&release, ""), &path, Replace::No).expect("it leaves");
    change(&desk, &id, vec![splice(TextField::Body, (0, 0), "Later. ")]);
    let history = desk.story_history(&id).expect("its history");
    assert_eq!(history.filed, Some(versions[2]), "the version that left");
    let filed = &history.revisions[0];
    assert_eq!((filed.why, filed.version, filed.number), (RevisionWhy::Filed, versions[2], 2), "named, though it was");
    assert_eq!((filed.words_added, filed.words_removed), (Some(0), Some(0)), "nothing came since the one before");
}

#[test]
fn the_last_steps_can_be_taken_back_after_a_restart() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let first = desk(folder.path());
    let (id, versions) = written(&first);
    first.shut().expect("it shuts");
    drop(first);
    let trail = desk(folder.path()).story_undo_trail(&id).expect("the steps");
    assert_eq!((trail.version, trail.steps.len()), (versions[2], 2), "two changes of texts");
    assert_eq!((trail.headline.as_str(), trail.summary.as_str()), ("Grain leaves", ""), "from the first version");
    assert!(trail.body.starts_with("One ship left."), "from the first version");
    let fields: Vec<_> = trail.steps.iter().map(|step| step.texts[0].field).collect();
    assert_eq!(fields, [TextField::Body, TextField::Headline], "oldest first");
    let word = &trail.steps[1].texts[0].splices;
    assert_eq!(word.len(), 1, "one place: {word:?}");
}
