//! `cargo xtask soak`: the tests of reliability at their full size, and docs/RELIABILITY.md as they leave it.
//!
//! Each part runs the same tests as `cargo test`, told to try more, and hears from them what was tried. By the rule of
//! three, nothing lost in 1,000 trials bounds the rate of loss at 0.3 % (95 % confidence). A part that fails leaves its
//! failure in the table and lets the others run.

mod parts;
mod table;

use std::fs;
use std::time::Instant;

use crate::program::{Program, root, target};
use crate::{packages, ui};

pub use parts::Part;
use table::Line;

/// How much is tried.
#[derive(Debug, Clone, Copy)]
pub enum Size {
    /// This part of the full size.
    Scale(f64),
    /// What so many minutes allow.
    Minutes(f64),
}

impl Size {
    fn scale(self, parts: &[Part]) -> f64 {
        match self {
            Self::Scale(scale) => scale,
            Self::Minutes(minutes) => minutes * 60.0 / parts.iter().map(|part| part.seconds()).sum::<f64>(),
        }
    }
}

/// Runs `parts`, or all, and writes the table.
///
/// # Errors
/// A sentence with the parts that lost something or could not be run.
pub fn soak(parts: &[Part], size: Size) -> Result<(), String> {
    let parts = if parts.is_empty() { Part::all() } else { parts };
    let scale = size.scale(parts);
    let place = root().join("docs/RELIABILITY.md");
    let mut failed = Vec::new();
    for part in parts {
        println!("\n=== {}", part.name());
        let began = Instant::now();
        let (lines, done) = run(*part, scale);
        if let Err(sentence) = done {
            println!("{sentence}");
            failed.push(part.name());
        }
        println!("{} took {:.0} s", part.name(), began.elapsed().as_secs_f64());
        let text = fs::read_to_string(&place).map_err(|error| format!("{}: {error}.", place.display()))?;
        // Written after each part: a soak that is broken off keeps what it has.
        fs::write(&place, table::with(&text, *part, &lines))
            .map_err(|error| format!("{}: {error}.", place.display()))?;
    }
    match failed.as_slice() {
        [] => Ok(()),
        failed => Err(format!("Something was lost, or not tried to the end: {}.", failed.join(", "))),
    }
}

/// What the tests of a part told, and whether they passed.
fn run(part: Part, scale: f64) -> (Vec<Line>, Result<(), String>) {
    let report = target().join(format!("soak-{}.tsv", part.name()));
    // What an earlier soak left is not of this one.
    let _ = fs::remove_file(&report);
    let done = prepare(part).and_then(|()| {
        // A test that fails does not keep the next from being tried.
        let done: Vec<Result<(), String>> = part
            .runs()
            .iter()
            .map(|arguments| {
                let program = Program::cargo().with(["test"]).with(arguments.iter());
                let program = program.set("WIRECOPY_SOAK", scale.to_string()).set("WIRECOPY_SOAK_REPORT", &report);
                program.set("WIRECOPY_E2E", target().join("debug/wirecopy-desktop")).run()
            })
            .collect();
        done.into_iter().collect()
    });
    let told = fs::read_to_string(&report).unwrap_or_default();
    let mut lines: Vec<_> = told.lines().filter_map(Line::heard).collect();
    if let Err(sentence) = &done {
        lines.push(Line::failed(sentence));
    }
    (lines, done)
}

/// The window is built as its tests want it.
fn prepare(part: Part) -> Result<(), String> {
    if part != Part::Window {
        return Ok(());
    }
    packages::install(&[packages::Purpose::Build, packages::Purpose::Display, packages::Purpose::Test])?;
    ui::install()?;
    ui::script("build")?;
    Program::cargo()
        .with(["build"])
        .with(parts::WITH_WINDOW)
        .with(["--bin", "wirecopy-desktop", "--bin", "wirecopy"])
        .run()
}
