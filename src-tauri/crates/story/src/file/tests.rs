//! Reading and writing story files.

use proptest::prelude::*;

use super::*;
use crate::{Byline, arbitrary};

fn field(text: &str) -> String {
    read(text).expect_err("it is wrong").to_string()
}

#[test]
fn without_front_matter_the_text_is_the_body() {
    for text in ["", "a", "--- a\nb", "\n---\nslug: x\n---\n", "slug: x"] {
        let story = read(text).expect("a body alone is a story");
        assert_eq!(story, Story { body: text.to_owned(), ..Story::default() }, "{text:?}");
    }
}

#[test]
fn the_body_is_kept_byte_for_byte() {
    let story = read("\u{feff}---\r\nslug: A\r\n--- \r\n\r\n body \t\r\n").expect("line ends and a mark are tolerated");
    assert_eq!((story.slug.as_str(), story.body.as_str()), ("A", "\r\n body \t\r\n"), "only the front matter is read");
}

#[test]
fn errors_say_line_field_expected_and_got() {
    for (text, message) in [
        (
            "---\nslug: a\nurgency: 12\n---\n",
            "line 3: expected an urgency from 1 (flash) to 9 (routine) in `urgency`, got \"12\"",
        ),
        (
            "---\ndateline:\n  date: 23.11.2026\n---\n",
            "line 3: expected a date like 2026-11-23 in `dateline.date`, got \"23.11.2026\"",
        ),
        ("---\ndateline:\n  city: X\n---\n", "line 3: expected place, region, country, date in `dateline`, got `city`"),
        ("---\nheadline: [a]\n---\n", "line 2: expected text in `headline`, got a list"),
        (
            "---\nsubjects: [economy]\n---\n",
            "line 2: expected a term like `medtop:04000000` or {qcode: medtop:04000000, label: economy} in `subjects`, got \"economy\"",
        ),
        (
            "---\nembargo: 2026-11-23T12:00\n---\n",
            "line 2: expected a time with its offset like 2026-11-23T12:00:00+03:00 in `embargo`, got \"2026-11-23T12:00\"",
        ),
        ("---\nslug: a\nslug: b\n---\n", "line 3: expected each key once, got `slug` again"),
        ("---\nslug: a\n", "line 2: expected a line `---` that ends the front matter, got the end of the file"),
        ("---\n- a\n---\n", "line 2: expected `key: value` lines, got a list"),
        (
            "---\na: &x 1\nb: *x\n---\n",
            "line 2: expected a value, got a YAML anchor or tag, which a story file does not use",
        ),
    ] {
        assert_eq!(field(text), message, "{text:?}");
    }
    let error = read_bytes(b"---\nslug: \xff\n---\n").expect_err("no UTF-8");
    assert_eq!(error.to_string(), "line 2: expected UTF-8 text, got byte 0xff", "bytes are no text");
}

#[test]
fn shapes_that_people_type_are_read() {
    let text = "---\nbyline: Anna Primerova\nplaces: [Port Testland, {name: Testville}]\nkeywords: grain, harbour\nsubjects: medtop:04000000\n\
        genre: {scheme: genre, code: Current, label: News}\nlinks: {rel: see-also, guid: g}\nsummary: ~\nsection:\nurgency: ~\nslug: 007\n---\n";
    let story = read(text).expect("all of these are plain");
    assert_eq!(story.byline, [Byline { name: "Anna Primerova".to_owned(), ..Byline::default() }], "a name is a byline");
    assert_eq!(story.places.len(), 2, "a name is a place");
    assert_eq!(story.keywords, ["grain", "harbour"], "commas part keywords");
    assert_eq!(
        story.subjects.first().map(crate::Term::qcode).as_deref(),
        Some("medtop:04000000"),
        "one subject is a list of one"
    );
    assert_eq!(story.genre.map(|genre| genre.label().to_owned()).as_deref(), Some("News"), "labels are kept");
    assert_eq!(
        (story.links.len(), story.summary.as_str(), story.section.as_str(), story.urgency),
        (1, "", "", None),
        "nothing is nothing"
    );
    assert_eq!(story.slug, "007", "a slug is text, whatever it looks like");
}

#[test]
fn unknown_keys_come_back() {
    let text =
        "---\nslug: A\ndesk:\n  - {a: 1}\n  - \"two, three\"\nzone: \"yes\"\nnote: |\n  x\n  y\nnone:\n---\nbody";
    let story = read(text).expect("unknown keys are no error");
    let expected = [("desk", "[{a: 1}, \"two, three\"]"), ("zone", "\"yes\""), ("note", "\"x\\ny\\n\""), ("none", "~")];
    assert_eq!(story.extra, expected.map(|(key, value)| (key.to_owned(), value.to_owned())), "in order, as YAML");
    assert_eq!(read(&write(&story)).expect("it was just written"), story, "and written back");
}

#[test]
fn a_file_reads_like_the_manual() {
    let story =
        read(include_str!("../../../../../tests/fixtures/stories/everything.md")).expect("the fixture is right");
    assert_eq!(
        write(&story),
        include_str!("../../../../../tests/fixtures/stories/everything.md"),
        "written in the form of the manual"
    );
}

#[test]
fn the_stories_of_the_fixtures_are_clean_copy() {
    for (name, text) in [
        ("tass-anatomy", include_str!("../../../../../tests/fixtures/stories/tass-anatomy.md")),
        ("russian", include_str!("../../../../../tests/fixtures/stories/russian.md")),
    ] {
        let story = read(text).expect("the fixture is right");
        assert_eq!(write(&story), text, "{name} is in the form that is written");
        assert_eq!(story.parsed().notes, [], "{name} holds nothing to note");
        assert_eq!(story.parsed().to_markdown(), story.body, "{name} needs no escapes");
    }
}

#[test]
fn hostile_front_matter_is_refused_soon() {
    let long = 300_000;
    for inner in [
        "[".repeat(long),
        "- ".repeat(long),
        "{a: ".repeat(long),
        "a: &a [".repeat(1000),
        "? ".repeat(long),
        "a:\n".repeat(long),
        "\"".repeat(long),
        "'".repeat(long),
        "|".repeat(long),
        "&a ".repeat(long),
        "!a ".repeat(long),
        "a: *b\n".to_owned(),
        "#".repeat(long),
        "a: b: c".to_owned(),
        "%YAML 9\n".repeat(10),
        "a: \t".repeat(long),
        "- - - -\n".repeat(long / 8),
        "a".repeat(2 * MAX_FRONT_MATTER),
        "[a, ".repeat(200),
        format!("x: {}", "a, ".repeat(long)),
        format!("x: [{}]", "a, ".repeat(long)),
        format!("x: {{{}}}", "a, ".repeat(long)),
    ] {
        let text = format!("---\n{inner}\n---\n");
        if let Ok(story) = read(&text) {
            assert_eq!(read(&write(&story)).as_ref(), Ok(&story), "what was read can be written");
        }
    }
}

proptest! {
    #![proptest_config(arbitrary::often())]

    #[test]
    fn a_story_reads_back_as_written(story in arbitrary::stories()) {
        let text = write(&story);
        let back = read(&text);
        prop_assert!(back.is_ok(), "{:?}\n{}", back, text);
        prop_assert_eq!(back.as_ref().ok(), Some(&story), "{}", text);
    }

    #[test]
    fn writing_what_was_read_is_stable(front in proptest::collection::vec(yaml_line(), 0..8), body in arbitrary::markdowns()) {
        let text = format!("---\n{}---\n{body}", front.concat());
        if let Ok(story) = read(&text) {
            let written = write(&story);
            let back = read(&written);
            prop_assert_eq!(back.as_ref(), Ok(&story), "{}", written);
            prop_assert_eq!(back.map(|story| write(&story)), Ok(written), "{:?}", text);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let framed = [b"---\n".as_slice(), &bytes, b"\n---\n"].concat();
        for bytes in [&bytes, &framed] {
            if let Ok(story) = read_bytes(bytes) {
                prop_assert_eq!(read(&write(&story)), Ok(story));
            }
        }
    }
}

/// A line of front matter, right or wrong.
fn yaml_line() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec![
        "slug", "headline", "keywords", "places", "byline", "subjects", "dateline", "urgency", "desk", "x", "rights",
    ]);
    let value = prop_oneof![
        arbitrary::texts(),
        prop::sample::select(vec![
            "a",
            "~",
            "4",
            "[a, b]",
            "{name: x}",
            "|\n  a\n  b",
            ">\n  a\n  b",
            "\n  - a\n  - b",
            "\n  place: X",
            "'a''b'",
            "\"\\u0041\\n\"",
            "medtop:1",
            "!t x",
            "[[1], {2: 3}]",
            "{a: , b}",
            "? x"
        ])
        .prop_map(str::to_owned),
    ];
    prop_oneof![9 => (key, value).prop_map(|(key, value)| format!("{key}: {value}\n")), 1 => arbitrary::nasty()]
}
