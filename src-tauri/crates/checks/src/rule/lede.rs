//! The structure: the first paragraph is no quote, a subhead has text under it.

use wirecopy_story::{BlockKind, Body, Inline, InlineKind, Story};

use crate::{Finding, House, Severity};

pub(crate) fn rule(story: &Story, body: &Body, _house: &House, findings: &mut Vec<Finding>) {
    let first = body.blocks.iter().find(|block| matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::Quote(_)));
    if let Some(block) = first {
        let quote = match &block.kind {
            BlockKind::Quote(_) => true,
            BlockKind::Paragraph(inlines) => opens_with_quote(inlines),
            _ => false,
        };
        if quote {
            let message =
                "The story opens with a quote; its first sentence says what happened and how we know.".to_owned();
            findings.push(Finding::whole("lede-quote", Severity::Note, "body", message).at(block.range.clone()));
        }
    }
    let ends_with_subhead =
        body.blocks.last().filter(|block| matches!(block.kind, BlockKind::Subhead { .. })).map(|block| &block.range);
    if let Some(range) = ends_with_subhead
        && !story.body.is_empty()
    {
        let message = "The story ends with a subhead; a subhead has text under it.".to_owned();
        findings.push(Finding::whole("subhead-last", Severity::Warn, "body", message).at(range.clone()));
    }
}

fn opens_with_quote(inlines: &[Inline]) -> bool {
    match inlines.first().map(|inline| &inline.kind) {
        Some(InlineKind::Text(text)) => text.trim_start().starts_with(['"', '“', '«', '„']),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::sample;

    #[test]
    fn a_quote_as_lede_is_noted() {
        for body in ["\"We are open,\" he said.", "> We are open.\n\nHe said."] {
            let mut story = sample::story();
            body.clone_into(&mut story.body);
            assert_eq!(sample::rules(&story), ["lede-quote"], "{body:?}");
        }
    }

    #[test]
    fn a_subhead_with_nothing_under_it_is_found() {
        let mut story = sample::story();
        story.body.push_str("\n\n## Three ships");
        assert_eq!(sample::rules(&story), ["subhead-last"]);
    }
}
