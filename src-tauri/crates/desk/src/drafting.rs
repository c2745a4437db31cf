//! The keystroke: changes go to the store's writer, the answer comes when they are on disk.

use tokio::sync::oneshot;
use wirecopy_store::{StoryId, Version};
use wirecopy_story::Change;

use crate::desk::Desk;
use crate::edge;
use crate::face::{Ack, Failure};
use crate::typing;

impl Desk {
    /// Applies `changes`, made on version `base`, and answers when they are on disk, or when the disk refused them
    /// and they are safe in memory only ([`Ack::on_disk`]).
    ///
    /// # Errors
    /// `not_found`, `splice` (a place outside the text), `desk_damaged`; then nothing was applied.
    pub async fn draft_edit(&self, id: &str, base: u64, changes: Vec<Change>) -> Result<Ack, Failure> {
        let place = typing::end_of(&changes);
        let (answer, answered) = oneshot::channel();
        let reply = Box::new(move |result| {
            // Nobody waits any more when the window went away: the edit is kept all the same.
            let _ = answer.send(result);
        });
        self.store.edit(StoryId::new(id), Version(base), changes, self.clock.now(), reply);
        let result = answered.await.map_err(|_| edge::failure("desk_shut", "The desk is being shut."))?;
        let ack = result.map_err(|error| edge::store(&error))?;
        match place {
            // Typed on an older text: in the one that stands there now it is another place.
            _ if ack.merged => self.typing.forget(id),
            Some(place) => self.typing.note(id, place),
            None => {}
        }
        Ok(Ack { version: ack.version.0, on_disk: ack.on_disk, merged: ack.merged })
    }
}
