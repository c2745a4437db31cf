//! `cargo xtask bench`: figures for docs/BENCHMARKS.md.

use clap::ValueEnum;

use crate::packages::{self, Purpose};
use crate::program::Program;

/// What can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Stories per second, each format
    Wire,
    /// Acknowledgement, opening
    Store,
}

/// Measures `parts`, or all.
///
/// # Errors
/// A sentence when something could not be built or measured.
pub fn bench(parts: &[Part], skip_install: bool) -> Result<(), String> {
    let parts = if parts.is_empty() { &[Part::Wire, Part::Store][..] } else { parts };
    if !skip_install {
        packages::install(&[Purpose::Build, Purpose::Display, Purpose::Test, Purpose::Bench])?;
    }
    for part in parts {
        let package = match part {
            Part::Wire => "wirecopy-wire",
            Part::Store => "wirecopy-store",
        };
        Program::cargo().with(["bench", "-p", package, "--benches"]).run()?;
    }
    Ok(())
}
