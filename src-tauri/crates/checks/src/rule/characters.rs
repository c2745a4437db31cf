//! Characters that do harm on a wire: controls, direction overrides, invisible ones; and doubled spaces.

use wirecopy_story::{Body, Story};

use crate::{Finding, House, Severity};

pub(crate) fn rule(story: &Story, _body: &Body, _house: &House, findings: &mut Vec<Finding>) {
    let fields = [
        ("slug", &story.slug),
        ("headline", &story.headline),
        ("summary", &story.summary),
        ("ed_note", &story.ed_note),
        ("body", &story.body),
    ];
    for (field, text) in fields {
        harmful(field, text, findings);
        doubled(field, text, findings);
    }
}

fn harmful(field: &'static str, text: &str, findings: &mut Vec<Finding>) {
    for (at, letter) in text.char_indices() {
        let kind = match letter {
            '\n' | '\r' | '\t' => continue,
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => "turns the direction of the text",
            '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => "cannot be seen",
            '\u{FFFD}' => "stands for a letter that was lost before",
            letter if letter.is_control() => "is a control character",
            _ => continue,
        };
        let message = format!("U+{:04X} {kind}.", u32::from(letter));
        let range = at..at + letter.len_utf8();
        findings.push(Finding::whole("harmful-character", Severity::Warn, field, message).at(range));
    }
}

/// Two spaces between words; indentation of lists and code is left alone.
fn doubled(field: &'static str, text: &str, findings: &mut Vec<Finding>) {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at + 1 < bytes.len() {
        let here = bytes[at] == b' ' && bytes[at + 1] == b' ';
        if here && !matches!(bytes[at - 1], b' ' | b'\n' | b'|' | b'-' | b'.') {
            let end = at + bytes[at..].iter().take_while(|byte| **byte == b' ').count();
            // Two spaces at the end of a line are a hard break.
            if !matches!(bytes.get(end), None | Some(b'\n' | b'\r' | b'|')) {
                let message = "Two spaces between words.".to_owned();
                findings.push(Finding::whole("double-space", Severity::Note, field, message).at(at..end));
            }
            at = end;
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::sample;

    #[test]
    fn harmful_characters_are_found_with_their_code() {
        let mut story = sample::story();
        story.headline.push('\u{202E}');
        let findings = sample::findings(&story);
        assert_eq!(findings[0].rule, "harmful-character");
        assert!(findings[0].message.starts_with("U+202E"), "{}", findings[0].message);
    }

    #[test]
    fn two_spaces_between_words_are_found_but_not_a_hard_break_or_indentation() {
        let mut story = sample::story();
        story.body.push_str(" Two  spaces.");
        assert_eq!(sample::rules(&story), ["double-space"]);
        let mut story = sample::story();
        story.body.push_str("\n\nA break  \nhere.\n\n- one\n    - two\n\n| a  | b  |\n|---|---|\n| c  | d  |\n");
        assert_eq!(sample::rules(&story), Vec::<&str>::new());
    }
}
