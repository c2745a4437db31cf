//! NewsML 1.2: what an editor on the other side acts on, and what other agencies' messages read as.

use jiff::Timestamp;
use wirecopy_story::{PubStatus, ReleaseKind, Story, Term};
use wirecopy_wire::{Dialect, Format, Profile, Reading, WireItem, format};

fn newsml() -> &'static dyn Format {
    format("newsml-1").expect("the table has it")
}

fn tass() -> &'static Profile {
    Profile::find("tass").expect("built in")
}

fn at() -> Timestamp {
    "2019-01-21T09:15:00Z".parse().expect("an RFC 3339 time")
}

fn item(kind: ReleaseKind, guid: &str) -> WireItem {
    let story = Story {
        headline: "Harbour reopened".to_owned(),
        body: "The harbour has reopened.\n".to_owned(),
        embargo: "2019-01-21T15:00:00+03:00".parse().ok(),
        ..Story::default()
    };
    let mut item = WireItem::first(story, guid, at());
    (item.kind, item.version) = (kind, if kind == ReleaseKind::New { 1 } else { 2 });
    item
}

fn written(item: &WireItem) -> String {
    let encoded = newsml().encode(item, tass(), &Dialect::strict()).expect("a whole story");
    String::from_utf8(encoded.bytes).expect("it is UTF-8")
}

fn read(message: &str) -> (WireItem, Vec<String>) {
    let decoded = newsml().decode(message.as_bytes(), &Reading::new(tass(), at())).expect("it is NewsML 1");
    (decoded.item, decoded.notes.into_iter().map(|note| note.what).collect())
}

#[test]
fn every_kind_reads_back_and_keeps_guid_and_embargo() {
    for kind in ReleaseKind::ALL {
        for guid in ["urn:newsml:wirecopy.example:20190121:42", "urn:x:1", "tag:x.example,2019:7"] {
            let item = item(kind, guid);
            let (back, notes) = read(&written(&item));
            assert_eq!((back.kind, back.guid.as_str(), back.version), (kind, guid, item.version));
            assert_eq!(back.story.embargo, item.story.embargo, "{kind:?}");
            assert_eq!(notes, [] as [String; 0], "{kind:?}");
        }
    }
}

#[test]
fn an_embargo_that_is_over_changes_no_status_to_come() {
    let mut over = item(ReleaseKind::New, "urn:x:1");
    over.envelope.sent_at = "2019-01-21T12:00:00Z".parse().expect("an RFC 3339 time");
    let message = written(&over);
    assert!(
        message.contains("<Status FormalName=\"Usable\"/>") && !message.contains("<StatusWillChange>"),
        "{message}"
    );
    assert_eq!(read(&message).0.story.embargo, over.story.embargo, "its time is still a fact");
}

#[test]
fn no_held_or_killed_story_becomes_usable_by_itself() {
    for kind in ReleaseKind::ALL {
        let message = written(&item(kind, "urn:x:1"));
        let changes = message.contains("<StatusWillChange>");
        assert_eq!(changes, kind.status() == PubStatus::Usable, "{kind:?}: {message}");
        assert_eq!(message.contains("<ContentItem>"), kind != ReleaseKind::Kill, "{kind:?}");
        assert_eq!(message.contains("<Instruction FormalName=\"Correction\"/>"), kind == ReleaseKind::Correction);
    }
}

const FOREIGN: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE NewsML SYSTEM "NewsML.dtd">
<NewsML Version="1.2">
  <NewsEnvelope><DateAndTime>20190121T121500+0300</DateAndTime></NewsEnvelope>
  <NewsItem xml:lang="en">
    <Identification><NewsIdentifier>
      <ProviderId>x.example</ProviderId><DateId>20190121</DateId><NewsItemId>7</NewsItemId>
      <RevisionId PreviousRevision="1" Update="N">2</RevisionId>
      <PublicIdentifier>urn:newsml:x.example:20190121:7:2N</PublicIdentifier>
    </NewsIdentifier></Identification>
    <NewsManagement>
      <NewsItemType FormalName="News"/><FirstCreated>20190121T091500Z</FirstCreated>
      <ThisRevisionCreated>20190121T121500+0300</ThisRevisionCreated>
      <Status FormalName="Usable"/><Urgency FormalName="2"/><Instruction FormalName="Correction"/>
    </NewsManagement>
    <NewsComponent><NewsComponent>
      <NewsLines>
        <HeadLine>Harbour reopened</HeadLine><DateLine>January 21</DateLine><SlugLine>URGENT</SlugLine>
        <KeywordLine>rubric_ECONOMY</KeywordLine><CreditLine>X</CreditLine>
      </NewsLines>
      <AdministrativeMetadata><Provider><Party FormalName="X"/></Provider><Creator><Party FormalName="X"/></Creator></AdministrativeMetadata>
      <DescriptiveMetadata>
        <SubjectCode><Subject FormalName="04000000"/><SubjectMatter FormalName="04005000"/></SubjectCode>
        <Location><Property FormalName="City" Value="Moscow"/></Location>
      </DescriptiveMetadata>
      <ContentItem><MediaType FormalName="Text"/><DataContent>
        <nitf><body><body.content><p>MOSCOW, January 21. /TASS/. One.</p><p>Two</p></body.content></body></nitf>
      </DataContent></ContentItem>
    </NewsComponent></NewsComponent>
  </NewsItem>
</NewsML>"#;

#[test]
fn a_message_as_agencies_send_it_is_read() {
    let (item, notes) = read(FOREIGN);
    let story = &item.story;
    assert_eq!((item.guid.as_str(), item.version), ("urn:newsml:x.example:20190121:7", 2));
    assert_eq!((item.kind, item.version_created), (ReleaseKind::Correction, at()));
    assert_eq!((story.headline.as_str(), story.slug.as_str()), ("Harbour reopened", "URGENT"));
    assert_eq!(story.dateline.place, "Moscow");
    assert_eq!(story.dateline.date.map(|date| date.to_string()).as_deref(), Some("2019-01-21"), "from the text");
    assert_eq!(story.body, "One.\n\nTwo\n", "the dateline is no words of the body");
    assert_eq!(story.subjects.iter().map(Term::qcode).collect::<Vec<_>>(), ["subj:04005000"]);
    assert_eq!((story.keywords.len(), story.byline.len()), (1, 0), "the agency is no author");
    assert!(notes.iter().any(|note| note.contains("CreditLine")), "what is not read is told: {notes:?}");
}

#[test]
fn text_comes_in_more_than_one_coat() {
    let start = FOREIGN.find("<nitf>").expect("it has NITF");
    let end = FOREIGN.find("</nitf>").expect("it has NITF") + "</nitf>".len();
    for content in [
        "<html><body><p>One.</p><p>Two</p></body></html>",
        "<p>One.</p><p>Two</p>",
        "<![CDATA[<p>One.</p><p>Two</p>]]>",
        "<n:nitf xmlns:n='http://iptc.org/std/NITF/2006-10-18/'><n:body><n:body.content><n:p>One.</n:p><n:p>Two</n:p></n:body.content></n:body></n:nitf>",
    ] {
        let message = format!("{}{content}{}", &FOREIGN[..start], &FOREIGN[end..]);
        assert_eq!(read(&message).0.story.body, "One.\n\nTwo\n", "{content}");
    }
}

#[test]
fn what_cannot_be_read_never_lets_a_story_out_early() {
    let usable = "<Status FormalName=\"Usable\"/>";
    let (item, notes) = read(&FOREIGN.replacen(usable, "<Status FormalName=\"Pending\"/>", 1));
    assert_eq!(item.status(), PubStatus::Withheld, "{notes:?}");
    let change = "<Status FormalName=\"Embargoed\"/><StatusWillChange><FutureStatus FormalName=\"Usable\"/>\
                  <DateAndTime>noon</DateAndTime></StatusWillChange>";
    let (item, notes) = read(&FOREIGN.replacen(usable, change, 1));
    assert_eq!(item.status(), PubStatus::Withheld, "{notes:?}");
    assert!(notes.iter().any(|note| note.contains("EMBARGO NOT READ")), "{notes:?}");
    let (item, _) = read(&FOREIGN.replacen(usable, &change.replace("noon", "2019-01-21T12:00:00+01:00"), 1));
    assert_eq!(item.story.embargo.map(|one| one.to_string()).as_deref(), Some("2019-01-21T12:00:00+01:00"));
}
