//! Vocabularies against the standard's own listings, and against bytes that are no vocabulary at all.
//!
//! `WIRECOPY_STANDARDS` names the folder (`newscodes/`); without it the comparisons say so and pass.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use wirecopy_story::Term;
use wirecopy_wire::newscodes;
use wirecopy_wire::vocabulary::{
    Asked, Catalogue, MAX_CONCEPTS, MAX_EACH, MAX_FILE, Match, Query, Scope, Vocabulary, VocabularyError, read,
};

/// The folder of the standard's listings, or the sentence that says why nothing is compared.
fn listings() -> Option<PathBuf> {
    let folder = std::env::var_os("WIRECOPY_STANDARDS").map(PathBuf::from);
    let from_repository = |folder: PathBuf| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..").join(folder);
    let folder = folder.map(|folder| if folder.is_absolute() { folder } else { from_repository(folder) });
    let found = folder.map(|folder| folder.join("newscodes")).filter(|folder| folder.is_dir());
    if found.is_none() {
        println!("skipped: WIRECOPY_STANDARDS names no folder with newscodes/");
    }
    found
}

fn rows(folder: &Path, name: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(folder.join(name)).expect("the listing is there");
    text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

fn media_topics(folder: &Path) -> Vocabulary {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut paths = entries.map(|entry| entry.expect("an entry").path());
    let path = paths.find(|path| path.extension().is_some_and(|extension| extension == "json")).expect("a JSON file");
    let bytes = std::fs::read(path).expect("the file can be read");
    read(&bytes, &Asked::default()).expect("IPTC's own file is read")
}

fn built_in(scheme: &str) -> &'static Vocabulary {
    newscodes::vocabularies().iter().find(|vocabulary| vocabulary.scheme() == scheme).expect("it is built in")
}

#[test]
fn every_alias_has_the_uri_of_the_catalogue() {
    let Some(folder) = listings() else { return };
    let catalogue: BTreeMap<_, _> =
        rows(&folder, "catalog-41-aliases.tsv").into_iter().map(|row| (row[0].clone(), row[1].clone())).collect();
    for (alias, uri) in newscodes::SCHEMES {
        assert_eq!(catalogue.get(*alias).map(String::as_str), Some(*uri), "the URI of {alias}");
    }
}

#[test]
fn the_built_in_topics_are_the_two_top_levels_of_the_standard() {
    let Some(folder) = listings() else { return };
    let theirs = rows(&folder, "mediatopics.tsv");
    let top: Vec<_> = theirs.iter().filter(|row| row[1].is_empty()).map(|row| row[0].clone()).collect();
    let upper: Vec<_> = theirs.iter().filter(|row| row[1].is_empty() || top.contains(&row[1])).collect();
    let ours = built_in("medtop");
    assert_eq!(ours.concepts().len(), upper.len(), "as many as the standard has");
    let whole = media_topics(&folder);
    for (concept, row) in ours.concepts().iter().zip(upper) {
        let parent = concept.parents.first().map(String::as_str).unwrap_or_default();
        assert_eq!([concept.code.as_str(), parent, concept.name("en")], [&row[0], &row[1], &row[2]], "code by code");
        assert_eq!(concept.retired.is_some(), row.get(3).is_some_and(|mark| !mark.is_empty()), "{} retired", row[0]);
        let official = whole.concept(&concept.code).expect("the file has it");
        assert_eq!(concept.subject_code, official.subject_code, "the old code of {}", row[0]);
        let day = official.retired.as_deref().map(|since| since[..10].to_owned());
        assert_eq!(concept.retired, day, "the day of {}", row[0]);
    }
}

#[test]
fn the_built_in_genres_and_small_tables_are_those_of_the_standard() {
    let Some(folder) = listings() else { return };
    let theirs = rows(&folder, "genre.tsv");
    let ours = built_in("genre");
    assert_eq!(ours.concepts().len(), theirs.len(), "every genre");
    for (concept, row) in ours.concepts().iter().zip(&theirs) {
        assert_eq!([format!("genre:{}", concept.code).as_str(), concept.name("en")], [&row[0], &row[1]]);
        let day = row.get(2).filter(|day| !day.is_empty());
        assert_eq!(concept.retired.as_ref(), day, "whether {} is retired", row[0]);
    }
    let observed: Vec<_> = rows(&folder, "observed-codes.tsv").into_iter().map(|row| row[0].clone()).collect();
    for scheme in ["stat", "sig"] {
        let ours: Vec<_> = built_in(scheme).concepts().iter().map(|one| format!("{scheme}:{}", one.code)).collect();
        let theirs = observed.iter().filter(|qcode| qcode.starts_with(&format!("{scheme}:")));
        assert_eq!(ours.iter().collect::<Vec<_>>(), theirs.collect::<Vec<_>>(), "{scheme}");
    }
    let levels: Vec<_> = built_in("urgy").concepts().iter().map(|one| one.code.clone()).collect();
    assert_eq!(levels, (1..=9).map(|level| level.to_string()).collect::<Vec<_>>(), "1 to 9");
}

#[test]
fn the_whole_list_of_the_standard_loads_and_is_searched() {
    let Some(folder) = listings() else { return };
    let whole = media_topics(&folder);
    assert_eq!((whole.scheme(), whole.title()), ("medtop", "Media Topic"), "it says what it is");
    let theirs = rows(&folder, "mediatopics.tsv");
    assert_eq!(whole.concepts().len(), theirs.len(), "every topic");
    for row in &theirs {
        let concept = whole.concept(&row[0]).expect("every code");
        let parent = concept.parents.first().map(String::as_str).unwrap_or_default();
        assert_eq!([parent, concept.name("en-GB")], [&row[1], &row[2]], "{}", row[0]);
    }
    let broad = |concept: &&wirecopy_wire::vocabulary::Concept| {
        concept.subject_code.as_ref().is_some_and(|old| old.how == Match::Broad)
    };
    let mapped = whole.concepts().iter().filter(|concept| concept.subject_code.is_some()).count();
    println!("{mapped} topics have an old code, {} only a broader one", whole.concepts().iter().filter(broad).count());
    assert!(mapped > 1_000, "most topics have an old code: {mapped}");
    let catalogue = Catalogue::new(vec![whole]);
    let query = Query { words: "rugby sevens", scope: Scope::Subjects, language: "en", limit: 5 };
    let hits = catalogue.search(&query);
    assert!(hits.iter().any(|hit| hit.term.label() == "rugby sevens"), "{hits:?}");
    assert_eq!(hits[0].path.first().map(String::as_str), Some("sport"), "it stands under sport: {hits:?}");
    let term = Term::parse("medtop:20000343").expect("a term");
    assert_eq!(catalogue.subject_code(&term), Some("04015004"), "a deep topic has its old code now");
    for (old, topic, why) in [
        ("04015004", "20000343", "the topic that took its place"),
        ("04005004", "20001243", "one in use before a retired one"),
        ("06002000", "20000420", "the same subject before a close one"),
    ] {
        let found = catalogue.media_topic(old).map(|term| term.code().to_owned());
        assert_eq!(found.as_deref(), Some(topic), "{old}: {why}");
    }
}

/// A small vocabulary in each form.
const WHOLE: [&str; 4] = [
    "code,parent,name,name_de,synonyms,subject_code,retired\na,,A,\u{e4},x | y,15000000,\nb,a,\"B, b\",,,,2020\n",
    "{\"uri\": \"http://x/\", \"prefSchemeAlias\": \"x\", \"conceptSet\": [{\"qcode\": \"x:1\", \"prefLabel\": {\"en\": \"A\"}, \
     \"altLabel\": {\"en\": [\"B\"]}, \"broader\": [\"http://x/1\"], \"retired\": \"2020\"}, {\"uri\": \"http://x/2\"}]}",
    "<r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:s=\"http://www.w3.org/2004/02/skos/core#\">\
     <s:Concept r:about=\"http://x/1\"><s:prefLabel xml:lang=\"en\">A &amp; B</s:prefLabel>\
     <s:broader r:resource=\"http://x/2\"/><s:altLabel><![CDATA[C]]></s:altLabel></s:Concept>\
     <s:Concept r:about=\"http://x/2\"><s:prefLabel>B</s:prefLabel></s:Concept></r:RDF>",
    "<knowledgeItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><conceptSet><concept><conceptId qcode=\"x:1\"/>\
     <name>A</name><broader qcode=\"x:2\"/></concept><concept><conceptId qcode=\"x:2\"/><name>B</name>\
     <sameAs qcode=\"subj:15000000\"/></concept></conceptSet></knowledgeItem>",
];

#[test]
fn a_file_beyond_the_limits_is_refused() {
    let asked = Asked { scheme: Some("x"), stem: "" };
    let large = read(&vec![b' '; MAX_FILE + 1], &asked);
    assert_eq!(large, Err(VocabularyError::TooMuch { what: "bytes", most: MAX_FILE }), "too large to look at");
    let rows: Vec<_> = (0..=MAX_CONCEPTS).map(|number| format!("{number},A")).collect();
    let many = read(format!("code,name\n{}\n", rows.join("\n")).as_bytes(), &asked);
    assert_eq!(many, Err(VocabularyError::TooMuch { what: "concepts", most: MAX_CONCEPTS }), "too many rows");
    for (text, words) in [
        (format!("{{\"conceptSet\": [{}{{}}]}}", "{},".repeat(MAX_CONCEPTS)), "a list of more than 200000"),
        (format!("{{\"conceptSet\": [{{\"broader\": [{}\"\"]}}]}}", "\"\",".repeat(MAX_EACH)), "more than 500"),
        (format!("code,name,synonyms\na,A,{}\n", "b|".repeat(MAX_EACH + 1)), "at most 500 names"),
        (format!("{{\"conceptSet\": {}", "[".repeat(100_000)), "line 1"),
    ] {
        let error = read(text.as_bytes(), &asked).expect_err("it is refused").to_string();
        assert!(error.contains(words), "expected {words:?}, got {error}");
    }
}

/// What a file may have been broken with.
const BREAKS: [&str; 16] =
    ["", "", "\"", "<", ">", "&x;", "&#0;", "<!DOCTYPE x>", "]", "}", ",", "|", ":", "\n", "\0", "</concept>"];

/// Bytes that are nearly a vocabulary: one that is cut, doubled or broken in some places.
fn nearly() -> impl Strategy<Value = Vec<u8>> {
    let wound = (any::<prop::sample::Index>(), 0..6_usize, prop::sample::select(BREAKS.to_vec()), any::<u8>());
    let wounds = prop::collection::vec(wound, 0..4);
    (prop::sample::select(WHOLE.to_vec()), wounds).prop_map(|(whole, wounds)| {
        let mut bytes = whole.as_bytes().to_vec();
        for (at, length, with, byte) in wounds {
            let from = at.index(bytes.len() + 1);
            let to = (from + length).min(bytes.len());
            let with = if byte < 32 { vec![byte.wrapping_mul(9)] } else { with.as_bytes().to_vec() };
            drop(bytes.splice(from..to, with));
        }
        bytes
    })
}

#[test]
fn a_whole_vocabulary_is_read_in_every_form() {
    for whole in WHOLE {
        let vocabulary = read(whole.as_bytes(), &Asked { scheme: None, stem: "x" }).expect("it is whole");
        assert_eq!(vocabulary.concepts().len(), 2, "both concepts of {whole}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4_000) })]

    #[test]
    fn no_bytes_make_a_reader_panic_and_what_is_read_can_be_searched(bytes in nearly(), stem in "[a-z: ]{0,4}") {
        match read(&bytes, &Asked { scheme: None, stem: &stem }) {
            Err(error) => prop_assert!(error.to_string().contains("expected"), "it says what it wanted: {error}"),
            Ok(vocabulary) => {
                let terms: Vec<_> = vocabulary.concepts().iter().map(|one| one.code.clone()).collect();
                prop_assert!(!terms.is_empty(), "a vocabulary has concepts");
                for code in &terms {
                    prop_assert!(Term::new(vocabulary.scheme(), code).is_ok(), "{code:?} is a code");
                }
                let kept = serde_json::to_string(&vocabulary).expect("it can be kept");
                prop_assert_eq!(&serde_json::from_str::<Vocabulary>(&kept).expect("and read back"), &vocabulary);
                let (scheme, code) = (vocabulary.scheme().to_owned(), terms[0].clone());
                let catalogue = Catalogue::new(vec![vocabulary]);
                let query = Query { words: &code, scope: Scope::Scheme(&scheme), language: "en", limit: 500 };
                let hits = catalogue.search(&query);
                prop_assert!(hits.iter().any(|hit| hit.term.code() == code), "{code:?} is found by its code: {hits:?}");
            }
        }
    }
}
