//! `cargo xtask test`: everything that must hold, cheapest first.
//!
//! The Rust tests are built once, with the window's features, and the window under test is the program of that same
//! build: another set of features would compile every dependency a second time. That the workspace also stands without
//! the window is kept by clippy without its features and by the house test.

use crate::packages::{self, Purpose};
use crate::program::{Program, target};
use crate::steps::{self, Step};
use crate::ui;

const WITH_WINDOW: [&str; 3] = ["--workspace", "--features", "wirecopy-desktop/embedded"];

const STEPS: [Step; 10] = [
    Step { name: "fmt", run: || Program::cargo().with(["fmt", "--all", "--check"]).run() },
    Step { name: "npm", run: ui::install },
    Step { name: "svelte-check", run: || ui::script("check") },
    Step { name: "eslint", run: || ui::script("lint") },
    Step { name: "ui-test", run: || ui::script("test") },
    Step { name: "ui-build", run: || ui::script("build") },
    Step { name: "clippy", run: || clippy(&["--workspace"]) },
    Step { name: "clippy-window", run: || clippy(&WITH_WINDOW) },
    Step { name: "rust", run: || Program::cargo().with(["test"]).with(WITH_WINDOW).run() },
    Step { name: "window", run: window },
];

/// Names of all steps, in their order.
pub fn step_names() -> Vec<&'static str> {
    STEPS.iter().map(|step| step.name).collect()
}

/// Installs what tests need and runs the steps, or only those named.
///
/// # Errors
/// The sentence of what failed first.
pub fn test(skip_install: bool, only: &[String]) -> Result<(), String> {
    if !skip_install {
        packages::install(&[Purpose::Build, Purpose::Display, Purpose::Test])?;
    }
    let steps: Vec<Step> =
        STEPS.into_iter().filter(|step| only.is_empty() || only.iter().any(|name| name == step.name)).collect();
    steps::run(&steps)
}

fn clippy(packages: &[&str]) -> Result<(), String> {
    Program::cargo().with(["clippy", "--all-targets"]).with(packages).with(["--", "-D", "warnings"]).run()
}

/// The real window, end to end. Its tests share one program and one screen each, so they take turns.
fn window() -> Result<(), String> {
    if !cfg!(target_os = "linux") {
        println!("The window is driven through WebKitWebDriver, which is there on Linux only: nothing was tried.");
        return Ok(());
    }
    let build = Program::cargo().with(["build"]).with(WITH_WINDOW).with(["--bin", "wirecopy-desktop"]);
    build.run()?;
    let tests = Program::cargo().with(["test"]).with(WITH_WINDOW).with(["--test", "window"]);
    tests.with(["--", "--test-threads=1"]).set("WIRECOPY_E2E", target().join("debug/wirecopy-desktop")).run()
}
