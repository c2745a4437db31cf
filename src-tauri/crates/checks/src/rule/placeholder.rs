//! Placeholders left in the copy: `TK` (to come), `CHECK`, `XXX`, `???`.

use wirecopy_story::{Body, Story};

use crate::{Finding, House, Severity};

const WORDS: [&str; 5] = ["TK", "TKTK", "CHECK", "XXX", "???"];

pub(crate) fn rule(story: &Story, _body: &Body, _house: &House, findings: &mut Vec<Finding>) {
    for (field, text) in [("headline", &story.headline), ("summary", &story.summary), ("body", &story.body)] {
        for word in WORDS {
            for (at, _) in text.match_indices(word) {
                if stands_alone(text, at, word.len()) {
                    let message = format!("The placeholder {word} is still in the {field}.");
                    let found = Finding::whole("placeholder", Severity::Warn, field, message);
                    findings.push(found.at(at..at + word.len()));
                }
            }
        }
    }
}

fn stands_alone(text: &str, at: usize, length: usize) -> bool {
    let joins = |letter: char| letter.is_alphanumeric() || letter == '?';
    !text[..at].chars().next_back().is_some_and(joins) && !text[at + length..].chars().next().is_some_and(joins)
}

#[cfg(test)]
mod tests {
    use crate::rule::sample;

    #[test]
    fn a_placeholder_is_found_but_not_inside_a_word() {
        let mut story = sample::story();
        story.body.push_str(" Aged TK, he left.");
        assert_eq!(sample::rules(&story), ["placeholder"]);
        let mut story = sample::story();
        story.body.push_str(" CHECKPOINT, STKT, XXXL. Why???? he asked.");
        assert_eq!(sample::rules(&story), Vec::<&str>::new());
    }
}
