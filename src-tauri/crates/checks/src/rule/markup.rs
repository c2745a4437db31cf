//! What the parser of the body noticed: raw HTML, a top heading, code spans, images inside text, deep nesting.

use wirecopy_story::{Body, NoteKind, Story};

use crate::{Finding, House, Severity};

pub(crate) fn rule(_story: &Story, body: &Body, _house: &House, findings: &mut Vec<Finding>) {
    for note in &body.notes {
        let (rule, severity, message) = match note.kind {
            NoteKind::RawHtml => ("raw-html", Severity::Warn, "HTML in the body is printed as text."),
            NoteKind::TopHeading => {
                ("top-heading", Severity::Note, "`#` in the body is a subhead; the headline has a field of its own.")
            }
            NoteKind::CodeSpan => ("code-span", Severity::Note, "Code marks in a line are dropped on the wire."),
            NoteKind::InlineImage => {
                ("inline-image", Severity::Warn, "An image inside a line becomes its caption; give it a paragraph.")
            }
            NoteKind::TooDeep => ("too-deep", Severity::Warn, "Nested too deep; what lies below is text."),
        };
        findings.push(Finding::whole(rule, severity, "body", message.to_owned()).at(note.range.clone()));
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::sample;

    #[test]
    fn what_the_parser_noticed_is_said_with_its_place() {
        let mut story = sample::story();
        story.body.push_str("\n\n# Top\n\nA <b>bold</b> word.");
        let findings = sample::findings(&story);
        let mut rules: Vec<_> = findings.iter().map(|finding| finding.rule).collect();
        rules.dedup();
        assert_eq!(rules, ["raw-html", "top-heading"]);
        assert!(story.body[findings[0].range.clone()].contains("<b>"), "the HTML is marked: {findings:?}");
    }
}
