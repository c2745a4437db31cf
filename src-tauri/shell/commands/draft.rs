//! Drafts: the keystroke, and the revision.

use tauri::State;
use wirecopy_desk::Name;
use wirecopy_desk::face::{Ack, Change, Failure, Revision, RevisionWhy};

use crate::room::Room;

#[tauri::command]
pub(crate) async fn draft_edit(
    room: State<'_, Room>,
    id: String,
    base: u64,
    changes: Vec<Change>,
) -> Result<Ack, Failure> {
    room.desk()?.draft_edit(&id, base, changes).await
}

#[tauri::command(async)]
pub(crate) fn revision_save(
    room: State<'_, Room>,
    id: &str,
    label: &str,
    why: RevisionWhy,
    version: Option<u64>,
) -> Result<Revision, Failure> {
    room.desk()?.revision_save(id, Name { label, why, version })
}
