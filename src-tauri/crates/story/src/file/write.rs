//! A story to its file: keys in a fixed order, only those that are given, quotes only where needed.

use std::collections::HashSet;

use super::scalar::{self, Context, text};
use super::yaml;
use crate::{Byline, Dateline, Place, Rights, Story, StoryLink, Term};

/// Writes a story file: `read(write(story)) == story`.
///
/// Keys that were unknown come last, each value on one line in flow form; one that is no YAML is written as text,
/// and one whose key is known or stood before is left out.
pub fn write(story: &Story) -> String {
    let front = front_matter(story);
    let fenced = !front.is_empty() || story.body.starts_with("---") || story.body.starts_with('\u{feff}');
    if fenced { format!("---\n{front}---\n{}", story.body) } else { story.body.clone() }
}

/// Every key that [`super::fields`] reads, in the order they are written.
const KEYS: [&str; 17] = [
    "slug", "headline", "summary", "section", "dateline", "byline", "language", "urgency", "genre", "subjects",
    "places", "keywords", "ed_note", "embargo", "sign_off", "rights", "links",
];

fn front_matter(story: &Story) -> String {
    let values = KEYS.map(|key| (key, value(key, story)));
    let known = values.into_iter().filter(|(_, value)| !value.is_empty());
    let mut front: String = known.map(|(key, value)| line(key, &value)).collect();
    let mut written = HashSet::from(KEYS);
    for (key, value) in &story.extra {
        if !written.insert(key) {
            continue;
        }
        let value = yaml::parse(value, 1).map_or_else(|_| text(value, Context::Flow), |node| node.flow());
        front.push_str(&line(&text(key, Context::Flow), &value));
    }
    front
}

/// Every value that is given, with its key, less the texts that are compared word by word (headline, lead, body). As
/// [`write`] writes it; what starts on the next line there is not indented here.
pub(crate) fn values(story: &Story) -> Vec<(String, String)> {
    let known = KEYS.into_iter().filter(|key| !matches!(*key, "headline" | "summary"));
    let known = known.map(|key| (key.to_owned(), outdented(&value(key, story))));
    let more = story.extra.iter().map(|(key, value)| {
        (key.clone(), yaml::parse(value, 1).map_or_else(|_| text(value, Context::Flow), |node| node.flow()))
    });
    let mut written = HashSet::new();
    let given = known.filter(|(_, value)| !value.is_empty()).chain(more);
    given.filter(|(key, _)| !["headline", "summary"].contains(&key.as_str()) && written.insert(key.clone())).collect()
}

/// Where a key stands in the file; unknown ones behind all others.
pub(crate) fn rank(key: &str) -> usize {
    KEYS.iter().position(|known| *known == key).unwrap_or(KEYS.len())
}

fn outdented(value: &str) -> String {
    value.strip_prefix('\n').map_or_else(
        || value.to_owned(),
        |value| value.lines().map(|line| line.strip_prefix("  ").unwrap_or(line)).collect::<Vec<_>>().join("\n"),
    )
}

/// A value that starts on the next line brings its line feed along.
fn line(key: &str, value: &str) -> String {
    let gap = if value.starts_with('\n') { "" } else { " " };
    format!("{key}:{gap}{value}\n")
}

/// The value of a key as YAML, empty when not given.
fn value(key: &str, story: &Story) -> String {
    match key {
        "slug" => words(&story.slug),
        "headline" => words(&story.headline),
        "summary" => words(&story.summary),
        "section" => words(&story.section),
        "dateline" => dateline(&story.dateline),
        "byline" => list(&story.byline, byline),
        "language" => words(&story.language),
        "urgency" => story.urgency.map(|urgency| urgency.level().to_string()).unwrap_or_default(),
        "genre" => story.genre.as_ref().map(term).unwrap_or_default(),
        "subjects" => subjects(&story.subjects),
        "places" => list(&story.places, place),
        "keywords" if story.keywords.is_empty() => String::new(),
        "keywords" => flow_list(story.keywords.iter().map(|word| text(word, Context::Flow))),
        "ed_note" => words(&story.ed_note),
        // Plain, as STORY.md shows it: the colons in it are followed by no space.
        "embargo" => story.embargo.map(|embargo| embargo.to_string()).unwrap_or_default(),
        "sign_off" => words(&story.sign_off),
        "rights" => rights(&story.rights),
        _ => list(&story.links, link),
    }
}

fn words(words: &str) -> String {
    if words.is_empty() { String::new() } else { scalar::lines(words) }
}

fn list<T>(items: &[T], write: fn(&T) -> String) -> String {
    items.iter().map(|item| "\n  - ".to_owned() + &write(item)).collect()
}

fn flow_list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

/// Keys with a given value, each already YAML.
fn given<'k>(pairs: &[(&'k str, String)]) -> Vec<(&'k str, String)> {
    pairs.iter().filter(|(_, value)| !value.is_empty()).cloned().collect()
}

fn flow_map(pairs: &[(&str, String)]) -> String {
    let pairs = given(pairs).into_iter().map(|(key, value)| format!("{key}: {value}"));
    format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
}

fn flow(words: &str) -> String {
    if words.is_empty() { String::new() } else { text(words, Context::Flow) }
}

fn block(words: &str) -> String {
    if words.is_empty() { String::new() } else { text(words, Context::Block) }
}

fn dateline(dateline: &Dateline) -> String {
    let pairs = given(&[
        ("place", block(&dateline.place)),
        ("region", block(&dateline.region)),
        ("country", block(&dateline.country)),
        ("date", dateline.date.map(|date| date.to_string()).unwrap_or_default()),
    ]);
    pairs.iter().flat_map(|(key, value)| ["\n  ", *key, ": ", value.as_str()]).collect()
}

fn byline(byline: &Byline) -> String {
    let pairs = given(&[("name", block(&byline.name)), ("role", block(&byline.role)), ("email", block(&byline.email))]);
    if pairs.is_empty() {
        return "{}".to_owned();
    }
    let lines = pairs.iter().map(|(key, value)| format!("{key}: {value}"));
    lines.collect::<Vec<_>>().join("\n    ")
}

fn term(term: &Term) -> String {
    if term.label().is_empty() {
        flow(&term.qcode())
    } else {
        flow_map(&[("qcode", flow(&term.qcode())), ("label", flow(term.label()))])
    }
}

fn subjects(terms: &[Term]) -> String {
    match terms {
        [] => String::new(),
        _ if terms.iter().all(|term| term.label().is_empty()) => flow_list(terms.iter().map(term)),
        _ => list(terms, term),
    }
}

fn place(place: &Place) -> String {
    flow_map(&[("name", flow(&place.name)), ("region", flow(&place.region)), ("country", flow(&place.country))])
}

fn rights(rights: &Rights) -> String {
    if rights.is_empty() {
        return String::new();
    }
    flow_map(&[("holder", flow(&rights.holder)), ("notice", flow(&rights.notice)), ("usage", flow(&rights.usage))])
}

fn link(link: &StoryLink) -> String {
    let version = link.version.map(|version| version.to_string()).unwrap_or_default();
    flow_map(&[("rel", flow(&link.rel)), ("guid", flow(&link.guid)), ("version", version)])
}
