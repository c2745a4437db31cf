//! The application menu. What an item does and which keys it has is the page's table of commands; what it is called
//! stands in the page's catalogue of words. A test keeps ids and keys the same on both sides.
//!
//! On Linux the menu only shows the keys and the page hears them (see the window). Cut, copy and paste are the web
//! view's own.

use std::collections::BTreeMap;

use tauri::menu::{CheckMenuItemBuilder, Menu, MenuBuilder, MenuItemBuilder, MenuItemKind, Submenu, SubmenuBuilder};
use tauri::{AppHandle, Wry};
use wirecopy_desk::face::{DeskEvent, Theme};

use crate::events;

const WORDS: &str = include_str!("../../ui/src/words/en.json");

/// A submenu: the key of its name, and its items as (id, keys); an empty id is a line between items.
type Part = (&'static str, &'static [(&'static str, &'static str)]);

const MENU: [Part; 6] = [
    (
        "menu.file",
        &[
            ("story.new", "Ctrl+N"),
            ("story.import", "Ctrl+O"),
            ("desk.load-vocabulary", ""),
            ("desk.vocabularies", ""),
            ("", ""),
            ("story.version", "Ctrl+S"),
            ("story.copy", "Ctrl+Shift+S"),
            ("story.bundle", ""),
            ("story.bundle-history", ""),
            ("story.original", ""),
            ("story.export", "Ctrl+E"),
            ("", ""),
            ("story.restore", ""),
            ("story.forget", ""),
            ("", ""),
            ("story.bin", ""),
            ("story.unbin", ""),
            ("", ""),
            ("desk.back-up", ""),
            ("desk.backups", ""),
            ("", ""),
            ("app.quit", "Ctrl+Q"),
        ],
    ),
    (
        "menu.edit",
        &[
            ("text.undo", "Ctrl+Z"),
            ("text.redo", "Ctrl+Shift+Z"),
            ("", ""),
            ("menu.cut", ""),
            ("menu.copy", ""),
            ("menu.paste", ""),
            ("menu.select-all", ""),
            ("", ""),
            ("story.copy-wire", "Ctrl+Shift+C"),
            ("text.find", "Ctrl+F"),
        ],
    ),
    (
        "menu.format",
        &[
            ("text.bold", "Ctrl+B"),
            ("text.italic", "Ctrl+I"),
            ("text.link", "Ctrl+L"),
            ("text.insertion", "Ctrl+["),
            ("", ""),
            ("text.subhead", "Ctrl+Shift+H"),
            ("text.quote", "Ctrl+Shift+Q"),
            ("text.list", "Ctrl+Shift+L"),
            ("text.numbers", "Ctrl+Shift+7"),
            ("text.table", ""),
            ("text.rule", ""),
        ],
    ),
    (
        "menu.view",
        &[
            ("view.list", "Ctrl+\\"),
            ("view.panel", "Ctrl+Shift+\\"),
            ("view.details", "Ctrl+D"),
            ("view.wire", "Ctrl+P"),
            ("view.history", "Ctrl+T"),
            ("story.since-filed", "Ctrl+Shift+D"),
            ("story.compare-now", ""),
            ("", ""),
            ("view.larger", "Ctrl+="),
            ("view.smaller", "Ctrl+-"),
            ("view.usual-size", "Ctrl+0"),
            ("", ""),
            ("view.theme-system", ""),
            ("view.theme-light", ""),
            ("view.theme-dark", ""),
        ],
    ),
    (
        "menu.go",
        &[
            ("go.palette", "Ctrl+K"),
            ("go.search", "Ctrl+Shift+F"),
            ("", ""),
            ("go.headline", "Ctrl+1"),
            ("go.summary", "Ctrl+2"),
            ("go.body", "Ctrl+3"),
            ("", ""),
            ("story.next", "Ctrl+PageDown"),
            ("story.previous", "Ctrl+PageUp"),
        ],
    ),
    ("menu.help", &[("app.shortcuts", "F1"), ("app.about", "")]),
];

/// Builds the menu.
pub(crate) fn build(app: &AppHandle) -> tauri::Result<Menu<Wry>> {
    let words: BTreeMap<String, serde_json::Value> = serde_json::from_str(WORDS)?;
    let parts = MENU.iter().map(|part| submenu(app, &words, part)).collect::<tauri::Result<Vec<_>>>()?;
    parts.iter().fold(MenuBuilder::new(app), |menu, part| menu.item(part)).build()
}

fn submenu(app: &AppHandle, words: &BTreeMap<String, serde_json::Value>, part: &Part) -> tauri::Result<Submenu<Wry>> {
    let word = |key: &str| words.get(key).and_then(|word| word.as_str()).unwrap_or(key).to_owned();
    let (name, items) = part;
    let mut submenu = SubmenuBuilder::new(app, word(name));
    for (id, keys) in *items {
        if id.is_empty() {
            submenu = submenu.separator();
            continue;
        }
        let name = if id.starts_with("menu.") { word(id) } else { word(&format!("command.{id}")) };
        if theme(id).is_some() {
            submenu = submenu.item(&CheckMenuItemBuilder::with_id(*id, name).build(app)?);
            continue;
        }
        let mut item = MenuItemBuilder::with_id(*id, name);
        if !keys.is_empty() {
            item = item.accelerator(keys);
        }
        submenu = submenu.item(&item.build(app)?);
    }
    submenu.build()
}

/// The colours that an item chooses.
fn theme(id: &str) -> Option<Theme> {
    match id {
        "view.theme-system" => Some(Theme::System),
        "view.theme-light" => Some(Theme::Light),
        "view.theme-dark" => Some(Theme::Dark),
        _ => None,
    }
}

/// Does `work` with each item that has an id of the page's commands.
fn each(app: &AppHandle, work: impl Fn(&MenuItemKind<Wry>, &str) -> tauri::Result<()>) -> tauri::Result<()> {
    let parts = app.menu().map(|menu| menu.items()).transpose()?.unwrap_or_default();
    for part in parts.iter().filter_map(MenuItemKind::as_submenu) {
        for item in part.items()? {
            work(&item, &item.id().0)?;
        }
    }
    Ok(())
}

/// Greys out what cannot be done now: everything of the page's that is not among `usable`.
pub(crate) fn show_usable(app: &AppHandle, usable: &[String]) -> tauri::Result<()> {
    each(app, |item, id| match item {
        MenuItemKind::MenuItem(item) if !id.starts_with("menu.") => {
            item.set_enabled(usable.iter().any(|one| one == id))
        }
        _ => Ok(()),
    })
}

/// Marks the colours that are worn.
pub(crate) fn show_theme(app: &AppHandle, worn: Theme) -> tauri::Result<()> {
    each(app, |item, id| match (item, theme(id)) {
        (MenuItemKind::Check(item), Some(theme)) => item.set_checked(theme == worn),
        _ => Ok(()),
    })
}

/// An item was chosen.
pub(crate) fn chosen(app: &AppHandle, id: &str) {
    if let Some(theme) = theme(id) {
        // A mark that was clicked is gone, whatever the page makes of it.
        let _ = show_theme(app, theme);
    }
    if let Some(deed) = id.strip_prefix("menu.") {
        crate::window::edit(app, deed);
    } else {
        events::say(app, &DeskEvent::Command { id: id.to_owned() });
    }
}
