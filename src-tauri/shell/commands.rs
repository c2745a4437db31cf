//! The table of commands that the page may call: one file per noun, each command one call of the desk.
#![expect(clippy::needless_pass_by_value, reason = "Tauri hands a command its arguments by value")]

mod backup;
mod compare;
mod desk;
mod dialog;
mod draft;
mod history;
mod story;
mod vocabulary;
mod wire;

use tauri::ipc::Invoke;

/// Every command.
pub(crate) fn handler() -> impl Fn(Invoke) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        desk::desk_start,
        desk::settings_put,
        desk::menu_show,
        desk::app_painted,
        desk::app_heard,
        desk::app_quit,
        story::story_list,
        story::story_new,
        story::story_open,
        story::story_close,
        story::story_bin,
        story::story_unbin,
        story::story_measure,
        story::story_import,
        story::story_save_copy,
        story::story_save_original,
        story::story_save_bundle,
        story::story_settle,
        story::story_forget,
        draft::draft_edit,
        draft::revision_save,
        history::story_history,
        history::story_at,
        history::story_restoration,
        history::story_undo_trail,
        vocabulary::vocabulary_load,
        vocabulary::vocabulary_list,
        vocabulary::vocabulary_remove,
        vocabulary::vocabulary_search,
        compare::story_compare,
        compare::wire_compare,
        compare::story_writethru,
        wire::wire_preview,
        wire::wire_copy,
        wire::wire_export,
        backup::backup_list,
        backup::backup_now,
        backup::backup_restore,
    ]
}
