//! Everything but typing: each is its own transaction, after everything typed before it.

use jiff::Timestamp;
use wirecopy_story::Story;

use super::Writer;
use super::revising::{Asked, words_between};
use crate::document::Document;
use crate::ledger::Weight;
use crate::load::Loaded;
use crate::moment::{Moment, kept};
use crate::shelf::{Open, fault_of};
use crate::table::revision::{self, Revision};
use crate::table::story::Card;
use crate::table::{change, export, original, setting, story};
use crate::{ExportRecord, Naming, Original, Result, StoreError, Stored, StoryId, Version, Why};

impl Writer {
    pub(crate) fn create(&mut self, id: &StoryId, story: &Story, at: Timestamp) -> Result<Version> {
        self.begin(id, story, Origin { at, file: None })
    }

    pub(crate) fn import(&mut self, id: &StoryId, story: &Story, original: &Original) -> Result<Version> {
        self.begin(id, story, Origin { at: original.card.at, file: Some(original) })
    }

    fn begin(&mut self, id: &StoryId, story: &Story, Origin { at, file }: Origin<'_>) -> Result<Version> {
        self.flush()?;
        let folder = self.folder.clone();
        let sql = |error| StoreError::sql("Reading a story", folder.path())(error);
        if story::by_id(self.ledger.stand()?, id).map_err(sql)?.is_some() {
            return Err(StoreError::Exists { id: id.clone() });
        }
        let (document, bytes) =
            Document::begin(story, self.peer).map_err(|fault| fault_of(fault, id, folder.path()))?;
        let mut open =
            Open::new(Loaded { card: blank(id, at), document, trail: Vec::new(), folded: None, recent: Vec::new() });
        let n = self.next;
        self.next += 1;
        let change = open.link(n, Moment(kept(at)), bytes);
        let file = file.map(|original| (original, imported(&open, story)));
        open.card.row = self.record(|transaction, after| {
            let row = story::insert(transaction, id, change.at)?;
            change::insert(transaction, row, &change)?;
            if let Some((original, imported)) = &file {
                original::insert(transaction, row, original)?;
                revision::insert(transaction, row, imported)?;
            }
            let Card { headline, slug, .. } = &open.card;
            let touch = story::Touch { row, changed_at: change.at, headline, slug, version: n, chain: change.hash };
            story::touch(transaction, &touch)?;
            *after = after.after(n, 0, change.hash);
            Ok(row)
        })?;
        self.shelf.put(open);
        self.make_room();
        self.unsettled.insert(id.clone());
        self.last_at = Some(at);
        self.top = Some(id.clone());
        self.listed = true;
        Ok(Version(n))
    }

    pub(crate) fn read(&mut self, id: &StoryId) -> Result<Stored> {
        let folder = self.folder.clone();
        let open = self.opened(id)?;
        let story = open.document.story().map_err(|fault| fault_of(fault, id, folder.path()))?;
        Ok(Stored {
            story,
            version: Version(open.card.version),
            state: open.card.state(),
            created_at: open.card.created_at.0,
            changed_at: open.card.changed_at.0,
        })
    }

    pub(crate) fn close(&mut self, id: &StoryId) -> Result<()> {
        self.opened(id)?;
        self.flush()?;
        if self.unsettled.remove(id)
            && let Err(error) = self.settle_one(id)
        {
            self.unsettled.insert(id.clone());
            return Err(error);
        }
        self.fold(id)?;
        self.shelf.remove(id);
        Ok(())
    }

    pub(crate) fn mark_exported(&mut self, id: &StoryId, record: &ExportRecord) -> Result<()> {
        let at = Moment(kept(record.at));
        let naming = Naming { why: Why::Filed, label: String::new(), version: Some(record.version) };
        let (row, mut filed) = self.drafted(id, Asked { naming, then: None, at: record.at })?;
        self.record(|transaction, _| {
            let number = export::next_number(transaction, row)?;
            export::insert(transaction, row, number, record)?;
            filed.number = revision::next_number(transaction, row)?;
            revision::insert(transaction, row, &filed)?;
            story::set_exported(transaction, row, at)
        })?;
        self.opened(id)?.card.exported_at = Some(at);
        self.listed = true;
        Ok(())
    }

    pub(crate) fn set_binned(&mut self, id: &StoryId, at: Option<Timestamp>) -> Result<()> {
        let row = self.opened(id)?.card.row;
        let at = at.map(|at| Moment(kept(at)));
        self.record(|transaction, _| story::set_binned(transaction, row, at))?;
        self.opened(id)?.card.binned_at = at;
        self.listed = true;
        Ok(())
    }

    pub(crate) fn put_setting(&mut self, key: &str, value: &str) -> Result<()> {
        self.ledger.write(Weight::Derived, |transaction, _| setting::put(transaction, key, value))
    }
}

/// Where a new story comes from: the writer's hands, or a file.
struct Origin<'o> {
    at: Timestamp,
    file: Option<&'o Original>,
}

/// The first revision of a story that came from a file.
fn imported(open: &Open, story: &Story) -> Revision {
    Revision {
        number: 1,
        version: open.card.version,
        frontier: open.document.frontier().encode(),
        content: open.document.content(),
        at: open.card.changed_at,
        why: Why::Imported,
        label: String::new(),
        words: Some(words_between(&Story::default(), story)),
    }
}

/// A line for a story that is about to be.
pub(super) fn blank(id: &StoryId, at: Timestamp) -> Card {
    let at = Moment(kept(at));
    Card {
        row: 0,
        id: id.clone(),
        created_at: at,
        changed_at: at,
        headline: String::new(),
        slug: String::new(),
        words: 0,
        version: 0,
        chain: crate::chain::Hash::start(id),
        exported_at: None,
        binned_at: None,
    }
}
