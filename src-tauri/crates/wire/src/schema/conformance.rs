//! The tables held against the official schemas, where a folder of them is at hand (`WIRECOPY_STANDARDS`, and `xmllint`
//! of libxml2 as the judge): messages made from our tables are valid by them, and ten thousand mutants of each format
//! get the same verdict from both. Without them the tests say so and pass.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRng, TestRunner};
use wirecopy_story::file;

use super::grammar::Table;
use super::judge::DANGLING;
use super::{document, newsml_g2, nitf};
use crate::{Dialect, Fault, Profile, WireItem, format};

mod mutate;
mod oracle;
mod sample;
mod tree;

use mutate::mutate;
use oracle::{Oracle, deviates};
use sample::Sampler;
use tree::Tree;

/// Messages of each format that are made from our table.
const SAMPLES: usize = 1_000;
/// Messages of each format that are broken.
const MUTANTS: usize = 10_000;

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

/// Seeded, so that a failure is met again.
fn runner() -> TestRunner {
    let rng = TestRng::from_seed(prop::test_runner::RngAlgorithm::ChaCha, &[42; 32]);
    TestRunner::new_with_rng(Config::default(), rng)
}

/// A format with a schema.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standard {
    Nitf,
    NewsmlG2,
}

impl Standard {
    /// In the table of formats, and in the table of examples.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Nitf => ("nitf", "nitf"),
            Self::NewsmlG2 => ("newsml-g2", "newsmlg2"),
        }
    }

    fn table(self) -> &'static Table {
        match self {
            Self::Nitf => &nitf::TABLE,
            Self::NewsmlG2 => &newsml_g2::TABLE,
        }
    }

    /// Namespace and file of the official schemas that we know too.
    fn schemas(self) -> &'static [(&'static str, &'static str)] {
        const ALL: [(&str, &str); 3] = [
            (nitf::SPACE, "nitf/nitf-3-6.xsd"),
            (newsml_g2::SPACE, "newsml-g2/2.35/NewsML-G2_2.35-spec-All-Power.xsd"),
            ("http://www.w3.org/ns/odrl/2/", "newsml-g2/test-schema-versions/ODRL22.xsd"),
        ];
        match self {
            Self::Nitf => &ALL[..1],
            Self::NewsmlG2 => &ALL,
        }
    }

    /// Everything that is wrong.
    fn faults(self, bytes: &[u8]) -> Vec<Fault> {
        match self {
            Self::Nitf => super::nitf(bytes),
            Self::NewsmlG2 => super::newsml_g2(bytes),
        }
    }

    /// Faults by the schema alone, as far as the oracle keeps it: libxml2 does not follow references to ids.
    fn by_schema(self, bytes: &[u8]) -> Vec<Fault> {
        let mut faults = match (self, document(bytes)) {
            (_, Err(faults)) => faults,
            (Self::Nitf, Ok(_)) => super::nitf(bytes),
            (Self::NewsmlG2, Ok(document)) => newsml_g2::faults(&document),
        };
        faults.retain(|fault| fault.expected != DANGLING);
        faults
    }

    /// A message made from our own table.
    fn sample(self, rng: &mut TestRng) -> Tree {
        let mut sampler = Sampler::new(self.table(), rng);
        match self {
            Self::Nitf => sampler.message("nitf"),
            Self::NewsmlG2 => {
                let of_items = sampler.below(newsml_g2::ROOTS.len());
                let root = if sampler.below(2) == 0 { "newsItem" } else { newsml_g2::ROOTS[of_items] };
                sampler.message(root)
            }
        }
    }

    /// Valid examples of the standard, and messages that our own format writes.
    fn messages(self, folder: &Path) -> Vec<Tree> {
        let mut messages = Vec::new();
        for (name, verdict) in self.examples(folder) {
            if verdict == "valid" {
                messages.push(std::fs::read(folder.join("examples").join(name)).expect("the example is there"));
            }
        }
        messages.extend(self.own());
        let read = |bytes: &Vec<u8>| Tree::of(&document(bytes).expect("a valid message is well-formed").root);
        messages.iter().map(read).collect()
    }

    /// Name and verdict of each example.
    fn examples(self, folder: &Path) -> Vec<(String, String)> {
        let table = std::fs::read_to_string(folder.join("examples/EXPECT.tsv")).expect("the table of verdicts");
        let rows = table.lines().filter_map(|line| {
            let columns: Vec<&str> = line.split('\t').collect();
            let [kind, name, verdict, ..] = columns.as_slice() else { return None };
            (*kind == self.names().1).then(|| ((*name).to_owned(), (*verdict).to_owned()))
        });
        rows.collect()
    }

    /// The stories of the golden tests in every dialect and profile; none while the format is not there.
    fn own(self) -> Vec<Vec<u8>> {
        let Some(format) = format(self.names().0) else { return Vec::new() };
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/stories");
        let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
            .expect("the stories are in the repository")
            .map(|entry| entry.expect("a readable folder").path())
            .collect();
        paths.sort();
        let mut messages = Vec::new();
        for path in paths {
            let story = file::read(&std::fs::read_to_string(path).expect("a story file")).expect("a story file");
            let item = WireItem::first(story, "urn:newsml:wirecopy.example:20261123:42", Timestamp::UNIX_EPOCH);
            for row in format.dialects() {
                for profile in Profile::builtin() {
                    let encoded = format.encode(&item, profile, &Dialect::new(&row.id)).expect("a whole story");
                    messages.push(encoded.bytes);
                }
            }
        }
        messages
    }

    fn our_verdict_on_the_examples_is_the_standard_s(self) {
        let Some(folder) = standards() else { return };
        let examples = self.examples(&folder);
        assert!(examples.len() >= 19, "the table has its examples: {}", examples.len());
        for (name, verdict) in examples {
            let bytes = std::fs::read(folder.join("examples").join(&name)).expect("the example is there");
            let faults = self.faults(&bytes);
            assert_eq!(faults.is_empty(), verdict == "valid", "{name} is {verdict}: {faults:#?}");
        }
    }

    fn our_verdict_on_broken_messages_is_the_schema_s(self) {
        let Some(folder) = standards() else { return };
        let Some(oracle) = Oracle::of(&folder, self.names().1, self.schemas()) else { return };
        let mut runner = runner();
        let mut messages = self.messages(&folder);
        let given = messages.len();
        messages.extend((0..SAMPLES).map(|_| self.sample(runner.rng())));
        let met: HashSet<&str> = messages[given..].iter().flat_map(Tree::names).collect();
        let unmet: Vec<_> = self.table().element_names().into_iter().filter(|name| !met.contains(name)).collect();
        assert!(unmet.is_empty(), "every element of the table is met: {unmet:?}");
        let texts: Vec<String> = messages.iter().map(Tree::text).collect();
        let verdicts = oracle.verdicts(&texts);
        let refused: Vec<String> =
            texts.iter().zip(verdicts).filter(|(_, valid)| !valid).map(|(text, _)| oracle.reason(text)).collect();
        assert!(refused.is_empty(), "each message is valid before it is broken:\n{}", refused.join("\n"));
        let mut texts = Vec::new();
        let mut left_out = 0;
        while texts.len() < MUTANTS {
            // Half of the mutants are of messages as they are met, half of messages that have everything.
            let at = runner.rng().random_range(0..if texts.len() % 2 == 0 { given } else { messages.len() });
            let mut message = messages[at].clone();
            for _ in 0..runner.rng().random_range(1..4) {
                mutate(&mut message, runner.rng());
            }
            if deviates(&message) {
                left_out += 1;
            } else {
                texts.push(message.text());
            }
        }
        let mut count = [0, 0];
        let mut apart = Vec::new();
        for (text, theirs) in texts.iter().zip(oracle.verdicts(&texts)) {
            count[usize::from(theirs)] += 1;
            let ours = self.by_schema(text.as_bytes());
            if ours.is_empty() != theirs {
                apart.push(format!("ours: {ours:#?}\ntheirs: {}\n{text}", oracle.reason(text)));
            } else if self == Self::Nitf {
                let bare = text.replacen(&format!(" xmlns=\"{}\"", nitf::SPACE), "", 1);
                let ours = self.by_schema(bare.as_bytes());
                assert_eq!(ours.is_empty(), theirs, "the same without namespace: {ours:#?}\n{bare}");
            }
        }
        assert!(
            apart.is_empty(),
            "{} verdicts are not the same:\n{}",
            apart.len(),
            apart[..apart.len().min(9)].join("\n")
        );
        let [invalid, valid] = count;
        println!(
            "{valid} mutants stayed valid, {invalid} did not, {left_out} were left out; every verdict was the same"
        );
        assert!(valid > 1_000 && invalid > 1_000, "both verdicts are met in thousands: {valid} and {invalid}");
    }
}

#[test]
fn our_verdict_on_the_examples_of_nitf_is_the_standard_s() {
    Standard::Nitf.our_verdict_on_the_examples_is_the_standard_s();
}

#[test]
fn our_verdict_on_the_examples_of_newsml_g2_is_the_standard_s() {
    Standard::NewsmlG2.our_verdict_on_the_examples_is_the_standard_s();
}

#[test]
fn our_verdict_on_broken_nitf_is_the_schema_s() {
    Standard::Nitf.our_verdict_on_broken_messages_is_the_schema_s();
}

#[test]
fn our_verdict_on_broken_newsml_g2_is_the_schema_s() {
    Standard::NewsmlG2.our_verdict_on_broken_messages_is_the_schema_s();
}
