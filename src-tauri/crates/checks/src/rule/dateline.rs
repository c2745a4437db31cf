//! The dateline and the embargo: a place and a date where the style opens with them; an embargo that is over is
//! worth a word.

use wirecopy_story::{Body, Story};

use crate::{Finding, House, Severity};

pub(crate) fn rule(story: &Story, _body: &Body, house: &House, findings: &mut Vec<Finding>) {
    if house.dateline && story.dateline.place.trim().is_empty() {
        let message = format!("The dateline has no place; {} opens the first paragraph with one.", house.name);
        findings.push(Finding::whole("dateline-place", Severity::Warn, "dateline.place", message));
    }
    if house.dateline && story.dateline.date.is_none() {
        let message = "The dateline has no date.".to_owned();
        findings.push(Finding::whole("dateline-date", Severity::Warn, "dateline.date", message));
    }
    if story.embargo.is_some_and(|embargo| embargo.at() <= house.now) {
        let message = "The embargo is over: its moment has passed.".to_owned();
        findings.push(Finding::whole("embargo-over", Severity::Note, "embargo", message));
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::sample;

    #[test]
    fn a_dateline_without_place_or_date_is_found() {
        let mut story = sample::story();
        story.dateline.place.clear();
        story.dateline.date = None;
        assert_eq!(sample::rules(&story), ["dateline-place", "dateline-date"]);
    }

    #[test]
    fn only_an_embargo_that_is_over_is_worth_a_word() {
        let mut story = sample::story();
        story.embargo = Some("2026-11-23T12:00:01+03:00".parse().expect("a moment"));
        assert_eq!(sample::rules(&story), Vec::<&str>::new(), "one second to go");
        story.embargo = Some("2026-11-23T12:00:00+03:00".parse().expect("a moment"));
        assert_eq!(sample::rules(&story), ["embargo-over"]);
    }
}
