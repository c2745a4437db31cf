//! Quotes and brackets come in pairs inside a paragraph.
//!
//! Only straight double quotes, curly double quotes, guillemets and square brackets are judged: an apostrophe is no
//! quote. A quotation that runs over several paragraphs opens each and closes the last, so an opening quote at the
//! start of the next paragraph excuses a missing close.

use wirecopy_story::{Block, BlockKind, Body, Story};

use crate::{Finding, House, Severity};

pub(crate) fn rule(story: &Story, body: &Body, _house: &House, findings: &mut Vec<Finding>) {
    let mut paragraphs = Vec::new();
    collect(&body.blocks, &mut paragraphs);
    for (number, block) in paragraphs.iter().enumerate() {
        let Some(text) = story.body.get(block.range.clone()) else { continue };
        let next = paragraphs.get(number + 1).and_then(|block| story.body.get(block.range.clone()));
        let runs_on = next.is_some_and(|text| text.starts_with(['"', '“', '«']));
        if unpaired_quotes(text) && !runs_on {
            let message = "A quote is opened but not closed in this paragraph.".to_owned();
            findings.push(Finding::whole("quote-pair", Severity::Warn, "body", message).at(block.range.clone()));
        }
        if let Some(at) = unpaired_bracket(text) {
            let message = "A square bracket has no partner; an insertion is closed in its paragraph.".to_owned();
            let start = block.range.start + at;
            let found = Finding::whole("bracket-pair", Severity::Warn, "body", message);
            findings.push(found.at(start..start + 1));
        }
    }
}

fn collect<'body>(blocks: &'body [Block], paragraphs: &mut Vec<&'body Block>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(_) => paragraphs.push(block),
            BlockKind::Quote(inner) => collect(inner, paragraphs),
            BlockKind::List { items, .. } => items.iter().for_each(|item| collect(&item.blocks, paragraphs)),
            BlockKind::Subhead { .. }
            | BlockKind::Table { .. }
            | BlockKind::Rule
            | BlockKind::Pre { .. }
            | BlockKind::Figure { .. } => {}
        }
    }
}

fn unpaired_quotes(text: &str) -> bool {
    let count = |quote: char| text.matches(quote).count();
    // A straight quote after a digit is an inch mark.
    let inches = text.as_bytes().windows(2).filter(|pair| pair[0].is_ascii_digit() && pair[1] == b'"').count();
    let straight = count('"');
    let odd = straight % 2 == 1 && (straight - inches.min(straight)) % 2 == 1;
    odd || count('“') > count('”') + count('„') && count('„') == 0 || count('«') > count('»')
}

fn unpaired_bracket(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    let mut escaped = false;
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => open.push(at),
            ']' if open.pop().is_none() => return Some(at),
            _ => {}
        }
    }
    open.pop()
}

#[cfg(test)]
mod tests {
    use crate::rule::sample;

    fn rules(body: &str) -> Vec<&'static str> {
        let mut story = sample::story();
        body.clone_into(&mut story.body);
        sample::rules(&story)
    }

    #[test]
    fn a_quote_left_open_is_found() {
        assert_eq!(rules("He said \"we are open."), ["quote-pair"]);
        assert_eq!(rules("He said “we are open."), ["quote-pair"]);
        assert_eq!(rules("Он сказал: «порт открыт."), ["quote-pair"]);
    }

    #[test]
    fn what_only_looks_like_an_open_quote_is_left_alone() {
        for fine in [
            "He said \"we are open\" and \"welcome.\"",
            "A 12\" gun, he said.",
            "It's the ships' day.",
            "He said: \"We are open.\n\n\"And we stay open,\" he added.",
        ] {
            assert_eq!(rules(fine), Vec::<&str>::new(), "{fine:?}");
        }
    }

    #[test]
    fn a_bracket_without_partner_is_found_at_its_place() {
        let mut story = sample::story();
        "The president [of Testland has asked.".clone_into(&mut story.body);
        let findings = sample::findings(&story);
        assert_eq!((findings[0].rule, findings[0].range.clone()), ("bracket-pair", 14..15));
        assert_eq!(rules("A \\[ plain bracket."), Vec::<&str>::new(), "an escaped bracket needs no partner");
    }
}
