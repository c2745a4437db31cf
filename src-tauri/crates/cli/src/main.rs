//! `wirecopy`: the same desk without a window.
//!
//! Exit codes: 0 done, 1 refused by content, 2 bad input or usage. Losses go to standard error; a reader that closes
//! the pipe early is no error.

mod arguments;
mod check;
mod desk;
mod desks;
mod diff;
mod export;
mod import;
mod lists;
mod log;
mod output;
mod rescue;
mod validate;
mod vocabulary;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::{Arguments, Command};

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Export(order) => export::run(&order),
        Command::Import(order) => import::run(&order),
        Command::Validate(order) => validate::run(&order),
        Command::Check(order) => check::run(&order),
        Command::Formats(order) => lists::formats(&order),
        Command::Profiles(order) => lists::profiles(&order),
        Command::Vocabulary(order) => vocabulary::run(&order),
        Command::Desk(order) => desk::run(&order),
        Command::Rescue(order) => rescue::run(&order),
    };
    output::exit(done)
}
