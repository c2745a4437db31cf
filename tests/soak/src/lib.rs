//! Tests of reliability come in two sizes: a short one for every `cargo test`, and the full one of `cargo xtask soak`,
//! which also wants to hear what came of it.
//!
//! `WIRECOPY_SOAK` is the part of the full size that is wanted (`1`, `0.1`); without it the tests are short.
//! `WIRECOPY_SOAK_REPORT` names the file that gets a line for each thing that was tried.

use std::fmt::Display;
use std::fs::OpenOptions;
use std::io::Write;

/// What one test tried and what came of it. A test that found something lost fails instead.
#[derive(Debug, Clone, Copy)]
pub struct Tried<'a> {
    /// What was done, as a table's reader understands it: `the program killed while typing`.
    pub what: &'a str,
    /// How often.
    pub times: usize,
    /// How often something was lost that may not be; not 0 for a control that must lose.
    pub lost: usize,
    /// What else was counted or measured.
    pub found: &'a str,
}

/// How often to try: `short`, or in a soak the wanted part of `full`, at least once.
///
/// # Panics
/// When `WIRECOPY_SOAK` is no number.
pub fn size(short: usize, full: usize) -> usize {
    let Some(scale) = std::env::var_os("WIRECOPY_SOAK") else { return short };
    let scale: f64 = scale.to_str().and_then(|text| text.parse().ok()).expect("WIRECOPY_SOAK is a number like 0.1");
    scaled(full, scale)
}

/// Whether this is a soak.
pub fn is_full() -> bool {
    std::env::var_os("WIRECOPY_SOAK").is_some()
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "small counts"
)]
fn scaled(full: usize, scale: f64) -> usize {
    ((full as f64 * scale).round() as usize).max(1)
}

/// Tells what was tried: on standard error, and to the soak.
///
/// # Panics
/// When the soak's report cannot be written.
pub fn tell(tried: &Tried<'_>) {
    let Tried { what, times, lost, found } = tried;
    line(&[what, times, lost, found]);
}

/// Tells that something was not tried, and why not.
///
/// # Panics
/// When the soak's report cannot be written.
pub fn skip(what: &str, why: &str) {
    line(&[&what, &"not tried", &"", &why]);
}

fn line(cells: &[&dyn Display]) {
    let cells: Vec<_> = cells.iter().map(|cell| cell.to_string().replace(['\t', '\n'], " ")).collect();
    eprintln!("{}", cells.join(" | "));
    let Some(report) = std::env::var_os("WIRECOPY_SOAK_REPORT") else { return };
    let file = OpenOptions::new().create(true).append(true).open(report);
    let written = file.and_then(|mut file| writeln!(file, "{}", cells.join("\t")));
    written.expect("the soak's report can be written");
}

#[cfg(test)]
mod tests {
    use super::scaled;

    #[test]
    fn a_part_of_the_full_size_is_never_nothing() {
        assert_eq!([scaled(1000, 0.25), scaled(1000, 3.0), scaled(10, 0.001)], [250, 3000, 1], "at least once");
    }
}
