//! What a writer feels of the store: from keystroke to durable acknowledgement, opening a long story, looking back into
//! one, and what its history costs on disk.
//!
//! Latency is a distribution at a pace, which criterion does not measure: this program paces itself, prints the
//! quantiles, and leaves its figures where criterion leaves its own, so that one report shows both. The desk lies in
//! `TMPDIR`: set it to the disk in question.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::thread::sleep;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde_json::{Value, json};
use wirecopy_store::{OpenOptions, Store, StoryId, Version, Why};
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

    /// Types `edits` edits and waits for the last: on a desk of one story every change makes the next number.
    fn run(&mut self, store: &Store, edits: usize) {
        let (answer, answered) = channel();
        for _ in 0..edits {
            let (changes, answer) = (self.next(), answer.clone());
            let reply = Box::new(move |ack| answer.send(ack).expect("the typist waits"));
            store.edit(self.name.clone(), self.version, changes, at(self.typed), reply);
            self.version = Version(self.version.0 + 1);
        }
        drop(answer);
        let last = answered.iter().last().expect("every edit is answered").expect("every edit fits");
        assert_eq!(last.version, self.version, "every edit is a change");
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

/// Types `strokes` edits at `pace` a second (0: as fast as they are acknowledged) in a story of `words` words that was
/// edited `before` times.
fn type_at(pace: u32, strokes: usize, words: usize, before: usize) -> Times {
    let folder = tempfile::tempdir().expect("a folder for the desk");
    let store = open(folder.path());
    let mut typist = Typist::begin(&store, "typed", words);
    if before > 0 {
        typist.run(&store, before);
    }
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

fn times(count: usize, mut once: impl FnMut(usize)) -> Times {
    let time = |turn| {
        let began = Instant::now();
        once(turn);
        began.elapsed()
    };
    Times::new((0..count).map(time).collect())
}

/// Bytes of the desk in `folder`, which was shut, less those of an empty one.
fn size(folder: &Path) -> u64 {
    let size = |folder: &Path| fs::metadata(folder.join("desk.sqlite")).expect("it is there").len();
    let empty = tempfile::tempdir().expect("a folder for the desk");
    open(empty.path()).shut(at(0));
    size(folder).saturating_sub(size(empty.path()))
}

/// A story of `edits` edits: how long it takes to open, proven, and to look back into, and how large it is.
fn long_story(edits: usize) {
    let folder = tempfile::tempdir().expect("a folder for the desk");
    let store = open(folder.path());
    let mut typist = Typist::begin(&store, "long", 0);
    typist.run(&store, edits);
    let mut opened = Vec::new();
    for _ in 0..50 {
        store.close(&typist.name).expect("it closes");
        let began = Instant::now();
        store.read(&typist.name).expect("it is there");
        opened.push(began.elapsed());
    }
    report_all(&format!("open a story of {edits} edits"), &Times::new(opened), Some(OPENING));
    look_back(&store, &typist.name, edits);
    store.shut(at(1_000_000));
    drop(store);
    let desks = times(20, |_| drop(open(folder.path()).read(&typist.name).expect("it is there")));
    report_all(&format!("open a desk and a story of {edits} edits"), &desks, None);
    report_size(&format!("a story of {edits} edits on disk"), size(folder.path()), Some(edits as u64 * 40));
}

/// The life of a story as it crosses to the window, and dragging through it.
fn look_back(store: &Store, name: &StoryId, edits: usize) {
    let life = || {
        let versions = store.life(name).expect("its life").versions;
        let differences = versions
            .windows(2)
            .map(|pair| (pair[1].0.0 - pair[0].0.0, pair[1].1.as_millisecond() - pair[0].1.as_millisecond()));
        let (numbers, millis): (Vec<u64>, Vec<i64>) = differences.unzip();
        json!({ "versions": numbers, "millis": millis }).to_string().len()
    };
    report_all(
        &format!("history of {edits} changes with its JSON"),
        &times(20, |_| assert!(life() > edits, "it has every change")),
        Some(HISTORY),
    );
    let versions = store.life(name).expect("its life").versions;
    let show = |at: usize| drop(store.at(name, versions[at].0).expect("it was there"));
    report(&format!("first look back into {edits} changes"), times(1, |_| show(edits / 2)).quantile(500), None);
    let back = times(1_000, |turn| show(edits / 2 - turn));
    report_all(&format!("one step back in {edits} changes"), &back, Some(FRAME));
    let on = times(1_000, |turn| show(edits / 2 - 1_000 + turn));
    report_all(&format!("one step on in {edits} changes"), &on, Some(FRAME));
    let drag = times(250, |turn| show(turn * edits / 250));
    report_all(&format!("drag through {edits} changes, a 250th at a time"), &drag, None);
    let jump = times(100, |turn| show(turn * 7_919_777 % edits));
    report_all(&format!("jump anywhere in {edits} changes"), &jump, None);
    let undo = times(5, |_| drop(store.last_steps(name, 300, 256 << 10).expect("the steps")));
    report_all(&format!("the last 300 steps of {edits} changes"), &undo, None);
}

/// Typing in a long story while somebody drags through its history.
fn type_beside(edits: usize) -> Times {
    let folder = tempfile::tempdir().expect("a folder for the desk");
    let store = open(folder.path());
    let mut typist = Typist::begin(&store, "long", 0);
    typist.run(&store, edits);
    let versions = store.life(&typist.name).expect("its life").versions;
    let (name, done) = (typist.name.clone(), AtomicBool::new(false));
    let mut times = Vec::new();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut turn = 0;
            while !done.load(Ordering::Relaxed) {
                turn += 1;
                drop(store.at(&name, versions[turn * 101 % versions.len()].0).expect("it was there"));
            }
        });
        for _ in 0..600 {
            times.push(typist.stroke(&store));
            sleep(Duration::from_millis(10));
        }
        done.store(true, Ordering::Relaxed);
    });
    Times::new(times)
}

/// What `revisions` revisions of a story of 5 KB take on disk.
fn many_revisions(revisions: usize) -> u64 {
    let folder = tempfile::tempdir().expect("a folder for the desk");
    let store = open(folder.path());
    let mut typist = Typist::begin(&store, "revised", 900);
    for _ in 0..revisions {
        typist.run(&store, 8);
        store.revise(&typist.name, Why::Manual, "", at(typist.typed)).expect("a revision");
    }
    store.shut(at(1_000_000));
    drop(store);
    size(folder.path())
}

/// Search and list on a desk of many stories.
fn look(stories: usize) -> (Times, Times) {
    let folder = tempfile::tempdir().expect("a folder for the desk");
    let store = open(folder.path());
    for story in 0..stories {
        Typist::begin(&store, &format!("story {story}"), 400);
    }
    store.rows().expect("the list");
    let list = times(50, |_| drop(store.rows().expect("the list")));
    let search = times(50, |_| drop(store.search("minis harb").expect("an answer")));
    (list, search)
}

/// Where criterion leaves its figures.
fn results() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../target");
    target.unwrap_or(workspace).join("criterion")
}

/// The most that it should take: a commit under typing (99 of 100), opening a story, its history, a frame of the screen.
const COMMIT: Duration = Duration::from_millis(50);
const OPENING: Duration = Duration::from_millis(30);
const HISTORY: Duration = Duration::from_millis(100);
const FRAME: Duration = Duration::from_millis(16);

/// Prints a time and leaves it in criterion's form.
fn report(name: &str, time: Duration, aim: Option<Duration>) {
    println!("{name:<64} {:>9.3} ms", time.as_secs_f64() * 1e3);
    let nanoseconds = |time: Duration| time.as_secs_f64() * 1e9;
    leave(name, nanoseconds(time), &json!({ "aim": aim.map(nanoseconds) }));
}

/// Prints a size in bytes and leaves it beside the times.
fn report_size(name: &str, bytes: u64, aim: Option<u64>) {
    println!("{name:<64} {bytes:>9} bytes");
    let bytes = u32::try_from(bytes).expect("less than 4 GB");
    leave(name, f64::from(bytes), &json!({ "aim": aim, "unit": "bytes" }));
}

fn leave(name: &str, figure: f64, more: &Value) {
    let folder = results().join("store").join(name.replace([' ', ',', '/'], "_")).join("new");
    fs::create_dir_all(&folder).expect("a folder for the figures");
    let benchmark = json!({
        "group_id": "store", "full_id": name, "throughput": null, "aim": more["aim"], "unit": more["unit"],
    });
    let estimates = json!({ "median": { "point_estimate": figure } });
    fs::write(folder.join("benchmark.json"), benchmark.to_string()).expect("it can be written");
    fs::write(folder.join("estimates.json"), estimates.to_string()).expect("it can be written");
}

/// Quantiles; the aim is for 99 of 100.
fn report_all(name: &str, times: &Times, aim: Option<Duration>) {
    for (label, parts) in [("p50", 500), ("p95", 950), ("p99", 990), ("max", 1_000)] {
        report(&format!("{name}, {label}"), times.quantile(parts), aim.filter(|_| label == "p99"));
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
            report_all(&name, &type_at(pace, strokes, 800, 0), Some(COMMIT));
        }
    }
    let name = "edit to durable acknowledgement, 100 edits a second in 100000 words";
    if is_wanted(name) {
        report_all(name, &type_at(100, 600, 100_000, 0), Some(COMMIT));
    }
    for before in [100, 100_000] {
        let name = format!("edit to durable acknowledgement, 100 edits a second after {before} changes");
        if is_wanted(&name) {
            report_all(&name, &type_at(100, 600, 800, before), Some(COMMIT));
        }
    }
    let name = "edit to durable acknowledgement while 100000 changes are dragged through";
    if is_wanted(name) {
        report_all(name, &type_beside(100_000), Some(COMMIT));
    }
    if is_wanted("a long story") {
        long_story(10_000);
        long_story(100_000);
    }
    if is_wanted("revisions") {
        report_size("1000 revisions of a story of 5 KB on disk", many_revisions(1_000), Some(400_000));
    }
    if is_wanted("list and search") {
        let (list, search) = look(1_000);
        report_all("list 1000 stories", &list, None);
        report_all("search 1000 stories for the beginnings of two words", &search, None);
    }
}
