//! A desk in a folder of its own, and the few moves that every test makes.

use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use tempfile::TempDir;
use wirecopy_store::{Ack, OpenOptions, Store, StoreError, StoreEvent, StoryId, Version};
use wirecopy_story::{Change, FieldValue, Splice, Story, TextField};

/// A desk for one test.
pub struct Bench {
    pub folder: TempDir,
    pub store: Store,
    pub events: Arc<Mutex<Vec<StoreEvent>>>,
}

impl Bench {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (store, events) = open(folder.path());
        Self { folder, store, events }
    }

    /// Shuts and opens again.
    pub fn reopen(self) -> Self {
        let farewell = self.store.shut(at(90_000));
        assert_eq!(farewell.error, None, "a sound desk shuts without an error");
        assert_eq!(farewell.unsaved, [], "everything is on disk");
        let Self { folder, store, .. } = self;
        drop(store);
        let (store, events) = open(folder.path());
        Self { folder, store, events }
    }

    /// Opens again what was shut already.
    pub fn reopen_shut(self) -> Self {
        let Self { folder, store, .. } = self;
        drop(store);
        let (store, events) = open(folder.path());
        Self { folder, store, events }
    }

    /// Drops the store without shutting it, and opens again.
    pub fn drop_and_reopen(self) -> Self {
        self.reopen_shut()
    }

    pub fn edit(&self, id: &StoryId, base: Version, changes: Vec<Change>, seconds: i64) -> Result<Ack, StoreError> {
        answer(&send(&self.store, id, base, changes, seconds))
    }
}

pub fn open(folder: &Path) -> (Store, Arc<Mutex<Vec<StoreEvent>>>) {
    let (options, events) = options();
    (Store::open(folder, options).expect("the desk opens"), events)
}

pub fn options() -> (OpenOptions, Arc<Mutex<Vec<StoreEvent>>>) {
    let events = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&events);
    let listener = Box::new(move |event| heard.lock().expect("no listener died").push(event));
    (OpenOptions { create: true, at: at(0), listener }, events)
}

/// A moment of the test: seconds after its beginning.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).expect("within jiff's range")
}

pub fn id(name: &str) -> StoryId {
    StoryId::new(name)
}

pub fn send(
    store: &Store,
    id: &StoryId,
    base: Version,
    changes: Vec<Change>,
    seconds: i64,
) -> Receiver<Result<Ack, StoreError>> {
    let (answer, answered) = channel();
    let reply = Box::new(move |result| answer.send(result).expect("the test waits"));
    store.edit(id.clone(), base, changes, at(seconds), reply);
    answered
}

pub fn answer(answered: &Receiver<Result<Ack, StoreError>>) -> Result<Ack, StoreError> {
    answered.recv_timeout(Duration::from_secs(30)).expect("every edit is answered")
}

pub fn text(field: TextField, from: u32, to: u32, insert: &str) -> Change {
    Change::Text { field, splices: vec![Splice { from, to, insert: insert.to_owned() }] }
}

pub fn body(from: u32, to: u32, insert: &str) -> Change {
    text(TextField::Body, from, to, insert)
}

pub fn slug(value: &str) -> Change {
    Change::Field { set: FieldValue::Slug(value.to_owned()) }
}

pub fn story(headline: &str, body: &str) -> Story {
    Story { headline: headline.to_owned(), body: body.to_owned(), ..Story::default() }
}
