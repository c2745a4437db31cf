//! Programs that are started for a test, and those that they start in turn, found through /proc.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::{Outcome, Trouble};

/// A program that ends when this is dropped.
pub struct Process {
    name: String,
    child: Child,
}

impl Process {
    /// Starts it.
    ///
    /// # Errors
    /// When it is not there.
    pub fn start(command: &mut Command) -> Outcome<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command.stdin(Stdio::null()).spawn().map_err(|error| Trouble::new(&name, error))?;
        Ok(Self { name, child })
    }

    /// Starts it and waits up to ten seconds for the first line that it prints.
    ///
    /// # Errors
    /// When it is not there, or ends or stays silent instead.
    pub fn start_for_line(command: &mut Command) -> Outcome<(Self, String)> {
        let mut process = Self::start(command.stdout(Stdio::piped()))?;
        let Some(output) = process.child.stdout.take() else {
            return Err(Trouble::new(&process.name, "has no standard output"));
        };
        let (say, hear) = mpsc::channel();
        thread::spawn(move || {
            let mut output = BufReader::new(output);
            let mut line = String::new();
            // A test that no longer listens has its line or has failed already.
            let _ = output.read_line(&mut line).map(|_| say.send(line));
            // What it says later is read and dropped, or it would block on a full pipe.
            let _ = std::io::copy(&mut output.by_ref(), &mut std::io::sink());
        });
        let line = hear.recv_timeout(Duration::from_secs(10)).unwrap_or_default().trim().to_owned();
        if line.is_empty() {
            return Err(Trouble::new(&process.name, "expected a first line within ten seconds, got none"));
        }
        Ok((process, line))
    }

    /// Its number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until it ends by itself.
    ///
    /// # Errors
    /// When it has not ended after `patience`.
    pub fn end(&mut self, patience: Duration) -> Outcome<ExitStatus> {
        let started = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            if started.elapsed() > patience {
                return Err(Trouble::new(&self.name, format!("expected it to end within {patience:?}")));
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// What it printed on standard error, once it has ended; needs a piped standard error.
    pub fn said(&mut self) -> String {
        let mut said = String::new();
        if let Some(mut output) = self.child.stderr.take() {
            // What cannot be read was not said.
            let _ = output.read_to_string(&mut said);
        }
        said
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Numbers of all processes below `ancestor` whose program is called `name` (the first 15 bytes count, as /proc does).
pub fn named_below(ancestor: u32, name: &str) -> Vec<u32> {
    let short: String = name.chars().take(15).collect();
    let all = all();
    let called = |id: &u32| all.iter().any(|(other, _, called)| other == id && *called == short);
    below(ancestor, &all).into_iter().filter(called).collect()
}

/// Numbers of `ancestor` and of all processes below it.
pub fn family_of(ancestor: u32) -> Vec<u32> {
    below(ancestor, &all())
}

fn below(ancestor: u32, all: &[(u32, u32, String)]) -> Vec<u32> {
    let mut family = vec![ancestor];
    let mut seen = 0;
    while let Some(parent) = family.get(seen).copied() {
        family.extend(all.iter().filter(|(_, of, _)| *of == parent).map(|(id, _, _)| *id));
        seen += 1;
    }
    family
}

/// Every living process: number, parent, name.
fn all() -> Vec<(u32, u32, String)> {
    fs::read_dir("/proc").into_iter().flatten().flatten().filter_map(|entry| status(&entry)).collect()
}

/// Number, parent and name of a process, from its entry in /proc.
fn status(entry: &fs::DirEntry) -> Option<(u32, u32, String)> {
    let id: u32 = entry.file_name().to_str()?.parse().ok()?;
    let status = fs::read_to_string(entry.path().join("status")).ok()?;
    let field = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let state = field("State:")?;
    // A zombie is dead.
    let alive = !state.starts_with('Z');
    alive.then(|| Some((id, field("PPid:")?.parse().ok()?, field("Name:")?.to_owned())))?
}

/// Ends a process as the kernel does when memory is short: at once, without a word to it.
///
/// # Errors
/// When it is not ours or gone.
pub fn kill(id: u32) -> Outcome {
    run("kill", ["-KILL", &id.to_string()])
}

/// Runs a small tool to its end.
///
/// # Errors
/// When it is not there or says no; the sentence has what it said.
pub fn run<A: AsRef<OsStr>>(name: &str, arguments: impl IntoIterator<Item = A>) -> Outcome {
    answer(Command::new(name).args(arguments)).map(|_| ())
}

/// What a small tool prints.
///
/// # Errors
/// When it is not there or says no; the sentence has what it said.
pub fn answer(command: &mut Command) -> Outcome<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output().map_err(|error| Trouble::new(&name, error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    Err(Trouble::new(&name, String::from_utf8_lossy(&output.stderr).trim()))
}
