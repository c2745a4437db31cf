//! What the window may do: nothing but call the desk's own commands and hear its events. Text that a stranger wrote
//! runs through this window, so each permission and each source of the content policy is counted.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::files::sources;
use crate::keep;

/// Every permission that the window may hold.
const PERMISSIONS: [&str; 2] = ["core:event:allow-listen", "core:event:allow-unlisten"];

fn configuration() -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tauri.conf.json");
    let text = fs::read_to_string(file).expect("tauri.conf.json lies beside Cargo.toml");
    serde_json::from_str(&text).expect("tauri.conf.json is JSON")
}

/// The content policy of the window: each directive and its sources.
fn policy() -> BTreeMap<String, Vec<String>> {
    let configuration = configuration();
    let policy = configuration["app"]["security"]["csp"].as_str().expect("the policy stands as one line of text");
    let directives = policy.split(';').map(|directive| directive.split_whitespace().map(str::to_owned));
    directives.filter_map(|mut words| words.next().map(|name| (name, words.collect()))).collect()
}

#[test]
fn the_window_holds_the_smallest_set_of_permissions() {
    let mut broken = Vec::new();
    let capabilities: Vec<_> =
        sources("src-tauri/capabilities").into_iter().filter(|file| file.is(&["json"])).collect();
    assert!(!capabilities.is_empty(), "a window without a capability file would have Tauri's defaults");
    for file in capabilities {
        let capability: Value = serde_json::from_str(&file.text).expect("a capability file is JSON");
        if !capability["remote"].is_null() {
            broken.push(format!("{}: lets a remote page in", file.path));
        }
        let held = capability["permissions"].as_array().cloned().unwrap_or_default();
        let held = held.iter().map(|held| held.as_str().map_or_else(|| held.to_string(), str::to_owned));
        let too_much = held.filter(|held| !PERMISSIONS.contains(&held.as_str()));
        broken.extend(too_much.map(|held| format!("{}: {held}", file.path)));
    }
    keep("the window may hear events and call the desk's own commands; no plugin is open to it.", &broken);
}

#[test]
fn the_content_policy_lets_nothing_in_from_outside() {
    let own = ["'self'", "'none'", "data:", "ipc:", "http://ipc.localhost"];
    let mut broken = Vec::new();
    for (directive, sources) in policy() {
        for source in sources {
            // CodeMirror writes its style sheet at run time; styles cannot call out under this policy.
            let style = directive == "style-src" && source == "'unsafe-inline'";
            let picture = directive == "img-src" || source != "data:";
            let call = directive == "connect-src" || !source.contains("ipc");
            let allowed = style || (own.contains(&source.as_str()) && picture && call);
            if !allowed {
                broken.push(format!("{directive} {source}"));
            }
        }
    }
    keep("the window loads nothing but its own files and calls nobody but the desk.", &broken);
}

#[test]
fn the_content_policy_closes_what_has_no_default() {
    let policy = policy();
    let closed = ["object-src", "base-uri", "form-action", "frame-src", "frame-ancestors"];
    let only = |directive: &str, source: &str| policy.get(directive).is_some_and(|sources| sources == &[source]);
    let mut broken: Vec<String> =
        closed.into_iter().filter(|directive| !only(directive, "'none'")).map(str::to_owned).collect();
    let own = ["default-src", "script-src"].into_iter().filter(|directive| !only(directive, "'self'"));
    broken.extend(own.map(str::to_owned));
    let fast = policy.get("connect-src").is_some_and(|sources| sources.iter().any(|source| source == "ipc:"));
    if !fast {
        broken.push("connect-src has no `ipc:`, and every call would take the slow way".to_owned());
    }
    keep("scripts are the window's own, and frames, forms, objects and base addresses are closed.", &broken);
}
