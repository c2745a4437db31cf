//! An item as a page of plain text: the lines of the style's layout, each filled or left out. Fields that the layout
//! does not have are not looked at here: reading the page back tells what it did not carry.

use wirecopy_story::Body;

use super::fields::Fields;
use crate::clean::{Cleaner, Shape};
use crate::profile::{LineEnds, Profile};
use crate::{EncodeError, Loss, WireItem, wrap};

/// A printed page.
pub(crate) struct Page {
    /// Its lines, each with its end.
    pub(crate) text: String,
    /// What was lost in printing.
    pub(crate) losses: Vec<Loss>,
    /// The body that was printed, parsed.
    pub(crate) parsed: Option<Body>,
}

/// Prints `item` by the layout of `style`.
///
/// # Errors
/// [`EncodeError::Missing`] when nothing is left to print of the body.
pub(crate) fn print(item: &WireItem, style: &Profile, ends: LineEnds) -> Result<Page, EncodeError> {
    let mut writer = Writer { fields: Fields::new(item, style), lines: Vec::new() };
    for line in style.layout() {
        if line.is_bare() && line.slots().eq(["body"]) {
            writer.body()?;
        } else {
            let filled = line.render(|slot| Some(writer.value(slot).into()));
            writer.line(filled, line.slots().next().is_none());
        }
    }
    let text = joined(&writer.lines, ends);
    let Fields { losses, parsed, .. } = writer.fields;
    Ok(Page { text, losses: losses.into_list(), parsed })
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
                wrap::wrap_into(&mut out, &wrap::broken(&line, usize::MAX), width, "");
                self.lines.push(out);
            }
        }
    }

    fn value(&mut self, slot: &str) -> String {
        let fields = &mut self.fields;
        let story = &fields.item.story;
        match slot {
            "kind" => fields.kind_below_tag(),
            "advice" => fields.advice().to_owned(),
            "embargo" => fields.embargo(),
            "slug" => fields.field("slug", &story.slug),
            "section" => fields.field("section", &story.section),
            "headline" => fields.tagged_headline(),
            "summary" => fields.summary(),
            "byline" => fields.byline(),
            "sign_off" => fields.field("sign_off", &story.sign_off),
            "ed_note" => fields.field("ed_note", &story.ed_note),
            "keywords" => {
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

    /// A chunk without lines beyond the width: preformatted text and tables know none. A word may still stand out.
    fn folded(&self, chunk: String) -> String {
        let Some(width) = self.fields.style.line_width() else { return chunk };
        let wide = |line: &str| line.chars().count() > width && line.trim().contains(' ');
        if !chunk.split('\n').any(wide) {
            return chunk;
        }
        let mut out = String::with_capacity(chunk.len() + 8);
        for (at, line) in chunk.split('\n').enumerate() {
            if at > 0 {
                out.push('\n');
            }
            if wide(line) {
                wrap::wrap_into(&mut out, &wrap::broken(line, usize::MAX), width, "");
            } else {
                out.push_str(line);
            }
        }
        out
    }

    fn body(&mut self) -> Result<(), EncodeError> {
        for chunk in self.fields.body(|_| {})? {
            let chunk = self.folded(chunk);
            self.lines.push(chunk);
            self.lines.push(String::new());
        }
        Ok(())
    }
}
