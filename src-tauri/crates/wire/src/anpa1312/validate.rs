//! Whether a file is one message of ANPA 1312, by what real messages of the field have in common.

use super::FILL;
use super::header::{self, First, MAX_KEYWORD, Second};
use crate::Fault;
use crate::json::shortened;
use crate::letters::describe;
use crate::telegraph::{self, Frame};

/// No more faults than this are listed.
const MAX_FAULTS: usize = 200;

/// The most characters between number and selector.
const MAX_EXTRA: usize = 15;

pub(super) fn validate(bytes: &[u8]) -> Vec<Fault> {
    if bytes.len() > crate::MAX_MESSAGE {
        let expected = format!("at most {} bytes", crate::MAX_MESSAGE);
        return vec![Fault::new("line 1", expected, format!("{} bytes", bytes.len()))];
    }
    let mut faults = Vec::new();
    let Some(frame) = Frame::strict(bytes, &mut faults) else { return faults };
    frame.check_rim(FILL, &mut faults);
    let tabular = head(&String::from_utf8_lossy(frame.head), &mut faults);
    text(frame.text, frame.text_line(), tabular, &mut faults);
    let tail = String::from_utf8_lossy(frame.tail);
    let line = tail.trim_matches(['\r', '\n', '\u{C}', '\t', ' ']);
    if header::read_transmission(line).is_none() {
        let place = format!("line {}", frame.tail_line());
        let expected = "a transmission line like \"AP-WF-12-20-26 1415GMT<\"";
        faults.push(Fault::new(place, expected, format!("{:?}", shortened(line))));
    }
    faults.truncate(MAX_FAULTS);
    faults
}

/// The answer is whether the message is tabular.
fn head(head: &str, faults: &mut Vec<Fault>) -> bool {
    let mut lines: Vec<&str> = telegraph::lines(head).collect();
    lines.pop_if(|line| line.is_empty());
    let [first, second] = lines.as_slice() else {
        faults.push(Fault::new("line 1", "two header lines before STX", lines.len().to_string()));
        return false;
    };
    let mut fault = |good: bool, line: usize, expected: &str, got: &str| {
        if !good {
            faults.push(Fault::new(format!("line {line}"), expected, format!("{:?}", shortened(got))));
        }
    };
    match First::read(first) {
        Some(read) => {
            let selects = |text: &str| text.bytes().all(|one| one.is_ascii_alphanumeric() || one == b'-');
            let good = read.selector.is_some_and(|text| (1..=5).contains(&text.len()) && selects(text));
            fault(good, 1, "US and a selector of at most 5 letters, digits or hyphens", read.selector.unwrap_or(""));
            fault(read.extra.len() <= MAX_EXTRA, 1, "at most 15 characters before the selector", read.extra);
        }
        None => fault(false, 1, "a service letter and a story number of 4 digits", first),
    }
    let Some(read) = Second::read(second) else {
        fault(false, 2, "a second header line like \"r i<DC3><DC1> BC-SLUG     12-20 0032\"", second);
        return false;
    };
    fault(read.keyword.len() <= MAX_KEYWORD, 2, "a keyword of at most 24 characters", read.keyword);
    fault(read.has_day(), 2, "a filing date MM-DD", &format!("{:02}-{:02}", read.date.0, read.date.1));
    fault(matches!(read.words.len(), 0 | 4), 2, "a word count of 4 digits", read.words);
    let between = read.between.join(" ");
    fault(read.between.len() <= 2, 2, "version and reference between keyword and date", &between);
    read.tabular
}

fn text(text: &[u8], first: usize, tabular: bool, faults: &mut Vec<Fault>) {
    if text.iter().all(u8::is_ascii_whitespace) {
        faults.push(Fault::new(format!("line {first}"), "a text", "nothing"));
    }
    for (at, line) in text.split(|one| *one == b'\n').enumerate() {
        let place = || format!("line {}", first + at);
        if let Some(high) = line.iter().find(|one| **one > 0x7F) {
            faults.push(Fault::new(place(), "seven bits", format!("byte {high:02X}")));
        }
        // Space bands and fixed spaces stand in tables.
        let space = |one: u8| tabular && matches!(one, 0x10 | 0x19 | 0x1D | 0x1E | 0x1F);
        let taken = |one: u8| matches!(one, 8 | 9 | b'\r') || space(one);
        let odd = line.iter().find(|one| (**one < b' ' || **one == 0x7F) && !taken(**one));
        if let Some(one) = odd {
            let got = describe(char::from(*one));
            faults.push(Fault::new(place(), "no control characters in the text", got));
        }
        if faults.len() > MAX_FAULTS {
            return;
        }
    }
}
