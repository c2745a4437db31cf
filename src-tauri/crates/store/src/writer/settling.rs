//! What follows the text at leisure: the number of words and the search index.

use std::collections::BTreeSet;
use std::time::Instant;

use super::{BACK_OFF, Writer};
use crate::ledger::Weight;
use crate::table::{search, story};
use crate::{Result, Row, StoryId, words};

impl Writer {
    /// Brings words and search index up to date for whoever reads next, and gives the lines of stories whose newest
    /// changes are in memory only.
    pub(crate) fn settle_for_reader(&mut self) -> Vec<Row> {
        if self.trouble.is_none() {
            self.settle();
            return Vec::new();
        }
        let ids: BTreeSet<StoryId> = self.unsaved.iter().map(|unsaved| unsaved.story.clone()).collect();
        let row = |id: &StoryId| {
            let open = self.opened(id).ok()?;
            let (_, words) = words::entry(&open.document.story().ok()?);
            let mut row = open.card.clone().into_row();
            row.words = words;
            Some(row)
        };
        ids.iter().filter_map(row).collect()
    }

    /// Settles every story that needs it. One that cannot be read is left to whoever opens it; when writing fails the
    /// rest waits. `true` when any line changed.
    pub(super) fn settle(&mut self) -> bool {
        let mut any = false;
        while let Some(id) = self.unsettled.pop_first() {
            match self.settle_one(&id) {
                Ok(()) => any = true,
                Err(crate::StoreError::Damaged(_) | crate::StoreError::NotFound { .. }) => {}
                Err(_) => {
                    self.unsettled.insert(id);
                    self.leisure = Instant::now() + BACK_OFF;
                    break;
                }
            }
        }
        any
    }

    pub(super) fn settle_one(&mut self, id: &StoryId) -> Result<()> {
        let folder = self.folder.clone();
        let open = self.opened(id)?;
        let story = open.document.story().map_err(|fault| crate::shelf::fault_of(fault, id, folder.path()))?;
        let (row, version) = (open.card.row, open.card.version);
        let (entry, words) = words::entry(&story);
        open.card.words = words;
        self.ledger.write(Weight::Derived, |transaction, _| {
            search::remove(transaction, row)?;
            search::insert(transaction, row, &entry)?;
            story::settle(transaction, row, words, version)
        })
    }
}
