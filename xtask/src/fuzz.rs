//! `cargo xtask fuzz`: every reader of a wire format, and that of vocabularies, is fed what the fuzzer thinks of. The
//! seeds are the golden messages and what earlier runs found; what a run finds stays in the corpus, a crash is kept as a
//! file and named.

use std::path::Path;

use crate::program::{Program, root};

/// Fuzzes the targets `only` (all, if none is named), each for `seconds`.
///
/// # Errors
/// A sentence when cargo-fuzz is not there and could not be installed, or when a reader was overturned.
pub fn fuzz(only: &[String], seconds: u64) -> Result<(), String> {
    if Program::cargo().with(["fuzz", "--version"]).answer().is_none_or(|answer| !answer.starts_with("cargo-fuzz")) {
        println!("cargo-fuzz is missing and is installed now.");
        Program::cargo().with(["install", "cargo-fuzz", "--locked"]).run()?;
    }
    let wire = root().join("src-tauri/crates/wire");
    let mut overturned = Vec::new();
    for target in targets(&wire)?.into_iter().filter(|target| only.is_empty() || only.contains(target)) {
        let corpus = wire.join("fuzz/corpus").join(&target);
        std::fs::create_dir_all(&corpus).map_err(|error| format!("{}: {error}.", corpus.display()))?;
        // Without a sanitizer the stable toolchain serves: there is no unsafe code to sanitize.
        let run = Program::cargo().folder(wire.clone()).with(["fuzz", "run", "--sanitizer", "none", target.as_str()]);
        let golden = wire.join("tests/golden").join(&target);
        // A vocabulary has no golden messages.
        let seeds = [corpus, golden].into_iter().filter(|folder| folder.is_dir());
        let run = run.with(seeds).with(["--", "-timeout=10", "-rss_limit_mb=1024", "-max_len=65536"]);
        if run.with([format!("-max_total_time={seconds}")]).run().is_err() {
            overturned.push(target);
        }
    }
    if overturned.is_empty() { Ok(()) } else { Err(format!("Overturned: {}.", overturned.join(", "))) }
}

/// Names of the programs in the manifest of the fuzz targets.
fn targets(wire: &Path) -> Result<Vec<String>, String> {
    let manifest = wire.join("fuzz/Cargo.toml");
    let text = std::fs::read_to_string(&manifest).map_err(|error| format!("{}: {error}.", manifest.display()))?;
    let behind = text.split("[[bin]]").skip(1);
    let name = |part: &str| part.split('"').nth(1).map(ToOwned::to_owned);
    Ok(behind.filter_map(name).collect())
}
