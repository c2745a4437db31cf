//! `wirecopy import`: a message becomes a story file.

use wirecopy_desk::{Clock, System, message};

use crate::arguments::Import;
use crate::output::{self, End, Outcome};

pub(crate) fn run(order: &Import) -> Outcome {
    let read = message::import(
        &output::input(&order.file)?,
        &order.format,
        &order.profile,
        order.at.unwrap_or_else(|| System.now()),
    )?;
    output::to(&order.out, message::story_text(&read).as_bytes())?;
    read.notes.iter().for_each(|note| output::complain(&format!("note: {note}")));
    Ok(End::Done)
}
