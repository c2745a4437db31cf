//! Walking through an XML file of any size without keeping it: elements with resolved names, their texts, one after
//! the other. Depth, attributes and namespaces are limited, a document type is refused, no entity but the five of XML
//! is known and nothing is fetched.

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

use super::draft::Draft;
use super::{VocabularyError, knowledge_item, quoted, skos};

const MAX_DEPTH: usize = 64;
const MAX_ATTRIBUTES: usize = 64;
const MAX_NAMESPACES: usize = 64;
/// Longest text of one element that is read, bytes.
const MAX_TEXT: usize = 64 * 1024;

/// The namespaces that mean something here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    Rdf,
    Skos,
    Owl,
    /// `NewsML-G2`.
    News,
    Xml,
    /// No namespace: an attribute of its element's own.
    None,
    Other,
}

impl Space {
    fn of(found: &ResolveResult<'_>) -> Self {
        match found {
            ResolveResult::Unbound => Self::None,
            ResolveResult::Unknown(_) => Self::Other,
            ResolveResult::Bound(Namespace(uri)) => match *uri {
                "http://www.w3.org/1999/02/22-rdf-syntax-ns#" => Self::Rdf,
                "http://www.w3.org/2004/02/skos/core#" => Self::Skos,
                "http://www.w3.org/2002/07/owl#" => Self::Owl,
                "http://iptc.org/std/nar/2006-10-01/" => Self::News,
                "http://www.w3.org/XML/1998/namespace" => Self::Xml,
                _ => Self::Other,
            },
        }
    }
}

/// A start tag.
#[derive(Debug)]
pub(super) struct Element {
    pub space: Space,
    pub name: String,
    attributes: Vec<(Space, String, String)>,
    /// Language in scope.
    pub language: String,
}

impl Element {
    pub fn is(&self, space: Space, name: &str) -> bool {
        self.space == space && self.name == name
    }

    pub fn attribute(&self, space: Space, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(of, known, _)| *of == space && known == name);
        found.map(|(_, _, value)| value.as_str())
    }
}

/// What comes next.
#[derive(Debug)]
pub(super) enum Step {
    Open(Element),
    /// The end of an element, with the text that stood directly in it.
    Close(String),
    End,
}

/// An element that is open: its language and its text so far.
#[derive(Default)]
struct Level {
    language: String,
    text: String,
}

pub(super) struct Walker<'a> {
    text: &'a str,
    reader: NsReader<&'a [u8]>,
    open: Vec<Level>,
    /// Where lines were counted to: byte and line.
    counted: (usize, usize),
}

/// Reads SKOS or a knowledge item, whichever the root element says.
///
/// # Errors
/// [`VocabularyError::Form`] for any other root; a fault with its line.
pub(super) fn read(text: &str) -> Result<Draft, VocabularyError> {
    let mut walker = Walker::new(text);
    match walker.step()? {
        Step::Open(root) if root.is(Space::Rdf, "RDF") => skos::read(&mut walker),
        Step::Open(root) if root.is(Space::News, "knowledgeItem") || root.is(Space::News, "conceptItem") => {
            knowledge_item::read(&mut walker)
        }
        Step::Open(root) => Err(VocabularyError::Form { got: format!("the element <{}>", root.name) }),
        Step::Close(_) | Step::End => Err(VocabularyError::Form { got: "no element".to_owned() }),
    }
}

impl<'a> Walker<'a> {
    fn new(text: &'a str) -> Self {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        reader.resolver_mut().set_max_namespace_bindings(MAX_NAMESPACES);
        Self { text, reader, open: Vec::new(), counted: (0, 1) }
    }

    /// Elements that are open.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// The line that was read up to, from 1.
    pub fn line(&mut self) -> usize {
        let at = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX).min(self.text.len());
        let (from, line) = self.counted;
        let read = self.text.as_bytes().get(from..at).unwrap_or_default();
        self.counted = (at.max(from), line + read.split(|byte| *byte == b'\n').count() - 1);
        self.counted.1
    }

    fn fault(&mut self, expected: &str, got: impl Into<String>) -> VocabularyError {
        VocabularyError::fault(format!("line {}", self.line()), expected, got)
    }

    /// The next start or end of an element.
    ///
    /// # Errors
    /// A fault with its line, for what is no XML or beyond the limits.
    pub fn step(&mut self) -> Result<Step, VocabularyError> {
        loop {
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => return Err(self.fault("well-formed XML", error.to_string())),
            };
            match event {
                // Empty elements come as a start and an end.
                Event::Start(start) | Event::Empty(start) => return self.opened(&start).map(Step::Open),
                Event::End(_) => return Ok(Step::Close(self.open.pop().unwrap_or_default().text)),
                Event::Text(text) => self.heard(&text.xml10_content())?,
                Event::CData(text) => self.heard(&text.xml10_content())?,
                Event::GeneralRef(reference) => {
                    let text = self.referred(&reference)?;
                    self.heard(&text)?;
                }
                Event::DocType(_) => return Err(self.fault("no document type", "<!DOCTYPE")),
                Event::Eof if self.open.is_empty() => return Ok(Step::End),
                Event::Eof => return Err(self.fault("the end of every element", "the end of the file")),
                Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
            }
        }
    }

    fn opened(&mut self, start: &BytesStart<'_>) -> Result<Element, VocabularyError> {
        if self.open.len() == MAX_DEPTH {
            return Err(self.fault(&format!("at most {MAX_DEPTH} elements in each other"), "more"));
        }
        let resolver = self.reader.resolver();
        let (space, name) = resolver.resolve_element(start.name());
        let (space, name) = (Space::of(&space), name.into_inner().to_owned());
        let mut attributes = Vec::new();
        for attribute in start.attributes().with_checks(false) {
            if attributes.len() == MAX_ATTRIBUTES {
                return Err(self.fault(&format!("at most {MAX_ATTRIBUTES} attributes"), "more"));
            }
            let read = attribute.map_err(quick_xml::Error::from).and_then(|attribute| {
                let (space, name) = self.reader.resolver().resolve_attribute(attribute.key);
                let value = attribute.normalized_value(XmlVersion::Implicit1_0)?;
                Ok((Space::of(&space), name.into_inner().to_owned(), value.into_owned()))
            });
            match read {
                Ok(attribute) => attributes.push(attribute),
                Err(error) => return Err(self.fault("attributes like name=\"value\"", error.to_string())),
            }
        }
        let outer = self.open.last().map(|level| level.language.clone()).unwrap_or_default();
        let mut element = Element { space, name, attributes, language: outer };
        if let Some(language) = element.attribute(Space::Xml, "lang") {
            element.language = language.trim().to_owned();
        }
        self.open.push(Level { language: element.language.clone(), text: String::new() });
        Ok(element)
    }

    fn heard(&mut self, text: &str) -> Result<(), VocabularyError> {
        let Some(level) = self.open.last_mut() else {
            if text.trim().is_empty() {
                return Ok(());
            }
            return Err(self.fault("elements", quoted(text)));
        };
        // Long runs of blanks stand between elements; they are no text.
        if level.text.is_empty() && text.trim().is_empty() {
            return Ok(());
        }
        if level.text.len() + text.len() > MAX_TEXT {
            return Err(self.fault(&format!("a text of at most {MAX_TEXT} bytes"), "more"));
        }
        level.text.push_str(text);
        Ok(())
    }

    fn referred(&mut self, reference: &BytesRef<'_>) -> Result<String, VocabularyError> {
        match reference.resolve_char_ref() {
            Ok(Some(letter)) => Ok(letter.to_string()),
            Ok(None) => match resolve_xml_entity(reference) {
                Some(text) => Ok(text.to_owned()),
                None => Err(self.fault("an entity of XML itself", format!("&{};", &**reference))),
            },
            Err(error) => Err(self.fault("the number of a character", error.to_string())),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::vocabulary::{Asked, read};

    #[test]
    fn what_attacks_a_reader_is_refused_at_its_line() {
        let rdf = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n";
        let nested = format!("{rdf}{}", "<a>".repeat(200));
        let wide = format!("{rdf}<a {}/>", (0..200).map(|n| format!("a{n}='1' ")).collect::<Vec<_>>().concat());
        let spaces =
            format!("{rdf}<a {}/>", (0..200).map(|n| format!("xmlns:a{n}='u{n}' ")).collect::<Vec<_>>().concat());
        let long = format!("{rdf}<a>{}</a></rdf:RDF>", "x".repeat(70_000));
        let bomb = format!("<!DOCTYPE r [<!ENTITY a \"aaaa\">]>{rdf}<a>&a;</a></rdf:RDF>");
        for (hostile, words) in [
            (bomb.as_str(), "line 1: expected no document type"),
            (&format!("{rdf}<a>&amp;&bomb;</a>"), "line 2: expected an entity of XML itself, got &bomb;"),
            (&nested, "at most 64 elements"),
            (&wide, "at most 64 attributes"),
            (&spaces, "line 2: expected"),
            (&long, "a text of at most"),
            (&format!("{rdf}<a></b>"), "line 2: expected well-formed XML"),
            (rdf, "got the end of the file"),
            ("<html/>", "got the element <html>"),
            ("<", "expected"),
        ] {
            let error = read(hostile.as_bytes(), &Asked::default()).expect_err("it is refused").to_string();
            assert!(error.contains(words), "expected {words:?}, got {error}");
        }
    }
}
