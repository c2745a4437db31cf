//! Whether a file is one message of IPTC 7901, by what real messages of the field have in common. Which character set
//! receiver and sender agreed on is not to be seen in the message, so none is asked for.

use super::FILL;
use super::encode::MAX_OPTIONAL;
use super::header::{self, Header};
use crate::Fault;
use crate::json::shortened;
use crate::letters::describe;
use crate::profile::telegraph::WIDTH;
use crate::telegraph::{self, Frame};

/// No more faults than this are listed.
const MAX_FAULTS: usize = 200;

/// Some characters over the 69 are met in the field; a line beyond this is not taken.
const TOLERATED: usize = 80;

pub(super) fn validate(bytes: &[u8]) -> Vec<Fault> {
    if bytes.len() > crate::MAX_MESSAGE {
        let expected = format!("at most {} bytes", crate::MAX_MESSAGE);
        return vec![Fault::new("line 1", expected, format!("{} bytes", bytes.len()))];
    }
    let mut faults = Vec::new();
    let Some(frame) = Frame::strict(bytes, &mut faults) else { return faults };
    frame.check_rim(FILL, &mut faults);
    // The header is measured in bytes: each is taken for a character.
    let priority = head(&frame.head.iter().copied().map(char::from).collect::<String>(), &mut faults);
    let utf8 = std::str::from_utf8(frame.text).map(ToOwned::to_owned);
    let text = utf8.unwrap_or_else(|_| frame.text.iter().copied().map(char::from).collect());
    check_text(&text, frame.text_line(), priority, &mut faults);
    let tail = String::from_utf8_lossy(frame.tail);
    let group = tail.trim_matches(['\r', '\n', '\u{7F}', '\0', ' ']);
    if header::read_day_time(group).is_none() {
        let place = format!("line {}", frame.tail_line());
        faults.push(Fault::new(
            place,
            "a day and time group like \"201415 GMT Dec 26\"",
            format!("{:?}", shortened(group)),
        ));
    }
    faults.truncate(MAX_FAULTS);
    faults
}

/// The answer is the priority, where there is one.
fn head(head: &str, faults: &mut Vec<Fault>) -> Option<char> {
    let mut lines = telegraph::lines(head).map(str::trim_end).enumerate();
    let first = lines.next().map_or("", |(_, line)| line);
    for (at, line) in telegraph::lines(head).enumerate() {
        if let Some(one) = line.chars().find(char::is_ascii_control) {
            faults.push(Fault::new(format!("line {}", at + 1), "no control characters in the header", describe(one)));
        }
    }
    let mut keywords = lines.filter(|(_, line)| !line.is_empty()).peekable();
    if keywords.peek().is_none() {
        faults.push(Fault::new("line 2", "a keyword line", "none"));
    }
    for (at, line) in keywords {
        let long = line.chars().count();
        if long > WIDTH {
            faults.push(Fault::new(
                format!("line {}", at + 1),
                format!("at most {WIDTH} characters"),
                long.to_string(),
            ));
        }
    }
    let header = Header::read(first).filter(|header| !header.words.is_empty());
    let Some(header) = header else {
        let expected = "a header like \"tst0042 3 pl 43  wire 0007\"";
        faults.push(Fault::new("line 1", expected, format!("{:?}", shortened(first))));
        return None;
    };
    let mut fault = |good: bool, expected: &str, got: &str| {
        if !good {
            faults.push(Fault::new("line 1", expected, format!("{got:?}")));
        }
    };
    let joined = first.starts_with(&format!("{}{}", header.source, header.number));
    fault(joined, "the message number right behind the source", first);
    fault((3..=4).contains(&header.number.len()), "a message number of 3 or 4 digits", header.number);
    fault(matches!(header.priority, '1'..='9'), "a priority from 1 to 9", &header.priority.to_string());
    fault(header.category.len() <= 3, "a category of 1 to 3 letters", header.category);
    fault(header.words.len() <= 4, "a word count of at most 4 digits", header.words);
    let long = header.optional.chars().count() > MAX_OPTIONAL;
    fault(!long, "optional information of at most 50 characters", header.optional);
    Some(header.priority)
}

fn check_text(text: &str, first: usize, priority: Option<char>, faults: &mut Vec<Fault>) {
    if text.trim().is_empty() {
        faults.push(Fault::new(format!("line {first}"), "a text", "nothing"));
    }
    let rings = matches!(priority, Some('1' | '2'));
    for (at, line) in telegraph::lines(text).enumerate() {
        let place = || format!("line {}", first + at);
        let long = line.trim_end().chars().count();
        if long > TOLERATED {
            faults.push(Fault::new(place(), format!("lines of at most {WIDTH} characters"), long.to_string()));
        }
        // HT; BEL of a flash; US as the column break of revision 5.
        let taken = |one: char| one == '\t' || one == '\u{1F}' || (one == '\u{7}' && rings);
        let odd = line.chars().find(|one| (*one < ' ' || *one == '\u{7F}') && !taken(*one));
        if let Some(one) = odd {
            faults.push(Fault::new(place(), "no control characters in the text", describe(one)));
        }
        if faults.len() > MAX_FAULTS {
            return;
        }
    }
}
