//! Vocabularies: load, list, remove, search.

use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use wirecopy_desk::face::{Failure, VocabularyHit, VocabularyQuery, VocabularyRow};

use super::dialog;
use crate::room::Room;

#[tauri::command(async)]
pub(crate) fn vocabulary_load(app: AppHandle, room: State<'_, Room>) -> Result<Option<VocabularyRow>, Failure> {
    let desk = room.desk()?;
    let Some(path) = dialog::local(dialog::over_window(&app, app.dialog().file()).blocking_pick_file())? else {
        return Ok(None);
    };
    desk.vocabulary_load(&path, None).map(Some)
}

#[tauri::command(async)]
pub(crate) fn vocabulary_list(room: State<'_, Room>) -> Result<Vec<VocabularyRow>, Failure> {
    room.desk()?.vocabulary_list()
}

#[tauri::command(async)]
pub(crate) fn vocabulary_remove(room: State<'_, Room>, scheme: &str) -> Result<(), Failure> {
    room.desk()?.vocabulary_remove(scheme)
}

#[tauri::command(async)]
pub(crate) fn vocabulary_search(room: State<'_, Room>, query: VocabularyQuery) -> Result<Vec<VocabularyHit>, Failure> {
    room.desk()?.vocabulary_search(&query)
}
