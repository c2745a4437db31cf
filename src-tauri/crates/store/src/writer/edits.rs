//! Typing: a change goes into its document and waits for the disk.

use jiff::Timestamp;
use wirecopy_story::Change;

use super::{Edit, Unsaved, Writer};
use crate::moment::{Moment, kept};
use crate::{Ack, Result, StoreError, StoryId, Version};

impl Writer {
    /// Applies an edit; its answer waits for [`Writer::save`], a refusal does not.
    pub(super) fn edit(&mut self, edit: Edit) {
        let Edit { story, base, changes, at, reply } = edit;
        match self.apply(&story, base, &changes, at) {
            Ok(ack) => self.waiting.push((reply, ack)),
            Err(error) => {
                if matches!(error, StoreError::Damaged(_)) {
                    // The document may hold a part of the edit: the next one loads it again.
                    self.shelf.remove(&story);
                }
                reply(Err(error));
            }
        }
    }

    fn apply(&mut self, id: &StoryId, base: Version, changes: &[Change], at: Timestamp) -> Result<Ack> {
        let (next, folder) = (self.next, self.folder.clone());
        let open = self.opened(id)?;
        let before = (open.card.version, open.card.headline.clone(), open.card.slug.clone());
        let merged = base.0 != before.0;
        let Some(bytes) = open.apply(base, changes, folder.path())? else {
            // Nothing to write: it is as much on disk as what came before it.
            return Ok(Ack { version: Version(before.0), on_disk: true, merged });
        };
        let change = open.link(next, Moment(kept(at)), bytes);
        let renamed = (&before.1, &before.2) != (&open.card.headline, &open.card.slug);
        let (row, headline, slug) = (open.card.row, open.card.headline.clone(), open.card.slug.clone());
        self.unsaved.push(Unsaved { story: id.clone(), row, before: before.0, headline, slug, change });
        self.next += 1;
        self.unsettled.insert(id.clone());
        self.last_edit = std::time::Instant::now();
        self.edited.insert(id.clone(), self.last_edit);
        self.last_at = Some(at);
        if renamed || self.top.as_ref() != Some(id) {
            self.top = Some(id.clone());
            self.listed = true;
        }
        Ok(Ack { version: Version(next), on_disk: true, merged })
    }
}
