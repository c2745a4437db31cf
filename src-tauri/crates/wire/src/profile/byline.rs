//! The byline as one house prints it, and the way back from the printed line to its authors.

use wirecopy_story::Byline;

use super::ProfileError;
use super::build::template;
use super::file::{Addresses, BylineFile};
use super::template::{Fit, Piece, Template};

/// A part of a printed byline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BylinePart<'p> {
    /// `By `, a comma.
    Words(&'p str),
    /// The name of an author.
    Name(&'p Byline),
    /// The role of the author named before.
    Role(&'p Byline),
}

/// How authors are printed.
#[derive(Debug, Clone)]
pub(super) struct BylineStyle {
    pub(super) line: Template,
    person: Template,
    person_without_role: Template,
    between: String,
    last: String,
    pub(super) addresses: Addresses,
    below: Vec<String>,
}

impl BylineStyle {
    pub(super) fn build(file: BylineFile) -> Result<Self, ProfileError> {
        Ok(Self {
            line: template("byline.line", &file.line, &["names"])?,
            person: template("byline.person", &file.person, &["name", "role"])?,
            person_without_role: template("byline.person_without_role", &file.person_without_role, &["name"])?,
            between: file.between,
            last: file.last,
            addresses: file.addresses,
            below: file.below,
        })
    }

    /// The same style in other words.
    pub(super) fn reworded(&self, word: &dyn Fn(&str) -> String) -> Self {
        Self {
            line: self.line.reworded(word),
            person: self.person.reworded(word),
            person_without_role: self.person_without_role.reworded(word),
            between: word(&self.between),
            last: word(&self.last),
            addresses: self.addresses,
            below: self.below.clone(),
        }
    }

    /// Whether a line may stand below a byline.
    pub(super) fn stands_below(&self, line: &str) -> bool {
        self.below.iter().any(|one| one.eq_ignore_ascii_case(line))
    }

    /// The authors as printed in plain text, empty without one.
    pub(super) fn print(&self, authors: &[Byline]) -> String {
        let names = self.names(authors);
        self.line.render(|_| Some(names.as_str().into())).unwrap_or_default()
    }

    /// The authors' names and roles, joined.
    pub(super) fn names(&self, authors: &[Byline]) -> String {
        let mut out = String::new();
        let named: Vec<&Byline> = authors.iter().filter(|author| !author.name.trim().is_empty()).collect();
        for (at, author) in named.iter().enumerate() {
            match at {
                0 => {}
                at if at + 1 == named.len() => out.push_str(&self.last),
                _ => out.push_str(&self.between),
            }
            let pattern = if author.role.is_empty() { &self.person_without_role } else { &self.person };
            let person = pattern.render(|slot| Some(if slot == "name" { &author.name } else { &author.role }.into()));
            out.push_str(&person.unwrap_or_else(|| author.name.clone()));
        }
        out
    }

    /// The printed byline with names and roles told apart; empty without an author. A role is one only behind its
    /// author's name: what stands before it are words.
    pub(super) fn parts<'p>(&'p self, authors: &'p [Byline]) -> Vec<BylinePart<'p>> {
        let mut parts = Vec::new();
        if authors.is_empty() {
            return parts;
        }
        let has_names = self.line.slots().next().is_some();
        for piece in self.line.pieces() {
            match piece {
                Piece::Words(words) => parts.push(BylinePart::Words(words)),
                Piece::Slot(_) => self.people(authors, &mut parts),
            }
        }
        if !has_names {
            self.people(authors, &mut parts);
        }
        parts
    }

    fn people<'p>(&'p self, authors: &'p [Byline], parts: &mut Vec<BylinePart<'p>>) {
        for (at, author) in authors.iter().enumerate() {
            match at {
                0 => {}
                at if at + 1 == authors.len() => parts.push(BylinePart::Words(&self.last)),
                _ => parts.push(BylinePart::Words(&self.between)),
            }
            let pattern = if author.role.is_empty() { &self.person_without_role } else { &self.person };
            let mut named = false;
            for piece in pattern.pieces() {
                match piece {
                    Piece::Words(words) => parts.push(BylinePart::Words(words)),
                    Piece::Slot("name") if !named => {
                        parts.push(BylinePart::Name(author));
                        named = true;
                    }
                    Piece::Slot("role") if named => parts.push(BylinePart::Role(author)),
                    Piece::Slot("role") => parts.push(BylinePart::Words(&author.role)),
                    Piece::Slot(_) => parts.push(BylinePart::Words(&author.name)),
                }
            }
            if !named {
                parts.push(BylinePart::Name(author));
            }
        }
    }

    /// The authors of a printed byline; `None` when it is none.
    pub(super) fn read(&self, line: &str) -> Option<Vec<Byline>> {
        let any = |_: &str, _: &str| true;
        let (found, _) = self.line.read(line, Fit::Whole, &any)?;
        let names = found.first()?.1;
        let (first, last) = names.rsplit_once(self.last.as_str()).map_or((names, None), |(a, b)| (a, Some(b)));
        let person = |text: &str| {
            let found = self.person.read(text, Fit::Whole, &any).map(|(found, _)| found).unwrap_or_default();
            let slot = |name: &str| found.iter().find(|(slot, _)| *slot == name).map(|(_, value)| (*value).to_owned());
            Byline {
                name: slot("name").unwrap_or_else(|| text.to_owned()),
                role: slot("role").unwrap_or_default(),
                email: String::new(),
            }
        };
        let authors: Vec<_> = first.split(self.between.as_str()).chain(last).map(person).collect();
        let whole = || vec![Byline { name: names.to_owned(), ..Byline::default() }];
        let tidy = |text: &str| text.trim() == text;
        let whole_names = authors.iter().all(|one| tidy(&one.name) && tidy(&one.role));
        Some(if whole_names && self.print(&authors) == line { authors } else { whole() })
    }
}
