//! A short run of what `cargo xtask fuzz` does for long: the golden messages and the fuzzer's own finds, whole and
//! broken in many ways, go into every reader, that of vocabularies too. Nothing may be overturned, and what is read can
//! be written or searched again.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRng, TestRunner};
use wirecopy_wire::vocabulary::{Asked, Catalogue, Query, Scope, read};
use wirecopy_wire::{Dialect, Format, Profile, Reading, formats, sniff};

/// How often each message is broken.
const BROKEN: usize = 60;

fn here() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every message kept for `format`, by the fuzzer or by an editor.
fn seeds(format: &dyn Format) -> Vec<Vec<u8>> {
    let folders = [here().join("fuzz/corpus").join(format.id()), here().join("tests/golden").join(format.id())];
    let mut files: Vec<PathBuf> = folders.iter().flat_map(|folder| files_in(folder)).collect();
    files.sort();
    files.iter().map(|file| std::fs::read(file).expect("a kept message is readable")).collect()
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.extension().is_none_or(|one| one != "losses")).collect()
}

fn fed(format: &dyn Format, bytes: &[u8]) {
    let profile = Profile::find("tass").expect("built in");
    let reading = Reading::new(profile, Timestamp::UNIX_EPOCH);
    let _ = sniff(bytes);
    let _ = format.validate(bytes, profile);
    let Ok(decoded) = format.decode(bytes, &reading) else { return };
    let Ok(encoded) = format.encode(&decoded.item, profile, &Dialect::strict()) else { return };
    assert!(format.decode(&encoded.bytes, &reading).is_ok(), "{}: our own message is read", format.id());
}

/// Breaks one to four places: bytes changed, cut out, doubled, moved in from elsewhere.
fn broken(seed: &[u8], rng: &mut TestRng) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..rng.random_range(1..5) {
        if bytes.is_empty() {
            return bytes;
        }
        let at = rng.random_range(0..bytes.len());
        let end = (at + rng.random_range(1..40)).min(bytes.len());
        match rng.random_range(0..5) {
            0 => bytes[at] = rng.random_range(0..=255),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
            3 => {
                let from = rng.random_range(0..seed.len());
                let part = seed[from..(from + 30).min(seed.len())].to_vec();
                bytes.splice(at..at, part);
            }
            _ => bytes.truncate(end),
        }
    }
    bytes
}

#[test]
fn no_broken_message_overturns_a_reader() {
    let rng = TestRng::from_seed(prop::test_runner::RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    for format in formats() {
        let seeds = seeds(*format);
        assert!(seeds.len() >= 12, "{} has its golden messages: {}", format.id(), seeds.len());
        for seed in &seeds {
            fed(*format, seed);
            for _ in 0..BROKEN {
                fed(*format, &broken(seed, runner.rng()));
            }
        }
    }
}

/// A vocabulary that is read is found by its first code.
fn searched(bytes: &[u8]) {
    let Ok(vocabulary) = read(bytes, &Asked { scheme: None, stem: "wsvc" }) else { return };
    let code = vocabulary.concepts().first().expect("an empty vocabulary is refused").code.clone();
    let scheme = vocabulary.scheme().to_owned();
    let catalogue = Catalogue::new(vec![vocabulary]);
    let hits = catalogue.search(&Query { words: &code, scope: Scope::Scheme(&scheme), language: "en", limit: 500 });
    assert!(hits.iter().any(|hit| hit.term.code() == code), "{code:?} is found by its code: {hits:?}");
}

#[test]
fn no_broken_vocabulary_overturns_its_reader() {
    let rng = TestRng::from_seed(prop::test_runner::RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut files = files_in(&here().join("fuzz/corpus/vocabulary"));
    files.sort();
    assert!(files.len() >= 6, "every form is kept: {files:?}");
    for file in files {
        let seed = std::fs::read(&file).expect("a kept file is readable");
        searched(&seed);
        for _ in 0..BROKEN {
            searched(&broken(&seed, runner.rng()));
        }
    }
}

#[test]
fn every_format_has_its_fuzz_target() {
    let manifest = std::fs::read_to_string(here().join("fuzz/Cargo.toml")).expect("the fuzz targets have a manifest");
    for format in formats() {
        let line = format!("name = \"{}\"", format.id());
        assert!(manifest.contains(&line), "fuzz/Cargo.toml has a program for {}", format.id());
    }
}
