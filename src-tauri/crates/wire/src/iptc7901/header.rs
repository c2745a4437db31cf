//! The first line of a message, `tst0042 3 pl 43  wire 0007`, and its last, `201415 GMT Dec 26`.

use jiff::Timestamp;
use jiff::tz::Offset;

use crate::telegraph::{self, MONTHS};

/// The first line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header<'h> {
    pub(super) source: &'h str,
    pub(super) number: &'h str,
    pub(super) priority: char,
    pub(super) category: &'h str,
    /// Digits; some feeds leave them out.
    pub(super) words: &'h str,
    pub(super) optional: &'h str,
}

impl<'h> Header<'h> {
    /// Reads the line; `None` when it is none.
    pub(super) fn read(line: &'h str) -> Option<Self> {
        let (source, rest) = run(line, char::is_alphabetic, 8)?;
        let (number, rest) = run(rest.trim_start_matches(' '), |one| one.is_ascii_digit(), 5)?;
        let rest = rest.strip_prefix(' ')?;
        let priority = rest.chars().next()?;
        let rest = rest[priority.len_utf8()..].strip_prefix(' ')?;
        let (category, rest) = run(rest, |one| one.is_ascii_alphabetic(), 8)?;
        let rest = rest.strip_prefix(' ').unwrap_or(rest).trim_start_matches(' ');
        let (words, optional) = run(rest, |one| one.is_ascii_digit(), 6).unwrap_or(("", rest));
        if !optional.is_empty() && !words.is_empty() && !optional.starts_with(' ') {
            return None;
        }
        Some(Self { source, number, priority, category, words, optional: optional.trim() })
    }
}

/// Whether bytes behind SOH begin as a header does.
pub(super) fn begins(head: &[u8]) -> bool {
    let letters = head.iter().take_while(|one| one.is_ascii_alphabetic()).count();
    let digits = head[letters..].iter().take_while(|one| one.is_ascii_digit()).count();
    (1..=8).contains(&letters) && (1..=5).contains(&digits) && head.get(letters + digits) == Some(&b' ')
}

/// One to `most` characters that `fit`, and the rest.
fn run(text: &str, fit: impl Fn(char) -> bool, most: usize) -> Option<(&str, &str)> {
    let end = text.find(|one| !fit(one)).unwrap_or(text.len());
    (end > 0 && text[..end].chars().count() <= most).then(|| text.split_at(end))
}

/// `201415 GMT Dec 26`.
pub(super) fn day_time(at: Timestamp) -> String {
    let clock = Offset::UTC.to_datetime(at);
    let month = MONTHS[usize::from(clock.month().unsigned_abs()).saturating_sub(1) % 12];
    let (day, hour, minute) = (clock.day(), clock.hour(), clock.minute());
    format!("{day:02}{hour:02}{minute:02} GMT {month} {:02}", clock.year().rem_euclid(100))
}

/// A day and time group as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DayTime {
    /// `None`: the calendar has no such day.
    pub(super) at: Option<Timestamp>,
    /// It names no zone, or another than GMT, and was read as GMT.
    pub(super) guessed: bool,
}

/// Reads `DDHHMM [GMT] Mon YY`; `None` when it is none.
pub(super) fn read_day_time(text: &str) -> Option<DayTime> {
    let (clock, rest) = text.split_at_checked(6)?;
    let clock: u32 = telegraph::digits(clock, 6)?;
    let part = |unit: u32| i8::try_from(clock / unit % 100).ok();
    let (day, hour, minute) = (part(10_000)?, part(100)?, part(1)?);
    if !(1..=31).contains(&day) || hour > 23 || minute > 59 {
        return None;
    }
    let words: Vec<&str> = rest.split(' ').filter(|word| !word.is_empty()).collect();
    let (zone, month, year) = match words.as_slice() {
        [zone, month, year] if (3..=4).contains(&zone.len()) => (Some(*zone), *month, *year),
        [month, year] => (None, *month, *year),
        _ => return None,
    };
    if zone.is_some_and(|zone| !zone.bytes().all(|one| one.is_ascii_uppercase())) {
        return None;
    }
    let (month, _) = telegraph::month(month.trim_end_matches('.'))?;
    let year = telegraph::century(telegraph::digits(year, 2)?);
    let guessed = !matches!(zone, Some("GMT" | "UTC"));
    Some(DayTime { at: telegraph::moment(year, month, day, (hour, minute)), guessed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_falls_apart() {
        let read = Header::read("tst0042 3 pl 43  wire 0007").expect("a header");
        let expected = ("tst", "0042", '3', "pl", "43", "wire 0007");
        assert_eq!(
            (read.source, read.number, read.priority, read.category, read.words, read.optional),
            expected,
            "each part is found"
        );
        let read = Header::read("bsf 123 2 s  dpa 061").expect("a word count may be missing");
        assert_eq!((read.words, read.optional), ("", "dpa 061"));
        for none in ["", "tst", "0042 3 pl 43", "tst0042 3   43  x", "tst0042x3 pl 43"] {
            assert_eq!(Header::read(none), None, "{none:?}");
        }
    }

    #[test]
    fn a_day_and_time_group_is_written_and_read() {
        let at: Timestamp = "2026-12-20T14:15:59Z".parse().expect("an RFC 3339 time");
        assert_eq!(day_time(at), "201415 GMT Dec 26");
        let minute: Timestamp = "2026-12-20T14:15:00Z".parse().expect("an RFC 3339 time");
        assert_eq!(read_day_time("201415 GMT Dec 26"), Some(DayTime { at: Some(minute), guessed: false }));
        assert!(read_day_time("251037 Sep 24").is_some_and(|read| read.guessed), "no zone is a guess");
        assert!(read_day_time("310001 JUL 97").is_some(), "Belga's capitals");
        for none in ["", "20141 GMT Dec 26", "202515 GMT Dec 26", "201415 GMT Foo 26", "201415 GMT Dec 2026"] {
            assert_eq!(read_day_time(none), None, "{none:?}");
        }
    }
}
