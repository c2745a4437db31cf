//! `wirecopy export`: a story file becomes a message.

use std::path::Path;

use serde::Serialize;
use wirecopy_desk::face::{Failure, ShownLoss};
use wirecopy_desk::message::{self, Order, Written};
use wirecopy_desk::{Clock, System};

use crate::arguments::{Export, Message};
use crate::output::{self, End, Outcome};

pub(crate) fn run(order: &Export) -> Outcome {
    let story = message::story(&output::input(&order.story)?)?;
    write(&message::encode(story, &asked(&order.message))?, &order.message)
}

/// What was asked for, with the time of now where none was given.
pub(crate) fn asked(order: &Message) -> Order {
    Order {
        format: order.format.clone(),
        profile: order.profile.clone(),
        dialect: order.dialect.clone(),
        guid: order.guid.clone(),
        version: order.version,
        kind: order.kind.map(Into::into),
        note: order.note.clone(),
        at: order.at.unwrap_or_else(|| System.now()),
    }
}

/// Writes the message where it was asked for, and says what it does not carry.
pub(crate) fn write(written: &Written, order: &Message) -> Outcome {
    output::to(&order.out, &written.bytes)?;
    written.notes.iter().for_each(|note| output::complain(&format!("note: {note}")));
    if order.json {
        report(written, order)?;
    } else {
        written.losses.iter().for_each(|loss| output::complain(&sentence(loss)));
    }
    Ok(End::Done)
}

fn report(written: &Written, order: &Message) -> Result<(), Failure> {
    #[derive(Serialize)]
    struct Report<'written> {
        format: &'written str,
        profile: &'written str,
        file_name: &'written str,
        bytes: usize,
        sha256: &'written str,
        losses: &'written [ShownLoss],
    }
    let report = Report {
        format: &order.format,
        profile: &order.profile,
        file_name: &written.file_name,
        bytes: written.bytes.len(),
        sha256: &written.sha256,
        losses: &written.losses,
    };
    if order.out == Path::new("-") {
        output::complain(&output::json_text(&report)?);
        Ok(())
    } else {
        output::json(&report)
    }
}

/// `loss: FIELD LINE:COL what -> became`
fn sentence(loss: &ShownLoss) -> String {
    let place = &loss.place;
    let became = if loss.became.is_empty() { "nothing" } else { &loss.became };
    // One line each, whatever stands in the story.
    let line = format!("loss: {} {}:{} {} -> {became}", place.field, place.line, place.column, loss.what);
    line.replace("\r\n", "\n").replace(['\n', '\r'], "\u{23CE}")
}
