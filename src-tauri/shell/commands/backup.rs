//! Backups: listed and put back even when the desk itself cannot be opened.

use tauri::{AppHandle, State};
use wirecopy_desk::Desk;
use wirecopy_desk::face::{Backup, Failure};

use crate::room::Room;

#[tauri::command(async)]
pub(crate) fn backup_list(room: State<'_, Room>) -> Result<Vec<Backup>, Failure> {
    Desk::backups(room.folder())
}

#[tauri::command(async)]
pub(crate) fn backup_now(room: State<'_, Room>) -> Result<Backup, Failure> {
    room.desk()?.back_up()
}

/// Shuts the desk, puts the backup in its place and starts the program over.
#[tauri::command(async)]
pub(crate) fn backup_restore(app: AppHandle, room: State<'_, Room>, name: &str) -> Result<(), Failure> {
    room.shut();
    Desk::restore(room.folder(), name)?;
    app.restart()
}
