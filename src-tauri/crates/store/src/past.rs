//! Looking back: documents of the reader's own, moved from one version to its neighbour, so that a story's whole life
//! can be dragged through without the writer noticing.
//!
//! What it shows was proven like any story that is opened, and where a revision stands its text must be the one that
//! was kept. It knows what is on disk; a version that is in memory only is for the writer to show.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use loro::Frontiers;
use rusqlite::Connection;
use wirecopy_story::Story;

use crate::chain::Hash;
use crate::document::Document;
use crate::load::{self, Loaded};
use crate::reader::Reading;
use crate::shelf::fault_of;
use crate::table::{change, revision, story};
use crate::trail::{self, Step};
use crate::{Past, Result, StoreError, StoryId, Version};

/// Stories looked back into at a time.
const ROOM: usize = 2;
/// A document that nobody looked into for so long is let go.
const IDLE: Duration = Duration::from_mins(3);
/// Signs nothing: these documents are only read.
const PEER: u64 = 1;

/// A story at one of its versions.
pub(crate) struct Moment {
    pub past: Past,
    /// What it says there.
    pub content: Hash,
}

/// The documents that are looked back into.
#[derive(Default)]
pub(crate) struct Lookback(Mutex<Vec<Machine>>);

/// One story, standing wherever it was last looked at.
pub(crate) struct Machine {
    id: StoryId,
    row: i64,
    /// Hash of the newest change it knows.
    chain: Hash,
    document: Document,
    /// Every version, oldest first.
    steps: Vec<Step>,
    used: Instant,
    folder: PathBuf,
}

impl Lookback {
    /// Looks into story `id` as it is on disk; `look` gets its document and what the revisions at `version` kept. The
    /// connection is free while the document moves.
    pub(crate) fn with<T>(
        &self,
        reading: &Reading,
        (id, version): (&StoryId, Option<Version>),
        look: impl FnOnce(&Machine, &[Hash]) -> Result<T>,
    ) -> Result<T> {
        let mut machines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = machines.iter().position(|machine| machine.id == *id);
        // Taken out: one that fails on the way is not put back.
        let known = at.map(|at| machines.swap_remove(at));
        let (mut machine, kept) = reading.with(|connection, folder| {
            let caught_up = known.map(|machine| machine.caught_up(connection, folder)).transpose()?.flatten();
            let machine = caught_up.map_or_else(|| Machine::load(connection, id, folder), Ok)?;
            let kept = version.map(|version| revision::contents(connection, machine.row, version.0)).transpose();
            Ok((machine, kept.map_err(StoreError::sql("Reading the revisions", folder))?.unwrap_or_default()))
        })?;
        let answer = look(&machine, &kept);
        if !matches!(answer, Err(StoreError::Damaged(_))) {
            machine.used = Instant::now();
            machines.push(machine);
            while machines.len() > ROOM
                && let Some(oldest) = (0..machines.len()).min_by_key(|at| machines[*at].used)
            {
                machines.swap_remove(oldest);
            }
        }
        answer
    }

    /// Lets the document of story `id` go, as if nobody had ever looked.
    pub(crate) fn let_go(&self, id: &StoryId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|machine| machine.id != *id);
    }

    /// Lets go of what was not used lately. Never waits for somebody who looks.
    pub(crate) fn tidy(&self, now: Instant) {
        let mut machines = match self.0.try_lock() {
            Ok(machines) => machines,
            Err(TryLockError::Poisoned(machines)) => machines.into_inner(),
            Err(TryLockError::WouldBlock) => return,
        };
        machines.retain(|machine| now.saturating_duration_since(machine.used) < IDLE);
    }
}

impl Machine {
    fn load(connection: &Connection, id: &StoryId, folder: &Path) -> Result<Self> {
        let Loaded { card, document, trail, recent, .. } = load::load(connection, id, PEER, folder)?;
        let steps = trail::whole(&trail, recent, id, folder)?;
        Ok(Self {
            id: card.id,
            row: card.row,
            chain: card.chain,
            document,
            steps,
            used: Instant::now(),
            folder: folder.to_owned(),
        })
    }

    /// With the changes that were made since; `None` when they are folded already and the story must be loaded anew.
    fn caught_up(mut self, connection: &Connection, folder: &Path) -> Result<Option<Self>> {
        let sql = |error| StoreError::sql("Reading a story", folder)(error);
        let Some(card) = story::by_id(connection, &self.id).map_err(sql)? else { return Ok(None) };
        if card.chain == self.chain {
            return Ok(Some(self));
        }
        let newer = change::after(connection, self.row, self.newest().0).map_err(sql)?;
        if newer.first().is_none_or(|change| change.prev != self.chain) {
            return Ok(None);
        }
        load::follow(&card, (self.newest().0, self.chain), &newer).map_err(|what| {
            StoreError::damaged(folder, format!("the story {} does not prove right ({what})", self.id))
        })?;
        for change in newer {
            let fault = |fault| fault_of(fault, &self.id, folder);
            self.document.import(&change.bytes).map_err(fault)?;
            let frontier = Frontiers::decode(&change.frontier).map_err(|error| {
                StoreError::damaged(
                    folder,
                    format!("change {} of the story {} does not read ({error})", change.n, self.id),
                )
            })?;
            self.steps.push(Step { n: change.n, at: change.at.0, frontier });
            self.chain = change.hash;
        }
        Ok(Some(self))
    }

    /// The newest version on disk.
    pub(crate) fn newest(&self) -> Version {
        Version(self.steps.last().map_or(0, |step| step.n))
    }

    /// Every version, oldest first.
    pub(crate) fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The story as it was at `version`, where the revisions `kept` what it says.
    ///
    /// # Errors
    /// [`StoreError::Base`]: no such version on disk. [`StoreError::Damaged`]: a revision says otherwise.
    pub(crate) fn at(&self, version: Version, kept: &[Hash]) -> Result<Moment> {
        let found = self.steps.binary_search_by_key(&version.0, |step| step.n);
        let step = found.ok().and_then(|at| self.steps.get(at));
        let step =
            step.ok_or_else(|| StoreError::Base { story: self.id.clone(), newest: self.newest(), got: version })?;
        let story = self.show(step)?;
        let content = self.document.content();
        if kept.iter().any(|kept| *kept != content) {
            let what = format!("the story {} at version {version} is not what its revision kept", self.id);
            return Err(StoreError::damaged(&self.folder, what));
        }
        Ok(Moment { past: Past { version, at: step.at, story }, content })
    }

    /// Goes to `step` and reads.
    pub(crate) fn show(&self, step: &Step) -> Result<Story> {
        let shown = self.document.go(&step.frontier).and_then(|()| self.document.story());
        shown.map_err(|fault| fault_of(fault, &self.id, &self.folder))
    }
}
