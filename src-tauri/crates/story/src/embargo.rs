//! The embargo: the moment before which a story must not be published, in the offset it was written in.

use std::fmt;
use std::str::FromStr;

use jiff::{Timestamp, tz::Offset};
use serde::{Deserialize, Serialize};

use crate::StoryError;

/// A moment with its UTC offset, to the second: `2026-11-23T12:00:00+03:00`. The offset is kept because the
/// embargo line on the wire prints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(type = "string"))]
#[serde(try_from = "String", into = "String")]
pub struct Embargo {
    at: Timestamp,
    offset: Offset,
}

impl Embargo {
    /// The moment, cut to the second, and the offset it is spoken in, cut to the minute: RFC 3339 writes no finer
    /// offset. The moment stays the same whatever its offset.
    pub fn new(at: Timestamp, offset: Offset) -> Self {
        let minute = Offset::from_seconds(offset.seconds() / 60 * 60).unwrap_or(offset);
        let second = Timestamp::from_second(at.as_second()).unwrap_or(at);
        Self { at: second, offset: minute }
    }

    /// The moment itself.
    pub fn at(self) -> Timestamp {
        self.at
    }

    /// The UTC offset it was written in.
    pub fn offset(self) -> Offset {
        self.offset
    }
}

impl FromStr for Embargo {
    type Err = StoryError;

    /// RFC 3339 with an offset; a time without one is refused, because it would mean another moment elsewhere.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || StoryError::Embargo { got: text.to_owned() };
        let pieces = jiff::fmt::temporal::DateTimeParser::new().parse_pieces(text.trim()).map_err(|_| bad())?;
        let time = pieces.time().ok_or_else(bad)?;
        let offset = pieces.to_numeric_offset().ok_or_else(bad)?;
        let civil = pieces.date().to_datetime(time);
        let at = offset.to_timestamp(civil).map_err(|_| bad())?;
        Ok(Self::new(at, offset))
    }
}

impl fmt::Display for Embargo {
    /// RFC 3339 in its own offset, `Z` for UTC.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let printed =
            jiff::fmt::temporal::DateTimePrinter::new().timestamp_with_offset_to_string(&self.at, self.offset);
        match printed.strip_suffix("+00:00") {
            Some(utc) => write!(f, "{utc}Z"),
            None => f.write_str(&printed),
        }
    }
}

impl TryFrom<String> for Embargo {
    type Error = StoryError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Embargo> for String {
    fn from(embargo: Embargo) -> Self {
        embargo.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_offset_it_was_written_in_is_kept() {
        for text in ["2026-11-23T12:00:00+03:00", "2026-11-23T12:00:00Z", "2026-02-28T23:59:59-09:30"] {
            let read: Embargo = text.parse().expect("RFC 3339 with an offset is an embargo");
            assert_eq!(read.to_string(), text, "an embargo reads back as written");
        }
    }

    #[test]
    fn an_offset_with_seconds_keeps_the_moment() {
        let read: Embargo = "2026-11-23T12:00:30+02:30:17".parse().expect("jiff reads offsets with seconds");
        assert_eq!(read.to_string(), "2026-11-23T12:00:13+02:30", "the same moment in an offset of whole minutes");
        let again: Embargo = read.to_string().parse().expect("what is written can be read");
        assert_eq!(again, read, "and it stays");
    }

    #[test]
    fn a_time_without_an_offset_is_refused() {
        for bad in ["2026-11-23T12:00:00", "2026-11-23", "tomorrow", ""] {
            assert!(bad.parse::<Embargo>().is_err(), "{bad:?} does not fix a moment");
        }
    }
}
