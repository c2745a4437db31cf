//! The fields of an item as one line each, in a style's characters and typography; what is lost on the way is told at
//! its place.

use wirecopy_story::{Body, Byline, ReleaseKind};

use super::set::Setter;
use super::stop;
use crate::clean::{Cleaner, Shape};
use crate::loss::{LossKind, Losses};
use crate::profile::{Profile, Stop};
use crate::{EncodeError, WireItem};

/// An item being set, and what it loses.
#[derive(Debug)]
pub(crate) struct Fields<'f> {
    pub(crate) item: &'f WireItem,
    pub(crate) style: &'f Profile,
    pub(crate) losses: Losses,
    /// The body once it was set: what is read back is held to it.
    pub(crate) parsed: Option<Body>,
}

impl<'f> Fields<'f> {
    pub(crate) fn new(item: &'f WireItem, style: &'f Profile) -> Self {
        Self { item, style, losses: Losses::default(), parsed: None }
    }

    /// One line of a field, as the character set carries it.
    pub(crate) fn field(&mut self, field: &str, text: &str) -> String {
        self.losses.begin_unit();
        let losses = &mut self.losses;
        let cleaned = Cleaner::Plain(self.style).clean(text, Shape::Line, |change| {
            losses.add(change.kind, field.to_owned(), change.range, change.what, change.became);
        });
        let trimmed = cleaned.trim();
        if trimmed.len() != cleaned.len() && !trimmed.is_empty() {
            let what = "Spaces at the ends of a line are not carried";
            self.losses.add(LossKind::Space, field.to_owned(), 0..text.len(), what, "");
        }
        trimmed.to_owned()
    }

    /// Why the message goes out; empty for a new story without a note.
    pub(crate) fn kind(&mut self) -> String {
        let item = self.item;
        let note = self.field("note", &item.note);
        self.style.wording().line(item.kind, &note)
    }

    /// The same where the headline has its tag.
    pub(crate) fn kind_below_tag(&mut self) -> String {
        let item = self.item;
        let note = self.field("note", &item.note);
        self.style.wording().line_below_tag(item.kind, &note)
    }

    /// The headline behind the tag of the release.
    pub(crate) fn tagged_headline(&mut self) -> String {
        let headline = self.headline();
        let item = self.item;
        if headline.is_empty() { headline } else { self.style.wording().tag(item.kind, item.version) + &headline }
    }

    /// What receivers must do; empty where nothing is asked.
    pub(crate) fn advice(&self) -> &'f str {
        self.style.wording().advice(self.item.kind)
    }

    /// Until when receivers must wait; empty without an embargo and in a kill: no time ends that.
    pub(crate) fn embargo(&self) -> String {
        let story = &self.item.story;
        if self.item.kind == ReleaseKind::Kill {
            return String::new();
        }
        let months = self.style.dateline_style(&story.language).months();
        story.embargo.map(|embargo| self.style.embargo_line().print(embargo, months)).unwrap_or_default()
    }

    /// The headline, without the full stop that the house drops.
    pub(crate) fn headline(&mut self) -> String {
        let item = self.item;
        let line = self.field("headline", &item.story.headline);
        self.without_stop("headline", line, self.style.marks().headline_stop)
    }

    /// The lead, without the full stop that the house drops; empty in a kill.
    pub(crate) fn summary(&mut self) -> String {
        let item = self.item;
        if item.kind == ReleaseKind::Kill {
            return String::new();
        }
        let line = self.field("summary", &item.story.summary);
        self.without_stop("summary", line, self.style.marks().summary_stop)
    }

    fn without_stop(&mut self, field: &'static str, line: String, stop: Stop) -> String {
        let Some(kept) = stop::dropped(&line, stop, self.style.marks()) else { return line };
        let typed = if field == "headline" { &self.item.story.headline } else { &self.item.story.summary };
        let end = typed.trim_end().len();
        let what = format!("The full stop at the end of the {field} is dropped");
        let start = typed[..end].char_indices().next_back().map_or(0, |(start, _)| start);
        self.losses.add(LossKind::Stop, field, start..end, what, "");
        kept.to_owned()
    }

    /// The authors as the house prints them; empty without one.
    pub(crate) fn byline(&mut self) -> String {
        let mut authors: Vec<Byline> = self.item.story.byline.clone();
        for (at, author) in authors.iter_mut().enumerate() {
            author.name = self.field(&format!("byline[{at}].name"), &author.name);
            author.role = self.field(&format!("byline[{at}].role"), &author.role);
        }
        self.style.byline(&authors)
    }

    /// The chunks of the body, opened by the dateline; none in a kill. `tune` prepares the setter.
    ///
    /// # Errors
    /// [`EncodeError::Missing`] when nothing is left to print.
    pub(crate) fn body(&mut self, tune: impl FnOnce(&mut Setter<'_>)) -> Result<Vec<String>, EncodeError> {
        let story = &self.item.story;
        if self.item.kind == ReleaseKind::Kill {
            for (field, text) in [("summary", &story.summary), ("body", &story.body)] {
                if !text.is_empty() {
                    self.losses.add(LossKind::Content, field, 0..text.len(), "A kill carries no content", "");
                }
            }
            return Ok(Vec::new());
        }
        let opening = self.dateline();
        let body = story.parsed();
        self.losses.tell_words_alone(&body);
        let mut setter = Setter::new(self.style, &story.body, &story.language, &mut self.losses);
        tune(&mut setter);
        let chunks = setter.chunks(&body.blocks, &opening);
        self.parsed = Some(body);
        let dateline_alone = chunks.len() == 1 && chunks[0].trim() == opening.trim();
        if chunks.is_empty() || dateline_alone {
            return Err(EncodeError::Missing { missing: vec!["body"] });
        }
        Ok(chunks)
    }

    fn dateline(&mut self) -> String {
        let story = &self.item.story;
        let style = self.style.dateline_style(&story.language);
        let printed = style.print(&story.dateline).unwrap_or_default();
        self.losses.begin_unit();
        let (losses, length) = (&mut self.losses, story.dateline.place.len());
        let text = Cleaner::Plain(self.style).clean(&printed.text, Shape::Line, |change| {
            losses.add(change.kind, "dateline.place", 0..length, change.what, change.became);
        });
        if let (Some(date), true) = (story.dateline.date, printed.date.is_empty()) {
            let what = "The date of the dateline is not printed";
            losses.add(LossKind::Date, "dateline.date", 0..date.to_string().len(), what, "");
        }
        for (field, value, shown) in [
            ("region", &story.dateline.region, printed.has_region()),
            ("country", &story.dateline.country, printed.has_country()),
        ] {
            if !value.is_empty() && !shown {
                let what = format!("The {field} of the dateline is not printed");
                losses.add(LossKind::Field, format!("dateline.{field}"), 0..value.len(), what, "");
            }
        }
        text.trim_start().to_owned()
    }
}
