//! `cargo xtask soak`: the store's typist is killed far more often than the test suite has time for. By the rule of
//! three, no loss in 1,000 kills bounds the rate of loss at 0.3 % (95 % confidence).

use crate::program::Program;

/// Kills the typist `kills` times; the test itself says what was typed, acknowledged and found.
///
/// # Errors
/// A sentence when a kill lost something acknowledged, or the typist could not be built.
pub fn soak(kills: u32) -> Result<(), String> {
    let tests = ["test", "--release", "-p", "wirecopy-store", "--test", "kill", "--", "--nocapture"];
    Program::cargo().with(tests).set("WIRECOPY_KILLS", kills.to_string()).run()
}
