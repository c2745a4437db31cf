//! The table in docs/RELIABILITY.md: everything below a mark is written by the soak, line by line; lines of parts that
//! were not run this time stay as they were.

use std::fmt::Write;
use std::fs;

use crate::program::Program;

use super::Part;

/// Above it people write, below it the soak does.
const MARK: &str = "<!-- Everything below is written by `cargo xtask soak`. -->";

const HEAD: &str = "| Part | What was done | How often | Lost | What was found | When and where |\n\
                    |---|---|---|---|---|---|\n";

/// One thing that was tried.
pub struct Line {
    cells: [String; 4],
}

impl Line {
    /// A line of a test's report.
    pub fn heard(line: &str) -> Option<Self> {
        let cells: Vec<_> = line.split('\t').map(str::to_owned).collect();
        Some(Self { cells: cells.try_into().ok()? })
    }

    /// The line of a part that did not come to its end.
    pub fn failed(sentence: &str) -> Self {
        let cells = ["**failed**", "", "", sentence].map(str::to_owned);
        Self { cells }
    }
}

/// The document with the lines of `part` in the place of its earlier ones.
pub fn with(text: &str, part: Part, lines: &[Line]) -> String {
    let (above, below) = text.split_once(MARK).unwrap_or((text, ""));
    let stamp = format!("{}, {}", today(), machine());
    let mut made = format!("{}\n\n{MARK}\n\n{HEAD}", above.trim_end());
    for one in Part::all() {
        let start = format!("| `{}` |", one.name());
        let before = below.lines().filter(|line| line.starts_with(&start) && !line.contains(NOT_YET));
        let rows: Vec<String> = if *one == part {
            lines.iter().map(|line| row(&start, line, &stamp)).collect()
        } else {
            before.map(str::to_owned).collect()
        };
        if rows.is_empty() {
            let _ = writeln!(made, "{start} {NOT_YET} | | | | |");
        }
        for row in rows {
            made.push_str(&row);
            made.push('\n');
        }
    }
    made
}

const NOT_YET: &str = "not run yet";

fn row(start: &str, line: &Line, stamp: &str) -> String {
    let cells = line.cells.each_ref().map(|cell| cell.replace('|', "/"));
    format!("{start} {} | {stamp} |", cells.join(" | "))
}

/// The date, as the system's own `date` tells it.
fn today() -> String {
    let date = Program::new("date").with(["-u", "+%Y-%m-%d"]).answer();
    date.map(|date| date.trim().to_owned()).filter(|date| !date.is_empty()).unwrap_or_else(|| "undated".to_owned())
}

/// System, processor and number of cores.
fn machine() -> String {
    let system = Program::new("uname").with(["-s"]).answer().unwrap_or_else(|| std::env::consts::OS.to_owned());
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = processors.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or_default();
    let name = name.trim_start_matches(['\t', ' ', ':']);
    format!("{} on {cores} cores{}{name}", system.trim(), if name.is_empty() { "" } else { " of " })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_other_parts_and_the_introduction_stay() {
        let first = with("Introduction.\n", Part::Kill, &[Line::heard("killed\t10\t0\tfine").expect("four cells")]);
        let second = with(&first, Part::Clock, &[Line::heard("clock\t3\t0\ta | b").expect("four cells")]);
        assert!(second.starts_with("Introduction.\n"), "what people wrote: {second}");
        assert!(second.contains("| `kill` | killed | 10 | 0 | fine |"), "the other part: {second}");
        assert!(second.contains("| `clock` | clock | 3 | 0 | a / b |"), "no cell breaks the table: {second}");
        assert!(second.contains(&format!("| `power` | {NOT_YET} |")), "what was not run says so: {second}");
        let third = with(&second, Part::Kill, &[Line::failed("lost")]);
        assert!(!third.contains("killed") && third.contains("**failed**"), "a newer run replaces an older: {third}");
    }
}
