//! The life of a story: its versions and revisions, its moments, what puts one back, what undoes the last steps.

use tauri::State;
use wirecopy_desk::face::{Failure, History, Part, PastStory, Restoration, UndoTrail};

use crate::room::Room;

#[tauri::command(async)]
pub(crate) fn story_history(room: State<'_, Room>, id: &str) -> Result<History, Failure> {
    room.desk()?.story_history(id)
}

#[tauri::command(async)]
pub(crate) fn story_at(room: State<'_, Room>, id: &str, version: u64) -> Result<PastStory, Failure> {
    let desk = room.desk()?;
    desk.story_at(id, version, &desk.settings()?.profile)
}

#[tauri::command(async)]
pub(crate) fn story_restoration(
    room: State<'_, Room>,
    id: &str,
    version: u64,
    part: Part,
) -> Result<Restoration, Failure> {
    room.desk()?.story_restoration(id, version, &part)
}

#[tauri::command(async)]
pub(crate) fn story_undo_trail(room: State<'_, Room>, id: &str) -> Result<UndoTrail, Failure> {
    room.desk()?.story_undo_trail(id)
}
