//! One program, measured: from its start to painted text and to the first letter typed in it, its memory when it has
//! settled, and from a key to the screen.

use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use wirecopy_e2e::{Outcome, Process, Screen, Trouble, Windows};

use crate::eye::{Eye, Region};
use crate::hand::{BACKSPACE, Hand};
use crate::memory;
use crate::peers::{Built, Peer};

/// The middle of the screen, where every peer has its text.
const TEXT: Region = Region { x: 440, y: 320, width: 420, height: 360 };
/// Where in a line the click goes that puts the caret there: what stands behind it moves with every letter.
const INTO_LINE: u16 = TEXT.width / 4;
/// Points above and below a line's ink that belong to it: accents and tails.
const AROUND: u16 = 8;
/// A blinking caret changes fewer pixels than this; the rest of a line that moves on changes more.
const MORE_THAN_A_CARET: usize = 80;
/// Lines of ink that make a text.
const LINES: usize = 8;

/// Where a peer's files lie while it is measured.
pub struct Place<'a> {
    pub built: &'a Built,
    pub folder: PathBuf,
}

/// Where the second of two clicks goes, so that they are no double click.
const INTO_LINE_TOO: u16 = TEXT.width / 2;
/// How long a letter is waited for before it is typed again: it came before the editor did.
const NEXT_TRY: Duration = Duration::from_millis(15);

/// A running program whose text is on the screen.
struct Shown {
    program: Process,
    started: Instant,
    painted: Duration,
}

/// What was measured of one start.
#[derive(Debug, Clone, Copy)]
pub struct Start {
    /// From exec to painted text.
    pub painted: Duration,
    /// From exec to the first letter typed in it; tried each 15 ms.
    pub typed: Duration,
    /// Proportional set size of all processes, five seconds later, in bytes.
    pub memory: u64,
}

fn show(peer: Peer, place: &Place<'_>, screen: &Screen, eye: &Eye) -> Outcome<Shown> {
    let mut command = peer.command(place.built, &place.folder, screen);
    let started = Instant::now();
    let program = Process::start(&mut command)?;
    let patience = Duration::from_mins(1);
    let painted = eye.watch(TEXT, Duration::from_millis(3), patience, |picture| picture.lines().len() >= LINES);
    match painted {
        Ok(painted) => Ok(Shown { program, started, painted: painted.duration_since(started) }),
        Err(trouble) => {
            screen.photograph(&format!("bench-{peer:?}"))?;
            Err(Trouble::new(peer.name(), trouble))
        }
    }
}

/// Ends a program with all that it started.
fn clear(shown: Shown) {
    let family = wirecopy_e2e::family_of(shown.program.id());
    drop(shown);
    for process in family {
        // Most have gone with the first.
        let _ = wirecopy_e2e::kill(process);
    }
}

/// Starts the program once and lets it settle, so that caches and profiles are there for those that count.
///
/// # Errors
/// When it shows no text.
pub fn warm_up(peer: Peer, place: &Place<'_>) -> Outcome {
    let screen = Screen::start(Windows::Maximised)?;
    let eye = Eye::open(screen.display())?;
    let shown = show(peer, place, &screen, &eye)?;
    thread::sleep(Duration::from_secs(3));
    screen.photograph(&format!("bench-{peer:?}"))?;
    clear(shown);
    Ok(())
}

/// Starts a program and types into it as soon as its text is there.
///
/// # Errors
/// When it shows no text, or takes no letter within a minute.
pub fn start(peer: Peer, place: &Place<'_>) -> Outcome<Start> {
    let screen = Screen::start(Windows::Maximised)?;
    let eye = Eye::open(screen.display())?;
    let hand = Hand::lay(screen.display())?;
    // The page cache stays warm: measured is the program, not the disk.
    let shown = show(peer, place, &screen, &eye)?;
    let typed = letter(&eye, &hand)?.duration_since(shown.started);
    thread::sleep(Duration::from_secs(5));
    let memory = memory::pss(shown.program.id());
    let painted = shown.painted;
    clear(shown);
    Ok(Start { painted, typed, memory })
}

/// When the first letter that was typed is on the screen.
fn letter(eye: &Eye, hand: &Hand) -> Outcome<Instant> {
    let line = line(eye)?;
    let before = eye.look(line)?;
    let until = Instant::now() + Duration::from_mins(1);
    for at in [INTO_LINE, INTO_LINE_TOO].into_iter().cycle() {
        click_into(hand, line, at)?;
        // Not the letter of `keys`: among its like that one would move nothing that can be seen.
        hand.press(u32::from(b'o'))?;
        let changed =
            eye.watch(line, Duration::from_millis(1), NEXT_TRY, |picture| picture.differs(&before) > MORE_THAN_A_CARET);
        match changed {
            Err(trouble) if Instant::now() > until => return Err(trouble),
            Err(_) => {}
            Ok(seen) => return Ok(seen),
        }
    }
    Err(Trouble::new("the screen", "expected a letter on it"))
}

fn click_into(hand: &Hand, line: Region, at: u16) -> Outcome {
    hand.click(line.x.saturating_add_unsigned(at), line.y.saturating_add_unsigned(line.height / 2))
}

/// The line of text nearest to the middle of the screen that goes on to the right.
fn line(eye: &Eye) -> Outcome<Region> {
    let picture = eye.look(TEXT)?;
    let lines = picture.lines().into_iter().filter(|rows| picture.goes_on(rows));
    let middle = usize::from(TEXT.height / 2);
    let rows = lines.min_by_key(|rows| usize::midpoint(rows.start, rows.end).abs_diff(middle));
    let rows = rows.ok_or_else(|| Trouble::new("the screen", "expected a full line of text on it"))?;
    let point = |row: usize| u16::try_from(row).unwrap_or(TEXT.height);
    let (top, bottom) = (point(rows.start).saturating_sub(AROUND), (point(rows.end) + AROUND).min(TEXT.height));
    Ok(Region { y: TEXT.y.saturating_add_unsigned(top), height: bottom - top, ..TEXT })
}

/// From a key to the changed line on the screen, `keys` times, at about a hundred words a minute.
///
/// # Errors
/// When it shows no text, or a key changes nothing within two seconds.
pub fn keys(peer: Peer, place: &Place<'_>, keys: u32) -> Outcome<Vec<Duration>> {
    let screen = Screen::start(Windows::Maximised)?;
    let eye = Eye::open(screen.display())?;
    let hand = Hand::lay(screen.display())?;
    let shown = show(peer, place, &screen, &eye)?;
    thread::sleep(Duration::from_secs(3));
    let line = line(&eye)?;
    click_into(&hand, line, INTO_LINE)?;
    thread::sleep(Duration::from_secs(1));
    let mut measured = Vec::new();
    for number in 0..keys {
        // A letter goes in, then the same letter goes out: the text stays what it was.
        let key = if number % 2 == 0 { u32::from(b'n') } else { BACKSPACE };
        let before = eye.look(line)?;
        let pressed = Instant::now();
        hand.press(key)?;
        let changed = eye.watch(line, Duration::from_micros(500), Duration::from_secs(2), |picture| {
            picture.differs(&before) > MORE_THAN_A_CARET
        });
        if changed.is_err() {
            screen.photograph(&format!("bench-keys-{peer:?}"))?;
        }
        measured.push(changed?.duration_since(pressed));
        // Not in step with the screen's own rhythm.
        thread::sleep(Duration::from_millis(90 + u64::from(number * 7 % 41)));
    }
    clear(shown);
    Ok(measured)
}

/// Whether a peer's program can be found here.
pub fn is_there(peer: Peer, built: &Built) -> bool {
    let on_path = |name: &str| {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path).any(|folder| folder.join(name).is_file())
    };
    match peer {
        Peer::Wirecopy | Peer::WirecopyWire => fs::exists(&built.desktop).unwrap_or(false),
        Peer::BareCodeMirror | Peer::BareEditable => fs::exists(&built.bare).unwrap_or(false),
        Peer::Writer => on_path("soffice"),
        Peer::Ghostwriter => on_path("ghostwriter"),
    }
}
