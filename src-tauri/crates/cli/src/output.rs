//! Standard output and exit codes. A reader that closed the pipe has read enough.

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;
use wirecopy_desk::face::Failure;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// Exit 0.
    Done,
    /// Exit 1: the content was refused.
    Refused,
}

/// What every command returns.
pub(crate) type Outcome = Result<End, Failure>;

/// The exit code, and the sentence of a failure.
pub(crate) fn exit(outcome: Outcome) -> ExitCode {
    match outcome {
        Ok(End::Done) => ExitCode::SUCCESS,
        Ok(End::Refused) => ExitCode::from(1),
        Err(failure) => {
            let place = failure.place.map(|place| format!(" ({place})")).unwrap_or_default();
            complain(&format!("wirecopy: {}{place}", failure.message));
            ExitCode::from(if matches!(failure.code.as_str(), "refused" | "desk_damaged") { 1 } else { 2 })
        }
    }
}

/// Bytes to standard output.
pub(crate) fn bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(io_failure("standard output", &error)),
        _ => Ok(()),
    }
}

/// Text that cannot give orders to a terminal: what a story says may have come from anywhere.
pub(crate) fn printable(text: &str) -> String {
    let is_order = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t');
    text.replace("\r\n", "\n").chars().map(|letter| if is_order(letter) { '\u{fffd}' } else { letter }).collect()
}

/// [`printable`] as one field of a line.
pub(crate) fn field(text: &str) -> String {
    printable(text).replace(['\n', '\t'], " ")
}

/// A line to standard output.
pub(crate) fn line(text: &str) -> Result<(), Failure> {
    bytes(format!("{text}\n").as_bytes())
}

/// A value as JSON to standard output.
pub(crate) fn json(value: &impl Serialize) -> Result<(), Failure> {
    line(&json_text(value)?)
}

/// A value as JSON.
pub(crate) fn json_text(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string_pretty(value).map_err(|error| Failure {
        code: "json".to_owned(),
        message: error.to_string(),
        place: None,
    })
}

/// A line to standard error; nobody may be reading it.
pub(crate) fn complain(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// The bytes of a file, or of standard input for `-`.
pub(crate) fn input(path: &Path) -> Result<Vec<u8>, Failure> {
    if path != Path::new("-") {
        return wirecopy_desk::message::read(path);
    }
    let mut bytes = Vec::new();
    let most = wirecopy_desk::message::MOST_BYTES;
    let read = io::stdin().lock().take(most + 1).read_to_end(&mut bytes);
    read.map_err(|error| io_failure("standard input", &error))?;
    if bytes.len() as u64 > most {
        let message = "expected a story of at most 16 MiB on standard input, got more".to_owned();
        return Err(Failure { code: "too_large".to_owned(), message, place: None });
    }
    Ok(bytes)
}

/// Bytes to a file, whole or not at all, or to standard output for `-`.
pub(crate) fn to(path: &Path, content: &[u8]) -> Result<(), Failure> {
    if path == Path::new("-") { bytes(content) } else { wirecopy_desk::message::write(path, content) }
}

fn io_failure(what: &str, error: &io::Error) -> Failure {
    Failure { code: "io".to_owned(), message: format!("{what}: {error}"), place: None }
}
