//! A document to an item. Our own comes back by its properties and styles; of another the paragraphs, headings, marks,
//! links, lists and tables are read. Insertions that were tracked are kept, deletions are not; what has no place in a
//! story is told.

mod text;

use std::collections::BTreeMap;

use super::package::{Package, refusal};
use crate::paper::{self, Property};
use crate::xml::{self, Element};
use crate::{DecodeError, DecodeNote, Decoded, Reading};

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
    let mut reader = text::Reader {
        styles,
        lists,
        links,
        own: own.is_some(),
        fields: Vec::new(),
        notes: BTreeMap::new(),
        lines: Vec::new(),
    };
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
        Some(item) => paper::own(item, reader.lines, reading),
        None => paper::foreign(reader.lines, reading, &mut notes),
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
