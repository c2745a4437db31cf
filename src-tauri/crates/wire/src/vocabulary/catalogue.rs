//! Several vocabularies at hand at once: those that were loaded, and behind them the built-in ones. It searches them by
//! code, name and synonym in every language, and knows the old subject codes.
//!
//! A loaded vocabulary comes before a built-in one of the same alias; what only the built-in one has stays findable.

use std::borrow::Cow;
use std::collections::HashMap;

use wirecopy_story::Term;

use super::index::{Fit, Index, Line, Spot};
use super::{Concept, Vocabulary};
use crate::newscodes;

/// Vocabularies whose codes are not what a story is about.
const NOT_SUBJECTS: [&str; 4] = ["genre", "urgy", "stat", "sig"];
/// Most steps to the top of a vocabulary; a file may lead in a circle.
const MAX_PATH: usize = 12;

/// Where to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope<'a> {
    /// Everywhere.
    All,
    /// What a story may be about: everything but genre, urgency, status and signals.
    Subjects,
    /// One vocabulary.
    Scheme(&'a str),
}

/// A search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Query<'a> {
    /// What was typed. Nothing typed lists the top of the vocabularies.
    pub words: &'a str,
    /// Where to search.
    pub scope: Scope<'a>,
    /// BCP 47 tag of the language for labels.
    pub language: &'a str,
    /// Most hits.
    pub limit: usize,
}

/// A concept that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The term, with its label.
    pub term: Term,
    /// Labels of what stands above it, the top first.
    pub path: Vec<String>,
    /// The synonym, or the name in another language, that was found; `None` when the label or the code was.
    pub matched: Option<String>,
    /// What it means; may be empty.
    pub definition: String,
    /// Since when it is not used any more.
    pub retired: Option<String>,
}

/// The vocabularies of a desk.
#[derive(Debug, Default)]
pub struct Catalogue {
    vocabularies: Vec<Cow<'static, Vocabulary>>,
    spots: HashMap<String, Spot>,
    index: Index,
}

impl Catalogue {
    /// Loaded vocabularies before the built-in ones. Takes some milliseconds for a thousand concepts: keep it.
    pub fn new(loaded: Vec<Vocabulary>) -> Self {
        let built_in = newscodes::vocabularies().iter().map(Cow::Borrowed);
        let mut catalogue = Self::default();
        for vocabulary in loaded.into_iter().map(Cow::Owned).chain(built_in) {
            let (number, scheme) = (catalogue.vocabularies.len(), vocabulary.scheme());
            let Self { index, spots, .. } = &mut catalogue;
            index.add(number, &vocabulary, |code| spots.contains_key(&format!("{scheme}:{code}")));
            for (at, concept) in vocabulary.concepts().iter().enumerate() {
                spots.entry(format!("{scheme}:{}", concept.code)).or_insert((number, at));
            }
            catalogue.vocabularies.push(vocabulary);
        }
        catalogue
    }

    /// All of them, loaded ones first.
    pub fn vocabularies(&self) -> impl Iterator<Item = &Vocabulary> {
        self.vocabularies.iter().map(AsRef::as_ref)
    }

    /// The concept of a term.
    pub fn concept(&self, term: &Term) -> Option<&Concept> {
        self.at(*self.spots.get(&term.qcode())?)
    }

    /// The old subject code of a term, where a vocabulary names one: that of the same subject, of a close one, or of a
    /// broader one.
    pub fn subject_code(&self, term: &Term) -> Option<&str> {
        let known = |concept: &&Concept| concept.subject_code.is_some();
        let behind = || {
            let own = self.vocabularies().filter(|vocabulary| vocabulary.scheme() == term.scheme());
            own.filter_map(|vocabulary| vocabulary.concept(term.code())).find(known)
        };
        let concept = self.concept(term).filter(known).or_else(behind)?;
        concept.subject_code.as_ref().map(|subject| subject.code.as_str())
    }

    /// The Media Topic that took the place of an old subject code.
    pub fn media_topic(&self, subject_code: &str) -> Option<Term> {
        let mut own = self.vocabularies().filter(|vocabulary| vocabulary.scheme() == "medtop");
        let concept = own.find_map(|vocabulary| vocabulary.concept_of_subject_code(subject_code))?;
        Term::new("medtop", &concept.code).ok().map(|term| term.labelled(concept.name("en")))
    }

    /// Concepts that have all words of the query in one code, name or synonym, in any language; what is retired comes
    /// last. Exact codes come first, then whole names, beginnings of names, beginnings of words, and the rest.
    pub fn search(&self, query: &Query<'_>) -> Vec<Hit> {
        let wanted = |number: usize| {
            let scheme = self.vocabularies.get(number).map_or("", |vocabulary| vocabulary.scheme());
            match query.scope {
                Scope::All => true,
                Scope::Subjects => !NOT_SUBJECTS.contains(&scheme),
                Scope::Scheme(asked) => scheme == asked,
            }
        };
        if query.words.trim().is_empty() {
            return self.top(query, wanted);
        }
        let found = self.index.find(query.words, wanted).into_iter();
        let mut found: Vec<_> = found.filter_map(|(spot, fit, line)| self.ranked(spot, fit, line, query)).collect();
        found.sort_by(|one, other| one.0.cmp(&other.0));
        let hits = found.into_iter().take(query.limit);
        hits.filter_map(|(_, spot, line)| self.hit(spot, line, query.language)).collect()
    }

    fn at(&self, (number, at): Spot) -> Option<&Concept> {
        self.vocabularies.get(number)?.concepts().get(at)
    }

    /// What the order of hits goes by.
    fn ranked<'a>(&'a self, spot: Spot, fit: Fit, line: Line, query: &Query<'_>) -> Option<(Rank<'a>, Spot, Line)> {
        let concept = self.at(spot)?;
        let label = concept.name(query.language);
        let elsewhere = other_words(concept, line, label);
        let length = elsewhere.unwrap_or(label).len();
        let rank = Rank {
            retired: concept.retired.is_some(),
            fit,
            elsewhere: elsewhere.is_some(),
            length,
            label,
            code: &concept.code,
            spot,
        };
        Some((rank, spot, line))
    }

    fn hit(&self, spot: Spot, line: Line, language: &str) -> Option<Hit> {
        let (concept, scheme) = (self.at(spot)?, self.vocabularies.get(spot.0)?.scheme());
        let label = concept.name(language);
        Some(Hit {
            term: Term::new(scheme, &concept.code).ok()?.labelled(label),
            path: self.path(scheme, concept, language),
            matched: other_words(concept, line, label).map(str::to_owned),
            definition: concept.definition(language).to_owned(),
            retired: concept.retired.clone(),
        })
    }

    fn path(&self, scheme: &str, concept: &Concept, language: &str) -> Vec<String> {
        let mut path = Vec::new();
        let above = |concept: &Concept| {
            let parent = concept.parents.first()?;
            self.at(*self.spots.get(&format!("{scheme}:{parent}"))?)
        };
        let mut next = above(concept);
        while let Some(parent) = next
            && path.len() < MAX_PATH
        {
            path.push(parent.name(language).to_owned());
            next = above(parent);
        }
        path.reverse();
        path
    }

    /// What has nothing above it and is in use, in the order of the files.
    fn top(&self, query: &Query<'_>, wanted: impl Fn(usize) -> bool) -> Vec<Hit> {
        if query.scope == Scope::All {
            return Vec::new();
        }
        let spots = self.vocabularies.iter().enumerate().filter(|(number, _)| wanted(*number));
        let spots = spots.flat_map(|(number, vocabulary)| (0..vocabulary.concepts().len()).map(move |at| (number, at)));
        let first = |spot: &Spot| {
            let scheme = self.vocabularies.get(spot.0).map_or("", |vocabulary| vocabulary.scheme());
            self.at(*spot).is_some_and(|concept| {
                concept.parents.is_empty()
                    && concept.retired.is_none()
                    && self.spots.get(&format!("{scheme}:{}", concept.code)) == Some(spot)
            })
        };
        let spots = spots.filter(first).take(query.limit);
        spots.filter_map(|spot| self.hit(spot, Line::Code, query.language)).collect()
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rank<'a> {
    retired: bool,
    fit: Fit,
    elsewhere: bool,
    length: usize,
    label: &'a str,
    code: &'a str,
    spot: Spot,
}

/// The words of a line when they are not the label that is shown anyway.
fn other_words<'a>(concept: &'a Concept, line: Line, label: &str) -> Option<&'a str> {
    let found = match line {
        Line::Code => None,
        Line::Name(at) => concept.names.get(at),
        Line::Synonym(at) => concept.synonyms.get(at),
    };
    found.map(|found| found.text.as_str()).filter(|text| *text != label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::{Asked, read};

    const TABLE: &str = "code,parent,name,name_ru,synonyms,subject_code,retired\n\
        04000000,,\"economy, business and finance\",экономика,money,04000000,\n\
        20000344,04000000,economy,,macroeconomics,,\n\
        20000345,20000344,economic policy,,,04008000,\n\
        20000346,20000344,home economics,,,,\n\
        20000347,20000344,agronomy,,,,\n\
        20000348,20000344,economy class,,,,2020-01-01\n\
        20000349,20000349,circle,,,,\n";

    fn catalogue() -> Catalogue {
        let asked = Asked { scheme: Some("medtop"), stem: "" };
        Catalogue::new(vec![read(TABLE.as_bytes(), &asked).expect("a table")])
    }

    fn found(words: &str, scope: Scope<'_>) -> Vec<String> {
        let query = Query { words, scope, language: "en", limit: 9 };
        catalogue().search(&query).into_iter().map(|hit| hit.term.qcode()).collect()
    }

    fn in_table(words: &str) -> Vec<String> {
        let own = |qcode: &String| TABLE.contains(qcode.trim_start_matches("medtop:"));
        found(words, Scope::Scheme("medtop")).into_iter().filter(own).collect()
    }

    #[test]
    fn codes_come_first_then_names_then_words_and_what_is_retired_last() {
        assert_eq!(found("20000345", Scope::All)[0], "medtop:20000345", "a code");
        assert_eq!(found("MEDTOP:20000345", Scope::All), ["medtop:20000345"], "a whole code");
        assert_eq!(
            in_table("econom"),
            ["medtop:20000344", "medtop:20000345", "medtop:04000000", "medtop:20000346", "medtop:20000348"],
            "beginnings of names, the short ones first; of words; retired"
        );
        assert_eq!(in_table("economy")[0], "medtop:20000344", "the whole name before all that begin so");
        assert_eq!(in_table("onom")[0], "medtop:20000344", "inside, when nothing begins so");
        assert_eq!(in_table("pol econ"), ["medtop:20000345"], "words in any order");
        assert_eq!(in_table("econ nothing"), [""; 0], "all words");
    }

    #[test]
    fn every_language_and_synonym_is_searched_and_shown() {
        let catalogue = catalogue();
        let ask = |words, language| catalogue.search(&Query { words, scope: Scope::Subjects, language, limit: 1 });
        let hit = &ask("Экономика", "en")[0];
        assert_eq!(hit.term.label(), "economy, business and finance", "the label is in the asked language");
        assert_eq!(hit.matched.as_deref(), Some("экономика"), "with what was found");
        let hit = &ask("MACRO", "en")[0];
        assert_eq!(hit.matched.as_deref(), Some("macroeconomics"), "a synonym");
        assert_eq!(hit.path, ["economy, business and finance"], "and where it stands");
        let hit = &ask("экон", "ru")[0];
        assert_eq!((hit.term.label(), hit.matched.as_deref()), ("экономика", None), "the label itself");
        assert_eq!(ask("circle", "en")[0].path, [""; 0], "a circle has no top");
    }

    #[test]
    fn built_in_vocabularies_are_always_there_each_concept_once() {
        assert_eq!(found("fact box", Scope::All), ["genre:ListingOfFacts"], "a genre");
        assert_eq!(found("interview", Scope::Subjects), [""; 0], "a genre is no subject");
        assert_eq!(found("interview", Scope::Scheme("genre")), ["genre:Interview"], "it is a genre");
        assert_eq!(found("weather", Scope::Subjects)[0], "medtop:17000000", "a topic that the table does not have");
        assert_eq!(found("04000000", Scope::All), ["medtop:04000000"], "one of both, once");
        let top = found("", Scope::Subjects);
        assert_eq!((top.len(), top[0].as_str()), (9, "medtop:04000000"), "nothing typed lists the top");
        assert_eq!(found("", Scope::All), [""; 0], "but not the top of everything");
    }

    #[test]
    fn old_subject_codes_come_from_the_file_and_then_from_the_house() {
        let catalogue = catalogue();
        let code = |qcode| catalogue.subject_code(&Term::parse(qcode).expect("a term"));
        assert_eq!(code("medtop:20000345"), Some("04008000"), "from the file");
        assert_eq!(code("medtop:17000000"), Some("17000000"), "from the house");
        assert_eq!((code("medtop:20000346"), code("genre:Current")), (None, None), "none is made up");
        assert_eq!(catalogue.media_topic("04008000").map(|term| term.qcode()).as_deref(), Some("medtop:20000345"));
        assert_eq!(catalogue.media_topic("15000000").map(|term| term.qcode()).as_deref(), Some("medtop:15000000"));
        assert_eq!(catalogue.media_topic("99999999"), None, "none is made up");
    }
}
