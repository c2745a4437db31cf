//! The application menu and the page's table of commands are two lists of the same commands: ids, keys and words are
//! the same on both sides.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(path).expect("the table is where the house keeps it")
}

/// `("id", "keys")` pairs of the menu.
fn menu() -> Vec<(String, String)> {
    let source = read("src-tauri/shell/menu.rs");
    let pairs = source.split("(\"").skip(1).filter_map(|rest| {
        let (id, rest) = rest.split_once("\", \"")?;
        let (keys, _) = rest.split_once("\")")?;
        (id.contains('.') && !id.starts_with("menu.")).then(|| (id.to_owned(), keys.replace("\\\\", "\\")))
    });
    pairs.collect()
}

/// Keys of each command of the page; `edit("bold", "Ctrl+B")` is the command `text.bold`.
fn commands() -> BTreeMap<String, String> {
    let source = read("ui/src/state/commands.ts").replace("\\\\", "\\");
    let entries = source.split("id: \"").skip(1).filter_map(|rest| {
        let (id, rest) = rest.split_once('"')?;
        let own = rest.split("id: \"").next()?.split("edit(\"").next()?;
        let keys = own.split_once("keys: \"").and_then(|(_, rest)| rest.split_once('"')).map_or("", |(keys, _)| keys);
        Some((id.to_owned(), keys.to_owned()))
    });
    let edits = source.split("edit(\"").skip(1).filter_map(|rest| {
        let (deed, rest) = rest.split_once('"')?;
        let keys = rest.strip_prefix(", \"").and_then(|rest| rest.split_once('"')).map_or("", |(keys, _)| keys);
        Some((format!("text.{deed}"), keys.to_owned()))
    });
    entries.chain(edits).collect()
}

#[test]
fn every_item_of_the_menu_is_a_command_of_the_page_with_the_same_keys() {
    let (menu, commands) = (menu(), commands());
    assert!(menu.len() > 20 && commands.len() > menu.len(), "both tables were read: {menu:?} {commands:?}");
    for (id, keys) in menu {
        assert_eq!(
            Some(&keys),
            commands.get(&id),
            "keys of {id:?}: left the menu's, right the page's (none: no command)"
        );
    }
}

#[test]
fn every_item_of_the_menu_has_a_word() {
    let words = read("ui/src/words/en.json");
    for (id, _) in menu() {
        assert!(words.contains(&format!("\"command.{id}\":")), "the catalogue has no word for {id:?}");
    }
}
