//! Stories: list, begin, open, close, throw away, measure, import, save a copy.

use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use wirecopy_desk::face::{Arrival, Failure, Forgotten, Measure, OpenStory, StoryCard};
use wirecopy_desk::{Leaving, Replace};

use super::dialog;
use crate::room::Room;

#[tauri::command(async)]
pub(crate) fn story_list(room: State<'_, Room>, query: &str) -> Result<Vec<StoryCard>, Failure> {
    room.desk()?.story_list(query)
}

#[tauri::command(async)]
pub(crate) fn story_new(room: State<'_, Room>) -> Result<OpenStory, Failure> {
    let desk = room.desk()?;
    desk.story_new(&desk.settings()?.profile)
}

#[tauri::command(async)]
pub(crate) fn story_open(room: State<'_, Room>, id: &str) -> Result<OpenStory, Failure> {
    let desk = room.desk()?;
    desk.story_open(id, &desk.settings()?.profile)
}

#[tauri::command(async)]
pub(crate) fn story_close(room: State<'_, Room>, id: &str) -> Result<(), Failure> {
    room.desk()?.story_close(id)
}

#[tauri::command(async)]
pub(crate) fn story_bin(room: State<'_, Room>, id: &str) -> Result<(), Failure> {
    room.desk()?.story_bin(id)
}

#[tauri::command(async)]
pub(crate) fn story_unbin(room: State<'_, Room>, id: &str) -> Result<(), Failure> {
    room.desk()?.story_unbin(id)
}

#[tauri::command(async)]
pub(crate) fn story_measure(room: State<'_, Room>, id: &str, profile: &str) -> Result<Measure, Failure> {
    room.desk()?.story_measure(id, profile)
}

#[tauri::command(async)]
pub(crate) fn story_import(app: AppHandle, room: State<'_, Room>) -> Result<Option<Arrival>, Failure> {
    let desk = room.desk()?;
    let Some(path) = dialog::local(dialog::over_window(&app, app.dialog().file()).blocking_pick_file())? else {
        return Ok(None);
    };
    desk.story_import(&path, &desk.settings()?.profile).map(Some)
}

#[tauri::command(async)]
pub(crate) fn story_save_original(
    app: AppHandle,
    room: State<'_, Room>,
    id: &str,
    name: &str,
) -> Result<Option<String>, Failure> {
    let Some(path) = dialog::save(&app, name)? else { return Ok(None) };
    room.desk()?.story_save_original(id, &path, Replace::Yes).map(Some)
}

#[tauri::command(async)]
pub(crate) fn story_save_copy(app: AppHandle, room: State<'_, Room>, id: &str) -> Result<Option<String>, Failure> {
    let desk = room.desk()?;
    let Some(path) = dialog::save(&app, &desk.story_file_name(id)?)? else { return Ok(None) };
    desk.story_save_copy(id, &path, Replace::Yes).map(Some)
}

#[tauri::command(async)]
pub(crate) fn story_save_bundle(
    app: AppHandle,
    room: State<'_, Room>,
    id: &str,
    history: bool,
) -> Result<Option<String>, Failure> {
    let desk = room.desk()?;
    let Some(path) = dialog::save(&app, &desk.story_bundle_name(id)?)? else { return Ok(None) };
    let leaving = if history { Leaving::History } else { Leaving::Present };
    desk.story_save_bundle(id, leaving, &path, Replace::Yes).map(Some)
}

#[tauri::command(async)]
pub(crate) fn story_settle(room: State<'_, Room>, id: &str, number: u32) -> Result<(), Failure> {
    room.desk()?.story_settle(id, number)
}

#[tauri::command(async)]
pub(crate) fn story_forget(room: State<'_, Room>, id: &str, version: u64) -> Result<Forgotten, Failure> {
    room.desk()?.story_forget(id, version).map(|forgetting| forgetting.forgotten)
}
