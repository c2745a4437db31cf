//! A body that is well-formed XML of elements that XML and HTML nest alike, as a tree: most of what agencies send, and
//! all that we write. Whatever a browser might mend, move or guess is left to the parser of HTML; `tests` hold that both
//! read the same.

use std::borrow::Cow;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, escape};

use super::tag::{Child, Tag};

/// The longest body that is read as it stands, bytes.
const MAX_LENGTH: usize = 1024 * 1024;

/// Elements inside each other.
const MAX_DEPTH: usize = 64;

/// Attributes of one element.
const MAX_ATTRIBUTES: usize = 16;

/// What an element may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// Words and what stands in a line.
    Line,
    /// Blocks as well.
    Flow,
    Items,
    /// What stands in a table or in a part of it.
    Rows,
    Cells,
    Nothing,
}

/// What an element may stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// In a line or among blocks.
    Line,
    /// Among blocks.
    Flow,
    /// In a list.
    Item,
    /// Among blocks or in a list.
    List,
    /// In a table.
    Row,
    /// In a row.
    Cell,
}

/// Name, what it may stand in, what it may hold.
type Kind = (&'static str, Stands, Holds);

/// Elements that are nested alike.
const KINDS: &[Kind] = &[
    ("p", Stands::Flow, Holds::Line),
    ("em", Stands::Line, Holds::Line),
    ("strong", Stands::Line, Holds::Line),
    ("a", Stands::Line, Holds::Line),
    ("span", Stands::Line, Holds::Line),
    ("br", Stands::Line, Holds::Nothing),
    ("time", Stands::Line, Holds::Line),
    ("b", Stands::Line, Holds::Line),
    ("i", Stands::Line, Holds::Line),
    ("cite", Stands::Line, Holds::Line),
    ("code", Stands::Line, Holds::Line),
    ("sub", Stands::Line, Holds::Line),
    ("sup", Stands::Line, Holds::Line),
    ("img", Stands::Line, Holds::Nothing),
    ("h1", Stands::Flow, Holds::Line),
    ("h2", Stands::Flow, Holds::Line),
    ("h3", Stands::Flow, Holds::Line),
    ("h4", Stands::Flow, Holds::Line),
    ("h5", Stands::Flow, Holds::Line),
    ("h6", Stands::Flow, Holds::Line),
    ("blockquote", Stands::Flow, Holds::Flow),
    ("div", Stands::Flow, Holds::Flow),
    ("section", Stands::Flow, Holds::Flow),
    ("article", Stands::Flow, Holds::Flow),
    ("figure", Stands::Flow, Holds::Flow),
    ("figcaption", Stands::Flow, Holds::Flow),
    ("hr", Stands::Flow, Holds::Nothing),
    ("pre", Stands::Flow, Holds::Line),
    ("ul", Stands::List, Holds::Items),
    ("ol", Stands::List, Holds::Items),
    ("li", Stands::Item, Holds::Flow),
    ("table", Stands::Flow, Holds::Rows),
    ("caption", Stands::Row, Holds::Line),
    ("thead", Stands::Row, Holds::Rows),
    ("tbody", Stands::Row, Holds::Rows),
    ("tfoot", Stands::Row, Holds::Rows),
    ("tr", Stands::Row, Holds::Cells),
    ("td", Stands::Cell, Holds::Flow),
    ("th", Stands::Cell, Holds::Flow),
];

/// Attributes that anybody reads.
const ATTRIBUTES: &[&str] = &[
    "class",
    "href",
    "title",
    "src",
    "alt",
    "start",
    "style",
    "align",
    "colspan",
    "rowspan",
    "datetime",
    "data-date",
    "data-source",
];

/// A body as a tree.
pub(super) struct Tree<'h> {
    nodes: Vec<Node<'h>>,
    attributes: Vec<(&'static str, String)>,
}

struct Node<'h> {
    what: What<'h>,
    first: Option<usize>,
    next: Option<usize>,
}

enum What<'h> {
    Text(Cow<'h, str>),
    /// Its name, and where its attributes stand.
    Tag(&'static str, std::ops::Range<usize>),
}

impl Tree<'_> {
    /// What is around all of the body.
    pub(super) fn root(&self) -> Place<'_> {
        Place { tree: self, at: 0 }
    }
}

/// An element of a tree.
#[derive(Clone, Copy)]
pub(super) struct Place<'t> {
    tree: &'t Tree<'t>,
    at: usize,
}

impl<'t> Tag<'t> for Place<'t> {
    fn name(self) -> &'t str {
        match &self.tree.nodes[self.at].what {
            What::Tag(name, _) => name,
            What::Text(_) => "",
        }
    }

    fn attr(self, name: &str) -> Option<&'t str> {
        let What::Tag(_, range) = &self.tree.nodes[self.at].what else { return None };
        let mut own = self.tree.attributes[range.clone()].iter();
        own.find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    fn children(self) -> impl Iterator<Item = Child<'t, Self>> {
        let tree = self.tree;
        let mut next = tree.nodes[self.at].first;
        std::iter::from_fn(move || {
            let at = next?;
            let node = &tree.nodes[at];
            next = node.next;
            Some(match &node.what {
                What::Text(text) => Child::Text(text),
                What::Tag(..) => Child::Tag(Place { tree, at }),
            })
        })
    }
}

/// An element that is open.
struct Open {
    at: usize,
    holds: Holds,
    /// The last of its children.
    last: Option<usize>,
}

/// The tree of `html`; `None` where HTML may read something else.
pub(super) fn parse(html: &str) -> Option<Tree<'_>> {
    let odd = |byte: u8| byte < b' ' && !matches!(byte, b'\n' | b'\t');
    if html.len() > MAX_LENGTH || html.bytes().any(odd) {
        return None;
    }
    let root = Node { what: What::Tag("", 0..0), first: None, next: None };
    let mut builder = Builder {
        tree: Tree { nodes: vec![root], attributes: Vec::new() },
        open: vec![Open { at: 0, holds: Holds::Flow, last: None }],
    };
    let mut reader = Reader::from_str(html);
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => builder.start(&start)?,
            Event::Empty(start) => builder.empty(&start)?,
            Event::End(_) => drop(builder.open.pop()),
            Event::Text(text) => builder.text(text.into_inner())?,
            Event::GeneralRef(name) => builder.text(Cow::Owned(character(&name)?.into()))?,
            Event::Eof => break,
            Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => return None,
        }
    }
    (builder.open.len() == 1).then_some(builder.tree)
}

/// The character of a reference that XML and HTML read alike, or of the one that XHTML has most.
fn character(name: &BytesRef<'_>) -> Option<char> {
    if name.is_char_ref() {
        return name.resolve_char_ref().ok()?.filter(|one| plain(*one));
    }
    match &**name {
        "nbsp" => Some('\u{A0}'),
        known => escape::resolve_predefined_entity(known)?.chars().next(),
    }
}

/// A character that a reference may stand for: HTML reads some of the others otherwise.
fn plain(one: char) -> bool {
    matches!(one, ' '..='~' | '\u{A0}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{1_0000}'..)
}

struct Builder<'h> {
    tree: Tree<'h>,
    open: Vec<Open>,
}

impl<'h> Builder<'h> {
    fn start(&mut self, start: &BytesStart<'_>) -> Option<()> {
        let (name, _, holds) = self.fitting(start)?;
        let inside_itself = || self.open.iter().any(|open| matches!(self.tree.nodes[open.at].what, What::Tag("a", _)));
        if holds == Holds::Nothing || self.open.len() >= MAX_DEPTH || (name == "a" && inside_itself()) {
            return None;
        }
        let at = self.element(name, start)?;
        self.open.push(Open { at, holds, last: None });
        Some(())
    }

    fn empty(&mut self, start: &BytesStart<'_>) -> Option<()> {
        let (name, _, holds) = self.fitting(start)?;
        if holds != Holds::Nothing {
            return None;
        }
        self.element(name, start).map(drop)
    }

    /// The kind of an element that may stand where it does.
    fn fitting(&self, start: &BytesStart<'_>) -> Option<Kind> {
        let name = start.name().into_inner();
        let kind = KINDS.iter().find(|(known, ..)| *known == name)?;
        let around = self.open.last()?.holds;
        let fits = match kind.1 {
            Stands::Line => matches!(around, Holds::Line | Holds::Flow),
            Stands::Flow => around == Holds::Flow,
            Stands::Item => around == Holds::Items,
            Stands::List => matches!(around, Holds::Flow | Holds::Items),
            Stands::Row => around == Holds::Rows,
            Stands::Cell => around == Holds::Cells,
        };
        fits.then_some(*kind)
    }

    fn element(&mut self, name: &'static str, start: &BytesStart<'_>) -> Option<usize> {
        let first = self.tree.attributes.len();
        if !start.attributes_raw().trim_ascii().is_empty() {
            for (at, attribute) in start.attributes().enumerate() {
                let attribute = attribute.ok().filter(|_| at < MAX_ATTRIBUTES)?;
                let key = attribute.key.into_inner();
                if key.bytes().any(|byte| !(byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')) {
                    return None;
                }
                if let Some(known) = ATTRIBUTES.iter().find(|known| **known == key) {
                    self.tree.attributes.push((known, value(&attribute.value)?));
                }
            }
        }
        let range = first..self.tree.attributes.len();
        self.put(What::Tag(name, range))
    }

    fn text(&mut self, text: Cow<'h, str>) -> Option<()> {
        let open = self.open.last()?;
        if !matches!(open.holds, Holds::Line | Holds::Flow) {
            // Between rows HTML moves words elsewhere.
            return text.bytes().all(|byte| matches!(byte, b' ' | b'\n' | b'\t')).then_some(());
        }
        if let Some(What::Text(before)) = open.last.map(|last| &mut self.tree.nodes[last].what) {
            before.to_mut().push_str(&text);
            return Some(());
        }
        // HTML drops the line end that opens preformatted text.
        let pre = matches!(self.tree.nodes[open.at].what, What::Tag("pre", _));
        if pre && open.last.is_none() && text.starts_with('\n') {
            return None;
        }
        self.put(What::Text(text)).map(drop)
    }

    fn put(&mut self, what: What<'h>) -> Option<usize> {
        let at = self.tree.nodes.len();
        self.tree.nodes.push(Node { what, first: None, next: None });
        let open = self.open.last_mut()?;
        match open.last.replace(at) {
            Some(before) => self.tree.nodes[before].next = Some(at),
            None => self.tree.nodes[open.at].first = Some(at),
        }
        Some(at)
    }
}

/// The value of an attribute, its references resolved.
fn value(raw: &str) -> Option<String> {
    if !raw.contains('&') {
        return Some(raw.to_owned());
    }
    let mut rest = raw;
    while let Some((_, behind)) = rest.split_once('&') {
        let (name, after) = behind.split_once(';')?;
        character(&BytesRef::new(name))?;
        rest = after;
    }
    let resolve = |name: &str| if name == "nbsp" { Some("\u{A0}") } else { escape::resolve_predefined_entity(name) };
    escape::unescape_with(raw, resolve).ok().map(Cow::into_owned)
}
