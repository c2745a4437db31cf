//! A document to an item. Our own comes back by its properties and styles; of another the paragraphs, headings, marks,
//! links, lists and tables are read. Insertions that were tracked are kept, deletions are not; what has no place in a
//! story is told.

mod text;

use std::collections::BTreeMap;

use wirecopy_story::count;
use wirecopy_story::{Byline, Story};

use super::package::{Package, refusal};
use super::style::BESIDE;
use crate::paper::{self, Paragraph, Part, Property, Run, Shape};
use crate::xml::{self, Element};
use crate::{DecodeError, DecodeNote, Decoded, Reading, WireItem};

/// A headline is no longer than this, words.
const LONGEST_HEADLINE: u32 = 30;

pub(super) fn read(bytes: &[u8], reading: &Reading<'_>) -> Result<Decoded, DecodeError> {
    let mut package = Package::open(bytes)?;
    let mut part = |name: &str| package.part(name)?.map(|bytes| xml::read(&bytes)).transpose();
    let document = part("word/document.xml")?;
    let document = document.ok_or_else(|| refusal("package", "the part word/document.xml", &"none"))?;
    let links = part("word/_rels/document.xml.rels")?.map(|part| targets(&part.root)).unwrap_or_default();
    let styles = part("word/styles.xml")?.map(|part| text::styles(&part.root)).unwrap_or_default();
    let lists = part("word/numbering.xml")?.map(|part| text::lists(&part.root)).unwrap_or_default();
    let custom = part("docProps/custom.xml")?.map(|part| properties(&part.root)).unwrap_or_default();
    let body = document.root.first("body");
    let body = body.ok_or_else(|| refusal("word/document.xml", "a body", &document.root.name))?;
    let own = paper::restored(&custom, reading);
    let mut reader =
        text::Reader { styles, lists, links, own: own.is_some(), notes: BTreeMap::new(), lines: Vec::new() };
    reader.blocks(body);
    let mut notes: Vec<_> = reader
        .notes
        .iter()
        .map(|(what, times)| {
            DecodeNote::new(
                "word/document.xml",
                if *times > 1 { format!("{what} ({times} times)") } else { (*what).to_owned() },
            )
        })
        .collect();
    let item = match own {
        Some(item) => restored(item, reader.lines, reading),
        None => foreign(reader.lines, reading, &mut notes),
    };
    Ok(Decoded { item, notes })
}

fn targets(relations: &Element) -> BTreeMap<String, String> {
    let all = relations.all("Relationship");
    all.filter_map(|one| Some((one.attribute("Id")?.to_owned(), one.attribute("Target")?.to_owned()))).collect()
}

fn properties(custom: &Element) -> Vec<Property> {
    let all = custom.all("property");
    all.filter_map(|one| Some(Property { name: one.attribute("name")?.to_owned(), value: one.text() })).collect()
}

/// A line of the document with the name of its style.
pub(super) struct Line {
    style: String,
    part: Part,
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
    paper::body(&parts, &reading.profile.marks().insertion).to_markdown()
}

/// Our own document: the properties, and the copy as it stands.
fn restored(mut item: WireItem, mut lines: Vec<Line>, reading: &Reading<'_>) -> WireItem {
    lines.retain(|line| !BESIDE.contains(&line.style.as_str()));
    item.story.headline = taken(&mut lines, "title");
    item.story.summary = taken(&mut lines, "subtitle");
    item.story.body = markdown(lines, reading);
    item
}

/// Another's document: what looks like a headline is one.
fn foreign(mut lines: Vec<Line>, reading: &Reading<'_>, notes: &mut Vec<DecodeNote>) -> WireItem {
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
                "word/document.xml",
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
