//! An item as plain text: the lines of the profile's layout, each filled or left out, in the profile's character set.

use crate::clean::{Cleaner, Shape};
use crate::lines::fields::Fields;
use crate::loss::{LossKind, Losses};
use crate::profile::template::Template;
use crate::profile::{LineEnds, Profile};
use crate::{EncodeError, Encoded, WireItem, wrap};

pub(super) fn encode(item: &WireItem, profile: &Profile) -> Result<Encoded, EncodeError> {
    let mut writer = Writer { fields: Fields::new(item, profile), lines: Vec::new() };
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
    Ok(Encoded { bytes, charset: charset.name().to_owned(), losses: writer.fields.losses.into_list() })
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
    fields: Fields<'w>,
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
        let profile = self.fields.style;
        let line = Cleaner::Plain(profile).clean(&line, Shape::Line, |_| {}).trim().to_owned();
        match profile.line_width() {
            None => self.lines.push(line),
            Some(width) => {
                let mut out = String::with_capacity(line.len() + 8);
                wrap::wrap_into(&mut out, &line, width, "");
                self.lines.push(out);
            }
        }
    }

    fn value(&mut self, slot: &str) -> String {
        let fields = &mut self.fields;
        let story = &fields.item.story;
        match slot {
            "kind" => fields.kind(),
            "advice" => fields.advice().to_owned(),
            "embargo" => fields.embargo(),
            "slug" => fields.field("slug", &story.slug),
            "section" => fields.field("section", &story.section),
            "headline" => fields.headline(),
            "summary" => fields.summary(),
            "byline" => fields.byline(),
            "sign_off" => fields.field("sign_off", &story.sign_off),
            "ed_note" => fields.field("ed_note", &story.ed_note),
            "keywords" => {
                if let Some(at) = story.keywords.iter().position(|word| word.contains(',')) {
                    let (field, length) = (format!("keywords[{at}]"), story.keywords[at].len());
                    let what = "A keyword with a comma reads as two";
                    fields.losses.add(LossKind::Ambiguous, field, 0..length, what, &story.keywords[at]);
                }
                let words = story.keywords.iter().enumerate();
                let words: Vec<_> = words.map(|(at, word)| fields.field(&format!("keywords[{at}]"), word)).collect();
                words.join(", ")
            }
            "rights_holder" => fields.field("rights.holder", &story.rights.holder),
            "rights_notice" => fields.field("rights.notice", &story.rights.notice),
            "rights_usage" => fields.field("rights.usage", &story.rights.usage),
            _ => String::new(),
        }
    }

    fn body(&mut self) -> Result<(), EncodeError> {
        for chunk in self.fields.body(|_| {})? {
            self.lines.push(chunk);
            self.lines.push(String::new());
        }
        Ok(())
    }

    /// Fields that have no line in this layout: one loss each, a list as a whole.
    fn left_out(&mut self) {
        let story = &self.fields.item.story;
        let printed = |slot: &str| self.fields.style.layout().iter().flat_map(Template::slots).any(|one| one == slot);
        for (slot, field, name, value) in [
            ("kind", "note", "note of the release is", &self.fields.item.note),
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
                lose(&mut self.fields.losses, field.to_owned(), name, value);
            }
        }
        self.lose_authors(printed("byline"));
        let text = |text: Option<String>| text.unwrap_or_default();
        if !printed("embargo") {
            lose(
                &mut self.fields.losses,
                "embargo".to_owned(),
                "embargo is",
                &text(story.embargo.map(|one| one.to_string())),
            );
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
            lose(&mut self.fields.losses, field, name, &value);
        }
        for (key, value) in &story.extra {
            let what = format!("`{key}` of the story file is not part of the text");
            self.fields.losses.add(LossKind::Field, key.clone(), 0..value.len(), what, "");
        }
    }

    /// What of the authors is not printed: everything, or addresses and the roles of those without a name.
    fn lose_authors(&mut self, printed: bool) {
        let authors = &self.fields.item.story.byline;
        if !printed && let Some(first) = authors.iter().position(|author| !author.name.is_empty()) {
            lose(&mut self.fields.losses, format!("byline[{first}].name"), "byline is", &authors[first].name);
        }
        for (at, author) in authors.iter().enumerate() {
            if printed && author.name.trim().is_empty() {
                lose(&mut self.fields.losses, format!("byline[{at}].role"), "role of an author is", &author.role);
            }
            lose(&mut self.fields.losses, format!("byline[{at}].email"), "address of an author is", &author.email);
        }
    }
}

fn lose(losses: &mut Losses, field: String, name: &str, value: &str) {
    if !value.is_empty() {
        losses.add(LossKind::Field, field, 0..value.len(), format!("The {name} not part of the text"), "");
    }
}
