//! The reader's notes, the aliases that the message declares, and how texts and terms are taken from elements.

use std::borrow::Cow;

use wirecopy_story::Term;

use crate::json::shortened;
use crate::newscodes::{self, SCHEMES};
use crate::xhtml::lines::collapsed;
use crate::xml::{Document, Element, Node};
use crate::{DecodeNote, Reading};

/// Notes of one message.
const MAX_NOTES: usize = 200;

/// Aliases of its own that a message may declare for vocabularies that we know.
const MAX_RENAMED: usize = 400;

pub(super) struct Reader<'r> {
    pub(super) reading: &'r Reading<'r>,
    document: &'r Document,
    /// Aliases of the message and the alias by which we know their vocabulary.
    renamed: Vec<(String, String)>,
    notes: Vec<DecodeNote>,
}

impl<'r> Reader<'r> {
    pub(super) fn new(reading: &'r Reading<'r>, document: &'r Document) -> Self {
        Self { reading, document, renamed: Vec::new(), notes: Vec::new() }
    }

    pub(super) fn into_notes(self) -> Vec<DecodeNote> {
        self.notes
    }

    pub(super) fn note(&mut self, element: &Element, what: impl Into<String>) {
        self.note_at(element.offset, what);
    }

    fn note_at(&mut self, offset: usize, what: impl Into<String>) {
        if self.notes.len() < MAX_NOTES {
            self.notes.push(DecodeNote::new(self.document.line(offset), what));
        }
    }

    /// An element with no place in a story: what it says is told.
    pub(super) fn unread(&mut self, element: &Element) {
        let words = name_of(element).unwrap_or_else(|| line_text(element));
        let code = || element.attribute("qcode").or(element.attribute("uri")).unwrap_or_default().to_owned();
        let words = if words.is_empty() { code() } else { words };
        self.note(element, format!("<{}> is not read: {:?}", shortened(&element.name), shortened(&words)));
    }

    /// What the reader of XML could live with.
    pub(super) fn flaws(&mut self) {
        let document = self.document;
        for flaw in &document.flaws {
            self.note_at(flaw.offset, format!("Expected {}, got {}", flaw.expected, flaw.got));
        }
    }

    /// Learns the aliases that the message declares.
    pub(super) fn catalogs<'e>(&mut self, parents: impl Iterator<Item = &'e Element>) {
        let own = self.reading.profile.schemes();
        let known = || own.iter().map(|(alias, uri)| (alias.as_str(), uri.as_str())).chain(SCHEMES.iter().copied());
        let (mut any, mut last) = (false, None);
        for parent in parents {
            last = Some(parent);
            any |= parent.first("catalogRef").is_some();
            for scheme in parent.all("catalog").flat_map(|catalog| catalog.all("scheme")) {
                any = true;
                let (Some(alias), Some(uri)) = (scheme.attribute("alias"), scheme.attribute("uri")) else { continue };
                if known().any(|(name, vocabulary)| name == alias && vocabulary == uri) {
                    continue;
                }
                if let Some((name, _)) = known().find(|(_, vocabulary)| *vocabulary == uri)
                    && self.renamed.len() < MAX_RENAMED
                {
                    self.renamed.push((alias.to_owned(), name.to_owned()));
                } else if known().any(|(name, _)| name == alias) {
                    self.note(scheme, format!("The alias {alias:?} stands for another vocabulary here: {uri:?}"));
                }
            }
        }
        if let Some(item) = last.filter(|_| !any) {
            self.note(item, "No catalog is given: codes are read by the aliases of the IPTC");
        }
    }

    /// A `QCode` by the aliases that we know.
    pub(super) fn qcode<'q>(&self, qcode: &'q str) -> Cow<'q, str> {
        let renamed = qcode.split_once(':').and_then(|(alias, code)| {
            let (_, name) = self.renamed.iter().find(|(from, _)| from == alias)?;
            Some(format!("{name}:{code}"))
        });
        renamed.map_or(Cow::Borrowed(qcode), Cow::Owned)
    }

    /// The `QCode` in an attribute, by the aliases that we know.
    pub(super) fn code<'e>(&self, element: &'e Element, attribute: &str) -> Cow<'e, str> {
        element.attribute(attribute).map_or(Cow::Borrowed(""), |qcode| self.qcode(qcode))
    }

    /// The term of an element by its code, its URI, or a literal like `scheme:code`.
    pub(super) fn term(&self, element: &Element, label: &str) -> Option<Term> {
        let by_code = element.attribute("qcode").and_then(|qcode| Term::parse(&self.qcode(qcode)).ok());
        let by_uri = || {
            let uri = element.attribute("uri")?;
            newscodes::term(uri, self.reading.profile.schemes()).or_else(|| Term::parse(uri).ok())
        };
        let by_literal = || Term::parse(element.attribute("literal")?).ok();
        by_code.or_else(by_uri).or_else(by_literal).map(|term| term.labelled(label))
    }
}

/// The name of a concept, or its literal.
pub(super) fn name_of(element: &Element) -> Option<String> {
    let name = element.first("name").map(line_text);
    name.or_else(|| element.attribute("literal").map(ToOwned::to_owned)).filter(|name| !name.is_empty())
}

/// The text of an element on one line: white space that holds a line end is one space, none stays at the ends.
pub(super) fn line_text(element: &Element) -> String {
    trimmed(&collapsed(&element.text()))
}

/// The text of an element with its line ends: `br` where it has any, else those that are typed.
pub(super) fn block_text(element: &Element) -> String {
    let broken = element.elements().any(|inner| inner.name == "br");
    let mut out = String::new();
    for node in &element.children {
        match node {
            Node::Text(text) if broken => out.push_str(&collapsed(text)),
            Node::Text(text) => out.push_str(text),
            Node::Element(inner) if inner.name == "br" => out.push('\n'),
            Node::Element(inner) => out.push_str(&collapsed(&inner.text())),
        }
    }
    trimmed(&out)
}

fn trimmed(text: &str) -> String {
    text.trim_matches([' ', '\t', '\n', '\r']).to_owned()
}
