//! Copy of several houses, taken apart.

use super::*;

fn decoded(profile: &str, text: &str) -> Decoded {
    let profile = Profile::find(profile).expect("built in");
    let at = "2026-11-24T08:00:00Z".parse().expect("an RFC 3339 time");
    read(text, &Reading::new(profile, at), Vec::new())
}

const TASS: &str = "World\nMinistry spokesman: Harbour reopened\nThe first convoy left at dawn\n\n\
    PORT TESTLAND, November 23. /TASS/. The harbour has reopened.\n\n\
    \"The president [of Testland] has asked,\" he said.\n\nThree ships\n\n- Aurora\n- Boreas\n\nap/iv\n";

#[test]
fn a_tass_text_falls_apart_into_its_fields() {
    let story = decoded("tass", TASS).item.story;
    assert_eq!(story.section, "World");
    assert_eq!(story.headline, "Ministry spokesman: Harbour reopened");
    assert_eq!(story.summary, "The first convoy left at dawn");
    assert_eq!(story.dateline.place, "Port Testland");
    assert_eq!(story.dateline.date.map(|date| date.to_string()).as_deref(), Some("2026-11-23"));
    assert_eq!(story.sign_off, "ap/iv");
    let expected = "The harbour has reopened.\n\n\"The president [of Testland] has asked,\" he said.\n\n\
        ## Three ships\n\n- Aurora\n- Boreas";
    assert_eq!(story.body.trim_end(), expected);
}

#[test]
fn two_lines_are_headline_and_lead_unless_the_first_is_a_section() {
    let story = decoded("tass", "Harbour reopened\nThe convoy left\n\nText of it.\n").item.story;
    assert_eq!((story.headline.as_str(), story.summary.as_str()), ("Harbour reopened", "The convoy left"));
    let story = decoded("tass", "World\nHarbour reopened\n\nText of it.\n").item.story;
    assert_eq!((story.section.as_str(), story.headline.as_str()), ("World", "Harbour reopened"));
}

#[test]
fn what_is_guessed_is_told() {
    let notes = decoded("tass", TASS).notes;
    let told: Vec<_> = notes.iter().map(|note| format!("{}: {}", note.place, note.what)).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("line 5: \"Port Testland\" was printed in capitals"), "{}", told[0]);
    assert!(told[1].contains("2026 is taken"), "{}", told[1]);
}

#[test]
fn weird_text_is_read_and_told() {
    for text in ["", "\n\n\n", "\u{1}\u{2}", "one line", "PORT X, November 31. /TASS/. no such day", "[[[[ ]] - - -"] {
        let _ = decoded("tass", text);
    }
    assert!(decoded("tass", "").notes.iter().any(|note| note.what == "No headline was found"), "nothing is nothing");
}

fn told(read: &Decoded) -> Vec<String> {
    read.notes.iter().map(|note| format!("{}: {}", note.place, note.what)).collect()
}

#[test]
fn ap_copy_is_read_whatever_the_house() {
    let text = "Eds: UPDATES: Adds tonnage\r\r\n\r\r\nHarbour reopens to grain ships\r\r\nBy ANNA PRIMEROVA\r\r\n\
        Associated Press Writer\r\r\n   CHATHAM, Mass. (AP) _ The harbour reopened on Monday after three weeks\r\r\n\
        of talks, and the first convoy of grain ships left for the open sea\r\r\nat dawn.\r\r\n\
        \x20  The ministry confirmed it.\r\r\n";
    let read = decoded("tass", text);
    let story = &read.item.story;
    assert_eq!(told(&read)[0], "line 6: Read as AP style, whose dateline it has");
    assert_eq!(story.headline, "Harbour reopens to grain ships");
    assert_eq!(
        (story.byline[0].name.as_str(), story.byline[0].role.as_str()),
        ("ANNA PRIMEROVA", "Associated Press Writer")
    );
    assert_eq!((story.dateline.place.as_str(), story.dateline.region.as_str()), ("Chatham", "Massachusetts"));
    assert_eq!((read.item.kind, read.item.note.as_str()), (ReleaseKind::Update, "Adds tonnage"));
    let expected = "The harbour reopened on Monday after three weeks of talks, and the first convoy of grain ships \
        left for the open sea at dawn.\n\nThe ministry confirmed it.";
    assert_eq!(story.body.trim_end(), expected);
}

#[test]
fn reuters_copy_has_a_trashline_bullets_and_names_at_its_end() {
    let text = "Testland harbour reopens to grain ships\n\n* First convoy left at dawn\n\n * Talks took three weeks\n\n \
        (Adds minister's reaction in paragraph 3)\n\nBy Anna Primerova\n\nPORT TESTLAND, Nov 23 (Reuters) - The harbour \
        has reopened.\n\nIt was closed for weeks.\n\n(Reporting by Anna Primerova; Editing by I.V.)\n";
    let story = decoded("reuters", text).item.story;
    assert_eq!(story.headline, "Testland harbour reopens to grain ships");
    assert_eq!(story.summary, "First convoy left at dawn; Talks took three weeks");
    assert_eq!(story.sign_off, "Reporting by Anna Primerova; Editing by I.V.");
    assert_eq!(story.byline[0].name, "Anna Primerova");
    assert_eq!(story.body.trim_end(), "The harbour has reopened.\n\nIt was closed for weeks.");
    let item = decoded("generic", text).item;
    assert_eq!((item.kind, item.note.as_str()), (ReleaseKind::Update, "Adds minister's reaction in paragraph 3"));
}

#[test]
fn dpa_copy_ends_its_head_and_names_its_desk() {
    let text = "1ST LEAD\r\n\r\nHarbour reopens after weeks of talks =\r\nBy Anna Primerova, dpa =\r\n\r\n\
        Port Testland (dpa) - The harbour has reopened.\r\n\r\nIt was closed for weeks.\r\n\r\ndpa ap iv\r\n";
    for profile in ["dpa", "tass"] {
        let item = decoded(profile, text).item;
        assert_eq!(item.story.headline, "Harbour reopens after weeks of talks", "by {profile}");
        assert_eq!(item.story.byline[0].name, "Anna Primerova", "by {profile}");
        assert_eq!((item.kind, item.note.as_str()), (ReleaseKind::Update, "1ST LEAD"), "by {profile}");
        assert_eq!(item.story.sign_off, "dpa ap iv", "by {profile}");
        assert_eq!(item.story.body.trim_end(), "The harbour has reopened.\n\nIt was closed for weeks.");
    }
}

#[test]
fn afp_copy_in_french_names_its_language() {
    let text =
        "Le port a rouvert\n\nPort Testland, 23 nov 2026 (AFP) - Le port a rouvert.\n\nUn convoi est parti.\n\nap/iv\n";
    let story = decoded("generic", text).item.story;
    assert_eq!((story.language.as_str(), story.sign_off.as_str()), ("fr", "ap/iv"));
    assert_eq!(story.dateline.date.map(|date| date.to_string()).as_deref(), Some("2026-11-23"));
}

#[test]
fn a_headline_that_begins_like_a_lead_line_stays_a_headline() {
    for headline in ["KILLED: 40 IN BLAST", "Repeat offender jailed", "Hold the line", "2ND LEAD ROLE FOR ACTOR"] {
        let item = decoded("tass", &format!("{headline}\n\nROME, May 9. /TASS/. Text of it.\n")).item;
        assert_eq!((item.story.headline.as_str(), item.kind), (headline, ReleaseKind::New));
    }
}

#[test]
fn a_word_that_stands_out_of_its_line_says_nothing_of_the_width() {
    // A word in a script that the wire does not carry is one long word of codes.
    let word = "(U+041F)(U+043E)(U+0440)(U+0442)(U+043E)(U+0432)(U+044B)(U+0439)";
    let lines = [word; 5].map(|word| format!("{word}(U+0430)")).join("\r\n");
    let text = format!(
        "NOTE: Tonnage in paragraph three is forty-one thousand and never the\r\nfourteen thousand that was sent\r\n\r\n\
         Harbour reopens =\r\n\r\nPort Testland (dpa) -\r\n{lines}\r\n"
    );
    let item = decoded("dpa", &text).item;
    let note = "Tonnage in paragraph three is forty-one thousand and never the fourteen thousand that was sent";
    assert_eq!((item.note.as_str(), item.story.headline.as_str()), (note, "Harbour reopens"));
}

/// Fields that follow each other at lengths at which wires fold their lines are fields, not one folded text.
#[test]
fn lines_that_name_their_field_are_no_folded_text() {
    let text = "Slug: GRAIN\nSection: World\n\nHarbour reopened to grain ships\nThe first convoy left at dawn.\n\n\
        PORT TESTLAND, 23 November (Wirecopy) — The harbour has reopened.\n\n\
        Signed: Anna Primerova in Port Testland, with reporting by Ivan Primerov in Exampleville\n\
        Note to editors: adds background on the closure, and what the shipowners say of the channel\n\
        Keywords: harbour, grain, convoy, channel, dredging, ministry of transport, Port Testland\n";
    let story = decoded("generic", text).item.story;
    assert_eq!((story.slug.as_str(), story.section.as_str()), ("GRAIN", "World"));
    assert_eq!(story.summary, "The first convoy left at dawn.", "the lead is not joined to the headline");
    assert!(story.ed_note.starts_with("adds background") && story.keywords.len() == 7, "{story:?}");
}
