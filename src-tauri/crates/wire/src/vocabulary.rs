//! A controlled vocabulary as a value: codes, what they are called in each language, what stands above them.
//!
//! Read from IPTC's JSON, CSV, SKOS in RDF/XML or a `NewsML-G2` knowledge item, all of them hostile: size, number and
//! depth are limited, a document type is refused and nothing is ever fetched. [`Catalogue`] searches several at once.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::Fault;

mod catalogue;
mod csv;
mod draft;
mod fold;
mod index;
mod json;
mod knowledge_item;
mod read;
mod skos;
mod xml;

pub use catalogue::{Catalogue, Hit, Query, Scope};
pub use read::{Asked, read};

/// Largest file of a vocabulary, bytes (64 MiB).
pub const MAX_FILE: usize = 64 * 1024 * 1024;
/// Most concepts of a vocabulary.
pub const MAX_CONCEPTS: usize = 200_000;
/// Most names, synonyms, definitions, broader concepts or matches of one concept.
pub const MAX_EACH: usize = 500;

/// A name in a language.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Label {
    /// BCP 47 tag as the file has it; empty where it says none.
    pub language: String,
    /// The words.
    pub text: String,
}

impl Label {
    /// Words in a language.
    pub fn new(language: &str, text: &str) -> Self {
        Self { language: language.to_owned(), text: text.to_owned() }
    }
}

/// How an old subject code relates to a concept (SKOS mapping properties). The order is the order of preference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Match {
    /// The same subject.
    Exact,
    /// Nearly the same.
    Close,
    /// The old code is broader: right to write, wrong to read back.
    Broad,
}

/// The old IPTC subject code of a concept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectCode {
    /// Eight digits: `04000000`.
    pub code: String,
    /// How it matches.
    pub how: Match,
}

/// One entry of a vocabulary.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concept {
    /// Code inside the vocabulary; never empty, no white space.
    pub code: String,
    /// Codes of the broader concepts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parents: Vec<String>,
    /// One name per language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Label>,
    /// What it is called as well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub synonyms: Vec<Label>,
    /// What it means, one text per language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub definitions: Vec<Label>,
    /// Since when it should not be used any more, as the file says it; it keeps its code for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired: Option<String>,
    /// Its old subject code, where the file names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject_code: Option<SubjectCode>,
}

impl Concept {
    /// Its name in `language`, else in English, else whatever there is, else its code.
    pub fn name(&self, language: &str) -> &str {
        best(&self.names, language).map_or(&self.code, |label| &label.text)
    }

    /// What it means in `language`, else in English, else in any; empty where the file does not say.
    pub fn definition(&self, language: &str) -> &str {
        best(&self.definitions, language).map_or("", |label| &label.text)
    }
}

/// The label whose language fits best: the tag itself, the same language elsewhere, English, none given, any.
fn best<'a>(labels: &'a [Label], language: &str) -> Option<&'a Label> {
    let main = |tag: &'a str| tag.split(['-', '_']).next().unwrap_or_default();
    let wanted = language.split(['-', '_']).next().unwrap_or_default();
    labels.iter().min_by_key(|label| match label.language.as_str() {
        tag if tag.eq_ignore_ascii_case(language) => 0,
        tag if main(tag).eq_ignore_ascii_case(wanted) => 1,
        tag if main(tag).eq_ignore_ascii_case("en") => 2,
        "" => 3,
        _ => 4,
    })
}

/// A vocabulary. Built by [`read`], which proves its codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vocabulary {
    scheme: String,
    uri: String,
    title: String,
    concepts: Vec<Concept>,
}

impl Vocabulary {
    /// One of the built-in tables, which a test proves.
    pub(crate) fn of_the_house(scheme: &str, uri: &str, title: &str, concepts: Vec<Concept>) -> Self {
        Self { scheme: scheme.to_owned(), uri: uri.to_owned(), title: title.to_owned(), concepts }
    }

    /// Alias of its scheme: `medtop`.
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// URI of its scheme, empty where neither the file nor the house knows one.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// What it is called, empty where the file does not say.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Its concepts, in the order of the file.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// The concept with this code. Looks through all of them; a [`Catalogue`] knows where they stand.
    pub fn concept(&self, code: &str) -> Option<&Concept> {
        self.concepts.iter().find(|concept| concept.code == code)
    }

    /// The concept that stands for an old subject code: the same subject before a close one, one in use before a
    /// retired one, the first of several.
    pub fn concept_of_subject_code(&self, subject_code: &str) -> Option<&Concept> {
        let ranked = self.concepts.iter().filter_map(|concept| {
            let how = concept.subject_code.as_ref().filter(|subject| subject.code == subject_code)?.how;
            (how != Match::Broad).then_some((how, concept.retired.is_some(), concept))
        });
        ranked.min_by_key(|(how, retired, _)| (*how, *retired)).map(|(_, _, concept)| concept)
    }

    /// The languages of its names, sorted.
    pub fn languages(&self) -> BTreeSet<&str> {
        let tags = self.concepts.iter().flat_map(|concept| &concept.names).map(|label| label.language.as_str());
        tags.filter(|tag| !tag.is_empty()).collect()
    }
}

/// Why a file is no vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum VocabularyError {
    /// It is none of the four forms.
    #[error(
        "expected a vocabulary as IPTC JSON, CSV with a column `code`, SKOS RDF/XML or a NewsML-G2 knowledge item, got {got}"
    )]
    Form {
        /// What the file begins with.
        got: String,
    },
    /// It is larger than any vocabulary.
    #[error("expected at most {most} {what}, got more")]
    TooMuch {
        /// `bytes`, `concepts`.
        what: &'static str,
        /// The limit.
        most: usize,
    },
    /// A place in it is wrong.
    #[error("{0}")]
    Fault(Fault),
    /// Neither the file nor the house says which alias its codes have.
    #[error(
        "expected the alias that its codes have in a story, like `wsvc` in `wsvc:sport`, got none: name one when you load it"
    )]
    NoScheme,
    /// The alias is none.
    #[error("expected an alias without spaces and colons, got {got:?}")]
    Scheme {
        /// What was asked for.
        got: String,
    },
    /// There is nothing in it.
    #[error("expected concepts with a code and a name, got none")]
    Empty,
}

impl VocabularyError {
    fn fault(place: impl Into<String>, expected: impl Into<String>, got: impl Into<String>) -> Self {
        Self::Fault(Fault::new(place, expected, got))
    }
}

/// A text as an error shows it: quoted, on one line, short.
fn quoted(text: &str) -> String {
    let short: String = text.chars().take(40).collect();
    let dots = if text.chars().nth(40).is_some() { "…" } else { "" };
    format!("{short:?}{dots}")
}
