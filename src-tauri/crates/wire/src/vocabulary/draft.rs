//! What a reader found, before it is a vocabulary: codes are still written as URIs or `alias:code`, and nothing is
//! proven. The readers only collect; what all forms have in common is judged here, once.

use std::collections::HashSet;

use wirecopy_story::Term;

use super::{
    Asked, Concept, Label, MAX_CONCEPTS, MAX_EACH, Match, SubjectCode, Vocabulary, VocabularyError, best, quoted,
};
use crate::newscodes;

/// The old subject codes.
const SUBJECT_CODES: [&str; 2] =
    ["http://cv.iptc.org/newscodes/subjectcode/", "https://cv.iptc.org/newscodes/subjectcode/"];

/// A vocabulary as a file has it.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// The alias that the file prefers.
    pub scheme: Option<String>,
    /// URI of the scheme, may be empty.
    pub uri: String,
    /// Titles in its languages.
    pub titles: Vec<Label>,
    pub concepts: Vec<Found>,
}

/// A concept as a file has it.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// `line 12`, `concept 3`.
    pub place: String,
    /// A code, a URI or `alias:code`.
    pub id: String,
    pub broader: Vec<String>,
    pub names: Vec<Label>,
    pub synonyms: Vec<Label>,
    pub definitions: Vec<Label>,
    pub retired: Option<String>,
    /// Concepts of other vocabularies.
    pub matches: Vec<(Match, String)>,
}

impl Draft {
    /// Takes one more.
    ///
    /// # Errors
    /// [`VocabularyError::TooMuch`].
    pub fn push(&mut self, found: Found) -> Result<(), VocabularyError> {
        if self.concepts.len() == MAX_CONCEPTS {
            return Err(VocabularyError::TooMuch { what: "concepts", most: MAX_CONCEPTS });
        }
        self.concepts.push(found);
        Ok(())
    }

    /// The vocabulary.
    ///
    /// # Errors
    /// [`VocabularyError::NoScheme`], [`VocabularyError::Scheme`], [`VocabularyError::Empty`], and a fault for a code
    /// that is none, that stands twice or that belongs to another vocabulary.
    pub fn finished(mut self, asked: &Asked<'_>) -> Result<Vocabulary, VocabularyError> {
        let scheme = self.alias(asked)?;
        if self.uri.is_empty() {
            newscodes::uri_of(&scheme).unwrap_or_default().clone_into(&mut self.uri);
        }
        let own = self.scheme.take().unwrap_or_else(|| scheme.clone());
        let ids = Ids { uri: &self.uri, aliases: [&own, &scheme] };
        let mut seen = HashSet::with_capacity(self.concepts.len());
        let mut concepts = Vec::with_capacity(self.concepts.len());
        for found in self.concepts {
            let place = found.place.clone();
            let concept = found.finished(&ids)?;
            if !seen.insert(concept.code.clone()) {
                return Err(VocabularyError::fault(
                    place,
                    "each code once",
                    format!("{} again", quoted(&concept.code)),
                ));
            }
            concepts.push(concept);
        }
        if concepts.is_empty() {
            return Err(VocabularyError::Empty);
        }
        let title = best(&self.titles, "en").map(|label| label.text.clone()).unwrap_or_default();
        Ok(Vocabulary { scheme, uri: self.uri, title, concepts })
    }

    /// The alias: asked for, known by its URI, preferred by the file, or the name of the file.
    fn alias(&self, asked: &Asked<'_>) -> Result<String, VocabularyError> {
        if let Some(scheme) = asked.scheme {
            let scheme = scheme.trim().trim_end_matches(':');
            return match Term::new(scheme, "x") {
                Ok(_) => Ok(scheme.to_owned()),
                Err(_) => Err(VocabularyError::Scheme { got: scheme.to_owned() }),
            };
        }
        let known = newscodes::alias_of(&self.uri).or(self.scheme.as_deref()).or(Some(asked.stem));
        match known.filter(|alias| Term::new(alias, "x").is_ok()) {
            Some(alias) => Ok(alias.to_owned()),
            None => Err(VocabularyError::NoScheme),
        }
    }
}

/// How codes of this vocabulary are written in the file.
struct Ids<'a> {
    uri: &'a str,
    aliases: [&'a str; 2],
}

impl Ids<'_> {
    /// The code of `id`; `None` when it belongs to another vocabulary.
    fn code<'a>(&self, id: &'a str) -> Option<&'a str> {
        let id = id.trim();
        if !self.uri.is_empty()
            && let Some(code) = id.strip_prefix(self.uri)
        {
            return Some(code);
        }
        let own = |alias: &&str| id.strip_prefix(alias).and_then(|rest| rest.strip_prefix(':'));
        match self.aliases.iter().find_map(own) {
            Some(code) => Some(code),
            None if id.contains(':') => None,
            None => Some(id),
        }
    }
}

impl Found {
    fn finished(mut self, ids: &Ids<'_>) -> Result<Concept, VocabularyError> {
        let lists = [self.broader.len(), self.names.len(), self.synonyms.len(), self.definitions.len()];
        if lists.into_iter().chain([self.matches.len()]).any(|length| length > MAX_EACH) {
            let expected = format!("at most {MAX_EACH} names, synonyms, definitions or relations of a concept");
            return Err(VocabularyError::fault(self.place, expected, "more"));
        }
        let alias = ids.aliases[1];
        let Some(code) = ids.code(&self.id) else {
            let expected = format!("a code of the vocabulary `{alias}`");
            return Err(VocabularyError::fault(self.place, expected, quoted(&self.id)));
        };
        if Term::new(alias, code).is_err() || code.contains(char::is_control) {
            return Err(VocabularyError::fault(self.place, "a code without spaces", quoted(code)));
        }
        tidy(&mut self.names);
        tidy(&mut self.definitions);
        let mut concept = Concept { code: code.to_owned(), retired: self.retired, ..Concept::default() };
        for parent in self.broader.iter().filter_map(|id| ids.code(id)) {
            if parent != concept.code && !parent.is_empty() && !concept.parents.iter().any(|known| known == parent) {
                concept.parents.push(parent.to_owned());
            }
        }
        for name in self.names {
            // A language has one name; a second one is what it is called as well.
            let first = !concept.names.iter().any(|known| known.language == name.language);
            if first { concept.names.push(name) } else { concept.synonyms.push(name) }
        }
        concept.synonyms.append(&mut self.synonyms);
        tidy(&mut concept.synonyms);
        concept.definitions = self.definitions;
        concept.subject_code = subject_code(&self.matches);
        Ok(concept)
    }
}

/// White space becomes single spaces; empty ones and repetitions go.
fn tidy(labels: &mut Vec<Label>) {
    for label in labels.iter_mut() {
        label.text = label.text.split_whitespace().collect::<Vec<_>>().join(" ");
        label.language = label.language.trim().to_owned();
    }
    let mut seen = HashSet::new();
    labels.retain(|label| !label.text.is_empty() && seen.insert(label.clone()));
}

/// The best of the matches that is an old subject code.
fn subject_code(matches: &[(Match, String)]) -> Option<SubjectCode> {
    let of = |id: &str| {
        let uri = SUBJECT_CODES.iter().find_map(|scheme| id.strip_prefix(scheme));
        uri.or_else(|| id.strip_prefix("subj:")).map(str::to_owned)
    };
    let found = matches.iter().filter_map(|(how, id)| Some(SubjectCode { how: *how, code: of(id.trim())? }));
    found.filter(|subject| Term::new("subj", &subject.code).is_ok()).min_by_key(|subject| subject.how)
}
