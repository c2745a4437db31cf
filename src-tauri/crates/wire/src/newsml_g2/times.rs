//! Times of NewsML-G2: `xs:dateTime` with an offset of at most 14 hours, in a year from 1 on. Feeds write `+0100`, leave
//! the offset out or give a bare day; those are read, and told.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use wirecopy_story::Embargo;

use crate::moment;

/// The widest offset of XML Schema, seconds.
const WIDEST: i32 = 14 * 3600;

/// The embargo as `xs:dateTime` can say it: itself, or the same moment in UTC; `None` before the year 1.
pub(super) fn embargo(embargo: Embargo) -> Option<Embargo> {
    let narrow = embargo.offset().seconds().abs() <= WIDEST;
    let fit = if narrow { embargo } else { Embargo::new(embargo.at(), Offset::UTC) };
    (fit.offset().to_datetime(fit.at()).year() >= 1).then_some(fit)
}

/// Whether `xs:date` has a form for the day.
pub(super) fn has_form(date: Date) -> bool {
    date.year() >= 1
}

/// A moment as a message tells it, and what is wrong with its form.
pub(super) fn moment(text: &str) -> Option<(Timestamp, Option<&'static str>)> {
    let told = moment::read(text)?;
    let wrong = match told.offset {
        None => Some("has no offset and is taken as UTC"),
        Some(_) if is_schema_form(text) => None,
        Some(_) => Some("is not written like 2026-11-23T09:00:00+01:00"),
    };
    told.at().map(|at| (at, wrong))
}

/// `2026-11-23T09:00:00` with `Z` or `+01:00` behind, and perhaps parts of a second.
pub(super) fn is_schema_form(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = |bytes: &[u8], shape: &[u8]| {
        let fits = |(byte, form): (&u8, &u8)| if *form == b'0' { byte.is_ascii_digit() } else { byte == form };
        bytes.len() == shape.len() && bytes.iter().zip(shape).all(fits)
    };
    let Some((clock, rest)) = bytes.split_at_checked(19) else { return false };
    let digits =
        rest.strip_prefix(b".").map_or(0, |rest| 1 + rest.iter().take_while(|byte| byte.is_ascii_digit()).count());
    let zone = &rest[digits..];
    let zoned = zone == b"Z" || shape(zone, b"+00:00") || shape(zone, b"-00:00");
    shape(clock, b"0000-00-00T00:00:00") && digits != 1 && zoned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_real_feeds_are_read_and_told() {
        for (text, expected, well_formed) in [
            ("2026-11-23T09:00:00Z", Some("2026-11-23T09:00:00Z"), true),
            ("2026-11-23T10:00:00.250+01:00", Some("2026-11-23T09:00:00Z"), true),
            ("2026-11-23T10:00:00+0100", Some("2026-11-23T09:00:00Z"), false),
            ("2026-11-23T09:00:00", Some("2026-11-23T09:00:00Z"), false),
            ("2026-11-23", Some("2026-11-23T00:00:00Z"), false),
            ("yesterday", None, false),
        ] {
            let read = moment(text);
            assert_eq!(read.map(|(at, _)| at.to_string()).as_deref(), expected, "{text}");
            assert_eq!(read.is_some_and(|(_, told)| told.is_none()), well_formed, "{text}");
        }
    }

    #[test]
    fn an_offset_that_xml_has_no_form_for_becomes_utc() {
        let wide = Embargo::new("2026-11-23T09:00:00Z".parse().expect("a time"), Offset::constant(16));
        assert_eq!(embargo(wide).map(|one| one.to_string()).as_deref(), Some("2026-11-23T09:00:00Z"));
        let kept: Embargo = "2026-11-23T12:00:00-14:00".parse().expect("an embargo");
        assert_eq!(embargo(kept), Some(kept), "fourteen hours have one");
    }
}
