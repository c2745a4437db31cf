//! Whether a file is wire text by the profile: its character set, its line ends, its width, no characters that are
//! not seen, and the dateline's form where there is one.

use crate::Fault;
use crate::json::shortened;
use crate::letters::{Letter, describe, letter};
use crate::profile::dateline::DatelineStyle;
use crate::profile::{LineEnds, Profile};

/// No more faults than this are listed.
const MAX_FAULTS: usize = 200;

pub(super) fn validate(bytes: &[u8], profile: &Profile) -> Vec<Fault> {
    if bytes.len() > crate::MAX_MESSAGE {
        let expected = format!("at most {} bytes", crate::MAX_MESSAGE);
        return vec![Fault::new("line 1", expected, format!("{} bytes", bytes.len()))];
    }
    let mut faults = Vec::new();
    let text = characters(bytes, profile, &mut faults);
    if text.trim().is_empty() {
        faults.push(Fault::new("line 1", "a text", "nothing"));
        return faults;
    }
    line_ends(&text, profile.line_ends(), &mut faults);
    for (at, line) in text.lines().enumerate() {
        if faults.len() >= MAX_FAULTS {
            break;
        }
        check_line(at + 1, line, profile, &mut faults);
    }
    dateline(&text, profile, &mut faults);
    faults.truncate(MAX_FAULTS);
    faults
}

/// The text in the profile's character set.
fn characters(bytes: &[u8], profile: &Profile, faults: &mut Vec<Fault>) -> String {
    let charset = profile.charset();
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if body.len() != bytes.len() {
        faults.push(Fault::new("line 1", "a text without a byte order mark", "a byte order mark"));
    }
    let (text, clean) = charset.decode(body);
    if !clean {
        let line = text.lines().position(|line| line.contains('\u{FFFD}')).map_or(1, |at| at + 1);
        faults.push(Fault::new(format!("line {line}"), format!("bytes of {}", charset.name()), "others"));
    }
    text
}

fn line_ends(text: &str, ends: LineEnds, faults: &mut Vec<Fault>) {
    let (expected, name) = match ends {
        LineEnds::Lf => ("\n", "LF"),
        LineEnds::Crlf => ("\r\n", "CRLF"),
    };
    let mut wrong = Vec::new();
    for (at, line) in text.split_inclusive('\n').enumerate() {
        if !line.ends_with('\n') {
            faults.push(Fault::new(format!("line {}", at + 1), "a line end at the end of the text", "none"));
        } else if line.ends_with("\r\n") != (expected == "\r\n") {
            wrong.push(at + 1);
        }
    }
    if let Some(first) = wrong.first() {
        let other = if name == "LF" { "CRLF" } else { "LF" };
        let got = format!("{other} on {} of the lines", wrong.len());
        faults.push(Fault::new(format!("line {first}"), format!("lines ended by {name}"), got));
    }
}

fn check_line(number: usize, line: &str, profile: &Profile, faults: &mut Vec<Fault>) {
    for (column, one) in line.chars().enumerate() {
        if letter(one) != Letter::Plain {
            let place = format!("line {number}, column {}", column + 1);
            faults.push(Fault::new(place, "characters that are seen", describe(one)));
        }
    }
    let long = line.chars().count();
    if let Some(width) = profile.line_width().filter(|width| long > *width) {
        let one_word = !line.trim().contains(' ');
        if !one_word {
            faults.push(Fault::new(format!("line {number}"), format!("at most {width} characters"), format!("{long}")));
        }
    }
    if line.ends_with(' ') {
        faults.push(Fault::new(format!("line {number}"), "no space at the end of the line", "one"));
    }
}

/// A paragraph that names the agency the way a dateline does must open with a dateline of the house.
fn dateline(text: &str, profile: &Profile, faults: &mut Vec<Fault>) {
    let day = jiff::civil::Date::constant(2000, 1, 1);
    for (at, line) in text.lines().enumerate() {
        let mut start = line.len().min(120);
        while !line.is_char_boundary(start) {
            start -= 1;
        }
        let claims =
            |style: &&DatelineStyle| style.agency_mark().is_some_and(|mark| line[..start].contains(mark.as_str()));
        let Some(style) = profile.dateline_styles().iter().find(claims) else { continue };
        let spaced = format!("{line} ");
        if !profile.dateline_styles().iter().any(|style| style.read(&spaced, day).is_some()) {
            let expected = format!("a dateline like {:?}", style.sample());
            faults.push(Fault::new(format!("line {}", at + 1), expected, format!("{:?}", shortened(line))));
        }
        return;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &[u8]) -> Vec<String> {
        let profile = Profile::find("tass").expect("built in");
        validate(text, profile).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_clean_text_has_no_fault() {
        let text = "World\nHarbour reopened\n\nROME, May 9. /TASS/. The harbour.\n";
        assert_eq!(faults(text.as_bytes()), [""; 0]);
    }

    #[test]
    fn each_fault_has_its_line() {
        for (text, expected) in [
            (&b""[..], "line 1: expected a text, got nothing"),
            (b"a\nb", "line 2: expected a line end at the end of the text, got none"),
            (b"a\r\nb\n", "line 1: expected lines ended by LF, got CRLF on 1 of the lines"),
            (b"a\n\x07b\n", "line 2, column 1: expected characters that are seen, got character U+0007"),
            (b"a\xC2\xA0b\n", "line 1, column 2: expected characters that are seen, got no-break space (U+00A0)"),
            (b"a\nb\xFF\n", "line 2: expected bytes of utf-8, got others"),
            (
                b"H\n\nROME May 9 /TASS/. x\n",
                "line 3: expected a dateline like \"CITY, Month D. /TASS/. \", got \"ROME May 9 /TASS/. x\"",
            ),
        ] {
            assert_eq!(faults(text), [expected], "{text:?}");
        }
    }
}
