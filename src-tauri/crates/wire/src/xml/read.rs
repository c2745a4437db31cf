//! From bytes to a tree, within limits: a message that nests deeper, holds more elements or more attributes than any
//! story has is refused, an internal DTD subset too (its entities could grow without end). Other things that real feeds
//! do wrong (8-bit bytes under a UTF-8 declaration, entities of HTML, prefixes without a namespace) are read and noted.

use std::sync::Arc;

use quick_xml::NsReader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{PrefixDeclaration, ResolveResult};
use smol_str::SmolStr;

use super::tree::{Attribute, Document, Element, Flaw, Node};
use crate::DecodeError;
use crate::charset::{Charset, decode_unnamed};
use crate::coded::refuse_too_large;
use crate::json::shortened;
use crate::letters::{Letter, letter};

/// Elements inside each other: a body as deep as any has 32 lists (two elements each) and 32 marks, inside a table's
/// cell, inside an envelope of ten.
const MAX_DEPTH: usize = 160;
/// Elements and texts of a message.
const MAX_NODES: usize = 500_000;
/// Attributes of one element.
const MAX_ATTRIBUTES: usize = 128;
/// Flaws that are told.
const MAX_FLAWS: usize = 200;

/// Reads a message.
///
/// # Errors
/// [`DecodeError`] when it is too large, not well-formed or beyond the limits, with its line.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, DecodeError> {
    refuse_too_large(bytes)?;
    let (text, flaw) = decoded(bytes);
    let lines: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let place = |offset: usize| format!("line {}", lines.partition_point(|first| *first <= offset).max(1));
    let mut builder = Builder {
        open: Vec::new(),
        root: None,
        nodes: 0,
        flaws: flaw.into_iter().collect(),
        none: "".into(),
        spaces: Vec::new(),
    };
    let mut reader = NsReader::from_str(&text);
    reader.config_mut().expand_empty_elements = true;
    loop {
        let offset = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event();
        let fail = |(expected, got): (String, String)| DecodeError::NotThis { place: place(offset), expected, got };
        let done = match event {
            Ok(Event::Eof) => break,
            Ok(event) => builder.event(&event, &reader, offset),
            Err(error) => Err(("well-formed XML".to_owned(), error.to_string())),
        };
        done.map_err(fail)?;
    }
    let end = text.len();
    let missing = |expected: &str, got: &str| DecodeError::NotThis {
        place: place(end),
        expected: expected.to_owned(),
        got: got.to_owned(),
    };
    if let Some(open) = builder.open.last() {
        return Err(missing(&format!("the end of <{}>", shortened(&open.name)), "the end of the message"));
    }
    let root = builder.root.ok_or_else(|| missing("an element", "nothing"))?;
    Ok(Document { root, flaws: builder.flaws, lines })
}

/// The text of the message by its byte order mark, its declaration, or as UTF-8.
fn decoded(bytes: &[u8]) -> (String, Option<Flaw>) {
    let flaw = |expected: String| Some(Flaw { offset: 0, expected, got: "other bytes".to_owned() });
    if let Some(set) = declared(bytes).and_then(|name| Charset::by_name(&name)).filter(|set| !set.is_utf8()) {
        let (text, clean) = set.decode(bytes);
        return (text, if clean { None } else { flaw(format!("bytes of {}", set.name())) });
    }
    let (text, set, clean) = decode_unnamed(bytes, &Charset::default());
    let marked = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    let as_said = clean && (set.is_utf8() || marked || set.name() == "utf-8");
    (text, if as_said { None } else { flaw("bytes of utf-8".to_owned()) })
}

/// The encoding that the XML declaration names.
fn declared(bytes: &[u8]) -> Option<String> {
    let start = &bytes[..bytes.len().min(200)];
    let start = start.strip_prefix(b"<?xml")?;
    let text: String = start.iter().take_while(|byte| **byte != b'>').map(|byte| char::from(*byte)).collect();
    let value = text.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value[1..].split_once(quote).map(|(name, _)| name.to_owned())
}

/// What is wrong: expected and got.
type Wrong = (String, String);

struct Builder {
    open: Vec<Element>,
    root: Option<Element>,
    nodes: usize,
    flaws: Vec<Flaw>,
    /// No namespace.
    none: Arc<str>,
    /// Namespaces met, so that each is kept once.
    spaces: Vec<Arc<str>>,
}

impl Builder {
    fn event(&mut self, event: &Event<'_>, reader: &NsReader<&[u8]>, offset: usize) -> Result<(), Wrong> {
        match event {
            Event::Start(start) | Event::Empty(start) => self.start(start, reader, offset),
            Event::End(_) => {
                if let Some(element) = self.open.pop() {
                    self.put(Node::Element(element));
                }
                Ok(())
            }
            Event::Text(text) => self.text(&text.xml10_content(), offset),
            Event::CData(text) => self.text(&text.xml10_content(), offset),
            Event::GeneralRef(name) => {
                let text = self.entity(name, offset)?;
                self.text(&text, offset)
            }
            Event::DocType(subset) if subset.contains('[') => {
                Err(("no internal DTD subset".to_owned(), "one, which is never followed".to_owned()))
            }
            Event::DocType(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }

    fn start(&mut self, start: &BytesStart<'_>, reader: &NsReader<&[u8]>, offset: usize) -> Result<(), Wrong> {
        self.nodes += 1;
        if self.open.len() >= MAX_DEPTH {
            return Err((format!("at most {MAX_DEPTH} elements inside each other"), "more".to_owned()));
        }
        if self.open.is_empty() && self.root.is_some() {
            return Err(("one root element".to_owned(), "one more".to_owned()));
        }
        let (space, name) = reader.resolver().resolve_element(start.name());
        let space = self.space(&space, offset);
        let name = SmolStr::new(name.into_inner());
        let mut attributes = Vec::new();
        for (at, attribute) in start.attributes().enumerate() {
            if at >= MAX_ATTRIBUTES {
                return Err((
                    format!("at most {MAX_ATTRIBUTES} attributes of <{}>", shortened(&name)),
                    "more".to_owned(),
                ));
            }
            let attribute = attribute.map_err(|error| ("well-formed attributes".to_owned(), error.to_string()))?;
            if matches!(
                attribute.key.as_namespace_binding(),
                Some(PrefixDeclaration::Default | PrefixDeclaration::Named(_))
            ) {
                continue;
            }
            let value = attribute
                .normalized_value_with(quick_xml::XmlVersion::Implicit1_0, 16, named)
                .map_err(|error| ("a value of known entities".to_owned(), error.to_string()))?;
            let (space, name) = reader.resolver().resolve_attribute(attribute.key);
            let value = self.characters(&value, offset).to_owned();
            attributes.push(Attribute {
                space: self.space(&space, offset),
                name: SmolStr::new(name.into_inner()),
                value,
            });
        }
        self.open.push(Element { space, name, attributes, children: Vec::new(), offset });
        self.full()
    }

    fn text(&mut self, text: &str, offset: usize) -> Result<(), Wrong> {
        let Some(open) = self.open.last_mut() else {
            let blank = text.trim_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']).is_empty();
            return if blank {
                Ok(())
            } else {
                Err(("one element around all text".to_owned(), format!("{:?}", shortened(text))))
            };
        };
        if let Some(Node::Text(before)) = open.children.last_mut() {
            before.push_str(text);
        } else {
            self.nodes += 1;
            open.children.push(Node::Text(text.to_owned()));
        }
        self.characters(text, offset);
        self.full()
    }

    fn full(&self) -> Result<(), Wrong> {
        if self.nodes > MAX_NODES {
            return Err((format!("at most {MAX_NODES} elements and texts"), "more".to_owned()));
        }
        Ok(())
    }

    /// The character that an entity stands for.
    fn entity(&mut self, name: &BytesRef<'_>, offset: usize) -> Result<String, Wrong> {
        let expected = || "a reference to a character".to_owned();
        if let Some(letter) = name.resolve_char_ref().map_err(|error| (expected(), error.to_string()))? {
            return Ok(letter.to_string());
        }
        if let Some(text) = quick_xml::escape::resolve_predefined_entity(name) {
            return Ok(text.to_owned());
        }
        self.flaw(offset, "an entity of XML", format!("&{};", shortened(name)));
        Ok(named(name).map_or_else(|| format!("&{};", &**name), ToOwned::to_owned))
    }

    /// Characters that XML does not allow are noted; what becomes of them is the reader's business.
    fn characters<'t>(&mut self, text: &'t str, offset: usize) -> &'t str {
        // None of them is made of other bytes than these.
        let may_be_bad = |byte: u8| (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte >= 0xEF;
        if !text.bytes().any(may_be_bad) {
            return text;
        }
        let bad = text.chars().find(|one| {
            letter(*one) == Letter::Control && !matches!(one, '\u{7F}'..='\u{9F}' | '\u{FDD0}'..='\u{FDEF}')
        });
        if let Some(bad) = bad {
            self.flaw(offset, "characters of XML 1.0", format!("U+{:04X}", u32::from(bad)));
        }
        text
    }

    fn space(&mut self, space: &ResolveResult<'_>, offset: usize) -> Arc<str> {
        let name = match space {
            ResolveResult::Bound(space) => space.into_inner(),
            ResolveResult::Unbound => return Arc::clone(&self.none),
            ResolveResult::Unknown(prefix) => {
                self.flaw(offset, "a prefix with a namespace", format!("{:?}", shortened(prefix)));
                return Arc::clone(&self.none);
            }
        };
        if let Some(known) = self.spaces.iter().find(|known| ***known == *name) {
            return Arc::clone(known);
        }
        let space: Arc<str> = name.into();
        if self.spaces.len() < MAX_ATTRIBUTES {
            self.spaces.push(Arc::clone(&space));
        }
        space
    }

    fn flaw(&mut self, offset: usize, expected: &str, got: String) {
        if self.flaws.len() < MAX_FLAWS {
            self.flaws.push(Flaw { offset, expected: expected.to_owned(), got });
        }
    }

    fn put(&mut self, node: Node) {
        match (self.open.last_mut(), node) {
            (Some(open), node) => open.children.push(node),
            (None, Node::Element(root)) => self.root = Some(root),
            (None, Node::Text(_)) => {}
        }
    }
}

/// Entities of HTML that real feeds write without declaring them, beside XML's own.
fn named(name: &str) -> Option<&'static str> {
    let own = quick_xml::escape::resolve_predefined_entity(name);
    own.or_else(|| {
        Some(match name {
            "nbsp" => "\u{A0}",
            "shy" => "\u{AD}",
            "ndash" => "–",
            "mdash" => "—",
            "lsquo" => "‘",
            "rsquo" => "’",
            "ldquo" => "“",
            "rdquo" => "”",
            "laquo" => "«",
            "raquo" => "»",
            "hellip" => "…",
            "bull" => "•",
            "euro" => "€",
            "pound" => "£",
            "copy" => "©",
            "reg" => "®",
            "deg" => "°",
            _ => return None,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(text: &str) -> Element {
        read(text.as_bytes()).expect("well-formed").root
    }

    fn refusal(text: &str) -> String {
        read(text.as_bytes()).expect_err("it is refused").to_string()
    }

    #[test]
    fn names_have_their_namespace_and_texts_their_entities() {
        let root = root(
            "<?xml version=\"1.0\"?><a xmlns=\"urn:a\" xml:lang=\"ru\"><p:b xmlns:p='urn:b' q='x&#10;y &amp; z'/>1 &lt; <![CDATA[<2>]]>&#x41;</a>",
        );
        assert_eq!((&*root.space, root.name.as_str()), ("urn:a", "a"));
        assert_eq!(root.attribute_in(super::super::XML, "lang"), Some("ru"), "the prefix xml needs no declaration");
        let b = root.first("b").expect("it is there");
        assert_eq!((&*b.space, b.attribute("q")), ("urn:b", Some("x\ny & z")));
        assert_eq!(root.text(), "1 < <2>A");
        assert_eq!(root.children.len(), 2, "one element, one text");
    }

    #[test]
    fn what_is_made_to_hold_the_reader_is_refused() {
        assert!(refusal("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>").contains("DTD"), "entities are not declared");
        assert!(refusal(&"<a>".repeat(1_000_000)).contains("inside each other"), "a million open elements");
        let attributes = (0..10_000).map(|at| format!(" a{at}='1'")).collect::<Vec<_>>().concat();
        assert!(refusal(&format!("<a{attributes}/>")).contains("attributes"), "ten thousand attributes");
        assert!(refusal(&format!("<a>{}</a>", "<b/>".repeat(600_000))).contains("elements"), "600,000 elements");
    }

    #[test]
    fn what_is_not_well_formed_says_where() {
        for (text, expected) in [
            ("<a>\n<b></a>", "line 2: expected well-formed XML"),
            ("<a>\n", "line 2: expected the end of <a>, got the end of the message"),
            ("", "line 1: expected an element, got nothing"),
            ("<a/><b/>", "line 1: expected one root element, got one more"),
            ("words", "line 1: expected one element around all text, got \"words\""),
            ("<a b='1' b='2'/>", "line 1: expected well-formed attributes"),
        ] {
            assert!(refusal(text).starts_with(expected), "{text:?}: {}", refusal(text));
        }
    }

    #[test]
    fn what_a_reader_can_live_with_is_noted() {
        let document = read(b"<a>caf\xE9 &nbsp; &wat; <x:b/></a>").expect("it is read");
        assert_eq!(document.root.text(), "café \u{A0} &wat; ");
        assert_eq!(document.flaws.len(), 4, "bytes, two entities, a prefix: {:?}", document.flaws);
        let latin = read(b"<?xml version='1.0' encoding='iso-8859-1'?><a>caf\xE9</a>").expect("it is read");
        assert_eq!((latin.root.text().as_str(), latin.flaws.len()), ("café", 0), "as it is declared");
        let external = read(b"<!DOCTYPE nitf SYSTEM \"nitf.dtd\"><nitf/>").expect("nothing is fetched");
        assert!(external.flaws.is_empty(), "a document type without a subset is fine");
    }
}
