//! Writes `contentSet`: the body in the markup of the dialect, opened by the printed dateline. Where it travels twice,
//! the escaped HTML stands last: readers that keep only one rendition keep the last.

use wirecopy_story::Body;
use wirecopy_story::count::{Count, count};

use super::encode::Carried;
use crate::xhtml;
use crate::xml::Writer;

/// The namespace of XHTML.
pub(super) const XHTML: &str = "http://www.w3.org/1999/xhtml";

pub(super) fn content_set(writer: &mut Writer, carried: &Carried<'_>) {
    let Some(body) = &carried.body else {
        if carried.empty_content {
            writer.open("contentSet").close();
        }
        return;
    };
    let size = count(&body.plain_text(), carried.profile.word_rule());
    let html = html(body, carried);
    writer.open("contentSet");
    match carried.layout {
        "html" => inline_data(writer, &html, size),
        "xhtml-and-html" => {
            page(writer, carried, &html, size);
            inline_data(writer, &html, size);
        }
        _ => page(writer, carried, &html, size),
    }
    writer.close();
}

fn html(body: &Body, carried: &Carried<'_>) -> String {
    let day = carried.item.story.dateline.date.map(|date| date.to_string()).unwrap_or_default();
    xhtml::write(body, carried.dateline.as_ref(), &day, &carried.profile.marks().insertion)
}

fn page(writer: &mut Writer, carried: &Carried<'_>, html: &str, size: Count) {
    let element = writer.open("inlineXML").attribute("contenttype", "application/xhtml+xml");
    counted(element, size);
    writer.leaf("html").attribute("xmlns", XHTML);
    writer.begin("head").begin("title").text(&carried.item.story.headline).end().end();
    writer.begin("body").markup(html).end();
    writer.end().close();
}

fn inline_data(writer: &mut Writer, html: &str, size: Count) {
    let element = writer.leaf("inlineData").attribute("contenttype", "text/html");
    counted(element, size);
    writer.text(html).end();
}

fn counted(element: &mut Writer, size: Count) {
    element.attribute("wordcount", &size.words.to_string());
    element.attribute("charcount", &size.characters.to_string());
}
