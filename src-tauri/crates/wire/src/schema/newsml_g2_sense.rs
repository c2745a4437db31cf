//! What NewsML-G2 asks beyond its schema: the words of `standard`, `conformance` and `pubStatus`, a first version that is
//! not younger than this one, and inline text that is what its content type says. Of XHTML only the frame is judged
//! (`html`, `head`, `title`, `body`): its inside has no rules in NewsML-G2.

use jiff::Timestamp;

use super::datatype::SPACE;
use super::judge::{MAX_FAULTS, place};
use super::{newsml_g2, nitf};
use crate::Fault;
use crate::json::shortened;
use crate::xml::{Document, Element};

const XHTML: &str = "http://www.w3.org/1999/xhtml";
const STATUSES: [&str; 3] = ["usable", "withheld", "canceled"];

/// Faults of every item of the message.
pub(super) fn faults(document: &Document) -> Vec<Fault> {
    let mut sense = Sense { document, path: Vec::new(), faults: Vec::new() };
    let root = &document.root;
    sense.inside(root, |sense| {
        if root.name == "newsMessage" {
            for set in root.all("itemSet") {
                sense.inside(set, |sense| {
                    for item in set.elements().filter(|item| *item.space == *newsml_g2::SPACE) {
                        sense.inside(item, |sense| sense.item(item));
                    }
                });
            }
        } else {
            sense.item(root);
        }
    });
    sense.faults
}

struct Sense<'d> {
    document: &'d Document,
    path: Vec<&'d str>,
    faults: Vec<Fault>,
}

impl<'d> Sense<'d> {
    fn inside(&mut self, element: &'d Element, work: impl FnOnce(&mut Self)) {
        self.path.push(&element.name);
        work(self);
        self.path.pop();
    }

    /// A fault of what is at the end of the path, or of one of its attributes (`/@guid`).
    fn fault(&mut self, at: (&Element, &str), expected: impl Into<String>, got: &str) {
        if self.faults.len() >= MAX_FAULTS {
            return;
        }
        let (element, attribute) = at;
        let place = place(self.document, element, &self.path) + attribute;
        self.faults.push(Fault::new(place, expected, got));
    }

    fn item(&mut self, item: &'d Element) {
        if let Some(standard) = item.attribute("standard").filter(|standard| *standard != "NewsML-G2") {
            self.fault((item, "/@standard"), "\"NewsML-G2\"", &quoted(standard));
        }
        let level = item.attribute("conformance").filter(|level| !matches!(*level, "core" | "power"));
        if let Some(level) = level {
            self.fault((item, "/@conformance"), "one of core, power", &quoted(level));
        }
        for meta in item.all("itemMeta") {
            self.inside(meta, |sense| sense.meta(meta));
        }
        for set in item.all("contentSet") {
            self.inside(set, |sense| {
                for inline in set.all("inlineXML") {
                    sense.inside(inline, |sense| sense.inline(inline));
                }
            });
        }
    }

    fn meta(&mut self, meta: &'d Element) {
        if let Some(status) = meta.first("pubStatus") {
            let (name, code) = match (status.attribute("qcode"), status.attribute("uri")) {
                (Some(qcode), _) => ("/@qcode", qcode.strip_prefix("stat:")),
                (None, uri) => ("/@uri", uri.and_then(|uri| uri.split_once("/pubstatusg2/")).map(|(_, code)| code)),
            };
            // What is no code at all is the schema's business.
            let is_wrong = |code: &&str| !STATUSES.contains(code) && !code.is_empty() && !code.contains(SPACE);
            if let Some(code) = code.filter(is_wrong) {
                self.inside(status, |sense| {
                    sense.fault((status, name), format!("one of {}", STATUSES.join(", ")), &quoted(code));
                });
            }
        }
        let moment = |name: &str| meta.first(name).and_then(|one| one.text().trim().parse::<Timestamp>().ok());
        let (first, version) = (moment("firstCreated"), moment("versionCreated"));
        if let (Some(first), Some(version), Some(element)) = (first, version, meta.first("firstCreated"))
            && first > version
        {
            self.inside(element, |sense| {
                sense.fault((element, ""), format!("{version} (versionCreated) or earlier"), &first.to_string());
            });
        }
    }

    /// The text inside, by the content type that is named.
    fn inline(&mut self, inline: &'d Element) {
        let content_type = inline.attribute("contenttype").unwrap_or_default();
        let Some(root) = inline.elements().next() else { return };
        if content_type.contains("nitf") {
            let is_nitf = root.name == "nitf" && *root.space == *nitf::SPACE;
            // With its namespace the schema's walk has judged it already.
            if !is_nitf && self.faults.len() < MAX_FAULTS {
                self.faults.extend(nitf::faults(self.document, root, &self.path));
            }
        } else if content_type.contains("html") {
            self.inside(root, |sense| sense.page(root));
        }
    }

    fn page(&mut self, root: &'d Element) {
        let is = |element: &Element, name: &str| element.name == name && *element.space == *XHTML;
        if !is(root, "html") {
            let got = format!("<{}> of {:?}", shortened(&root.name), shortened(&root.space));
            return self.fault((root, ""), format!("<html> of {XHTML:?}"), &got);
        }
        let mut parts = root.elements().peekable();
        if let Some(head) = parts.next_if(|part| is(part, "head"))
            && head.elements().filter(|part| is(part, "title")).count() > 1
        {
            self.inside(head, |sense| sense.fault((head, ""), "one <title>", "more"));
        }
        let body = parts.next();
        match body {
            Some(body) if is(body, "body") => {}
            Some(other) => self.fault((other, ""), "<body>", &format!("<{}>", shortened(&other.name))),
            None => self.fault((root, ""), "<body>", "the end of <html>"),
        }
        if let Some(more) = parts.next() {
            self.fault((more, ""), "the end of <html>", &format!("<{}>", shortened(&more.name)));
        }
    }
}

fn quoted(text: &str) -> String {
    format!("{:?}", shortened(text))
}

#[cfg(test)]
mod tests {
    use crate::schema::newsml_g2;

    fn faults(change: &str, to: &str) -> Vec<String> {
        let item = "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='g' standard='NewsML-G2' \
                    standardversion='2.35' conformance='power'><itemMeta><itemClass qcode='ninat:text'/><provider/>\
                    <versionCreated>2026-12-20T14:15:00+01:00</versionCreated>\
                    <firstCreated>2026-12-20T13:15:00Z</firstCreated><pubStatus qcode='stat:usable'/></itemMeta>\
                    <contentSet><inlineXML contenttype='application/xhtml+xml'>\
                    <html xmlns='http://www.w3.org/1999/xhtml'><head><title>T</title></head><body><p/></body></html>\
                    </inlineXML></contentSet></newsItem>";
        assert!(item.contains(change), "the item has it: {change}");
        newsml_g2(item.replacen(change, to, 1).as_bytes()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn words_that_the_schema_leaves_open_are_those_of_the_standard() {
        assert!(faults("T", "T").is_empty(), "{:?}", faults("T", "T"));
        for (change, to, expected) in [
            ("='NewsML-G2'", "='NITF'", "line 1, newsItem/@standard: expected \"NewsML-G2\", got \"NITF\""),
            ("power", "full", "line 1, newsItem/@conformance: expected one of core, power, got \"full\""),
            (
                "stat:usable",
                "stat:killed",
                "line 1, newsItem/itemMeta/pubStatus/@qcode: expected one of usable, withheld, canceled, got \"killed\"",
            ),
            (
                "qcode='stat:usable'",
                "uri='http://cv.iptc.org/newscodes/pubstatusg2/gone'",
                "line 1, newsItem/itemMeta/pubStatus/@uri: expected one of usable, withheld, canceled, got \"gone\"",
            ),
        ] {
            assert_eq!(faults(change, to), [expected], "{to}");
        }
        assert!(faults("stat:usable", "own:embargoed").is_empty(), "a vocabulary of the agency's own");
    }

    #[test]
    fn the_first_version_is_not_younger_than_this_one() {
        assert_eq!(
            faults("13:15:00Z", "13:15:01Z"),
            ["line 1, newsItem/itemMeta/firstCreated: expected 2026-12-20T13:15:00Z (versionCreated) or earlier, got \
                 2026-12-20T13:15:01Z"]
        );
        assert!(faults("13:15:00Z", "13:15:01").is_empty(), "without a zone nobody knows");
    }

    #[test]
    fn inline_text_is_what_its_content_type_says() {
        assert_eq!(faults("<body><p/></body>", "").len(), 1, "a page without a body");
        assert_eq!(faults("</head>", "</head><p/>").len(), 2, "something before the body, and then the body too much");
        assert_eq!(faults(" xmlns='http://www.w3.org/1999/xhtml'", "").len(), 1, "an html that is not XHTML's");
        assert_eq!(faults("xhtml+xml'", "nitf+xml'").len(), 1, "a page is no NITF");
        let page = "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>T</title></head><body><p/></body></html>";
        let nitf = "<nitf xmlns=''><body><body.content><h1/></body.content></body></nitf>";
        assert_eq!(faults(page, nitf).len(), 1, "NITF is no page");
        assert!(faults(page, "<p/>")[0].contains("inlineXML/p: expected <html>"), "{:?}", faults(page, "<p/>"));
    }

    #[test]
    fn nitf_inside_an_item_is_judged_with_its_place() {
        let item = |space: &str| {
            format!(
                "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='g' standard='NewsML-G2' \
                 standardversion='2.35'><itemMeta><itemClass/><provider/><versionCreated>2026-12-20T14:15:00Z\
                 </versionCreated></itemMeta><contentSet><inlineXML contenttype='application/nitf+xml'>\
                 <nitf xmlns='{space}'><body><body.content><h1/></body.content></body></nitf></inlineXML></contentSet>\
                 </newsItem>"
            )
        };
        for space in ["http://iptc.org/std/NITF/2006-10-18/", ""] {
            let all = newsml_g2(item(space).as_bytes());
            assert_eq!(all.len(), 1, "{space:?}: {all:?}");
            assert_eq!(all[0].place, "line 1, newsItem/contentSet/inlineXML/nitf/body/body.content/h1", "{space:?}");
        }
        let lost = newsml_g2(item("http://iptc.org/std/nar/2006-10-01/").as_bytes());
        assert_eq!(lost.len(), 1, "it has taken the namespace of the item: {lost:?}");
    }
}
