//! The headline: one line, within the style's length, without a stop at its end where the style prints none.

use wirecopy_story::{Body, Story};

use super::{letter_at, letters};
use crate::{Finding, House, Severity, Stop};

pub(crate) fn rule(story: &Story, _body: &Body, house: &House, findings: &mut Vec<Finding>) {
    let headline = story.headline.trim_end();
    if let Some(at) = headline.find(['\n', '\r']) {
        let message = "The headline holds a line break; a headline is one line.".to_owned();
        findings.push(Finding::whole("headline-line", Severity::Block, "headline", message).at(at..at + 1));
    }
    if house.headline_stop == Stop::Never && ends_with_stop(headline) {
        let end = headline.len();
        let message = format!("{} prints no full stop at the end of a headline.", house.name);
        findings.push(Finding::whole("headline-stop", Severity::Warn, "headline", message).at(end - 1..end));
    }
    if let Some(max) = house.headline {
        let count = letters(headline);
        if count > max as usize {
            let message = format!("The headline has {count} characters; {} takes {max}.", house.name);
            let range = letter_at(headline, max as usize)..headline.len();
            findings.push(Finding::whole("headline-length", Severity::Warn, "headline", message).at(range));
        }
    }
}

/// A full stop, but not an ellipsis or an abbreviation's stop (`U.S.`).
pub(super) fn ends_with_stop(line: &str) -> bool {
    let Some(before) = line.strip_suffix('.') else { return false };
    let last_word = before.rsplit(char::is_whitespace).next().unwrap_or(before);
    !last_word.contains('.') && !before.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::sample;

    #[test]
    fn a_stop_at_the_end_is_found_but_not_an_abbreviation() {
        assert!(ends_with_stop("Harbour reopened."), "a plain stop");
        for fine in ["Harbour reopened", "Ships leave for U.S.", "More to follow..."] {
            assert!(!ends_with_stop(fine), "{fine:?} is fine");
        }
        let mut story = sample::story();
        story.headline.push('.');
        assert_eq!(sample::rules(&story), ["headline-stop"]);
    }

    #[test]
    fn characters_are_counted_as_a_reader_counts_them() {
        let mut story = sample::story();
        story.headline = "и\u{306}".repeat(64);
        assert_eq!(sample::rules(&story), Vec::<&str>::new(), "64 letters, each of two code points");
        story.headline.push_str("ab");
        let findings = sample::findings(&story);
        assert_eq!(findings[0].rule, "headline-length");
        assert_eq!(&story.headline[findings[0].range.clone()], "ab", "what is too much is marked");
    }

    #[test]
    fn a_line_break_blocks() {
        let mut story = sample::story();
        "Two\nlines".clone_into(&mut story.headline);
        assert!(crate::blocks(&sample::findings(&story)), "no wire can carry it as one headline");
    }
}
