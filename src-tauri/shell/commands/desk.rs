//! The desk as a whole: start, settings, first paint, quit.

use tauri::{AppHandle, State};
use wirecopy_desk::face::{Failure, Settings, Start};

use crate::room::Room;
use crate::{display, menu, window};

#[tauri::command(async)]
pub(crate) fn desk_start(room: State<'_, Room>) -> Result<Start, Failure> {
    room.desk()?.start(&tauri::webview_version().unwrap_or_default())
}

#[tauri::command(async)]
pub(crate) fn settings_put(app: AppHandle, room: State<'_, Room>, settings: Settings) -> Result<(), Failure> {
    window::wear(&app, settings.theme);
    room.put_settings(settings)
}

/// What can be done now, by the ids of the page's commands: the rest of the menu is grey. On the menu's own thread, so
/// that the last word is the page's last.
#[tauri::command]
pub(crate) fn menu_show(app: AppHandle, usable: Vec<String>) -> Result<(), Failure> {
    let failure = |error: tauri::Error| Failure { code: "menu".to_owned(), message: error.to_string(), place: None };
    menu::show_usable(&app, &usable).map_err(failure)
}

#[tauri::command(async)]
pub(crate) fn app_painted() {
    display::painted();
}

/// The page heard that it should leave; it may have a question for the writer first.
#[tauri::command(async)]
pub(crate) fn app_heard(room: State<'_, Room>) {
    room.heard();
}

#[tauri::command(async)]
pub(crate) fn app_quit(app: AppHandle) {
    window::quit(&app);
}
