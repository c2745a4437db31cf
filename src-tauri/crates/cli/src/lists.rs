//! `wirecopy formats` and `wirecopy profiles`: ids and labels.

use wirecopy_desk::message;

use crate::arguments::{Formats, List};
use crate::output::{self, End, Outcome};

pub(crate) fn formats(order: &Formats) -> Outcome {
    let rows = message::formats(&order.profile)?;
    if order.list.json {
        output::json(&rows)?;
        return Ok(End::Done);
    }
    for row in &rows {
        output::line(&format!("{}\t{}", row.id, row.label))?;
        for dialect in row.dialects.iter().skip(1) {
            output::line(&format!("{} --dialect {}\t{}", row.id, dialect.id, dialect.label))?;
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
