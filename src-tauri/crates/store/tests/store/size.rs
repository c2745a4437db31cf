//! What a history costs on disk. Sizes are no timings: they are the same on every machine.

use std::fs;
use std::path::Path;
use std::sync::mpsc::channel;

use wirecopy_store::{StoryId, Version, Why};
use wirecopy_story::{Change, Splice, TextField};

use crate::common::{Bench, at, id, story};

/// Bytes of the database after the desk was shut, less those of an empty one.
fn grown(folder: &Path) -> u64 {
    let size = |folder: &Path| fs::metadata(folder.join("desk.sqlite")).expect("it is there").len();
    let empty = Bench::new();
    empty.store.shut(at(0));
    size(folder) - size(empty.folder.path())
}

/// Somebody who types: mostly on, now and then a letter back, now and then somewhere else.
struct Typist {
    name: StoryId,
    version: Version,
    cursor: u32,
    length: u32,
    typed: u32,
}

impl Typist {
    fn begin(bench: &Bench, words: usize) -> Self {
        let text = "Grain left the harbour at dawn, the ministry said on Monday. ".repeat(words / 11);
        let length = u32::try_from(text.len()).expect("short");
        let version = bench.store.create(id("a"), &story("Harbour", &text), at(0)).expect("a new story");
        Self { name: id("a"), version, cursor: length, length, typed: 0 }
    }

    fn next(&mut self) -> Splice {
        self.typed += 1;
        if self.typed.is_multiple_of(97) {
            self.cursor = self.typed * 7_919 % (self.length + 1);
        }
        if self.typed.is_multiple_of(13) && self.cursor > 0 {
            self.cursor -= 1;
            self.length -= 1;
            return Splice { from: self.cursor, to: self.cursor + 1, insert: String::new() };
        }
        self.cursor += 1;
        self.length += 1;
        let letter = if self.typed.is_multiple_of(6) { " " } else { "e" };
        Splice { from: self.cursor - 1, to: self.cursor - 1, insert: letter.to_owned() }
    }

    /// Types without waiting for each answer: on this desk every change makes the next number.
    fn stroke(&mut self, bench: &Bench, strokes: u32) {
        let (answer, answered) = channel();
        for _ in 0..strokes {
            let change = Change::Text { field: TextField::Body, splices: vec![self.next()] };
            let answer = answer.clone();
            let reply = Box::new(move |ack| answer.send(ack).expect("the typist waits"));
            bench.store.edit(self.name.clone(), self.version, vec![change], at(i64::from(self.typed)), reply);
            self.version = Version(self.version.0 + 1);
        }
        drop(answer);
        let last = answered.iter().last().expect("every edit is answered").expect("every edit fits");
        assert_eq!(last.version, self.version, "every change made a version");
    }
}

#[test]
fn a_thousand_revisions_of_a_story_take_less_than_400_kilobytes() {
    let bench = Bench::new();
    let mut typist = Typist::begin(&bench, 900);
    for number in 1..=1_000 {
        typist.stroke(&bench, 8);
        let row = bench.store.revise(&typist.name, Why::Manual, "", at(i64::from(typist.typed)));
        assert_eq!(row.expect("a revision").number, number, "each is kept");
    }
    bench.store.shut(at(90_000));
    let grown = grown(bench.folder.path());
    assert!(grown < 400_000, "1,000 revisions of a story of 5 KB took {grown} bytes");
}

#[test]
fn an_edit_takes_less_than_40_bytes_when_it_is_folded() {
    let bench = Bench::new();
    let mut typist = Typist::begin(&bench, 0);
    typist.stroke(&bench, 10_000);
    bench.store.shut(at(90_000));
    let grown = grown(bench.folder.path());
    assert!(grown < 400_000, "10,000 edits took {grown} bytes");
}
