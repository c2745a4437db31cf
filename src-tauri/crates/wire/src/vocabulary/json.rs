//! IPTC's own JSON: `{uri, prefSchemeAlias, prefLabel, conceptSet: [{uri, qcode, prefLabel, broader, ...}]}`. A value
//! may stand alone or in a list, as JSON-LD allows; what is not needed is not kept. Lists are limited while they are
//! read, and `serde_json` keeps nesting below 128.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::draft::{Draft, Found};
use super::{Label, MAX_CONCEPTS, MAX_EACH, Match, VocabularyError};

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    uri: String,
    #[serde(rename = "prefSchemeAlias")]
    alias: Option<String>,
    #[serde(default, rename = "prefLabel")]
    title: Labels,
    #[serde(rename = "conceptSet")]
    concepts: List<Entry, MAX_CONCEPTS>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    #[serde(default)]
    uri: String,
    #[serde(default)]
    qcode: String,
    #[serde(default)]
    pref_label: Labels,
    #[serde(default)]
    alt_label: Labels,
    #[serde(default)]
    definition: Labels,
    #[serde(default)]
    broader: Texts,
    #[serde(default)]
    exact_match: Texts,
    #[serde(default)]
    close_match: Texts,
    #[serde(default)]
    broad_match: Texts,
    retired: Option<Texts>,
}

/// Reads the file.
///
/// # Errors
/// A fault with line and column.
pub(super) fn read(text: &str) -> Result<Draft, VocabularyError> {
    let file: File = serde_json::from_str(text).map_err(|error| {
        let said = error.to_string();
        let got = said.split(" at line ").next().unwrap_or(&said).to_owned();
        let place = format!("line {}, column {}", error.line(), error.column());
        VocabularyError::fault(place, "a vocabulary in IPTC's JSON, with a `conceptSet`", got)
    })?;
    let mut draft = Draft { scheme: file.alias, uri: file.uri, titles: file.title.0, concepts: Vec::new() };
    for (number, entry) in file.concepts.0.into_iter().enumerate() {
        draft.push(entry.found(number + 1))?;
    }
    Ok(draft)
}

impl Entry {
    fn found(self, number: usize) -> Found {
        let matches =
            [(Match::Exact, self.exact_match), (Match::Close, self.close_match), (Match::Broad, self.broad_match)];
        Found {
            place: format!("concept {number}"),
            id: if self.qcode.is_empty() { self.uri } else { self.qcode },
            broader: self.broader.0,
            names: self.pref_label.0,
            synonyms: self.alt_label.0,
            definitions: self.definition.0,
            retired: self.retired.and_then(|since| since.0.into_iter().next()),
            matches: matches.into_iter().flat_map(|(how, ids)| ids.0.into_iter().map(move |id| (how, id))).collect(),
        }
    }
}

/// A list of at most `MOST`.
struct List<T, const MOST: usize>(Vec<T>);

impl<'de, T: Deserialize<'de>, const MOST: usize> Deserialize<'de> for List<T, MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Items<T, const MOST: usize>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>, const MOST: usize> Visitor<'de> for Items<T, MOST> {
            type Value = List<T, MOST>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a list of at most {MOST}")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = items.next_element()? {
                    if list.len() == MOST {
                        return Err(A::Error::custom(format!("a list of more than {MOST}")));
                    }
                    list.push(item);
                }
                Ok(List(list))
            }
        }
        deserializer.deserialize_seq(Items(PhantomData))
    }
}

/// One text, or a list of them; `true` is a text as well, so that `"retired": true` is one.
#[derive(Default)]
struct Texts(Vec<String>);

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct One;
        impl<'de> Visitor<'de> for One {
            type Value = Texts;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a list of texts")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Texts(vec![text.to_owned()]))
            }

            fn visit_bool<E: Error>(self, yes: bool) -> Result<Self::Value, E> {
                Ok(Texts(if yes { vec!["yes".to_owned()] } else { Vec::new() }))
            }

            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok(Texts::default())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
                let items = serde::de::value::SeqAccessDeserializer::new(items);
                List::<String, MAX_EACH>::deserialize(items).map(|list| Texts(list.0))
            }
        }
        deserializer.deserialize_any(One)
    }
}

/// Texts by language: `{"en-GB": "weather"}`; without one: `"weather"`.
#[derive(Default)]
struct Labels(Vec<Label>);

impl<'de> Deserialize<'de> for Labels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ByLanguage;
        impl<'de> Visitor<'de> for ByLanguage {
            type Value = Labels;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("texts by language")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Labels(vec![Label::new("", text)]))
            }

            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok(Labels::default())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
                // Some empty maps are written as empty lists.
                match items.next_element::<IgnoredAny>()? {
                    None => Ok(Labels::default()),
                    Some(_) => Err(A::Error::custom("a list")),
                }
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut labels = Vec::new();
                while let Some((language, texts)) = map.next_entry::<String, Texts>()? {
                    labels.extend(texts.0.iter().map(|text| Label::new(&language, text)));
                    if labels.len() > MAX_EACH {
                        return Err(A::Error::custom(format!("more than {MAX_EACH} texts")));
                    }
                }
                Ok(Labels(labels))
            }
        }
        deserializer.deserialize_any(ByLanguage)
    }
}

#[cfg(test)]
mod tests {
    use crate::vocabulary::{Asked, Match, VocabularyError, read};

    const FILE: &str = r#"{
        "uri": "http://cv.iptc.org/newscodes/mediatopic/", "prefSchemeAlias": "medtop", "prefLabel": {"en-GB": "Topics"},
        "conceptSet": [
            {"uri": "http://cv.iptc.org/newscodes/mediatopic/17000000", "qcode": "medtop:17000000",
             "prefLabel": {"en-GB": "weather", "de": "Wetter"}, "altLabel": {"en-GB": ["forecast", "climate"]},
             "exactMatch": ["http://www.wikidata.org/entity/Q1", "http://cv.iptc.org/newscodes/subjectcode/17000000"]},
            {"uri": "http://cv.iptc.org/newscodes/mediatopic/20001129", "prefLabel": {"en-GB": "weather phenomena"},
             "broader": ["http://cv.iptc.org/newscodes/mediatopic/17000000"], "retired": "2021-09-30T12:00:00+00:00",
             "broadMatch": "http://cv.iptc.org/newscodes/subjectcode/17003001", "narrower": [], "note": {"x": [[1]]}}
        ]}"#;

    #[test]
    fn names_parents_synonyms_retirement_and_old_codes_are_read() {
        let read = read(FILE.as_bytes(), &Asked::default()).expect("a whole file");
        assert_eq!((read.scheme(), read.title()), ("medtop", "Topics"), "what it is");
        assert_eq!(read.concepts().len(), 2, "both concepts");
        let (weather, phenomena) = (&read.concepts()[0], &read.concepts()[1]);
        assert_eq!((weather.name("de-AT"), weather.name("fr")), ("Wetter", "weather"), "names by language");
        assert_eq!(weather.synonyms.len(), 2, "both synonyms");
        let old = weather.subject_code.as_ref().expect("an old code");
        assert_eq!((old.code.as_str(), old.how), ("17000000", Match::Exact), "and not Wikidata's");
        assert_eq!(phenomena.parents, ["17000000"], "a URI became a code");
        assert!(phenomena.retired.as_deref().is_some_and(|since| since.starts_with("2021")), "with its day");
        assert_eq!(phenomena.subject_code.as_ref().map(|old| old.how), Some(Match::Broad), "broader only");
    }

    #[test]
    fn a_fault_has_line_and_column() {
        for (wrong, word) in [
            ("{\n \"conceptSet\": [3]}", "line 2, column 17"),
            ("{\"uri\": \"x\"}", "conceptSet"),
            ("{\"conceptSet\": [{\"qcode\": \"medtop:1 2\"}], \"prefSchemeAlias\": \"medtop\"}", "concept 1"),
            ("{\"conceptSet\": [{\"qcode\": \"a:1\"}, {\"qcode\": \"a:1\"}], \"prefSchemeAlias\": \"a\"}", "concept 2"),
            ("{\"conceptSet\": [{\"qcode\": \"b:1\"}], \"prefSchemeAlias\": \"a\"}", "vocabulary `a`"),
        ] {
            let error = read(wrong.as_bytes(), &Asked::default()).expect_err("it is wrong").to_string();
            assert!(error.contains(word) && error.contains("expected"), "{wrong}: {error}");
        }
        let empty = read(b"{\"conceptSet\": [], \"prefSchemeAlias\": \"a\"}", &Asked::default());
        assert_eq!(empty, Err(VocabularyError::Empty), "nothing in it");
    }
}
