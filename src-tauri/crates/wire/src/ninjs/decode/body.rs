//! The body of a story out of the best of a message's bodies: marked copy before bare text.

use std::cmp::Reverse;

use jiff::civil::Date;
use wirecopy_story::Story;

use super::Reader;
use super::texts::Text;
use crate::json::shortened;
use crate::ninjs::names;
use crate::{opening, xhtml};

impl Reader<'_> {
    /// The main body as XHTML, else as text.
    pub(super) fn body(&mut self, story: &mut Story) {
        let bodies = self.texts(names::BODY, names::BODY_STEM);
        let rank = |body: &Text<'_>| {
            let plain = body.kind.is_empty() || body.kind.starts_with("text/plain");
            (u8::from(body.is_html()) * 2 + u8::from(plain), body.role == "main")
        };
        let best = bodies.iter().enumerate().max_by_key(|(at, body)| (rank(body), Reverse(*at)));
        let Some((at, chosen)) = best else { return };
        let looks_marked = chosen.kind.is_empty() && chosen.value.trim_start().starts_with('<');
        if chosen.is_html() || looks_marked {
            let mut read = xhtml::read(chosen.value);
            let bare = read.dateline.is_none();
            let taken = if bare { opening::take(&mut read.body, story, self.reading) } else { Vec::new() };
            for what in read.notes.into_iter().chain(taken) {
                self.note(chosen.value_place.as_str(), what);
            }
            story.body = read.body.into_markdown();
            self.dateline(story, read.dateline.as_deref(), read.date, &chosen.value_place);
        } else {
            story.body = crate::lines::copy::body_of(chosen.value, self.reading.profile);
        }
        // The same words once more, as plain text, are no loss.
        for (_, body) in bodies.iter().enumerate().filter(|(other, body)| *other != at && body.role != "plain") {
            self.note(body.place.as_str(), "One more body is not read");
        }
    }

    /// What the dateline in the body says beyond `located`.
    fn dateline(&mut self, story: &mut Story, printed: Option<&str>, date: Option<Date>, place: &str) {
        // One that says nothing keeps the words behind it from being taken for one.
        let Some(printed) = printed.filter(|printed| !printed.trim().is_empty()) else { return };
        story.dateline.date = date;
        if date.is_some() && !story.dateline.place.is_empty() {
            return;
        }
        let today = self.reading.today();
        let mut styles = self.reading.profile.dateline_styles().iter();
        let read = styles.find_map(|style| {
            style.read(&format!("{} ", printed.trim_end()), today).or_else(|| style.read(printed, today))
        });
        match read {
            Some(read) => {
                if story.dateline.place.is_empty() {
                    story.dateline.place = read.dateline.place;
                }
                story.dateline.date = date.or(read.dateline.date);
            }
            None if story.dateline.place.is_empty() => {
                self.note(place, format!("The dateline {:?} is not read", shortened(printed.trim())));
            }
            None => {}
        }
    }
}
