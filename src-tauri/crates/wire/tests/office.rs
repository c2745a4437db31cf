//! Pages and documents of others, as clients send them back; and what no format for people may say wrongly: embargo,
//! hold, correction.

use std::io::{Cursor, Write};

use jiff::Timestamp;
use wirecopy_story::{ReleaseKind, Story};
use wirecopy_wire::{Decoded, Dialect, Format, Profile, Reading, WireItem, format, sniff};

fn at() -> Timestamp {
    "2026-11-23T09:00:00Z".parse().expect("an RFC 3339 time")
}

fn decoded(id: &str, bytes: &[u8]) -> Decoded {
    let reading = Reading::new(Profile::find("generic").expect("built in"), at());
    assert_eq!(sniff(bytes).map(Format::id), Some(id), "it is told by its bytes");
    format(id).expect("the table has it").decode(bytes, &reading).expect("it is read")
}

fn told(decoded: &Decoded) -> String {
    decoded.notes.iter().map(|note| note.what.as_str()).collect::<Vec<_>>().join("; ")
}

/// A document as a word processor packs it.
fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("memory can be written");
        zip.write_all(text.as_bytes()).expect("memory can be written");
    }
    zip.finish().expect("memory can be written").into_inner()
}

#[test]
fn a_clients_document_is_read_without_what_was_struck_out() {
    let document = r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>
        <w:p><w:pPr><w:pStyle w:val="Titel"/></w:pPr><w:r><w:t>Harbour reopened</w:t></w:r></w:p>
        <w:p><w:commentRangeStart w:id="0"/><w:r><w:t xml:space="preserve">The harbour </w:t></w:r>
          <w:ins w:author="A"><w:r><w:t xml:space="preserve">of Port Testland </w:t></w:r></w:ins>
          <w:del w:author="A"><w:r><w:delText>was closed</w:delText></w:r></w:del>
          <w:r><w:rPr><w:b/></w:rPr><w:t>has reopened</w:t></w:r><w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>, see </w:t></w:r>
          <w:hyperlink r:id="rId9"><w:r><w:t>the notice</w:t></w:r></w:hyperlink><w:r><w:t>.</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="berschrift2"/></w:pPr><w:r><w:t>Ships</w:t></w:r></w:p>
        <w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr></w:pPr><w:r><w:t>Aurora</w:t></w:r></w:p>
        <w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr></w:pPr><w:r><w:t>wheat</w:t></w:r></w:p>
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Ship</w:t></w:r></w:p></w:tc></w:tr>
          <w:tr><w:tc><w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:t>Aurora</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
        <w:p/></w:body></w:document>"#;
    let styles = r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
        <w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
        <w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style></w:styles>"#;
    let numbering = r#"<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
        <w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/></w:lvl>
        <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
        <w:num w:numId="4"><w:abstractNumId w:val="7"/></w:num></w:numbering>"#;
    let links = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        <Relationship Id="rId9" Type="x/hyperlink" Target="https://port.example/7" TargetMode="External"/></Relationships>"#;
    let read = decoded(
        "docx",
        &packed(&[
            ("word/document.xml", document),
            ("word/styles.xml", styles),
            ("word/numbering.xml", numbering),
            ("word/_rels/document.xml.rels", links),
        ]),
    );
    assert_eq!(read.item.story.headline, "Harbour reopened", "the title by the name of its style");
    let expected = "The harbour of Port Testland **has reopened**, see [the notice](https://port.example/7).\n\n\
                    ## Ships\n\n3. Aurora\n   - wheat\n\n| Ship |\n| --- |\n| Aurora |\n";
    let same = Story { body: expected.into(), ..Story::default() }.parsed();
    assert!(read.item.story.parsed().same_content(&same), "{}", read.item.story.body);
    for word in ["tracked deletion", "tracked insertion", "comment"] {
        assert!(told(&read).contains(word), "{word} is told: {}", told(&read));
    }
}

#[test]
fn a_link_that_is_a_field_of_several_runs_is_a_link() {
    let document = r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
        <w:p><w:r><w:t xml:space="preserve">See </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>
          <w:r><w:instrText xml:space="preserve"> HYPERLINK "https://port.example/7" </w:instrText></w:r>
          <w:r><w:instrText>\o "The notice"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>
          <w:r><w:rPr><w:b/></w:rPr><w:t>the notice</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/><w:t>,</w:t></w:r>
          <w:fldSimple w:instr="HYPERLINK &quot;https://port.example/8&quot;"><w:r><w:t>more</w:t></w:r></w:fldSimple>
          <w:r><w:t xml:space="preserve"> and page </w:t><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText>
            <w:fldChar w:fldCharType="separate"/><w:t>3</w:t><w:fldChar w:fldCharType="end"/><w:t>.</w:t></w:r></w:p>
        <w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK</w:instrText></w:r></w:p>
        <w:p><w:r><w:t>What follows a field without an end is read.</w:t></w:r></w:p></w:body></w:document>"#;
    let read = decoded("docx", &packed(&[("word/document.xml", document)]));
    let expected = "See [**the notice**](https://port.example/7 \"The notice\"),[more](https://port.example/8) and page 3.\n\n\
                    What follows a field without an end is read.\n";
    let same = Story { body: expected.into(), ..Story::default() }.parsed();
    assert!(read.item.story.parsed().same_content(&same), "{}", read.item.story.body);
}

#[test]
fn a_quotation_inside_a_quotation_is_told_where_paragraphs_in_a_row_lose_it() {
    let profile = Profile::find("generic").expect("built in");
    for (body, lost) in [("> a\n>\n> > b", true), ("> > b", true), ("> a\n>\n> b", false), ("> - a\n> - b", true)] {
        let story = Story { headline: "A".into(), body: body.into(), ..Story::default() };
        let item = WireItem::first(story, "urn:x:1", at());
        for id in ["docx", "rtf"] {
            let format = format(id).expect("the table has it");
            let encoded = format.encode(&item, profile, &Dialect::strict()).expect("whole");
            let told = encoded.losses.iter().any(|loss| loss.place.field == "body");
            assert_eq!(told, lost, "{id} of {body:?}: {:?}", encoded.losses);
        }
    }
}

#[test]
fn paragraphs_of_arabic_and_hebrew_begin_on_the_right() {
    let story = |language: &str, body: &str| Story {
        headline: "A".into(),
        language: language.into(),
        body: body.into(),
        ..Story::default()
    };
    let profile = Profile::find("generic").expect("built in");
    for (language, body, paragraphs) in [
        ("ar", "قال **الوزير**.\n\n- سفن\n\n12,500\n\nReuters", 3),
        ("he", "שלום", 1),
        ("en", "The words קהל and שלום.", 0),
    ] {
        let item = WireItem::first(story(language, body), "urn:x:1", at());
        for (id, mark) in [("docx", "<w:bidi/>"), ("rtf", "\\rtlpar")] {
            let format = format(id).expect("the table has it");
            let encoded = format.encode(&item, profile, &Dialect::strict()).expect("whole");
            assert!(encoded.losses.is_empty(), "{id}: nothing is lost by it: {:?}", encoded.losses);
            let text =
                if id == "docx" { document_of(&encoded.bytes) } else { String::from_utf8_lossy(&encoded.bytes).into() };
            assert_eq!(text.matches(mark).count(), paragraphs, "{id}: {body:?}: {text}");
        }
    }
}

/// The text part of a document.
fn document_of(bytes: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("our own package");
    let part = zip.by_name("word/document.xml").expect("it has the text");
    std::io::read_to_string(part).expect("a part is text")
}

#[test]
fn rich_text_of_others_is_read_in_the_code_page_of_its_font() {
    let text = b"{\\rtf1\\ansi\\ansicpg1252\\uc1{\\fonttbl{\\f0 Times;}{\\f1\\fcharset204 Times Cyr;}}\
        {\\stylesheet{\\s0 Normal;}{\\s1 heading 1;}}{\\info{\\author Somebody}}\
        \\pard\\s1 Harbour reopened\\par\\pard\\s0\\f1 \\'cf\\'ee\\'f0\\'f2 {\\b\\f0 caf\\'e9} \\u8212-\\'20{\\deleted gone}\
        \\lquote quoted\\rquote\\par{\\listtext\\bullet\\tab}one\\par{\\*\\unknown words}\
        \\trowd\\cellx100\\cellx200\\intbl a\\cell b\\cell\\row\\pard end.\\par}";
    let read = decoded("rtf", text);
    let body = &read.item.story.body;
    assert!(body.contains("Порт **café** —"), "two code pages and Unicode: {body}");
    assert!(body.contains("‘quoted’") && body.contains("- one"), "{body}");
    assert!(!body.contains("gone") && !body.contains("unknown") && !body.contains("Somebody"), "{body}");
    assert!(told(&read).contains("tracked deletion"), "{}", told(&read));
}

#[test]
fn a_page_without_facts_is_read_as_it_is_seen() {
    let page = b"<!DOCTYPE html><html lang=en><head><title>Site</title><meta property=\"og:title\" content=\"Harbour  reopened\">\
        <meta name=author content=\"Jane Doe\"><script>track()</script></head><body><nav>Home</nav>\
        <article><h1>Harbour reopened</h1><p>The harbour <b>has reopened</b>.</p><aside>Read more</aside></article></body></html>";
    let read = decoded("html", page);
    let story = &read.item.story;
    assert_eq!((story.headline.as_str(), story.byline[0].name.as_str()), ("Harbour reopened", "Jane Doe"));
    assert_eq!(story.body, "The harbour **has reopened**.\n", "neither the site nor the headline once more");
    assert!(told(&read).contains("no JSON-LD"), "{}", told(&read));
}

#[test]
fn a_dateline_that_opens_the_words_of_another_site_is_taken_apart() {
    let page = b"<!DOCTYPE html><html lang=en><head><title>Site</title></head><body><article><h1>Harbour reopened</h1>\
        <p><b>CHATHAM, Mass. (AP)</b> \xe2\x80\x94 The harbour has reopened.</p></article></body></html>";
    let read = decoded("html", page);
    let story = &read.item.story;
    assert_eq!((story.dateline.place.as_str(), story.dateline.region.as_str()), ("Chatham", "Massachusetts"));
    assert_eq!(story.body, "The harbour has reopened.\n");
    assert!(told(&read).contains("printed in capitals"), "the spelling is a guess: {}", told(&read));
}

#[test]
fn facts_of_another_site_are_read_with_their_notes() {
    let page = br#"<!doctype html><script type="application/ld+json">{"@graph": [{"@type": "WebSite"},
        {"@type": "NewsArticle", "headline": "A", "author": [{"name": "Jane Doe"}], "keywords": "grain, ships",
         "datePublished": "2026-11-20T10:00:00+03:00", "creativeWorkStatus": "Draft",
         "conditionsOfAccess": "Embargoed till noon", "publisher": {"name": "Agency"}}]}</script>
        <main><p>Words.</p></main>"#;
    let read = decoded("html", page);
    let item = &read.item;
    assert_eq!(item.story.keywords, ["grain", "ships"]);
    assert_eq!(item.story.body, "Words.\n");
    assert_eq!(item.kind, ReleaseKind::Hold, "a status that is none is never taken for usable");
    assert_eq!(item.first_created.to_string(), "2026-11-20T07:00:00Z");
    assert!(told(&read).contains("EMBARGO NOT READ"), "{}", told(&read));
}

fn sent(id: &str, kind: ReleaseKind) -> (WireItem, Vec<u8>) {
    let story = Story {
        headline: "Harbour reopened".into(),
        body: "The harbour has reopened.".into(),
        embargo: "2026-11-24T12:00:00+03:00".parse().ok(),
        ed_note: "Pictures follow".into(),
        ..Story::default()
    };
    let mut item = WireItem::first(story, "urn:x:1", at());
    (item.kind, item.version, item.note) = (kind, 2, "Corrects the tonnage".to_owned());
    let profile = Profile::find("generic").expect("built in");
    let encoded = format(id).expect("the table has it").encode(&item, profile, &Dialect::strict()).expect("whole");
    (item, encoded.bytes)
}

#[test]
fn a_hold_a_kill_and_a_correction_stay_what_they_are() {
    for id in ["html", "markdown", "docx", "rtf"] {
        for kind in [ReleaseKind::Hold, ReleaseKind::Kill, ReleaseKind::Correction, ReleaseKind::Release] {
            let (item, bytes) = sent(id, kind);
            let back = decoded(id, &bytes).item;
            assert_eq!((back.kind, back.note.as_str()), (kind, "Corrects the tonnage"), "{id}");
            assert_eq!((back.guid, back.version), (item.guid, 2), "{id} repeats the guid and the version");
            assert_eq!(back.story.body.is_empty(), kind == ReleaseKind::Kill, "{id}: only a kill carries no content");
        }
    }
}

#[test]
fn an_embargo_is_said_to_people_and_never_as_an_expiry() {
    for id in ["html", "rtf"] {
        let (item, bytes) = sent(id, ReleaseKind::New);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(text.contains("EMBARGO: not for publication before 12:00 (UTC+03:00)"), "{id} says it: {text}");
        assert!(!text.to_lowercase().contains("expire"), "{id} says nothing of an end");
        let note = text.rfind("Pictures follow").expect("the note to editors is there");
        assert!(text.find("EMBARGO:").is_some_and(|at| at < note), "{id}: until when to wait stands above other notes");
        assert_eq!(decoded(id, &bytes).item.story.embargo, item.story.embargo, "{id}");
    }
}

#[test]
fn the_same_item_makes_the_same_document() {
    for id in ["html", "markdown", "docx", "rtf", "pdf"] {
        assert_eq!(sent(id, ReleaseKind::New).1, sent(id, ReleaseKind::New).1, "{id}: no clock, no chance");
    }
}

#[test]
fn a_character_that_the_printed_page_lacks_is_told_with_its_place() {
    let story = Story { headline: "A 漢字 b".into(), body: "Words.".into(), ..Story::default() };
    let item = WireItem::first(story, "urn:x:1", at());
    let pdf = format("pdf").expect("the table has it");
    let losses =
        pdf.encode(&item, Profile::find("generic").expect("built in"), &Dialect::strict()).expect("whole").losses;
    assert_eq!(losses.len(), 1, "{losses:?}");
    assert_eq!((&*losses[0].place.field, losses[0].place.range.clone()), ("headline", 2..8));
    assert_eq!(losses[0].what, "2 characters in a row are not in the font of the page");
}
