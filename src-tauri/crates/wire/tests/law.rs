//! The law of every format: what was written reads back, except for exactly what was told as lost.
//!
//! Formats of markup are held to it with the whole item, in every dialect. Formats that are lines of text have no place
//! for identity, version and times: they are held to it with the story, the kind of release and its note. A story in
//! the TASS shape loses nothing in them.

use jiff::Timestamp;
use proptest::prelude::*;
use wirecopy_story::{Body, Dateline, NoteKind, ReleaseKind, Story, arbitrary};
use wirecopy_wire::{Dialect, Format, Loss, LossKind, Profile, Reading, WireItem, format, sniff};

fn named(id: &str) -> &'static dyn Format {
    format(id).expect("the table has it")
}

fn kinds() -> impl Strategy<Value = ReleaseKind> {
    prop::sample::select(ReleaseKind::ALL.to_vec())
}

/// Items in any state that the types allow, as long as a format takes them.
fn items() -> impl Strategy<Value = WireItem> {
    let times = (0..4_000_000_000i64, 0..100_000_000i64);
    (arbitrary::stories(), arbitrary::texts(), kinds(), 1..5u32, arbitrary::texts(), times).prop_map(
        |(mut story, guid, kind, version, note, (first, later))| {
            if story.headline.trim().is_empty() {
                "Harbour reopened".clone_into(&mut story.headline);
            }
            if story.body.trim().is_empty() {
                "The harbour has reopened.".clone_into(&mut story.body);
            }
            let at = |second| Timestamp::from_second(second).expect("inside four milliards of seconds");
            let mut item = WireItem::first(story, &format!("urn:x:{guid}"), at(first));
            (item.kind, item.version, item.note) = (kind, version, note);
            item.version_created = at(first + later);
            item
        },
    )
}

/// The fields of an item as text, the body by its content.
fn fields(item: &WireItem) -> Vec<(&'static str, String)> {
    let story = &item.story;
    let mut rest = Story { body: String::new(), ..story.clone() };
    let take = |field: &mut String| std::mem::take(field);
    let mut fields = vec![
        ("slug", take(&mut rest.slug)),
        ("headline", take(&mut rest.headline)),
        ("summary", take(&mut rest.summary)),
        ("section", take(&mut rest.section)),
        ("language", take(&mut rest.language)),
        ("ed_note", take(&mut rest.ed_note)),
        ("sign_off", take(&mut rest.sign_off)),
    ];
    fields.extend([
        ("dateline", format!("{:?}", rest.dateline)),
        ("byline", format!("{:?}", rest.byline)),
        ("urgency", format!("{:?}", rest.urgency)),
        ("genre", format!("{:?}", rest.genre)),
        ("subjects", format!("{:?}", rest.subjects)),
        ("places", format!("{:?}", rest.places)),
        ("keywords", format!("{:?}", rest.keywords)),
        ("embargo", format!("{:?}", rest.embargo.map(|embargo| (embargo.at(), embargo.offset())))),
        ("rights", format!("{:?}", rest.rights)),
        ("links", format!("{:?}", rest.links)),
        ("note", item.note.clone()),
        ("guid", item.guid.clone()),
        ("kind", item.kind.word().to_owned()),
        ("version", item.version.to_string()),
        ("first_created", item.first_created.as_second().to_string()),
        ("version_created", item.version_created.as_second().to_string()),
    ]);
    fields
}

fn same_body(one: &Story, other: &Story) -> bool {
    Body::parse(&one.body).same_content(&Body::parse(&other.body))
}

/// Whether a picture or code stands inside a line: the words read back alike, and what they stood in is gone all the
/// same.
fn has_words_alone(story: &Story) -> bool {
    story.parsed().notes.iter().any(|note| matches!(note.kind, NoteKind::InlineImage | NoteKind::CodeSpan))
}

/// Whether a loss names the field or something inside it.
fn named_in(losses: &[Loss], field: &str) -> bool {
    losses.iter().any(|loss| {
        let rest = loss.place.field.strip_prefix(field);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    })
}

/// The law, for a format that holds the whole item.
fn check(format: &dyn Format, item: &WireItem, profile: &Profile, dialect: &Dialect) -> Result<(), TestCaseError> {
    let Ok(encoded) = format.encode(item, profile, dialect) else {
        return nothing_to_print(item);
    };
    let losses = &encoded.losses;
    let message = String::from_utf8_lossy(&encoded.bytes);
    let reading = Reading::new(profile, at());
    let decoded = format.decode(&encoded.bytes, &reading).expect("our own message is read");
    prop_assert!(decoded.notes.is_empty(), "nothing of our own is unreadable: {:?}\n{}", decoded.notes, message);
    let faults = format.validate(&encoded.bytes, profile);
    prop_assert!(faults.is_empty(), "our own message is valid: {:?}\n{}", faults, message);
    // A field comes back otherwise exactly where a loss names it; the kind follows the note that tells it.
    let back = &decoded.item;
    for ((field, read), (_, typed)) in fields(back).into_iter().zip(fields(item)) {
        let told = named_in(losses, field);
        if field == "kind" {
            let renewed = item.kind == ReleaseKind::New && item.version > 1 && read == "update";
            let told = losses.iter().any(|loss| loss.kind == LossKind::Ambiguous);
            prop_assert!(read == typed || renewed || told, "{} became {}", typed, read);
        } else {
            let changed = read != typed;
            prop_assert_eq!(changed, told, "{}: typed {}, read {}: {:?}\n{}", field, typed, read, losses, message);
        }
    }
    let body_told = named_in(losses, "body");
    let killed = item.kind == ReleaseKind::Kill;
    let same = if killed { item.story.body.is_empty() } else { same_body(&back.story, &item.story) };
    let changed = !same || (format.id() != "markdown" && has_words_alone(&item.story));
    prop_assert_eq!(
        changed,
        body_told,
        "a body that changed is told: {:?}\n{:?}\n{}",
        losses,
        item.story.body,
        message
    );
    let envelope = wirecopy_wire::Envelope { ..item.envelope.clone() };
    let again = WireItem { envelope, previous: item.previous, ..decoded.item };
    let again = format.encode(&again, profile, dialect).expect("what was read is whole");
    prop_assert_eq!(String::from_utf8_lossy(&again.bytes), message, "stable");
    prop_assert!(again.losses.is_empty(), "what was carried once is carried whole: {:?}", again.losses);
    Ok(())
}

/// The law, for formats that are lines of text: held to it are the story, the kind and its note; identity, version and
/// times have no place in them. What comes back otherwise is told, what is told comes back otherwise, and what was read
/// encodes again to the same bytes.
fn check_lines(
    format: &dyn Format,
    item: &WireItem,
    profile: &Profile,
    dialect: &Dialect,
) -> Result<(), TestCaseError> {
    let Ok(encoded) = format.encode(item, profile, dialect) else {
        return nothing_to_print(item);
    };
    let losses = &encoded.losses;
    let message = String::from_utf8_lossy(&encoded.bytes);
    check_places(item, losses)?;
    // A dateline without a year is one of about the day on which it was sent.
    let reading = Reading::new(profile, item.envelope.sent_at);
    let decoded = format.decode(&encoded.bytes, &reading).expect("our own message is read");
    // A city that is no name, or words like a dateline, are the writer's: the form is a fault and told so.
    let faults = format.validate(&encoded.bytes, profile).into_iter();
    let faults: Vec<_> = faults.filter(|fault| !fault.expected.starts_with("a dateline")).collect();
    prop_assert!(faults.is_empty(), "our own message is valid: {:?}\n{}", faults, message);
    prop_assert!(
        sniff(&encoded.bytes).is_some_and(|one| one.id() == format.id()),
        "it is told by its bytes: {}",
        message
    );
    let back = &decoded.item;
    for ((field, read), (_, typed)) in fields(back).into_iter().zip(fields(item)) {
        if !["guid", "version", "first_created", "version_created"].contains(&field) {
            let (changed, told) = (read != typed, named_in(losses, field));
            prop_assert_eq!(changed, told, "{}: typed {:?}, read {:?}: {:?}\n{}", field, typed, read, losses, message);
        }
    }
    let killed = item.kind == ReleaseKind::Kill;
    let same = if killed { item.story.body.is_empty() } else { same_body(&back.story, &item.story) };
    let (told, read) = (named_in(losses, "body"), &back.story.body);
    prop_assert_eq!(
        !same || has_words_alone(&item.story),
        told,
        "a body that changed is told: {:?}\n{:?}\n{:?}\n{}",
        losses,
        item.story.body,
        read,
        message
    );
    let again = WireItem { envelope: item.envelope.clone(), ..decoded.item.clone() };
    let Ok(again) = format.encode(&again, profile, dialect) else {
        // A headline or body made of nothing but what the wire drops leaves nothing to write again.
        prop_assert!(!decoded.notes.is_empty(), "what is missing was told");
        return Ok(());
    };
    // No message names its character set: eight-bit bytes that are UTF-8 by chance are read as such, and those of a
    // dialect that writes another set than the house's as the house's.
    let usual = format.encode(item, profile, &Dialect::strict()).map(|usual| usual.charset);
    let other = usual.is_ok_and(|usual| usual != encoded.charset);
    let mistaken = encoded.charset != "utf-8"
        && !encoded.bytes.is_ascii()
        && (other || std::str::from_utf8(&encoded.bytes).is_ok());
    if !mistaken {
        prop_assert_eq!(String::from_utf8_lossy(&again.bytes), message, "stable: {:?}", decoded.item.story);
    }
    Ok(())
}

/// The law of lines in every dialect of a format.
fn every_dialect_of_lines(id: &str, item: &WireItem, house: &str) -> Result<(), TestCaseError> {
    let profile = Profile::find(house).expect("built in");
    let format = named(id);
    format.dialects().iter().try_for_each(|row| check_lines(format, item, profile, &Dialect::new(&row.id)))
}

/// Ids of the built-in styles.
fn houses() -> impl Strategy<Value = &'static str> {
    prop::sample::select(Profile::builtin().iter().map(Profile::id).collect::<Vec<_>>())
}

/// A body of marks without words is refused.
fn nothing_to_print(item: &WireItem) -> Result<(), TestCaseError> {
    let unseen = |one: char| one.is_whitespace() || !one.is_alphanumeric();
    let words = Body::parse(&item.story.body).plain_text();
    prop_assert!(item.story.headline.chars().all(unseen) || words.chars().all(unseen), "{:?} has words", words);
    Ok(())
}

fn check_places(item: &WireItem, losses: &[Loss]) -> Result<(), TestCaseError> {
    for loss in losses {
        let text = match &*loss.place.field {
            "note" => Some(item.note.clone()),
            "guid" => Some(item.guid.clone()),
            "kind" => Some(item.kind.word().to_owned()),
            field => wirecopy_wire::place::field_text(&item.story, field).map(std::borrow::Cow::into_owned),
        };
        let text = text.ok_or_else(|| TestCaseError::fail(format!("{} is no field", loss.place.field)))?;
        prop_assert!(text.get(loss.place.range.clone()).is_some(), "{:?} lies inside {:?}", loss, text);
        prop_assert!(!loss.what.is_empty() && !loss.what.ends_with('.'), "{:?} is a sentence", loss.what);
    }
    Ok(())
}

/// Stories as the TASS wire has them: sentences, subheads, lists, insertions.
fn tass_stories() -> impl Strategy<Value = Story> {
    let words = |letters: &'static str| proptest::string::string_regex(letters).expect("a pattern");
    let sentence = || words("[A-Z][a-z]{2,8}( [a-z]{1,9}){3,12}\\.");
    let paragraph = prop_oneof![
        6 => proptest::collection::vec(sentence(), 1..4).prop_map(|all| all.join(" ")),
        1 => (sentence(), words("of [A-Z][a-z]{3,9}"))
            .prop_map(|(text, inside)| format!("\"The president [{inside}] said,\" he noted. {text}")),
        1 => proptest::collection::vec(words("[A-Z][a-z]{3,9} [a-z]{3,9}"), 1..4)
            .prop_map(|items| format!("- {}\n", items.join("\n- "))),
        1 => (words("[A-Z][a-z]{3,9}( [a-z]{1,9}){1,4}"), sentence())
            .prop_map(|(head, text)| format!("## {head}\n\n{text}")),
    ];
    let body = (sentence(), proptest::collection::vec(paragraph, 1..6), sentence())
        .prop_map(|(first, rest, last)| format!("{first}\n\n{}\n\n{last}\n", rest.join("\n\n")));
    let place = words("[A-Z][a-z]{2,9}( [A-Z][a-z]{4,9})?");
    let line = words("[A-Z][a-z]{2,8}( [a-z]{1,9}){2,8}");
    let summary = words("[A-Z][a-z]{2,8}( [a-z]{1,9}){3,9}");
    let section = prop::sample::select(vec!["", "World", "Business & Economy"]);
    (line, summary, section, place, 0..200i32, body).prop_map(|(headline, summary, section, place, days, body)| {
        let date = jiff::civil::Date::constant(2026, 8, 1).checked_add(jiff::Span::new().days(days)).ok();
        let dateline = Dateline { place, date, ..Dateline::default() };
        Story { headline, summary, section: section.to_owned(), dateline, body, ..Story::default() }
    })
}

fn at() -> Timestamp {
    "2026-11-23T09:00:00Z".parse().expect("an RFC 3339 time")
}

/// The law in every dialect of a format.
fn every_dialect(id: &str, item: &WireItem, tass: bool) -> Result<(), TestCaseError> {
    let profile = Profile::find(if tass { "tass" } else { "generic" }).expect("built in");
    let format = named(id);
    format.dialects().iter().try_for_each(|row| check(format, item, profile, &Dialect::new(&row.id)))
}

proptest! {
    #![proptest_config(arbitrary::often())]

    #[test]
    fn ninjs_3_reads_back_all_but_what_was_told(item in items(), tass in any::<bool>()) {
        every_dialect("ninjs-3", &item, tass)?;
    }

    #[test]
    fn html_reads_back_all_but_what_was_told(item in items(), tass in any::<bool>()) {
        every_dialect("html", &item, tass)?;
    }

    #[test]
    fn markdown_reads_back_all_but_what_was_told(item in items(), tass in any::<bool>()) {
        every_dialect("markdown", &item, tass)?;
    }

    #[test]
    fn rtf_reads_back_all_but_what_was_told(item in items(), house in houses()) {
        every_dialect_of_lines("rtf", &item, house)?;
    }

    #[test]
    fn docx_reads_back_all_but_what_was_told(item in items(), house in houses()) {
        every_dialect_of_lines("docx", &item, house)?;
    }

    #[test]
    fn iptc_7901_reads_back_all_but_what_was_told(item in items(), house in houses()) {
        every_dialect_of_lines("iptc7901", &item, house)?;
    }

    #[test]
    fn anpa_1312_reads_back_all_but_what_was_told(item in items(), house in houses()) {
        every_dialect_of_lines("anpa1312", &item, house)?;
    }

    #[test]
    fn a_telegraph_carries_a_story_in_the_tass_shape_whole(mut story in tass_stories(), kind in kinds()) {
        let profile = Profile::find("tass").expect("built in");
        // A lead has no place in IPTC 7901, and most sections have none in either.
        (story.summary, story.section, story.slug) = (String::new(), String::new(), "GRAIN".to_owned());
        let mut item = WireItem::first(story, "", at());
        item.kind = if kind == ReleaseKind::Kill { ReleaseKind::New } else { kind };
        for id in ["iptc7901", "anpa1312"] {
            let encoded = named(id).encode(&item, profile, &Dialect::strict()).expect("whole");
            let message = String::from_utf8_lossy(&encoded.bytes);
            prop_assert!(encoded.losses.is_empty(), "{} carries the shape whole: {:?}\n{}", id, encoded.losses, message);
        }
    }

    #[test]
    fn nitf_reads_back_all_but_what_was_told(item in items(), tass in any::<bool>()) {
        every_dialect("nitf", &item, tass)?;
    }

    #[test]
    fn newsml_1_reads_back_all_but_what_was_told(item in items(), tass in any::<bool>()) {
        every_dialect("newsml-1", &item, tass)?;
    }

    #[test]
    fn newsml_g2_reads_back_all_but_what_was_told(item in items(), tass in any::<bool>()) {
        every_dialect("newsml-g2", &item, tass)?;
    }

    #[test]
    fn ninjs_2_reads_back_all_but_what_was_told(item in items(), tass in any::<bool>()) {
        every_dialect("ninjs-2", &item, tass)?;
    }

    #[test]
    fn ninjs_1_reads_back_all_but_what_was_told(item in items(), tass in any::<bool>()) {
        every_dialect("ninjs-1", &item, tass)?;
    }

    #[test]
    fn every_line_of_ninjs_is_told_from_the_others(item in items()) {
        let profile = Profile::find("generic").expect("built in");
        for id in ["ninjs-1", "ninjs-2", "ninjs-3"] {
            for row in named(id).dialects() {
                let Ok(encoded) = named(id).encode(&item, profile, &Dialect::new(&row.id)) else { continue };
                let told = wirecopy_wire::sniff(&encoded.bytes).map(Format::id);
                prop_assert_eq!(told, Some(id), "{}", String::from_utf8_lossy(&encoded.bytes));
            }
        }
    }

    #[test]
    fn the_ascii_dialects_of_ninjs_are_ascii(item in items()) {
        let profile = Profile::find("generic").expect("built in");
        for (id, dialect) in [("ninjs-3", "ascii"), ("ninjs-1", "superdesk")] {
            if let Ok(ascii) = named(id).encode(&item, profile, &Dialect::new(dialect)) {
                prop_assert!(ascii.bytes.is_ascii(), "nothing beyond it");
            }
        }
    }

    #[test]
    fn every_loss_has_its_place_in_the_story(item in items()) {
        for profile in Profile::builtin() {
            for format in wirecopy_wire::formats() {
                match format.encode(&item, profile, &Dialect::strict()) {
                    Ok(encoded) => check_places(&item, &encoded.losses)?,
                    Err(_) => nothing_to_print(&item)?,
                }
            }
        }
    }

    #[test]
    fn plain_text_reads_back_all_but_what_was_told(item in items(), house in houses()) {
        let profile = Profile::find(house).expect("built in");
        check_lines(named("text"), &item, profile, &Dialect::strict())?;
    }

    #[test]
    fn an_e_mail_reads_back_all_but_what_was_told(item in items(), house in houses()) {
        let profile = Profile::find(house).expect("built in");
        let email = named("email");
        check_lines(email, &item, profile, &Dialect::strict())?;
        // The HTML beside the text says no less than the text, which is what is read.
        if let Ok(strict) = email.encode(&item, profile, &Dialect::strict()) {
            let both = email.encode(&item, profile, &Dialect::new("alternative")).expect("the text is written");
            prop_assert_eq!(both.losses, strict.losses, "what is lost is lost to the text");
            let faults = email.validate(&both.bytes, profile);
            prop_assert!(faults.is_empty(), "our own message is valid: {:?}", faults);
        }
    }

    #[test]
    fn a_story_in_the_tass_shape_comes_back_equal(story in tass_stories(), kind in kinds()) {
        let profile = Profile::find("tass").expect("built in");
        let mut item = WireItem::first(Story { language: "en".to_owned(), ..story }, "", at());
        item.kind = if kind == ReleaseKind::Kill { ReleaseKind::New } else { kind };
        let encoded = named("text").encode(&item, profile, &Dialect::strict()).expect("whole");
        prop_assert!(encoded.losses.is_empty(), "the shape is carried whole: {:?}", encoded.losses);
        let back = named("text").decode(&encoded.bytes, &Reading::new(profile, at())).expect("text is never refused").item;
        prop_assert_eq!(&back.story.headline, &item.story.headline);
        prop_assert_eq!(&back.story.summary, &item.story.summary);
        prop_assert_eq!(&back.story.section, &item.story.section);
        prop_assert_eq!(&back.story.dateline, &item.story.dateline);
        prop_assert_eq!(back.kind, item.kind);
        prop_assert!(same_body(&back.story, &item.story), "read {:?}\nfrom {:?}", back.story.body, item.story.body);
    }

    #[test]
    fn no_bytes_overturn_a_reader(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in arbitrary::nasty()) {
        let profile = Profile::find("tass").expect("built in");
        let html = format!("{{\"uri\": \"x\", \"bodies\": [{{\"contentType\": \"text/html\", \"value\": {text:?}}}]}}");
        for input in [bytes.as_slice(), text.as_bytes(), html.as_bytes()] {
            for format in wirecopy_wire::formats() {
                let _ = format.decode(input, &Reading::new(profile, at()));
                let _ = format.validate(input, profile);
                let _ = format.looks_like(input);
            }
        }
    }
}
