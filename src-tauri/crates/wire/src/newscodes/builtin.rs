//! The vocabularies that every desk has: the two top levels of the Media Topics, the genres, urgency, publishing
//! status and signals, as facts (code, broader code, name). The full lists load from IPTC's files.
//!
//! Each table is a text file beside this one, checked against the standard's own listings by the conformance test.

use std::sync::LazyLock;

use crate::newscodes::schemes::uri_of;
use crate::vocabulary::{Concept, Label, Match, SubjectCode, Vocabulary};

/// Alias, title and table.
const TABLES: [(&str, &str, &str); 5] = [
    ("medtop", "Media Topic", include_str!("mediatopic.tsv")),
    ("genre", "Genre", include_str!("genre.tsv")),
    ("urgy", "Urgency", include_str!("urgency.tsv")),
    ("stat", "Publishing status", include_str!("pubstatusg2.tsv")),
    ("sig", "Signal", include_str!("signal.tsv")),
];

static VOCABULARIES: LazyLock<Vec<Vocabulary>> = LazyLock::new(|| TABLES.iter().map(vocabulary).collect());

/// Every vocabulary that is built in.
pub fn vocabularies() -> &'static [Vocabulary] {
    &VOCABULARIES
}

/// The old subject code of a Media Topic of the two top levels: that of the same subject, of a close one, or of a
/// broader one. `None` where IPTC names none, and for topics further down, which only a loaded file knows.
pub fn subject_code(media_topic: &str) -> Option<&'static str> {
    let concept = VOCABULARIES.first()?.concepts().iter().find(|concept| concept.code == media_topic)?;
    concept.subject_code.as_ref().map(|subject| subject.code.as_str())
}

/// The Media Topic of the two top levels that took the place of an old subject code. A topic that is only narrower
/// than the old code does not stand for it.
pub fn media_topic(subject_code: &str) -> Option<&'static str> {
    VOCABULARIES.first()?.concept_of_subject_code(subject_code).map(|concept| concept.code.as_str())
}

fn vocabulary((scheme, title, table): &(&str, &str, &str)) -> Vocabulary {
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    Vocabulary::of_the_house(scheme, uri_of(scheme).unwrap_or_default(), title, rows.map(concept).collect())
}

/// Code, broader code, old subject code after the sign of how it matches, date of retirement, name.
fn concept(row: &str) -> Concept {
    let mut cells = row.split('\t');
    let mut cell = || cells.next().unwrap_or_default();
    let (code, parent, subject, retired, name) = (cell(), cell(), cell(), cell(), cell());
    Concept {
        code: code.to_owned(),
        parents: Some(parent).filter(|parent| !parent.is_empty()).map(str::to_owned).into_iter().collect(),
        names: vec![Label::new("en", name)],
        retired: Some(retired).filter(|retired| !retired.is_empty()).map(str::to_owned),
        subject_code: old_code(subject),
        ..Concept::default()
    }
}

fn old_code(cell: &str) -> Option<SubjectCode> {
    let signs = [('=', Match::Exact), ('~', Match::Close), ('<', Match::Broad)];
    let found = signs.into_iter().find_map(|(sign, how)| Some((how, cell.strip_prefix(sign)?)));
    found.map(|(how, code)| SubjectCode { code: code.to_owned(), how })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_a_whole_concept() {
        for (vocabulary, (scheme, _, table)) in vocabularies().iter().zip(TABLES) {
            assert_eq!(vocabulary.scheme(), scheme, "in the order of the table");
            assert!(!vocabulary.uri().is_empty(), "{scheme} has a URI");
            let rows = table.lines().filter(|line| !line.starts_with('#')).count();
            assert!(rows > 1 && rows == vocabulary.concepts().len(), "{scheme}: every row is there");
            for concept in vocabulary.concepts() {
                wirecopy_story::Term::new(scheme, &concept.code).expect("a code is a code");
                assert!(!concept.names[0].text.is_empty(), "{} has a name", concept.code);
                for parent in &concept.parents {
                    assert!(vocabulary.concept(parent).is_some(), "{} stands under {parent}", concept.code);
                }
            }
        }
    }

    #[test]
    fn a_media_topic_and_its_old_code_know_each_other() {
        assert_eq!(subject_code("04000000"), Some("04000000"), "economy is the same in both");
        assert_eq!(media_topic("04000000"), Some("04000000"), "and back");
        assert_eq!(subject_code("16000000"), Some("16000000"), "a broader old code still finds its readers");
        assert_eq!(media_topic("16000000"), None, "but unrest is more than war: no topic stands for the old code");
        assert_eq!(subject_code("20001339"), None, "wellness never had one");
        assert_eq!((subject_code("no"), media_topic("no")), (None, None), "what is no code has none");
    }
}
