//! Times as messages write them: to the second, in UTC or in the offset they were spoken in.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use wirecopy_story::Embargo;

/// `2026-11-23T09:00:00Z`.
pub(crate) fn utc(at: Timestamp) -> String {
    Offset::UTC.to_datetime(at).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// `20261123T090000+0000`: ISO 8601 basic, as NITF and NewsML 1 have it.
pub(crate) fn basic(at: Timestamp, offset: Offset) -> String {
    let clock = offset.to_datetime(at);
    format!("{}T{}{}", basic_day(clock.date()), clock.strftime("%H%M%S"), signed(offset).replace(':', ""))
}

/// `20261123T090000Z`.
pub(crate) fn basic_utc(at: Timestamp) -> String {
    let clock = Offset::UTC.to_datetime(at);
    format!("{}T{}Z", basic_day(clock.date()), clock.strftime("%H%M%S"))
}

/// `20261123`; a year of other than four digits has its sign and six.
pub(crate) fn basic_day(date: Date) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    match year {
        0..=9999 => format!("{year:04}{month:02}{day:02}"),
        _ => format!("{year:+07}{month:02}{day:02}"),
    }
}

/// A time as a message tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Told {
    /// The wall clock; midnight where only a day is told.
    pub(crate) clock: DateTime,
    /// `None`: the message does not say whose clock it is.
    pub(crate) offset: Option<Offset>,
}

impl Told {
    /// The moment; a clock without an offset is taken as UTC.
    pub(crate) fn at(self) -> Option<Timestamp> {
        self.offset.unwrap_or(Offset::UTC).to_timestamp(self.clock).ok()
    }
}

/// Reads ISO 8601 in either form, to the second, with `Z`, `+hh`, `+hhmm`, `+hh:mm` or nothing behind; a day alone is
/// its midnight.
pub(crate) fn read(text: &str) -> Option<Told> {
    let text = text.trim();
    let signs = text.len() - text.trim_start_matches(['+', '-']).len();
    let (sign, digits) = (text.get(..signs)?, text.get(signs..)?);
    let year_digits = if signs == 0 { 4 } else { 6 };
    let (day, rest) = match digits.find(['T', 't', ' ']) {
        Some(at) => (&digits[..at], &digits[at + 1..]),
        None => (digits, ""),
    };
    // The form without `T` that the standard of NITF describes in one place: day and time run on.
    let (day, rest) = if rest.is_empty() && day.len() >= 14 && day.is_ascii() && !day[..9].contains('-') {
        day.split_at(8)
    } else {
        (day, rest)
    };
    let day: String = day.chars().filter(|one| *one != '-').collect();
    let number = |text: Option<&str>| {
        text.filter(|text| text.bytes().all(|one| one.is_ascii_digit())).and_then(|text| text.parse::<i16>().ok())
    };
    if day.len() != year_digits + 4 {
        return None;
    }
    let year = number(day.get(..year_digits))?;
    let year = if sign == "-" { -year } else { year };
    let part = |from: usize| number(day.get(from..from + 2)).and_then(|part| i8::try_from(part).ok());
    let date = Date::new(year, part(year_digits)?, part(year_digits + 2)?).ok()?;
    let (time, offset) = match rest.find(['Z', 'z', '+', '-']) {
        Some(at) => (&rest[..at], Some(read_signed(rest[at..].trim())?)),
        None => (rest, None),
    };
    let (time, fraction) = time.trim().split_once(['.', ',']).unwrap_or((time.trim(), ""));
    let time: String = time.chars().filter(|one| *one != ':').collect();
    let plain = fraction.bytes().all(|one| one.is_ascii_digit());
    if !plain || !matches!(time.len(), 0 | 2 | 4 | 6) {
        return None;
    }
    let part = |from: usize| match time.get(from..from + 2) {
        Some(text) => number(Some(text)).and_then(|part| i8::try_from(part).ok()),
        None => Some(0),
    };
    let time = jiff::civil::Time::new(part(0)?, part(2)?, part(4)?, 0).ok()?;
    Some(Told { clock: date.to_datetime(time), offset })
}

fn read_signed(text: &str) -> Option<Offset> {
    if matches!(text, "Z" | "z") {
        return Some(Offset::UTC);
    }
    let (sign, digits) =
        if let Some(rest) = text.strip_prefix('+') { (1, rest) } else { (-1, text.strip_prefix('-')?) };
    let digits: String = digits.chars().filter(|one| *one != ':').collect();
    let two = |from: usize| match digits.get(from..from + 2) {
        Some(two) if two.bytes().all(|one| one.is_ascii_digit()) => two.parse::<i32>().ok(),
        Some(_) => None,
        None => Some(0),
    };
    if !matches!(digits.len(), 2 | 4) {
        return None;
    }
    Offset::from_seconds(sign * (two(0)? * 3600 + two(2)? * 60)).ok()
}

/// An embargo's own wall clock and its offset, which is in whole minutes.
pub(crate) fn wall(embargo: Embargo) -> (DateTime, Offset) {
    (embargo.offset().to_datetime(embargo.at()), embargo.offset())
}

/// `UTC+03:00`; `UTC` alone for Greenwich.
pub(crate) fn spoken_offset(offset: Offset) -> String {
    if offset == Offset::UTC { "UTC".to_owned() } else { format!("UTC{}", signed(offset)) }
}

/// The offset of [`spoken_offset`].
pub(crate) fn read_offset(text: &str) -> Option<Offset> {
    let rest = text.strip_prefix("UTC")?;
    if rest.is_empty() {
        return Some(Offset::UTC);
    }
    let (sign, rest) = match rest.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let two = |text: &str| if text.len() == 2 { text.parse::<i32>().ok() } else { None };
    Offset::from_seconds(sign * (two(hours)? * 3600 + two(minutes)? * 60)).ok()
}

fn signed(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_to_the_second_in_utc() {
        let at: Timestamp = "2026-11-23T12:00:00.75+03:00".parse().expect("an RFC 3339 time");
        assert_eq!(utc(at), "2026-11-23T09:00:00Z");
    }

    #[test]
    fn a_basic_time_reads_back_in_its_offset() {
        for text in ["2026-11-23T12:00:00+03:00", "2026-11-23T12:00:30Z", "2026-11-23T12:00:00-09:30"] {
            let embargo: Embargo = text.parse().expect("an embargo");
            let written = basic(embargo.at(), embargo.offset());
            let told = read(&written).expect("its own form");
            assert_eq!((told.at(), told.offset), (Some(embargo.at()), Some(embargo.offset())), "{written}");
        }
        for (year, expected) in [(2026, "20261123"), (5, "00051123"), (-9999, "-0099991123")] {
            let date = Date::constant(year, 11, 23);
            assert_eq!(basic_day(date), expected);
            assert_eq!(read(expected).map(|told| told.clock.date()), Some(date), "{expected}");
        }
    }

    #[test]
    fn times_of_other_feeds_are_read() {
        for text in [
            "20261123T090000Z",
            "20261123T090000+0000",
            "20261123T120000+03",
            "20261123090000-0000",
            "2026-11-23T12:00:00+0300",
            "2026-11-23T12:00:00.123+03:00",
            "2026-11-23 09:00:00",
            " 2026-11-23T09:00Z\n",
        ] {
            let at = read(text).and_then(Told::at).map(utc);
            assert_eq!(at.as_deref(), Some("2026-11-23T09:00:00Z"), "{text:?}");
        }
        for bad in
            ["", "tomorrow", "20261323", "2026-11-23T25:00:00Z", "20261123T090000+3", "2026", "é20261123", "+-20261123"]
        {
            assert_eq!(read(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn an_embargo_keeps_its_offset() {
        for text in ["2026-11-23T12:00:00+03:00", "2026-11-23T12:00:00Z", "2026-11-23T12:00:00-09:30"] {
            let embargo: Embargo = text.parse().expect("an embargo");
            let (_, offset) = wall(embargo);
            assert_eq!(read_offset(&spoken_offset(offset)), Some(offset), "{text} as it is spoken");
        }
    }
}
