//! A shift of eight hours, its pauses left out: a desk of 200 stories that is typed into at 60 to 100 words a minute,
//! with an import every five seconds. The moments come in as arguments, so the backups of every quarter are made.
//!
//! What grows is told hour by hour; what must not grow is held: the log, the open files, the time of an answer.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use wirecopy_soak::{Tried, is_full, size, tell};
use wirecopy_store::{Original, OriginalCard, Store, Why};
use wirecopy_story::Story;

use crate::common::{Chance, Typed, at, id, open, type_at};

const HOUR: i64 = 3_600;
const STORIES: usize = 200;

/// What an hour cost.
struct Hour {
    answers: Vec<Duration>,
    log: u64,
    memory: u64,
    files: usize,
}

impl Hour {
    fn percentile(&self, of_hundred: usize) -> Duration {
        let place = (self.answers.len() * of_hundred / 100).min(self.answers.len() - 1);
        self.answers[place]
    }

    fn shown(&self) -> String {
        let millis = |time: Duration| time.as_secs_f64() * 1_000.0;
        let (half, most) = (millis(self.percentile(50)), millis(self.percentile(99)));
        format!("p50 {half:.1} ms, p99 {most:.1} ms, {} MB of memory, {} open files", self.memory >> 20, self.files)
    }
}

/// Resident memory of this program in bytes; 0 where the system does not say.
fn memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or(0) << 10
}

/// Open files in `folder`; 0 where the system does not say.
fn files(folder: &Path) -> usize {
    let open = fs::read_dir("/proc/self/fd").into_iter().flatten().flatten();
    open.filter(|entry| fs::read_link(entry.path()).is_ok_and(|file| file.starts_with(folder))).count()
}

fn import(store: &Store, number: usize, moment: jiff::Timestamp) {
    let body = format!("The text of import {number}. ").repeat(60);
    let card = OriginalCard {
        at: moment,
        file_name: format!("{number}.txt"),
        format: "text".to_owned(),
        notes: "[]".to_owned(),
    };
    let read = Story { headline: format!("Import {number}"), body: body.clone(), ..Story::default() };
    let original = Original { card, bytes: body.into_bytes() };
    store.import(id(&format!("import-{number}")), &read, original).expect("it is kept");
}

#[test]
fn an_eight_hour_shift_leaves_the_desk_as_quick_as_it_was() {
    // Of each hour this many seconds are typed through.
    let seconds = i64::try_from(size(12, 3_600)).expect("an hour is short");
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (store, _) = open(folder.path());
    let mut stories: Vec<_> = (0..STORIES).map(|number| Typed::begin(&store, &format!("s{number}"))).collect();
    let (mut chance, mut imports, mut hours) = (Chance(0x8), 0, Vec::new());
    let log = folder.path().join("desk.sqlite-wal");
    for hour in 0..8i64 {
        let mut now = Hour { answers: Vec::new(), log: 0, memory: 0, files: 0 };
        let mut current = 0;
        for second in 0..seconds {
            let moment = at(hour * HOUR + second * HOUR / seconds);
            // A story is written for some minutes, then another is taken up.
            if second % 180 == 0 {
                current = chance.below(STORIES);
            }
            let typed = &mut stories[current];
            // Five to eight keys a second are 60 to 100 words a minute.
            for key in 0..5 + chance.below(4) {
                let began = Instant::now();
                let ack = type_at(&store, typed, if key == 0 { " " } else { "e" }, moment);
                now.answers.push(began.elapsed());
                assert!(ack.on_disk, "the disk is fine");
            }
            if typed.body.len() > 6_000 {
                store.revise(&typed.name, Why::Manual, "", moment).expect("a revision");
                store.close(&typed.name).expect("it closes");
                current = chance.below(STORIES);
            }
            if second % 5 == 0 {
                import(&store, imports, moment);
                imports += 1;
            }
            if second % 30 == 0 {
                store.rows().expect("the list");
                now.log = now.log.max(fs::metadata(&log).map_or(0, |file| file.len()));
            }
        }
        now.answers.sort();
        (now.memory, now.files) = (memory(), files(folder.path()));
        hours.push(now);
    }
    let edits: usize = hours.iter().map(|hour| hour.answers.len()).sum();
    let longest = hours.iter().map(|hour| hour.log).max().unwrap_or(0);
    assert!(longest <= 64 << 20, "the log does not grow over the hours: {longest} bytes");
    assert!(hours[7].files <= hours[0].files + 4, "no file is left open: {} and {}", hours[0].files, hours[7].files);
    for typed in &stories {
        let body = store.read(&typed.name).expect("it is there").story.body;
        assert!(body == typed.body, "{}: every letter is there", typed.name);
    }
    store.verify().expect("a sound desk");
    assert_eq!(store.rows().expect("the list").len(), STORIES + imports, "every import is there");
    let found = format!(
        "first hour: {}; last hour: {}; log at most {:.1} MB; {imports} imports; {} backups kept",
        hours[0].shown(),
        hours[7].shown(),
        f64::from(u32::try_from(longest).unwrap_or(u32::MAX)) / 1e6,
        store.backups().expect("the list").len()
    );
    let what = "Edits in a shift of eight hours, pauses left out";
    tell(&Tried { what, times: edits, lost: 0, found: &found });
    if is_full() {
        eprintln!("hour by hour:");
        for hour in &hours {
            eprintln!("  {}", hour.shown());
        }
    }
}
