//! A message of XML as a tree: elements by namespace and local name, texts with entities resolved. White space is kept;
//! comments and processing instructions are not.

use std::sync::Arc;

use smol_str::SmolStr;

/// The namespace of `xml:lang`.
pub(crate) const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// A whole message.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) root: Element,
    /// Where the message breaks a rule of XML that a reader can live with.
    pub(crate) flaws: Vec<Flaw>,
    /// First byte of each line of the decoded text.
    pub(super) lines: Vec<usize>,
}

/// A broken rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Flaw {
    /// Byte of the decoded text.
    pub(crate) offset: usize,
    pub(crate) expected: String,
    pub(crate) got: String,
}

/// An element or a text.
#[derive(Debug)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

/// An element.
#[derive(Debug)]
pub(crate) struct Element {
    /// Namespace; empty: none.
    pub(crate) space: Arc<str>,
    /// Local name.
    pub(crate) name: SmolStr,
    /// Namespace declarations are not among them.
    pub(crate) attributes: Vec<Attribute>,
    /// In their order; no two texts stand side by side.
    pub(crate) children: Vec<Node>,
    /// Byte of the decoded text where it begins.
    pub(crate) offset: usize,
}

/// An attribute.
#[derive(Debug)]
pub(crate) struct Attribute {
    /// Namespace; empty for one without prefix.
    pub(crate) space: Arc<str>,
    /// Local name.
    pub(crate) name: SmolStr,
    pub(crate) value: String,
}

impl Document {
    /// `line 12` for a byte of the decoded text.
    pub(crate) fn line(&self, offset: usize) -> String {
        format!("line {}", self.lines.partition_point(|first| *first <= offset).max(1))
    }
}

impl Element {
    /// The value of an attribute without namespace.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attribute_in("", name)
    }

    /// The value of an attribute.
    pub(crate) fn attribute_in(&self, space: &str, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|one| one.name == name && *one.space == *space);
        found.map(|one| one.value.as_str())
    }

    /// The elements directly inside.
    pub(crate) fn elements(&self) -> impl DoubleEndedIterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements directly inside that have this local name, whatever their namespace: real feeds forget it.
    pub(crate) fn all<'e>(&'e self, name: &'e str) -> impl DoubleEndedIterator<Item = &'e Self> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first of [`Element::all`].
    pub(crate) fn first(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// The first element at the end of a path of local names: `["head", "docdata"]`.
    pub(crate) fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |element, name| element.first(name))
    }

    /// Every text inside, at any depth, as it stands; a `br` is a line end.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        self.text_into(&mut out);
        out
    }

    fn text_into(&self, out: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) if element.name == "br" => out.push('\n'),
                Node::Element(element) => element.text_into(out),
            }
        }
    }
}
