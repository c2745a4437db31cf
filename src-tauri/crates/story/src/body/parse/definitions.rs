//! Link definitions that nothing links to.
//!
//! `[Ivanov]: yes` on a line of its own is a link definition in `CommonMark` (4.7) and prints nothing. A definition
//! that some `[Ivanov]` uses stays one; any other is what a correspondent meant as words, and words never vanish.
//! Its colon is swapped for a control character of the same length that the text does not hold, and put back later.

use std::borrow::Cow;
use std::collections::HashSet;

/// The text as comrak shall see it: same length, same offsets.
pub(super) struct Shielded<'t> {
    pub text: Cow<'t, str>,
    /// Stands for a colon, where one was swapped.
    pub stand_in: Option<char>,
}

pub(super) fn shield(markdown: &str) -> Shielded<'_> {
    let plain = Shielded { text: Cow::Borrowed(markdown), stand_in: None };
    if !markdown.contains("]:") {
        return plain;
    }
    let labels = labels(markdown);
    let used: HashSet<&str> = labels.iter().filter(|l| l.colon.is_none()).map(|l| l.words.as_str()).collect();
    let unused: Vec<usize> =
        labels.iter().filter(|l| !used.contains(l.words.as_str())).filter_map(|l| l.colon).collect();
    let entities: HashSet<u32> = numeric_entities(markdown).collect();
    let stand_in = (1..=31u8).filter(|byte| !byte.is_ascii_whitespace() && *byte != 11).map(char::from);
    match stand_in.into_iter().find(|letter| !markdown.contains(*letter) && !entities.contains(&u32::from(*letter))) {
        Some(letter) if !unused.is_empty() => {
            let mut text = String::with_capacity(markdown.len());
            let mut from = 0;
            for colon in unused {
                text.push_str(&markdown[from..colon]);
                text.push(letter);
                from = colon + 1;
            }
            text.push_str(&markdown[from..]);
            Shielded { text: Cow::Owned(text), stand_in: Some(letter) }
        }
        Some(_) | None => plain,
    }
}

/// The letters that `&#1;` and `&#x1;` stand for.
fn numeric_entities(markdown: &str) -> impl Iterator<Item = u32> {
    markdown.match_indices("&#").filter_map(|(at, _)| {
        let code = &markdown[at + 2..];
        let hex = code.strip_prefix(['x', 'X']);
        let (digits, radix) = hex.map_or((code, 10), |hex| (hex, 16));
        let length = digits.bytes().take_while(u8::is_ascii_hexdigit).count();
        u32::from_str_radix(&digits[..length], radix).ok()
    })
}

struct Label {
    /// Case and white space folded, as `CommonMark` matches labels.
    words: String,
    /// Offset of the colon right behind the bracket.
    colon: Option<usize>,
}

/// Every `[…]` without a bracket inside.
fn labels(markdown: &str) -> Vec<Label> {
    let bytes = markdown.as_bytes();
    let (mut found, mut open, mut at) = (Vec::new(), None, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'[' => open = Some(at + 1),
            b']' => {
                if let Some(start) = open.take() {
                    let colon = (bytes.get(at + 1) == Some(&b':')).then_some(at + 1);
                    found.push(Label { words: fold(&markdown[start..at]), colon });
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

fn fold(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase().to_lowercase()
}
