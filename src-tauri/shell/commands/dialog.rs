//! File dialogs of the system. The save dialog asks before it gives the name of a file that is there, so what it
//! gives may be replaced.

use std::path::PathBuf;

use tauri::{AppHandle, Manager, Wry};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use wirecopy_desk::face::Failure;

/// Where to save; `None` when the writer thought better of it.
pub(crate) fn save(app: &AppHandle, name: &str) -> Result<Option<PathBuf>, Failure> {
    local(over_window(app, app.dialog().file()).set_file_name(name).blocking_save_file())
}

/// The dialog belongs to the desk's window.
pub(crate) fn over_window(app: &AppHandle, dialog: FileDialogBuilder<Wry>) -> FileDialogBuilder<Wry> {
    match app.get_webview_window(crate::window::LABEL) {
        Some(window) => dialog.set_parent(&window),
        None => dialog,
    }
}

/// A path on this machine.
pub(crate) fn local(chosen: Option<FilePath>) -> Result<Option<PathBuf>, Failure> {
    chosen.map(FilePath::into_path).transpose().map_err(|error| Failure {
        code: "no_folder".to_owned(),
        message: format!("expected a place on this machine: {error}"),
        place: None,
    })
}
