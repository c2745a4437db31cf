//! `cargo xtask bindings`: the TypeScript types are generated from the Rust types of the edge and committed; a test of
//! the desk fails when they drift. This writes them anew.

use crate::program::Program;

/// Lets the test that compares them write them instead.
///
/// # Errors
/// A sentence when they could not be written.
pub fn write() -> Result<(), String> {
    Program::cargo().with(["test", "-p", "wirecopy-desk", "--test", "bindings"]).set("WIRECOPY_BINDINGS", "write").run()
}
