//! YAML as a tree of texts, lists and maps, each with its line; types are the business of the fields.
//!
//! Built from saphyr's events and not from its own tree: a limit on depth has to hold while the tree grows, and an
//! alias must be refused before it expands.

use std::collections::HashSet;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::MAX_DEPTH;
use super::scalar::{self, Context};
use crate::StoryError;

/// A value and the line it starts on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    /// Line of the file, from 1.
    pub line: usize,
    pub kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Text {
        text: String,
        /// Not quoted, so `~` is nothing and `4` may be a number.
        plain: bool,
    },
    List(Vec<Node>),
    Map(Vec<Entry>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub key: String,
    pub value: Node,
}

impl Node {
    /// `~`, `null` or nothing at all.
    pub(super) fn is_null(&self) -> bool {
        matches!(&self.kind, Kind::Text { text, plain: true } if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// What stands there, short enough for a message.
    pub(super) fn shown(&self) -> String {
        match &self.kind {
            Kind::Text { .. } if self.is_null() => "nothing".to_owned(),
            Kind::Text { text, .. } if text.chars().nth(60).is_some() => {
                format!("{:?}…", text.chars().take(60).collect::<String>())
            }
            Kind::Text { text, .. } => format!("{text:?}"),
            Kind::List(_) => "a list".to_owned(),
            Kind::Map(_) => "a map".to_owned(),
        }
    }

    /// The value on one line, in the one form that stays the same when read and written again.
    pub(super) fn flow(&self) -> String {
        match &self.kind {
            Kind::Text { .. } if self.is_null() => "~".to_owned(),
            Kind::Text { text, plain: true } => scalar::as_typed(text, Context::Flow),
            Kind::Text { text, plain: false } => scalar::text(text, Context::Flow),
            Kind::List(items) => format!("[{}]", items.iter().map(Self::flow).collect::<Vec<_>>().join(", ")),
            Kind::Map(entries) => {
                let entry =
                    |entry: &Entry| format!("{}: {}", scalar::text(&entry.key, Context::Flow), entry.value.flow());
                format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// A list or map that is still open.
enum Open {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, seen: HashSet<String>, key: Option<String> },
}

/// Reads one YAML document whose first line is line `first` of the file. Nothing at all is an empty map.
pub(super) fn parse(text: &str, first: usize) -> Result<Node, StoryError> {
    let mut tree = Tree { first, open: Vec::new(), root: None };
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| tree.wrong(error.marker().line(), "YAML", error.info()))?;
        tree.event(event, span)?;
    }
    Ok(tree.root.unwrap_or(Node { line: first, kind: Kind::Map(Vec::new()) }))
}

struct Tree {
    first: usize,
    open: Vec<(usize, Open)>,
    root: Option<Node>,
}

impl Tree {
    fn wrong(&self, line: usize, expected: &str, got: &str) -> StoryError {
        let line = (line + self.first).saturating_sub(1);
        StoryError::File { line, expected: expected.to_owned(), got: got.to_owned() }
    }

    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), StoryError> {
        let line = span.start.line();
        match event {
            Event::DocumentStart(_) if self.root.is_some() => Err(self.wrong(line, "one YAML document", "another one")),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => {
                Ok(())
            }
            Event::Alias(_) => Err(self.wrong(line, "a value", "a YAML alias, which a story file does not use")),
            Event::Scalar(_, _, anchor, tag) | Event::SequenceStart(anchor, tag) | Event::MappingStart(anchor, tag)
                if anchor != 0 || tag.is_some() =>
            {
                Err(self.wrong(line, "a value", "a YAML anchor or tag, which a story file does not use"))
            }
            Event::Scalar(text, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                self.add(line, Kind::Text { text: text.into_owned(), plain })
            }
            Event::SequenceStart(..) => self.start(line, Open::List(Vec::new())),
            Event::MappingStart(..) => {
                self.start(line, Open::Map { entries: Vec::new(), seen: HashSet::new(), key: None })
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some((start, Open::List(items))) => self.add(start, Kind::List(items)),
                Some((start, Open::Map { entries, .. })) => self.add(start, Kind::Map(entries)),
                None => Err(self.wrong(line, "YAML", "an end without a start")),
            },
        }
    }

    fn start(&mut self, line: usize, open: Open) -> Result<(), StoryError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(self.wrong(line, &format!("at most {MAX_DEPTH} levels of lists and maps"), "more"));
        }
        self.open.push((line, open));
        Ok(())
    }

    fn add(&mut self, line: usize, kind: Kind) -> Result<(), StoryError> {
        let node = Node { line: (line + self.first).saturating_sub(1), kind };
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some((_, Open::List(items))) => items.push(node),
            Some((_, Open::Map { entries, seen, key })) => {
                if let Some(key) = key.take() {
                    entries.push(Entry { key, value: node });
                } else {
                    let Kind::Text { text, .. } = node.kind else {
                        let got = if matches!(node.kind, Kind::List(_)) { "a list" } else { "a map" };
                        return Err(self.wrong(line, "a key", got));
                    };
                    if !seen.insert(text.clone()) {
                        return Err(self.wrong(line, "each key once", &format!("`{text}` again")));
                    }
                    *key = Some(text);
                }
            }
        }
        Ok(())
    }
}
