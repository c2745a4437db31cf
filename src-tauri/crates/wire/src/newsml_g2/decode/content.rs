//! The text of a message: the rendition that keeps most of it. Renditions in another markup are the same text once more.

use jiff::civil::Date;
use wirecopy_story::{BlockKind, Body, Dateline, Inline, InlineKind, Story};

use super::reader::{Reader, line_text};
use crate::json::shortened;
use crate::xml::Element;
use crate::{nitf_body, opening as opened, xhtml};

/// A rendition, the least faithful first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Markup {
    Plain,
    Nitf,
    Html,
    Xhtml,
}

/// Words of a dateline that the text sets off, and its date.
type Printed = (String, Option<Date>);

impl Reader<'_> {
    pub(super) fn content(&mut self, set: &Element, item: &Element, story: &mut Story) {
        let renditions: Vec<_> = set.elements().filter_map(|one| Some((markup(one)?, one))).collect();
        let best = renditions.iter().max_by_key(|(markup, one)| (*markup, std::cmp::Reverse(one.offset)));
        let opening = item.at(&["contentMeta", "dateline"]).map(line_text).unwrap_or_default();
        let mut printed = None;
        if let Some((markup, element)) = best {
            printed = self.text(*markup, element, &opening, story);
        }
        for element in set.elements() {
            let same = best.is_some_and(|(_, chosen)| std::ptr::eq(*chosen, element));
            let other_markup = self::markup(element).is_some_and(|one| best.is_some_and(|(markup, _)| one != *markup));
            if !same && !other_markup {
                let kind = element.attribute("contenttype").unwrap_or_default();
                self.note(element, format!("<{}> is not read: {:?}", shortened(&element.name), shortened(kind)));
            }
        }
        self.printed_dateline(item, printed, story);
    }

    /// The body; the answer is the dateline that it sets off. One that only opens the words is taken off: it would be
    /// printed twice.
    fn text(&mut self, markup: Markup, element: &Element, opening: &str, story: &mut Story) -> Option<Printed> {
        let mut read = match markup {
            Markup::Plain => {
                let text = element.text();
                let text = without(text.trim_start(), opening);
                story.body = crate::lines::copy::body_of(text, self.reading.profile);
                for what in opened::take_from_words(story, self.reading) {
                    self.note(element, what);
                }
                return None;
            }
            Markup::Html => xhtml::read(&element.text()),
            Markup::Xhtml => {
                let page = element.elements().next()?;
                xhtml::read(&xhtml::from_tree(page.first("body").unwrap_or(page)))
            }
            Markup::Nitf => {
                let body = element.at(&["nitf", "body"])?;
                nitf_body::read(body.all("body.content"))
            }
        };
        for what in read.notes {
            self.note(element, what);
        }
        if read.dateline.is_none() && !strip(&mut read.body, opening) {
            for what in opened::take(&mut read.body, story, self.reading) {
                self.note(element, what);
            }
        }
        story.body = read.body.into_markdown();
        read.dateline.map(|text| (text, read.date))
    }

    /// What the printed dateline says where the message has no `located`: the one of `contentMeta`, else the body's.
    pub(super) fn printed_dateline(&mut self, item: &Element, body: Option<Printed>, story: &mut Story) {
        let element = item.at(&["contentMeta", "dateline"]);
        let printed = element.map(line_text).filter(|text| !text.is_empty());
        let (text, date) = match (printed, body) {
            (Some(text), body) => (text, body.and_then(|(_, date)| date)),
            (None, Some((text, date))) if !text.trim().is_empty() => (text.trim().to_owned(), date),
            // One that says nothing keeps the words behind it from being taken for one.
            (None, _) => return,
        };
        let line = &mut story.dateline;
        if !(line.place.is_empty() && line.region.is_empty() && line.country.is_empty()) {
            line.date = line.date.or(date);
            return;
        }
        match opened::alone(&text, self.reading).map(|read| read.dateline) {
            Some(read) => *line = Dateline { date: line.date.or(date).or(read.date), ..read },
            None => self.note(element.unwrap_or(item), format!("The dateline {:?} is not read", shortened(&text))),
        }
    }
}

/// Bullets and a byline may stand above the paragraph that the dateline opens.
const ABOVE: usize = 6;

/// Takes the told dateline off the paragraph that it opens; whether it was there.
fn strip(body: &mut Body, opening: &str) -> bool {
    for block in body.blocks.iter_mut().take(ABOVE) {
        let BlockKind::Paragraph(line) = &mut block.kind else { continue };
        let Some(Inline { kind: InlineKind::Text(words), .. }) = line.first_mut() else { continue };
        let rest = without(words, opening);
        if rest.len() < words.len() {
            *words = rest.to_owned();
            return true;
        }
    }
    false
}

/// Words without the dateline that opens them and the dash behind it.
fn without<'w>(words: &'w str, opening: &str) -> &'w str {
    let rest = words.strip_prefix(opening).filter(|_| !opening.is_empty());
    rest.map_or(words, |rest| rest.trim_start_matches([' ', '\u{A0}', '-', '–', '—']))
}

/// The markup of a rendition; `None` for what is no text in this message.
fn markup(element: &Element) -> Option<Markup> {
    let kind = element.attribute("contenttype").unwrap_or_default().to_ascii_lowercase();
    match element.name.as_str() {
        "inlineXML" if element.at(&["nitf", "body"]).is_some() => Some(Markup::Nitf),
        "inlineXML" => element.elements().next().map(|_| Markup::Xhtml),
        "inlineData" if element.attribute("encoding").is_some() => None,
        "inlineData" if kind.contains("html") => Some(Markup::Html),
        "inlineData" if kind.is_empty() && element.text().trim_start().starts_with('<') => Some(Markup::Html),
        "inlineData" if kind.is_empty() || kind.starts_with("text/") => Some(Markup::Plain),
        _ => None,
    }
}
