//! The layers of the interface, read from its imports: app -> panels -> {state, editor} -> {ipc, kit}. What two layers
//! share and what knows nobody, like the catalogue of words, stands beside them.

use std::path::Path;

use crate::files::{Source, sources};
use crate::keep;

const UI: &str = "ui/src";

/// Each layer and those it may import from; every layer may import from itself.
const MAY_IMPORT: [(&str, &[&str]); 7] = [
    ("app", &["panels", "state", "editor", "ipc", "kit", "words"]),
    ("panels", &["state", "editor", "ipc", "kit", "words"]),
    ("state", &["ipc", "kit", "words"]),
    ("editor", &["kit", "words"]),
    ("ipc", &["words"]),
    ("kit", &["words"]),
    ("words", &[]),
];

/// What a file imports, as written between the quotes, with the number of the line.
fn imports(source: &Source) -> Vec<(usize, String)> {
    let starts = ["from \"", "from '", "import \"", "import '", "import(\"", "import('", "@import \"", "@import '"];
    let mut found = Vec::new();
    for (number, line) in source.text.lines().enumerate() {
        for start in starts {
            for (at, _) in line.match_indices(start) {
                let rest = &line[at + start.len()..];
                let quote = if start.ends_with('"') { '"' } else { '\'' };
                if let Some((name, _)) = rest.split_once(quote) {
                    found.push((number + 1, name.to_owned()));
                }
            }
        }
    }
    found
}

/// The layer that `import`, standing in the file `path`, leads to: `None` for npm packages and for files outside.
fn layer_of(path: &str, import: &str) -> Option<String> {
    if !import.starts_with('.') {
        return None;
    }
    let mut steps: Vec<&str> = path.split('/').collect();
    steps.pop();
    for step in import.split('/') {
        match step {
            "." => {}
            ".." => {
                steps.pop();
            }
            name => steps.push(name),
        }
    }
    let target = steps.join("/");
    layer(&target).map(str::to_owned)
}

/// The layer that a file of the interface belongs to: the folder right under ui/src.
fn layer(path: &str) -> Option<&str> {
    let inside = path.strip_prefix(UI)?.strip_prefix('/')?;
    inside.split_once('/').map(|(layer, _)| layer)
}

fn interface() -> Vec<Source> {
    if !Path::new(env!("CARGO_MANIFEST_DIR")).join(UI).is_dir() {
        return Vec::new();
    }
    let mut files = sources(UI);
    files.retain(|source| source.is(&["ts", "svelte", "css"]));
    files
}

#[test]
fn a_layer_of_the_interface_imports_only_what_lies_below() {
    let mut broken = Vec::new();
    for source in interface() {
        // Files right under ui/src only start the app.
        let Some(here) = layer(&source.path) else { continue };
        let Some((_, may_import)) = MAY_IMPORT.iter().find(|(name, _)| *name == here) else {
            broken.push(format!("{}: `{here}` is no layer of the plan", source.path));
            continue;
        };
        for (line, import) in imports(&source) {
            let Some(there) = layer_of(&source.path, &import) else { continue };
            if there != here && !may_import.contains(&there.as_str()) {
                broken.push(format!("{}:{line}: {here} imports {there} ({import})", source.path));
            }
        }
    }
    keep("app -> panels -> {state, editor} -> {ipc, kit}; the editor knows neither ipc nor state.", &broken);
}

#[test]
fn only_ipc_speaks_to_tauri() {
    let mut broken = Vec::new();
    for source in interface().iter().filter(|source| layer(&source.path) != Some("ipc")) {
        for (line, import) in imports(source).into_iter().filter(|(_, import)| import.starts_with("@tauri-apps/")) {
            broken.push(format!("{}:{line}: {import}", source.path));
        }
    }
    keep("`@tauri-apps/*` is imported in ui/src/ipc alone, so that the interface runs in a plain browser.", &broken);
}

#[test]
fn an_import_is_followed_to_its_layer() {
    assert_eq!(layer_of("ui/src/panels/wire/Wire.svelte", "../../ipc/desk"), Some("ipc".to_owned()), "two folders up");
    assert_eq!(layer_of("ui/src/editor/view.ts", "./marks"), Some("editor".to_owned()), "beside");
    assert_eq!(layer_of("ui/src/editor/view.ts", "@codemirror/view"), None, "a package is no layer");
}
