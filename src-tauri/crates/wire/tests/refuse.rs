//! What a format refuses, and that it says what is missing and where.

use jiff::Timestamp;
use wirecopy_story::{ReleaseKind, Story, Urgency};
use wirecopy_wire::{DecodeError, Dialect, EncodeError, MAX_MESSAGE, Profile, Reading, WireItem, formats, sniff};

fn item(headline: &str, body: &str) -> WireItem {
    let story = Story { headline: headline.to_owned(), body: body.to_owned(), ..Story::default() };
    WireItem::first(story, "urn:x", Timestamp::UNIX_EPOCH)
}

fn tass() -> &'static Profile {
    Profile::find("tass").expect("built in")
}

#[test]
fn a_story_without_headline_or_body_is_refused_by_name() {
    for format in formats() {
        for (headline, body, missing) in [
            ("", "Words.", &["headline"][..]),
            ("Head", " \n", &["body"]),
            ("\u{AD}", "\u{200B}", &["headline", "body"]),
            ("Head", "Words.", &[]),
        ] {
            let result = format.encode(&item(headline, body), tass(), &Dialect::strict());
            match result {
                Err(EncodeError::Missing { missing: named }) => assert_eq!(named, missing, "{}", format.id()),
                other => assert!(missing.is_empty() && other.is_ok(), "{} of {headline:?}: {other:?}", format.id()),
            }
        }
    }
}

#[test]
fn the_refusal_reads_as_a_sentence() {
    let error = formats()[0].encode(&item("", ""), tass(), &Dialect::strict()).expect_err("there is nothing to send");
    assert_eq!(error.to_string(), "expected a story with headline and body, got none in `headline`, `body`");
    assert_eq!(error.field(), Some("headline"), "the window puts the writer there");
}

#[test]
fn a_kill_needs_no_body() {
    for format in formats() {
        let mut item = item("Head", "");
        item.kind = ReleaseKind::Kill;
        assert!(format.encode(&item, tass(), &Dialect::strict()).is_ok(), "{} kills by headline", format.id());
    }
}

#[test]
fn an_unknown_dialect_is_refused_with_the_known_ones() {
    for format in formats() {
        let error = format.encode(&item("Head", "Words."), tass(), &Dialect::new("klingon")).expect_err("unknown");
        let told = error.to_string();
        assert!(told.contains("strict") && told.contains("klingon"), "{told}");
    }
}

#[test]
fn a_message_beyond_the_limit_is_refused_unread() {
    let huge = vec![b'a'; MAX_MESSAGE + 1];
    for format in formats() {
        let error = format.decode(&huge, &Reading::new(tass(), Timestamp::UNIX_EPOCH)).expect_err("too large");
        assert!(matches!(error, DecodeError::TooLarge { .. }), "{}: {error}", format.id());
        assert_eq!(format.validate(&huge, tass()).len(), 1, "{} names the size and nothing else", format.id());
    }
}

#[test]
fn what_is_no_ninjs_is_told_with_its_place() {
    let ninjs = wirecopy_wire::format("ninjs-3").expect("the table has it");
    let reading = Reading::new(tass(), Timestamp::UNIX_EPOCH);
    for (bytes, told) in [
        (&b"{\"uri\": \"x\", \"uri\": \"y\"}"[..], "line 1, column 24"),
        (b"[]", "expected an object"),
        (b"\xEF\xBB\xBF{}", "byte order mark"),
        (b"{\"uri\": NaN}", "line 1, column"),
    ] {
        let error = ninjs.decode(bytes, &reading).expect_err("it is no ninjs").to_string();
        assert!(error.contains(told), "{told} is told: {error}");
    }
}

#[test]
fn a_foreign_message_is_read_with_its_notes() {
    let text = r#"{"uri": "tag:x", "pubStatus": "Usable", "urgency": 12, "embargoedUntil": "noon", "title": "T",
        "headlines": [{"value": "A"}, {"role": "main", "value": "B"}], "by": "Jane Doe",
        "bodies": [{"value": "plain\n\nwords"}, {"contentType": "text/html", "value": "<p>HTML <b>words</b></p>"}]}"#;
    let ninjs = wirecopy_wire::format("ninjs-3").expect("the table has it");
    let decoded = ninjs.decode(text.as_bytes(), &Reading::new(tass(), Timestamp::UNIX_EPOCH)).expect("it is ninjs");
    let story = &decoded.item.story;
    assert_eq!(story.headline, "B", "the main headline is the headline");
    assert_eq!(story.body, "HTML **words**\n", "marked copy is worth more than bare text");
    assert_eq!(story.byline[0].name, "Jane Doe");
    assert_eq!(decoded.item.kind, ReleaseKind::Hold, "a status that is none is never taken for usable");
    let told: Vec<_> = decoded.notes.iter().map(|note| note.place.as_str()).collect();
    for place in ["/title", "/pubStatus", "/urgency", "/embargoedUntil", "/headlines/0", "/bodies/0"] {
        assert!(told.contains(&place), "{place} is told: {told:?}");
    }
    assert!(sniff(text.as_bytes()).is_some_and(|format| format.id() == "ninjs-3"), "it is told by its members");
}

#[test]
fn what_newsroom_systems_write_beside_ninjs_1_is_read() {
    let text = r#"{"guid": "urn:desk:7", "type": "text", "version": "3", "versioncreated": "2026-11-23T09:00:00+0000",
        "pubstatus": "usable", "urgency": 3, "priority": 6, "headline": "Harbour reopened", "byline": "Jane Doe",
        "description_text": "Ships left at dawn", "description_html": "<p>Ships</p>", "source": "Desk",
        "body_html": "<p>The <b>harbour</b> reopened.</p>", "body_text": "The harbour reopened.",
        "subject": [{"name": "economy", "code": "04000000"}, {"name": "parliament", "code": "20000608"},
            {"name": "grain"}, {"name": "own", "scheme": "https://cv.example/", "code": "9"}],
        "genre": [{"name": "Current", "code": "Current"}], "keywords": ["ships"], "embargoed": null,
        "place": [{"name": "Port Testland", "code": "PTL"}], "associations": {"related1": {"uri": "urn:desk:6"}}}"#;
    let format = sniff(text.as_bytes()).expect("it is told by its members");
    assert_eq!(format.id(), "ninjs-1", "by the names of 1.x");
    let decoded = format.decode(text.as_bytes(), &Reading::new(tass(), Timestamp::UNIX_EPOCH)).expect("it is ninjs");
    let (item, story) = (&decoded.item, &decoded.item.story);
    assert_eq!((item.guid.as_str(), item.version, item.envelope.provider.as_str()), ("urn:desk:7", 3, "Desk"));
    assert_eq!(item.version_created.to_string(), "2026-11-23T09:00:00Z", "+0000 is UTC");
    assert_eq!((story.headline.as_str(), story.summary.as_str()), ("Harbour reopened", "Ships left at dawn"));
    assert_eq!(story.body, "The **harbour** reopened.\n", "marked copy is worth more than bare text");
    let codes: Vec<_> = story.subjects.iter().map(wirecopy_story::Term::qcode).collect();
    assert_eq!(codes, ["subj:04000000", "medtop:20000608", "https://cv.example/9"], "a code keeps its vocabulary");
    assert_eq!(story.keywords, ["grain", "ships"], "a subject without a code is a word to find it by");
    assert_eq!(story.genre.as_ref().map(|genre| (genre.qcode(), genre.label())), Some(("genre:Current".into(), "")));
    assert_eq!(story.places[0].name, "Port Testland");
    assert_eq!((story.links[0].rel.as_str(), story.links[0].guid.as_str()), ("related1", "urn:desk:6"));
    let told: Vec<_> = decoded.notes.iter().map(|note| note.place.as_str()).collect();
    assert_eq!(told, ["/priority", "/description_html", "/place/0"], "the rest is told");
}

#[test]
fn an_embargo_of_any_line_that_cannot_be_read_is_told_loudly() {
    for (id, member) in [("ninjs-1", "embargoed"), ("ninjs-2", "embargoed"), ("ninjs-3", "embargoedUntil")] {
        for value in ["\"noon\"", "5"] {
            let text = format!("{{\"uri\": \"x\", \"{member}\": {value}}}");
            let format = wirecopy_wire::format(id).expect("the table has it");
            let reading = Reading::new(tass(), Timestamp::UNIX_EPOCH);
            let decoded = format.decode(text.as_bytes(), &reading).expect("it is ninjs");
            let note = decoded.notes.first().expect("it is told");
            assert_eq!(note.place, format!("/{member}"), "{id}");
            assert!(note.what.starts_with("EMBARGO NOT READ"), "{id}: {}", note.what);
        }
    }
}

#[test]
fn a_telegraph_of_another_house_is_read_as_the_field_sends_it() {
    let bytes = b"\x7F\x7F\r\n\x7F\x01bdt0061 2 wi 43  dpa 061\r\r\n\nTestland/Haushalt/\r\n\x02URGENT\x07\x07\x07\x07\x07\r\n2ND LEAD\r\n\
        Harbour of Port Testland reopens\r\nafter 22 days =\r\n\nBy Anna Primerova, dpa =\r\n\n   Testville (dpa) - Caf\xE9s on the mole were \
        full on\r\nMonday.\r\n\n   \"We are glad,\" a pilot said.\r\n\n# dpa NOTEBOOK\r\nCall the desk.\r\n\ndpa ap iv\r\n\x03231137 Okt 26\r\n\x7F\n\x7F\x04";
    let format = sniff(bytes).expect("it is told by its bytes");
    let decoded = format.decode(bytes, &Reading::new(tass(), Timestamp::UNIX_EPOCH)).expect("it has a frame");
    let (item, story) = (&decoded.item, &decoded.item.story);
    assert_eq!(story.headline, "Harbour of Port Testland reopens after 22 days");
    assert_eq!((item.kind, item.note.as_str()), (ReleaseKind::Update, "2ND LEAD"), "the lead line says which version");
    assert_eq!((story.byline[0].name.as_str(), story.byline[0].role.as_str()), ("Anna Primerova", "dpa"));
    assert!(story.body.contains("Cafés on the mole were full on Monday."), "eight bits, lines joined: {}", story.body);
    assert_eq!((story.slug.as_str(), story.sign_off.as_str()), ("Testland/Haushalt", "dpa ap iv"));
    assert!(story.ed_note.contains("Call the desk."), "{}", story.ed_note);
    assert_eq!(item.version_created.to_string(), "2026-10-23T11:37:00Z", "a German month");
    let told: Vec<_> = decoded.notes.iter().map(|note| note.what.as_str()).collect();
    assert_eq!(told, ["\"231137 Okt 26\" is read as GMT"], "the group names no zone");
}

#[test]
fn an_anpa_message_of_another_house_is_read_as_the_field_sends_it() {
    let bytes = b"\x01w0042KYODO\x1Fasian\nu i\x13\x11 BC-US--Ethanol-Losing 1stLd-Writethru   11-13 \n\x02^BC-US--Ethanol-Losing Grassland, 1st \
        Ld-Writethru,1140<\n^Prairie goes under the plough<\n^Eds: Adds quote.<\n^By LUKE EXAMPLE=\n^Wire Sports Writer=\n\t   ROME (X) _ \
        ``It is gone,'' he said.\n\t   Nobody asked.\n^END<\n\n\t   \x03KWS-21:37-11-13-18\x04";
    let format = sniff(bytes).expect("it is told by its bytes");
    let decoded = format.decode(bytes, &Reading::new(tass(), Timestamp::UNIX_EPOCH)).expect("it has a frame");
    let (item, story) = (&decoded.item, &decoded.item.story);
    assert_eq!(story.slug, "US--Ethanol-Losing Grassland", "the first line has the whole of it");
    assert_eq!((item.kind, item.version), (ReleaseKind::Update, 2), "the version words say which");
    assert_eq!((story.headline.as_str(), story.ed_note.as_str()), ("Prairie goes under the plough", "Adds quote."));
    assert_eq!((story.byline[0].name.as_str(), story.byline[0].role.as_str()), ("LUKE EXAMPLE", "Wire Sports Writer"));
    assert!(story.body.starts_with("ROME (X) — \"It is gone,\" he said."), "{}", story.body);
    let told: Vec<_> = decoded.notes.iter().map(|note| note.what.as_str()).collect();
    assert_eq!(told, ["\"KWS-21:37-11-13-18\" is read as GMT"], "its zone is not known");
}

#[test]
fn a_normal_urgency_is_told_as_what_it_is_on_the_wire() {
    let mut item = item("Harbour reopened", "The harbour has reopened.");
    item.story.urgency = Urgency::new(5).ok();
    for id in ["iptc7901", "anpa1312"] {
        let format = wirecopy_wire::format(id).expect("the table has it");
        let losses = format.encode(&item, tass(), &Dialect::strict()).expect("a whole story").losses;
        let told: Vec<_> = losses.iter().filter(|loss| loss.place.field == "urgency").map(|loss| &*loss.what).collect();
        assert_eq!(told, ["A normal urgency is sent as that of a story without one"], "{id}");
    }
}

#[test]
fn a_kill_and_a_hold_are_urgent_even_where_the_story_was_not() {
    for (kind, urgent) in [(ReleaseKind::Kill, true), (ReleaseKind::Hold, true), (ReleaseKind::Repeat, false)] {
        let mut item = item("Harbour reopened", "The harbour has reopened.");
        (item.kind, item.story.urgency) = (kind, Urgency::new(6).ok());
        item.envelope.priority = Some(5);
        let written = |id: &str| {
            let format = wirecopy_wire::format(id).expect("the table has it");
            let bytes = format.encode(&item, tass(), &Dialect::strict()).expect("a whole story").bytes;
            let back = format.decode(&bytes, &Reading::new(tass(), Timestamp::UNIX_EPOCH)).expect("our own").item;
            (String::from_utf8_lossy(&bytes).into_owned(), back)
        };
        let (telegraph, back) = written("iptc7901");
        assert!(telegraph.starts_with(if urgent { "\u{1}tas0000 2 " } else { "\u{1}tas0000 5 " }), "{telegraph}");
        assert_eq!(back.story.urgency, None, "the priority is the kind's or normal: {telegraph}");
        let (mail, back) = written("email");
        assert!(mail.contains(if urgent { "Importance: high\r\n" } else { "Importance: low\r\n" }), "{mail}");
        assert_eq!(back.story.urgency, item.story.urgency, "the urgency of the story has a header of its own: {mail}");
    }
}

#[test]
fn a_kill_a_hold_and_an_embargo_are_words_of_a_telegraph() {
    for id in ["iptc7901", "anpa1312"] {
        let format = wirecopy_wire::format(id).expect("the table has it");
        for row in format.dialects() {
            for kind in [ReleaseKind::Kill, ReleaseKind::Hold, ReleaseKind::Correction] {
                let mut item = item("Harbour reopened", "The harbour has reopened.");
                (item.kind, item.note) = (kind, "The ministry denies it".to_owned());
                item.story.embargo = "2026-11-23T12:00:00+03:00".parse().ok();
                let bytes = format.encode(&item, tass(), &Dialect::new(&row.id)).expect("a whole story").bytes;
                let text = String::from_utf8_lossy(&bytes);
                assert_eq!(text.contains("has reopened."), kind != ReleaseKind::Kill, "a kill has no content: {text}");
                let back = format.decode(&bytes, &Reading::new(tass(), Timestamp::UNIX_EPOCH)).expect("our own").item;
                assert_eq!((back.kind, back.note.as_str()), (kind, "The ministry denies it"), "{id} {}", row.id);
                let held = item.story.embargo.filter(|_| kind != ReleaseKind::Kill);
                assert_eq!(back.story.embargo, held, "{id} {}: the embargo is held, and no time ends a kill", row.id);
            }
        }
    }
}

#[test]
fn a_dateline_of_another_house_is_taken_off_wherever_it_stands() {
    let at: Timestamp = "2026-11-23T14:15:00Z".parse().expect("an RFC 3339 time");
    let nitf = "<nitf><body><body.head><hedline><hl1>H</hl1></hedline>\
        <dateline><location>TESTVILLE, Testland</location></dateline></body.head>\
        <body.content><p>TESTVILLE, Testland (AP) — The bank raised its rate.</p></body.content></body></nitf>";
    let newsml_1 = "<NewsML Version=\"1.2\"><NewsEnvelope><DateAndTime>20261123T141500Z</DateAndTime></NewsEnvelope><NewsItem>\
        <NewsComponent><NewsLines><HeadLine>H</HeadLine><DateLine>TESTVILLE, December 9. /TASS/.</DateLine></NewsLines>\
        <ContentItem><DataContent>TESTVILLE, December 9. /TASS/. The bank raised its rate.</DataContent></ContentItem>\
        </NewsComponent></NewsItem></NewsML>";
    let g2 = "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"a\"><contentMeta><headline>H</headline>\
        <dateline>TESTVILLE, Nov 23 (Reuters)</dateline></contentMeta><contentSet><inlineXML \
        contenttype=\"application/xhtml+xml\"><html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>* One</p>\
        <p>TESTVILLE, Nov 23 (Reuters) - The bank raised its rate.</p></body></html></inlineXML></contentSet></newsItem>";
    let g2_text = "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"a\"><contentMeta><headline>H</headline>\
        </contentMeta><contentSet><inlineData contenttype=\"text/plain\">TESTVILLE, Testland (AP) — The bank raised its \
        rate.</inlineData></contentSet></newsItem>";
    for (id, message) in [("nitf", nitf), ("newsml-1", newsml_1), ("newsml-g2", g2), ("newsml-g2", g2_text)] {
        let format = wirecopy_wire::format(id).expect("the table has it");
        let read = format.decode(message.as_bytes(), &Reading::new(tass(), at)).expect("it is read");
        let story = read.item.story;
        assert_eq!(story.dateline.place.to_uppercase(), "TESTVILLE", "{id}: {:?}", read.notes);
        let last = story.body.trim_end().lines().last().unwrap_or_default();
        assert_eq!(last, "The bank raised its rate.", "{id}: {}", story.body);
    }
}

#[test]
fn the_first_line_of_anpa_is_a_headline_where_no_slug_stands_above() {
    let message = "\u{16}\u{16}\u{1}a1234\u{1f}abcde\r\nr n\u{13}\u{11} BC-Court  12-09 0087\r\n\u{2}^Man jailed over theft<\r\n\
        \t   SYDNEY, Dec 9 AAP - A man has been jailed.\r\n\u{3}AAP-09-12-18 1637\r\n\u{4}";
    let format = wirecopy_wire::format("anpa1312").expect("the table has it");
    let read = format.decode(message.as_bytes(), &Reading::new(tass(), Timestamp::UNIX_EPOCH)).expect("it is read");
    assert_eq!((read.item.story.headline.as_str(), read.item.story.slug.as_str()), ("Man jailed over theft", "Court"));
}

#[test]
fn a_german_telegraph_has_its_summary_and_its_kill() {
    let read = |text: &str| {
        let message = format!(
            "\u{1}bdt0123 2 pl 120  dpa 0456\r\nBundestag/\r\n\u{2}{text}\u{3}201415 GMT Dec 26\r\n\u{7f}\n\u{7f}\u{4}"
        );
        let dpa = Profile::find("dpa").expect("built in");
        let format = wirecopy_wire::format("iptc7901").expect("the table has it");
        format.decode(message.as_bytes(), &Reading::new(dpa, Timestamp::UNIX_EPOCH)).expect("it is read").item
    };
    let summary = read(
        "1. ZUSAMMENFASSUNG -\r\n\r\nBundestag beschliesst Haushalt =\r\nVon Max Muster, dpa =\r\n\r\n   Berlin (dpa) - Der \
         Bundestag hat beschlossen.\r\n\r\n   Die Opposition klagt.\r\n\r\nDie folgenden Informationen sind nicht zur \
         Veröffentlichung bestimmt\r\n\r\ndpa max yydd n1\r\n",
    );
    let story = &summary.story;
    assert_eq!((story.headline.as_str(), summary.kind), ("Bundestag beschliesst Haushalt", ReleaseKind::Update));
    assert_eq!((story.dateline.place.as_str(), story.byline.len()), ("Berlin", 1));
    assert_eq!(story.body.trim_end(), "Der Bundestag hat beschlossen.\n\nDie Opposition klagt.");
    let kill = read(
        "(Achtung)\r\n\r\nKILL KILL KILL\r\nBitte verwenden Sie die Meldung nicht. =\r\n\r\n   Berlin (dpa) - Die Meldung \
         ist falsch.\r\n",
    );
    assert_eq!((kill.kind, kill.story.body.as_str(), kill.story.sign_off.as_str()), (ReleaseKind::Kill, "", ""));
    assert_eq!(kill.story.headline, "Bitte verwenden Sie die Meldung nicht.");
}

#[test]
fn the_word_above_an_alert_is_its_urgency() {
    let read = |text: &str, profile: &str| {
        let profile = Profile::find(profile).expect("built in");
        let format = wirecopy_wire::format("text").expect("the table has it");
        let at = "2026-11-23T14:15:00Z".parse().expect("an RFC 3339 time");
        let item = format.decode(text.as_bytes(), &Reading::new(profile, at)).expect("text is read").item;
        (item.story.urgency.map(wirecopy_story::Urgency::level), item.story.headline, item.story.dateline.place)
    };
    let french =
        read("URGENT\n\nBank raises rates\n\nTestville, Nov 23, 2026 (AFP) - The bank raised its rate.\n", "afp");
    assert_eq!(french, (Some(2), "Bank raises rates".to_owned(), "Testville".to_owned()));
    let russian =
        read("МОЛНИЯ\n\nЦБ сохранил ставку\n\nМосква. 20 декабря. ИНТЕРФАКС - Совет сохранил ставку.\n", "interfax");
    assert_eq!(russian, (Some(1), "ЦБ сохранил ставку".to_owned(), "Москва".to_owned()));
    assert_eq!(read("URGENT\n", "generic").0, None, "a word alone is no alert");
}

#[test]
fn the_bells_of_a_kill_ring_at_the_kill() {
    let dpa = Profile::find("dpa").expect("built in");
    let format = wirecopy_wire::format("iptc7901").expect("the table has it");
    for kind in [ReleaseKind::Kill, ReleaseKind::Hold] {
        for note in ["", "Die Meldung ist falsch"] {
            let mut item = item("Bundestag beschliesst", "Der Bundestag hat beschlossen.");
            (item.kind, item.version, item.note) = (kind, 2, note.to_owned());
            let bytes = format.encode(&item, dpa, &Dialect::new("dpa")).expect("a whole story").bytes;
            let text = String::from_utf8_lossy(&bytes);
            let first = text.split('\u{2}').nth(1).and_then(|text| text.lines().next()).unwrap_or_default();
            assert!(!first.is_empty() && first.chars().all(|one| one == '\u{7}'), "it rings above its words: {text:?}");
            assert_eq!(text.matches('\u{7}').count(), 5, "and nothing else: {text:?}");
            let back = format.decode(&bytes, &Reading::new(dpa, Timestamp::UNIX_EPOCH)).expect("our own").item;
            assert_eq!((back.kind, back.note.as_str()), (kind, note), "{text:?}");
            assert_eq!(back.story.headline, "Bundestag beschliesst", "{text:?}");
        }
    }
}
