//! An item as plain text: the lines of the profile's layout, each filled or left out, in the profile's character set.

use wirecopy_story::ReleaseKind;

use super::blocks::Setter;
use super::stop;
use crate::clean::{Cleaner, Shape};
use crate::loss::{LossKind, Losses};
use crate::profile::template::Template;
use crate::profile::{LineEnds, Profile, Stop};
use crate::{EncodeError, Encoded, WireItem, wrap};

pub(super) fn encode(item: &WireItem, profile: &Profile) -> Result<Encoded, EncodeError> {
    let mut writer = Writer { item, profile, losses: Losses::default(), lines: Vec::new() };
    for line in profile.layout() {
        if line.is_bare() && line.slots().eq(["body"]) {
            writer.body()?;
        } else {
            let filled = line.render(|slot| Some(writer.value(slot).into()));
            writer.line(filled, line.slots().next().is_none());
        }
    }
    writer.left_out();
    let text = joined(&writer.lines, profile.line_ends());
    let charset = profile.charset();
    let bytes = charset
        .encode(&text)
        .map_err(|letter| EncodeError::Charset { charset: charset.name().to_owned(), code: letter.into() })?;
    Ok(Encoded { bytes, charset: charset.name().to_owned(), losses: writer.losses.into_list() })
}

/// Lines with single blank ones between, none at the start, a line end at the end.
fn joined(lines: &[String], ends: LineEnds) -> String {
    let end = match ends {
        LineEnds::Lf => "\n",
        LineEnds::Crlf => "\r\n",
    };
    let mut out = String::new();
    let mut blank = true;
    for line in lines {
        if line.is_empty() && blank {
            continue;
        }
        blank = line.is_empty();
        for one in line.split('\n') {
            out.push_str(one);
            out.push_str(end);
        }
    }
    if blank && out.len() >= 2 * end.len() {
        out.truncate(out.len() - end.len());
    }
    out
}

struct Writer<'w> {
    item: &'w WireItem,
    profile: &'w Profile,
    losses: Losses,
    lines: Vec<String>,
}

impl Writer<'_> {
    /// Adds a line of the layout. Its values are clean; the profile's own words beside them are brought into the
    /// character set here.
    fn line(&mut self, filled: Option<String>, fixed: bool) {
        let Some(line) = filled else { return };
        if line.is_empty() && !fixed {
            return;
        }
        let line = Cleaner::Plain(self.profile).clean(&line, Shape::Line, |_| {}).trim().to_owned();
        match self.profile.line_width() {
            None => self.lines.push(line),
            Some(width) => {
                let mut out = String::with_capacity(line.len() + 8);
                wrap::wrap_into(&mut out, &line, width, "");
                self.lines.push(out);
            }
        }
    }

    fn value(&mut self, slot: &str) -> String {
        let (item, profile) = (self.item, self.profile);
        let story = &item.story;
        let killed = item.kind == ReleaseKind::Kill;
        match slot {
            "kind" => {
                let note = self.field("note", &item.note);
                profile.wording().line(item.kind, &note)
            }
            "advice" => profile.wording().advice(item.kind).to_owned(),
            "embargo" => {
                let months = profile.dateline_style(&story.language).months();
                story.embargo.map(|embargo| profile.embargo_line().print(embargo, months)).unwrap_or_default()
            }
            "slug" => self.field("slug", &story.slug),
            "section" => self.field("section", &story.section),
            "headline" => {
                let line = self.field("headline", &story.headline);
                self.without_stop("headline", line, profile.marks().headline_stop)
            }
            "summary" if killed => String::new(),
            "summary" => {
                let line = self.field("summary", &story.summary);
                self.without_stop("summary", line, profile.marks().summary_stop)
            }
            "byline" => {
                let mut authors = story.byline.clone();
                for (at, author) in authors.iter_mut().enumerate() {
                    author.name = self.field(&format!("byline[{at}].name"), &author.name);
                    author.role = self.field(&format!("byline[{at}].role"), &author.role);
                }
                profile.byline(&authors)
            }
            "sign_off" => self.field("sign_off", &story.sign_off),
            "ed_note" => self.field("ed_note", &story.ed_note),
            "keywords" => {
                if let Some(at) = story.keywords.iter().position(|word| word.contains(',')) {
                    let (field, length) = (format!("keywords[{at}]"), story.keywords[at].len());
                    let what = "A keyword with a comma reads as two";
                    self.losses.add(LossKind::Ambiguous, field, 0..length, what, &story.keywords[at]);
                }
                let words = story.keywords.iter().enumerate();
                let words: Vec<_> = words.map(|(at, word)| self.field(&format!("keywords[{at}]"), word)).collect();
                words.join(", ")
            }
            "rights_holder" => self.field("rights.holder", &story.rights.holder),
            "rights_notice" => self.field("rights.notice", &story.rights.notice),
            "rights_usage" => self.field("rights.usage", &story.rights.usage),
            _ => String::new(),
        }
    }

    /// One line of a field, as the character set carries it.
    fn field(&mut self, field: &str, text: &str) -> String {
        self.losses.begin_unit();
        let losses = &mut self.losses;
        let cleaned = Cleaner::Plain(self.profile).clean(text, Shape::Line, |change| {
            losses.add(change.kind, field.to_owned(), change.range, change.what, change.became);
        });
        let trimmed = cleaned.trim();
        if trimmed.len() != cleaned.len() && !trimmed.is_empty() {
            let what = "Spaces at the ends of a line are not carried";
            self.losses.add(LossKind::Space, field.to_owned(), 0..text.len(), what, "");
        }
        trimmed.to_owned()
    }

    /// The line as headline or lead: without the full stop that the house drops.
    fn without_stop(&mut self, field: &'static str, line: String, stop: Stop) -> String {
        let Some(kept) = stop::dropped(&line, stop, self.profile.marks()) else { return line };
        let typed = if field == "headline" { &self.item.story.headline } else { &self.item.story.summary };
        let end = typed.trim_end().len();
        let what = format!("The full stop at the end of the {field} is dropped");
        let start = typed[..end].char_indices().next_back().map_or(0, |(start, _)| start);
        self.losses.add(LossKind::Stop, field, start..end, what, "");
        kept.to_owned()
    }

    fn body(&mut self) -> Result<(), EncodeError> {
        let story = &self.item.story;
        if self.item.kind == ReleaseKind::Kill {
            for (field, text) in [("summary", &story.summary), ("body", &story.body)] {
                if !text.is_empty() {
                    self.losses.add(LossKind::Content, field, 0..text.len(), "A kill carries no content", "");
                }
            }
            return Ok(());
        }
        let opening = self.dateline();
        let body = story.parsed();
        let mut setter = Setter::new(self.profile, &story.body, &story.language, &mut self.losses);
        let chunks = setter.chunks(&body.blocks, &opening);
        let dateline_alone = chunks.len() == 1 && chunks[0] == opening.trim_end();
        if chunks.is_empty() || dateline_alone {
            return Err(EncodeError::Missing { missing: vec!["body"] });
        }
        for chunk in chunks {
            self.lines.push(chunk);
            self.lines.push(String::new());
        }
        Ok(())
    }

    fn dateline(&mut self) -> String {
        let story = &self.item.story;
        let style = self.profile.dateline_style(&story.language);
        let printed = style.print(&story.dateline).unwrap_or_default();
        self.losses.begin_unit();
        let (losses, length) = (&mut self.losses, story.dateline.place.len());
        let text = Cleaner::Plain(self.profile).clean(&printed.text, Shape::Line, |change| {
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
        text.into_owned()
    }

    /// Fields that have no line in this layout: one loss each, a list as a whole.
    fn left_out(&mut self) {
        let story = &self.item.story;
        let printed = |slot: &str| self.profile.layout().iter().flat_map(Template::slots).any(|one| one == slot);
        for (slot, field, name, value) in [
            ("kind", "note", "note of the release is", &self.item.note),
            ("slug", "slug", "slug is", &story.slug),
            ("section", "section", "section is", &story.section),
            ("summary", "summary", "summary is", &story.summary),
            ("sign_off", "sign_off", "sign-off is", &story.sign_off),
            ("ed_note", "ed_note", "note to editors is", &story.ed_note),
            ("rights_holder", "rights.holder", "holder of the rights is", &story.rights.holder),
            ("rights_notice", "rights.notice", "rights notice is", &story.rights.notice),
            ("rights_usage", "rights.usage", "terms of use are", &story.rights.usage),
            ("", "language", "language is", &story.language),
        ] {
            if !printed(slot) {
                lose(&mut self.losses, field.to_owned(), name, value);
            }
        }
        self.lose_authors(printed("byline"));
        let text = |text: Option<String>| text.unwrap_or_default();
        if !printed("embargo") {
            lose(&mut self.losses, "embargo".to_owned(), "embargo is", &text(story.embargo.map(|one| one.to_string())));
        }
        let first = |field: &str| format!("{field}[0]");
        let keywords = if printed("keywords") { String::new() } else { text(story.keywords.first().cloned()) };
        for (field, name, value) in [
            ("urgency".to_owned(), "urgency is", text(story.urgency.map(|one| one.level().to_string()))),
            ("genre".to_owned(), "genre is", text(story.genre.as_ref().map(wirecopy_story::Term::qcode))),
            (first("subjects"), "subjects are", text(story.subjects.first().map(wirecopy_story::Term::qcode))),
            (first("places"), "places are", text(story.places.first().map(|one| one.name.clone()))),
            (first("keywords"), "keywords are", keywords),
            (first("links"), "ties to other items are", text(story.links.first().map(|one| one.guid.clone()))),
        ] {
            lose(&mut self.losses, field, name, &value);
        }
        for (key, value) in &story.extra {
            let what = format!("`{key}` of the story file is not part of the text");
            self.losses.add(LossKind::Field, key.clone(), 0..value.len(), what, "");
        }
    }

    /// What of the authors is not printed: everything, or addresses and the roles of those without a name.
    fn lose_authors(&mut self, printed: bool) {
        let authors = &self.item.story.byline;
        if !printed && let Some(first) = authors.iter().position(|author| !author.name.is_empty()) {
            lose(&mut self.losses, format!("byline[{first}].name"), "byline is", &authors[first].name);
        }
        for (at, author) in authors.iter().enumerate() {
            if printed && author.name.trim().is_empty() {
                lose(&mut self.losses, format!("byline[{at}].role"), "role of an author is", &author.role);
            }
            lose(&mut self.losses, format!("byline[{at}].email"), "address of an author is", &author.email);
        }
    }
}

fn lose(losses: &mut Losses, field: String, name: &str, value: &str) {
    if !value.is_empty() {
        losses.add(LossKind::Field, field, 0..value.len(), format!("The {name} not part of the text"), "");
    }
}
