//! SKOS in RDF/XML (W3C SKOS reference, 2009), as IPTC and library tools write it: concepts as children of `rdf:RDF`,
//! each property an element. A concept that is described in several places is one concept.

use std::collections::HashMap;

use super::draft::{Draft, Found};
use super::xml::{Element, Space, Step, Walker};
use super::{Label, MAX_EACH, Match, VocabularyError};

/// Reads what is left inside the root element.
///
/// # Errors
/// A fault with its line.
pub(super) fn read(walker: &mut Walker<'_>) -> Result<Draft, VocabularyError> {
    let mut graph = Graph::default();
    loop {
        match walker.step()? {
            Step::Open(element) => {
                let line = walker.line();
                graph.node(&element, line, walker)?;
            }
            Step::Close(_) => {}
            Step::End => return graph.finished(),
        }
    }
}

/// What was said of one thing.
#[derive(Default)]
struct Node {
    found: Found,
    kind: Kind,
    schemes: Vec<String>,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Concept,
    Scheme,
    #[default]
    Unknown,
}

#[derive(Default)]
struct Graph {
    nodes: Vec<Node>,
    by_id: HashMap<String, usize>,
}

impl Kind {
    fn of(uri: &str) -> Self {
        match uri {
            "http://www.w3.org/2004/02/skos/core#Concept" => Self::Concept,
            "http://www.w3.org/2004/02/skos/core#ConceptScheme" => Self::Scheme,
            _ => Self::Unknown,
        }
    }
}

impl Graph {
    /// A child of the root: a node of the graph with its properties.
    fn node(&mut self, element: &Element, line: usize, walker: &mut Walker<'_>) -> Result<(), VocabularyError> {
        let id = element.attribute(Space::Rdf, "about").unwrap_or_default().trim().to_owned();
        let at = *self.by_id.entry(id.clone()).or_insert_with(|| {
            let found = Found { place: format!("line {line}"), id, ..Found::default() };
            self.nodes.push(Node { found, ..Node::default() });
            self.nodes.len() - 1
        });
        let Some(node) = self.nodes.get_mut(at) else { return Ok(()) };
        if element.space == Space::Skos {
            node.is(Kind::of(&format!("http://www.w3.org/2004/02/skos/core#{}", element.name)));
        }
        let depth = walker.depth();
        while walker.depth() >= depth {
            match walker.step()? {
                Step::Open(property) => node.property(&property, walker)?,
                Step::Close(_) => {}
                Step::End => break,
            }
        }
        Ok(())
    }

    fn finished(self) -> Result<Draft, VocabularyError> {
        let mut draft = Draft::default();
        let scheme = self.nodes.iter().find(|node| node.kind == Kind::Scheme && !node.found.id.is_empty());
        if let Some(scheme) = scheme {
            draft.uri.clone_from(&scheme.found.id);
            draft.titles.clone_from(&scheme.found.names);
        }
        let concepts = self.nodes.into_iter().filter(Node::is_concept);
        for node in concepts {
            if draft.uri.is_empty() {
                draft.uri = node.schemes.first().cloned().unwrap_or_else(|| base(&node.found.id).to_owned());
            }
            // A scheme is often named without the mark that parts it from its codes.
            let rest = node.found.id.strip_prefix(&draft.uri).filter(|_| !draft.uri.ends_with(['/', '#']));
            if let Some(mark @ ('/' | '#')) = rest.and_then(|rest| rest.chars().next()) {
                draft.uri.push(mark);
            }
            draft.push(node.found)?;
        }
        Ok(draft)
    }
}

/// A URI up to its last mark.
fn base(uri: &str) -> &str {
    uri.rfind(['/', '#']).and_then(|at| uri.get(..=at)).unwrap_or_default()
}

impl Node {
    fn is(&mut self, kind: Kind) {
        if self.kind == Kind::Unknown {
            self.kind = kind;
        }
    }

    /// Concepts of other vocabularies are often mentioned without a word of their own.
    fn is_concept(&self) -> bool {
        match self.kind {
            Kind::Concept => !self.found.names.is_empty(),
            Kind::Unknown => !self.found.names.is_empty() && !self.schemes.is_empty(),
            Kind::Scheme => false,
        }
    }

    fn property(&mut self, property: &Element, walker: &mut Walker<'_>) -> Result<(), VocabularyError> {
        let (text, inner) = content(walker)?;
        let resource = property.attribute(Space::Rdf, "resource").map(str::to_owned).or(inner).unwrap_or_default();
        let label = || Label::new(&property.language, &text);
        let found = &mut self.found;
        match (property.space, property.name.as_str()) {
            (Space::Rdf, "type") => self.is(Kind::of(&resource)),
            (Space::Skos, "inScheme" | "topConceptOf") => keep(&mut self.schemes, resource),
            (Space::Skos, "prefLabel") => keep(&mut found.names, label()),
            (Space::Skos, "altLabel" | "hiddenLabel") => keep(&mut found.synonyms, label()),
            (Space::Skos, "definition") => keep(&mut found.definitions, label()),
            (Space::Skos, "broader") => keep(&mut found.broader, resource),
            (Space::Skos, "exactMatch") => keep(&mut found.matches, (Match::Exact, resource)),
            (Space::Skos, "closeMatch") => keep(&mut found.matches, (Match::Close, resource)),
            (Space::Skos, "broadMatch") => keep(&mut found.matches, (Match::Broad, resource)),
            (Space::Owl, "deprecated") if text.trim() == "true" => found.retired = Some("yes".to_owned()),
            // IPTC's own property for the day; its namespace changed with the years.
            (Space::Other, "retired") if !text.trim().is_empty() => found.retired = Some(text.trim().to_owned()),
            _ => {}
        }
        Ok(())
    }
}

/// One more than the limit is enough to be refused later.
fn keep<T>(list: &mut Vec<T>, item: T) {
    if list.len() <= MAX_EACH {
        list.push(item);
    }
}

/// The text of the element that was just opened, and what an element inside it is about.
fn content(walker: &mut Walker<'_>) -> Result<(String, Option<String>), VocabularyError> {
    let depth = walker.depth();
    let mut about = None;
    loop {
        match walker.step()? {
            Step::Open(inner) if about.is_none() => about = inner.attribute(Space::Rdf, "about").map(str::to_owned),
            Step::Close(text) if walker.depth() < depth => return Ok((text, about)),
            Step::Open(_) | Step::Close(_) => {}
            Step::End => return Ok((String::new(), about)),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::vocabulary::{Asked, Match, VocabularyError, read};

    const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://www.w3.org/2004/02/skos/core#"
  xmlns:owl="http://www.w3.org/2002/07/owl#" xmlns:x="http://wire.example/ns#">"#;
    const CONCEPTS: &str = r#"
<rdf:Description rdf:about="http://cv.iptc.org/newscodes/mediatopic/17000000">
  <rdf:type rdf:resource="http://www.w3.org/2004/02/skos/core#Concept"/>
  <s:inScheme rdf:resource="http://cv.iptc.org/newscodes/mediatopic/"/>
  <s:prefLabel xml:lang="en-GB">weather</s:prefLabel><s:prefLabel xml:lang="ru">погода</s:prefLabel>
  <s:altLabel xml:lang="en-GB">rain &amp; <![CDATA[shine]]></s:altLabel><x:prefLabel>not ours</x:prefLabel>
  <s:exactMatch rdf:resource="http://cv.iptc.org/newscodes/subjectcode/17000000"/>
</rdf:Description>
<s:Concept rdf:about="http://cv.iptc.org/newscodes/mediatopic/20001129" xml:lang="en">
  <s:prefLabel>weather phenomena</s:prefLabel><owl:deprecated>true</owl:deprecated>
  <s:broader><s:Concept rdf:about="http://cv.iptc.org/newscodes/mediatopic/17000000"/></s:broader>
</s:Concept>
<rdf:Description rdf:about="http://cv.iptc.org/newscodes/mediatopic/17000000">
  <s:definition xml:lang="en-GB">What the sky does</s:definition>
</rdf:Description>
<rdf:Description rdf:about="http://www.wikidata.org/entity/Q1"/>
</rdf:RDF>"#;

    #[test]
    fn concepts_are_gathered_from_all_that_is_said_of_them() {
        let read = read(format!("{HEAD}{CONCEPTS}").as_bytes(), &Asked::default()).expect("a whole graph");
        assert_eq!(read.scheme(), "medtop", "known by its URI");
        assert_eq!(read.concepts().len(), 2, "a mention is no concept");
        let (weather, phenomena) = (&read.concepts()[0], &read.concepts()[1]);
        assert_eq!((weather.name("ru-RU"), weather.definition("en")), ("погода", "What the sky does"), "both places");
        assert_eq!(weather.synonyms[0].text, "rain & shine", "references and CDATA are text");
        assert_eq!(weather.names.len(), 2, "a name of another namespace is not a name");
        assert_eq!(weather.subject_code.as_ref().map(|old| old.how), Some(Match::Exact), "its old code");
        assert_eq!((phenomena.parents[0].as_str(), phenomena.retired.as_deref()), ("17000000", Some("yes")), "nested");
    }

    #[test]
    fn an_unknown_scheme_takes_the_alias_that_is_asked_for_or_the_name_of_the_file() {
        let graph = format!(
            "{HEAD}<s:ConceptScheme rdf:about='https://wire.example/cv'><s:prefLabel>Beats</s:prefLabel></s:ConceptScheme>\
             <s:Concept rdf:about='https://wire.example/cv#city'><s:prefLabel>City</s:prefLabel></s:Concept></rdf:RDF>"
        );
        let read_as = |scheme, stem| read(graph.as_bytes(), &Asked { scheme, stem });
        let named = read_as(None, "beats").expect("the name of the file");
        assert_eq!((named.scheme(), named.uri(), named.title()), ("beats", "https://wire.example/cv#", "Beats"));
        assert_eq!(named.concepts()[0].code, "city", "what follows the scheme");
        assert_eq!(read_as(Some("wb"), "beats").expect("asked for").scheme(), "wb", "the asked one wins");
        assert_eq!(read_as(None, "our beats"), Err(VocabularyError::NoScheme), "a name with spaces is none");
        let bad = read_as(Some("a b"), "");
        assert_eq!(bad, Err(VocabularyError::Scheme { got: "a b".to_owned() }), "an alias has no spaces");
    }
}
