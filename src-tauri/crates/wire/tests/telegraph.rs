//! The telegraph formats where the trade is at stake: a script that seven bits do not have, a story that is held, an
//! embargo that must be seen in time. That everything reads back is held by `law.rs`.

use jiff::Timestamp;
use wirecopy_story::{ReleaseKind, Story};
use wirecopy_wire::{Dialect, Encoded, Profile, Reading, WireItem, format};

const HEADLINE: &str = "Το λιμάνι της Τεστλανδίας δέχεται πλοία μετά από τρεις εβδομάδες";
const BODY: &str = "Το λιμάνι άνοιξε και πάλι. Οι αρχές ενημέρωσαν τους δημοσιογράφους.";

fn at() -> Timestamp {
    "2026-11-23T09:15:00Z".parse().expect("an RFC 3339 time")
}

fn greek() -> WireItem {
    let story = Story {
        headline: HEADLINE.into(),
        slug: "ΛΙΜΑΝΙ-ΣΙΤΑΡΙ".into(),
        body: [BODY; 30].join("\n\n"),
        ..Story::default()
    };
    WireItem::first(story, "urn:newsml:wirecopy.example:20261123:42", at())
}

fn encoded(id: &str, item: &WireItem) -> Encoded {
    let profile = Profile::find("ap").expect("built in");
    format(id).expect("the table has it").encode(item, profile, &Dialect::strict()).expect("a whole story")
}

/// Codes that are not whole: an opening without its end before the next one, or an end without an opening.
fn torn(text: &str) -> usize {
    let whole = |part: &&str| part.split_once(')').is_some_and(|(code, _)| code.len() == 4);
    text.split("(U+").skip(1).filter(|part| !whole(part)).count()
}

#[test]
fn a_text_in_another_script_is_one_loss_a_field_and_no_code_is_torn() {
    for id in ["iptc7901", "anpa1312"] {
        let encoded = encoded(id, &greek());
        for field in ["headline", "body"] {
            let told: Vec<_> = encoded.losses.iter().filter(|loss| loss.place.field == field).collect();
            assert_eq!(told.len(), 1, "{id}: one for the whole {field}: {told:?}");
            assert!(told[0].what.ends_with("are replaced: they are not in us-ascii"), "{}", told[0].what);
        }
        let text = String::from_utf8(encoded.bytes).expect("seven bits");
        assert!(text.contains("(U+03A4)(U+03BF)"), "{id}: the letters are spelled");
        assert_eq!(torn(&text), 0, "{id}: every code is whole:\n{text}");
    }
}

#[test]
fn cyrillic_goes_out_in_latin_letters() {
    let slug = "ТЕСТЛАНДИЯ-ЩИТ".to_owned();
    let story = Story { headline: "Щит и Ящик".into(), slug, body: "Ещё ёж.".into(), ..Story::default() };
    let text =
        String::from_utf8(encoded("anpa1312", &WireItem::first(story, "urn:x:1", at())).bytes).expect("seven bits");
    for words in ["^BC-TESTLANDIYA-SHCHIT,", "^Shchit i Yashchik<", "Eshchyo yozh."] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn the_keyword_of_anpa_ends_between_two_codes() {
    let text = String::from_utf8(encoded("anpa1312", &greek()).bytes).expect("seven bits");
    assert!(text.contains(" BC--U+039B--U+0399-   "), "two codes have room, a third has not: {text:?}");
}

#[test]
fn what_stops_a_story_goes_out_as_a_bulletin() {
    for (kind, letter) in [(ReleaseKind::Hold, 'b'), (ReleaseKind::Kill, 'b'), (ReleaseKind::Correction, 'u')] {
        let story = Story { headline: "Harbour reopened".into(), body: "Words.".into(), ..Story::default() };
        let mut item = WireItem::first(story, "urn:x:1", at());
        (item.kind, item.version) = (kind, 2);
        let encoded = encoded("anpa1312", &item);
        let text = String::from_utf8(encoded.bytes.clone()).expect("seven bits");
        let line = text.lines().nth(1).unwrap_or_default();
        assert!(line.starts_with(letter), "{kind:?} is sent as {letter}: {line:?}");
        let profile = Profile::find("ap").expect("built in");
        let back = format("anpa1312").expect("the table has it").decode(&encoded.bytes, &Reading::new(profile, at()));
        let back = back.expect("our own message").item;
        assert_eq!((back.kind, back.story.urgency), (kind, None), "the priority is that of its kind: {line:?}");
    }
}

#[test]
fn a_subject_warns_of_an_embargo_in_the_word_of_the_house() {
    let story = |embargo: &str| Story {
        headline: "Harbour reopened".into(),
        slug: "GRAIN".into(),
        body: "Words.".into(),
        embargo: embargo.parse().ok(),
        ..Story::default()
    };
    let subject = |house: &str, embargo: &str, kind| {
        let mut item = WireItem::first(story(embargo), "urn:x:1", at());
        item.kind = kind;
        let profile = Profile::find(house).expect("built in");
        let email = format("email").expect("the table has it");
        let bytes = email.encode(&item, profile, &Dialect::strict()).expect("a whole story").bytes;
        let back = email.decode(&bytes, &Reading::new(profile, at())).expect("our own message").item;
        assert_eq!(back.story.headline, "Harbour reopened", "the headline has no word of it");
        let text = String::from_utf8(bytes).expect("text");
        text.lines().find_map(|line| line.strip_prefix("Subject: ")).unwrap_or_default().to_owned()
    };
    let later = "2026-11-24T12:00:00+03:00";
    assert_eq!(subject("tass", later, ReleaseKind::New), "EMBARGO: GRAIN: Harbour reopened");
    assert_eq!(subject("tass", later, ReleaseKind::Correction), "CORRECTION: EMBARGO: GRAIN: Harbour reopened");
    assert_eq!(subject("tass", "", ReleaseKind::New), "GRAIN: Harbour reopened");
    assert_eq!(subject("tass", "2026-11-23T12:00:00+03:00", ReleaseKind::New), "GRAIN: Harbour reopened", "it is over");
    assert!(!subject("tass", later, ReleaseKind::Kill).contains("EMBARGO"), "what is killed waits for nothing");
    assert!(subject("interfax", later, ReleaseKind::New).starts_with("=?utf-8?"), "in Russian for a Russian house");
}

/// What prints nothing stands between nothing: the dateline opens the first paragraph that is seen.
#[test]
fn a_dateline_opens_the_paragraph_below_a_block_of_nothing() {
    let mut item = greek();
    item.story.dateline.place = "PORT TESTLAND".to_owned();
    item.story.body = "\t\u{a0}\nThe harbour has reopened.".to_owned();
    let profile = Profile::find("reuters").expect("built in");
    let format = format("iptc7901").expect("the table has it");
    let message = format.encode(&item, profile, &Dialect::strict()).expect("a whole story").bytes;
    let text = String::from_utf8_lossy(&message);
    let opened = text.lines().any(|line| line.contains("(Reuters) - The harbour"));
    assert!(opened, "{text}");
}
