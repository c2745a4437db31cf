//! What follows the text at leisure: the number of words and the search index.

use std::collections::BTreeSet;
use std::time::Instant;

use super::{BACK_OFF, Haste, Writer};
use crate::ledger::Weight;
use crate::table::{search, story};
use crate::{Result, Row, StoryId, words};

/// Bytes of text beyond which the list does not wait.
const LONG: usize = 128 << 10;

impl Writer {
    /// Brings words and search index up to date for whoever reads next, and gives the lines of stories whose newest
    /// changes are in memory only.
    pub(crate) fn settle_for_reader(&mut self, haste: Haste) -> Vec<Row> {
        if self.trouble.is_none() {
            self.settle(haste);
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
    pub(super) fn settle(&mut self, haste: Haste) -> bool {
        let mut any = false;
        for id in std::mem::take(&mut self.unsettled) {
            if self.leisure > Instant::now() && haste == Haste::None || haste == Haste::List && self.is_long(&id) {
                self.unsettled.insert(id);
                continue;
            }
            match self.settle_one(&id) {
                Ok(()) => any = true,
                Err(crate::StoreError::Damaged(_) | crate::StoreError::NotFound { .. }) => {}
                Err(_) => {
                    self.unsettled.insert(id);
                    self.leisure = Instant::now() + BACK_OFF;
                }
            }
        }
        any
    }

    fn is_long(&mut self, id: &StoryId) -> bool {
        self.opened(id).is_ok_and(|open| open.document.size() > LONG)
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
