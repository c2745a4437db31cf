//! Many programs on one desk: exactly one writes, the others are told at once who does; a program that stands still
//! keeps the desk, one that died does not.
#![cfg(unix)]

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use wirecopy_soak::{Tried, size, tell};
use wirecopy_story::Story;

use crate::common::{at, id, open, run, say, try_open};

const FOLDER: &str = "WIRECOPY_START_FOLDER";
const AT_ONCE: usize = 50;

/// Opens the desk, says whether it could, and keeps it until it is told to end.
#[test]
#[ignore = "one of many programs, started by the other tests"]
fn program() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).expect("the parent says when");
    let began = Instant::now();
    let opened = try_open(Path::new(&folder));
    let millis = began.elapsed().as_millis();
    match &opened {
        Ok((store, _)) => {
            let name = id(&format!("by-{}", std::process::id()));
            store.create(name, &Story::default(), at(1)).expect("the writer writes");
            say(&format!("writer {millis}"));
        }
        Err(error) => say(&format!("{} {millis} {error}", error.code())),
    }
    std::io::stdin().read_line(&mut line).expect("the parent says when");
}

struct Program {
    child: Child,
    word: ChildStdin,
    said: Receiver<String>,
}

impl Program {
    fn start(folder: &Path) -> Self {
        let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
        command.args(["--ignored", "--exact", "starts::program", "--nocapture"]).env(FOLDER, folder);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut child = command.spawn().expect("it starts");
        let (word, lines) = (child.stdin.take().expect("ours"), child.stdout.take().expect("ours"));
        let (say, said) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(lines).lines().map_while(Result::ok) {
                if line.starts_with("writer ") || line.starts_with("desk_held ") {
                    // A test that failed no longer listens.
                    let _ = say.send(line);
                }
            }
        });
        Self { child, word, said }
    }

    /// Lets it open the desk, or end.
    fn go_on(&mut self) {
        self.word.write_all(b"\n").and_then(|()| self.word.flush()).expect("it listens");
    }

    fn answer(&self) -> String {
        self.said.recv_timeout(Duration::from_mins(1)).expect("it answers within a minute")
    }

    fn end(mut self) {
        self.go_on();
        assert!(self.child.wait().expect("it ends").success(), "it ends well");
    }
}

fn millis(answer: &str) -> u64 {
    answer.split(' ').nth(1).and_then(|millis| millis.parse().ok()).expect("it says how long it took")
}

#[test]
fn of_many_programs_started_at_once_exactly_one_writes() {
    let rounds = size(1, 4);
    let mut slowest = 0;
    let folder = tempfile::tempdir().expect("a folder for the test");
    for round in 0..rounds {
        let mut programs: Vec<_> = (0..AT_ONCE).map(|_| Program::start(folder.path())).collect();
        programs.iter_mut().for_each(Program::go_on);
        let answers: Vec<_> = programs.iter().map(Program::answer).collect();
        let writers = answers.iter().filter(|answer| answer.starts_with("writer ")).count();
        assert_eq!(writers, 1, "round {round}: one writer: {answers:?}");
        for answer in answers.iter().filter(|answer| answer.starts_with("desk_held ")) {
            assert!(answer.contains("already open"), "round {round}: it says why: {answer}");
            slowest = slowest.max(millis(answer));
        }
        programs.into_iter().for_each(Program::end);
        let (store, _) = open(folder.path());
        assert_eq!(store.rows().expect("the list").len(), round + 1, "each writer's story is there, and no other");
        store.verify().expect("a sound desk");
    }
    let what = "Fifty programs started at once on one desk";
    let found = format!("always exactly one writer; the slowest refusal took {slowest} ms");
    tell(&Tried { what, times: rounds * AT_ONCE, lost: 0, found: &found });
}

#[test]
fn a_program_that_stands_still_keeps_its_desk_and_one_that_died_does_not() {
    let rounds = size(2, 20);
    let mut slowest = 0;
    for round in 0..rounds {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let mut owner = Program::start(folder.path());
        owner.go_on();
        assert!(owner.answer().starts_with("writer "), "round {round}: the first one writes");
        let number = owner.child.id().to_string();
        assert!(run("kill", &["-STOP", &number]), "it can be stopped");
        let mut second = Program::start(folder.path());
        second.go_on();
        let answer = second.answer();
        assert!(answer.starts_with("desk_held "), "round {round}: a stopped program still has its desk: {answer}");
        assert!(answer.contains(&format!("process {number}")), "round {round}: it says who has it: {answer}");
        slowest = slowest.max(millis(&answer));
        second.end();
        if round % 2 == 0 {
            assert!(run("kill", &["-CONT", &number]), "it can go on");
            owner.end();
        } else {
            assert!(run("kill", &["-KILL", &number]), "it can be killed");
            owner.child.wait().expect("it ends");
        }
        let mut third = Program::start(folder.path());
        third.go_on();
        assert!(third.answer().starts_with("writer "), "round {round}: the desk is free again");
        third.end();
    }
    let what = "The program that has the desk stopped (SIGSTOP), then going on or killed";
    let found = format!("the second was refused within {slowest} ms each time, and told by whom; no stale lock");
    tell(&Tried { what, times: rounds, lost: 0, found: &found });
}
