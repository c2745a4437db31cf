//! Blocks as lines: what each construct looks like, and what is lost.

use wirecopy_story::Body;

use super::*;

fn set(profile: &str, markdown: &str) -> (Vec<String>, Vec<String>) {
    let mut losses = Losses::default();
    let profile = Profile::find(profile).expect("built in");
    let mut setter = Setter::new(profile, markdown, "en", &mut losses);
    let chunks = setter.chunks(&Body::parse(markdown).blocks, "");
    let told = losses.into_list().into_iter().map(|loss| format!("{}: {:?}", loss.what, &markdown[loss.place.range]));
    (chunks, told.collect())
}

#[test]
fn every_construct_is_lines() {
    for (markdown, expected) in [
        ("a\nb", vec!["a b"]),
        ("a\\\nb", vec!["a\nb"]),
        ("## A", vec!["A"]),
        ("> a\n>\n> b", vec!["    a", "    b"]),
        ("- a\n- b\n  1. c\n  2. d", vec!["- a\n- b\n  1. c\n  2. d"]),
        ("9. a\n\n   b\n10. c", vec!["9. a\n   b\n10. c"]),
        ("he [the spokesman] said", vec!["he [the spokesman] said"]),
        ("a\n\n***\n\nb", vec!["a", "* * *", "b"]),
        ("```\na\n\n  b\n```", vec!["a", "  b"]),
        ("| a | b |\n|---|--:|\n| c | 10 |", vec!["a; b\nc; 10"]),
    ] {
        assert_eq!(set("tass", markdown).0, expected, "{markdown:?}");
    }
}

#[test]
fn columns_are_filled_with_spaces_where_the_house_aligns() {
    let (chunks, _) = set("generic", "| Ship | Tonnes |\n|---|--:|\n| Aurora | 18,000 |\n| B | 9 |");
    assert_eq!(chunks, ["Ship    Tonnes\nAurora  18,000\nB            9"]);
}

#[test]
fn what_is_not_carried_is_told_at_its_place() {
    let (_, told) = set("tass", "a **b** *c* “d” [e](https://e.example)");
    let expected = [
        "Bold is not carried: \"**b**\"",
        "Italics are not carried: \"*c*\"",
        "Curly quotes become straight quotes: \"“\"",
        "Link address https://e.example is not carried: \"[e](https://e.example)\"",
    ];
    assert_eq!(told, expected);
}

#[test]
fn curly_quotes_are_told_once_a_paragraph() {
    let (_, told) = set("tass", "“a” and “b”\n\n“c”");
    assert_eq!(told.len(), 2, "one for each paragraph: {told:?}");
}

#[test]
fn an_address_is_printed_where_the_house_prints_it() {
    let (chunks, told) = set("generic", "see [notice](https://e.example/7) or [https://f.example](https://f.example)");
    assert_eq!(chunks, ["see notice (https://e.example/7) or https://f.example"]);
    assert!(told.is_empty(), "nothing is lost: {told:?}");
}
