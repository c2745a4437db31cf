//! What the telegraph formats share: the frame of control characters round header and text, lines as feeds end them,
//! months and times as they are filed. Control characters are ISO 646's; no copy of the two standards is public, so
//! the layout is that of real messages.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use wirecopy_story::ReleaseKind;

use crate::json::shortened;
use crate::loss::LossKind;
use crate::{DecodeError, DecodeNote, Fault, Loss, Place, WireItem};

pub(crate) const SOH: char = '\u{1}';
pub(crate) const STX: char = '\u{2}';
pub(crate) const ETX: char = '\u{3}';
pub(crate) const EOT: char = '\u{4}';

/// The urgency of a story that says nothing of it.
const NORMAL: u8 = 5;

/// Tells that a normal urgency, which travels, reads back as none: a priority is never left out. A kind that has a
/// priority of its own carries no urgency at all.
pub(crate) fn tell_normal(item: &WireItem, back: &WireItem, losses: &mut Vec<Loss>) {
    if matches!(item.kind, ReleaseKind::Correction | ReleaseKind::Hold | ReleaseKind::Kill) {
        return;
    }
    if item.story.urgency.is_some_and(|urgency| urgency.level() == NORMAL) && back.story.urgency.is_none() {
        let what = "A normal urgency is sent as that of a story without one".to_owned();
        let place = Place::new("urgency", 0..1);
        losses.push(Loss { kind: LossKind::Ambiguous, what, place, became: String::new() });
    }
}

/// Three-letter months as they are filed.
pub(crate) const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Months of other languages that are met in the field, small, with their number.
const FOREIGN_MONTHS: &[(&str, i8)] = &[
    ("jän", 1),
    ("gen", 1),
    ("ene", 1),
    ("fév", 2),
    ("fev", 2),
    ("mär", 3),
    ("avr", 4),
    ("abr", 4),
    ("mai", 5),
    ("mag", 5),
    ("juin", 6),
    ("giu", 6),
    ("juil", 7),
    ("lug", 7),
    ("aoû", 8),
    ("aou", 8),
    ("ago", 8),
    ("sept", 9),
    ("set", 9),
    ("okt", 10),
    ("ott", 10),
    ("dez", 12),
    ("déc", 12),
    ("dic", 12),
];

/// A message cut at its control characters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame<'b> {
    /// Before SOH.
    pub(crate) before: &'b [u8],
    /// SOH to STX.
    pub(crate) head: &'b [u8],
    /// STX to ETX.
    pub(crate) text: &'b [u8],
    /// ETX to EOT.
    pub(crate) tail: &'b [u8],
    /// Behind EOT.
    pub(crate) after: &'b [u8],
}

const FRAME: [(u8, &str); 4] = [(1, "SOH"), (2, "STX"), (3, "ETX"), (4, "EOT")];

impl<'b> Frame<'b> {
    /// Cuts leniently: an end that is missing is the end of the bytes, and told.
    ///
    /// # Errors
    /// [`DecodeError::NotThis`] without SOH or STX.
    pub(crate) fn cut(bytes: &'b [u8], notes: &mut Vec<DecodeNote>) -> Result<Self, DecodeError> {
        let (before, rest) = part(bytes, 1).ok_or_else(|| not_this("SOH", bytes))?;
        let (head, rest) = part(rest, 2).ok_or_else(|| not_this("STX", bytes))?;
        let mut end = |rest: &'b [u8], at: usize| {
            let (byte, name) = FRAME[at];
            part(rest, byte).unwrap_or_else(|| {
                notes.push(DecodeNote::new(
                    format!("line {}", line_of(bytes, bytes.len())),
                    format!("{name} is missing"),
                ));
                (rest, &[])
            })
        };
        let (text, rest) = end(rest, 2);
        let (tail, after) = end(rest, 3);
        Ok(Self { before, head, text, tail, after })
    }

    /// Cuts strictly: each control character once and in its order.
    pub(crate) fn strict(bytes: &'b [u8], faults: &mut Vec<Fault>) -> Option<Self> {
        for (byte, name) in FRAME {
            let times = bytes.split(|one| *one == byte).count() - 1;
            if times != 1 {
                let place = bytes.iter().rposition(|one| *one == byte).unwrap_or(0);
                let place = format!("line {}", line_of(bytes, place));
                faults.push(Fault::new(place, format!("{name} once"), format!("{times} of them")));
            }
        }
        if !faults.is_empty() {
            return None;
        }
        let cut = part(bytes, 1).and_then(|(before, rest)| {
            let (head, rest) = part(rest, 2)?;
            let (text, rest) = part(rest, 3)?;
            let (tail, after) = part(rest, 4)?;
            Some(Self { before, head, text, tail, after })
        });
        if cut.is_none() {
            faults.push(Fault::new("line 1", "SOH, STX, ETX and EOT in this order", "another order"));
        }
        cut
    }

    /// Number of the first line of the text.
    pub(crate) fn text_line(&self) -> usize {
        1 + line_ends(self.before) + line_ends(self.head)
    }

    /// Number of the line with ETX.
    pub(crate) fn tail_line(&self) -> usize {
        self.text_line() + line_ends(self.text)
    }

    /// Faults of bytes before SOH and behind EOT that are neither of `fill` nor line ends.
    pub(crate) fn check_rim(&self, fill: &[u8], faults: &mut Vec<Fault>) {
        let odd = |bytes: &[u8]| bytes.iter().any(|one| !fill.contains(one) && !matches!(one, b'\r' | b'\n'));
        if odd(self.before) {
            faults.push(Fault::new("line 1", "SOH first, behind fill characters", quoted(self.before)));
        }
        if odd(self.after) {
            let line = format!("line {}", self.tail_line() + line_ends(self.tail));
            faults.push(Fault::new(line, "nothing behind EOT", quoted(self.after)));
        }
    }
}

fn part(bytes: &[u8], at: u8) -> Option<(&[u8], &[u8])> {
    let place = bytes.iter().position(|one| *one == at)?;
    Some((&bytes[..place], &bytes[place + 1..]))
}

fn line_ends(bytes: &[u8]) -> usize {
    bytes.split(|one| *one == b'\n').count() - 1
}

fn line_of(bytes: &[u8], at: usize) -> usize {
    1 + line_ends(&bytes[..at])
}

fn not_this(name: &str, bytes: &[u8]) -> DecodeError {
    let start = quoted(&bytes[..bytes.len().min(40)]);
    DecodeError::NotThis { place: "line 1".to_owned(), expected: format!("a message with {name}"), got: start }
}

/// Bytes as they can be shown.
pub(crate) fn quoted(bytes: &[u8]) -> String {
    format!("{:?}", shortened(&String::from_utf8_lossy(&bytes[..bytes.len().min(200)])))
}

/// Lines ended by LF, CR LF or CR CR LF.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').map(|line| line.trim_matches('\r'))
}

/// The number of a month by its name in the field, and whether the name is English.
pub(crate) fn month(name: &str) -> Option<(i8, bool)> {
    let small = name.to_lowercase();
    let english = MONTHS.iter().position(|month| month.eq_ignore_ascii_case(&small));
    let english = english.and_then(|at| i8::try_from(at + 1).ok()).map(|number| (number, true));
    english.or_else(|| FOREIGN_MONTHS.iter().find(|(month, _)| *month == small).map(|(_, number)| (*number, false)))
}

/// A year of two digits: 1970 to 2069, as POSIX reads them.
pub(crate) fn century(year: i16) -> i16 {
    if year < 70 { 2000 + year } else { 1900 + year }
}

/// The moment of a UTC day and time; `None` when there is no such day.
pub(crate) fn moment(year: i16, month: i8, day: i8, (hour, minute): (i8, i8)) -> Option<Timestamp> {
    let date = Date::new(year, month, day).ok()?;
    let time = jiff::civil::Time::new(hour, minute, 0, 0).ok()?;
    Offset::UTC.to_timestamp(date.to_datetime(time)).ok()
}

/// Exactly `count` digits as a number.
pub(crate) fn digits<N: std::str::FromStr>(text: &str, count: usize) -> Option<N> {
    let good = text.len() == count && text.bytes().all(|one| one.is_ascii_digit());
    if good { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_cut_at_its_controls() {
        let mut notes = Vec::new();
        let frame = Frame::cut(b"\x16\x01head\r\n\x02text\n\x03tail\x04", &mut notes).expect("it has a frame");
        assert_eq!((frame.before, frame.head, frame.text), (&b"\x16"[..], &b"head\r\n"[..], &b"text\n"[..]));
        assert_eq!((frame.tail, frame.after, frame.text_line(), frame.tail_line()), (&b"tail"[..], &b""[..], 2, 3));
        assert!(notes.is_empty(), "it is whole: {notes:?}");
        let frame = Frame::cut(b"\x01h\x02text", &mut notes).expect("ends may be missing");
        assert_eq!((frame.text, notes.len()), (&b"text"[..], 2), "both ends are told: {notes:?}");
        assert!(Frame::cut(b"World\n", &mut notes).is_err(), "plain text has no frame");
    }

    #[test]
    fn months_are_read_in_the_languages_of_the_field() {
        for (name, expected) in [("Dec", Some((12, true))), ("OKT", Some((10, false))), ("Foo", None)] {
            assert_eq!(month(name), expected, "{name}");
        }
        assert_eq!((century(69), century(70)), (2069, 1970));
    }
}
