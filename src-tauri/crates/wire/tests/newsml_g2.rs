//! NewsML-G2 as other agencies write it, and what must never go wrong in ours: the standard's own schema judges our
//! messages where a folder of standards is at hand (`WIRECOPY_STANDARDS`).

use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::Timestamp;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRng, TestRunner};
use wirecopy_story::{ReleaseKind, Story, arbitrary};
use wirecopy_wire::{Decoded, Dialect, Format, Profile, Reading, WireItem, format, sniff};

fn g2() -> &'static dyn Format {
    format("newsml-g2").expect("the table has it")
}

fn generic() -> &'static Profile {
    Profile::find("generic").expect("built in")
}

fn item(kind: ReleaseKind) -> WireItem {
    let story = Story {
        headline: "Harbour reopened".into(),
        body: "The harbour has reopened.".into(),
        embargo: "2026-11-23T12:00:00+03:00".parse().ok(),
        ..Story::default()
    };
    let mut item = WireItem::first(story, "urn:newsml:wirecopy.example:20261123:42", Timestamp::UNIX_EPOCH);
    (item.kind, item.version) = (kind, if kind == ReleaseKind::New { 1 } else { 2 });
    item
}

fn written(item: &WireItem, dialect: &str) -> String {
    let bytes = g2().encode(item, generic(), &Dialect::new(dialect)).expect("a whole story").bytes;
    String::from_utf8(bytes).expect("it is text")
}

fn read(text: &str) -> Decoded {
    g2().decode(text.as_bytes(), &Reading::new(generic(), Timestamp::UNIX_EPOCH)).expect("it is NewsML-G2")
}

/// A news item of another agency around some properties.
fn foreign(meta: &str, content: &str) -> String {
    format!(
        "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:x' version='1' standard='NewsML-G2' \
         standardversion='2.9'><catalogRef href='http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml'/>\
         <itemMeta><itemClass qcode='ninat:text'/><provider qcode='nprov:X'/>\
         <versionCreated>2026-11-23T10:00:00+01:00</versionCreated>{meta}</itemMeta>{content}</newsItem>"
    )
}

#[test]
fn an_embargo_is_never_an_expiry() {
    for row in g2().dialects() {
        let text = written(&item(ReleaseKind::New), &row.id);
        assert!(text.contains("<embargoed>2026-11-23T12:00:00+03:00</embargoed>"), "{}: {text}", row.id);
        assert!(text.contains("stat:usable") && !text.contains("<expires"), "{}: {text}", row.id);
    }
}

#[test]
fn a_correction_never_leaves_as_a_plain_update() {
    for row in g2().dialects() {
        let text = written(&item(ReleaseKind::Correction), &row.id);
        assert!(text.contains("sig:correction") && !text.contains("sig:update"), "{}: {text}", row.id);
        assert!(text.contains(" version=\"2\"") && text.contains("CORRECTION"), "{}: {text}", row.id);
    }
}

#[test]
fn a_language_read_from_right_to_left_says_on_which_side_its_lines_begin() {
    for (language, rtl) in [("ar", true), ("he-IL", true), ("en", false), ("", false)] {
        let mut item = item(ReleaseKind::New);
        item.story.language = language.into();
        assert_eq!(written(&item, "strict").contains(" dir=\"rtl\""), rtl, "{language}");
        let email = wirecopy_wire::format("email").expect("the table has it");
        let profile = Profile::find("generic").expect("built in");
        let mail = email.encode(&item, profile, &Dialect::new("alternative")).expect("a whole story").bytes;
        assert_eq!(String::from_utf8_lossy(&mail).contains("dir=3D\"rtl\""), rtl, "{language}: the page of a mail");
    }
}

#[test]
fn a_hold_withholds_and_says_so() {
    for row in g2().dialects() {
        let text = written(&item(ReleaseKind::Hold), &row.id);
        assert!(text.contains("stat:withheld") && text.contains(">HOLD"), "{}: {text}", row.id);
    }
}

#[test]
fn a_kill_has_a_reason_and_no_content() {
    for row in g2().dialects() {
        let mut item = item(ReleaseKind::Kill);
        item.note = "The ministry denies the report".into();
        let text = written(&item, &row.id);
        assert!(
            text.contains("stat:canceled") && text.contains("The ministry denies the report"),
            "{}: {text}",
            row.id
        );
        assert!(!text.contains("has reopened") && !text.contains("inline"), "{}: {text}", row.id);
    }
}

#[test]
fn the_number_and_priority_of_a_transmission_stand_in_its_header() {
    let mut item = item(ReleaseKind::New);
    item.envelope.sequence = 42;
    item.envelope.priority = Some(8);
    let back = read(&written(&item, "message")).item.envelope;
    assert_eq!((back.sequence, back.priority, back.sent_at), (42, Some(8), item.envelope.sent_at));
    let text = written(&item, "superdesk");
    assert!(text.contains("<priority>6</priority>"), "six is the least that Superdesk knows: {text}");
    assert!(!written(&item, "strict").contains("priority"), "an item alone has no header");
}

#[test]
fn a_receiver_that_asks_for_content_gets_an_empty_set_with_a_kill() {
    let set = |dialect| written(&item(ReleaseKind::Kill), dialect).contains("<contentSet/>");
    assert!(set("superdesk") && !set("strict"), "the strict form drops it");
}

#[test]
fn every_kind_reads_back_without_a_word_in_the_note() {
    for row in g2().dialects() {
        for kind in ReleaseKind::ALL {
            let text = written(&item(kind), &row.id);
            assert_eq!(read(&text).item.kind, kind, "{} {}: {text}", row.id, kind.word());
        }
    }
}

#[test]
fn a_note_that_reads_like_a_correction_does_not_make_one() {
    let mut item = item(ReleaseKind::New);
    item.story.ed_note = "CORRECTION: the pictures of Monday carried a wrong date".into();
    let encoded = g2().encode(&item, generic(), &Dialect::strict()).expect("a whole story");
    assert_eq!(encoded.losses, [], "the notes travel apart");
    let back = read(&String::from_utf8(encoded.bytes).expect("text")).item;
    assert_eq!((back.kind, back.story.ed_note), (ReleaseKind::New, item.story.ed_note));
}

#[test]
fn an_old_subject_code_goes_beside_its_topic_and_is_not_read_as_one_more() {
    let mut item = item(ReleaseKind::New);
    item.story.subjects =
        ["medtop:20000002", "medtop:01000000"].iter().filter_map(|one| wirecopy_story::Term::parse(one).ok()).collect();
    let text = written(&item, "superdesk");
    assert_eq!(text.matches("subj:01000000").count(), 2, "both have one: {text}");
    assert_eq!(read(&text).item.story.subjects, item.story.subjects, "and it is told from a subject");
}

#[test]
fn a_code_without_a_label_has_the_name_of_its_vocabulary_and_reads_back_without() {
    let mut item = item(ReleaseKind::New);
    item.story.subjects = vec![wirecopy_story::Term::parse("medtop:04000000").expect("a term")];
    item.story.genre = wirecopy_story::Term::parse("genre:Current").ok();
    for row in g2().dialects() {
        let text = written(&item, &row.id);
        assert!(text.contains(">economy, business and finance</name>"), "{}: the topic is named: {text}", row.id);
        let back = read(&text).item.story;
        assert_eq!((&back.subjects, &back.genre), (&item.story.subjects, &item.story.genre), "{}", row.id);
        assert_eq!(back.subjects[0].label(), "", "{}: the writer gave none", row.id);
    }
}

#[test]
fn times_of_a_real_feed_are_read_and_told() {
    let text = foreign(
        "<firstCreated>2026-11-23T10:00:00+0100</firstCreated><embargoed>2026-11-23T15:00:00+0300</embargoed>",
        "",
    );
    let decoded = read(&text);
    assert_eq!(decoded.item.first_created.to_string(), "2026-11-23T09:00:00Z");
    assert_eq!(decoded.item.story.embargo.map(|one| one.to_string()).as_deref(), Some("2026-11-23T15:00:00+03:00"));
    assert_eq!(decoded.notes.len(), 2, "both forms are told: {:?}", decoded.notes);
}

#[test]
fn an_embargo_that_cannot_be_read_is_told_loudly() {
    for (element, kind, told) in [
        ("<embargoed>noon</embargoed>", ReleaseKind::New, "EMBARGO NOT READ"),
        ("<embargoed>2026-11-23T15:00:00</embargoed>", ReleaseKind::New, "EMBARGO NOT READ"),
        ("<embargoed/>", ReleaseKind::Hold, "EMBARGO WITHOUT A TIME"),
    ] {
        let decoded = read(&foreign(element, ""));
        assert_eq!(decoded.item.kind, kind, "{element}");
        assert!(decoded.notes.iter().any(|note| note.what.starts_with(told)), "{element}: {:?}", decoded.notes);
    }
}

#[test]
fn a_status_is_read_by_code_or_uri_and_held_when_it_is_none() {
    for (status, kind) in [
        ("", ReleaseKind::New),
        ("<pubStatus qcode='stat:canceled'/>", ReleaseKind::Kill),
        ("<pubStatus uri='http://cv.iptc.org/newscodes/pubstatusg2/withheld'/>", ReleaseKind::Hold),
        ("<pubStatus qcode='stat:Usable'/>", ReleaseKind::Hold),
        ("<pubStatus/>", ReleaseKind::Hold),
    ] {
        assert_eq!(read(&foreign(status, "")).item.kind, kind, "{status:?}");
    }
    let killed = read(&foreign("<pubStatus qcode='stat:canceled'/><signal qcode='sig:correction'/>", ""));
    assert_eq!(killed.item.kind, ReleaseKind::Kill, "a kill with a signal is a kill");
}

#[test]
fn a_feed_s_own_aliases_are_read_by_their_vocabularies() {
    let text = foreign("", "<contentMeta><subject qcode='t:04000000'><name>economy</name></subject></contentMeta>");
    let catalog = "<catalog><scheme alias='t' uri='http://cv.iptc.org/newscodes/mediatopic/'/></catalog><itemMeta>";
    let story = read(&text.replace("<itemMeta>", catalog)).item.story;
    assert_eq!(story.subjects[0].qcode(), "medtop:04000000");
    assert_eq!(story.subjects[0].label(), "economy");
}

#[test]
fn a_text_is_read_in_whatever_markup_it_comes() {
    let bold = "The **harbour** has reopened.\n";
    for (content, body) in [
        (
            "<inlineXML contenttype='application/xhtml+xml'><html xmlns='http://www.w3.org/1999/xhtml'><head><title>T</title></head><body><p>The <b>harbour</b> has reopened.</p></body></html></inlineXML>",
            bold,
        ),
        (
            "<inlineXML wordcount=''><x:html xmlns:x='http://www.w3.org/1999/xhtml'><x:body><x:p/><x:p>The <x:b>harbour</x:b> has reopened.</x:p></x:body></x:html></inlineXML>",
            bold,
        ),
        ("<inlineData contenttype='text/html'>&lt;p>The &lt;b>harbour&lt;/b> has reopened.</inlineData>", bold),
        ("<inlineData contenttype='text/html'><![CDATA[<p>The <b>harbour</b> has reopened.]]></inlineData>", bold),
        (
            "<inlineXML contenttype='application/nitf+xml'><nitf><body><body.head/><body.content><block><p>The <em class='bold'>harbour</em> has reopened.</p></block></body.content></body></nitf></inlineXML>",
            bold,
        ),
        ("<inlineData contenttype='text/plain'>The harbour has reopened.</inlineData>", "The harbour has reopened.\n"),
        ("<inlineData>The harbour has reopened.</inlineData>", "The harbour has reopened.\n"),
        (
            "<inlineData contenttype='text/plain'>short</inlineData><inlineXML><html><body><p>The <b>harbour</b> has reopened.</p></body></html></inlineXML>",
            bold,
        ),
    ] {
        let decoded = read(&foreign("", &format!("<contentSet>{content}</contentSet>")));
        assert_eq!(decoded.item.story.body.trim_end(), body.trim_end(), "{content}");
        assert_eq!(decoded.notes, [], "{content}");
    }
}

#[test]
fn words_of_another_agency_that_have_a_place_are_kept() {
    let content = "<contentMeta><located><name>Berlin</name><broader qcode='iso3166-1a2:DE'><name>Germany</name></broader>\
        </located><creator><name>Jane Doe</name></creator><creator type='cpnat:organisation'><name>AP</name></creator>\
        <language tag='en'/><keyword>ships</keyword><subject type='cpnat:person'><name>Ivan Primerov</name></subject>\
        <subject type='cpnat:geoArea'><name>Port Testland</name></subject><slugline>\n  TESTLAND-GRAIN\n</slugline>\
        <headline>Harbour <span>reopened</span></headline><headline>Second</headline><by>By Jane Doe</by>\
        <description role='drol:caption'>Caption</description><description role='drol:summary'>Lead</description>\
        </contentMeta>";
    let decoded = read(&foreign("<edNote>One<br/>Two</edNote><edNote>Three</edNote>", content));
    let story = &decoded.item.story;
    assert_eq!((story.dateline.place.as_str(), story.dateline.country.as_str()), ("Berlin", "DE"));
    assert_eq!(story.byline.len(), 1, "an agency is no author");
    assert_eq!(story.keywords, ["ships", "Ivan Primerov"], "a person without a code is a keyword");
    assert_eq!((story.slug.as_str(), story.headline.as_str()), ("TESTLAND-GRAIN", "Harbour reopened"));
    assert_eq!((story.summary.as_str(), story.ed_note.as_str()), ("Lead", "One\nTwo\n\nThree"));
    assert_eq!(story.places[0].name, "Port Testland");
    let told: Vec<_> = decoded.notes.iter().map(|note| note.what.as_str()).collect();
    for words in ["\"AP\"", "\"Second\"", "\"Caption\""] {
        assert!(told.iter().any(|note| note.contains(words)), "{words} is told: {told:?}");
    }
}

#[test]
fn a_printed_dateline_is_read_where_there_is_no_other() {
    let page = "<contentSet><inlineXML><html xmlns='http://www.w3.org/1999/xhtml'><body><p><span class='dateline'>\
        BERLIN, November 23 (AGENCY) - </span>The harbour.</p></body></html></inlineXML></contentSet>";
    let style = generic().dateline(
        &wirecopy_story::Dateline { place: "Berlin".into(), date: "2026-11-23".parse().ok(), ..Default::default() },
        "en",
    );
    let page = page.replace("BERLIN, November 23 (AGENCY) - ", &style);
    let decoded = read(&foreign("", &page));
    assert_eq!(decoded.item.story.dateline.place, "Berlin", "{style:?}: {:?}", decoded.notes);
    assert_eq!(decoded.item.story.body, "The harbour.\n", "it is not in the text once more");
}

#[test]
fn a_dateline_that_opens_the_words_is_taken_off() {
    let meta = "<contentMeta><located><name>Berlin</name></located><dateline>Berlin (AGENCY)</dateline></contentMeta>";
    for content in [
        "<inlineXML><html><body><p>Berlin (AGENCY) - The <i>harbour</i>.</p></body></html></inlineXML>",
        "<inlineXML><nitf><body><body.content><p>Berlin (AGENCY) - The <em>harbour</em>.</p></body.content></body></nitf></inlineXML>",
        "<inlineData contenttype='text/plain'>\n Berlin (AGENCY) - The harbour.</inlineData>",
    ] {
        let story = read(&foreign("", &format!("{meta}<contentSet>{content}</contentSet>"))).item.story;
        assert_eq!(story.parsed().plain_text().trim(), "The harbour.", "{content}");
        assert_eq!(story.dateline.place, "Berlin", "{content}");
    }
}

#[test]
fn of_a_message_of_several_the_first_text_is_read() {
    let picture = foreign("", "").replace("ninat:text", "ninat:picture");
    let (one, two) = (foreign("", "").replace("urn:x", "urn:1"), foreign("", "").replace("urn:x", "urn:2"));
    let text = format!("<newsMessage><itemSet>{picture}{one}{two}</itemSet></newsMessage>");
    let decoded = read(&text);
    assert_eq!(decoded.item.guid, "urn:1");
    assert_eq!(decoded.notes.len(), 3, "two items and the namespace: {:?}", decoded.notes);
}

#[test]
fn what_is_no_news_item_is_refused_with_a_clear_word() {
    for (text, told) in [
        ("<packageItem xmlns='http://iptc.org/std/nar/2006-10-01/'/>", "a package, which only names other items"),
        ("<conceptItem/>", "<conceptItem>"),
        ("<newsMessage><itemSet><packageItem/></itemSet></newsMessage>", "a message without one"),
        ("<newsItem>", "line 1"),
    ] {
        let error = g2().decode(text.as_bytes(), &Reading::new(generic(), Timestamp::UNIX_EPOCH)).expect_err("refused");
        assert!(error.to_string().contains(told), "{text}: {error}");
    }
    assert!(sniff(b"<?xml version=\"1.0\"?>\n<newsItem/>").is_some_and(|format| format.id() == "newsml-g2"));
}

#[test]
fn the_messages_of_the_dialects_are_what_an_editor_read_and_kept() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let story =
        std::fs::read_to_string(tests.join("../../../../tests/fixtures/stories/everything.md")).expect("a story");
    let story = wirecopy_story::file::read(&story).expect("a story file");
    let at: Timestamp = "2026-11-23T09:15:00Z".parse().expect("an RFC 3339 time");
    let mut item = WireItem::first(story, "urn:newsml:wirecopy.example:20261123:42", at);
    (item.version, item.kind, item.note) = (2, ReleaseKind::Correction, "Corrects the tonnage in paragraph 3".into());
    item.envelope.sequence = 42;
    for dialect in ["superdesk", "nitf"] {
        let text = written(&item, dialect);
        let path = tests.join(format!("golden/newsml-g2/everything-{dialect}.xml"));
        if std::env::var_os("WIRECOPY_GOLDEN").is_some_and(|mode| mode == "write") {
            std::fs::write(&path, &text).expect("the golden folder can be written");
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(text, kept, "{} is what was read and kept", path.display());
        assert_eq!(g2().validate(text.as_bytes(), generic()), [], "{dialect} is valid");
    }
}

/// The folder of standards and the tool that judges by it; the sentence says why nothing is tested.
fn standards() -> Option<PathBuf> {
    let folder = std::env::var_os("WIRECOPY_STANDARDS").map(PathBuf::from);
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let folder =
        folder.map(|folder| repository.join(folder)).filter(|folder| folder.join("examples/EXPECT.tsv").is_file());
    let tool = Command::new("xmllint").arg("--version").output().is_ok();
    if folder.is_none() || !tool {
        println!("skipped: WIRECOPY_STANDARDS names no folder of standards, or xmllint is not installed");
        return None;
    }
    folder
}

/// Judges messages by the official schema, a few hundred at a time; the answer is what it says against them.
fn judged(folder: &Path, messages: &[String]) -> Vec<String> {
    let schema = folder.join("schemas/newsml-g2/2.35/NewsML-G2_2.35-spec-All-Power.xsd");
    let scratch = std::env::temp_dir().join(format!("wirecopy-g2-{}", std::process::id()));
    std::fs::create_dir_all(&scratch).expect("a scratch folder");
    let mut told = Vec::new();
    for batch in messages.chunks(400) {
        let write = |(at, text): (usize, &String)| {
            let path = scratch.join(format!("{at}.xml"));
            std::fs::write(&path, text).expect("a scratch file");
            path
        };
        let paths: Vec<_> = batch.iter().enumerate().map(write).collect();
        let output = Command::new("xmllint")
            .args(["--noout", "--nonet", "--huge", "--schema"])
            .arg(&schema)
            .args(&paths)
            .output();
        let output = output.expect("xmllint runs");
        let lines = String::from_utf8_lossy(&output.stderr).into_owned();
        let (good, bad): (Vec<_>, Vec<_>) = lines.lines().partition(|line| line.ends_with(" validates"));
        assert!(good.len() == batch.len() || !bad.is_empty(), "every message is judged: {lines}");
        told.extend(bad.into_iter().map(ToOwned::to_owned));
    }
    std::fs::remove_dir_all(&scratch).expect("the scratch folder is ours");
    told
}

#[test]
fn the_examples_of_the_standard_are_read() {
    let Some(folder) = standards() else { return };
    for name in ["xhtml", "nitf", "plain", "correction", "kill", "withheld", "message", "min"] {
        let text = std::fs::read_to_string(folder.join(format!("examples/g2-valid-{name}.xml"))).expect("an example");
        let item = read(&text).item;
        let (kind, whole) = match name {
            "correction" => (ReleaseKind::Correction, true),
            "withheld" => (ReleaseKind::Hold, true),
            "kill" => (ReleaseKind::Kill, false),
            "min" => (ReleaseKind::New, false),
            _ => (ReleaseKind::Update, true),
        };
        assert_eq!((item.kind, !item.story.body.is_empty()), (kind, whole), "{name}");
        if name != "min" {
            assert_eq!(item.story.headline, "Parliament passes 2027 budget", "{name}");
            assert_eq!(item.story.dateline.place, "Testville", "{name}");
        }
    }
}

#[test]
fn the_official_schema_takes_whatever_a_writer_writes() {
    let Some(folder) = standards() else { return };
    let rng = TestRng::from_seed(prop::test_runner::RngAlgorithm::ChaCha, &[42; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut messages = Vec::new();
    for at in 0..2_400 {
        let story = arbitrary::stories().new_tree(&mut runner).expect("the strategy makes stories").current();
        let mut item = WireItem::first(story, "urn:x", Timestamp::UNIX_EPOCH);
        item.kind = ReleaseKind::ALL[at % ReleaseKind::ALL.len()];
        item.version = 1 + u32::from(item.kind != ReleaseKind::New);
        let row = &g2().dialects()[at / 8 % g2().dialects().len()];
        let profile = &Profile::builtin()[at % Profile::builtin().len()];
        if let Ok(encoded) = g2().encode(&item, profile, &Dialect::new(&row.id)) {
            messages.push(String::from_utf8(encoded.bytes).expect("it is text"));
        }
    }
    assert!(messages.len() > 1_000, "most stories can be written: {}", messages.len());
    let told = judged(&folder, &messages);
    assert!(told.is_empty(), "{} messages: {:#?}", messages.len(), &told[..told.len().min(20)]);
}
