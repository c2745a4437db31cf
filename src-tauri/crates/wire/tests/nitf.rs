//! NITF 3.6: what an editor on the other side acts on (embargo, hold, kill, correction), what Superdesk needs, what
//! other agencies' messages read as; and our messages before the official schema, where it is at hand.

use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::Timestamp;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRng, TestRunner};
use wirecopy_story::{PubStatus, ReleaseKind, Story, Term, Urgency, arbitrary};
use wirecopy_wire::{Dialect, Format, Profile, Reading, WireItem, format};

fn nitf() -> &'static dyn Format {
    format("nitf").expect("the table has it")
}

fn tass() -> &'static Profile {
    Profile::find("tass").expect("built in")
}

fn at() -> Timestamp {
    "2026-11-23T09:15:00Z".parse().expect("an RFC 3339 time")
}

fn item(kind: ReleaseKind) -> WireItem {
    let story = Story {
        headline: "Harbour reopened".to_owned(),
        body: "The harbour has reopened.\n\n## One pilot\n\n> Words\n".to_owned(),
        slug: "GRAIN".to_owned(),
        embargo: "2026-11-23T15:00:00+03:00".parse().ok(),
        ..Story::default()
    };
    let mut item = WireItem::first(story, "urn:newsml:wirecopy.example:20261123:42", at());
    (item.kind, item.version) = (kind, if kind == ReleaseKind::New { 1 } else { 2 });
    "41,000 tonnes, not 14,000".clone_into(&mut item.note);
    item
}

fn written(item: &WireItem, dialect: &str) -> String {
    let encoded = nitf().encode(item, tass(), &Dialect::new(dialect)).expect("a whole story");
    String::from_utf8(encoded.bytes).expect("it is UTF-8")
}

fn read(message: &str) -> (WireItem, Vec<String>) {
    let decoded = nitf().decode(message.as_bytes(), &Reading::new(tass(), at())).expect("it is NITF");
    (decoded.item, decoded.notes.into_iter().map(|note| format!("{}: {}", note.place, note.what)).collect())
}

#[test]
fn every_kind_reads_back_in_every_dialect_and_keeps_its_embargo() {
    for row in nitf().dialects() {
        for kind in ReleaseKind::ALL {
            let item = item(kind);
            let (back, notes) = read(&written(&item, &row.id));
            assert_eq!((back.kind, back.note.as_str()), (kind, item.note.as_str()), "{}", row.id);
            assert_eq!(back.story.embargo, item.story.embargo, "{} {kind:?}", row.id);
            assert_eq!(notes, [] as [String; 0], "{} {kind:?}", row.id);
        }
    }
}

#[test]
fn an_embargo_is_a_release_and_never_an_expiry() {
    let strict = written(&item(ReleaseKind::New), "strict");
    assert!(strict.contains("<date.release norm=\"20261123T150000+0300\"/>"), "{strict}");
    assert!(strict.contains("management-status=\"embargoed\""), "the status says so too: {strict}");
    assert!(!strict.contains("date.expire"), "{strict}");
    let superdesk = written(&item(ReleaseKind::New), "superdesk");
    assert!(superdesk.contains("management-status=\"usable\""), "a status that Superdesk knows: {superdesk}");
    let line = "<ed-msg msg-type=\"embargo\" info=\"EMBARGO: not for publication before 15:00 (UTC+03:00), November 23, 2026&#10;&#10;NOTE: ";
    assert!(superdesk.contains(line), "its editors read it first: {superdesk}");
}

#[test]
fn an_embargo_that_is_over_holds_nobody() {
    let mut over = item(ReleaseKind::New);
    over.envelope.sent_at = "2026-11-23T12:00:00Z".parse().expect("an RFC 3339 time");
    for row in nitf().dialects() {
        let message = written(&over, &row.id);
        assert!(message.contains("management-status=\"usable\"") && !message.contains("EMBARGO"), "{message}");
        assert_eq!(read(&message).0.story.embargo, over.story.embargo, "its time is still a fact: {}", row.id);
    }
    over.version_created = over.envelope.sent_at;
    let encoded = nitf().encode(&over, tass(), &Dialect::strict()).expect("a whole story");
    assert_eq!(encoded.losses.len(), 1, "over before this version was made: {:?}", encoded.losses);
    assert_eq!(encoded.losses[0].place.field, "embargo");
    let mut held = item(ReleaseKind::Hold);
    held.envelope.sent_at = over.envelope.sent_at;
    assert!(written(&held, "strict").contains("management-status=\"withheld\""), "no time ends a hold");
}

#[test]
fn a_correction_says_so_in_an_element_of_its_own() {
    let message = written(&item(ReleaseKind::Correction), "strict");
    let element =
        "<correction info=\"41,000 tonnes, not 14,000\" id-string=\"urn:newsml:wirecopy.example:20261123:42\"/>";
    assert!(message.contains(element), "{message}");
    assert!(message.contains("info=\"CORRECTION: 41,000"), "and to its editors: {message}");
}

#[test]
fn a_copyright_keeps_the_year_of_the_first_version_here_and_elsewhere() {
    let mut item = item(ReleaseKind::Correction);
    item.story.rights.holder = "Wirecopy Press".to_owned();
    item.first_created = "2026-12-31T22:00:00Z".parse().expect("an RFC 3339 time");
    item.version_created = "2027-01-01T09:00:00Z".parse().expect("an RFC 3339 time");
    for (id, expected) in [
        ("nitf", "<doc.copyright year=\"2026\" holder=\"Wirecopy Press\"/>"),
        ("newsml-1", "<CopyrightDate>2026</CopyrightDate>"),
        ("html", "\"copyrightYear\": 2026,"),
    ] {
        let format = wirecopy_wire::format(id).expect("the table has it");
        let bytes = format.encode(&item, tass(), &Dialect::strict()).expect("a whole story").bytes;
        let message = String::from_utf8_lossy(&bytes);
        assert!(message.contains(expected), "{id}: {message}");
    }
}

#[test]
fn a_hold_and_a_kill_name_what_must_be_pulled_back() {
    for (kind, status) in [(ReleaseKind::Hold, "withheld"), (ReleaseKind::Kill, "canceled")] {
        let message = written(&item(kind), "strict");
        let says = format!(
            "<docdata management-status=\"{status}\" management-doc-idref=\"urn:newsml:wirecopy.example:20261123:42\" \
             management-idref-status=\"{status}\">"
        );
        assert!(message.contains(&says), "{message}");
        assert_eq!(message.contains("body.content"), kind == ReleaseKind::Hold, "a kill has no text: {message}");
    }
}

#[test]
fn superdesk_gets_paragraphs_without_blocks_and_codes_that_it_knows() {
    let mut item = item(ReleaseKind::New);
    item.story.subjects = vec![Term::parse("medtop:20000343").expect("a term").labelled("trade")];
    item.envelope.subject_codes.insert("medtop:20000343".to_owned(), "04015004".to_owned());
    let message = written(&item, "superdesk");
    assert!(message.contains("<nitf version="), "no namespace: {message}");
    assert!(message.contains("tobject.subject.refnum=\"04015004\""), "the old code: {message}");
    assert!(message.contains("<meta name=\"anpa-keyword\" content=\"GRAIN\"/>"), "{message}");
    assert!(message.contains("<body.content>\n      <p>"), "paragraphs stand in the content itself: {message}");
    assert_eq!(read(&message).0.story.subjects, item.story.subjects, "and reads back as the topic it was");
}

#[test]
fn a_code_without_a_label_has_the_name_of_its_vocabulary_and_reads_back_without() {
    let mut story = item(ReleaseKind::New);
    let term = Term::parse("medtop:04000000").expect("a term");
    let read_back = |story: &WireItem| read(&written(story, "strict")).0.story.subjects;
    story.story.subjects = vec![term.clone()];
    assert!(
        written(&story, "strict").contains("tobject.subject.type=\"economy, business and finance\""),
        "it is named"
    );
    assert_eq!(read_back(&story)[0].label(), "", "the writer gave none");
    story.story.subjects = vec![term.labelled("economy, business and finance")];
    assert_eq!(read_back(&story), story.story.subjects);
    assert!(!written(&story, "strict").contains("classifier"), "nothing more is needed to tell it");
}

#[test]
fn the_least_urgency_of_ours_is_the_least_of_nitf() {
    let mut item = item(ReleaseKind::New);
    item.story.urgency = Urgency::new(9).ok();
    let encoded = nitf().encode(&item, tass(), &Dialect::strict()).expect("a whole story");
    let told: Vec<_> = encoded.losses.iter().map(|loss| (&*loss.place.field, loss.became.as_str())).collect();
    assert_eq!(told, [("urgency", "8")]);
}

const FOREIGN: &str = r#"<?xml version="1.0"?>
<!DOCTYPE nitf SYSTEM "nitf.dtd">
<nitf>
  <head>
    <meta name="wire" content="x"/>
    <tobject><tobject.subject tobject.subject.refnum="04016001" tobject.subject.type="economy" tobject.subject.matter="trade"/></tobject>
    <docdata management-status="usable">
      <doc-id id-string="tag:x.example,2026:7"/>
      <date.issue norm="20261123T101500+0100"/>
      <date.release norm="20261123T091500Z"/>
      <fixture fix-id="daily"/>
      <du-key key="Testland-Grain"/>
    </docdata>
  </head>
  <body>
    <body.head>
      <note noteclass="editorsnote"><body.content><p>Pictures to follow.</p></body.content></note>
      <byline>By JOHN SMITH</byline>
      <dateline><location>Rome</location></dateline>
      <abstract>Bare words of
        an abstract</abstract>
    </body.head>
    <body.content>
      <hedline><hl1>Harbour
        reopened</hl1></hedline>
      <block><p>ROME, May 9. /TASS/. One.</p><p>Two</p></block>
    </body.content>
  </body>
</nitf>"#;

#[test]
fn a_message_in_the_style_of_the_dtd_is_read() {
    let (item, notes) = read(FOREIGN);
    let story = &item.story;
    assert_eq!((story.headline.as_str(), story.summary.as_str()), ("Harbour reopened", "Bare words of an abstract"));
    assert_eq!((item.guid.as_str(), story.slug.as_str()), ("tag:x.example,2026:7", "Testland-Grain"));
    assert_eq!(item.version_created, at(), "an offset without a colon is read");
    assert_eq!(story.embargo, None, "released when it was issued is no embargo");
    assert_eq!(story.byline[0].name, "JOHN SMITH");
    assert_eq!(story.dateline.place, "Rome", "the dateline in the text is that of the head");
    assert_eq!(story.body, "One.\n\nTwo\n");
    assert_eq!(story.ed_note, "Pictures to follow.");
    assert_eq!(story.subjects, [Term::parse("subj:04016001").expect("a term").labelled("trade")]);
    assert!(notes.iter().any(|note| note.contains("fixture")), "what is not read is told: {notes:?}");
    assert!(notes.iter().any(|note| note.contains("\"wire\"")), "{notes:?}");
}

#[test]
fn what_cannot_be_read_never_lets_a_story_out_early() {
    let status = |from: &str, to: &str| read(&FOREIGN.replacen(from, to, 1));
    let (item, notes) = status("\"usable\"", "\"hold for release\"");
    assert_eq!(item.status(), PubStatus::Withheld, "{notes:?}");
    let (item, notes) = status("\"20261123T091500Z\"", "\"tomorrow noon\"");
    assert_eq!(item.story.embargo, None);
    assert!(notes.iter().any(|note| note.contains("EMBARGO NOT READ")), "{notes:?}");
    let (item, notes) =
        read(&FOREIGN.replacen("\"usable\"", "\"embargoed\"", 1).replacen("20261123T091500Z", "tomorrow", 1));
    assert_eq!(item.status(), PubStatus::Withheld, "embargoed until nobody knows when: {notes:?}");
    let (item, _) = status("20261123T091500Z", "2026-11-24T09:15:00+01:00");
    assert!(item.story.embargo.is_some(), "a later release is an embargo, whatever the status");
}

/// The official schema, or the sentence that says why nothing is tested.
fn schema() -> Option<PathBuf> {
    let folder = std::env::var_os("WIRECOPY_STANDARDS").map(PathBuf::from)?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let schema = root.join(folder).join("schemas/nitf/nitf-3-6.xsd");
    let found = schema.is_file() && Command::new("xmllint").arg("--version").output().is_ok();
    if !found {
        println!("skipped: WIRECOPY_STANDARDS names no folder with schemas/nitf, or there is no xmllint");
    }
    found.then_some(schema)
}

#[test]
fn the_official_schema_takes_whatever_a_writer_writes() {
    let Some(schema) = schema() else { return };
    let rng = TestRng::from_seed(prop::test_runner::RngAlgorithm::ChaCha, &[42; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let folder = std::env::temp_dir().join(format!("wirecopy-nitf-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the temporary folder can be written");
    let mut files = Vec::new();
    for at in 0..400 {
        let story = arbitrary::stories().new_tree(&mut runner).expect("the strategy makes stories").current();
        let mut item = WireItem::first(story, "urn:x", Timestamp::UNIX_EPOCH);
        item.kind = ReleaseKind::ALL[at % ReleaseKind::ALL.len()];
        for row in nitf().dialects() {
            let Ok(encoded) = nitf().encode(&item, tass(), &Dialect::new(&row.id)) else { continue };
            let text = String::from_utf8(encoded.bytes).expect("it is UTF-8");
            let space = "<nitf xmlns=\"http://iptc.org/std/NITF/2006-10-18/\" version=";
            let path = folder.join(format!("{at}-{}.xml", row.id));
            std::fs::write(&path, text.replacen("<nitf version=", space, 1)).expect("a file");
            files.push(path);
        }
    }
    let said = Command::new("xmllint").args(["--noout", "--schema"]).arg(schema).args(&files).output();
    let said = String::from_utf8_lossy(&said.expect("xmllint runs").stderr).into_owned();
    let refused: Vec<_> = said.lines().filter(|line| !line.ends_with(" validates")).take(10).collect();
    assert_eq!(refused, [] as [&str; 0], "every message is valid");
    assert!(files.len() > 300, "most stories can be written: {}", files.len());
    std::fs::remove_dir_all(&folder).expect("the temporary folder can be removed");
}
