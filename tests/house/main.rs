//! The rules of the house, kept by a test: who may know whom, how a file opens, how large it grows, what the window may
//! do. Each fails with the sentence of the rule and every place that breaks it.

mod crates;
mod files;
mod layers;
mod menu;
mod window;

/// Fails with `rule` and all `places`, one a line.
#[track_caller]
fn keep(rule: &str, places: &[String]) {
    assert!(places.is_empty(), "\n\nThe rule of the house: {rule}\nIt is broken by:\n  {}\n", places.join("\n  "));
}
