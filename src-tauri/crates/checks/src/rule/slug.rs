//! The slug: no spaces (dpa, AP keyword line), within the style's length.

use wirecopy_story::{Body, Story};

use super::{letter_at, letters};
use crate::{Finding, House, Severity};

pub(crate) fn rule(story: &Story, _body: &Body, house: &House, findings: &mut Vec<Finding>) {
    let slug = &story.slug;
    if let Some(at) = slug.trim_end().find(char::is_whitespace) {
        let message = "The slug holds a space; wires part its words with hyphens.".to_owned();
        findings.push(Finding::whole("slug-space", Severity::Warn, "slug", message).at(at..at + 1));
    }
    if let Some(max) = house.slug {
        let count = letters(slug);
        if count > max as usize {
            let message = format!("The slug has {count} characters; {} takes {max}.", house.name);
            let range = letter_at(slug, max as usize)..slug.len();
            findings.push(Finding::whole("slug-length", Severity::Warn, "slug", message).at(range));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::sample;

    #[test]
    fn a_space_or_too_many_characters_in_the_slug_are_found() {
        let mut story = sample::story();
        "TESTLAND GRAIN".clone_into(&mut story.slug);
        assert_eq!(sample::rules(&story), ["slug-space"]);
        "TESTLAND-GRAIN-HARBOUR-TALKS".clone_into(&mut story.slug);
        let findings = sample::findings(&story);
        assert_eq!(findings[0].rule, "slug-length");
        assert_eq!(&story.slug[findings[0].range.clone()], "ALKS", "what is too much is marked");
    }
}
