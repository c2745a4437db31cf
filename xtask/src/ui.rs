//! The interface: its packages as locked, and its build into ui/dist, which the desk carries inside.

use std::path::Path;
use std::time::SystemTime;

use crate::program::{Program, root};

/// Installs the npm packages exactly as locked; does nothing when they are newer than the lock file.
///
/// # Errors
/// A sentence when npm is missing or fails.
pub fn install() -> Result<(), String> {
    let ui = root().join("ui");
    // npm writes this file last: it stands for an installation that came to its end.
    let installed = changed(&ui.join("node_modules/.package-lock.json"));
    let wanted = changed(&ui.join("package-lock.json")).max(changed(&ui.join("package.json")));
    if installed.is_some() && installed > wanted {
        println!("The npm packages are as locked.");
        return Ok(());
    }
    Program::npm().with(["ci", "--no-audit", "--no-fund"]).run()
}

/// Runs a script of ui/package.json.
///
/// # Errors
/// A sentence when npm is missing or the script fails.
pub fn script(name: &str) -> Result<(), String> {
    Program::npm().with(["run", "--silent", name]).run()
}

fn changed(file: &Path) -> Option<SystemTime> {
    file.metadata().and_then(|metadata| metadata.modified()).ok()
}
