//! `wirecopy formats` and `wirecopy profiles`: ids and labels.

use wirecopy_desk::message;

use crate::arguments::List;
use crate::output::{self, End, Outcome};

pub(crate) fn formats(order: &List) -> Outcome {
    let rows = message::formats();
    if order.json {
        output::json(&rows)?;
    } else {
        for row in &rows {
            output::line(&format!("{}\t{}", row.id, row.label))?;
        }
    }
    Ok(End::Done)
}

pub(crate) fn profiles(order: &List) -> Outcome {
    let rows = message::profiles();
    if order.json {
        output::json(&rows)?;
    } else {
        for row in &rows {
            output::line(&format!("{}\t{}", row.id, row.label))?;
        }
    }
    Ok(End::Done)
}
