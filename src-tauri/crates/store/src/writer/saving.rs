//! From memory to disk: one transaction for everything that waits, then the answers. When the disk refuses, the
//! answers say so, the text stays in memory, and it is tried again each second.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::{Trouble, Unsaved, Writer};
use crate::ledger::{Ledger, Weight};
use crate::table::{change, head, story};
use crate::{Ack, Result, StoreError, StoreEvent, StoryId, Version};

const AGAIN: Duration = Duration::from_secs(1);

impl Writer {
    /// Saves what is unsaved, unless it failed less than a second ago, and answers everybody who waits.
    pub(super) fn save(&mut self) {
        if self.waiting.is_empty() && (self.unsaved.is_empty() || self.trouble.is_some()) {
            return;
        }
        let refused = self.trouble.as_ref().is_some_and(|trouble| Instant::now() < trouble.next);
        let on_disk = !refused && self.flush().is_ok();
        for (reply, ack) in std::mem::take(&mut self.waiting) {
            reply(Ok(Ack { on_disk, ..ack }));
        }
    }

    /// Saves what is unsaved now, whatever happened a moment ago.
    ///
    /// # Errors
    /// Why the disk refused; the text stays in memory.
    pub(crate) fn flush(&mut self) -> Result<()> {
        let mut saved = BTreeMap::new();
        let mut result = self.append(&mut saved);
        if matches!(result, Err(StoreError::Io { .. })) {
            // The handle is lost: open again, see what arrived, append the rest.
            result = self.append(&mut saved);
        }
        match &result {
            Ok(()) => {
                if self.trouble.take().is_some() {
                    for (story, version) in saved {
                        self.tell(StoreEvent::Saved { story, version });
                    }
                }
            }
            // With nothing to save, whoever asked is told and nobody else.
            Err(_) if self.unsaved.is_empty() => {}
            Err(error) => self.in_trouble(error.clone()),
        }
        result
    }

    /// Notes that saving fails; says so when it is news.
    fn in_trouble(&mut self, error: StoreError) {
        let news = self.trouble.as_ref().is_none_or(|trouble| trouble.error.code() != error.code());
        self.trouble = Some(Trouble { error: error.clone(), next: Instant::now() + AGAIN });
        if news {
            self.tell(StoreEvent::SaveFailed { error });
        }
    }

    fn append(&mut self, saved: &mut BTreeMap<StoryId, Version>) -> Result<()> {
        self.ledger.stand()?;
        self.count_saved(saved);
        if !self.unsaved.is_empty() {
            commit(&mut self.ledger, &self.unsaved)?;
            self.count_saved(saved);
        }
        Ok(())
    }

    /// Lets go of what the head covers: it is on disk.
    fn count_saved(&mut self, saved: &mut BTreeMap<StoryId, Version>) {
        let n = self.ledger.head().n;
        for unsaved in self.unsaved.extract_if(.., |unsaved| unsaved.change.n <= n) {
            saved.insert(unsaved.story, Version(unsaved.change.n));
        }
    }
}

fn commit(ledger: &mut Ledger, unsaved: &[Unsaved]) -> Result<()> {
    // A story's line is written once, as its last change leaves it.
    let mut last: BTreeMap<i64, &Unsaved> = BTreeMap::new();
    for one in unsaved {
        last.insert(one.row, one);
    }
    ledger.write(Weight::Truth, |transaction, after| {
        for one in unsaved {
            change::insert(transaction, one.row, &one.change)?;
            *after = after.after(one.change.n, one.before, one.change.hash);
        }
        for (row, one) in &last {
            let (version, chain, changed_at) = (one.change.n, one.change.hash, one.change.at);
            let Unsaved { headline, slug, .. } = one;
            story::touch(transaction, &story::Touch { row: *row, changed_at, headline, slug, version, chain })?;
        }
        Ok(())
    })
}

impl Writer {
    /// A transaction of what must not be lost, after everything typed before it is saved.
    pub(super) fn record<T>(
        &mut self,
        work: impl FnMut(&rusqlite::Transaction<'_>, &mut head::Head) -> rusqlite::Result<T>,
    ) -> Result<T> {
        self.flush()?;
        self.ledger.write(Weight::Truth, work)
    }
}
