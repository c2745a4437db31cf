//! What holds for every file: it opens with why, stays readable in one sitting, and speaks of the product alone.

use std::fs;
use std::path::Path;

use crate::keep;

/// A text file of the repository.
pub struct Source {
    /// From the root, with `/` on every system.
    pub path: String,
    /// What is in it.
    pub text: String,
}

impl Source {
    /// Whether its name ends in one of `extensions`, given without the dot.
    pub fn is(&self, extensions: &[&str]) -> bool {
        extensions.iter().any(|extension| self.path.ends_with(&format!(".{extension}")))
    }

    fn is_generated(&self) -> bool {
        self.path.contains("bindings") || self.path.ends_with("-lock.json") || self.path.ends_with("Cargo.lock")
    }

    fn lines(&self) -> usize {
        self.text.lines().count()
    }
}

/// Where things lie that are made, not written.
const MADE: [&str; 5] = [".git", "target", "node_modules", "dist", "gen"];

/// Every text file of the repository under `folder` (from the root; `""` is all of it).
pub fn sources(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    collect(root, &root.join(folder), &mut found);
    assert!(!found.is_empty(), "the house test found no file under `{folder}`: it would keep no rule");
    found
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let made = MADE.iter().any(|name| entry.file_name() == *name);
        if made || path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, found);
        } else if let Ok(text) = fs::read_to_string(&path) {
            let path = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            found.push(Source { path, text });
        }
    }
}

/// The code that people write, in every language of the house.
fn code() -> Vec<Source> {
    let mut code = sources("");
    code.retain(|source| source.is(&["rs", "ts", "svelte", "css"]) && !source.is_generated());
    code
}

#[test]
fn a_file_opens_with_why() {
    let opens_with_why = |source: &Source| {
        let start = source.text.trim_start();
        match source.path.rsplit('.').next() {
            Some("rs") => start.starts_with("//!"),
            Some("svelte") => start.starts_with("<!--"),
            _ => start.starts_with("//") || start.starts_with("/*"),
        }
    };
    let silent: Vec<String> =
        code().into_iter().filter(|source| !opens_with_why(source)).map(|source| source.path).collect();
    keep("a file opens with a comment that says why it is there.", &silent);
}

#[test]
fn a_file_holds_one_thing() {
    let code = code();
    let long: Vec<String> = code
        .iter()
        .filter(|source| source.lines() > 450)
        .map(|source| format!("{}: {} lines", source.path, source.lines()))
        .collect();
    keep("a file is named for the one thing in it and stays under 450 lines with its tests.", &long);
    let mut lengths: Vec<usize> = code.iter().map(Source::lines).collect();
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median <= 150, "size is a smell: half of the files are over {median} lines, and the house wants 150");
}

#[test]
fn the_repository_speaks_of_the_product_alone() {
    // Put together from halves, or this file would break its own rule.
    let left_over = [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["XX", "X:"].concat()];
    let homes = ["work", "root", "tmp"].map(|home| format!("/{home}/"));
    let mut broken = Vec::new();
    for source in sources("") {
        // Licences are not ours to word; the lock files are npm's and cargo's.
        if source.path.starts_with("LICENSE") || source.path.ends_with("Cargo.lock") {
            continue;
        }
        for (number, line) in source.text.lines().enumerate() {
            let names_a_machine = homes.iter().any(|home| starts_a_path(line, home));
            let names_a_registry = source.path.ends_with("package-lock.json") && line.contains("\"resolved\": \"http");
            let unfinished = left_over.iter().any(|word| has_word(line, word));
            if names_a_machine || names_a_registry || unfinished {
                broken.push(format!("{}:{}: {}", source.path, number + 1, line.trim()));
            }
        }
    }
    keep("nothing unfinished is left in a file, and no machine, user or registry is named.", &broken);
}

/// Whether `home` stands at the start of a path in `line`, not in the middle of one.
fn starts_a_path(line: &str, home: &str) -> bool {
    line.match_indices(home).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + home.len()..].chars().next();
        !before.is_some_and(|c| c.is_alphanumeric() || "_./-".contains(c)) && after.is_some_and(char::is_alphanumeric)
    })
}

fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
