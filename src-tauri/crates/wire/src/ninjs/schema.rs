//! The rules of the official ninjs schemas as tables of our own, one for each line; what a version added says since
//! when. `format: date-time` and `uri` are annotations in the official suite, so a bad date is no fault; the pattern of
//! a truncated date-time is a rule.

mod one;
mod three;
mod two;

use super::names::Line;

/// What a value must be.
#[derive(Debug)]
pub(super) enum Rule {
    /// Any string.
    Text,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// A string of the pattern `YYYY[-MM[-DD[Thh:mm:ss[.f][zone]]]]`.
    TruncatedMoment,
    /// A whole number.
    Whole,
    /// A whole number between two others, both included.
    Between(i32, i32),
    /// Any number.
    Number,
    /// A list whose items follow a rule.
    List(&'static Rule),
    /// An object of this shape.
    Object(&'static Shape),
    /// An object whose members have names of the writer's own, which begin with an ASCII letter, a digit or `_`, and
    /// follow a rule.
    Named(&'static Rule),
    /// A `GeoJSON` object (RFC 7946).
    GeoJson,
    /// The schema asks for a list that is a string at the same time: nothing is valid here.
    Nothing,
    /// A member that came with this version.
    Since(&'static str, &'static Rule),
}

/// Names and rules of members.
pub(super) type Members = &'static [(&'static str, Rule)];

/// What an object holds.
#[derive(Debug)]
pub(super) struct Shape {
    /// What it is, for a fault.
    pub(super) name: &'static str,
    pub(super) members: Members,
    /// More members, shared with another shape: those of a whole item.
    pub(super) shared: Option<&'static Shape>,
    /// Members with open names: how they begin. An ASCII letter, a digit or `_` follows.
    pub(super) begun: Members,
    /// Members that stand in no table.
    pub(super) others: Others,
    pub(super) required: &'static [&'static str],
    pub(super) choice: Choice,
}

/// What becomes of members that stand in no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Others {
    Refused,
    Taken,
}

/// What an object asks of several members at once.
#[derive(Debug)]
pub(super) enum Choice {
    Free,
    /// Exactly one of the two is there.
    ExactlyOne(&'static str, &'static str),
    /// Exactly one of the first pair, or exactly one of the second.
    OnePairOrOther((&'static str, &'static str), (&'static str, &'static str)),
}

impl Shape {
    /// The rule of the member `key`, whatever version it came with.
    pub(super) fn rule(&self, key: &str) -> Option<&Rule> {
        let named = self.members.iter().find(|(name, _)| *name == key);
        let follows = |begin: &str| key.strip_prefix(begin).is_some_and(|rest| rest.starts_with(is_of_name));
        let found = named.or_else(|| self.begun.iter().find(|(begin, _)| follows(begin)));
        found.map(|(_, rule)| rule).or_else(|| self.shared?.rule(key))
    }
}

/// Whether a name of the writer's own may begin with it.
pub(super) fn is_of_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

/// The root of a message of `line`.
pub(super) fn root(line: Line) -> &'static Shape {
    match line {
        Line::One => &one::ROOT,
        Line::Two => &two::ROOT,
        Line::Three => &three::ROOT,
    }
}

/// A closed object that asks for none of its members.
const fn open(name: &'static str, members: Members) -> Shape {
    Shape { name, members, shared: None, begun: &[], others: Others::Refused, required: &[], choice: Choice::Free }
}

const STATUSES: &[&str] = &["usable", "withheld", "canceled"];

static STANDARD: Shape = open("standard", &[("name", Rule::Text), ("version", Rule::Text), ("schema", Rule::Text)]);
static TERM: Shape = open("term", &[("name", Rule::Text), ("uri", Rule::Text), ("literal", Rule::Text)]);

/// The same in 1.5 and 2.1.
static CONTACT: Shape = Shape {
    choice: Choice::ExactlyOne("value", "address"),
    ..open(
        "contact",
        &[
            ("type", Rule::Text),
            ("role", Rule::Text),
            ("lang", Rule::Text),
            ("name", Rule::Text),
            ("value", Rule::Text),
            ("address", Rule::Object(&ADDRESS)),
        ],
    )
};

static ADDRESS: Shape = open(
    "address",
    &[
        ("lines", Rule::List(&Rule::Text)),
        ("locality", Rule::Text),
        ("area", Rule::Text),
        ("postalcode", Rule::Text),
        ("country", Rule::Text),
    ],
);

/// The same in 1.4 and 2.1, which leave the object open.
static RIGHTS: Shape = Shape {
    others: Others::Taken,
    choice: Choice::ExactlyOne("linkedrights", "encodedrights"),
    ..open("rights information", &[("langid", Rule::Text), ("linkedrights", Rule::Text), ("encodedrights", Rule::Text)])
};

#[cfg(test)]
mod tests {
    use super::super::names;
    use super::*;

    #[test]
    fn every_name_that_is_written_stands_in_the_table_of_its_line() {
        for line in Line::ALL {
            for name in names::READ {
                let key = name.of(line);
                assert!(root(line).rule(key).is_some(), "{key} of {line:?}");
            }
        }
    }
}
