//! The open stories: documents in memory, with what is needed to name their versions and to fold them.

use std::collections::HashMap;

use loro::Frontiers;
use wirecopy_story::{Change, Story};

use crate::chain::{Hash, Link};
use crate::document::{Document, Fault};
use crate::load::Loaded;
use crate::moment::Moment;
use crate::table::change;
use crate::table::snapshot::Snapshot;
use crate::table::story::Card;
use crate::trail::{self, Step};
use crate::{Result, StoreError, StoryId, Version};

/// Stories kept open; the one not used for longest is closed for the next.
const ROOM: usize = 24;

/// A story whose document is in memory.
pub(crate) struct Open {
    pub card: Card,
    pub document: Document,
    pub trail: Vec<u8>,
    folded: Option<Step>,
    /// Steps since the last snapshot.
    pub recent: Vec<Step>,
    /// The text of a revision, to count the words of the next one by.
    pub marked: Option<(Version, Story)>,
    used: u64,
}

impl Open {
    pub(crate) fn new(loaded: Loaded) -> Self {
        let Loaded { card, document, trail, folded, recent } = loaded;
        Self { card, document, trail, folded, recent, marked: None, used: 0 }
    }

    /// Applies `changes` made on version `base`. `None`: they change nothing.
    ///
    /// # Errors
    /// [`StoreError::Base`], [`StoreError::Splice`], [`StoreError::TooLong`]: nothing was applied.
    /// [`StoreError::Damaged`]: the document must be loaded again.
    pub(crate) fn apply(
        &mut self,
        base: Version,
        changes: &[Change],
        folder: &std::path::Path,
    ) -> Result<Option<Vec<u8>>> {
        let made = if base.0 == self.card.version {
            self.document.apply(changes)
        } else {
            let base = self.frontier_of(base)?;
            self.document.apply_at(&base, changes)
        };
        made.map_err(|fault| fault_of(fault, &self.card.id, folder))
    }

    /// Where version `version` stood in the document's history.
    pub(crate) fn frontier_of(&self, version: Version) -> Result<Frontiers> {
        self.step_of(version).map(|step| step.frontier)
    }

    /// When version `version` was made, and where it stood.
    pub(crate) fn step_of(&self, version: Version) -> Result<Step> {
        let find = |steps: &[Step]| steps.iter().rfind(|step| step.n == version.0).cloned();
        let unknown =
            || StoreError::Base { story: self.card.id.clone(), newest: Version(self.card.version), got: version };
        find(&self.recent).or_else(|| find(&trail::read(&self.trail)?)).ok_or_else(unknown)
    }

    /// Binds `bytes`, which were just applied, into the story's chain as change `n`.
    pub(crate) fn link(&mut self, n: u64, at: Moment, bytes: Vec<u8>) -> change::Change {
        let change = self.arrived(n, at, bytes);
        self.recent.push(Step { n, at: at.0, frontier: self.document.frontier() });
        change
    }

    /// As [`Self::link`], for a change whose place the trail knows already.
    pub(crate) fn arrived(&mut self, n: u64, at: Moment, bytes: Vec<u8>) -> change::Change {
        let frontier = self.document.frontier().encode();
        let mut change = change::Change { n, at, bytes, frontier, prev: self.card.chain, hash: Hash::ZERO };
        change.hash = change.proof(&self.card.id);
        self.follow(&change);
        change
    }

    /// Every version that is known, oldest first.
    pub(crate) fn steps(&self, folder: &std::path::Path) -> Result<Vec<Step>> {
        let unread = || StoreError::damaged(folder, format!("the trail of the story {} does not read", self.card.id));
        let mut steps = trail::read(&self.trail).ok_or_else(unread)?;
        steps.extend_from_slice(&self.recent);
        Ok(steps)
    }

    /// The card as it is after `change`.
    pub(crate) fn follow(&mut self, change: &change::Change) {
        self.card.version = change.n;
        self.card.chain = change.hash;
        self.card.changed_at = change.at;
        (self.card.headline, self.card.slug) = self.document.title();
    }

    /// Takes in a change that is in memory only, after the document was loaded again.
    pub(crate) fn replay(&mut self, change: &change::Change, folder: &std::path::Path) -> Result<()> {
        self.document.import(&change.bytes).map_err(|fault| fault_of(fault, &self.card.id, folder))?;
        self.recent.push(Step { n: change.n, at: change.at.0, frontier: self.document.frontier() });
        self.follow(change);
        Ok(())
    }

    /// A snapshot of everything up to now; `None` when there is nothing new to fold.
    pub(crate) fn snapshot(&self, folder: &std::path::Path) -> Result<Option<Snapshot>> {
        let Some(last) = self.recent.last() else { return Ok(None) };
        let bytes = self.document.snapshot().map_err(|fault| fault_of(fault, &self.card.id, folder))?;
        let mut trail = self.trail.clone();
        trail::extend(&mut trail, self.folded.as_ref(), &self.recent);
        Ok(Some(self.proven(last, bytes, trail)))
    }

    /// A snapshot whose newest step is `last`, with the hash that proves it.
    pub(crate) fn proven(&self, last: &Step, bytes: Vec<u8>, trail: Vec<u8>) -> Snapshot {
        let (n, at, frontier) = (last.n, Moment(last.at), last.frontier.encode());
        let link = Link {
            prev: self.card.chain,
            story: &self.card.id,
            n,
            at: at.0.as_microsecond(),
            frontier: &frontier,
            bytes: &bytes,
        };
        let hash = Hash::snapshot(&link, &trail);
        Snapshot { n, at, bytes, frontier, trail, hash, chain: self.card.chain }
    }

    /// The snapshot is in the database, the changes it holds are not any more.
    pub(crate) fn folded(&mut self, snapshot: Snapshot) {
        self.trail = snapshot.trail;
        self.folded = self.recent.pop();
        self.recent.clear();
    }
}

pub(crate) fn fault_of(fault: Fault, id: &StoryId, folder: &std::path::Path) -> StoreError {
    match fault {
        Fault::Splice(error) => StoreError::Splice(error),
        Fault::TooLong { field, limit, got } => StoreError::TooLong { field, limit, got },
        Fault::Broken(what) => StoreError::damaged(folder, format!("the story {id} does not read ({what})")),
    }
}

/// All open stories.
#[derive(Default)]
pub(crate) struct Shelf {
    open: HashMap<StoryId, Open>,
    uses: u64,
}

impl Shelf {
    /// The story, if it is open; it counts as used now.
    pub(crate) fn get(&mut self, id: &StoryId) -> Option<&mut Open> {
        self.uses += 1;
        let open = self.open.get_mut(id)?;
        open.used = self.uses;
        Some(open)
    }

    pub(crate) fn put(&mut self, mut open: Open) {
        self.uses += 1;
        open.used = self.uses;
        self.open.insert(open.card.id.clone(), open);
    }

    pub(crate) fn remove(&mut self, id: &StoryId) {
        self.open.remove(id);
    }

    pub(crate) fn ids(&self) -> Vec<StoryId> {
        self.open.keys().cloned().collect()
    }

    /// Stories with at least `steps` changes since their snapshot.
    pub(crate) fn long(&self, steps: usize) -> Vec<StoryId> {
        self.open.values().filter(|open| open.recent.len() >= steps).map(|open| open.card.id.clone()).collect()
    }

    /// The story that should make room for another, when the shelf is full.
    pub(crate) fn surplus(&self) -> Option<StoryId> {
        let full = self.open.len() > ROOM;
        full.then(|| self.open.values().min_by_key(|open| open.used).map(|open| open.card.id.clone())).flatten()
    }
}
