//! The built-in styles are whole, and a wrong profile is refused by its key.

use super::*;

#[test]
fn the_built_in_profiles_are_good_and_found() {
    let ids = ["tass", "generic", "ap", "reuters", "afp", "dpa", "xinhua", "efe", "interfax"];
    assert_eq!(SOURCES.len(), ids.len(), "each file has its id here");
    for (text, id) in SOURCES.iter().zip(ids) {
        let profile = Profile::parse(text).unwrap_or_else(|error| panic_with(id, &error));
        assert_eq!(profile.id(), id);
        assert!(Profile::find(id).is_some(), "{id} is found");
        for format in profile.default_formats() {
            assert!(crate::format(format).is_some(), "{id} files in {format}, which exists");
        }
    }
}

fn panic_with(id: &str, error: &ProfileError) -> Profile {
    assert_eq!(error.to_string(), "", "{id} parses");
    Profile::builtin()[0].clone()
}

#[test]
fn a_wrong_profile_says_which_key() {
    let generic = include_str!("../../profiles/generic.toml");
    for (from, to, key) in [
        ("\"utf-8\"", "\"utf-16\"", "`charset`"),
        ("Etc/UTC", "Mars/Olympus", "`time_zone`"),
        ("line_ends = \"lf\"", "line_ends = \"lf\"\nline_width = 3", "`line_width`"),
        ("{CITY}", "{TOWN}", "`dateline.en.patterns`"),
        ("\"January\", ", "", "`dateline.en.months`"),
        ("\"{body}\"", "\"text: {body}\"", "`text.layout`"),
        ("language = \"en\"", "language = \"en\"\nmailbox = \"a desk\"", "`mailbox`"),
        ("[marks]", "[marks]\ncolour = 1", "colour"),
        ("headline = ", "heading = ", "`limits.heading`"),
        ("source = \"wcp\"", "source = \"wirecopy\"", "`iptc7901.source`"),
        ("category = \"i\"", "category = \"world\"", "`iptc7901.category`"),
        ("selector = \"-----\"", "selector = \"all\"", "`anpa1312.selector`"),
    ] {
        assert!(generic.contains(from), "the case {from} still stands in the file");
        let error = Profile::parse(&generic.replacen(from, to, 1)).expect_err("a wrong profile is refused");
        assert!(error.to_string().contains(key), "{key} is named: {error}");
    }
}

#[test]
fn the_filing_date_is_the_agency_s_day() {
    let late: Timestamp = "2026-11-22T22:30:00Z".parse().expect("an RFC 3339 time");
    let tass = Profile::find("tass").expect("built in");
    assert_eq!(tass.filing_date(late).to_string(), "2026-11-23", "in Moscow it is the next day already");
}

#[test]
fn authors_are_joined_as_the_house_joins_them() {
    let author = |name: &str, role: &str| Byline { name: name.into(), role: role.into(), email: String::new() };
    let generic = Profile::find("generic").expect("built in");
    let line =
        generic.byline(&[author("Anna Primerova", "correspondent"), author("B. Two", ""), author("C. Three", "")]);
    assert_eq!(line, "By Anna Primerova, correspondent; B. Two and C. Three");
    assert_eq!(generic.byline(&[]), "", "no author, no line");
}

#[test]
fn turkish_capitals_keep_their_dots() {
    assert_eq!(capitals("İzmir ılık", "tr"), "İZMİR ILIK");
    assert_eq!(capitals("straße", "de"), "STRASSE", "full mapping");
}
