//! Two versions of a story, or of its message, and the line that says what is new.

use tauri::State;
use wirecopy_desk::face::{Comparison, Failure, Side, Way, WireComparison, Writethru};

use crate::room::Room;

#[tauri::command(async)]
pub(crate) fn story_compare(room: State<'_, Room>, id: &str, old: Side, new: Side) -> Result<Comparison, Failure> {
    room.desk()?.story_compare(id, old, new)
}

#[tauri::command(async)]
pub(crate) fn wire_compare(
    room: State<'_, Room>,
    id: &str,
    old: Side,
    new: Side,
    way: Way,
) -> Result<WireComparison, Failure> {
    room.desk()?.wire_compare(id, old, new, &way)
}

#[tauri::command(async)]
pub(crate) fn story_writethru(room: State<'_, Room>, id: &str) -> Result<Writethru, Failure> {
    room.desk()?.story_writethru(id)
}
