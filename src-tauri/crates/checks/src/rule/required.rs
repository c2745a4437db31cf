//! A story that leaves has a slug, a headline and a body (STORY file rule; every wire format needs them).

use wirecopy_story::{Body, Story};

use crate::{Finding, House, Severity};

pub(crate) fn rule(story: &Story, _body: &Body, _house: &House, findings: &mut Vec<Finding>) {
    for (field, text) in [("slug", &story.slug), ("headline", &story.headline), ("body", &story.body)] {
        if text.trim().is_empty() {
            let message = format!("The {field} is empty; a story cannot leave without one.");
            findings.push(Finding::whole("required", Severity::Block, field, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::sample;

    #[test]
    fn a_story_without_slug_headline_or_body_cannot_leave() {
        let mut story = sample::story();
        story.slug.clear();
        " \n".clone_into(&mut story.headline);
        story.body.clear();
        let findings = sample::findings(&story);
        assert!(crate::blocks(&findings), "a blocking finding");
        let fields: Vec<_> = findings.iter().filter(|f| f.rule == "required").map(|f| f.field).collect();
        assert_eq!(fields, ["slug", "headline", "body"], "each is named");
    }
}
