//! What criterion measured, as a table: it leaves `benchmark.json` and `estimates.json` in a folder per benchmark. A bench
//! of our own leaves the same, and may add the figure's `unit` (`bytes`) and its `aim`, the most that it should be.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;
use wirecopy_e2e::{Outcome, Trouble, must};

/// One benchmark.
struct Row {
    name: String,
    figure: Figure,
    throughput: String,
    aim: Option<Figure>,
}

/// What was measured.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Figure {
    Time(f64),
    Size(f64),
}

impl Figure {
    /// `number` nanoseconds, or bytes when `unit` says so.
    fn new(number: f64, unit: &Value) -> Self {
        if unit == "bytes" { Self::Size(number) } else { Self::Time(number) }
    }

    fn readable(self) -> String {
        match self {
            Self::Time(nanoseconds) => readable(Duration::from_secs_f64(nanoseconds / 1e9)),
            Self::Size(bytes) => format!("{:.0} KB", bytes / 1e3),
        }
    }
}

/// A table of all results under `folder`.
///
/// # Errors
/// When there is none.
pub fn section(folder: &Path) -> Outcome<String> {
    let mut found = Vec::new();
    collect(folder, &mut found);
    let mut rows = found.iter().map(|folder| row(folder)).collect::<Outcome<Vec<Row>>>()?;
    must(!rows.is_empty(), format!("expected results of criterion in {}", folder.display()))?;
    // The middle and the worst of a hundred say it; the rest is on the screen while it runs.
    rows.retain(|row| !row.name.ends_with(", p95") && !row.name.ends_with(", max"));
    rows.sort_by(|one, other| one.name.cmp(&other.name));
    let aimed = rows.iter().any(|row| row.aim.is_some());
    let head = if aimed {
        "| what | measured | aim | met |\n|---|---:|---:|---|\n"
    } else {
        "| what | median | a second |\n|---|---:|---:|\n"
    };
    let mut table = head.to_owned();
    for Row { name, figure, throughput, aim } in rows {
        let (got, most) = (figure.readable(), aim.map(|aim| format!("≤ {}", aim.readable())).unwrap_or_default());
        let met = aim.map_or("", |aim| if figure <= aim { "yes" } else { "no" });
        // Writing to a string cannot fail.
        let _ = if aimed {
            writeln!(table, "| {name} | {got} | {most} | {met} |")
        } else {
            writeln!(table, "| {name} | {got} | {throughput} |")
        };
    }
    Ok(table)
}

/// Folders called `new`, which hold the newest result of a benchmark.
fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && entry.file_name() == "new" && path.join("estimates.json").is_file() {
            found.push(path);
        } else if path.is_dir() {
            collect(&path, found);
        }
    }
}

fn row(folder: &Path) -> Outcome<Row> {
    let read = |name: &str| -> Outcome<Value> {
        let text = fs::read_to_string(folder.join(name))?;
        serde_json::from_str(&text).map_err(|error| Trouble::new(name, error))
    };
    let (benchmark, estimates) = (read("benchmark.json")?, read("estimates.json")?);
    let nanoseconds = estimates["median"]["point_estimate"].as_f64().unwrap_or_default();
    let each = |name: &str| benchmark["throughput"][name].as_f64();
    let throughput = match (each("Elements"), each("Bytes")) {
        (Some(elements), _) => format!("{:.0}", elements * 1e9 / nanoseconds),
        (None, Some(bytes)) => format!("{:.1} MB", bytes * 1e3 / nanoseconds),
        (None, None) => String::new(),
    };
    let name = benchmark["full_id"].as_str().unwrap_or_default().replace('/', ", ");
    let unit = &benchmark["unit"];
    let aim = benchmark["aim"].as_f64().map(|most| Figure::new(most, unit));
    Ok(Row { name, figure: Figure::new(nanoseconds, unit), throughput, aim })
}

fn readable(time: Duration) -> String {
    let micros = time.as_secs_f64() * 1e6;
    if micros < 1000.0 { format!("{micros:.1} µs") } else { format!("{:.2} ms", micros / 1000.0) }
}
