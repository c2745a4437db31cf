//! Breaks one place of a message, or leaves it valid: what feeds do wrong, and what nobody has ever done.

use proptest::prelude::*;
use proptest::test_runner::TestRng;

use super::sample::{Sampler, VALUES};
use super::tree::{Piece, Tree};
use crate::schema::grammar::Table;
use crate::schema::{newsml_g2, nitf};

/// Attributes that no table names, or names elsewhere.
const STRANGE: [&str; 6] = ["f:a", "xml:lang", "xml:base", "g:qcode", "n:class", "unheard-of"];

/// One change somewhere. The root keeps its name.
pub(super) fn mutate(message: &mut Tree, rng: &mut TestRng) {
    let table: &'static Table = if message.name == "nitf" { &nitf::TABLE } else { &newsml_g2::TABLE };
    let size = message.size();
    let at = rng.random_range(0..size);
    let to = rng.random_range(0..size);
    let moved = {
        let Some(tree) = message.nth(at) else { return };
        match rng.random_range(0..7) {
            0..3 => return change_attributes(tree, table, rng),
            3 => return change_text(tree, rng),
            4 if at > 0 => {
                tree.name = a_name(table, rng);
                return;
            }
            5 => {
                let fresh = Sampler::new(table, rng).any(table);
                return insert(tree, Piece::Tree(fresh), rng);
            }
            _ => match change_children(tree, rng) {
                Some(moved) => moved,
                None => return,
            },
        }
    };
    if let Some(tree) = message.nth(to) {
        insert(tree, moved, rng);
    }
}

/// A child that goes elsewhere, or nothing.
fn change_children(tree: &mut Tree, rng: &mut TestRng) -> Option<Piece> {
    if tree.children.is_empty() {
        return None;
    }
    let at = rng.random_range(0..tree.children.len());
    let other = rng.random_range(0..tree.children.len());
    match rng.random_range(0..5) {
        0 => drop(tree.children.remove(at)),
        1 => tree.children.insert(other, tree.children[at].clone()),
        2 => tree.children.swap(at, other),
        3 => tree.children.clear(),
        _ => return Some(tree.children.remove(at)),
    }
    None
}

fn insert(tree: &mut Tree, piece: Piece, rng: &mut TestRng) {
    let at = rng.random_range(0..=tree.children.len());
    tree.children.insert(at, piece);
}

fn change_text(tree: &mut Tree, rng: &mut TestRng) {
    let text = Piece::Text(a_value(rng));
    if rng.random_range(0..2) == 0 || tree.children.iter().all(|piece| matches!(piece, Piece::Text(_))) {
        tree.children.retain(|piece| !matches!(piece, Piece::Text(_)));
    }
    insert(tree, text, rng);
}

fn change_attributes(tree: &mut Tree, table: &'static Table, rng: &mut TestRng) {
    let count = tree.attributes.len();
    let at = if count == 0 { 0 } else { rng.random_range(0..count) };
    match rng.random_range(0..6) {
        0 if count > 0 => drop(tree.attributes.remove(at)),
        1 if count > 0 => {
            let (_, value) = tree.attributes.remove(at);
            set(tree, an_attribute(table, rng), value);
        }
        2 | 3 if count > 0 => tree.attributes[at].1 = a_value(rng),
        // One that the element may have more often than not.
        4 => {
            let known =
                table.element(&tree.name).map(|id| table.type_of(id).attributes()).filter(|all| !all.is_empty());
            let name = known.map(|all| all[rng.random_range(0..all.len())].name.clone());
            let name = name.unwrap_or_else(|| an_attribute(table, rng));
            set(tree, name, a_value(rng));
        }
        _ => set(tree, an_attribute(table, rng), a_value(rng)),
    }
}

fn set(tree: &mut Tree, name: String, value: String) {
    tree.attributes.retain(|(known, _)| *known != name);
    tree.attributes.push((name, value));
}

fn a_value(rng: &mut TestRng) -> String {
    VALUES[rng.random_range(0..VALUES.len())].to_owned()
}

fn a_name(table: &'static Table, rng: &mut TestRng) -> String {
    let names = table.element_names();
    match rng.random_range(0..8) {
        0 => ["f:a", "n:p", "o:Policy", "g:title", "unheard-of"][rng.random_range(0..5)].to_owned(),
        _ => names[rng.random_range(0..names.len())].to_owned(),
    }
}

fn an_attribute(table: &'static Table, rng: &mut TestRng) -> String {
    if rng.random_range(0..4) == 0 {
        return STRANGE[rng.random_range(0..STRANGE.len())].to_owned();
    }
    let names = table.element_names();
    let of = table.element(names[rng.random_range(0..names.len())]).map(|id| table.type_of(id).attributes());
    let of = of.filter(|all| !all.is_empty());
    of.map_or_else(|| "class".to_owned(), |all| all[rng.random_range(0..all.len())].name.clone())
}
