//! `cargo xtask bench`: figures for docs/BENCHMARKS.md, each part in a section of its own.

use clap::ValueEnum;

use crate::packages::{self, Purpose};
use crate::program::{Program, target};
use crate::ui;

/// What can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Stories per second, each format
    Wire,
    /// From an edit to its acknowledgement, and opening long histories
    Store,
    /// The program against its peers
    Program,
}

impl Part {
    const ALL: [Self; 3] = [Self::Wire, Self::Store, Self::Program];
}

/// Measures `parts`, or all.
///
/// # Errors
/// A sentence when something could not be built or measured.
pub fn bench(parts: &[Part], skip_install: bool) -> Result<(), String> {
    let parts = if parts.is_empty() { &Part::ALL[..] } else { parts };
    if !skip_install {
        let mut purposes = vec![Purpose::Build];
        if parts.contains(&Part::Program) {
            purposes.extend([Purpose::Display, Purpose::Test, Purpose::Bench]);
        }
        packages::install(&purposes)?;
    }
    parts.iter().try_for_each(|part| match part {
        Part::Wire => crate_benches("wirecopy-wire", "Wire formats"),
        Part::Store => crate_benches("wirecopy-store", "Store"),
        Part::Program => program(),
    })
}

/// Runs a crate's benches and puts what criterion found into the report.
fn crate_benches(package: &str, title: &str) -> Result<(), String> {
    let results = target().join("criterion");
    // Results of another crate, or of a bench that is no more, are not of this section.
    let _ = std::fs::remove_dir_all(&results);
    Program::cargo().with(["bench", "-p", package, "--benches"]).run()?;
    let table =
        Program::cargo().with(["run", "--release", "-p", "wirecopy-bench", "--", "criterion", title, "--results"]);
    table.with([&results]).run()
}

/// Builds the desk, the bare window and its pages, and measures them against the peers.
fn program() -> Result<(), String> {
    ui::install()?;
    ui::script("build")?;
    let vite = ["exec", "--", "vite", "build", "--config", "bench/vite.config.ts"];
    Program::npm().with(vite).run()?;
    let packages = ["-p", "wirecopy-desktop", "-p", "wirecopy-bench"];
    let features = ["--features", "wirecopy-desktop/embedded,wirecopy-bench/bare"];
    Program::cargo().with(["build", "--release"]).with(packages).with(features).run()?;
    let pages = target().join("bench/pages");
    let built = target().join("release");
    let bench = Program::new(built.join("wirecopy-bench")).with(["program", "--built"]).with([&built]);
    bench.with(["--pages"]).with([&pages]).run()
}
