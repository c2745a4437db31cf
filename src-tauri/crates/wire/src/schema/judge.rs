//! Judges a message by tables: walks its tree once, each element in the state of the one around it. An element that has
//! no place there is one fault and is still looked into, so that one mistake does not hide others.

use std::collections::HashSet;

use super::automaton::Automaton;
use super::datatype::{Datatype, SPACE, items};
use super::grammar::{Inside, Table, Type};
use super::notation::{Depth, Space, Wildcard};
use crate::Fault;
use crate::json::shortened;
use crate::xml::{Attribute, Document, Element, Node, XML};

/// No more faults than this are listed.
pub(super) const MAX_FAULTS: usize = 200;
/// What a reference must be.
pub(super) const DANGLING: &str = "an id that stands somewhere in the message";
/// Namespace of attributes that speak to a validator.
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The rules that a message is judged by.
#[derive(Debug, Clone)]
pub(super) struct Rules {
    /// The first is the message's own.
    pub(super) tables: Vec<&'static Table>,
    pub(super) bare: Bare,
}

/// What elements without namespace are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bare {
    /// Nothing that is known.
    Unknown,
    /// Elements of the first table: a message in the style of a DTD.
    Own,
}

/// Faults of `element` and all inside it; `above` is the path that leads to it.
pub(super) fn judge<'d>(document: &'d Document, element: &'d Element, rules: &Rules, above: &[&'d str]) -> Vec<Fault> {
    let mut judge = Judge {
        document,
        rules,
        path: above.to_vec(),
        faults: Vec::new(),
        ids: HashSet::new(),
        references: Vec::new(),
        named: HashSet::new(),
    };
    judge.known_or(element, |judge| {
        judge.inside(element, |judge| {
            judge.fault(element, "an element of the standard", &format!("<{}>", short(element)));
        });
    });
    for (reference, place) in std::mem::take(&mut judge.references) {
        if !judge.ids.contains(reference) && !judge.is_full() {
            judge.faults.push(Fault::new(place, DANGLING, format!("{:?}", shortened(reference))));
        }
    }
    judge.faults
}

struct Judge<'d, 'r> {
    document: &'d Document,
    rules: &'r Rules,
    path: Vec<&'d str>,
    faults: Vec<Fault>,
    ids: HashSet<&'d str>,
    /// Ids that must still come, each with the place that names it first.
    references: Vec<(&'d str, String)>,
    /// The ids of `references`.
    named: HashSet<&'d str>,
}

impl<'d> Judge<'d, '_> {
    fn is_full(&self) -> bool {
        self.faults.len() >= MAX_FAULTS
    }

    fn place(&self, element: &Element) -> String {
        place(self.document, element, &self.path)
    }

    fn fault(&mut self, element: &Element, expected: impl Into<String>, got: &str) {
        if !self.is_full() {
            self.faults.push(Fault::new(self.place(element), expected, got));
        }
    }

    fn attribute_fault(&mut self, element: &Element, name: &str, expected: impl Into<String>, got: &str) {
        if !self.is_full() {
            let place = format!("{}/@{}", self.place(element), shortened(name));
            self.faults.push(Fault::new(place, expected, got));
        }
    }

    /// Does `work` with the element at the end of the path.
    fn inside(&mut self, element: &'d Element, work: impl FnOnce(&mut Self)) {
        self.path.push(&element.name);
        work(self);
        self.path.pop();
    }

    /// The table whose namespace this is.
    fn table(&self, space: &str) -> Option<&'static Table> {
        if space.is_empty() && self.rules.bare == Bare::Own {
            return self.rules.tables.first().copied();
        }
        self.rules.tables.iter().copied().find(|table| table.space == space)
    }

    /// Judges an element that a table knows by its name alone; `otherwise` when none does.
    fn known_or(&mut self, element: &'d Element, otherwise: impl FnOnce(&mut Self)) {
        let table = self.table(&element.space);
        match table.and_then(|table| table.element(&element.name).map(|id| (table, id))) {
            Some((table, id)) => self.element(element, table, table.type_of(id)),
            None => otherwise(self),
        }
    }

    /// An element that no table knows: what it holds is judged where it is known again.
    fn unknown(&mut self, element: &'d Element) {
        self.inside(element, |judge| {
            let lax = Wildcard { space: Space::Any, depth: Depth::WhereKnown };
            for attribute in &element.attributes {
                judge.other_attribute(element, attribute, (Some(lax), ""));
            }
            for child in element.elements() {
                judge.known_or(child, |judge| judge.unknown(child));
            }
        });
    }

    fn element(&mut self, element: &'d Element, table: &'static Table, of: &'static Type) {
        self.inside(element, |judge| {
            judge.attributes(element, table, of);
            match &of.inside {
                Inside::Nothing if element.children.is_empty() => {}
                Inside::Nothing => {
                    judge.fault(element, format!("nothing inside <{}>", short(element)), &first(element));
                }
                Inside::Value(datatype) => judge.only_value(element, datatype),
                Inside::Elements(states) => {
                    let text = element.children.iter().find_map(|node| match node {
                        Node::Text(text) if !text.trim_matches(SPACE).is_empty() => Some(text),
                        Node::Text(_) | Node::Element(_) => None,
                    });
                    if let Some(text) = text {
                        let got = format!("{:?}", shortened(text.trim()));
                        judge.fault(element, format!("no text between the elements of <{}>", short(element)), &got);
                    }
                    judge.children(element, table, states);
                }
                Inside::Mixed(states) => judge.children(element, table, states),
            }
        });
    }

    fn children(&mut self, element: &'d Element, table: &'static Table, states: &'static Automaton) {
        let mut state = states.state(states.start());
        for child in element.elements() {
            let is_own = self.table(&child.space).is_some_and(|own| std::ptr::eq(own, table));
            let step = if is_own { state.element(&child.name) } else { None };
            if let Some(step) = step {
                self.element(child, table, table.type_of(step.id));
                state = states.state(step.to);
                continue;
            }
            if let Some((wildcard, to)) = state.wildcard().filter(|(one, _)| self.takes(*one, child, table)) {
                self.by_wildcard(wildcard, child);
                state = states.state(to);
                continue;
            }
            if self.is_full() {
                return;
            }
            let end = if state.may_end { format!("the end of <{}>", short(element)) } else { String::new() };
            let expected = match state.expected() {
                Some(names) if end.is_empty() => names,
                Some(names) => format!("{names}, or {end}"),
                None => end,
            };
            self.inside(child, |judge| {
                judge.fault(child, expected, &described(child, table, judge.table(&child.space)));
            });
            match states.anywhere(&child.name).filter(|_| is_own) {
                Some(step) => {
                    self.element(child, table, table.type_of(step.id));
                    // As if all before it had been there: what is missing is told once.
                    state = states.state(step.to);
                }
                None => self.known_or(child, |judge| judge.unknown(child)),
            }
        }
        if !state.may_end {
            let got = format!("the end of <{}>", short(element));
            self.fault(element, state.expected().unwrap_or_default(), &got);
        }
    }

    fn takes(&self, wildcard: Wildcard, child: &Element, table: &Table) -> bool {
        let is_own = self.table(&child.space).is_some_and(|own| std::ptr::eq(own, table));
        match wildcard.space {
            Space::Any => true,
            Space::Other => !is_own && !child.space.is_empty(),
            Space::Own => is_own,
            Space::None => !is_own && child.space.is_empty(),
            Space::Named(name) => *child.space == *name,
        }
    }

    fn by_wildcard(&mut self, wildcard: Wildcard, child: &'d Element) {
        match wildcard.depth {
            Depth::Never => {}
            Depth::WhereKnown => self.known_or(child, |judge| judge.unknown(child)),
            Depth::MustBeKnown => self.known_or(child, |judge| {
                let got = format!("<{}> of {:?}", short(child), shortened(&child.space));
                judge.inside(child, |judge| judge.fault(child, "an element whose rules are known", &got));
            }),
        }
    }

    /// An element that holds a value and nothing else.
    fn only_value(&mut self, element: &'d Element, datatype: &'static Datatype) {
        if let Some(child) = element.elements().next() {
            return self.fault(
                element,
                format!("{} and no element", datatype.expected()),
                &format!("<{}>", short(child)),
            );
        }
        let joined;
        let value = match element.children.as_slice() {
            [] => "",
            [Node::Text(text)] => text.as_str(),
            _ => {
                joined = element.text();
                &joined
            }
        };
        if !datatype.accepts(value) {
            self.fault(element, datatype.expected(), &format!("{:?}", shortened(value)));
        }
    }

    fn attributes(&mut self, element: &'d Element, table: &'static Table, of: &'static Type) {
        for attribute in &element.attributes {
            let known = match &*attribute.space {
                "" => of.attribute(&attribute.name),
                XML => of.attribute(&format!("xml:{}", attribute.name)),
                _ => None,
            };
            match known {
                Some(rule) => self.value(element, attribute, &rule.datatype),
                None => self.other_attribute(element, attribute, (of.others, table.space)),
            }
        }
        for name in of.required() {
            if element.attribute(name).is_none() {
                self.attribute_fault(element, name, "a value", "no such attribute");
            }
        }
    }

    /// An attribute that a type does not name, by its wildcard and the namespace of its table.
    fn other_attribute(&mut self, element: &'d Element, attribute: &'d Attribute, by: (Option<Wildcard>, &str)) {
        let (wildcard, own) = by;
        if *attribute.space == *INSTANCE {
            if !matches!(attribute.name.as_str(), "schemaLocation" | "noNamespaceSchemaLocation") {
                self.attribute_fault(element, &attribute.name, "no change of the type in the message", "one");
            }
            return;
        }
        let taken = wildcard.filter(|wildcard| match wildcard.space {
            Space::Any => true,
            Space::Other => !attribute.space.is_empty() && *attribute.space != *own,
            Space::Own => *attribute.space == *own,
            Space::None => attribute.space.is_empty(),
            Space::Named(name) => *attribute.space == *name,
        });
        let of_xml = if *attribute.space == *XML { Datatype::of_xml(&format!("xml:{}", attribute.name)) } else { None };
        match (taken.map(|wildcard| wildcard.depth), of_xml) {
            (None, _) => {
                let expected = format!("an attribute of <{}>", short(element));
                self.attribute_fault(element, &attribute.name, expected, &format!("{:?}", shortened(&attribute.value)));
            }
            (Some(Depth::Never), _) | (Some(Depth::WhereKnown), None) => {}
            (Some(Depth::WhereKnown | Depth::MustBeKnown), Some(datatype)) => self.value(element, attribute, &datatype),
            (Some(Depth::MustBeKnown), None) => {
                let got = format!("one of {:?}", shortened(&attribute.space));
                self.attribute_fault(element, &attribute.name, "an attribute whose rules are known", &got);
            }
        }
    }

    fn value(&mut self, element: &'d Element, attribute: &'d Attribute, datatype: &Datatype) {
        let got = || format!("{:?}", shortened(&attribute.value));
        if !datatype.accepts(&attribute.value) {
            return self.attribute_fault(element, &attribute.name, datatype.expected(), &got());
        }
        if *datatype == Datatype::Id {
            let id = attribute.value.trim_matches(SPACE);
            if !self.ids.insert(id) {
                self.attribute_fault(element, &attribute.name, "an id that no other element has", &got());
            }
        } else if matches!(datatype, Datatype::IdRef | Datatype::IdRefs) {
            for id in items(&attribute.value) {
                self.refer(element, &attribute.name, id);
            }
        }
    }

    /// An attribute that names the id of another element. More of them than could be told do not keep their paths.
    fn refer(&mut self, element: &'d Element, name: &str, id: &'d str) {
        if self.ids.contains(id) || !self.named.insert(id) {
            return;
        }
        let line = || self.document.line(element.offset);
        let is_told = self.references.len() < MAX_FAULTS;
        let place = if is_told { format!("{}/@{name}", self.place(element)) } else { line() };
        self.references.push((id, place));
    }
}

/// `line 12, newsItem/itemMeta`.
pub(super) fn place(document: &Document, element: &Element, path: &[&str]) -> String {
    let mut place = document.line(element.offset);
    for (at, name) in path.iter().enumerate() {
        place.push_str(if at == 0 { ", " } else { "/" });
        place.push_str(&shortened(name));
    }
    place
}

fn short(element: &Element) -> String {
    shortened(&element.name)
}

/// What stands there; the namespace is told where it is not the table's own.
fn described(child: &Element, of: &Table, own: Option<&Table>) -> String {
    match &*child.space {
        _ if own.is_some_and(|own| std::ptr::eq(own, of)) => format!("<{}>", short(child)),
        "" => format!("<{}> without namespace", short(child)),
        space => format!("<{}> of {:?}", short(child), shortened(space)),
    }
}

/// The first thing inside.
fn first(element: &Element) -> String {
    match element.children.first() {
        Some(Node::Element(child)) => format!("<{}>", short(child)),
        Some(Node::Text(text)) => format!("{:?}", shortened(text)),
        None => "nothing".to_owned(),
    }
}
