//! Reads the tables of rules, `*.rules`, which are written in a notation of ours, one definition an element or a line:
//!
//! - `element hedline = hl1 hl2* ; @common`: content, then attributes. `type T = …` is a type that elements share,
//!   `group g = …` a piece of content (`%g`), `attributes a = …` a set of attributes (`@a`).
//! - `< T` takes over everything of the type T; content and attributes that follow are added after its own.
//! - Content: a sequence; `(a | b)` a choice; `?` none or one, `*` any number, `+` at least one. `empty`: nothing at
//!   all. `text`: text stands everywhere between. `:1..9`: a value and no element. `b<T`: an element b that has here
//!   the type T; `.b`: one that has here the type of the definition's name and its own, `definition.b`.
//! - Attributes: `name`, of any text; `name!` must be there; `name:type`; `name(a|b)` one of these words; `name="a"`
//!   no other value. `name:code` stands for `name:QCode` and its twin `nameuri:IRI`, `name:codes` for both as lists.
//! - `{other}` an element or attribute of another namespace, `{any}` of any, `{own}` of the table's, `{local}` of none,
//!   `{urn:x}` of that one; it is judged where its rules are known, must be known with `{other strict}`, is not looked
//!   into with `{other skip}`.

use super::datatype::Datatype;

/// A table that cannot be read: a mistake in the table itself.
#[derive(Debug, thiserror::Error)]
#[error("in {definition:?}: expected {expected}, got {got:?}")]
pub(super) struct NotationError {
    pub(super) definition: String,
    pub(super) expected: &'static str,
    pub(super) got: String,
}

/// What a definition defines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Element,
    Type,
    Group,
    Attributes,
}

/// One definition.
#[derive(Debug)]
pub(super) struct Definition {
    pub(super) kind: Kind,
    pub(super) name: &'static str,
    /// The type that it takes over.
    pub(super) base: Option<&'static str>,
    pub(super) content: Option<Content>,
    pub(super) attributes: Vec<AttributeRule>,
}

/// What may stand inside an element.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content {
    Empty,
    Value(Datatype),
    Elements(Particle),
    Mixed(Particle),
}

/// A piece of content.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Particle {
    /// An element; without a type it is the one that the table defines under its name.
    Element {
        name: &'static str,
        of: Option<String>,
    },
    Wildcard(Wildcard),
    Group(&'static str),
    Sequence(Vec<Self>),
    Choice(Vec<Self>),
    Repeat(Box<Self>, Occurs),
}

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Occurs {
    NoneOrOne,
    AnyNumber,
    AtLeastOne,
}

/// Something whose name the table does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wildcard {
    pub(super) space: Space,
    pub(super) depth: Depth,
}

/// Which namespaces a wildcard takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    Any,
    /// Neither the table's nor none.
    Other,
    Own,
    None,
    Named(&'static str),
}

/// How what a wildcard takes is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    WhereKnown,
    MustBeKnown,
    Never,
}

/// One entry of a list of attributes.
#[derive(Debug, Clone)]
pub(super) enum AttributeRule {
    Attribute(Attribute),
    Set(&'static str),
    Wildcard(Wildcard),
}

/// An attribute.
#[derive(Debug, Clone)]
pub(super) struct Attribute {
    /// As it is written: with `xml:` where it is one of XML.
    pub(super) name: String,
    pub(super) need: Need,
    pub(super) datatype: Datatype,
}

/// Whether an attribute must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    May,
    Must,
}

/// Every definition of a table, in its order.
///
/// # Errors
/// [`NotationError`] at the first mistake.
pub(super) fn read(table: &'static str) -> Result<Vec<Definition>, NotationError> {
    let mut definitions = Vec::new();
    let mut rest = table;
    while !rest.is_empty() {
        let end = rest.match_indices('\n').find(|(at, _)| !rest[at + 1..].starts_with([' ', '\n'])).map(|(at, _)| at);
        let (entry, after) = rest.split_at(end.map_or(rest.len(), |at| at + 1));
        if !entry.starts_with(['#', '\n']) {
            definitions.push(definition(entry)?);
        }
        rest = after;
    }
    Ok(definitions)
}

fn definition(entry: &'static str) -> Result<Definition, NotationError> {
    let mut scanner = Scanner { entry, rest: entry, name: "" };
    let kind = match scanner.word()? {
        "element" => Kind::Element,
        "type" => Kind::Type,
        "group" => Kind::Group,
        "attributes" => Kind::Attributes,
        _ => return Err(scanner.wrong("element, type, group or attributes")),
    };
    let name = scanner.word()?;
    scanner.name = name;
    let base = if scanner.takes('<') { Some(scanner.word()?) } else { None };
    let mut definition = Definition { kind, name, base, content: None, attributes: Vec::new() };
    if scanner.takes('=') && kind != Kind::Attributes {
        definition.content = Some(scanner.content()?);
        if scanner.takes(';') {
            definition.attributes = scanner.attributes()?;
        }
    } else if kind == Kind::Attributes || scanner.takes(';') {
        definition.attributes = scanner.attributes()?;
    }
    if scanner.rest.trim().is_empty() { Ok(definition) } else { Err(scanner.wrong("the end of the definition")) }
}

struct Scanner {
    entry: &'static str,
    rest: &'static str,
    /// Of the definition.
    name: &'static str,
}

impl Scanner {
    fn wrong(&self, expected: &'static str) -> NotationError {
        let definition = self.entry.lines().next().unwrap_or_default().to_owned();
        NotationError { definition, expected, got: self.rest.lines().next().unwrap_or_default().to_owned() }
    }

    /// Whether `letter` comes next, beyond white space; it is passed.
    fn takes(&mut self, letter: char) -> bool {
        let after = self.rest.trim_start().strip_prefix(letter);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn peek(&self) -> Option<char> {
        self.rest.trim_start().chars().next()
    }

    fn word(&mut self) -> Result<&'static str, NotationError> {
        let rest = self.rest.trim_start();
        let end = rest.find(|one: char| !(one.is_ascii_alphanumeric() || "-._".contains(one))).unwrap_or(rest.len());
        if end == 0 {
            return Err(self.wrong("a word"));
        }
        self.rest = &rest[end..];
        Ok(&rest[..end])
    }

    /// What stands before `letter`, which is passed.
    fn until(&mut self, letter: char) -> Result<&'static str, NotationError> {
        let (before, after) = self.rest.split_once(letter).ok_or_else(|| self.wrong("a closing mark"))?;
        self.rest = after;
        Ok(before)
    }

    fn content(&mut self) -> Result<Content, NotationError> {
        if self.takes(':') {
            return self.datatype().map(Content::Value);
        }
        let nothing = || Particle::Sequence(Vec::new());
        let before = self.rest;
        match self.word() {
            Ok("empty") => Ok(Content::Empty),
            Ok("text") if matches!(self.peek(), None | Some(';')) => Ok(Content::Mixed(nothing())),
            Ok("text") => self.choice().map(Content::Mixed),
            Ok(_) | Err(_) => {
                self.rest = before;
                self.choice().map(Content::Elements)
            }
        }
    }

    fn choice(&mut self) -> Result<Particle, NotationError> {
        let mut all = vec![self.sequence()?];
        while self.takes('|') {
            all.push(self.sequence()?);
        }
        Ok(one_or(all, Particle::Choice))
    }

    fn sequence(&mut self) -> Result<Particle, NotationError> {
        let mut all = Vec::new();
        while !matches!(self.peek(), None | Some(';' | '|' | ')')) {
            all.push(self.repeated()?);
        }
        if all.is_empty() { Err(self.wrong("a piece of content")) } else { Ok(one_or(all, Particle::Sequence)) }
    }

    fn repeated(&mut self) -> Result<Particle, NotationError> {
        let particle = if self.takes('(') {
            let inner = self.choice()?;
            if !self.takes(')') {
                return Err(self.wrong("a closing bracket"));
            }
            inner
        } else if self.takes('{') {
            Particle::Wildcard(self.wildcard()?)
        } else if self.takes('%') {
            Particle::Group(self.word()?)
        } else {
            let name = self.word()?;
            if let Some(name) = name.strip_prefix('.') {
                Particle::Element { name, of: Some(format!("{}.{name}", self.name)) }
            } else {
                let of =
                    if self.rest.starts_with('<') && self.takes('<') { Some(self.word()?.to_owned()) } else { None };
                Particle::Element { name, of }
            }
        };
        let occurs = match self.rest.chars().next() {
            Some('?') => Occurs::NoneOrOne,
            Some('*') => Occurs::AnyNumber,
            Some('+') => Occurs::AtLeastOne,
            Some(_) | None => return Ok(particle),
        };
        self.rest = &self.rest[1..];
        Ok(Particle::Repeat(Box::new(particle), occurs))
    }

    fn wildcard(&mut self) -> Result<Wildcard, NotationError> {
        let inside = self.until('}')?;
        let (space, depth) = inside.split_once(' ').unwrap_or((inside, ""));
        let space = match space {
            "any" => Space::Any,
            "other" => Space::Other,
            "own" => Space::Own,
            "local" => Space::None,
            name => Space::Named(name),
        };
        let depth = match depth {
            "" => Depth::WhereKnown,
            "strict" => Depth::MustBeKnown,
            "skip" => Depth::Never,
            _ => return Err(self.wrong("strict or skip before this")),
        };
        Ok(Wildcard { space, depth })
    }

    fn datatype(&mut self) -> Result<Datatype, NotationError> {
        let name = self.word()?;
        let arguments = if self.rest.starts_with('(') && self.takes('(') { Some(self.until(')')?) } else { None };
        Datatype::named(name, arguments).ok_or_else(|| self.wrong("a known datatype before this"))
    }

    fn attributes(&mut self) -> Result<Vec<AttributeRule>, NotationError> {
        let mut all = Vec::new();
        while self.peek().is_some() {
            if self.takes('@') {
                all.push(AttributeRule::Set(self.word()?));
            } else if self.takes('{') {
                all.push(AttributeRule::Wildcard(self.wildcard()?));
            } else {
                self.attribute(&mut all)?;
            }
        }
        Ok(all)
    }

    fn attribute(&mut self, all: &mut Vec<AttributeRule>) -> Result<(), NotationError> {
        let name = self.word()?;
        let mut add = |name: String, need: Need, datatype: Datatype| {
            all.push(AttributeRule::Attribute(Attribute { name, need, datatype }));
        };
        if name == "xml" && self.takes(':') {
            let name = format!("xml:{}", self.word()?);
            let datatype = Datatype::of_xml(&name).ok_or_else(|| self.wrong("an attribute of XML before this"))?;
            add(name, Need::May, datatype);
            return Ok(());
        }
        let need = if self.takes('!') { Need::Must } else { Need::May };
        if self.rest.starts_with("=\"") {
            self.rest = &self.rest[2..];
            add(name.to_owned(), need, Datatype::Fixed(self.until('"')?));
        } else if self.rest.starts_with('(') && self.takes('(') {
            add(name.to_owned(), need, Datatype::words(self.until(')')?));
        } else if self.rest.starts_with(':') && self.takes(':') {
            let twins = match self.rest.split([' ', '\n']).next() {
                Some("code") => Some((Datatype::QCode, Datatype::Iri)),
                Some("codes") => Some((Datatype::QCodes, Datatype::Iris)),
                Some(_) | None => None,
            };
            if let Some((datatype, twin)) = twins {
                self.word()?;
                add(name.to_owned(), need, datatype);
                add(format!("{name}uri"), Need::May, twin);
            } else {
                add(name.to_owned(), need, self.datatype()?);
            }
        } else {
            add(name.to_owned(), need, Datatype::Text);
        }
        Ok(())
    }
}

/// `all` wrapped, or the only one of them as it is.
fn one_or(mut all: Vec<Particle>, wrap: impl Fn(Vec<Particle>) -> Particle) -> Particle {
    match (all.len(), all.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            all.extend(last);
            wrap(all)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definition_reads_as_content_and_attributes() {
        let all = read(
            "# a table\ngroup g = a | b\nelement x < T = c? .d+ (%g)*\n    {other strict}* ; @s n!:1..9 m(a|b) r:code\n",
        );
        let all = all.expect("it is in the notation");
        assert_eq!(all.len(), 2, "a comment defines nothing, a line that is indented goes on");
        let x = &all[1];
        assert_eq!((x.kind, x.name, x.base), (Kind::Element, "x", Some("T")));
        let Some(Content::Elements(Particle::Sequence(parts))) = &x.content else {
            unreachable!("a sequence: {x:?}");
        };
        assert_eq!(parts.len(), 4, "{parts:?}");
        let local = Particle::Element { name: "d", of: Some("x.d".to_owned()) };
        assert_eq!(parts[1], Particle::Repeat(Box::new(local), Occurs::AtLeastOne), "its type is its own");
        assert_eq!(x.attributes.len(), 5, "a code has its twin: {:?}", x.attributes);
    }

    #[test]
    fn a_mistake_is_told_with_its_definition() {
        for (table, expected) in [
            ("elements x = a\n", "element, type, group or attributes"),
            ("element x = (a\n", "a closing bracket"),
            ("element x = a ; b:nothing\n", "a known datatype"),
            ("element x = a ; {other slowly}\n", "strict or skip"),
            ("element x = \n", "a piece of content"),
        ] {
            let error = read(table).expect_err("a mistake").to_string();
            assert!(error.contains(expected), "{table:?}: {error}");
        }
    }
}
