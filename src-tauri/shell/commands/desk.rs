//! The desk as a whole: start, settings, first paint, quit.

use tauri::{AppHandle, State};
use wirecopy_desk::face::{Failure, Settings, Start};

use crate::room::Room;
use crate::{display, window};

#[tauri::command(async)]
pub(crate) fn desk_start(room: State<'_, Room>) -> Result<Start, Failure> {
    room.desk()?.start(&tauri::webview_version().unwrap_or_default())
}

#[tauri::command(async)]
pub(crate) fn settings_put(room: State<'_, Room>, settings: Settings) -> Result<(), Failure> {
    room.put_settings(settings)
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
