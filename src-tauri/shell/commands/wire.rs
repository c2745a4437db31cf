//! The wire: the message as it would leave, copied or written to a file.

use tauri::{AppHandle, State};
use tauri_plugin_clipboard_manager::ClipboardExt;
use wirecopy_desk::Replace;
use wirecopy_desk::face::{Exported, Failure, Preview, Release};

use super::dialog;
use crate::room::Room;

#[tauri::command(async)]
pub(crate) fn wire_preview(room: State<'_, Room>, id: &str, release: Release) -> Result<Preview, Failure> {
    room.desk()?.wire_preview(id, &release)
}

#[tauri::command(async)]
pub(crate) fn wire_copy(app: AppHandle, room: State<'_, Room>, id: &str, release: Release) -> Result<Preview, Failure> {
    let preview = room.desk()?.wire_copy(id, &release)?;
    app.clipboard().write_text(&preview.text).map_err(|error| Failure {
        code: "clipboard".to_owned(),
        message: format!("The clipboard did not take the text: {error}"),
        place: None,
    })?;
    Ok(preview)
}

#[tauri::command(async)]
pub(crate) fn wire_export(
    app: AppHandle,
    room: State<'_, Room>,
    id: &str,
    release: Release,
    seen: &str,
) -> Result<Option<Exported>, Failure> {
    let desk = room.desk()?;
    let preview = desk.wire_preview(id, &release)?;
    let Some(path) = dialog::save(&app, &preview.file_name)? else { return Ok(None) };
    desk.wire_export(id, (&release, seen), &path, Replace::Yes).map(Some)
}
