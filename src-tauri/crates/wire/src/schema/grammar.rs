//! A table of rules made ready to judge by: types with everything they take over, their content as states.

use std::collections::HashMap;

use super::automaton::{Automaton, Part, TypeId};
use super::datatype::Datatype;
use super::notation::{
    self, Attribute, AttributeRule, Content, Definition, Kind, Need, NotationError, Particle, Wildcard,
};

/// No type takes over from more types than this, no group holds more groups.
const MAX_DEPTH: usize = 16;

/// The rules of one namespace.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) space: &'static str,
    types: Vec<Type>,
    elements: HashMap<&'static str, TypeId>,
}

/// What an element must be.
#[derive(Debug)]
pub(super) struct Type {
    pub(super) inside: Inside,
    /// By name.
    attributes: Vec<Attribute>,
    /// Other attributes that are taken.
    pub(super) others: Option<Wildcard>,
}

/// What may stand inside.
#[derive(Debug)]
pub(super) enum Inside {
    Nothing,
    Value(Datatype),
    Elements(Automaton),
    Mixed(Automaton),
}

impl Table {
    /// The table in `notation`.
    ///
    /// # Errors
    /// [`NotationError`] when it names something that it does not define, or content could be read two ways.
    pub(super) fn read(space: &'static str, notation: &'static str) -> Result<Self, NotationError> {
        let definitions = Definitions::of(notation::read(notation)?);
        let mut types = Vec::new();
        for definition in &definitions.all {
            types.push(definitions.type_of(definition)?);
        }
        Ok(Self { space, types, elements: definitions.elements })
    }

    /// The type of an element that may be the root of something.
    pub(super) fn element(&self, name: &str) -> Option<TypeId> {
        self.elements.get(name).copied()
    }

    pub(super) fn type_of(&self, id: TypeId) -> &Type {
        &self.types[id]
    }

    #[cfg(test)]
    pub(super) fn types(&self) -> &[Type] {
        &self.types
    }

    /// In their order.
    #[cfg(test)]
    pub(super) fn element_names(&self) -> Vec<&'static str> {
        let mut names: Vec<_> = self.elements.keys().copied().collect();
        names.sort_unstable();
        names
    }
}

impl Type {
    pub(super) fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.binary_search_by(|one| one.name.as_str().cmp(name)).ok().map(|at| &self.attributes[at])
    }

    #[cfg(test)]
    pub(super) fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    pub(super) fn required(&self) -> impl Iterator<Item = &str> {
        self.attributes.iter().filter(|one| one.need == Need::Must).map(|one| one.name.as_str())
    }
}

struct Definitions {
    all: Vec<Definition>,
    elements: HashMap<&'static str, TypeId>,
    types: HashMap<&'static str, TypeId>,
    groups: HashMap<&'static str, TypeId>,
    sets: HashMap<&'static str, TypeId>,
}

impl Definitions {
    fn of(all: Vec<Definition>) -> Self {
        let named = |kind: Kind| {
            let those = all.iter().enumerate().filter(|(_, one)| one.kind == kind);
            those.map(|(at, one)| (one.name, at)).collect::<HashMap<_, _>>()
        };
        let (elements, types) = (named(Kind::Element), named(Kind::Type));
        let (groups, sets) = (named(Kind::Group), named(Kind::Attributes));
        Self { all, elements, types, groups, sets }
    }

    /// A definition as a type; a group and a set of attributes become one that nothing refers to.
    fn type_of(&self, definition: &Definition) -> Result<Type, NotationError> {
        let mut line = vec![definition];
        while let Some(base) = line.last().and_then(|last| last.base) {
            if line.len() > MAX_DEPTH {
                return Err(wrong(definition, "a type that does not take over itself", base));
            }
            line.push(self.find(&self.types, definition, base)?);
        }
        line.reverse();
        let mut made = Type { inside: Inside::Nothing, attributes: Vec::new(), others: None };
        let mut value = None;
        let mut parts = Vec::new();
        let mut is_mixed = false;
        for one in line {
            match &one.content {
                None | Some(Content::Empty) => {}
                Some(Content::Value(datatype)) => value = Some(datatype.clone()),
                Some(Content::Elements(particle)) => parts.push(self.part(one, particle, 0)?),
                Some(Content::Mixed(particle)) => {
                    is_mixed = true;
                    parts.push(self.part(one, particle, 0)?);
                }
            }
            self.add_attributes(one, &one.attributes, &mut made, 0)?;
        }
        made.attributes.sort_by(|a, b| a.name.cmp(&b.name));
        if let Some(pair) = made.attributes.windows(2).find(|pair| pair[0].name == pair[1].name) {
            return Err(wrong(definition, "each attribute once", &pair[0].name));
        }
        made.inside = match (value, parts.is_empty()) {
            (Some(value), _) => Inside::Value(value),
            (None, true) => Inside::Nothing,
            (None, false) => {
                let states = Automaton::of(&Part::Sequence(parts));
                let states = states.map_err(|name| wrong(definition, "content that reads one way", name))?;
                if is_mixed { Inside::Mixed(states) } else { Inside::Elements(states) }
            }
        };
        Ok(made)
    }

    fn add_attributes(
        &self,
        definition: &Definition,
        rules: &[AttributeRule],
        to: &mut Type,
        depth: usize,
    ) -> Result<(), NotationError> {
        for rule in rules {
            match rule {
                AttributeRule::Attribute(attribute) => to.attributes.push(attribute.clone()),
                AttributeRule::Wildcard(wildcard) => to.others = Some(*wildcard),
                AttributeRule::Set(name) if depth > MAX_DEPTH => {
                    return Err(wrong(definition, "a set that does not hold itself", name));
                }
                AttributeRule::Set(name) => {
                    let set = self.find(&self.sets, definition, name)?;
                    self.add_attributes(definition, &set.attributes, to, depth + 1)?;
                }
            }
        }
        Ok(())
    }

    fn part(&self, definition: &Definition, particle: &Particle, depth: usize) -> Result<Part, NotationError> {
        let all = |parts: &[Particle]| {
            parts.iter().map(|part| self.part(definition, part, depth)).collect::<Result<Vec<_>, _>>()
        };
        Ok(match particle {
            Particle::Wildcard(wildcard) => Part::Wildcard(*wildcard),
            Particle::Sequence(parts) => Part::Sequence(all(parts)?),
            Particle::Choice(parts) => Part::Choice(all(parts)?),
            Particle::Repeat(part, occurs) => Part::Repeat(Box::new(self.part(definition, part, depth)?), *occurs),
            Particle::Element { name, of } => {
                let among = if of.is_some() { &self.types } else { &self.elements };
                let key = of.as_deref().unwrap_or(name);
                let id = among.get(key).copied();
                Part::Element(name, id.ok_or_else(|| wrong(definition, "something that the table defines", key))?)
            }
            Particle::Group(name) if depth > MAX_DEPTH => {
                return Err(wrong(definition, "a group that does not hold itself", name));
            }
            Particle::Group(name) => {
                let group = self.find(&self.groups, definition, name)?;
                match &group.content {
                    Some(Content::Elements(inner)) => self.part(definition, inner, depth + 1)?,
                    Some(Content::Empty | Content::Value(_) | Content::Mixed(_)) | None => {
                        return Err(wrong(definition, "a group of elements", name));
                    }
                }
            }
        })
    }

    fn find(
        &self,
        among: &HashMap<&'static str, TypeId>,
        definition: &Definition,
        name: &str,
    ) -> Result<&Definition, NotationError> {
        let found = among.get(name).map(|at| &self.all[*at]);
        found.ok_or_else(|| wrong(definition, "something that the table defines", name))
    }
}

fn wrong(definition: &Definition, expected: &'static str, got: &str) -> NotationError {
    NotationError { definition: definition.name.to_owned(), expected, got: got.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_adds_to_what_it_takes_over() {
        let table = "attributes s = m n!\ntype A = a ; @s {other}\ntype B < A = b? ; o\nelement a = empty\n\
                     element b = text\nelement c < B\n";
        let table = Table::read("urn:x", table).expect("it is in the notation");
        let c = table.type_of(table.element("c").expect("it is defined"));
        assert_eq!(c.required().collect::<Vec<_>>(), ["n"], "attributes of the set and of both types");
        assert!(c.attribute("m").is_some() && c.attribute("o").is_some() && c.others.is_some(), "{c:?}");
        let Inside::Elements(states) = &c.inside else { unreachable!("elements: {c:?}") };
        let after_a = states.state(states.start()).element("a").expect("a comes first");
        assert!(states.state(after_a.to).element("b").is_some(), "and then b, of the type that takes over");
    }

    #[test]
    fn a_table_that_means_nothing_is_a_mistake() {
        for (table, expected) in [
            ("element a = b\n", "something that the table defines"),
            ("type A < A\n", "does not take over itself"),
            ("group g = %g\n", "does not hold itself"),
            ("attributes s = @s\n", "does not hold itself"),
            ("element a = a? a\n", "content that reads one way"),
            ("element a = empty ; b b\n", "each attribute once"),
        ] {
            let error = Table::read("urn:x", table).expect_err("a mistake").to_string();
            assert!(error.contains(expected), "{table:?}: {error}");
        }
    }
}
