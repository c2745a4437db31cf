//! NITF 3.6: its table, and a message held against it, with the namespace of the standard or without any (the style of
//! the older DTDs, in which most feeds still write).

use std::sync::LazyLock;

use super::grammar::Table;
use super::judge::{Bare, Rules, judge};
use crate::Fault;
use crate::json::shortened;
use crate::xml::{Document, Element};

/// The namespace of NITF.
pub(super) const SPACE: &str = "http://iptc.org/std/NITF/2006-10-18/";

pub(super) static TABLE: LazyLock<Table> =
    LazyLock::new(|| Table::read(SPACE, include_str!("nitf.rules")).expect("a test reads the table"));

/// Faults of one element, which must be `nitf`, inside those of `above`.
pub(super) fn faults<'d>(document: &'d Document, root: &'d Element, above: &[&'d str]) -> Vec<Fault> {
    let bare = match &*root.space {
        SPACE if root.name == "nitf" => Bare::Unknown,
        "" if root.name == "nitf" => Bare::Own,
        space => {
            let place = document.line(root.offset);
            let expected = format!("<nitf> of {SPACE:?} or without namespace");
            return vec![Fault::new(place, expected, format!("<{}> of {:?}", shortened(&root.name), shortened(space)))];
        }
    };
    judge(document, root, &Rules { tables: vec![&TABLE], bare }, above)
}

#[cfg(test)]
mod tests {
    use super::SPACE;
    use crate::schema::nitf;

    fn faults(inside: &str) -> Vec<String> {
        nitf(format!("<nitf>\n{inside}\n</nitf>").as_bytes()).iter().map(ToString::to_string).collect()
    }

    fn faults_of_content(content: &str) -> Vec<String> {
        faults(&format!("<body><body.content>{content}</body.content></body>"))
    }

    #[test]
    fn a_message_has_the_namespace_or_none() {
        let own = format!("<nitf xmlns='{SPACE}'><body/></nitf>");
        assert!(nitf(own.as_bytes()).is_empty(), "with the namespace");
        assert!(nitf(b"<!DOCTYPE nitf SYSTEM 'nitf-3-6.dtd'><nitf><body/></nitf>").is_empty(), "as the DTD has it");
        let mixed = format!("<nitf xmlns:n='{SPACE}'><n:body/></nitf>");
        assert!(nitf(mixed.as_bytes()).is_empty(), "an element that says what it is is taken");
        let lost = format!("<n:nitf xmlns:n='{SPACE}'><body/></n:nitf>");
        assert_eq!(
            nitf(lost.as_bytes())[0].to_string(),
            "line 1, nitf/body: expected <body> or <head>, got <body> without namespace"
        );
        let other = nitf(b"<nitf xmlns='urn:x'><body/></nitf>");
        assert!(other[0].expected.contains(SPACE), "{other:?}");
    }

    #[test]
    fn a_fault_says_where_what_was_expected_and_what_stands_there() {
        for (inside, expected) in [
            ("", "line 1, nitf: expected <body> or <head>, got the end of <nitf>"),
            (
                "<body><body.head><hedline/></body.head></body>",
                "line 2, nitf/body/body.head/hedline: expected <hl1>, got the end of <hedline>",
            ),
            ("<head><meta/></head><body/>", "line 2, nitf/head/meta/@content: expected a value, got no such attribute"),
            (
                "<head><title/>\n<title/></head><body/>",
                "line 3, nitf/head/title: expected <docdata>, <iim>, <meta>, <pubdata>, <revision-history>, <tobject> or \
                 an element of another namespace, or the end of <head>, got <title>",
            ),
            (
                "<head><pubdata type='fax'/></head><body/>",
                "line 2, nitf/head/pubdata/@type: expected one of print, audio, video, web, appliance, other, got \"fax\"",
            ),
            (
                "<head><docdata><urgency ed-urg='4 5'/></docdata></head><body/>",
                "line 2, nitf/head/docdata/urgency/@ed-urg: expected a word of letters, digits and .-_:, got \"4 5\"",
            ),
            ("<body class='a' x='b'/>", "line 2, nitf/body/@x: expected an attribute of <body>, got \"b\""),
        ] {
            assert_eq!(faults(inside), [expected], "{inside}");
        }
    }

    #[test]
    fn one_fault_hides_no_other() {
        let all = faults_of_content("<h2>a</h2><p align='left'><h2/><em a='b'/></p><bq><p>text<sup>2</sup></p></bq>");
        assert_eq!(all.len(), 6, "h2 twice, two attributes, p in bq, sup in p: {all:#?}");
        assert!(faults_of_content(&"<x/>".repeat(5_000)).len() == 200, "no more than 200 are told");
    }

    #[test]
    fn text_stands_only_where_the_standard_has_it() {
        assert!(faults_of_content("\n<ul> <li>a<em>b</em></li> </ul>\n").is_empty(), "white space is no text");
        assert_eq!(
            faults_of_content("<ul>a<li/></ul>"),
            ["line 2, nitf/body/body.content/ul: expected no text between the elements of <ul>, got \"a\""]
        );
        assert_eq!(
            faults_of_content("<hr> </hr>"),
            ["line 2, nitf/body/body.content/hr: expected nothing inside <hr>, got \" \""],
            "an empty element holds not even white space"
        );
    }

    #[test]
    fn an_id_is_met_once() {
        let all = faults_of_content("<p id='a'>b</p><p id=' a '/><p id='1'/>");
        assert_eq!(all.len(), 2, "{all:?}");
        assert!(all[0].ends_with("expected an id that no other element has, got \" a \""), "{all:?}");
    }

    #[test]
    fn elements_of_others_are_taken_where_the_standard_has_room_for_them() {
        let svg = "<s:svg xmlns:s='urn:svg' a='b' xml:lang='en'><s:g/></s:svg>";
        assert!(faults_of_content(&format!("<p s:a='b' xmlns:s='urn:s'>a{svg}b</p>")).is_empty(), "in a text");
        assert_eq!(faults_of_content(svg).len(), 1, "not among the paragraphs");
        let known = "<s:svg xmlns:s='urn:svg'><p><h1/></p></s:svg>";
        assert_eq!(faults_of_content(&format!("<p>{known}</p>")).len(), 1, "what is known again inside is judged");
        let lang = "<p><s:svg xmlns:s='urn:svg' xml:lang='_'/></p>";
        assert_eq!(faults_of_content(lang).len(), 1, "so are attributes of XML itself");
        let instance = "xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:schemaLocation='a b'";
        assert!(faults_of_content(&format!("<p {instance}/>")).is_empty(), "a hint to a validator is no fault");
    }

    #[test]
    fn what_is_not_xml_is_the_only_fault() {
        assert_eq!(nitf(b"<nitf>\n<body>").len(), 1, "not well-formed");
        assert_eq!(nitf(b"").len(), 1, "nothing");
        let all = nitf(b"<nitf><body><body.content><p>&nbsp;\x80</p></body.content></body></nitf>");
        assert_eq!(all.len(), 2, "an entity that nobody declared, a byte that is no UTF-8: {all:?}");
    }
}
