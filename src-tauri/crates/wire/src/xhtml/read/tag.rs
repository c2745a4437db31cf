//! An element of a tree, whoever made it: html5ever, or the reader of well-formed bodies.

use scraper::{ElementRef, Node};

/// An element.
pub(super) trait Tag<'t>: Copy {
    /// Its name in small letters.
    fn name(self) -> &'t str;

    /// The value of an attribute.
    fn attr(self, name: &str) -> Option<&'t str>;

    /// What stands directly inside, in its order.
    fn children(self) -> impl Iterator<Item = Child<'t, Self>>;

    /// The elements directly inside.
    fn tags(self) -> impl Iterator<Item = Self> {
        self.children().filter_map(|child| match child {
            Child::Tag(tag) => Some(tag),
            Child::Text(_) => None,
        })
    }

    /// The first element inside, at any depth, that `fits`.
    fn find(self, fits: impl Fn(Self) -> bool) -> Option<Self> {
        let mut open = vec![self.tags()];
        while let Some(level) = open.last_mut() {
            match level.next() {
                None => drop(open.pop()),
                Some(tag) if fits(tag) => return Some(tag),
                Some(tag) => open.push(tag.tags()),
            }
        }
        None
    }

    /// Every text inside, at any depth.
    fn text(self) -> String {
        let (mut out, mut open) = (String::new(), vec![self.children()]);
        while let Some(level) = open.last_mut() {
            match level.next() {
                None => drop(open.pop()),
                Some(Child::Text(text)) => out.push_str(text),
                Some(Child::Tag(tag)) => open.push(tag.children()),
            }
        }
        out
    }
}

/// A text or an element.
#[derive(Debug, Clone, Copy)]
pub(super) enum Child<'t, T> {
    Text(&'t str),
    Tag(T),
}

impl<'t> Tag<'t> for ElementRef<'t> {
    fn name(self) -> &'t str {
        self.value().name()
    }

    fn attr(self, name: &str) -> Option<&'t str> {
        self.value().attr(name)
    }

    fn children(self) -> impl Iterator<Item = Child<'t, Self>> {
        (*self).children().filter_map(|node| match node.value() {
            Node::Text(text) => Some(Child::Text(text)),
            _ => ElementRef::wrap(node).map(Child::Tag),
        })
    }
}
