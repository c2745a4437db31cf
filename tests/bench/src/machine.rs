//! What the figures were measured on, and when.

use std::fs;

/// One sentence: date, processor, memory, system.
pub fn sentence() -> String {
    #[expect(clippy::disallowed_methods, reason = "a report says when it was measured")]
    let now = jiff::Timestamp::now().to_string();
    let date = now.get(..10).unwrap_or_default();
    let processor = field("/proc/cpuinfo", "model name", ':').unwrap_or_else(|| "an unknown processor".to_owned());
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let memory = field("/proc/meminfo", "MemTotal", ':').and_then(|total| total.split(' ').next()?.parse::<u64>().ok());
    let memory = memory.unwrap_or_default().div_ceil(1024 * 1024);
    let system = field("/etc/os-release", "PRETTY_NAME", '=').unwrap_or_else(|| std::env::consts::OS.to_owned());
    format!("Measured {date} on {processor}, {cores} cores, {memory} GB, {system}.")
}

/// What stands after `mark` on the first line of `file` that begins with `name`.
fn field(file: &str, name: &str, mark: char) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    let (_, value) = line.split_once(mark)?;
    Some(value.trim().trim_matches('"').to_owned())
}
