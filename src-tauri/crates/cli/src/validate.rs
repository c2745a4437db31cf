//! `wirecopy validate`: what is wrong with a message by its standard.

use wirecopy_desk::message;

use crate::arguments::Validate;
use crate::output::{self, End, Outcome};

pub(crate) fn run(order: &Validate) -> Outcome {
    let sent_as = (order.format.as_str(), order.dialect.as_str());
    let faults = message::validate(&output::input(&order.file)?, sent_as, &order.profile)?;
    if order.json {
        output::json(&faults)?;
    } else {
        for fault in &faults {
            output::line(&format!("{}: expected {}, got {}", fault.place, fault.expected, fault.got))?;
        }
    }
    Ok(if faults.is_empty() { End::Done } else { End::Refused })
}
