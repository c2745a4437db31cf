//! Genre, subjects and section in `DescriptiveMetadata`: by the standard's own elements, which know codes of IPTC and
//! no labels, and to the letter as properties where those say less than the story does.

use wirecopy_story::{Story, Term};

use super::SECTION;
use crate::newscodes;
use crate::xml::{Element, Writer};

/// Property of a term to the letter, and of the label inside it.
const GENRE: &str = "Genre";
const SUBJECT: &str = "Subject";
const LABEL: &str = "Name";

/// `Genre` and `SubjectCode`, which stand before the places.
pub(super) fn write_codes(writer: &mut Writer, story: &Story) {
    if let Some(genre) = &story.genre {
        let name = if genre.label().is_empty() { genre.code() } else { genre.label() };
        writer.leaf("Genre").attribute("FormalName", name).end();
    }
    for term in story.subjects.iter().filter(|term| matches!(term.scheme(), "medtop" | "subj")) {
        if newscodes::of_eight_digits(term.code()).is_some() {
            writer.open("SubjectCode").leaf("Subject").attribute("FormalName", term.code()).end();
            writer.close();
        }
    }
}

/// The properties, which stand behind the places.
pub(super) fn write_properties(writer: &mut Writer, story: &Story) {
    if !story.section.is_empty() {
        writer.leaf("Property").attribute("FormalName", SECTION).attribute("Value", &story.section).end();
    }
    let genre = story.genre.iter().filter(|genre| genre.scheme() != "genre" || !genre.label().is_empty());
    for term in genre {
        property(writer, GENRE, term);
    }
    let told = |term: &Term| newscodes::of_eight_digits(term.code()).as_ref() == Some(term);
    if !story.subjects.iter().all(told) {
        for term in &story.subjects {
            property(writer, SUBJECT, term);
        }
    }
}

fn property(writer: &mut Writer, name: &str, term: &Term) {
    writer.leaf("Property").attribute("FormalName", name).attribute("Value", &term.qcode());
    if !term.label().is_empty() {
        writer.begin("Property").attribute("FormalName", LABEL).attribute("Value", term.label()).end();
    }
    writer.end();
}

/// Reads all of it; the answer are the elements that could not be read.
pub(super) fn read<'e>(metadata: &'e Element, story: &mut Story) -> Vec<&'e Element> {
    let mut unread = Vec::new();
    let formal = |element: &'e Element| element.attribute("FormalName").unwrap_or("").trim();
    for one in metadata.all("Property") {
        match (formal(one), term(one)) {
            (SECTION, _) if story.section.is_empty() => value(one).clone_into(&mut story.section),
            (GENRE, Some(term)) if story.genre.is_none() => story.genre = Some(term),
            (SUBJECT, Some(term)) => story.subjects.push(term),
            _ => unread.push(one),
        }
    }
    let has_subjects = !story.subjects.is_empty();
    for one in metadata.all("Genre") {
        if story.genre.is_none() {
            story.genre = Term::new("genre", formal(one)).ok();
            if story.genre.is_none() {
                unread.push(one);
            }
        }
    }
    for code in metadata.all("SubjectCode").filter(|_| !has_subjects) {
        // The deepest level says what those above it say, and more.
        let level = ["SubjectDetail", "SubjectMatter", "Subject"].into_iter().find(|name| code.first(name).is_some());
        for one in level.into_iter().flat_map(|name| code.all(name)) {
            match newscodes::of_eight_digits(formal(one)) {
                Some(term) => story.subjects.push(term),
                None => unread.push(one),
            }
        }
    }
    unread
}

fn term(property: &Element) -> Option<Term> {
    let term = Term::parse(value(property)).ok()?;
    let label = property.all("Property").find(|one| one.attribute("FormalName") == Some(LABEL));
    Some(term.labelled(label.map_or("", value)))
}

/// The value of a property.
pub(super) fn value(property: &Element) -> &str {
    property.attribute("Value").unwrap_or("")
}
