//! The summary (lead): one sentence, within the style's length, without a stop where the style prints none.

use wirecopy_story::{Body, Story};

use super::headline::ends_with_stop;
use super::{letter_at, letters};
use crate::{Finding, House, Severity, Stop};

pub(crate) fn rule(story: &Story, _body: &Body, house: &House, findings: &mut Vec<Finding>) {
    let summary = story.summary.trim_end();
    if house.summary_stop == Stop::Never && ends_with_stop(summary) {
        let end = summary.len();
        let message = format!("{} prints no full stop at the end of the lead.", house.name);
        findings.push(Finding::whole("summary-stop", Severity::Note, "summary", message).at(end - 1..end));
    }
    if let Some(max) = house.summary {
        let count = letters(summary);
        if count > max as usize {
            let message = format!("The lead has {count} characters; {} takes {max}.", house.name);
            let range = letter_at(summary, max as usize)..summary.len();
            findings.push(Finding::whole("summary-length", Severity::Warn, "summary", message).at(range));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::sample;

    #[test]
    fn a_lead_with_a_stop_or_too_long_is_found() {
        let mut story = sample::story();
        story.summary.push('.');
        assert_eq!(sample::rules(&story), ["summary-stop"]);
        story.summary = "word ".repeat(40);
        assert_eq!(sample::rules(&story), ["summary-length"]);
    }
}
