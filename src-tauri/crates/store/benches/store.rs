//! What a writer feels of the store: from keystroke to durable acknowledgement, and opening a long story.
//!
//! Latency is a distribution at a pace, which criterion does not measure: this program paces itself, prints the
//! quantiles, and leaves its figures where criterion leaves its own, so that one report shows both. The desk lies in
//! `TMPDIR`: set it to the disk in question.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::thread::sleep;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde_json::json;
use wirecopy_store::{OpenOptions, Store, StoryId, Version};
use wirecopy_story::{Change, Splice, Story, TextField};

fn at(edit: u64) -> Timestamp {
    Timestamp::from_millisecond(1_800_000_000_000 + edit.cast_signed() * 10).expect("within jiff's range")
}

fn open(folder: &Path) -> Store {
    let options = OpenOptions { create: true, at: at(0), listener: Box::new(drop) };
    Store::open(folder, options).expect("the desk opens")
}

/// Somebody who types: mostly on, now and then a letter back, now and then somewhere else.
struct Typist {
    name: StoryId,
    version: Version,
    cursor: u32,
    length: u32,
    typed: u64,
}

impl Typist {
    fn begin(store: &Store, name: &str, words: usize) -> Self {
        let body = "Grain left the harbour at dawn, the ministry said on Monday. ".repeat(words / 11);
        let length = u32::try_from(body.len()).expect("short");
        let begun = Story { headline: name.to_owned(), body, ..Story::default() };
        let name = StoryId::new(name);
        let version = store.create(name.clone(), &begun, at(0)).expect("a new story");
        Self { name, version, cursor: length, length, typed: 0 }
    }

    fn next(&mut self) -> Vec<Change> {
        self.typed += 1;
        if self.typed.is_multiple_of(97) {
            self.cursor = u32::try_from(self.typed * 7_919 % u64::from(self.length + 1)).expect("inside the text");
        }
        let back = self.typed.is_multiple_of(13) && self.cursor > 0;
        let splice = if back {
            self.cursor -= 1;
            self.length -= 1;
            Splice { from: self.cursor, to: self.cursor + 1, insert: String::new() }
        } else {
            let letter = if self.typed.is_multiple_of(6) { " " } else { "e" };
            self.cursor += 1;
            self.length += 1;
            Splice { from: self.cursor - 1, to: self.cursor - 1, insert: letter.to_owned() }
        };
        vec![Change::Text { field: TextField::Body, splices: vec![splice] }]
    }

    /// Types one edit and waits; how long until it was on disk.
    fn stroke(&mut self, store: &Store) -> Duration {
        let changes = self.next();
        let (answer, answered) = channel();
        let reply = Box::new(move |ack| answer.send(ack).expect("the typist waits"));
        let sent = Instant::now();
        store.edit(self.name.clone(), self.version, changes, at(self.typed), reply);
        let ack = answered.recv().expect("every edit is answered").expect("every edit fits");
        let took = sent.elapsed();
        assert!(ack.on_disk, "the disk is fine");
        self.version = ack.version;
        took
    }
}

/// Sorted times.
struct Times(Vec<Duration>);

impl Times {
    fn new(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    /// `parts` of a thousand.
    fn quantile(&self, parts: usize) -> Duration {
        self.0[(self.0.len() - 1) * parts / 1_000]
    }
}

/// Types `strokes` edits at `pace` a second (0: as fast as they are acknowledged).
fn type_at(pace: u32, strokes: usize, words: usize) -> Times {
    let folder = tempfile::tempdir().expect("a folder for the desk");
    let store = open(folder.path());
    let mut typist = Typist::begin(&store, "typed", words);
    let mut times = Vec::with_capacity(strokes);
    let mut due = Instant::now();
    for _ in 0..strokes {
        if pace > 0 {
            due += Duration::from_secs(1) / pace;
            sleep(due.saturating_duration_since(Instant::now()));
        }
        times.push(typist.stroke(&store));
    }
    Times::new(times)
}

/// A story of `edits` edits: how long it takes to open, proven, and how large the desk is.
fn open_long(edits: usize) -> (Times, Times, u64, u64) {
    let folder = tempfile::tempdir().expect("a folder for the desk");
    let store = open(folder.path());
    let mut typist = Typist::begin(&store, "long", 0);
    for _ in 0..edits {
        typist.stroke(&store);
    }
    let open_once = |_| {
        store.close(&typist.name).expect("it closes");
        let began = Instant::now();
        store.read(&typist.name).expect("it is there");
        began.elapsed()
    };
    let stories = Times::new((0..50).map(open_once).collect());
    store.shut(at(1_000_000));
    drop(store);
    let size = fs::metadata(folder.path().join("desk.sqlite")).expect("it is there").len();
    let empty = tempfile::tempdir().expect("a folder for the desk");
    open(empty.path()).shut(at(0));
    let nothing = fs::metadata(empty.path().join("desk.sqlite")).expect("it is there").len();
    let desk_once = |_| {
        let began = Instant::now();
        let store = open(folder.path());
        store.read(&typist.name).expect("it is there");
        began.elapsed()
    };
    let desks = Times::new((0..20).map(desk_once).collect());
    (stories, desks, size, nothing)
}

/// Search and list on a desk of many stories.
fn look(stories: usize) -> (Times, Times) {
    let folder = tempfile::tempdir().expect("a folder for the desk");
    let store = open(folder.path());
    for story in 0..stories {
        Typist::begin(&store, &format!("story {story}"), 400);
    }
    store.rows().expect("the list");
    let time = |look: &dyn Fn()| {
        let once = |_| {
            let began = Instant::now();
            look();
            began.elapsed()
        };
        Times::new((0..50).map(once).collect())
    };
    let list = time(&|| drop(store.rows().expect("the list")));
    let search = time(&|| drop(store.search("minis harb").expect("an answer")));
    (list, search)
}

/// Where criterion leaves its figures.
fn results() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../target");
    target.unwrap_or(workspace).join("criterion")
}

/// Prints a figure and leaves it in criterion's form.
fn report(name: &str, time: Duration) {
    println!("{name:<64} {:>9.3} ms", time.as_secs_f64() * 1e3);
    let folder = results().join("store").join(name.replace([' ', ',', '/'], "_")).join("new");
    fs::create_dir_all(&folder).expect("a folder for the figures");
    let benchmark = json!({ "group_id": "store", "full_id": name, "throughput": null });
    let estimates = json!({ "median": { "point_estimate": time.as_secs_f64() * 1e9 } });
    fs::write(folder.join("benchmark.json"), benchmark.to_string()).expect("it can be written");
    fs::write(folder.join("estimates.json"), estimates.to_string()).expect("it can be written");
}

fn report_all(name: &str, times: &Times) {
    for (label, parts) in [("p50", 500), ("p95", 950), ("p99", 990), ("max", 1_000)] {
        report(&format!("{name}, {label}"), times.quantile(parts));
    }
}

/// `cargo bench -p wirecopy-store -- WORD` measures only what has the word in its name.
fn main() {
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_default();
    let is_wanted = |name: &str| name.contains(&wanted);
    for (pace, strokes) in [(10, 300), (100, 2_000), (600, 2_000), (0, 2_000)] {
        let name = if pace == 0 { "as fast as it goes".to_owned() } else { format!("{pace} edits a second") };
        let name = format!("edit to durable acknowledgement, {name}");
        if is_wanted(&name) {
            report_all(&name, &type_at(pace, strokes, 800));
        }
    }
    let name = "edit to durable acknowledgement, 100 edits a second in 100000 words";
    if is_wanted(name) {
        report_all(name, &type_at(100, 600, 100_000));
    }
    if is_wanted("open a story") {
        let (stories, desks, size, nothing) = open_long(10_000);
        report_all("open a story of 10000 edits", &stories);
        report_all("open a desk and a story of 10000 edits", &desks);
        let kilobytes = size.saturating_sub(nothing) / 1024;
        println!("a story of 10000 edits takes {kilobytes} KB on disk (the desk {size} bytes, an empty one {nothing})");
    }
    if is_wanted("list and search") {
        let (list, search) = look(1_000);
        report_all("list 1000 stories", &list);
        report_all("search 1000 stories for the beginnings of two words", &search);
    }
}
