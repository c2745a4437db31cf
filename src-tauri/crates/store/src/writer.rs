//! The writer: one plain thread that owns the only write connection and the open documents.
//!
//! It takes what is queued, applies it, commits it in one transaction, and only then answers. It never waits for more:
//! while one commit runs the next edits gather by themselves. What is not urgent (folding, settling, checkpoints,
//! backups) is done after the answers, when nothing is queued.

mod edits;
mod forgetting;
mod merging;
mod quiet;
mod revising;
mod saving;
mod settling;
mod verbs;
mod vocabularies;

pub(crate) use revising::Asked;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use wirecopy_story::Change;

use crate::backup::Copier;
use crate::folder::Folder;
use crate::ledger::Ledger;
use crate::load::load;
use crate::shelf::{Open, Shelf};
use crate::table::change;
use crate::{Ack, Farewell, Reply, Result, StoreError, StoreEvent, StoryId, Version};

/// Most edits, and longest time, that are gathered into one transaction.
const MOST_EDITS: usize = 512;
const LONGEST_GATHERING: Duration = Duration::from_millis(25);

/// What is not urgent and failed is tried again after this long.
const BACK_OFF: Duration = Duration::from_mins(1);

/// An edit on its way to the disk.
pub(crate) struct Edit {
    pub story: StoryId,
    pub base: Version,
    pub changes: Vec<Change>,
    pub at: Timestamp,
    pub reply: Reply,
}

/// What crosses to the writer's thread.
pub(crate) enum Order {
    /// Typing.
    Edit(Edit),
    /// Anything else; sees every edit before it saved, or the disk refusing.
    Do(Box<dyn FnOnce(&mut Writer) + Send>),
    /// The end.
    Shut {
        /// Now.
        at: Timestamp,
        /// How it went.
        answer: SyncSender<Farewell>,
    },
}

/// A change that is in a document but not yet in the database.
struct Unsaved {
    story: StoryId,
    row: i64,
    /// Version of the story before it.
    before: u64,
    /// As the change leaves them.
    headline: String,
    slug: String,
    change: change::Change,
}

/// Saving fails: since when is not told, only why and when it is tried again.
struct Trouble {
    error: StoreError,
    next: Instant,
}

pub(crate) struct Writer {
    folder: Folder,
    ledger: Ledger,
    peer: u64,
    shelf: Shelf,
    /// Number of the next change. Never goes back, not even when a write failed: what was handed out once may be on
    /// disk after all.
    next: u64,
    unsaved: Vec<Unsaved>,
    waiting: Vec<(Reply, Ack)>,
    trouble: Option<Trouble>,
    unsettled: BTreeSet<StoryId>,
    /// Stories that were edited since their last pause, and when.
    edited: BTreeMap<StoryId, Instant>,
    /// The list changed: tell when the answers are out.
    listed: bool,
    /// The story on top of the list.
    top: Option<StoryId>,
    listener: Box<dyn Fn(StoreEvent) + Send + Sync>,
    copier: Arc<Copier>,
    last_edit: Instant,
    last_at: Option<Timestamp>,
    /// Nothing that is not urgent before this.
    leisure: Instant,
    last_backup: Instant,
    last_backup_at: Timestamp,
    backed_tick: Option<u64>,
    last_ballast: Instant,
    /// The log still holds what was forgotten: a reader hindered emptying it.
    full_log: bool,
}

/// Who waits for words and search index to be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Haste {
    /// The list, which is asked for while somebody types: very long stories may follow later.
    List,
    /// The search, which must see everything.
    Search,
    /// Nobody: the writer pauses.
    None,
}

/// Whether the thread goes on.
#[derive(PartialEq, Eq)]
enum Flow {
    On,
    End,
}

impl Writer {
    pub(crate) fn new(
        folder: Folder,
        ledger: Ledger,
        peer: u64,
        unsettled: Vec<StoryId>,
        listener: Box<dyn Fn(StoreEvent) + Send + Sync>,
        copier: Arc<Copier>,
        at: Timestamp,
    ) -> Self {
        let now = Instant::now();
        Self {
            next: ledger.head().n + 1,
            backed_tick: crate::backups::newest_tick(&folder),
            folder,
            ledger,
            peer,
            shelf: Shelf::default(),
            unsaved: Vec::new(),
            waiting: Vec::new(),
            trouble: None,
            unsettled: unsettled.into_iter().collect(),
            edited: BTreeMap::new(),
            listed: false,
            top: None,
            listener,
            copier,
            last_edit: now,
            last_at: None,
            leisure: now,
            last_backup: now,
            last_backup_at: at,
            last_ballast: now,
            full_log: false,
        }
    }

    /// Serves until the store is shut or dropped.
    pub(crate) fn run(mut self, orders: &Receiver<Order>) {
        loop {
            let order = match self.wake_at() {
                None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(at) => orders.recv_timeout(at.saturating_duration_since(Instant::now())),
            };
            match order {
                Ok(order) => {
                    if self.serve(order, orders) == Flow::End {
                        return;
                    }
                }
                Err(RecvTimeoutError::Timeout) => self.quiet(),
                Err(RecvTimeoutError::Disconnected) => {
                    self.end();
                    return;
                }
            }
        }
    }

    /// Takes `first` and everything queued behind it.
    fn serve(&mut self, first: Order, orders: &Receiver<Order>) -> Flow {
        let began = Instant::now();
        let (mut next, mut taken) = (Some(first), 0);
        while let Some(order) = next {
            match order {
                Order::Edit(edit) => self.edit(edit),
                Order::Do(job) => {
                    self.save();
                    job(self);
                }
                Order::Shut { at, answer } => {
                    self.save();
                    let farewell = self.shut(at);
                    // Nobody listens when the asking thread is gone.
                    let _ = answer.send(farewell);
                    return Flow::End;
                }
            }
            taken += 1;
            let more = taken < MOST_EDITS && began.elapsed() < LONGEST_GATHERING;
            next = if more { orders.try_recv().ok() } else { None };
        }
        self.save();
        self.tell_list();
        self.fold_the_longest();
        if self.trouble.is_none() {
            self.on_time();
        }
        Flow::On
    }

    fn tell(&self, event: StoreEvent) {
        (self.listener)(event);
    }

    fn tell_list(&mut self) {
        if std::mem::take(&mut self.listed) {
            self.tell(StoreEvent::StoriesChanged);
        }
    }

    /// The story's document, loaded and proven if it was not open, with what is in memory only on top.
    fn opened(&mut self, id: &StoryId) -> Result<&mut Open> {
        if self.shelf.get(id).is_none() {
            let connection = self.ledger.stand()?;
            let mut open = Open::new(load(connection, id, self.peer, self.folder.path())?);
            for unsaved in self.unsaved.iter().filter(|unsaved| unsaved.story == *id) {
                open.replay(&unsaved.change, self.folder.path())?;
            }
            self.shelf.put(open);
            self.make_room();
        }
        self.shelf.get(id).ok_or(StoreError::Shut)
    }

    fn make_room(&mut self) {
        if let Some(surplus) = self.shelf.surplus() {
            // Not folded is not lost: the changes are rows.
            let _ = self.fold(&surplus);
            self.shelf.remove(&surplus);
        }
    }
}
