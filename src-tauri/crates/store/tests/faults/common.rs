//! A desk with known texts, and the moves the tests share.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
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
    edit_at(store, name, (base, changes), at(100))
}

fn edit_at(
    store: &Store,
    name: &StoryId,
    (base, changes): (Version, Vec<Change>),
    moment: Timestamp,
) -> Result<Ack, StoreError> {
    let (answer, answered): (_, Receiver<_>) = channel();
    let reply = Box::new(move |ack| answer.send(ack).expect("the test waits"));
    store.edit(name.clone(), base, changes, moment, reply);
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

/// Types at the end of a story, at a moment of the test's choice.
pub fn type_at(store: &Store, typed: &mut Typed, insert: &str, moment: Timestamp) -> Ack {
    let changes = append(&typed.body, insert);
    let ack = edit_at(store, &typed.name, (typed.version, changes), moment).expect("it fits");
    typed.version = ack.version;
    typed.body.push_str(insert);
    ack
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
    spare_ballast(to);
}

/// A ballast that takes no room, so that thousands of desks need not write one each.
pub fn spare_ballast(folder: &Path) {
    let made = fs::File::create(folder.join("ballast")).and_then(|file| file.set_len(8 << 20));
    made.expect("it can be made");
}

/// The raw key in a desk's key file, for a connection of the test's own.
pub fn raw_connection(folder: &Path) -> rusqlite::Connection {
    let text = fs::read_to_string(folder.join("desk.key")).expect("it is there");
    let key = text.lines().find_map(|line| line.strip_prefix("key: ")).expect("a key line");
    let connection = rusqlite::Connection::open(folder.join("desk.sqlite")).expect("it opens");
    connection.execute_batch(&format!("PRAGMA key = \"x'{key}'\";")).expect("it takes the key");
    connection
}

/// Copies a folder with everything in it.
pub fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder for the copy");
    for entry in fs::read_dir(from).expect("it is there").flatten() {
        let (path, kept) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy_all(&path, &kept);
        } else {
            fs::copy(&path, &kept).expect("it can be copied");
        }
    }
}

/// Runs a small tool of the system; whether it is there and said yes.
pub fn run(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Says a line to whoever waits for this program.
pub fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    // When nobody listens any more the end is near anyway.
    let _ = writeln!(out, "\n{line}").and_then(|()| out.flush());
}

/// A piece of C, compiled as `name` into a folder of this program's; `None` without a compiler.
pub fn compiled(source: &str, name: &str, flags: &[&str]) -> Option<PathBuf> {
    let folder = std::env::temp_dir().join(format!("wirecopy-compiled-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for it");
    let (code, made) = (folder.join(format!("{name}.c")), folder.join(name));
    fs::write(&code, source).expect("it can be written");
    let arguments = [code.to_str()?, "-O1", "-o", made.to_str()?];
    run("cc", &[&arguments, flags].concat()).then_some(made)
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
