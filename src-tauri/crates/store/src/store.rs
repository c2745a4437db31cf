//! The store as the desk sees it: verbs that cross to the writer's thread, and reads that do not.

mod history;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use jiff::Timestamp;
use wirecopy_story::{Change, Story};

use crate::backup::Copier;
use crate::lock::Lock;
use crate::open::{self, Opened};
use crate::reader::{Demand, Reader, Reading};
use crate::writer::{Edit, Haste, Order, Writer};
use crate::{
    Ack, BackupRow, ClashRow, ExportRecord, Farewell, ForgottenRow, Gone, Landed, Original, OriginalCard, Reach,
    Result, Row, StoreError, StoreEvent, Stored, StoryId, Verified, Version, VocabularyRow, bundle, check, sending,
};

/// How to open a desk.
pub struct OpenOptions {
    /// Whether a desk is made where there is none.
    pub create: bool,
    /// Now.
    pub at: Timestamp,
    /// Hears what the store says unasked, on the store's own thread.
    pub listener: Box<dyn Fn(StoreEvent) + Send + Sync>,
}

/// Takes the answer to an edit, on the store's own thread: hand on, do not work.
pub type Reply = Box<dyn FnOnce(Result<Ack>) + Send>;

/// An open desk. Dropping it shuts it without a backup; nothing acknowledged is lost either way.
pub struct Store {
    path: PathBuf,
    orders: Mutex<Option<Sender<Order>>>,
    writer: Mutex<Option<JoinHandle<()>>>,
    lock: Mutex<Option<Lock>>,
    reading: Arc<Reading>,
    copier: Arc<Copier>,
}

impl Store {
    /// Opens the desk in `folder`.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] (nothing there and `create` not set), [`StoreError::Held`], [`StoreError::Newer`],
    /// [`StoreError::Key`], [`StoreError::Damaged`], [`StoreError::NetworkFileSystem`], [`StoreError::ReadOnly`],
    /// [`StoreError::DiskFull`]. The database was not touched.
    pub fn open(folder: &Path, options: OpenOptions) -> Result<Self> {
        let OpenOptions { create, at, listener } = options;
        let Opened { folder, lock, ledger, reading, copier, peer, unsettled } = open::open(folder, create, at)?;
        let (orders, inbox) = channel();
        let writer = Writer::new(folder.clone(), ledger, peer, unsettled, listener, Arc::clone(&copier), at);
        let thread = std::thread::Builder::new().name("store-writer".to_owned()).spawn(move || writer.run(&inbox));
        let thread = thread.map_err(StoreError::io("Starting the writer", folder.path()))?;
        Ok(Self {
            path: folder.path().to_owned(),
            orders: Mutex::new(Some(orders)),
            writer: Mutex::new(Some(thread)),
            lock: Mutex::new(Some(lock)),
            reading,
            copier,
        })
    }

    /// Opens the desk in `folder` for reading only, beside whoever holds it.
    ///
    /// # Errors
    /// As for [`Self::open`], but for `Held`.
    pub fn open_read_only(folder: &Path) -> Result<Reader> {
        Reader::open(folder, Demand::Whole)
    }

    /// Opens what is left of a damaged desk for reading only. Each story that reads is proven: it is what was written,
    /// though perhaps not the last that was. What does not prove right is [`StoreError::Damaged`] when it is asked for.
    ///
    /// # Errors
    /// As for [`Self::open_read_only`], but only for damage that leaves nothing to read.
    pub fn rescue(folder: &Path) -> Result<Reader> {
        Reader::open(folder, Demand::EachStory)
    }

    /// Puts a new story on the desk.
    ///
    /// # Errors
    /// [`StoreError::Exists`], [`StoreError::TooLong`], and what writing may say: then there is no such story.
    pub fn create(&self, id: StoryId, story: &Story, at: Timestamp) -> Result<Version> {
        let story = story.clone();
        self.ask(move |writer| writer.create(&id, &story, at))
    }

    /// Puts a story that was read from a file on the desk, and the file beside it, both or neither.
    ///
    /// # Errors
    /// As for [`Self::create`].
    pub fn import(&self, id: StoryId, story: &Story, original: Original) -> Result<Version> {
        let story = story.clone();
        self.ask(move |writer| writer.import(&id, &story, &original))
    }

    /// Where an imported story came from; `None` for one that was begun on the desk.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], and what reading may say.
    pub fn original_card(&self, id: &StoryId) -> Result<Option<OriginalCard>> {
        self.reading.original_card(id)
    }

    /// The file that a story was imported from.
    ///
    /// # Errors
    /// As for [`Self::original_card`].
    pub fn original(&self, id: &StoryId) -> Result<Option<Original>> {
        self.reading.original(id)
    }

    /// The story with everything typed, on disk or not.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Damaged`].
    pub fn read(&self, id: &StoryId) -> Result<Stored> {
        let id = id.clone();
        self.ask(move |writer| writer.read(&id))
    }

    /// Applies `changes`, all or none, to the story as it was at `base`, and answers when they are on disk, or when
    /// the disk refused them and they are safe in memory. Returns at once.
    ///
    /// Answered with [`StoreError::NotFound`], [`StoreError::Splice`], [`StoreError::Base`], [`StoreError::TooLong`],
    /// [`StoreError::Damaged`] or [`StoreError::Shut`], nothing was applied.
    pub fn edit(&self, story: StoryId, base: Version, changes: Vec<Change>, at: Timestamp, reply: Reply) {
        self.send(Order::Edit(Edit { story, base, changes, at, reply }));
    }

    /// Folds the story's changes into a snapshot and lets its document go. Opening it again is always possible.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], and what writing may say.
    pub fn close(&self, id: &StoryId) -> Result<()> {
        let closed = id.clone();
        self.ask(move |writer| writer.close(&closed))?;
        self.reading.forget(id);
        Ok(())
    }

    /// Every story, newest change first. The words of a very long story follow when its writer pauses.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], and what reading may say.
    pub fn rows(&self) -> Result<Vec<Row>> {
        let unsaved = self.ask(|writer| Ok(writer.settle_for_reader(Haste::List)))?;
        let mut rows = self.reading.rows()?;
        if !unsaved.is_empty() {
            for row in &mut rows {
                if let Some(newer) = unsaved.iter().find(|newer| newer.id == row.id) {
                    row.clone_from(newer);
                }
            }
            rows.sort_by_key(|row| std::cmp::Reverse(row.changed_at));
        }
        Ok(rows)
    }

    /// Stories that have all words of `typed`, each as the beginning of a word; newest change first, with text around
    /// a hit. What is typed has no operators.
    ///
    /// # Errors
    /// As for [`Self::rows`].
    pub fn search(&self, typed: &str) -> Result<Vec<(Row, String)>> {
        self.ask(|writer| Ok(writer.settle_for_reader(Haste::Search)))?;
        self.reading.search(typed)
    }

    /// Remembers that a message left.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], and what writing may say.
    pub fn mark_exported(&self, id: &StoryId, record: ExportRecord) -> Result<()> {
        let id = id.clone();
        self.ask(move |writer| writer.mark_exported(&id, &record))
    }

    /// The exports of a story, newest first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], and what reading may say.
    pub fn exports(&self, id: &StoryId) -> Result<Vec<ExportRecord>> {
        self.reading.exports(id)
    }

    /// Throws a story away, to be brought back at will.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], and what writing may say.
    pub fn bin(&self, id: &StoryId, at: Timestamp) -> Result<()> {
        let id = id.clone();
        self.ask(move |writer| writer.set_binned(&id, Some(at)))
    }

    /// Brings a story back.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], and what writing may say.
    pub fn unbin(&self, id: &StoryId, _at: Timestamp) -> Result<()> {
        let id = id.clone();
        self.ask(move |writer| writer.set_binned(&id, None))
    }

    /// The story as one file for another desk, signed by this one. `program`: the version of the program.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Bundle`] when it is too large, and what writing may say.
    pub fn bundle(&self, id: &StoryId, reach: Reach, program: &str, at: Timestamp) -> Result<Vec<u8>> {
        self.ask(Writer::flush)?;
        self.reading.bundle(&sending::Order { id: id.clone(), reach, at, program: program.to_owned() })
    }

    /// Takes in the bundle of another desk. A story that is not here is added; one that is here is merged, and nothing
    /// of it overwritten. One that has nothing in common with the story here that is still known becomes the story
    /// `beside`.
    ///
    /// # Errors
    /// [`StoreError::Bundle`]: nothing of it was believed. What writing may say: nothing was taken in.
    pub fn merge(&self, bytes: &[u8], beside: StoryId, at: Timestamp) -> Result<Landed> {
        let received = bundle::receive(bytes)?;
        self.ask(move |writer| writer.land(received, &beside, at))
    }

    /// What two desks changed differently and the writer did not settle yet, oldest first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], and what reading may say.
    pub fn clashes(&self, id: &StoryId) -> Result<Vec<ClashRow>> {
        self.reading.clashes(id)
    }

    /// Done with: the words of the card go, the story stays as it is.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], and what writing may say.
    pub fn settle_clash(&self, id: &StoryId, number: u32) -> Result<()> {
        let id = id.clone();
        self.ask(move |writer| writer.settle_clash(&id, number))
    }

    /// Removes everything before `version`: changes, versions, revisions, the file it was imported from, the words of
    /// other desks. Backups that hold it go when the next one was made and proven.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Base`] (no such version), and what writing may say: nothing went.
    pub fn forget(&self, id: &StoryId, version: Version, at: Timestamp) -> Result<Gone> {
        let forgotten = id.clone();
        let gone = self.ask(move |writer| writer.forget(&forgotten, version, at));
        // Whoever looked back meanwhile looks anew.
        self.reading.forget(id);
        gone
    }

    /// What was forgotten of a story; `None` when nothing was.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], and what reading may say.
    pub fn forgotten(&self, id: &StoryId) -> Result<Option<ForgottenRow>> {
        self.reading.forgotten(id)
    }

    /// What was remembered under `key`.
    ///
    /// # Errors
    /// What reading may say.
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        self.reading.setting(key)
    }

    /// Remembers `value` under `key`.
    ///
    /// # Errors
    /// What writing may say.
    pub fn put_setting(&self, key: &str, value: &str) -> Result<()> {
        let (key, value) = (key.to_owned(), value.to_owned());
        self.ask(move |writer| writer.put_setting(&key, &value))
    }

    /// The vocabularies that were loaded, by alias.
    ///
    /// # Errors
    /// What reading may say.
    pub fn vocabularies(&self) -> Result<Vec<VocabularyRow>> {
        self.reading.vocabularies()
    }

    /// Keeps a vocabulary; one of the same alias is replaced.
    ///
    /// # Errors
    /// What writing may say.
    pub fn put_vocabulary(&self, row: VocabularyRow) -> Result<()> {
        self.ask(move |writer| writer.put_vocabulary(row))
    }

    /// Lets a vocabulary go.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], and what writing may say.
    pub fn remove_vocabulary(&self, scheme: &str) -> Result<()> {
        let scheme = scheme.to_owned();
        self.ask(move |writer| writer.remove_vocabulary(&scheme))
    }

    /// Makes a backup now and proves that it can be read. Typing goes on meanwhile.
    ///
    /// # Errors
    /// What saving, copying or proving may say; then there is no new backup.
    pub fn back_up(&self, at: Timestamp) -> Result<BackupRow> {
        self.ask(Writer::flush)?;
        let row = self.copier.make(at)?;
        self.ask(move |writer| {
            writer.backed_up(at);
            Ok(())
        })?;
        Ok(row)
    }

    /// The backups of this desk, newest first.
    ///
    /// # Errors
    /// What reading the folder may say.
    pub fn backups(&self) -> Result<Vec<BackupRow>> {
        crate::backups(&self.path)
    }

    /// Checks everything: pages, structure, chains, hashes, revisions, high-water mark.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] with what is wrong first.
    pub fn verify(&self) -> Result<Verified> {
        // The writer counts the pages itself: nobody moves the log into the database meanwhile.
        let reading = Arc::clone(&self.reading);
        let pages = self.ask(move |writer| {
            writer.flush()?;
            reading.with(check::pages)
        })?;
        Ok(Verified { pages, ..self.reading.verify()? })
    }

    /// Folds what is open, makes a backup if anything changed since the last, empties the log and lets go of the
    /// folder. Every later call answers [`StoreError::Shut`].
    pub fn shut(&self, at: Timestamp) -> Farewell {
        let (answer, answered) = sync_channel(1);
        self.send(Order::Shut { at, answer });
        let farewell = answered.recv().unwrap_or_default();
        self.end();
        farewell
    }

    fn ask<T: Send + 'static>(&self, job: impl FnOnce(&mut Writer) -> Result<T> + Send + 'static) -> Result<T> {
        let (answer, answered) = sync_channel(1);
        self.send(Order::Do(Box::new(move |writer| {
            // Nobody listens any more when the asking thread is gone: the job is done all the same.
            let _ = answer.send(job(writer));
        })));
        answered.recv().unwrap_or(Err(StoreError::Shut))
    }

    /// An order that cannot be delivered is dropped, and with it the channel of its answer; an edit is told.
    fn send(&self, order: Order) {
        let orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        let refused = match orders.as_ref() {
            Some(orders) => orders.send(order).err().map(|error| error.0),
            None => Some(order),
        };
        drop(orders);
        if let Some(Order::Edit(edit)) = refused {
            (edit.reply)(Err(StoreError::Shut));
        }
    }

    /// Lets the writer finish and gives the folder free.
    fn end(&self) {
        drop(self.orders.lock().unwrap_or_else(PoisonError::into_inner).take());
        let thread = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread
            && thread.thread().id() != std::thread::current().id()
        {
            // A writer that died has told every caller by then.
            let _ = thread.join();
        }
        self.reading.let_go();
        drop(self.lock.lock().unwrap_or_else(PoisonError::into_inner).take());
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.end();
    }
}
