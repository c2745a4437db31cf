//! Lines of a document to an item: our own by its properties and the names of its styles, another's by what looks like
//! a headline, a byline, a dateline.

use wirecopy_story::{Byline, Story, count};

use super::{Paragraph, Part, Run, Shape, body};
use crate::{DecodeNote, Reading, WireItem};

/// A headline is no longer than this, words.
const LONGEST_HEADLINE: u32 = 30;

/// Styles of lines that stand beside the copy: what they say is in the properties.
const BESIDE: &[&str] = &["notice", "embargo", "section", "byline", "sign-off", "copyright"];

/// A line of the document with the name of its style.
#[derive(Debug)]
pub(crate) struct Line {
    /// In small letters.
    pub(crate) style: String,
    pub(crate) part: Part,
}

impl Line {
    fn words(&self) -> String {
        match &self.part {
            Part::Paragraph(paragraph) => paragraph.runs.iter().map(|run| run.text.as_str()).collect(),
            Part::Table(_) => String::new(),
        }
    }

    fn is_empty(&self) -> bool {
        matches!(&self.part, Part::Paragraph(Paragraph { shape: Shape::Plain, .. })) && self.words().trim().is_empty()
    }
}

/// Words of the paragraphs of `style`, taken out.
fn taken(lines: &mut Vec<Line>, style: &str) -> String {
    let words: Vec<_> = lines.iter().filter(|line| line.style == style).map(Line::words).collect();
    lines.retain(|line| line.style != style);
    words.join(" ")
}

fn markdown(lines: Vec<Line>, reading: &Reading<'_>) -> String {
    let parts: Vec<_> = lines.into_iter().map(|line| line.part).collect();
    body(&parts, &reading.profile.marks().insertion).into_markdown()
}

/// Our own document: the properties, and the copy as it stands.
pub(crate) fn own(mut item: WireItem, mut lines: Vec<Line>, reading: &Reading<'_>) -> WireItem {
    lines.retain(|line| !BESIDE.contains(&line.style.as_str()));
    item.story.headline = taken(&mut lines, "title");
    item.story.summary = taken(&mut lines, "subtitle");
    item.story.body = markdown(lines, reading);
    item
}

/// Another's document: what looks like a headline is one.
pub(crate) fn foreign(mut lines: Vec<Line>, reading: &Reading<'_>, notes: &mut Vec<DecodeNote>) -> WireItem {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut story = Story { headline: one_line(&taken(&mut lines, "title")), ..Story::default() };
    story.summary = one_line(&taken(&mut lines, "subtitle"));
    lines.retain(|line| !line.is_empty());
    if story.headline.is_empty() {
        let first = lines.iter().position(|line| line.style == "heading 1").or_else(|| {
            let words = lines.first()?.words();
            let short = count::count(&words, reading.profile.word_rule()).words <= LONGEST_HEADLINE;
            (short && !words.trim_end().ends_with('.')).then_some(0)
        });
        if let Some(at) = first {
            story.headline = one_line(&lines.remove(at).words());
            notes.push(DecodeNote::new(
                "first lines",
                "No paragraph has the style Title; the first that could be one is the headline",
            ));
        }
    }
    if let Some(line) = lines.first() {
        let words = line.words();
        if let Some(authors) = reading.profile.read_byline(words.trim()).filter(|all: &Vec<Byline>| !all.is_empty()) {
            story.byline = authors;
            lines.remove(0);
        }
    }
    dateline(&mut lines, &mut story, reading);
    story.body = markdown(lines, reading);
    WireItem::first(story, "", reading.at)
}

/// A dateline that opens the first paragraph.
fn dateline(lines: &mut [Line], story: &mut Story, reading: &Reading<'_>) {
    let Some(Line { part: Part::Paragraph(Paragraph { runs, .. }), .. }) = lines.first_mut() else { return };
    let Some(Run { text, .. }) = runs.first_mut() else { return };
    let today = reading.today();
    let read = reading.profile.dateline_styles().iter().find_map(|style| style.read(text, today));
    if let Some(read) = read {
        story.dateline = read.dateline;
        text.drain(..read.length);
    }
}
