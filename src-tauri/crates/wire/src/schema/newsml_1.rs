//! NewsML 1.2: its table, and a message held against it; the NITF inside is held against the table of NITF. The DTD
//! types nothing but identifiers, so the words and times that a receiver acts on are judged here.

use std::sync::LazyLock;

use super::grammar::Table;
use super::judge::{Bare, Rules, judge};
use crate::json::shortened;
use crate::xml::{Document, Element};
use crate::{Fault, moment};

static TABLE: LazyLock<Table> =
    LazyLock::new(|| Table::read("", include_str!("newsml_1.rules")).expect("a test reads the table"));

/// Statuses of the IPTC vocabulary.
const STATUSES: &[&str] = &["Usable", "Embargoed", "Withheld", "Canceled"];

/// Faults of a message, whose root must be `NewsML`.
pub(super) fn faults(document: &Document) -> Vec<Fault> {
    let root = &document.root;
    if root.name != "NewsML" || !root.space.is_empty() {
        let got = format!("<{}> of {:?}", shortened(&root.name), shortened(&root.space));
        return vec![Fault::new(document.line(root.offset), "<NewsML> without namespace", got)];
    }
    let mut faults = judge(document, root, &Rules { tables: vec![&TABLE], bare: Bare::Own }, &[]);
    sense(document, root, &mut faults);
    faults
}

/// What the table cannot say, of `element` and all inside it.
fn sense(document: &Document, element: &Element, faults: &mut Vec<Fault>) {
    let mut fault = |expected: &str, got: &str| {
        faults.push(Fault::new(document.line(element.offset), expected, format!("{:?}", shortened(got))));
    };
    match element.name.as_str() {
        "DataContent" => {
            for nitf in element.all("nitf") {
                faults.extend(super::nitf::faults(document, nitf, &["DataContent"]));
            }
            return;
        }
        "Status" | "FutureStatus" => {
            let word = element.attribute("FormalName").unwrap_or("");
            if !STATUSES.iter().any(|status| status.eq_ignore_ascii_case(word)) {
                fault("a status: Usable, Embargoed, Withheld or Canceled", word);
            }
        }
        "Urgency" | "Priority" => {
            let word = element.attribute("FormalName").unwrap_or("");
            if !matches!(word.trim().parse(), Ok(1..=9u8)) {
                fault("a level from 1 to 9", word);
            }
        }
        "DateId" => {
            let text = element.text();
            let text = text.trim();
            if text.len() != 8 || moment::read(text).is_none() {
                fault("a day like 20261123", text);
            }
        }
        "FirstCreated" | "ThisRevisionCreated" | "DateAndTime" | "DateLineDate" => {
            let text = element.text();
            if moment::read(&text).is_none() {
                fault("a time like 20261123T091500+0000", &text);
            }
        }
        _ => {}
    }
    for child in element.elements() {
        sense(document, child, faults);
    }
}

#[cfg(test)]
mod tests {
    const MESSAGE: &str = "<NewsML Version=\"1.2\"><NewsEnvelope><DateAndTime>20261123T091500+0000</DateAndTime></NewsEnvelope>\
         <NewsItem><Identification><NewsIdentifier><ProviderId>x.example</ProviderId><DateId>20261123</DateId>\
         <NewsItemId>1</NewsItemId><RevisionId PreviousRevision=\"0\" Update=\"N\">1</RevisionId>\
         <PublicIdentifier>urn:newsml:x.example:20261123:1:1N</PublicIdentifier></NewsIdentifier></Identification>\
         <NewsManagement><NewsItemType FormalName=\"News\"/><FirstCreated>20261123T091500Z</FirstCreated>\
         <ThisRevisionCreated>20261123T091500Z</ThisRevisionCreated><Status FormalName=\"Usable\"/></NewsManagement>\
         <NewsComponent><NewsLines><HeadLine>H</HeadLine></NewsLines><ContentItem><DataContent><nitf><body/></nitf>\
         </DataContent></ContentItem></NewsComponent></NewsItem></NewsML>";

    fn faults(message: &str) -> Vec<String> {
        crate::schema::newsml_1(message.as_bytes()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_message_of_all_that_must_be_there_is_valid() {
        assert_eq!(faults(MESSAGE), [] as [String; 0]);
    }

    #[test]
    fn each_broken_rule_is_named() {
        for (from, to, expected) in [
            ("NewsML ", "newsml ", "well-formed"),
            (" Version=\"1.2\"", " xmlns=\"urn:x\"", "without namespace"),
            ("<DateId>20261123</DateId>", "", "DateId"),
            (" Update=\"N\"", "", "Update"),
            ("\"Usable\"", "\"Fine\"", "a status"),
            ("<DateId>20261123</DateId>", "<DateId>today</DateId>", "a day"),
            ("<FirstCreated>20261123T091500Z<", "<FirstCreated>then<", "a time"),
            ("<nitf><body/></nitf>", "<nitf><p/></nitf>", "body"),
            ("<NewsLines>", "<NewsLines>words", "no text"),
            ("<HeadLine>H</HeadLine>", "<Headline>H</Headline>", "HeadLine"),
            ("<NewsItemType FormalName=\"News\"/>", "<NewsItemType/>", "FormalName"),
        ] {
            assert!(MESSAGE.contains(from), "the case {from} still stands in the message");
            let told = faults(&MESSAGE.replacen(from, to, 1)).join("; ");
            assert!(told.contains(expected), "{from} -> {to}: {told}");
        }
    }
}
