//! Measures the program against its peers and turns what criterion measured into tables of docs/BENCHMARKS.md.
//! `cargo xtask bench` builds what is needed and runs this.

mod criterion;
mod eye;
mod figures;
mod hand;
mod machine;
mod measure;
mod memory;
mod peers;
mod program;
mod report;
mod text;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use peers::Built;

#[derive(Parser)]
#[command(name = "wirecopy-bench")]
struct Arguments {
    #[command(subcommand)]
    what: What,
    /// The report, whose section is written anew
    #[arg(long, global = true, default_value = "docs/BENCHMARKS.md")]
    report: PathBuf,
}

#[derive(Subcommand)]
enum What {
    /// The program against its peers
    Program {
        /// Folder of the programs that were built
        #[arg(long)]
        built: PathBuf,
        /// Folder of the bare window's pages
        #[arg(long)]
        pages: PathBuf,
        /// How often each is started
        #[arg(long, default_value_t = 9)]
        starts: usize,
        /// How many keys each is given
        #[arg(long, default_value_t = 200)]
        keys: u32,
    },
    /// What criterion measured
    Criterion {
        /// Title of the section
        title: String,
        /// Folder of its results
        #[arg(long, default_value = "target/criterion")]
        results: PathBuf,
    },
}

fn main() -> ExitCode {
    let Arguments { what, report } = Arguments::parse();
    let section = match what {
        What::Program { built, pages, starts, keys } => {
            // Each program runs in a folder of its own.
            let absolute = |path: PathBuf| std::path::absolute(&path).unwrap_or(path);
            let (built, pages) = (absolute(built), absolute(pages));
            let built = Built { desktop: built.join("wirecopy-desktop"), bare: built.join("bare-window"), pages };
            program::section(&built, starts, keys).map(|body| ("The program and its peers".to_owned(), body))
        }
        What::Criterion { title, results } => criterion::section(&results).map(|body| (title, body)),
    };
    match section.and_then(|(title, body)| report::put(&report, &title, &body)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("{trouble}");
            ExitCode::FAILURE
        }
    }
}
