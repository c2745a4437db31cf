//! The three lines of ninjs: what each says of a release, and what the dialect of a newsroom system writes. That
//! everything reads back is held by `law.rs`.

use std::path::Path;

use jiff::Timestamp;
use serde_json::Value;
use wirecopy_story::{ReleaseKind, Story, file};
use wirecopy_wire::{Dialect, Encoded, Profile, Reading, WireItem, format};

/// Format, and what it calls status, note to editors, embargo and body.
const LINES: [(&str, [&str; 4]); 3] = [
    ("ninjs-1", ["pubstatus", "ednote", "embargoed", "body_xhtml"]),
    ("ninjs-2", ["pubstatus", "ednote", "embargoed", "bodies"]),
    ("ninjs-3", ["pubStatus", "edNote", "embargoedUntil", "bodies"]),
];

fn everything() -> WireItem {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/stories/everything.md");
    let text = std::fs::read_to_string(path).expect("the story is in the repository");
    WireItem::first(file::read(&text).expect("a story file"), "urn:newsml:wirecopy.example:20261123:42", at())
}

fn at() -> Timestamp {
    "2026-11-23T09:15:00Z".parse().expect("an RFC 3339 time")
}

fn generic() -> &'static Profile {
    Profile::find("generic").expect("built in")
}

fn encoded(id: &str, dialect: &str, item: &WireItem) -> (Encoded, Value) {
    let format = format(id).expect("the table has it");
    let encoded = format.encode(item, generic(), &Dialect::new(dialect)).expect("a whole story");
    assert_eq!(format.validate(&encoded.bytes, generic()), [], "{id} {dialect} is valid");
    let json = serde_json::from_slice(&encoded.bytes).expect("a message is JSON");
    (encoded, json)
}

fn lost(encoded: &Encoded) -> Vec<&str> {
    encoded.losses.iter().map(|loss| &*loss.place.field).collect()
}

#[test]
fn every_kind_of_release_reads_back_in_every_line() {
    for (id, [status, note, _, body]) in LINES {
        for kind in ReleaseKind::ALL {
            let mut item = everything();
            (item.kind, item.note) = (kind, "Corrects the tonnage".to_owned());
            item.version = if kind == ReleaseKind::New { 1 } else { 2 };
            let (encoded, json) = encoded(id, Dialect::STRICT, &item);
            assert_eq!(json[status], kind.status().code(), "{id} {kind:?}");
            let told = json[note].as_str().unwrap_or_default();
            assert!(told.contains("Corrects the tonnage"), "{id} {kind:?} says why: {told:?}");
            assert_eq!(json.get(body).is_none(), kind == ReleaseKind::Kill, "{id} {kind:?}: only a kill has no body");
            let reading = Reading::new(generic(), at());
            let back = format(id).expect("the table has it").decode(&encoded.bytes, &reading).expect("our own message");
            assert_eq!((back.item.kind, back.item.note.as_str()), (kind, "Corrects the tonnage"), "{id} {told:?}");
        }
    }
}

#[test]
fn an_embargo_is_never_an_expiry_and_leaves_the_story_usable() {
    for (id, [status, _, embargo, _]) in LINES {
        let (_, json) = encoded(id, Dialect::STRICT, &everything());
        assert_eq!(json[embargo], "2026-11-23T15:00:00+03:00", "{id} keeps its own offset");
        assert_eq!((&json["expires"], json[status].as_str()), (&Value::Null, Some("usable")), "{id}");
    }
}

#[test]
fn only_the_addresses_of_authors_have_no_place_before_1_5() {
    let (newest, json) = encoded("ninjs-1", "1.5", &everything());
    assert_eq!(json["infosource"][1]["contactinfo"][0]["value"], "anna.primerova@wirecopy.example");
    let (oldest, json) = encoded("ninjs-1", "1.3", &everything());
    assert_eq!(json["$standard"]["version"], "1.3");
    let more: Vec<_> = lost(&oldest).into_iter().filter(|field| !lost(&newest).contains(field)).collect();
    assert_eq!(more, ["byline[0].email"], "and the rest is carried");
}

#[test]
fn the_three_lines_lose_the_same_of_a_story() {
    let (three, _) = encoded("ninjs-3", Dialect::STRICT, &everything());
    for (id, _) in LINES {
        let (one, _) = encoded(id, Dialect::STRICT, &everything());
        assert_eq!(one.losses, three.losses, "{id}");
    }
}

#[test]
fn superdesk_gets_what_its_reader_takes() {
    let (encoded, json) = encoded("ninjs-1", "superdesk", &everything());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/ninjs-1/everything.superdesk.json");
    if std::env::var_os("WIRECOPY_GOLDEN").is_some_and(|mode| mode == "write") {
        std::fs::write(&path, &encoded.bytes).expect("the golden folder can be written");
    }
    let kept = std::fs::read(&path).unwrap_or_default();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert_eq!(text(&encoded.bytes), text(&kept), "{} is what was read and kept", path.display());
    assert!(encoded.bytes.is_ascii(), "it opens files in a character set of its own");
    for member in ["headline", "body_xhtml", "byline", "slugline", "description_text", "located", "ednote", "language"]
    {
        assert!(json[member].is_string(), "{member} is read by this name");
    }
    for member in ["versioncreated", "firstcreated", "embargoed"] {
        let text = json[member].as_str().expect("a time");
        assert!(text.len() == 20 && text.ends_with('Z'), "{member}: {text} has no fraction and no other offset");
    }
    assert_eq!(json["embargoed"], "2026-11-23T12:00:00Z", "the same moment");
    for list in ["subject", "place", "genre"] {
        for entry in json[list].as_array().expect("a list") {
            let text = |key: &str| entry[key].as_str().unwrap_or_default();
            assert!(!text("name").is_empty() && !text("code").is_empty(), "{list} has name and code: {entry}");
            assert_eq!(entry["scheme"], Value::Null, "a scheme would make it a vocabulary of the receiver's own");
        }
    }
    let codes: Vec<_> = json["subject"].as_array().expect("a list").iter().map(|entry| &entry["code"]).collect();
    assert_eq!(codes, ["04000000", "11000000"], "subject codes, nothing else");
    for member in ["guid", "keywords", "priority", "service", "source", "associations"] {
        assert_eq!(json[member], Value::Null, "{member} is not in the standard or not for this reader");
    }
    let told = ["section", "keywords[0]", "links[0]", "embargo", "subjects[0]", "subjects[1]"];
    assert!(told.iter().all(|field| lost(&encoded).contains(field)), "the writer is told: {:?}", encoded.losses);
}

#[test]
fn a_dateline_that_opens_the_words_of_another_agency_is_taken_apart() {
    let body = "<p>CHATHAM, Mass. (AP) \u{2014} The harbour has reopened.</p>";
    let reading = Reading::new(generic(), at());
    for (located, place, words) in [
        ("", "Chatham", "The harbour has reopened."),
        ("Chatham", "Chatham", "The harbour has reopened."),
        ("Boston", "Boston", "CHATHAM, Mass. (AP) \u{2014} The harbour has reopened."),
    ] {
        let located = if located.is_empty() { String::new() } else { format!(r#""located": "{located}","#) };
        let message = format!(r#"{{"uri": "x", {located} "headline": "H", "body_html": "{body}"}}"#);
        let read =
            format("ninjs-1").expect("the table has it").decode(message.as_bytes(), &reading).expect("it is ninjs");
        let story = &read.item.story;
        assert_eq!((story.dateline.place.as_str(), story.body.trim_end()), (place, words), "{message}");
    }
}

#[test]
fn words_like_a_dateline_are_never_taken_from_our_own_message() {
    let mut item = everything();
    item.story.dateline = wirecopy_story::Dateline::default();
    "CHATHAM, Mass. (AP) \u{2014} The harbour has reopened.".clone_into(&mut item.story.body);
    for (id, _) in LINES {
        for row in format(id).expect("the table has it").dialects() {
            let (encoded, _) = encoded(id, &row.id, &item);
            let reading = Reading::new(generic(), at());
            let read = format(id).expect("the table has it").decode(&encoded.bytes, &reading).expect("our own message");
            assert!(read.item.story.dateline.is_empty(), "{id} {}: {:?}", row.id, read.item.story.dateline);
            assert_eq!(read.item.story.body.trim_end(), item.story.body, "{id} {}", row.id);
        }
    }
}

#[test]
fn topics_that_become_one_subject_code_are_one_subject() {
    let subjects = ["medtop:04000000", "subj:04000000", "medtop:04000000", "medtop:20000343", "house:04000000"];
    let subjects = subjects.iter().map(|qcode| wirecopy_story::Term::parse(qcode).expect("a term")).collect();
    let story = Story { headline: "H".into(), body: "B.".into(), subjects, ..Story::default() };
    let (encoded, json) = encoded("ninjs-1", "superdesk", &WireItem::first(story, "urn:x", at()));
    let codes: Vec<_> = json["subject"].as_array().expect("a list").iter().map(|entry| &entry["code"]).collect();
    let expected = ["04000000", "04000000", "medtop:20000343", "house:04000000"];
    assert_eq!(codes, expected, "what the writer typed stays, what was translated stands once");
    assert_eq!(lost(&encoded), ["subjects[0]", "subjects[2]"], "each that became another is told");
    assert_eq!(json["subject"][0]["name"], "economy, business and finance", "a topic without a label brings its name");
}

#[test]
fn a_subject_code_that_the_desk_resolved_is_written() {
    let subjects = vec![wirecopy_story::Term::parse("medtop:20000343").expect("a term")];
    let story = Story { headline: "H".into(), body: "B.".into(), subjects, ..Story::default() };
    let mut item = WireItem::first(story, "urn:x", at());
    item.envelope.subject_codes.insert("medtop:20000343".to_owned(), "04015004".to_owned());
    let (_, json) = encoded("ninjs-1", "superdesk", &item);
    assert_eq!(json["subject"][0]["code"], "04015004", "as the desk's vocabularies name it");
}
