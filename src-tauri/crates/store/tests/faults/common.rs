//! A desk with known texts, and the moves the tests share.

use std::fs;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use wirecopy_store::{Ack, OpenOptions, Store, StoreError, StoreEvent, StoryId, Version};
use wirecopy_story::{Change, Splice, Story, TextField};

pub type Events = Arc<Mutex<Vec<StoreEvent>>>;

pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).expect("within jiff's range")
}

pub fn id(name: &str) -> StoryId {
    StoryId::new(name)
}

pub fn try_open(folder: &Path) -> Result<(Store, Events), StoreError> {
    let events = Events::default();
    let heard = Arc::clone(&events);
    let listener = Box::new(move |event| heard.lock().expect("no listener died").push(event));
    let store = Store::open(folder, OpenOptions { create: true, at: at(0), listener })?;
    Ok((store, events))
}

pub fn open(folder: &Path) -> (Store, Events) {
    try_open(folder).expect("the desk opens")
}

pub fn append(body: &str, insert: &str) -> Vec<Change> {
    let end = u32::try_from(body.encode_utf16().count()).expect("short");
    vec![Change::Text {
        field: TextField::Body,
        splices: vec![Splice { from: end, to: end, insert: insert.to_owned() }],
    }]
}

/// Types one edit and waits for its answer.
pub fn type_in(store: &Store, name: &StoryId, base: Version, changes: Vec<Change>) -> Result<Ack, StoreError> {
    let (answer, answered): (_, Receiver<_>) = channel();
    let reply = Box::new(move |ack| answer.send(ack).expect("the test waits"));
    store.edit(name.clone(), base, changes, at(100), reply);
    answered.recv_timeout(Duration::from_secs(30)).expect("every edit is answered")
}

/// A story that is typed into, and what it says.
pub struct Typed {
    pub name: StoryId,
    pub version: Version,
    pub body: String,
}

impl Typed {
    pub fn begin(store: &Store, name: &str) -> Self {
        let version = store.create(id(name), &Story::default(), at(1)).expect("a new story");
        Self { name: id(name), version, body: String::new() }
    }

    pub fn add(&mut self, store: &Store, insert: &str) -> Ack {
        let ack = type_in(store, &self.name, self.version, append(&self.body, insert)).expect("it fits");
        self.version = ack.version;
        self.body.push_str(insert);
        ack
    }
}

/// Waits until `done`, at most half a minute.
pub fn wait(what: &str, done: impl Fn() -> bool) {
    let began = Instant::now();
    while !done() {
        assert!(began.elapsed() < Duration::from_secs(30), "{what} within half a minute");
        std::thread::sleep(Duration::from_millis(10));
    }
}

pub fn has_failed(events: &Events, code: &str) -> bool {
    let failed = |event: &StoreEvent| matches!(event, StoreEvent::SaveFailed { error } if error.code() == code);
    events.lock().expect("no listener died").iter().any(failed)
}

pub fn is_saved(events: &Events, typed: &Typed) -> bool {
    let saved = StoreEvent::Saved { story: typed.name.clone(), version: typed.version };
    events.lock().expect("no listener died").contains(&saved)
}

/// Copies a desk's files, the database's with the log as a killed program would leave them.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder for the copy");
    for name in ["desk.sqlite", "desk.sqlite-wal", "desk.key", "hwm"] {
        let path = from.join(name);
        if path.exists() {
            fs::copy(&path, to.join(name)).expect("it can be copied");
        }
    }
}

/// The raw key in a desk's key file, for a connection of the test's own.
pub fn raw_connection(folder: &Path) -> rusqlite::Connection {
    let text = fs::read_to_string(folder.join("desk.key")).expect("it is there");
    let key = text.lines().find_map(|line| line.strip_prefix("key: ")).expect("a key line");
    let connection = rusqlite::Connection::open(folder.join("desk.sqlite")).expect("it opens");
    connection.execute_batch(&format!("PRAGMA key = \"x'{key}'\";")).expect("it takes the key");
    connection
}

pub fn setting(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// A small xorshift with a fixed seed: a failing run can be run again.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).expect("below a usize")
    }
}
