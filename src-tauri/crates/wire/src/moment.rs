//! Times as messages write them: to the second, in UTC or in the offset they were spoken in.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use wirecopy_story::Embargo;

/// `2026-11-23T09:00:00Z`.
pub(crate) fn utc(at: Timestamp) -> String {
    Offset::UTC.to_datetime(at).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
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
    fn an_embargo_keeps_its_offset() {
        for text in ["2026-11-23T12:00:00+03:00", "2026-11-23T12:00:00Z", "2026-11-23T12:00:00-09:30"] {
            let embargo: Embargo = text.parse().expect("an embargo");
            let (_, offset) = wall(embargo);
            assert_eq!(read_offset(&spoken_offset(offset)), Some(offset), "{text} as it is spoken");
        }
    }
}
