//! The program and its peers in one run: they take turns, so that what else the machine does falls on all of them.

use std::fmt::Write as _;
use std::time::Duration;

use wirecopy_e2e::{Outcome, must};

use crate::figures::{Figures, milliseconds};
use crate::measure::{self, Place, Start};
use crate::peers::{Built, Peer};

/// Words of a story, and of a very long one.
const STORY: usize = 800;
const LONG: usize = 100_000;

/// Turns in which the keys are pressed, each in a program started anew.
const TURNS: u32 = 4;

/// What was measured of one peer.
struct Measured {
    peer: Peer,
    starts: Figures,
    typed: Figures,
    /// Bytes, the median.
    memory: u64,
    keys: Figures,
    /// `None`: it does not keep up with the long text.
    keys_long: Option<Figures>,
}

/// Measures all peers that are there and writes the tables.
///
/// # Errors
/// When the desk or the bare window is missing or shows no text.
pub fn section(built: &Built, starts: usize, keys: u32) -> Outcome<String> {
    let peers: Vec<Peer> = Peer::ALL.into_iter().filter(|peer| measure::is_there(*peer, built)).collect();
    for needed in [Peer::Wirecopy, Peer::BareCodeMirror] {
        must(peers.contains(&needed), format!("expected {} to be built", needed.name()))?;
    }
    let folder = tempfile::Builder::new().prefix("wirecopy-bench-").tempdir()?;
    let place = |peer: Peer, words: usize| Place { built, folder: folder.path().join(format!("{peer:?}-{words}")) };
    for peer in &peers {
        for words in [STORY, LONG] {
            peer.lay_out(built, &place(*peer, words).folder, words)?;
        }
        println!("{}: warming up", peer.name());
        measure::warm_up(*peer, &place(*peer, STORY))?;
    }
    let mut started: Vec<Vec<Start>> = vec![Vec::new(); peers.len()];
    for round in 0..starts {
        for (peer, started) in peers.iter().zip(&mut started) {
            let start = measure::start(*peer, &place(*peer, STORY))?;
            let (painted, typed) = (milliseconds(start.painted), milliseconds(start.typed));
            println!("{}: start {} of {starts}: {painted}, first letter {typed}", peer.name(), round + 1);
            started.push(start);
        }
    }
    let mut pressed: Vec<Vec<Duration>> = vec![Vec::new(); peers.len()];
    let mut pressed_long: Vec<Option<Vec<Duration>>> = vec![Some(Vec::new()); peers.len()];
    for turn in 1..=TURNS {
        for (at, peer) in peers.iter().enumerate() {
            println!("{}: keys, turn {turn} of {TURNS}", peer.name());
            pressed[at].extend(measure::keys(*peer, &place(*peer, STORY), keys / TURNS)?);
            let Some(long) = &mut pressed_long[at] else { continue };
            match measure::keys(*peer, &place(*peer, LONG), keys / TURNS) {
                Ok(measured) => long.extend(measured),
                Err(trouble) => {
                    println!("{} with {LONG} words: {trouble}", peer.name());
                    pressed_long[at] = None;
                }
            }
        }
    }
    let mut all = Vec::new();
    for (((peer, started), pressed), pressed_long) in peers.into_iter().zip(started).zip(pressed).zip(pressed_long) {
        let mut memory: Vec<u64> = started.iter().map(|start| start.memory).collect();
        memory.sort_unstable();
        all.push(Measured {
            peer,
            starts: Figures::of(started.iter().map(|start| start.painted).collect()),
            typed: Figures::of(started.iter().map(|start| start.typed).collect()),
            memory: memory.get(memory.len() / 2).copied().unwrap_or_default(),
            keys: Figures::of(pressed),
            keys_long: pressed_long.map(Figures::of),
        });
    }
    Ok(tables(&all, starts, keys))
}

fn tables(all: &[Measured], starts: usize, keys: u32) -> String {
    let mut table = format!(
        "Medians of {starts} starts (warm caches, a screen without GPU) and percentiles of {keys} keys. Start: from exec to \
         painted text of {STORY} words. First letter: from exec to the first letter typed in it, which is clicked and typed \
         anew each 15 ms until it is there. Memory: proportional set size of all processes, five seconds later. Key: from \
         the X server's key event to changed pixels.\n\n\
         | | start | first letter | memory | key p50 / p99 | key p50 / p99, {LONG} words |\n\
         |---|---:|---:|---:|---:|---:|\n"
    );
    for measured in all {
        let pair = |keys: &Figures| format!("{} / {}", milliseconds(keys.median()), milliseconds(keys.percentile(99)));
        let long = measured.keys_long.as_ref().map_or_else(|| "did not keep up".to_owned(), pair);
        // Writing to a string cannot fail.
        let _ = writeln!(
            table,
            "| {} | {} | {} | {:.0} MB | {} | {long} |",
            measured.peer.name(),
            milliseconds(measured.starts.median()),
            milliseconds(measured.typed.median()),
            megabytes(measured.memory),
            pair(&measured.keys),
        );
    }
    table.push('\n');
    table.push_str(&ratios(all));
    table
}

/// The most that a ratio should be.
#[derive(Clone, Copy)]
enum Aim {
    AtMost(f64),
    Below(f64),
}

/// What was aimed at and what came out.
fn ratios(all: &[Measured]) -> String {
    let of = |peer: Peer| all.iter().find(|measured| measured.peer == peer);
    let mut lines = "| ratio | aim | measured | met |\n|---|---:|---:|---|\n".to_owned();
    let mut line = |what: &str, aim: Aim, measured: f64| {
        let (sign, most, met) = match aim {
            Aim::AtMost(most) => ("≤", most, measured <= most),
            Aim::Below(most) => ("<", most, measured < most),
        };
        let met = if met { "yes" } else { "no" };
        let _ = writeln!(lines, "| {what} | {sign} {most:.2} | {measured:.2} | {met} |");
    };
    let seconds = |figures: &Figures| figures.median().as_secs_f64();
    let Some(desk) = of(Peer::Wirecopy) else { return String::new() };
    if let Some(bare) = of(Peer::BareCodeMirror) {
        let (start, memory) = (seconds(&desk.starts) / seconds(&bare.starts), megabytes(desk.memory));
        line("start, to the bare window with CodeMirror", Aim::AtMost(1.25), start);
        line("first letter, to the same", Aim::AtMost(1.25), seconds(&desk.typed) / seconds(&bare.typed));
        line("memory, to the same", Aim::AtMost(1.3), memory / megabytes(bare.memory));
        line("key, to the same", Aim::AtMost(1.5), seconds(&desk.keys) / seconds(&bare.keys));
    }
    for peer in [Peer::Writer, Peer::Ghostwriter] {
        if let Some(other) = of(peer) {
            let start = seconds(&desk.starts) / seconds(&other.starts);
            line(&format!("start, to {}", peer.name()), Aim::Below(1.0), start);
        }
    }
    if let Some(bare) = of(Peer::BareEditable) {
        let key = seconds(&desk.keys) / seconds(&bare.keys);
        line("key, to the bare contenteditable", Aim::AtMost(1.5), key);
    }
    if let Some(long) = &desk.keys_long {
        let key = seconds(long) / seconds(&desk.keys);
        line(&format!("key at {LONG} words, to {STORY} words"), Aim::AtMost(1.1), key);
    }
    lines
}

/// Megabytes of a million bytes.
#[expect(clippy::cast_precision_loss, reason = "no program here needs a petabyte")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
