//! Vocabularies: loaded from a file into the desk, listed, removed, searched; and what they say of old subject codes.
//!
//! They are read out of the desk when the first search asks for them, not at the start, and then kept in memory.

use std::path::Path;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use wirecopy_store::VocabularyRow as Kept;
use wirecopy_wire::vocabulary::{Asked, MAX_FILE, Query, Scope, read};
use wirecopy_wire::{Catalogue, Vocabulary, VocabularyError, WireItem, newscodes};

use crate::desk::Desk;
use crate::face::{Failure, VocabularyHit, VocabularyQuery, VocabularyRow, VocabularyScope};
use crate::{edge, import};

/// Most hits of one search.
const MOST_HITS: usize = 200;

/// The vocabularies in memory; empty until somebody asks, and again after one was loaded or removed.
#[derive(Default)]
pub(crate) struct Shelf(RwLock<Option<Arc<Catalogue>>>);

impl Shelf {
    fn clear(&self) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).take();
    }

    fn get(&self, rows: impl FnOnce() -> Result<Vec<Kept>, Failure>) -> Result<Arc<Catalogue>, Failure> {
        if let Some(catalogue) = self.0.read().unwrap_or_else(PoisonError::into_inner).as_ref() {
            return Ok(Arc::clone(catalogue));
        }
        let mut slot = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let catalogue = Arc::new(catalogue(&rows()?));
        *slot = Some(Arc::clone(&catalogue));
        Ok(catalogue)
    }
}

impl Desk {
    /// Loads a vocabulary from a file (IPTC JSON, CSV, SKOS RDF/XML, `NewsML-G2` knowledge item). One of the same alias
    /// is replaced. `scheme` is the alias to give it, where the file should not decide.
    ///
    /// # Errors
    /// `io`, `too_large`, `vocabulary` with the place in the file, and what writing to the desk may say; then nothing
    /// was changed.
    pub fn vocabulary_load(&self, path: &Path, scheme: Option<&str>) -> Result<VocabularyRow, Failure> {
        let bytes = import::read_at_most(path, MAX_FILE as u64, "a vocabulary")?;
        let part = |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned());
        let stem = part(path.file_stem()).unwrap_or_default();
        let vocabulary = read(&bytes, &Asked { scheme, stem: &stem }).map_err(|error| refused(path, error))?;
        let row = Kept {
            scheme: vocabulary.scheme().to_owned(),
            loaded_at: self.clock.now(),
            file_name: part(path.file_name()).unwrap_or_default(),
            value: serde_json::to_string(&vocabulary)
                .map_err(|error| edge::failure("vocabulary", error.to_string()))?,
        };
        let shown = shown(&vocabulary, Some(&row));
        self.store.put_vocabulary(row).map_err(|error| edge::store(&error))?;
        self.shelf.clear();
        Ok(shown)
    }

    /// Every vocabulary: those that were loaded, by alias, then the built-in ones.
    ///
    /// # Errors
    /// What reading the desk may say; `vocabulary` for one that was kept by another program and does not read.
    pub fn vocabulary_list(&self) -> Result<Vec<VocabularyRow>, Failure> {
        listed(&self.store.vocabularies().map_err(|error| edge::store(&error))?)
    }

    /// Lets a loaded vocabulary go. Terms in stories stay as they are.
    ///
    /// # Errors
    /// `not_found`, and what writing to the desk may say.
    pub fn vocabulary_remove(&self, scheme: &str) -> Result<(), Failure> {
        self.store.remove_vocabulary(scheme).map_err(|error| edge::store(&error))?;
        self.shelf.clear();
        Ok(())
    }

    /// Terms whose code, name or synonym has what was typed, the best first.
    ///
    /// # Errors
    /// What reading the desk may say.
    pub fn vocabulary_search(&self, query: &VocabularyQuery) -> Result<Vec<VocabularyHit>, Failure> {
        let catalogue = self.catalogue()?;
        Ok(found(&catalogue, query))
    }

    pub(crate) fn catalogue(&self) -> Result<Arc<Catalogue>, Failure> {
        self.shelf.get(|| self.store.vocabularies().map_err(|error| edge::store(&error)))
    }
}

/// A search in the built-in vocabularies, without a desk.
pub(crate) fn built_in(query: &VocabularyQuery) -> Vec<VocabularyHit> {
    static BUILT_IN: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(Vec::new()));
    found(&BUILT_IN, query)
}

/// The vocabularies of these rows, and the built-in ones. One that does not read is passed by: the list tells of it.
pub(crate) fn catalogue(rows: &[Kept]) -> Catalogue {
    Catalogue::new(rows.iter().filter_map(|row| serde_json::from_str(&row.value).ok()).collect())
}

pub(crate) fn found(catalogue: &Catalogue, query: &VocabularyQuery) -> Vec<VocabularyHit> {
    let scope = match &query.scope {
        VocabularyScope::All => Scope::All,
        VocabularyScope::Subjects => Scope::Subjects,
        VocabularyScope::Scheme { scheme } => Scope::Scheme(scheme),
    };
    let limit = usize::try_from(query.limit).unwrap_or(MOST_HITS).clamp(1, MOST_HITS);
    let hits = catalogue.search(&Query { words: &query.words, scope, language: &query.language, limit });
    let hit = |hit: wirecopy_wire::vocabulary::Hit| VocabularyHit {
        term: hit.term,
        path: hit.path,
        matched: hit.matched,
        definition: hit.definition,
        retired: hit.retired,
    };
    hits.into_iter().map(hit).collect()
}

pub(crate) fn listed(rows: &[Kept]) -> Result<Vec<VocabularyRow>, Failure> {
    let mut list = Vec::new();
    for row in rows {
        let vocabulary: Vocabulary = serde_json::from_str(&row.value).map_err(|error| {
            let asked = "load it again, or remove it";
            edge::failure("vocabulary", format!("the vocabulary {} does not read ({error}): {asked}", row.scheme))
        })?;
        list.push(shown(&vocabulary, Some(row)));
    }
    list.extend(newscodes::vocabularies().iter().map(|vocabulary| shown(vocabulary, None)));
    Ok(list)
}

/// Gives the item the old subject codes of its terms: a loaded vocabulary may know more, or better, than the house.
pub(crate) fn resolve(
    item: &mut WireItem,
    catalogue: impl FnOnce() -> Result<Arc<Catalogue>, Failure>,
) -> Result<(), Failure> {
    if item.story.subjects.is_empty() {
        return Ok(());
    }
    let catalogue = catalogue()?;
    let terms = item.story.subjects.iter();
    let known = terms.filter_map(|term| Some((term.qcode(), catalogue.subject_code(term)?.to_owned())));
    item.envelope.subject_codes = known.collect();
    Ok(())
}

fn shown(vocabulary: &Vocabulary, row: Option<&Kept>) -> VocabularyRow {
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let concepts = vocabulary.concepts();
    VocabularyRow {
        scheme: vocabulary.scheme().to_owned(),
        title: vocabulary.title().to_owned(),
        uri: vocabulary.uri().to_owned(),
        languages: vocabulary.languages().into_iter().map(str::to_owned).collect(),
        concepts: count(concepts.len()),
        retired: count(concepts.iter().filter(|concept| concept.retired.is_some()).count()),
        file_name: row.map(|row| row.file_name.clone()),
        loaded_at: row.map(|row| row.loaded_at.to_string()),
    }
}

fn refused(path: &Path, error: VocabularyError) -> Failure {
    let message = format!("{} is no vocabulary: {error}", path.display());
    let place = match error {
        VocabularyError::Fault(fault) => Some(fault.place),
        VocabularyError::Form { .. }
        | VocabularyError::TooMuch { .. }
        | VocabularyError::NoScheme
        | VocabularyError::Scheme { .. }
        | VocabularyError::Empty => None,
    };
    Failure { code: "vocabulary".to_owned(), message, place }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use wirecopy_story::{Story, Term};

    use super::*;

    fn item(subjects: &[&str]) -> WireItem {
        let subjects = subjects.iter().map(|qcode| Term::parse(qcode).expect("a term")).collect();
        WireItem::first(Story { subjects, ..Story::default() }, "urn:x", Timestamp::UNIX_EPOCH)
    }

    fn loaded() -> Arc<Catalogue> {
        let table = b"code,name,subject_code\n20000343,maritime transport,04015004\n20000385,market,04000000\n";
        let vocabulary = read(table, &Asked { scheme: Some("medtop"), stem: "" }).expect("a table");
        Arc::new(Catalogue::new(vec![vocabulary]))
    }

    #[test]
    fn an_item_leaves_with_the_old_codes_of_loaded_and_built_in_vocabularies() {
        let mut known = item(&["medtop:20000343", "medtop:20000337", "medtop:04000000", "house:1"]);
        resolve(&mut known, || Ok(loaded())).expect("the vocabularies read");
        let codes: Vec<_> = known.story.subjects.iter().map(|term| known.subject_code(term)).collect();
        assert_eq!(codes, [Some("04015004"), None, Some("04000000"), None], "loaded, nowhere, built in, unknown");
    }

    #[test]
    fn a_loaded_vocabulary_knows_better_than_the_house() {
        let mut changed = item(&["medtop:20000385"]);
        let built_in = changed.subject_code(&changed.story.subjects[0]).map(str::to_owned);
        resolve(&mut changed, || Ok(loaded())).expect("the vocabularies read");
        let now = changed.subject_code(&changed.story.subjects[0]);
        assert_eq!((built_in.as_deref(), now), (Some("04009000"), Some("04000000")), "the newer file wins");
    }

    #[test]
    fn a_story_without_subjects_asks_no_vocabulary() {
        let unasked = || Err(edge::failure("vocabulary", "asked"));
        resolve(&mut item(&[]), unasked).expect("no subject, no question");
    }
}
