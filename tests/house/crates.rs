//! Who may know whom, and what a crate may lean on. Cargo keeps the walls once they stand; this keeps anyone from
//! putting a door in.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

use crate::files::{Source, sources};
use crate::keep;

/// Each package of the workspace and those it may know.
const MAY_KNOW: [(&str, &[&str]); 12] = [
    ("wirecopy-story", &[]),
    ("wirecopy-wire", &["wirecopy-story"]),
    ("wirecopy-checks", &["wirecopy-story"]),
    ("wirecopy-store", &["wirecopy-story", "wirecopy-soak"]),
    ("wirecopy-delivery", &["wirecopy-story"]),
    (
        "wirecopy-desk",
        &["wirecopy-story", "wirecopy-wire", "wirecopy-checks", "wirecopy-store", "wirecopy-delivery", "wirecopy-soak"],
    ),
    ("wirecopy", &["wirecopy-desk"]),
    ("wirecopy-desktop", &["wirecopy-desk"]),
    ("xtask", &[]),
    ("wirecopy-e2e", &["wirecopy-soak"]),
    ("wirecopy-soak", &[]),
    ("wirecopy-bench", &["wirecopy-desk", "wirecopy-e2e"]),
];

/// Libraries that only one room of the house may use, and that room.
const AT_HOME: [(&str, &[&str]); 6] = [
    ("rusqlite", &["wirecopy-store"]),
    ("loro", &["wirecopy-store"]),
    ("comrak", &["wirecopy-story"]),
    ("tauri", &["wirecopy-desktop"]),
    ("tokio", &["wirecopy-desk", "wirecopy-desktop", "wirecopy-delivery", "wirecopy-e2e"]),
    ("anyhow", &[]),
];

/// What each package of the workspace names as its dependencies, of every kind.
fn dependencies() -> BTreeMap<String, Vec<String>> {
    let metadata = cargo(&["metadata", "--no-deps", "--offline", "--format-version", "1"]);
    let metadata: Value = serde_json::from_str(&metadata).expect("cargo prints its metadata as JSON");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let packages = list(&metadata["packages"]).into_iter();
    let known = |package: &Value| list(&package["dependencies"]).iter().map(|known| text(&known["name"])).collect();
    packages.map(|package| (text(&package["name"]), known(&package))).collect()
}

fn cargo(arguments: &[&str]) -> String {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output();
    let output = output.expect("cargo runs this test, so it is there");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "`cargo {}` failed: {said}", arguments.join(" "));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn shell_and_command_line_know_the_desk_which_knows_the_rooms_which_know_the_story() {
    let packages = dependencies();
    let mut broken = Vec::new();
    for (package, knows) in &packages {
        let Some((_, may_know)) = MAY_KNOW.iter().find(|(name, _)| name == package) else {
            broken.push(format!("{package} stands nowhere in the plan (give it a line in this test)"));
            continue;
        };
        let ours = knows.iter().filter(|name| packages.contains_key(*name) && !may_know.contains(&name.as_str()));
        broken.extend(ours.map(|name| format!("{package} knows {name}")));
    }
    keep("shell, cli -> desk -> {store, wire, checks, delivery} -> story -> nothing; the four never meet.", &broken);
    let missing = MAY_KNOW.iter().filter(|(name, _)| !packages.contains_key(*name));
    let missing: Vec<String> = missing.map(|(name, _)| format!("{name} is in the plan and not in the house")).collect();
    keep("the plan of the house is the house.", &missing);
}

#[test]
fn a_library_stays_in_the_room_that_it_is_for() {
    let mut broken = Vec::new();
    for (package, knows) in dependencies() {
        for (library, rooms) in AT_HOME {
            if knows.iter().any(|name| name == library) && !rooms.contains(&package.as_str()) {
                broken.push(format!("{package} uses {library}"));
            }
        }
    }
    keep("SQLite and Loro live in the store, comrak in the story, Tauri in the shell, async where one waits.", &broken);
}

#[test]
fn the_workspace_stands_without_the_window() {
    let tree = cargo(&["tree", "--workspace", "--offline", "--edges", "all", "--prefix", "none", "--format", "{p}"]);
    let of_the_window = ["tauri", "tauri-build", "wry", "tao", "gtk", "webkit2gtk", "soup3", "webkit2gtk-sys"];
    let mut broken: Vec<String> = tree
        .lines()
        .filter(|line| line.split_whitespace().next().is_some_and(|name| of_the_window.contains(&name)))
        .map(str::to_owned)
        .collect();
    broken.dedup();
    keep("`cargo test --workspace` compiles no Tauri and no WebKit.", &broken);
}

#[test]
fn every_crate_keeps_the_lints_of_the_house() {
    // The fuzzer's programs are a workspace of their own, built with the fuzzer's flags.
    let ours = |source: &Source| source.path.ends_with("Cargo.toml") && !source.text.contains("cargo-fuzz = true");
    let manifests = sources("").into_iter().filter(ours);
    let lax = manifests.filter(|source| !source.text.replace('\r', "").contains("[lints]\nworkspace = true"));
    let lax: Vec<String> = lax.map(|source| source.path).collect();
    keep("every package takes the lints of the workspace.", &lax);
}

#[test]
fn a_crate_never_unwraps() {
    let mut broken = Vec::new();
    for source in sources("src-tauri").iter().filter(|source| source.is(&["rs"])) {
        let lines = source.text.lines().enumerate();
        let unwraps = lines.filter(|(_, line)| line.contains(".unwrap()") && !line.trim_start().starts_with("//"));
        broken.extend(unwraps.map(|(number, _)| format!("{}:{}", source.path, number + 1)));
    }
    keep("`unwrap` never; `expect` with the reason why it cannot fail.", &broken);
}
