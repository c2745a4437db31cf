//! The typist: a program that types into a real desk and is killed at any moment, again and again.
//!
//! Each time everything that was acknowledged must be there, and the story must be exactly what so many edits make of
//! it: a prefix of the typing, at or after the last acknowledgement. `WIRECOPY_SEED` repeats a run. The typist is this same program, started again for one ignored test.

use std::collections::{BTreeSet, VecDeque};
use std::env;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread::sleep;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use wirecopy_soak::{Tried, size, tell};
use wirecopy_store::{Ack, OpenOptions, Store, StoreError, StoreEvent, StoryId, Version, Why};
use wirecopy_story::{Change, FieldValue, Splice, Story, TextField};

const FOLDER: &str = "WIRECOPY_TYPIST_FOLDER";
const RATE: &str = "WIRECOPY_TYPIST_RATE";
const AHEAD: &str = "WIRECOPY_TYPIST_AHEAD";

fn at(edit: u64) -> Timestamp {
    Timestamp::from_millisecond(1_800_000_000_000 + edit.cast_signed() * 100).expect("within jiff's range")
}

fn open(folder: &Path) -> Store {
    let listener =
        Box::new(|event| assert!(matches!(event, StoreEvent::StoriesChanged), "the disk is fine: {event:?}"));
    Store::open(folder, OpenOptions { create: true, at: at(0), listener }).expect("the desk opens after any end")
}

fn typed() -> StoryId {
    StoryId::new("typed")
}

/// Edit number `edit`, the same whoever asks: a word, sometimes elsewhere than at the end, sometimes taken away; and
/// its own number, in the same change.
fn edit_of(edit: u64, body: &str) -> Vec<Change> {
    let units = u32::try_from(body.encode_utf16().count()).expect("a short story");
    let noise = edit.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    let words = ["grain ", "зерно ", "😀", "粮食", "\n\n", "a"];
    let word = words[usize::try_from(noise % 6).expect("small")];
    let place = |wanted: u32| {
        let fits = |place: &u32| wirecopy_story::change::byte_at(body, *place).is_some();
        (0..=wanted).rev().find(fits).unwrap_or(0)
    };
    let somewhere = u32::try_from(noise % u64::from(units + 1)).expect("inside the text");
    let splice = match edit % 11 {
        3 => Splice { from: place(somewhere), to: place(somewhere), insert: word.to_owned() },
        7 if units > 400 => Splice { from: place(somewhere / 2), to: place(somewhere), insert: String::new() },
        _ => Splice { from: units, to: units, insert: word.to_owned() },
    };
    vec![
        Change::Text { field: TextField::Body, splices: vec![splice] },
        Change::Field { set: FieldValue::SignOff(edit.to_string()) },
    ]
}

fn number_of(story: &Story) -> u64 {
    if story.sign_off.is_empty() { 0 } else { story.sign_off.parse().expect("the number of an edit") }
}

/// Says a line to whoever waits for the program, at once.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    // When nobody listens any more the end is near anyway.
    let _ = writeln!(out, "\n{line}").and_then(|()| out.flush());
}

/// Types until it is killed.
#[test]
#[ignore = "the typist, started by the other test"]
fn typist() {
    let Ok(folder) = env::var(FOLDER) else { return };
    if let Err(wrong) = std::panic::catch_unwind(|| type_until_killed(Path::new(&folder))) {
        say("wrong");
        std::panic::resume_unwind(wrong);
    }
}

fn type_until_killed(folder: &Path) {
    let number = |name: &str| env::var(name).ok().and_then(|text| text.parse::<u64>().ok()).expect("the parent says");
    let (pause, ahead) = (Duration::from_micros(1_000_000 / number(RATE)), number(AHEAD));
    let store = open(folder);
    if matches!(store.read(&typed()), Err(StoreError::NotFound { .. })) {
        store.create(typed(), &Story::default(), at(0)).expect("a new story");
    }
    let found = store.read(&typed()).expect("it is there");
    let (mut text, base) = (found.story, found.version);
    let mut desk = Desk { store, base, next: None, flying: VecDeque::new() };
    say("ready");
    for edit in number_of(&text) + 1.. {
        let changes = edit_of(edit, &text.body);
        changes.iter().try_for_each(|change| change.apply(&mut text)).expect("it fits");
        desk.send(edit, changes);
        while desk.flying.len() as u64 > ahead || desk.next.is_none() {
            desk.hear();
        }
        if edit % 23 == 0 {
            while !desk.flying.is_empty() {
                desk.hear();
            }
            desk.something_else(edit);
        }
        sleep(pause);
    }
}

type Answer = Receiver<Result<Ack, StoreError>>;

/// The desk as the typist knows it.
struct Desk {
    store: Store,
    /// Base of the next edit.
    base: Version,
    /// The version that the next edit will make, where it can be foretold: nobody else writes. It lets several edits
    /// be on their way at once.
    next: Option<u64>,
    flying: VecDeque<(u64, Answer)>,
}

impl Desk {
    fn send(&mut self, edit: u64, changes: Vec<Change>) {
        let (answer, answered) = channel();
        let reply = Box::new(move |ack| answer.send(ack).expect("the typist waits"));
        self.store.edit(typed(), self.base, changes, at(edit), reply);
        self.flying.push_back((edit, answered));
        if let Some(next) = &mut self.next {
            self.base = Version(*next);
            *next += 1;
        }
    }

    fn hear(&mut self) {
        let (edit, answered) = self.flying.pop_front().expect("an edit is on its way");
        let ack = answered.recv().expect("every edit is answered").expect("every edit fits");
        assert!(ack.on_disk && !ack.merged, "the disk is fine and nobody else writes");
        say(&format!("ack {edit}"));
        if self.flying.is_empty() {
            self.base = ack.version;
            self.next = Some(ack.version.0 + 1);
        }
    }

    /// What else a desk does all day.
    fn something_else(&mut self, edit: u64) {
        let store = &self.store;
        match edit / 23 % 8 {
            0 => {
                let name = StoryId::new(format!("other-{edit}"));
                let other = Story { headline: format!("Other {edit}"), body: "x".repeat(3_000), ..Story::default() };
                let made = store.create(name.clone(), &other, at(edit)).expect("a new story");
                say(&format!("other {name}"));
                store.close(&name).expect("it closes");
                // The count of versions is the desk's; the typed story's newest stays its own.
                self.next = Some(made.0 + 1);
            }
            1 => {
                let row = store.revise(&typed(), Why::Manual, "", at(edit)).expect("a revision");
                say(&format!("revision {}", row.number));
            }
            2 => drop(store.rows().expect("the list")),
            3 => store.close(&typed()).expect("it closes"),
            4 => drop(store.search("grain").expect("an answer")),
            5 => drop(store.back_up(at(edit)).expect("a backup")),
            6 => {
                // The revision made just now stays, the earlier ones go with what they name.
                let row = store.revise(&typed(), Why::Manual, "", at(edit)).expect("a revision");
                say(&format!("revision {}", row.number));
                store.forget(&typed(), self.base, at(edit)).expect("what was before is forgotten");
            }
            // Quiet enough for folding, settling and the log.
            _ => sleep(Duration::from_millis(120)),
        }
    }
}

/// What the typist was told is on disk.
#[derive(Default)]
struct Told {
    edit: u64,
    edits: u64,
    others: BTreeSet<String>,
    revision: u32,
}

impl Told {
    fn hear(&mut self, line: &str) {
        assert_ne!(line, "wrong", "the typist met something wrong, see above");
        let mut words = line.split(' ');
        match (words.next(), words.next()) {
            (Some("ack"), Some(edit)) => {
                self.edit = edit.parse().expect("a number");
                self.edits += 1;
            }
            (Some("other"), Some(name)) => drop(self.others.insert(name.to_owned())),
            (Some("revision"), Some(number)) => self.revision = number.parse().expect("a number"),
            _ => {}
        }
    }
}

/// The story as it must be after so many edits.
struct Replay {
    edits: u64,
    story: Story,
}

impl Replay {
    fn to(&mut self, edits: u64) -> &Story {
        assert!(edits >= self.edits, "the typing goes forward: {} after {}", edits, self.edits);
        while self.edits < edits {
            self.edits += 1;
            let changes = edit_of(self.edits, &self.story.body);
            changes.iter().try_for_each(|change| change.apply(&mut self.story)).expect("it fits");
        }
        &self.story
    }
}

/// A small xorshift: which moment is killed does not need better chance.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

fn setting(name: &str, default: u64) -> u64 {
    env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn start(folder: &Path, chance: &mut Chance) -> Child {
    let mut command = Command::new(env::current_exe().expect("this program has a path"));
    command.args(["--ignored", "--exact", "typist", "--nocapture"]);
    command.env(FOLDER, folder).env(RATE, (40 + chance.below(560)).to_string()).env(AHEAD, chance.below(9).to_string());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::inherit());
    command.spawn().expect("the typist starts")
}

/// One life of the typist: started, killed, and what it was told on the way.
fn live(folder: &Path, chance: &mut Chance, told: &mut Told) {
    let mut child = start(folder, chance);
    let lines = BufReader::new(child.stdout.take().expect("its output is ours")).lines();
    let (ready, started) = channel();
    let ears = std::thread::spawn(move || {
        let mut heard = Vec::new();
        // A line cut in two by the end was not heard.
        for line in lines.map_while(Result::ok) {
            if line == "ready" {
                ready.send(()).expect("the parent waits");
            }
            heard.push(line);
        }
        heard
    });
    // Now and then it is killed while it opens the desk.
    if chance.below(10) > 0 {
        started.recv_timeout(Duration::from_mins(1)).expect("the typist opens the desk within a minute");
    }
    sleep(Duration::from_micros(chance.below(260_000)));
    child.kill().expect("it can be killed");
    let status = child.wait().expect("it ends");
    assert!(!status.success() && status.code().is_none(), "it was killed and did not fail by itself: {status}");
    drop(started);
    for line in ears.join().expect("the ears are fine") {
        told.hear(&line);
    }
}

fn check(folder: &Path, told: &Told, replay: &mut Replay, kill: u64) {
    let (story, revisions) = if kill.is_multiple_of(2) {
        let store = open(folder);
        for other in &told.others {
            let text = store.read(&StoryId::new(other.as_str())).expect("an acknowledged story is there").story.body;
            assert_eq!(text.len(), 3_000, "kill {kill}: {other} is whole");
        }
        if kill.is_multiple_of(20) {
            store.verify().expect("every chain and hash is right");
        }
        (store.read(&typed()), store.revisions(&typed()))
    } else {
        // Leaves the log as the killed program left it.
        let reader = Store::open_read_only(folder).expect("it can be read");
        (reader.read(&typed()), reader.revisions(&typed()))
    };
    if told.edits == 0 && matches!(story, Err(StoreError::NotFound { .. })) {
        return;
    }
    let story = story.expect("the story reads").story;
    let edits = number_of(&story);
    assert!(edits >= told.edit, "kill {kill}: edit {} was acknowledged, the story ends at {edits}", told.edit);
    assert_eq!(&story, replay.to(edits), "kill {kill}: the story is not what {edits} edits make");
    let newest = revisions.expect("they are there").first().map_or(0, |row| row.number);
    assert!(newest >= told.revision, "kill {kill}: revision {} was acknowledged, got {newest}", told.revision);
}

#[test]
fn nothing_acknowledged_is_lost_when_the_program_is_killed() {
    let kills = size(200, 1_000);
    let mut random = [0; 8];
    getrandom::fill(&mut random).expect("the system has chance");
    let seed = setting("WIRECOPY_SEED", u64::from_le_bytes(random) | 1);
    eprintln!("WIRECOPY_SEED={seed}");
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (mut chance, mut told) = (Chance(seed), Told::default());
    let mut replay = Replay { edits: 0, story: Story::default() };
    let began = Instant::now();
    // The desk itself is made in peace: a desk that never was finished holds nothing.
    drop(open(folder.path()));
    for kill in 1..=kills {
        live(folder.path(), &mut chance, &mut told);
        check(folder.path(), &told, &mut replay, kill as u64);
    }
    let store = open(folder.path());
    let verified = store.verify().expect("every chain and hash is right");
    assert!(told.edits > kills as u64, "the typist did type: {} edits", told.edits);
    let found = format!(
        "{} edits acknowledged and all there, {} stories and {} revisions sound, in {:.0} s",
        told.edits,
        verified.stories,
        verified.revisions,
        began.elapsed().as_secs_f64(),
    );
    let what = "The program killed while it types (40 to 600 edits a second), folds, revises, backs up";
    tell(&Tried { what, times: kills, lost: 0, found: &found });
}

/// A desk is made in steps; whichever was the last before the end, the next start finishes it.
#[test]
fn a_desk_whose_making_was_killed_is_made_by_the_next_start() {
    let mut chance = Chance(0x5eed);
    let rounds = size(25, 200);
    for round in 0..rounds as u64 {
        let parent = tempfile::tempdir().expect("a folder for the test");
        let folder = parent.path().join("desk");
        let mut child = start(&folder, &mut chance);
        sleep(Duration::from_micros(2_000 + round % 40 * 1_000 + round));
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        let store = open(&folder);
        store.create(StoryId::new("a"), &Story::default(), at(1)).expect("a new story");
        store.verify().expect("a sound desk");
    }
    let found = "the next start made it";
    tell(&Tried { what: "The program killed while it makes a new desk", times: rounds, lost: 0, found });
}
