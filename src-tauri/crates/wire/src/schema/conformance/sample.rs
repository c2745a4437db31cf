//! Messages made at random from our own tables, so that every element, attribute and datatype of them is met. A table
//! that allows too much makes messages that the official schema refuses.

use proptest::prelude::*;
use proptest::test_runner::TestRng;

use super::tree::{Piece, Tree};
use crate::schema::automaton::{Automaton, TypeId};
use crate::schema::datatype::Datatype;
use crate::schema::grammar::{Inside, Table};
use crate::schema::notation::{Depth, Need, Space, Wildcard};
use crate::schema::{newsml_g2, nitf};

/// Values of every datatype, good and bad. Each is one thing at several places.
pub(super) const VALUES: &[&str] = &[
    "",
    " ",
    "a",
    " a ",
    "a b",
    "é",
    "i0",
    "1",
    "0",
    "3",
    " 7 ",
    "+3",
    "003",
    "9",
    "10",
    "31",
    "32",
    "53",
    "59",
    "100",
    "101",
    "-1",
    "-31",
    "-0",
    "366",
    "999999999999999999",
    "1 2",
    "1 -1",
    " 12  7 ",
    "4.5",
    "-.5",
    "1.",
    ".",
    "1e3",
    "1.5E-3",
    "INF",
    "NaN",
    "true",
    "0 ",
    "yes",
    "en",
    "pt-BR",
    "en_GB",
    "abcdefghi",
    "x-1",
    "a:b",
    "a:",
    ":b",
    "medtop:20000002",
    "a:b:c",
    "a:b c:d",
    " a:b  c:d ",
    "stat:usable",
    "a\tb",
    "a\nb",
    "urn:a:b",
    "http://a.example/b?c=d#e",
    "%zz",
    "%20",
    "a#b#c",
    "a[b]",
    "2.35",
    "2.35.1",
    "2026",
    "2026-12",
    "2026-13",
    "2026-12-20",
    "2026-02-29",
    "2024-02-29",
    "2026-12-20Z",
    "--12",
    "--02-29",
    "---31",
    "2026-12-20T14:15:00Z",
    "2026-12-20T14:15:00",
    "2026-12-20T14:15:00.25+05:30",
    "2026-12-20T24:00:00Z",
    "2026-12-20T14:15:00+0100",
    "2026-12-20T14:15Z",
    "2026-12-20T14:15:61Z",
    "2026-12-20T14:15:00+14:01",
    "20261220T141500Z",
    "-0044-03-15",
    "P1DT2H",
    "PT1.5S",
    "P",
    "P1H",
    "MO",
    "-1FR +12SU",
    "mo",
    "power",
    "ltr",
    " rtl ",
    "left",
    "char",
    "std",
    "print",
    "DAILY",
    "SU",
    "male",
    "nowrap",
    "progressive",
    "RCONT",
    "NMSG",
    "DEPR",
    "-//IPTC//DTD NITF 3.6//EN",
    "12:26",
    "words of a story, some of them long",
];

pub(super) struct Sampler<'r> {
    rng: &'r mut TestRng,
    own: &'static Table,
    /// Elements that may still be made freely; after them, only what must be there.
    left: usize,
    ids: usize,
}

impl<'r> Sampler<'r> {
    pub(super) fn new(own: &'static Table, rng: &'r mut TestRng) -> Self {
        let left = rng.random_range(5..120);
        Self { rng, own, left, ids: 0 }
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        self.rng.random_range(0..end)
    }

    /// A message whose root is `name`.
    pub(super) fn message(&mut self, name: &str) -> Tree {
        let mut tree = self.known(self.own, "", name);
        give_an_id(&mut tree);
        tree
    }

    /// An element that the table defines, with `prefix`.
    fn known(&mut self, table: &'static Table, prefix: &str, name: &str) -> Tree {
        let id = table.element(name).expect("the table has it");
        self.tree(table, format!("{prefix}{name}"), id)
    }

    /// An element of the table that may stand anywhere in a message of it.
    pub(super) fn any(&mut self, table: &'static Table) -> Tree {
        let names = table.element_names();
        let at = self.below(names.len());
        self.left = self.left.min(4);
        self.known(table, "", names[at])
    }

    fn tree(&mut self, table: &'static Table, name: String, id: TypeId) -> Tree {
        let of = table.type_of(id);
        let prefix = name.split_once(':').map_or(String::new(), |(prefix, _)| format!("{prefix}:"));
        let mut tree = Tree::new(name);
        self.left = self.left.saturating_sub(1);
        for attribute in of.attributes() {
            if attribute.need == Need::Must || (self.left > 0 && self.below(9) == 0) {
                let value = self.good(&attribute.datatype);
                tree.attributes.extend(value.map(|value| (attribute.name.clone(), value)));
            }
        }
        if let Some(others) = of.others.filter(|_| self.below(12) == 0) {
            let name = match (others.space, others.depth) {
                (Space::None, _) => "anything",
                (_, Depth::MustBeKnown) => "xml:lang",
                _ => "f:anything",
            };
            let taken = tree.attributes.iter().any(|(known, _)| known == name);
            tree.attributes.extend((!taken).then(|| (name.to_owned(), "en".to_owned())));
        }
        match &of.inside {
            Inside::Nothing => {}
            Inside::Value(datatype) => {
                let value = self.good(datatype);
                tree.children.extend(value.filter(|value| !value.is_empty()).map(Piece::Text));
            }
            Inside::Elements(states) => self.children(table, states, &prefix, &mut tree),
            Inside::Mixed(states) => {
                let text = |sampler: &mut Self| {
                    (sampler.below(2) == 0).then(|| Piece::Text(VALUES[sampler.below(VALUES.len())].to_owned()))
                };
                tree.children.extend(text(self));
                self.children(table, states, &prefix, &mut tree);
                tree.children.extend(text(self));
            }
        }
        tree
    }

    /// A walk through the states: free while elements are left, then to the nearest end.
    fn children(&mut self, table: &'static Table, states: &'static Automaton, prefix: &str, tree: &mut Tree) {
        let mut state = states.state(states.start());
        loop {
            let steps = state.steps();
            let ways = steps.len() + usize::from(state.wildcard().is_some());
            if ways == 0 || (state.may_end && (self.left == 0 || self.below(4) == 0)) {
                return;
            }
            let at = self.below(ways);
            let (piece, to) = match (steps.get(at), state.wildcard()) {
                (Some(step), _) => (self.tree(table, format!("{prefix}{}", step.name), step.id), step.to),
                (None, Some((wildcard, to))) => (self.foreign(wildcard), to),
                (None, None) => return,
            };
            tree.children.push(Piece::Tree(piece));
            state = states.state(to);
        }
    }

    fn foreign(&mut self, wildcard: Wildcard) -> Tree {
        match (wildcard.space, self.below(3)) {
            (Space::Named(_), _) => Tree::new("d:Signature"),
            (Space::Own, 0) => Tree::new("anything"),
            (Space::Own, _) => self.known(&newsml_g2::TABLE, "", "newsItem"),
            (Space::Any, 0) => self.known(&nitf::TABLE, "n:", "nitf"),
            (Space::Any, 1) => self.any(&newsml_g2::TABLE),
            _ if wildcard.depth == Depth::MustBeKnown => self.known(&newsml_g2::ODRL, "o:", "Policy"),
            _ => {
                let mut tree = Tree::new("f:anything");
                tree.attributes.push(("anything".to_owned(), "a b".to_owned()));
                tree.children.push(match self.below(3) {
                    // What is known again inside.
                    0 if self.left > 0 => Piece::Tree(self.any(self.own)),
                    _ => Piece::Text("text".to_owned()),
                });
                tree
            }
        }
    }

    /// A value that we take; nothing for a type that has none.
    fn good(&mut self, datatype: &Datatype) -> Option<String> {
        match datatype {
            Datatype::Id => {
                self.ids += 1;
                Some(format!("i{}", self.ids))
            }
            Datatype::IdRef => Some("i0".to_owned()),
            Datatype::IdRefs => Some(" i0  i0".to_owned()),
            Datatype::QName => Some("f:a".to_owned()),
            Datatype::Fixed(text) => Some((*text).to_owned()),
            Datatype::Words(words) | Datatype::Tokens(words) => Some(words[self.below(words.len())].to_owned()),
            other => {
                let good: Vec<&str> = VALUES.iter().copied().filter(|value| other.accepts(value)).collect();
                if good.is_empty() { None } else { Some(good[self.below(good.len())].to_owned()) }
            }
        }
    }
}

/// Every reference is to the id `i0`; something must have it.
fn give_an_id(tree: &mut Tree) {
    let has = |tree: &Tree| matches!(tree.name.as_str(), "itemMeta" | "header");
    if has(tree) {
        tree.attributes.retain(|(name, _)| name != "id");
        tree.attributes.push(("id".to_owned(), "i0".to_owned()));
        return;
    }
    if let Some(Piece::Tree(child)) =
        tree.children.iter_mut().find(|piece| matches!(piece, Piece::Tree(one) if has(one)))
    {
        give_an_id(child);
    }
}
