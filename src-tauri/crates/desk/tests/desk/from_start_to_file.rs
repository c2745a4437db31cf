//! The use cases of the desk, from the first start to the file that leaves.

use wirecopy_desk::face::{Change, OpenStory, Release, ReleaseKind, RevisionWhy, Settings, StoryState};
use wirecopy_desk::message::Order;
use wirecopy_desk::{Desk, Leaving, Name, Reading, Replace};
use wirecopy_story::{FieldValue, TextField};

use crate::common::{change, desk, opened, release, splice};

/// Types at the beginning of a text; the version after it.
fn typed(desk: &Desk, story: &OpenStory, field: TextField, text: &str) -> u64 {
    change(desk, &story.id, vec![splice(field, (0, 0), text)])
}

/// What the command line is asked for.
fn ordered(kind: Option<ReleaseKind>) -> Order {
    Order {
        format: "ninjs-3".to_owned(),
        profile: "tass".to_owned(),
        dialect: "strict".to_owned(),
        guid: None,
        version: None,
        kind,
        note: None,
        at: "2026-11-24T12:00:00Z".parse().expect("an RFC 3339 time"),
    }
}

fn written(desk: &Desk) -> OpenStory {
    let story = desk.story_new("tass").expect("a story begins");
    typed(desk, &story, TextField::Headline, "Harbour reopened to grain ships");
    typed(desk, &story, TextField::Body, "The harbour has reopened, \u{201c}he said.\u{201d}");
    desk.story_open(&story.id, "tass").expect("it is there")
}

#[test]
fn the_first_start_has_a_sample_story_that_can_be_sent() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(&folder.path().join("desk"));
    let start = desk.start("").expect("everything for the first paint");
    let sample = start.opened.expect("the sample is open");
    assert_eq!(start.stories.len(), 1, "one story");
    assert_eq!(sample.story.dateline.date, Some(jiff::civil::date(2026, 11, 23)), "dated today");
    for format in ["text", "ninjs-3"] {
        let preview = desk.wire_preview(&sample.id, &release(format)).expect("it can be sent");
        assert_eq!(preview.faults, [], "{format} is valid");
    }
    assert!(!sample.measure.findings.iter().any(|f| f.rule != "embargo-over"), "{:?}", sample.measure.findings);
    desk.shut().expect("everything is on disk");
    let again = self::desk(&folder.path().join("desk"));
    again.story_bin(&sample.id).expect("it can be thrown away");
    again.shut().expect("everything is on disk");
    let third = self::desk(&folder.path().join("desk"));
    assert_eq!(third.start("").expect("it starts").stories.len(), 1, "no second sample");
}

#[test]
fn what_was_typed_is_there_after_the_desk_was_dropped() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let first = desk(folder.path());
    let story = written(&first);
    drop(first);
    let second = desk(folder.path());
    let again = second.story_open(&story.id, "tass").expect("it is there");
    assert_eq!(again.story, story.story, "every letter");
    assert_eq!(second.story_list("reopened").expect("a search").len(), 2, "found, beside the sample");
}

#[test]
fn the_bytes_of_an_export_are_those_of_the_preview() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(&folder.path().join("desk"));
    let story = written(&desk);
    for format in ["text", "ninjs-3"] {
        let preview = desk.wire_preview(&story.id, &release(format)).expect("a preview");
        let path = folder.path().join(&preview.file_name);
        let exported = desk.wire_export(&story.id, (&release(format), ""), &path, Replace::No).expect("it is written");
        let bytes = std::fs::read(&path).expect("the file is there");
        assert_eq!(bytes, preview.text.as_bytes(), "{format}: byte for byte what was seen");
        assert_eq!(exported.sha256, preview.sha256, "{format}: and its digest");
        assert_eq!(exported.losses, preview.losses, "{format}: and its losses");
        let again = desk.wire_export(&story.id, (&release(format), ""), &path, Replace::No).expect_err("it is there");
        assert_eq!(again.code, "file_exists", "nothing is overwritten unasked");
    }
    let cards = desk.story_list("").expect("the list");
    let card = cards.iter().find(|card| card.id == story.id).expect("it is listed");
    assert_eq!(card.state, StoryState::Exported, "the list knows that it left");
}

#[test]
fn a_text_that_follows_one_that_left_is_the_next_version() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(&folder.path().join("desk"));
    let story = written(&desk);
    let version = |desk: &Desk| {
        let preview = desk.wire_preview(&story.id, &release("ninjs-3")).expect("a preview");
        let message: serde_json::Value = serde_json::from_str(&preview.text).expect("ninjs is JSON");
        (message["version"].as_str().map(str::to_owned), message["uri"].clone(), preview.file_name)
    };
    let (first, guid, name) = version(&desk);
    assert_eq!((first.as_deref(), name.ends_with("-v1.json")), (Some("1"), true), "nothing left yet");
    desk.wire_export(&story.id, (&release("text"), ""), &folder.path().join("one.txt"), Replace::No)
        .expect("it leaves");
    assert_eq!(version(&desk).0.as_deref(), Some("1"), "the same text in another format is the same version");
    desk.wire_export(&story.id, (&release("ninjs-3"), ""), &folder.path().join("one.json"), Replace::No)
        .expect("it leaves");
    typed(&desk, &story, TextField::Body, "Later, ");
    let (second, same, name) = version(&desk);
    assert_eq!((second.as_deref(), name.ends_with("-v2.json")), (Some("2"), true), "receivers take the higher one");
    assert_eq!(same, guid, "of the same story");
    let killed = || {
        let order = ordered(Some(ReleaseKind::Kill));
        let reading = Reading::open(&folder.path().join("desk")).expect("the desk can be read beside the window");
        let message = reading.encode(&story.id, &order).expect("it can be killed").bytes;
        let message: serde_json::Value = serde_json::from_slice(&message).expect("ninjs is JSON");
        message["version"].as_str().map(str::to_owned)
    };
    assert_eq!(killed().as_deref(), Some("2"), "a kill is the version after the one that left");
    desk.wire_export(&story.id, (&release("text"), ""), &folder.path().join("two.txt"), Replace::No)
        .expect("it leaves");
    assert_eq!(killed().as_deref(), Some("3"), "also of a text that left itself");
}

#[test]
fn a_story_that_left_is_corrected_and_killed_from_the_desk() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(&folder.path().join("desk"));
    let story = written(&desk);
    let as_kind = |kind, note: &str, at: &str| {
        let at = Some(at.to_owned()).filter(|at| !at.is_empty());
        Release { kind: Some(kind), note: note.to_owned(), at, ..release("ninjs-3") }
    };
    let early = desk.wire_preview(&story.id, &as_kind(ReleaseKind::Kill, "", "")).expect_err("nothing left yet");
    assert_eq!(early.message, "expected new before anything has left, got kill");
    let new = desk.wire_preview(&story.id, &release("ninjs-3")).expect("a preview");
    assert_eq!((new.kind, new.number, new.kinds), (ReleaseKind::New, 1, vec![ReleaseKind::New]));
    desk.wire_export(&story.id, (&release("ninjs-3"), &new.sha256), &folder.path().join("1"), Replace::No)
        .expect("it leaves");

    typed(&desk, &story, TextField::Body, "Later, ");
    let update = desk.wire_preview(&story.id, &release("ninjs-3")).expect("a preview");
    assert_eq!((update.kind, update.number), (ReleaseKind::Update, 2), "a changed text is an update");
    let correction = as_kind(ReleaseKind::Correction, "Not at dawn", "2026-11-24T08:00:00Z");
    let seen = desk.wire_preview(&story.id, &correction).expect("a preview");
    let message: serde_json::Value = serde_json::from_str(&seen.text).expect("ninjs is JSON");
    assert_eq!(message["versionCreated"], "2026-11-24T08:00:00Z", "when the writer chose it");
    let path = folder.path().join("2");
    let unseen = desk.wire_export(&story.id, (&correction, &update.sha256), &path, Replace::No).expect_err("not seen");
    assert_eq!((unseen.code.as_str(), path.exists()), ("not_seen", false), "nothing leaves but what was shown");
    desk.wire_export(&story.id, (&correction, &seen.sha256), &path, Replace::No).expect("it leaves");

    let kill = as_kind(ReleaseKind::Kill, "The spokesman denies it", "2026-11-24T09:00:00Z");
    let seen = desk.wire_preview(&story.id, &kill).expect("a preview");
    assert_eq!((seen.kind, seen.number), (ReleaseKind::Kill, 3));
    assert!(seen.text.contains("\"canceled\"") && seen.text.contains("The spokesman denies it"), "{}", seen.text);
    desk.wire_export(&story.id, (&kill, ""), &folder.path().join("3"), Replace::No).expect("it leaves");
    typed(&desk, &story, TextField::Body, "And ");
    let last = desk.wire_preview(&story.id, &release("nitf")).expect("a preview");
    assert_eq!(
        (last.kind, last.number, last.kinds),
        (ReleaseKind::Kill, 3, vec![ReleaseKind::Kill]),
        "a kill is final"
    );
    drop(desk);
    let reading = Reading::open(&folder.path().join("desk")).expect("the desk can be read beside the window");
    let order = ordered(None);
    let message = reading.encode(&story.id, &order).expect("the command line files the same").bytes;
    let message: serde_json::Value = serde_json::from_slice(&message).expect("ninjs is JSON");
    assert_eq!((message["pubStatus"].as_str(), message["version"].as_str()), (Some("canceled"), Some("3")));
}

#[test]
fn an_embargo_that_ends_while_the_story_lies_there_holds_nobody() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(folder.path());
    let story = written(&desk);
    let embargo = FieldValue::Embargo("2026-11-23T09:01:00Z".parse().ok());
    change(&desk, &story.id, vec![Change::Field { set: embargo }]);
    let status = || {
        let text = desk.wire_preview(&story.id, &release("nitf")).expect("a preview").text;
        assert!(text.contains("<date.release norm=\"20261123T090100"), "its time is a fact: {text}");
        text.contains("management-status=\"embargoed\"")
    };
    // It moves on by a second at each look.
    let waits = (0..60).filter(|_| status()).count();
    assert!((1..60).contains(&waits), "until its minute: {waits} looks");
    assert!(!status(), "the same text, a minute later");
}

#[test]
fn a_refused_export_leaves_the_story_a_draft() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(&folder.path().join("desk"));
    let story = desk.story_new("tass").expect("a story begins");
    let path = folder.path().join("none.txt");
    let refused = desk.wire_export(&story.id, (&release("text"), ""), &path, Replace::Yes).expect_err("it is empty");
    assert_eq!((refused.code.as_str(), refused.place.as_deref()), ("refused", Some("headline")));
    assert!(!path.exists(), "nothing was written");
}

#[test]
fn an_imported_story_keeps_the_file_it_came_from() {
    let home = tempfile::tempdir().expect("a folder");
    let bytes = b"{\"uri\": \"urn:x\", \"headlines\": [{\"value\": \"Grain\"}], \"profile\": \"unknown\"}";
    let file = home.path().join("in.json");
    std::fs::write(&file, bytes).expect("a file to import");
    let id = {
        let desk = desk(&home.path().join("desk"));
        let story = desk.story_import(&file, "tass").expect("it is read").story;
        let origin = story.origin.expect("it came from a file");
        assert_eq!((origin.file_name.as_str(), origin.format.as_str()), ("in.json", "ninjs 3.1"));
        assert_eq!(origin.notes.len(), 1, "what was not read is told: {:?}", origin.notes);
        story.id
    };
    let desk = desk(&home.path().join("desk"));
    let out = home.path().join("out.json");
    desk.story_save_original(&id, &out, Replace::No).expect("it is written");
    assert_eq!(std::fs::read(&out).expect("the file is there"), bytes, "byte for byte");
    let cards = desk.story_list("").expect("the list");
    let own = cards.iter().find(|card| card.id != id).expect("the sample was begun here");
    let own = desk.story_open(&own.id, "tass").expect("it opens");
    assert!(own.origin.is_none(), "it came from nowhere");
    let refused = desk.story_save_original(&own.id, &out, Replace::Yes).expect_err("there is no file");
    assert_eq!(refused.code, "not_found");
}

#[test]
fn a_saved_copy_comes_back_by_import() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(&folder.path().join("desk"));
    let story = written(&desk);
    let path = folder.path().join(desk.story_file_name(&story.id).expect("a name"));
    desk.story_save_copy(&story.id, &path, Replace::No).expect("it is written");
    let copy = desk.story_import(&path, "tass").expect("it is read").story;
    assert_ne!(copy.id, story.id, "a story of its own");
    assert_eq!(copy.story, story.story, "with the same content");
}

#[test]
fn a_desk_that_is_open_is_held_but_can_be_read() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(folder.path());
    let story = written(&desk);
    let refused = opened(folder.path()).map(|_| ()).expect_err("one writer at a time");
    assert_eq!(refused.code, "desk_held", "{}", refused.message);
    let reading = Reading::open(folder.path()).expect("reading needs no lock");
    assert!(reading.story_text(&story.id).expect("it is there").contains("reopened"), "with the newest text");
}

#[test]
fn settings_are_remembered_and_mended() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(folder.path());
    let settings = Settings { scale: 900, profile: "gone".to_owned(), left_width: 300, ..Settings::default() };
    desk.put_settings(&settings).expect("they are kept");
    let read = desk.settings().expect("they are read");
    assert_eq!((read.scale, read.profile.as_str(), read.left_width), (200, "tass", 300), "what cannot be is mended");
}

#[test]
fn a_backup_brings_the_desk_back() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let first = desk(folder.path());
    let story = written(&first);
    let backup = first.back_up().expect("a backup");
    typed(&first, &story, TextField::Body, "Later words. ");
    let held = Desk::restore(folder.path(), &backup.name).expect_err("the desk is open");
    assert_eq!(held.code, "desk_held", "{}", held.message);
    first.shut().expect("everything is on disk");
    drop(first);
    assert!(Desk::backups(folder.path()).expect("the list").iter().any(|row| row.name == backup.name));
    Desk::restore(folder.path(), &backup.name).expect("it is put back");
    let again = desk(folder.path()).story_open(&story.id, "tass").expect("it is there");
    assert_eq!(again.story.body, story.story.body, "as it was when the backup was made");
}

#[test]
fn a_story_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let missing = desk(folder.path()).story_open("nope", "tass").expect_err("there is none");
    assert_eq!(missing.code, "not_found", "{}", missing.message);
}

#[test]
fn a_bundle_is_merged_and_its_cards_follow_the_text_until_they_are_settled() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let (ours, theirs) = (desk(&home.path().join("ours")), desk(&home.path().join("theirs")));
    let story = written(&ours);
    let path = home.path().join(ours.story_bundle_name(&story.id).expect("a name"));
    assert!(path.extension().is_some_and(|extension| extension == "wirecopy"), "its name says what it is");
    ours.story_save_bundle(&story.id, Leaving::Present, &path, Replace::No).expect("it is written");
    let came = theirs.story_import(&path, "tass").expect("it is taken in");
    assert_eq!((came.story.id.as_str(), came.merged), (story.id.as_str(), None), "the same story, new here");
    assert!(came.bundle.is_some_and(|bundle| !bundle.beside && bundle.maker.len() == 19), "it says who signed it");

    typed(&ours, &story, TextField::Headline, "Old ");
    typed(&theirs, &story, TextField::Headline, "New ");
    theirs.story_save_bundle(&story.id, Leaving::Present, &path, Replace::Yes).expect("it is written");
    let came = ours.story_import(&path, "tass").expect("it is taken in");
    assert_eq!(came.merged.map(|merged| (merged.words_added, merged.words_removed)), Some((1, 0)), "a word came");
    let [card]: [_; 1] = came.story.clashes.clone().try_into().expect("one card");
    let place = |story: &OpenStory| {
        let place = story.clashes[0].clash.place;
        let units: Vec<_> = story.story.headline.encode_utf16().collect();
        String::from_utf16(&units[place.from as usize..place.to as usize]).expect("whole letters")
    };
    let whole = place(&came.story);
    assert!(whole.contains("Old") && whole.contains("New"), "both stand there: {whole:?}");
    typed(&ours, &story, TextField::Headline, "Update: ");
    let now = ours.story_open(&story.id, "tass").expect("it opens");
    assert_eq!(place(&now), whole, "the card is found again behind what was typed before it");
    ours.story_settle(&story.id, card.number).expect("it is settled");
    assert_eq!(ours.story_open(&story.id, "tass").expect("it opens").clashes, [], "done with");
}

#[test]
fn what_is_forgotten_is_told_with_what_cannot_be_promised() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let desk = desk(home.path());
    let story = written(&desk);
    let name = Name { label: "first", why: RevisionWhy::Manual, version: None };
    desk.revision_save(&story.id, name).expect("a revision");
    let version = typed(&desk, &story, TextField::Body, "Now: ");
    let forgetting = desk.story_forget(&story.id, version).expect("it is forgotten");
    assert_eq!(forgetting.forgotten.before, version, "from where on it is known");
    assert!(forgetting.went.contains("3 versions, 1 revision"), "what went: {}", forgetting.went);
    assert!(forgetting.remains.iter().any(|remains| remains.contains("given away")), "{:?}", forgetting.remains);
    let refused = desk.story_forget(&story.id, 1).expect_err("it is gone already");
    assert_eq!(refused.code, "base", "{}", refused.message);
}
