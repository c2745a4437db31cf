//! The report: one file of sections, each with the machine and the date of its own figures.

use std::fs;
use std::path::Path;

use wirecopy_e2e::{Outcome, Trouble};

use crate::machine;

const OPENING: &str =
    "# Benchmarks\n\nWritten by `cargo xtask bench`; each section says when and on what it was measured.\n";

/// Writes the section called `title` anew, or adds it; the others stay.
///
/// # Errors
/// When the file cannot be written.
pub fn put(file: &Path, title: &str, body: &str) -> Outcome {
    let before = fs::read_to_string(file).unwrap_or_else(|_| OPENING.to_owned());
    let after = with_section(&before, title, &format!("{}\n\n{}\n", machine::sentence(), body.trim()));
    println!("\n## {title}\n\n{}", body.trim());
    fs::write(file, after).map_err(|error| Trouble::new(&file.display().to_string(), error))
}

fn with_section(report: &str, title: &str, body: &str) -> String {
    let mut parts = report.trim_end().split("\n## ");
    let mut sections = vec![parts.next().unwrap_or_default().trim_end().to_owned()];
    let new = format!("{title}\n\n{}", body.trim_end());
    let mut placed = false;
    for part in parts {
        let same = part.lines().next() == Some(title);
        placed |= same;
        sections.push(if same { new.clone() } else { part.trim_end().to_owned() });
    }
    if !placed {
        sections.push(new);
    }
    sections.join("\n\n## ") + "\n"
}

#[cfg(test)]
mod tests {
    use super::with_section;

    #[test]
    fn a_section_is_written_anew_and_the_others_stay() {
        let report = "# Benchmarks\n\nOpening.\n\n## One\n\nold\n\n## Two\n\nstays\n";
        let after = with_section(report, "One", "new\n");
        assert_eq!(after, "# Benchmarks\n\nOpening.\n\n## One\n\nnew\n\n## Two\n\nstays\n", "only its own section");
        let added = with_section(&after, "Three", "added\n");
        assert!(added.ends_with("stays\n\n## Three\n\nadded\n"), "a new section comes last, got {added}");
    }
}
