//! NewsML-G2 2.35: its table, that of ODRL for rights, and a message held against them. Text inside an item is judged
//! too: NITF by its own table, other XML as `newsml_g2_sense` says.

use std::sync::LazyLock;

use super::grammar::Table;
use super::judge::{Bare, Rules, judge};
use super::nitf;
use crate::Fault;
use crate::json::shortened;
use crate::xml::Document;

/// The namespace of NewsML-G2, all versions.
pub(super) const SPACE: &str = "http://iptc.org/std/nar/2006-10-01/";

/// What a message may be.
pub(super) const ROOTS: [&str; 7] =
    ["newsItem", "newsMessage", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"];

pub(super) static TABLE: LazyLock<Table> =
    LazyLock::new(|| Table::read(SPACE, include_str!("newsml_g2.rules")).expect("a test reads the table"));

pub(super) static ODRL: LazyLock<Table> = LazyLock::new(|| {
    Table::read("http://www.w3.org/ns/odrl/2/", include_str!("odrl.rules")).expect("a test reads the table")
});

/// Faults by the schema alone.
pub(super) fn faults(document: &Document) -> Vec<Fault> {
    let root = &document.root;
    if *root.space != *SPACE || !ROOTS.contains(&root.name.as_str()) {
        let expected = format!("<newsItem> or <newsMessage> of {SPACE:?}");
        let got = format!("<{}> of {:?}", shortened(&root.name), shortened(&root.space));
        return vec![Fault::new(document.line(root.offset), expected, got)];
    }
    judge(document, root, &Rules { tables: vec![&TABLE, &ODRL, &nitf::TABLE], bare: Bare::Unknown }, &[])
}

#[cfg(test)]
mod tests {
    use super::SPACE;
    use crate::schema::newsml_g2;

    const META: &str = "<itemClass qcode='ninat:text'/><provider uri='urn:p'/>\
                        <versionCreated>2026-12-20T14:15:00Z</versionCreated>";

    fn item(meta: &str, after: &str) -> String {
        format!(
            "<newsItem xmlns='{SPACE}' guid='g' standard='NewsML-G2' standardversion='2.35' conformance='power'>\n\
             <itemMeta>{META}{meta}</itemMeta>\n{after}</newsItem>"
        )
    }

    fn faults(message: &str) -> Vec<String> {
        newsml_g2(message.as_bytes()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_fault_says_where_what_was_expected_and_what_stands_there() {
        assert!(faults(&item("", "")).is_empty(), "the smallest item: {:?}", faults(&item("", "")));
        for (meta, after, expected) in [
            (
                "<pubStatus qcode='stat: usable'/>",
                "",
                "line 2, newsItem/itemMeta/pubStatus/@qcode: expected a QCode like medtop:20000002, got \"stat: usable\"",
            ),
            (
                "<firstCreated>2026-12-20T14:15:00+0100</firstCreated>",
                "",
                "line 2, newsItem/itemMeta/firstCreated: expected a time like 2026-12-20T14:15:00Z, got \
                 \"2026-12-20T14:15:00+0100\"",
            ),
            (
                "",
                "<contentMeta><urgency>0</urgency></contentMeta>",
                "line 3, newsItem/contentMeta/urgency: expected a whole number from 1 to 9, got \"0\"",
            ),
            (
                "",
                "<contentMeta><headline>a<br/></headline></contentMeta>",
                "line 3, newsItem/contentMeta/headline/br: expected <a>, <inline>, <ruby>, <span> or an element of \
                 another namespace, or the end of <headline>, got <br>",
            ),
            (
                "",
                "<contentMeta><dateline><hl1 xmlns='http://iptc.org/std/NITF/2006-10-18/' a='b'/></dateline></contentMeta>",
                "line 3, newsItem/contentMeta/dateline/hl1/@a: expected an attribute of <hl1>, got \"b\"",
            ),
            (
                "",
                "<contentMeta><derived/></contentMeta>",
                "line 3, newsItem/contentMeta/derived: expected <altId>, <audience>, <by>, <contentCreated>, \
                 <contentMetaExtProperty>, <contentModified>, <contributor>, <creator>, <creditline>, <dateline>, \
                 <description>, <digitalSourceType>, one of 13 others or an element of another namespace, or the end \
                 of <contentMeta>, got <derived>",
            ),
        ] {
            assert_eq!(faults(&item(meta, after)), [expected], "{meta}{after}");
        }
    }

    #[test]
    fn a_reference_names_an_id_of_the_message() {
        let good = item("", "").replace("<itemMeta>", "<rightsInfo idrefs=' a  a'/><itemMeta id='a'>");
        assert!(faults(&good).is_empty(), "it comes later: {:?}", faults(&good));
        let bad = good.replace("id='a'", "id='b'");
        assert_eq!(
            faults(&bad),
            ["line 2, newsItem/rightsInfo/@idrefs: expected an id that stands somewhere in the message, got \"a\""],
            "what is missing is told once"
        );
        let many: Vec<String> = (0..100_000).map(|number| format!("a{number}")).collect();
        let faults = faults(&bad.replace(" a  a", &many.join(" ")));
        assert_eq!(faults.len(), 200, "a list made to hold the judge: no more are told");
    }

    #[test]
    fn a_message_holds_items_and_what_is_not_known_among_them() {
        let message = format!(
            "<newsMessage xmlns='{SPACE}'><header><sent>2026-12-20T14:15:00Z</sent></header><itemSet>{}<newItem a='b'/>\
             </itemSet></newsMessage>",
            item("<embargoed>soon</embargoed>", "")
        );
        let all = faults(&message);
        assert_eq!(all.len(), 1, "the item is judged, what is unknown is let through: {all:?}");
        assert!(all[0].starts_with("line 2, newsMessage/itemSet/newsItem/itemMeta/embargoed: "), "{all:?}");
        let empty = format!("<newsMessage xmlns='{SPACE}'><itemSet/></newsMessage>");
        assert_eq!(
            faults(&empty),
            [
                "line 1, newsMessage/itemSet: expected <header>, got <itemSet>",
                "line 1, newsMessage/itemSet: expected an element of the standard, got the end of <itemSet>"
            ]
        );
        assert_eq!(faults("<newsItem/>").len(), 1, "an item without the namespace is none");
    }
}
