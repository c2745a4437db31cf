//! Pages of HTML under the checker that browsers' makers keep (Nu, `vnu.jar`): the grammar of HTML is its business and
//! not ours. Runs where `WIRECOPY_VNU` names the jar and Java is installed; nothing is fetched.

use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::Timestamp;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use wirecopy_story::{ReleaseKind, Story, arbitrary};
use wirecopy_wire::{Dialect, Profile, WireItem, format};

/// How many generated stories are set as pages.
const PAGES: usize = 400;

fn page(story: Story, at: usize) -> Option<Vec<u8>> {
    let profile = Profile::find(if at.is_multiple_of(2) { "tass" } else { "generic" })?;
    let mut item = WireItem::first(story, &format!("urn:x:{at}"), Timestamp::UNIX_EPOCH);
    item.kind = ReleaseKind::ALL[at % ReleaseKind::ALL.len()];
    Some(format("html")?.encode(&item, profile, &Dialect::strict()).ok()?.bytes)
}

fn generated(folder: &Path) -> Vec<PathBuf> {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[11; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let stories = (arbitrary::stories(), "[A-Z][a-z]{2,9}( [a-z]{2,9}){2,6}").prop_map(|(mut story, headline)| {
        if story.headline.trim().is_empty() {
            story.headline = headline;
        }
        story
    });
    let pages = (0..PAGES).filter_map(|at| page(stories.new_tree(&mut runner).ok()?.current(), at));
    let written = pages.enumerate().map(|(at, bytes)| {
        let path = folder.join(format!("{at}.html"));
        std::fs::write(&path, bytes).expect("the folder for temporary files can be written");
        path
    });
    written.collect()
}

#[test]
fn every_page_is_valid_by_the_nu_checker() {
    let Some(jar) = std::env::var_os("WIRECOPY_VNU") else { return };
    let folder = std::env::temp_dir().join(format!("wirecopy-pages-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
    let mut pages = generated(&folder);
    assert!(pages.len() > PAGES / 2, "most stories have something to print: {}", pages.len());
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/html");
    let kept = std::fs::read_dir(golden).expect("the golden pages are there").flatten().map(|entry| entry.path());
    pages.extend(kept.filter(|path| path.extension().is_some_and(|one| one == "html")));
    let said = Command::new("java").arg("-jar").arg(jar).args(["--errors-only", "--stdout"]).args(&pages).output();
    let said = said.expect("Java runs the checker");
    let told = String::from_utf8_lossy(&said.stdout);
    assert!(said.status.success(), "{}{}", told, String::from_utf8_lossy(&said.stderr));
    std::fs::remove_dir_all(&folder).expect("the pages can be removed");
}
