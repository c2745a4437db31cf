//! Vocabularies at the edge: which there are, a search in them, and what it found.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wirecopy_story::Term;

/// One vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VocabularyRow {
    /// Alias of its scheme: `medtop`.
    pub scheme: String,
    /// What it is called; may be empty.
    pub title: String,
    /// URI of its scheme; may be empty.
    pub uri: String,
    /// Languages of its names, BCP 47.
    pub languages: Vec<String>,
    /// Its concepts.
    pub concepts: u32,
    /// Those of them that are not used any more.
    pub retired: u32,
    /// The file it was loaded from; `None`: it is built in.
    pub file_name: Option<String>,
    /// When it was loaded.
    pub loaded_at: Option<String>,
}

/// A search in the vocabularies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VocabularyQuery {
    /// What was typed; nothing typed lists the top of the vocabularies.
    pub words: String,
    /// Where to search.
    pub scope: VocabularyScope,
    /// BCP 47 tag of the language for labels.
    pub language: String,
    /// Most hits, 1..=200.
    pub limit: u32,
}

/// Where to search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum VocabularyScope {
    /// Everywhere.
    All,
    /// What a story may be about: everything but genre, urgency, status and signals.
    Subjects,
    /// One vocabulary.
    Scheme {
        /// Its alias.
        scheme: String,
    },
}

/// A term that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VocabularyHit {
    /// The term with its label.
    pub term: Term,
    /// Labels of what stands above it, the top first.
    pub path: Vec<String>,
    /// The synonym, or the name in another language, that was found.
    pub matched: Option<String>,
    /// What it means; may be empty.
    pub definition: String,
    /// Since when it is not used any more, as the vocabulary says it.
    pub retired: Option<String>,
}
