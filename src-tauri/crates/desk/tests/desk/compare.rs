//! Two versions of a story on the desk side by side, and the messages that they would leave as.

use wirecopy_desk::face::{BlockChange, OpenStory, PieceKind, RevisionWhy, Side};
use wirecopy_desk::{Desk, Moment, Reading, Replace};
use wirecopy_story::{Story, TextField};

use crate::common::{change, desk, release, splice, way};

/// A story of two paragraphs, and its first version.
fn begun(desk: &Desk) -> OpenStory {
    let story = Story {
        slug: "TESTLAND-FERRY".to_owned(),
        headline: "Ferry sinks off Port Testland".to_owned(),
        language: "en".to_owned(),
        body: "At least 12 people were killed, officials said.\n\nThe ferry went down in heavy seas.\n".to_owned(),
        ..Story::default()
    };
    desk.story_add(&story, "tass").expect("a story is put on the desk")
}

/// Types over `from..to` of the body; the version after it.
fn typed(desk: &Desk, story: &OpenStory, at: (u32, u32), insert: &str) -> u64 {
    change(desk, &story.id, vec![splice(TextField::Body, at, insert)])
}

#[test]
fn any_two_versions_are_compared() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(folder.path());
    let story = begun(&desk);
    let second = typed(&desk, &story, (9, 11), "15");
    typed(&desk, &story, (0, 0), "Rain fell.\n\n");
    let first = Side::Version { version: story.version };
    let now = desk.story_compare(&story.id, first, Side::Now).expect("both are there");
    let kinds: Vec<BlockChange> = now.body.iter().map(|delta| delta.kind).collect();
    assert_eq!(
        kinds,
        [BlockChange::Added, BlockChange::Changed, BlockChange::Same],
        "a paragraph came, a figure changed"
    );
    assert_eq!((now.words_added, now.words_removed), (3, 1), "Rain fell, and 15 for 12");
    let between = desk.story_compare(&story.id, first, Side::Version { version: second }).expect("both are there");
    assert_eq!((between.words_added, between.words_removed), (1, 1), "the figure alone");
    let back = desk.story_compare(&story.id, Side::Now, first).expect("either way");
    assert_eq!((back.words_added, back.words_removed), (1, 3), "the sides change places");
    let lost = desk.story_compare(&story.id, Side::Version { version: 9999 }, Side::Now).expect_err("no such version");
    assert_eq!(lost.code, "base", "it is said: {}", lost.message);
}

#[test]
fn messages_of_two_versions_differ_by_the_story_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(folder.path());
    let story = begun(&desk);
    typed(&desk, &story, (9, 11), "15");
    let first = Side::Version { version: story.version };
    for format in ["text", "nitf", "ninjs-3", "iptc7901", "newsml-g2"] {
        let compared = desk.wire_compare(&story.id, first, Side::Now, &way(format)).expect("both can be sent");
        let changed: Vec<_> = compared.lines.iter().filter(|line| line.kind != PieceKind::Same).collect();
        assert!(!changed.is_empty(), "{format}: the figure is in the message");
        for line in changed {
            let words = line.pieces.iter().filter(|piece| piece.kind != PieceKind::Same);
            let words: String = words.map(|piece| piece.text.as_str()).collect();
            assert!(
                words.contains("12") || words.contains("15"),
                "{format}: no clock and no counter differs: {words:?}"
            );
        }
        let same = desk.wire_compare(&story.id, Side::Now, Side::Now, &way(format)).expect("it can be sent");
        assert!(same.lines.iter().all(|line| line.kind == PieceKind::Same), "{format}: nothing differs from itself");
    }
}

#[test]
fn what_left_last_is_the_older_side_when_none_is_named() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(&folder.path().join("desk"));
    let story = begun(&desk);
    let reading = || Reading::open(&folder.path().join("desk")).expect("it can be read beside its holder");
    let never = reading().compare(&story.id, (None, None)).expect_err("it never left");
    assert_eq!(never.code, "no_moment", "it is said: {}", never.message);
    let path = folder.path().join("out.txt");
    desk.wire_export(&story.id, (&release("text"), ""), &path, Replace::No).expect("it leaves");
    typed(&desk, &story, (9, 11), "15");
    let compared = reading().compare(&story.id, (None, None)).expect("it left");
    assert_eq!(compared.old, story.version, "the version that left");
    assert_eq!(compared.comparison.words_added, 1, "the figure");
    let named = reading().compare(&story.id, (Some(Moment::Version(story.version)), None)).expect("a version");
    assert_eq!(named, compared, "the same by name");
    let wire = reading().compare_wire(&story.id, (None, None), &way("text")).expect("both can be sent");
    let window = desk.wire_compare(&story.id, Side::Version { version: story.version }, Side::Now, &way("text"));
    assert_eq!(wire, window.expect("both can be sent"), "the command line sees what the window sees");
}

#[test]
fn the_note_says_what_is_new_since_the_story_was_filed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(&folder.path().join("desk"));
    let story = begun(&desk);
    let never = desk.story_writethru(&story.id).expect("the story is there");
    assert_eq!((never.note.as_str(), never.since), ("", None), "nothing went out");
    desk.wire_export(&story.id, (&release("text"), ""), &folder.path().join("one.txt"), Replace::No)
        .expect("it leaves");
    typed(&desk, &story, (9, 11), "15");
    let drafted = desk.story_writethru(&story.id).expect("the story is there");
    assert_eq!(drafted.note, "Updates death toll in paragraph 1", "since it was filed");
    let since = drafted.since.expect("a revision");
    assert_eq!((since.why, since.version), (RevisionWhy::Filed, story.version), "the filed one");
    let read = Reading::open(&folder.path().join("desk")).expect("it can be read").writethru(&story.id, "tass");
    assert_eq!(read.expect("the story is there").note, drafted.note, "the command line drafts the same");
    desk.wire_export(&story.id, (&release("text"), ""), &folder.path().join("two.txt"), Replace::No)
        .expect("it leaves again");
    let again = desk.story_writethru(&story.id).expect("the story is there");
    assert_eq!(again.note, "", "nothing is new since then");
}

#[test]
fn what_left_and_was_forgotten_is_no_older_side_any_more() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(&folder.path().join("desk"));
    let story = begun(&desk);
    desk.wire_export(&story.id, (&release("text"), ""), &folder.path().join("out.txt"), Replace::No)
        .expect("it leaves");
    let second = typed(&desk, &story, (9, 11), "15");
    assert_eq!(desk.story_history(&story.id).expect("its life").filed, Some(story.version), "what left");
    desk.story_forget(&story.id, second).expect("it goes");
    assert_eq!(desk.story_history(&story.id).expect("its life").filed, None, "no version that is there");
    let reading = Reading::open(&folder.path().join("desk")).expect("it can be read beside its holder");
    let gone = reading.compare(&story.id, (None, None)).expect_err("it is forgotten");
    assert_eq!(gone.code, "no_moment", "it is said: {}", gone.message);
    assert!(gone.message.contains("forgotten"), "and why: {}", gone.message);
}
