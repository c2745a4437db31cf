//! `wirecopy check`: what an editor would catch in a story file.

use wirecopy_desk::face::Severity;
use wirecopy_desk::{Clock, System, message};

use crate::arguments::Check;
use crate::output::{self, End, Outcome};

pub(crate) fn run(order: &Check) -> Outcome {
    let story = message::story(&output::input(&order.story)?)?;
    let findings = message::check(&story, &order.profile, order.at.unwrap_or_else(|| System.now()))?;
    if order.json {
        output::json(&findings)?;
    } else {
        for finding in &findings {
            let (place, weight) = (&finding.place, word(finding.severity));
            let (field, line, column) = (&place.field, place.line, place.column);
            output::line(&format!("{weight}: {field} {line}:{column} {} [{}]", finding.message, finding.rule))?;
        }
    }
    let blocked = findings.iter().any(|finding| finding.severity == Severity::Block);
    Ok(if blocked { End::Refused } else { End::Done })
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Block => "block",
        Severity::Warn => "warn",
        Severity::Note => "note",
    }
}
