//! A message that is easily broken: names with their prefix, text between.

use crate::schema::{newsml_g2, nitf};
use crate::xml::{Element, Node, XML};

/// Prefixes of every message; the root's own namespace also has none.
const SPACES: [(&str, &str); 6] = [
    ("g", newsml_g2::SPACE),
    ("n", nitf::SPACE),
    ("o", "http://www.w3.org/ns/odrl/2/"),
    ("d", "http://www.w3.org/2000/09/xmldsig#"),
    ("h", "http://www.w3.org/1999/xhtml"),
    ("f", "urn:foreign"),
];

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tree {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    Tree(Tree),
    Text(String),
}

impl Tree {
    pub(super) fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), attributes: Vec::new(), children: Vec::new() }
    }

    /// A message that was read.
    pub(super) fn of(root: &Element) -> Self {
        Self::inside(root, &root.space)
    }

    fn inside(element: &Element, own: &str) -> Self {
        let named = |space: &str, name: &str| match SPACES.iter().find(|(_, known)| *known == space) {
            _ if space.is_empty() => name.to_owned(),
            _ if space == XML => format!("xml:{name}"),
            Some((prefix, _)) => format!("{prefix}:{name}"),
            None => format!("f:{name}"),
        };
        let name = if *element.space == *own { element.name.to_string() } else { named(&element.space, &element.name) };
        let attribute = |one: &crate::xml::Attribute| (named(&one.space, &one.name), one.value.clone());
        let piece = |node: &Node| match node {
            Node::Element(child) => Piece::Tree(Self::inside(child, own)),
            Node::Text(text) => Piece::Text(text.clone()),
        };
        Self {
            name,
            attributes: element.attributes.iter().map(attribute).collect(),
            children: element.children.iter().map(piece).collect(),
        }
    }

    /// Elements, this one among them.
    pub(super) fn size(&self) -> usize {
        1 + self.trees().map(Self::size).sum::<usize>()
    }

    /// Names of all elements.
    pub(super) fn names(&self) -> Vec<&str> {
        let mut names = vec![self.name.as_str()];
        names.extend(self.trees().flat_map(Self::names));
        names
    }

    pub(super) fn trees(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|piece| match piece {
            Piece::Tree(tree) => Some(tree),
            Piece::Text(_) => None,
        })
    }

    /// The element with this number in document order; the first is this one, number 0.
    pub(super) fn nth(&mut self, number: usize) -> Option<&mut Self> {
        let mut left = number;
        if left == 0 {
            return Some(self);
        }
        left -= 1;
        for piece in &mut self.children {
            if let Piece::Tree(tree) = piece {
                let size = tree.size();
                if left < size {
                    return tree.nth(left);
                }
                left -= size;
            }
        }
        None
    }

    /// The message as it is written; the namespace of its root is that of the table which has this root.
    pub(super) fn text(&self) -> String {
        let own = if self.name == "nitf" { nitf::SPACE } else { newsml_g2::SPACE };
        let mut out = String::new();
        let spaces: Vec<String> = SPACES.iter().map(|(prefix, space)| format!(" xmlns:{prefix}=\"{space}\"")).collect();
        self.write(&mut out, &format!(" xmlns=\"{own}\"{}", spaces.concat()));
        out
    }

    fn write(&self, out: &mut String, spaces: &str) {
        out.extend(["<", &self.name, spaces]);
        for (name, value) in &self.attributes {
            let value = escaped(value).replace('"', "&quot;").replace('\t', "&#9;").replace('\n', "&#10;");
            out.extend([" ", name, "=\"", &value, "\""]);
        }
        if self.children.is_empty() {
            return out.push_str("/>");
        }
        out.push('>');
        for piece in &self.children {
            match piece {
                Piece::Tree(tree) => tree.write(out, ""),
                Piece::Text(text) => out.push_str(&escaped(text)),
            }
        }
        out.extend(["</", &self.name, ">"]);
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
