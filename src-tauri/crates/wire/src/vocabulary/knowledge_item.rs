//! A `NewsML-G2` knowledge item (or concept item): `conceptSet/concept` with `conceptId`, `name`, `definition`,
//! `broader`, `sameAs` and `related`. Catalogues that it only refers to are not fetched; whatever else it holds is
//! passed by.

use super::draft::{Draft, Found};
use super::xml::{Element, Space, Step, Walker};
use super::{Label, MAX_EACH, Match, VocabularyError};

/// Reads what is left inside the root element.
///
/// # Errors
/// A fault with its line.
pub(super) fn read(walker: &mut Walker<'_>) -> Result<Draft, VocabularyError> {
    let mut draft = Draft::default();
    let mut schemes: Vec<(String, String)> = Vec::new();
    // Elements around the concepts that are open: whether each is a title, and its language.
    let mut around: Vec<Option<String>> = Vec::new();
    loop {
        match walker.step()? {
            Step::Open(element) if element.is(Space::News, "concept") => {
                let place = format!("line {}", walker.line());
                let found = concept(place, walker)?;
                if draft.scheme.is_none() {
                    draft.scheme = found.id.split_once(':').map(|(alias, _)| alias.to_owned());
                }
                draft.push(found)?;
            }
            Step::Open(element) => {
                schemes.extend(scheme(&element).filter(|_| schemes.len() < MAX_EACH));
                let title = element.is(Space::News, "title") && draft.titles.len() < MAX_EACH;
                around.push(title.then_some(element.language));
            }
            Step::Close(text) => {
                let language = around.pop().flatten();
                draft.titles.extend(language.map(|language| Label::new(&language, text.trim())));
            }
            Step::End => break,
        }
    }
    let own = schemes.into_iter().find(|(alias, _)| Some(alias) == draft.scheme.as_ref());
    draft.uri = own.map(|(_, uri)| uri).unwrap_or_default();
    Ok(draft)
}

/// A scheme of the item's own catalogue.
fn scheme(element: &Element) -> Option<(String, String)> {
    if !element.is(Space::News, "scheme") {
        return None;
    }
    let part = |name| element.attribute(Space::None, name).map(str::to_owned);
    Some((part("alias")?, part("uri")?))
}

/// The concept that was just opened.
fn concept(place: String, walker: &mut Walker<'_>) -> Result<Found, VocabularyError> {
    let mut found = Found { place, ..Found::default() };
    let depth = walker.depth();
    let mut open: Vec<Element> = Vec::new();
    loop {
        match walker.step()? {
            Step::Open(property) => {
                if open.is_empty() {
                    relation(&property, &mut found);
                }
                open.push(property);
            }
            Step::Close(_) if walker.depth() < depth => return Ok(found),
            Step::Close(text) => {
                // What stands deeper belongs to something else: the name of a broader concept.
                if let (Some(property), true) = (open.pop(), open.is_empty()) {
                    label(&property, &text, &mut found);
                }
            }
            Step::End => return Ok(found),
        }
    }
}

fn label(property: &Element, text: &str, found: &mut Found) {
    if property.space != Space::News {
        return;
    }
    let list = match property.name.as_str() {
        "name" => &mut found.names,
        "definition" => &mut found.definitions,
        _ => return,
    };
    if list.len() <= MAX_EACH {
        list.push(Label::new(&property.language, text));
    }
}

fn relation(property: &Element, found: &mut Found) {
    if property.space != Space::News {
        return;
    }
    let id = ["qcode", "uri"].into_iter().find_map(|name| property.attribute(Space::None, name));
    let id = id.unwrap_or_default().to_owned();
    let rel = property.attribute(Space::None, "rel").and_then(|rel| rel.rsplit([':', '#', '/']).next());
    let how = match (property.name.as_str(), rel) {
        ("conceptId", _) => {
            found.id = id;
            found.retired = property.attribute(Space::None, "retired").map(str::to_owned);
            return;
        }
        ("broader", None) => {
            if found.broader.len() <= MAX_EACH {
                found.broader.push(id.clone());
            }
            // A broader concept of another vocabulary may be the old subject code.
            Match::Broad
        }
        ("sameAs", None) | ("sameAs" | "related", Some("exactMatch")) => Match::Exact,
        ("sameAs" | "related", Some("closeMatch")) => Match::Close,
        ("sameAs" | "related" | "broader", Some("broadMatch")) => Match::Broad,
        _ => return,
    };
    if found.matches.len() <= MAX_EACH {
        found.matches.push((how, id));
    }
}

#[cfg(test)]
mod tests {
    use crate::vocabulary::{Asked, Match, read};

    fn item(inside: &str) -> String {
        format!(
            "<?xml version='1.0'?><knowledgeItem xmlns='http://iptc.org/std/nar/2006-10-01/' xml:lang='en'>\
             <catalogRef href='http://wire.example/never-fetched.xml'/>\
             <catalog><scheme alias='wb' uri='https://wire.example/cv/'/></catalog>\
             <itemMeta><title>Beats</title></itemMeta><conceptSet>{inside}</conceptSet></knowledgeItem>"
        )
    }

    #[test]
    fn concepts_have_names_parents_and_old_codes() {
        let text = item(
            "<concept><conceptId qcode='wb:city'/><type qcode='cpnat:abstract'/><name>City</name>\
             <name xml:lang='de'>Stadt</name><name>Metro</name><definition>What happens here</definition>\
             <sameAs qcode='subj:11000000'><name>politics</name></sameAs></concept>\
             <concept><conceptId qcode='wb:trams' retired='2020-01-01'/><name>Trams</name>\
             <broader qcode='wb:city'><name>City</name></broader><broader qcode='subj:04015001'/>\
             <related rel='skos:closeMatch' uri='http://www.wikidata.org/entity/Q1'/></concept>",
        );
        let read = read(text.as_bytes(), &Asked::default()).expect("a whole item");
        assert_eq!((read.scheme(), read.uri(), read.title()), ("wb", "https://wire.example/cv/", "Beats"));
        let (city, trams) = (&read.concepts()[0], &read.concepts()[1]);
        assert_eq!((city.name("de"), city.name("en")), ("Stadt", "City"), "names by language");
        assert_eq!(city.synonyms[0].text, "Metro", "a second name is what it is called as well");
        assert_eq!(city.subject_code.as_ref().map(|old| old.how), Some(Match::Exact), "the same as the old one");
        assert_eq!((trams.parents.as_slice(), trams.names.len()), (["city".to_owned()].as_slice(), 1), "its own name");
        let old = trams.subject_code.as_ref().expect("a broader old code");
        assert_eq!((old.code.as_str(), old.how), ("04015001", Match::Broad), "of another vocabulary");
        assert_eq!(trams.retired.as_deref(), Some("2020-01-01"), "retired");
    }

    #[test]
    fn a_concept_of_another_vocabulary_or_without_a_code_is_told_with_its_line() {
        for (inside, words) in [
            ("<concept><conceptId qcode='wb:a'/></concept>\n<concept><conceptId qcode='x:a'/></concept>", "line 2"),
            ("<concept><name>A</name></concept>", "expected a code"),
            ("", "got none"),
        ] {
            let error = read(item(inside).as_bytes(), &Asked { scheme: None, stem: "wb" }).expect_err("refused");
            assert!(error.to_string().contains(words), "{inside}: {error}");
        }
    }
}
