//! Held against the standards themselves, where a folder of them is at hand: the official ninjs schemas judge our
//! messages, and our own validator must judge as they do, over the standard's examples and thousands of broken
//! messages.
//!
//! `WIRECOPY_STANDARDS` names the folder (`schemas/`, `examples/EXPECT.tsv`); without it the tests say so and pass.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jsonschema::{Registry, Validator};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRng, TestRunner};
use serde_json::Value;
use wirecopy_story::{ReleaseKind, Story, arbitrary, file};
use wirecopy_wire::{Dialect, Format, Profile, WireItem, format, sniff};

mod broken;

use broken::{mutate, rich};

/// The folder of standards, or the sentence that says why nothing is tested.
fn standards() -> Option<PathBuf> {
    let folder = std::env::var_os("WIRECOPY_STANDARDS").map(PathBuf::from);
    let folder = folder.map(|folder| if folder.is_absolute() { folder } else { from_repository(&folder) });
    let found = folder.filter(|folder| folder.join("examples/EXPECT.tsv").is_file());
    if found.is_none() {
        println!("skipped: WIRECOPY_STANDARDS names no folder with examples/EXPECT.tsv");
    }
    found
}

/// Tests run in the crate's folder; the variable is meant from the repository's.
fn from_repository(folder: &Path) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..").join(folder)
}

fn read_json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).expect("the standards folder is complete");
    serde_json::from_str(&text).expect("a schema is JSON")
}

/// The versions of each format, newest first.
const VERSIONS: &[(&str, &[&str])] =
    &[("ninjs-3", &["3.1", "3.0"]), ("ninjs-2", &["2.2", "2.1"]), ("ninjs-1", &["1.6", "1.5", "1.4", "1.3"])];

/// The official schemas by version, with the schema of `GeoJSON` that they refer to.
fn official(folder: &Path) -> BTreeMap<&'static str, Validator> {
    let geo_json = read_json(&folder.join("schemas/geojson/GeoJSON-schema.json"));
    let registry = Registry::new()
        .add("https://geojson.org/schema/GeoJSON.json", geo_json)
        .and_then(jsonschema::RegistryBuilder::prepare)
        .expect("the GeoJSON schema can be registered");
    let build = |version: &&'static str| {
        let schema = read_json(&folder.join(format!("schemas/ninjs/ninjs-schema_{version}.json")));
        // Formats are annotations in the official suite, in every draft.
        let options = jsonschema::options().with_registry(&registry).should_validate_formats(false);
        (*version, options.build(&schema).expect("the ninjs schema can be built"))
    };
    VERSIONS.iter().flat_map(|(_, versions)| versions.iter().map(build)).collect()
}

fn ninjs(id: &str) -> &'static dyn Format {
    format(id).expect("the table has it")
}

fn faults(id: &str, bytes: &[u8]) -> Vec<String> {
    let profile = Profile::find("tass").expect("built in");
    ninjs(id).validate(bytes, profile).iter().map(ToString::to_string).collect()
}

/// The version that a message of the format is judged by: the one that it names, else the newest.
fn judged_by(json: &Value, versions: &'static [&'static str]) -> &'static str {
    let standard = &json[if versions[0].starts_with('1') { "$standard" } else { "standard" }];
    let schema = standard["schema"].as_str().unwrap_or_default();
    let by_number = versions.iter().find(|version| standard["version"] == **version);
    let by_schema = || versions.iter().find(|version| schema.contains(&format!("ninjs-schema_{version}.json")));
    by_number.or_else(by_schema).unwrap_or(&versions[0])
}

/// Our own stories, by their files.
fn stories() -> Vec<(PathBuf, Story)> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut stories = Vec::new();
    for folder in [tests.join("golden/stories"), from_repository(Path::new("tests/fixtures/stories"))] {
        for entry in std::fs::read_dir(&folder).expect("the stories are in the repository") {
            stories.push(entry.expect("a readable folder").path());
        }
    }
    stories.sort();
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a story file");
        (path, file::read(&text).expect("a story file"))
    };
    stories.into_iter().map(read).collect()
}

/// Our own stories as messages of one format, each with its name and dialect.
fn messages(id: &str) -> Vec<(String, Vec<u8>)> {
    let mut messages = Vec::new();
    for (path, story) in stories() {
        let item = WireItem::first(story, "urn:newsml:wirecopy.example:20261123:42", Timestamp::UNIX_EPOCH);
        for row in ninjs(id).dialects() {
            let dialect = &row.id;
            for profile in Profile::builtin() {
                let encoded = ninjs(id).encode(&item, profile, &Dialect::new(dialect)).expect("a whole story");
                messages.push((format!("{} {id} {dialect} {}", path.display(), profile.id()), encoded.bytes));
            }
        }
    }
    messages
}

#[test]
fn the_official_schemas_take_our_messages() {
    let Some(folder) = standards() else { return };
    let official = official(&folder);
    for (id, versions) in VERSIONS {
        for (name, bytes) in messages(id) {
            let json: Value = serde_json::from_slice(&bytes).expect("our message is JSON");
            let version = judged_by(&json, versions);
            let errors: Vec<_> = official[version].iter_errors(&json).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{name} is valid by the official schema of {version}: {errors:?}");
            assert!(faults(id, &bytes).is_empty(), "{name} is valid by ours: {:?}", faults(id, &bytes));
        }
    }
}

#[test]
fn the_official_schemas_take_whatever_a_writer_writes() {
    let Some(folder) = standards() else { return };
    let official = official(&folder);
    let mut runner = runner();
    let profile = Profile::find("generic").expect("built in");
    let mut judged = 0;
    for _ in 0..1_000 {
        let story = arbitrary::stories().new_tree(&mut runner).expect("the strategy makes stories").current();
        let item = WireItem::first(story, "urn:x", Timestamp::UNIX_EPOCH);
        for (id, versions) in VERSIONS {
            for row in ninjs(id).dialects() {
                let Ok(encoded) = ninjs(id).encode(&item, profile, &Dialect::new(&row.id)) else { continue };
                let json: Value = serde_json::from_slice(&encoded.bytes).expect("our message is JSON");
                let version = judged_by(&json, versions);
                assert!(official[version].is_valid(&json), "{version}: {}", String::from_utf8_lossy(&encoded.bytes));
                judged += 1;
            }
        }
    }
    assert!(judged > 3_000, "most stories can be written: {judged}");
}

/// The telegraph formats by their names here and in the table of verdicts.
const TELEGRAPHS: [(&str, &str); 2] = [("iptc7901", "iptc7901"), ("anpa1312", "anpa")];

#[test]
fn our_verdict_on_telegraph_examples_is_the_table_s() {
    let Some(folder) = standards() else { return };
    let table = std::fs::read_to_string(folder.join("examples/EXPECT.tsv")).expect("the table of verdicts");
    let profile = Profile::find("generic").expect("built in");
    for (id, kind) in TELEGRAPHS {
        let format = format(id).expect("the table has it");
        let mut seen = 0;
        for line in table.lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            let [_, name, verdict, _, why, ..] = columns.as_slice() else { continue };
            if columns[0] != kind {
                continue;
            }
            let bytes = std::fs::read(folder.join("examples").join(name)).expect("the example is there");
            let faults: Vec<_> = format.validate(&bytes, profile).iter().map(ToString::to_string).collect();
            assert_eq!(faults.is_empty(), *verdict == "valid", "{name} ({why}) is {verdict}: {faults:?}");
            if *verdict == "valid" {
                let reading = wirecopy_wire::Reading::new(profile, Timestamp::UNIX_EPOCH);
                let story = format.decode(&bytes, &reading).expect("a valid message is read").item.story;
                assert_eq!(story.headline, "Parliament passes 2027 budget after all-night sitting", "{name}");
                assert!(story.body.contains("212 votes to 188 after a sitting that lasted all night."), "{name}");
            }
            seen += 1;
        }
        assert!(seen > 10, "{id} has examples: {seen}");
    }
}

#[test]
fn the_checker_of_the_standards_takes_our_telegraph_messages() {
    let Some(folder) = standards() else { return };
    let mut runner = runner();
    for (id, kind) in TELEGRAPHS {
        let format = format(id).expect("the table has it");
        let at: Timestamp = "2026-11-23T09:15:00Z".parse().expect("an RFC 3339 time");
        let own = stories().into_iter().map(|(_, story)| story);
        let any = (0..60).map(|_| arbitrary::stories().new_tree(&mut runner).expect("stories are made").current());
        let scratch = std::env::temp_dir().join(format!("wirecopy-{id}-{}", std::process::id()));
        std::fs::create_dir_all(&scratch).expect("a folder for messages");
        let mut files = Vec::new();
        for (number, story) in own.chain(any).enumerate() {
            for kind in [ReleaseKind::New, ReleaseKind::Correction, ReleaseKind::Kill] {
                for (profile, row) in
                    Profile::builtin().iter().flat_map(|one| format.dialects().iter().map(move |row| (one, row)))
                {
                    let item = WireItem { kind, note: "Tonnage".into(), ..WireItem::first(story.clone(), "urn:x", at) };
                    let Ok(encoded) = format.encode(&item, profile, &Dialect::new(&row.id)) else { continue };
                    let path = scratch.join(format!("{number}-{}-{}-{}", kind.word(), profile.id(), row.id));
                    std::fs::write(&path, &encoded.bytes).expect("the folder takes messages");
                    files.push(path);
                }
            }
        }
        let checker = folder.join("check/validate.py");
        let judged = std::process::Command::new("python3").arg(checker).arg("-q").arg(kind).args(&files).output();
        match judged {
            Err(_) => println!("skipped: python3 is not there to run the checker"),
            Ok(judged) => {
                let said = String::from_utf8_lossy(&judged.stdout);
                let invalid: Vec<_> = said.lines().filter(|line| !line.ends_with(": valid")).take(5).collect();
                assert!(invalid.is_empty() && said.lines().count() == files.len(), "{id}: {invalid:?} {judged:?}");
            }
        }
        std::fs::remove_dir_all(&scratch).expect("the folder can be removed");
    }
}

#[test]
fn our_verdict_on_the_examples_is_the_standard_s() {
    let Some(folder) = standards() else { return };
    let table = std::fs::read_to_string(folder.join("examples/EXPECT.tsv")).expect("the table of verdicts");
    let mut seen = BTreeMap::new();
    for line in table.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let ["ninjs", name, verdict, version, why, ..] = columns.as_slice() else { continue };
        let (id, _) = VERSIONS.iter().find(|(_, versions)| versions.contains(version)).expect("a version of ours");
        let text = std::fs::read_to_string(folder.join("examples").join(name)).expect("the example is there");
        // Some examples name another version than the one that they are examples of.
        let named = |text: &str, other: &str| {
            text.replace(&format!("\"version\": \"{other}\""), &format!("\"version\": \"{version}\""))
        };
        let text = ["1.5", "2.2"].iter().fold(text, |text, other| named(&text, other));
        let faults = faults(id, text.as_bytes());
        assert_eq!(faults.is_empty(), *verdict == "valid", "{name} ({why}) is {verdict}: {faults:?}");
        if *verdict == "valid" {
            assert_eq!(sniff(text.as_bytes()).map(Format::id), Some(*id), "{name} is told by its members");
        }
        *seen.entry(*version).or_insert(0) += 1;
    }
    assert!(["1.3", "1.5", "2.1", "2.2", "3.1"].iter().all(|version| seen.contains_key(version)), "{seen:?}");
    assert!(seen.values().sum::<i32>() >= 23, "the table has its examples: {seen:?}");
}

/// How many broken messages of each format are judged.
const BROKEN: usize = 10_000;

#[test]
fn our_verdict_on_broken_messages_is_the_schema_s() {
    let Some(folder) = standards() else { return };
    let official = official(&folder);
    for (id, versions) in VERSIONS {
        let mut bases: Vec<Value> =
            messages(id).iter().map(|(_, bytes)| serde_json::from_slice(bytes).expect("JSON")).collect();
        // Our own messages have few constructs; one base in three has all of them, in every version.
        let rich: Vec<Value> = versions.iter().map(|version| rich(version)).collect();
        for (json, version) in rich.iter().zip(*versions) {
            let errors: Vec<_> = official[version].iter_errors(json).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "the message that has everything is valid by {version}: {errors:?}");
        }
        let rich = rich.iter().cycle().take(bases.len() / 2).cloned().collect::<Vec<_>>();
        bases.extend(rich);
        let mut runner = runner();
        let (mut valid, mut invalid) = (0, 0);
        for at in 0..BROKEN {
            let mut json = bases[at % bases.len()].clone();
            for _ in 0..runner.rng().random_range(1..4) {
                mutate(&mut json, runner.rng());
            }
            let bytes = serde_json::to_vec(&json).expect("a value is written");
            let version = judged_by(&json, versions);
            let theirs = official[version].is_valid(&json);
            let ours = faults(id, &bytes);
            let pretty = || serde_json::to_string_pretty(&json).expect("a value");
            assert_eq!(ours.is_empty(), theirs, "{version}: {ours:?}\n{}", pretty());
            *(if theirs { &mut valid } else { &mut invalid }) += 1;
        }
        println!("{id}: {valid} broken messages stayed valid, {invalid} did not; every verdict was the same");
        assert!(valid > 500 && invalid > 3_000, "both verdicts are met often: {valid} and {invalid}");
    }
}

/// Seeded, so that a failure is met again.
fn runner() -> TestRunner {
    let rng = TestRng::from_seed(prop::test_runner::RngAlgorithm::ChaCha, &[42; 32]);
    TestRunner::new_with_rng(Config::default(), rng)
}
