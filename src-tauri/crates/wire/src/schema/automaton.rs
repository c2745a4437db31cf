//! Content as states: each element leads to one state or to none, so a message is judged in linear time and nothing is
//! tried twice. XML Schema asks that content be so (part 1, 3.8.6, Unique Particle Attribution); a table that breaks
//! it is a mistake. The states are the places between elements that are followed by the same (Glushkov, 1961).

use std::collections::BTreeMap;

use super::notation::{Occurs, Space, Wildcard};

/// Index of a type in its table.
pub(super) type TypeId = usize;
/// Index of a state.
pub(super) type StateId = usize;

/// A piece of content with its groups put in and its types found.
#[derive(Debug, Clone)]
pub(super) enum Part {
    Element(&'static str, TypeId),
    Wildcard(Wildcard),
    Sequence(Vec<Self>),
    Choice(Vec<Self>),
    Repeat(Box<Self>, Occurs),
}

/// The states of one content.
#[derive(Debug)]
pub(super) struct Automaton {
    states: Vec<State>,
    start: StateId,
}

/// What may come next.
#[derive(Debug, PartialEq)]
pub(super) struct State {
    /// By name.
    elements: Vec<Step>,
    wildcard: Option<(Wildcard, StateId)>,
    pub(super) may_end: bool,
}

/// An element that may come next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Step {
    pub(super) name: &'static str,
    pub(super) id: TypeId,
    pub(super) to: StateId,
}

impl Automaton {
    /// The states of `part`, or the name of an element that could be two things at one place.
    pub(super) fn of(part: &Part) -> Result<Self, &'static str> {
        let mut places = Places { leaves: Vec::new(), follow: Vec::new() };
        let span = places.walk(part);
        let mut keys = vec![(sorted(span.first), span.may_be_empty)];
        for (at, follow) in places.follow.iter().enumerate() {
            keys.push((sorted(follow.clone()), span.last.contains(&at)));
        }
        let mut ids = BTreeMap::new();
        let mut distinct = Vec::new();
        let mut state_of = Vec::new();
        for key in keys {
            let id = *ids.entry(key.clone()).or_insert_with(|| {
                distinct.push(key);
                distinct.len() - 1
            });
            state_of.push(id);
        }
        let states = distinct.iter().map(|(next, may_end)| places.state(next, *may_end, &state_of));
        Ok(Self { states: states.collect::<Result<_, _>>()?, start: 0 })
    }

    pub(super) fn start(&self) -> StateId {
        self.start
    }

    pub(super) fn state(&self, id: StateId) -> &State {
        &self.states[id]
    }

    /// Elements that may repeat, then elements of other namespaces: after those, none of the first any more.
    #[cfg(test)]
    pub(super) fn repeated_before_others(&self) -> impl Iterator<Item = &'static str> {
        self.states.iter().enumerate().flat_map(|(id, state)| {
            let after = state.wildcard.map(|(_, to)| &self.states[to]);
            let ends =
                move |step: &&Step| step.to == id && after.is_some_and(|after| after.element(step.name).is_none());
            state.elements.iter().filter(ends).map(|step| step.name)
        })
    }

    /// A step for an element of this name from any state: how to judge it where it has no place.
    pub(super) fn anywhere(&self, name: &str) -> Option<Step> {
        self.states.iter().find_map(|state| state.element(name))
    }
}

impl State {
    /// The step for an element of the table's namespace.
    pub(super) fn element(&self, name: &str) -> Option<Step> {
        self.elements.binary_search_by(|step| step.name.cmp(name)).ok().map(|at| self.elements[at])
    }

    #[cfg(test)]
    pub(super) fn steps(&self) -> &[Step] {
        &self.elements
    }

    pub(super) fn wildcard(&self) -> Option<(Wildcard, StateId)> {
        self.wildcard
    }

    /// What may come next, to go on after `expected `: `<a> or <b>`; nothing where only the end may come.
    pub(super) fn expected(&self) -> Option<String> {
        const TOLD: usize = 12;
        let mut names: Vec<String> = self.elements.iter().take(TOLD).map(|step| format!("<{}>", step.name)).collect();
        if self.elements.len() > TOLD {
            names.push(format!("one of {} others", self.elements.len() - TOLD));
        }
        names.extend(self.wildcard.map(|(wildcard, _)| match wildcard.space {
            Space::Any => "any element".to_owned(),
            Space::Other => "an element of another namespace".to_owned(),
            Space::Own => "an element of the standard".to_owned(),
            Space::None => "an element without namespace".to_owned(),
            Space::Named(name) => format!("an element of {name:?}"),
        }));
        let last = names.pop()?;
        Some(if names.is_empty() { last } else { format!("{} or {last}", names.join(", ")) })
    }
}

fn sorted(mut places: Vec<usize>) -> Vec<usize> {
    places.sort_unstable();
    places.dedup();
    places
}

/// Every element and wildcard of a content, and which may follow which.
struct Places {
    leaves: Vec<Leaf>,
    follow: Vec<Vec<usize>>,
}

#[derive(Clone, Copy)]
enum Leaf {
    Element(&'static str, TypeId),
    Wildcard(Wildcard),
}

/// The places at the two ends of a piece.
struct Span {
    may_be_empty: bool,
    first: Vec<usize>,
    last: Vec<usize>,
}

impl Places {
    fn walk(&mut self, part: &Part) -> Span {
        match part {
            Part::Element(name, id) => self.leaf(Leaf::Element(name, *id)),
            Part::Wildcard(wildcard) => self.leaf(Leaf::Wildcard(*wildcard)),
            Part::Sequence(parts) => {
                let mut whole = Span { may_be_empty: true, first: Vec::new(), last: Vec::new() };
                for part in parts {
                    let next = self.walk(part);
                    self.join(&whole.last, &next.first);
                    if whole.may_be_empty {
                        whole.first.extend(&next.first);
                    }
                    if !next.may_be_empty {
                        whole.last.clear();
                    }
                    whole.last.extend(next.last);
                    whole.may_be_empty &= next.may_be_empty;
                }
                whole
            }
            Part::Choice(parts) => {
                let mut whole = Span { may_be_empty: false, first: Vec::new(), last: Vec::new() };
                for part in parts {
                    let one = self.walk(part);
                    whole.first.extend(one.first);
                    whole.last.extend(one.last);
                    whole.may_be_empty |= one.may_be_empty;
                }
                whole
            }
            Part::Repeat(part, occurs) => {
                let mut span = self.walk(part);
                match occurs {
                    Occurs::NoneOrOne => span.may_be_empty = true,
                    Occurs::AnyNumber => {
                        span.may_be_empty = true;
                        self.join(&span.last, &span.first);
                    }
                    Occurs::AtLeastOne => self.join(&span.last, &span.first),
                }
                span
            }
        }
    }

    fn leaf(&mut self, leaf: Leaf) -> Span {
        self.leaves.push(leaf);
        self.follow.push(Vec::new());
        let at = self.leaves.len() - 1;
        Span { may_be_empty: false, first: vec![at], last: vec![at] }
    }

    fn join(&mut self, before: &[usize], after: &[usize]) {
        for at in before {
            self.follow[*at].extend(after);
        }
    }

    /// The state in which the places `next` may follow.
    fn state(&self, next: &[usize], may_end: bool, state_of: &[StateId]) -> Result<State, &'static str> {
        let mut state = State { elements: Vec::new(), wildcard: None, may_end };
        for at in next {
            // The first state is the one before every place.
            let to = state_of[at + 1];
            match self.leaves[*at] {
                Leaf::Element(name, id) => state.elements.push(Step { name, id, to }),
                Leaf::Wildcard(_) if state.wildcard.is_some() => return Err("a wildcard"),
                Leaf::Wildcard(wildcard) => state.wildcard = Some((wildcard, to)),
            }
        }
        state.elements.sort_by_key(|step| step.name);
        match state.elements.windows(2).find(|pair| pair[0].name == pair[1].name) {
            Some(pair) => Err(pair[0].name),
            None => Ok(state),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(name: &'static str) -> Part {
        Part::Element(name, 0)
    }

    fn takes(automaton: &Automaton, names: &str) -> bool {
        let mut state = automaton.state(automaton.start());
        for name in names.split_whitespace() {
            let Some(step) = state.element(name) else { return false };
            state = automaton.state(step.to);
        }
        state.may_end
    }

    #[test]
    fn states_take_what_the_content_says_and_nothing_else() {
        let any = |part: Part, occurs| Part::Repeat(Box::new(part), occurs);
        // a? (b c | d)+ e*
        let choice = Part::Choice(vec![Part::Sequence(vec![element("b"), element("c")]), element("d")]);
        let content = Part::Sequence(vec![
            any(element("a"), Occurs::NoneOrOne),
            any(choice, Occurs::AtLeastOne),
            any(element("e"), Occurs::AnyNumber),
        ]);
        let automaton = Automaton::of(&content).expect("each element is one thing at each place");
        for good in ["d", "a d", "b c", "b c d b c e e", "a d e"] {
            assert!(takes(&automaton, good), "{good}");
        }
        for bad in ["", "a", "b", "b d", "a a d", "e", "d a", "d e d", "x"] {
            assert!(!takes(&automaton, bad), "{bad}");
        }
    }

    #[test]
    fn a_choice_of_many_again_and_again_is_one_state() {
        let names = ["a", "b", "c", "d", "e"].map(element).to_vec();
        let content = Part::Repeat(Box::new(Part::Choice(names)), Occurs::AnyNumber);
        assert_eq!(Automaton::of(&content).expect("it is one").states.len(), 1, "after each the same may follow");
    }

    #[test]
    fn an_element_that_could_be_two_things_is_a_mistake_of_the_table() {
        let optional = Part::Repeat(Box::new(element("a")), Occurs::NoneOrOne);
        let content = Part::Sequence(vec![optional, element("a")]);
        assert_eq!(Automaton::of(&content).expect_err("which of the two is it?"), "a");
    }

    #[test]
    fn a_state_tells_what_it_expects() {
        let content = Part::Choice(vec![element("b"), element("a")]);
        let automaton = Automaton::of(&content).expect("it is one");
        let start = automaton.state(automaton.start());
        assert_eq!(start.expected().as_deref(), Some("<a> or <b>"));
        let end = automaton.state(start.element("a").expect("it may come").to);
        assert_eq!((end.expected(), end.may_end), (None, true), "then only the end may come");
    }
}
