//! One place for everything around the code, on every system: `cargo xtask run` opens the desk, `cargo xtask test`
//! tries everything. Depends on nothing but clap, so that it is there in seconds.

mod bench;
mod bindings;
mod display;
mod fuzz;
mod packages;
mod program;
mod run;
mod soak;
mod steps;
mod test;
mod ui;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use packages::Purpose;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Builds, opens, tests and measures Wirecopy", version)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install what is missing, build everything in release and open the desk
    Run {
        /// Folder of another desk than your own
        #[arg(long, value_name = "PATH")]
        desk: Option<PathBuf>,
    },
    /// Install what is missing and try everything: format, lints, Rust, interface, the real window
    Test {
        /// Take the system packages as they are
        #[arg(long)]
        skip_install: bool,
        /// Only this step; may be given several times
        #[arg(long, value_name = "STEP", value_parser = clap::builder::PossibleValuesParser::new(test::step_names()))]
        only: Vec<String>,
    },
    /// Measure: the wire formats, the store, and the program against its peers
    Bench {
        /// Only these parts
        #[arg(value_enum)]
        parts: Vec<bench::Part>,
        /// Take the system packages as they are
        #[arg(long)]
        skip_install: bool,
    },
    /// Kill, fill, fail, flip and cut at full size; what was lost is written to docs/RELIABILITY.md
    Soak {
        /// Only these parts
        #[arg(value_enum)]
        parts: Vec<soak::Part>,
        /// Part of the full size: 0.1 for a look, 3 for a release
        #[arg(long, value_name = "F", default_value_t = 1.0, conflicts_with = "minutes")]
        scale: f64,
        /// As much as so many minutes allow, roughly
        #[arg(long, value_name = "N")]
        minutes: Option<f64>,
    },
    /// Feed every reader of a wire format, and that of vocabularies, what the fuzzer thinks of
    Fuzz {
        /// Only these formats, or `vocabulary`
        formats: Vec<String>,
        /// Seconds for each
        #[arg(long, default_value_t = 600)]
        seconds: u64,
    },
    /// Say which system packages are there and which are missing
    Packages {
        /// What they are for; all, if not given
        #[arg(value_enum)]
        purposes: Vec<Purpose>,
        /// Install those that are missing
        #[arg(long)]
        install: bool,
    },
    /// Write the TypeScript types again from the Rust types
    Bindings,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().task {
        Task::Run { desk } => run::run(desk.as_deref()),
        Task::Test { skip_install, only } => test::test(skip_install, &only),
        Task::Bench { parts, skip_install } => bench::bench(&parts, skip_install),
        Task::Soak { parts, scale, minutes } => {
            soak::soak(&parts, minutes.map_or(soak::Size::Scale(scale), soak::Size::Minutes))
        }
        Task::Fuzz { formats, seconds } => fuzz::fuzz(&formats, seconds),
        Task::Packages { purposes, install } => packages::packages(&purposes, install),
        Task::Bindings => bindings::write(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}
