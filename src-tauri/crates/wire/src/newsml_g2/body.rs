//! Writes `contentSet`: the body in the markup of the dialect, opened by the printed dateline. Where it travels twice,
//! the escaped HTML stands last: readers that keep only one rendition keep the last.

use wirecopy_story::Body;
use wirecopy_story::count::{Count, count};

use super::encode::Carried;
use crate::moment;
use crate::nitf_body::{self, Opening};
use crate::opening;
use crate::xhtml;
use crate::xml::Writer;

/// The namespace of XHTML.
pub(super) const XHTML: &str = "http://www.w3.org/1999/xhtml";
/// The namespace of NITF 3.6: without it the document would be one of NewsML-G2's own elements.
pub(super) const NITF: &str = "http://iptc.org/std/NITF/2006-10-18/";

pub(super) fn content_set(writer: &mut Writer, carried: &Carried<'_>) {
    let Some(body) = &carried.body else {
        if carried.empty_content {
            writer.open("contentSet").close();
        }
        return;
    };
    let size = count(&body.plain_text(), carried.profile.word_rule());
    writer.open("contentSet");
    match carried.layout {
        "nitf" => document(writer, carried, body, size),
        "html" => inline_data(writer, &html(body, carried), size),
        "xhtml-and-html" => {
            let html = html(body, carried);
            page(writer, carried, &html, size);
            inline_data(writer, &html, size);
        }
        _ => page(writer, carried, &html(body, carried), size),
    }
    writer.close();
}

fn html(body: &Body, carried: &Carried<'_>) -> String {
    let day = carried.item.story.dateline.date.map(|date| date.to_string()).unwrap_or_default();
    let opening = opening::before(body, carried.dateline.as_ref(), carried.profile);
    xhtml::write(body, opening, &day, &carried.profile.marks().insertion)
}

fn page(writer: &mut Writer, carried: &Carried<'_>, html: &str, size: Count) {
    counted(writer.open("inlineXML").attribute("contenttype", "application/xhtml+xml"), size);
    writer.leaf("html").attribute("xmlns", XHTML);
    writer.begin("head").begin("title").text(&carried.item.story.headline).end().end();
    writer.begin("body").markup(html).end();
    writer.end().close();
}

/// A document with no more than headline and text: everything else is said around it. Some readers take nothing but
/// what lies in a `block`.
fn document(writer: &mut Writer, carried: &Carried<'_>, body: &Body, size: Count) {
    let story = &carried.item.story;
    counted(writer.open("inlineXML").attribute("contenttype", "application/nitf+xml"), size);
    writer.open("nitf").attribute("xmlns", NITF).attribute("version", "-//IPTC//DTD NITF 3.6//EN");
    writer.filled("baselang", &story.language);
    writer.open("head").line("title", &story.headline).close();
    writer.open("body");
    writer.open("body.head").open("hedline").line("hl1", &story.headline).close().close();
    writer.open("body.content").open("block");
    let day = story.dateline.date.map(moment::basic_day).unwrap_or_default();
    let insertion = &carried.profile.marks().insertion;
    let dateline = opening::before(body, carried.dateline.as_ref(), carried.profile);
    nitf_body::write(writer, body, &Opening { dateline, day: &day, insertion });
    writer.close().close().close().close().close();
}

fn inline_data(writer: &mut Writer, html: &str, size: Count) {
    counted(writer.leaf("inlineData").attribute("contenttype", "text/html"), size);
    writer.text(html).end();
}

fn counted(element: &mut Writer, size: Count) {
    element.attribute("wordcount", &size.words.to_string());
    element.attribute("charcount", &size.characters.to_string());
}
