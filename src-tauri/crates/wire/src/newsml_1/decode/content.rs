//! The text of an item: the first component that has one, as NITF, as HTML, as markup that was escaped, or as words.

use wirecopy_story::{Dateline, ReleaseKind, Story};

use super::{Reader, formal};
use crate::json::shortened;
use crate::nitf_body::head::{read_byline, read_dateline};
use crate::nitf_body::{self, words};
use crate::opening;
use crate::xhtml::{self, ReadBody};
use crate::xml::Element;

/// The content of the item.
enum Content<'d> {
    Nitf(&'d Element),
    Html(&'d Element),
    /// Markup that was escaped, or words.
    Text(&'d Element, String),
}

impl<'r> Reader<'r> {
    /// The content of the first component that has text; others are told.
    pub(super) fn content(&mut self, story: &mut Story, kind: ReleaseKind) {
        self.printed_dateline(story);
        let items: Vec<_> = self.components.iter().flat_map(|one| one.all("ContentItem")).collect();
        let mut chosen = None;
        for one in items {
            let content = if chosen.is_none() { content(one) } else { None };
            match content {
                Some(content) => chosen = Some(content),
                None => self.note(one, "A content item is not read"),
            }
        }
        let (place, mut read) = match chosen {
            Some(Content::Nitf(nitf)) => (nitf, self.nitf(nitf, story)),
            Some(Content::Html(html)) => {
                let body = html.first("body").unwrap_or(html);
                (html, nitf_body::read([body]))
            }
            Some(Content::Text(element, text)) if text.trim_start().starts_with('<') => (element, xhtml::read(&text)),
            Some(Content::Text(element, text)) => {
                story.body = crate::lines::copy::body_of(&text, self.reading.profile);
                for what in opening::take_from_words(story, self.reading) {
                    self.note(element, what);
                }
                return;
            }
            None if kind == ReleaseKind::Kill => return,
            None => return self.note(self.item, "The item has no text"),
        };
        for what in std::mem::take(&mut read.notes) {
            self.note(place, what);
        }
        for what in nitf_body::head::settle_dateline(&mut read, story, self.reading) {
            self.note(place, what);
        }
        story.body = read.body.into_markdown();
    }

    /// A dateline that only the lines of the news tell.
    fn printed_dateline(&mut self, story: &mut Story) {
        let mut lines = self.components.iter().flat_map(|one| one.all("NewsLines")).flat_map(|one| one.all("DateLine"));
        let Some(line) = lines.next().filter(|line| story.dateline.place.is_empty() && !words(line).trim().is_empty())
        else {
            return;
        };
        match opening::alone(&words(line), self.reading) {
            Some(read) => {
                let date = story.dateline.date;
                story.dateline = Dateline { date: date.or(read.dateline.date), ..read.dateline };
            }
            None => self.note(line, format!("The dateline {:?} is not read", shortened(words(line).trim()))),
        }
    }

    /// What NITF tells beside its text fills what the lines left empty.
    fn nitf(&mut self, nitf: &'r Element, story: &mut Story) -> ReadBody {
        if let Some(head) = nitf.at(&["body", "body.head"]) {
            let at = |path: &[&str]| head.at(path).map(words).unwrap_or_default();
            if story.headline.is_empty() {
                story.headline = at(&["hedline", "hl1"]);
            }
            if story.summary.is_empty() {
                story.summary = [at(&["abstract", "p"]), at(&["hedline", "hl2"])].concat();
            }
            if story.byline.is_empty() {
                story.byline = head.all("byline").flat_map(|one| read_byline(one, self.reading.profile)).collect();
            }
            if let Some(dateline) = head.first("dateline").filter(|_| story.dateline.place.is_empty()) {
                let date = story.dateline.date;
                story.dateline = read_dateline(dateline);
                story.dateline.date = date.or(story.dateline.date);
            }
        }
        if let Some(tagline) = nitf.at(&["body", "body.end", "tagline"]) {
            story.sign_off = words(tagline);
        }
        let body = nitf.first("body").unwrap_or(nitf);
        if body.first("body.content").is_some() {
            nitf_body::read(body.all("body.content"))
        } else {
            self.note(nitf, "The text has no `body.content`");
            nitf_body::read([body])
        }
    }
}

fn content(item: &Element) -> Option<Content<'_>> {
    let mut data = item.first("DataContent");
    let mut around = item;
    while data.is_none() {
        around = around.first("Encoding")?;
        data = around.first("DataContent");
    }
    let data = data?;
    let kind = item.first("MediaType").map_or("text", formal).to_ascii_lowercase();
    if !matches!(kind.as_str(), "text" | "" | "complexdata") {
        return None;
    }
    if let Some(nitf) = data.first("nitf") {
        return Some(Content::Nitf(nitf));
    }
    if let Some(html) = data.first("html") {
        return Some(Content::Html(html));
    }
    if data.elements().next().is_some() {
        return Some(Content::Html(data));
    }
    let text = data.text();
    (!text.trim().is_empty()).then_some(Content::Text(data, text))
}
