//! `cargo xtask run`: from a fresh machine to the open desk.

use std::path::{Path, PathBuf};

use crate::packages::{self, Purpose};
use crate::program::{Program, root, target};
use crate::{display, ui};

/// Installs, builds in release, opens the desk and waits until it is closed.
///
/// # Errors
/// A sentence when something could not be installed or built, or where there is no display.
pub fn run(desk: Option<&Path>) -> Result<(), String> {
    let mut purposes = vec![Purpose::Build];
    if !display::is_there() {
        // The way that is named below must be there.
        purposes.push(Purpose::Display);
    }
    packages::install(&purposes)?;
    ui::install()?;
    ui::script("build")?;
    build()?;
    let desktop = program("wirecopy-desktop");
    if !display::is_there() {
        return Err(format!(
            "There is no display here (neither WAYLAND_DISPLAY nor DISPLAY is set), so no window was opened: \
             `xvfb-run -a {}` opens it out of sight, and `{} --help` is the same desk without a window.",
            shown(&desktop),
            shown(&program("wirecopy")),
        ));
    }
    let mut start = Program::new(desktop);
    if let Some(desk) = desk {
        // The window must mean the folder that the user means, who may stand in another one.
        let desk = std::path::absolute(desk).map_err(|error| format!("{}: {error}.", desk.display()))?;
        start = start.with(["--desk".into(), desk]);
    }
    start.run()
}

/// The window and the command line in one build, so that what they share is built once.
fn build() -> Result<(), String> {
    let features = ["--features", "wirecopy-desktop/embedded"];
    let packages = ["-p", "wirecopy-desktop", "-p", "wirecopy"];
    Program::cargo().with(["build", "--release"]).with(packages).with(features).run()
}

/// Where cargo put a program.
fn program(name: &str) -> PathBuf {
    target().join("release").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// A path as a person standing in the root of the repository types it.
fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}
