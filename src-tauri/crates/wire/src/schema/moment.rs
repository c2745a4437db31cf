//! Dates, times and durations as XML Schema 1.0 writes them (part 2, 3.2.6 to 3.2.14): fixed places, a zone or none,
//! days that the calendar has. A basic form (`20261220T141500Z`) and a zone without colon (`+0100`) are none of them.

/// How much of a moment is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// `2026-12-20T14:15:00`
    Second,
    /// `2026-12-20`
    Day,
    /// `2026-12`
    Month,
    /// `2026`
    Year,
    /// `--12`
    MonthOfAnyYear,
    /// `--12-20`
    DayOfAnyYear,
    /// `---20`
    DayOfAnyMonth,
}

impl Moment {
    pub(super) const ALL: [Self; 7] = [
        Self::Second,
        Self::Day,
        Self::Month,
        Self::Year,
        Self::MonthOfAnyYear,
        Self::DayOfAnyYear,
        Self::DayOfAnyMonth,
    ];
}

/// Whether `text` is such a moment, with a zone or without.
pub(super) fn is_moment(text: &str, kind: Moment) -> bool {
    let rest = match kind {
        Moment::Second => year(text).and_then(|(rest, year)| day(rest, year)).and_then(|rest| clock(mark(rest, "T")?)),
        Moment::Day => year(text).and_then(|(rest, year)| day(rest, year)),
        Moment::Month => year(text).and_then(|(rest, _)| number(mark(rest, "-")?, 1, 12)).map(|(rest, _)| rest),
        Moment::Year => year(text).map(|(rest, _)| rest),
        Moment::MonthOfAnyYear => mark(text, "--").and_then(|rest| number(rest, 1, 12)).map(|(rest, _)| rest),
        // A leap year, so that there is a 29 February.
        Moment::DayOfAnyYear => mark(text, "-").and_then(|rest| day(rest, 2000)),
        Moment::DayOfAnyMonth => mark(text, "---").and_then(|rest| number(rest, 1, 31)).map(|(rest, _)| rest),
    };
    rest.is_some_and(is_zone)
}

/// Whether `text` is a duration: `P1Y2M3DT4H5M6.7S`, any part may be missing, not all.
pub(super) fn is_duration(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let Some(parts) = unsigned.strip_prefix('P') else { return false };
    let (days, time) = match parts.split_once('T') {
        Some((days, time)) => (days, Some(time)),
        None => (parts, None),
    };
    !parts.is_empty() && time != Some("") && amounts(days, "YMD") && time.is_none_or(|time| amounts(time, "HMS"))
}

/// Whole numbers, each with one of `units` in their order; seconds may have a fraction.
fn amounts(text: &str, units: &str) -> bool {
    let mut units = units.chars();
    let mut rest = text;
    while !rest.is_empty() {
        let whole = digits(rest);
        let after = &rest[whole..];
        let fraction = after.strip_prefix('.').map_or(0, |after| 1 + digits(after));
        let Some(unit) = after[fraction..].chars().next() else { return false };
        let fits = whole > 0 && units.any(|known| known == unit) && (fraction == 0 || (unit == 'S' && fraction > 1));
        if !fits {
            return false;
        }
        rest = &after[fraction + unit.len_utf8()..];
    }
    true
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn mark<'t>(text: &'t str, mark: &str) -> Option<&'t str> {
    text.strip_prefix(mark)
}

/// At least four digits; more do not start with nought. There is no year 0000.
fn year(text: &str) -> Option<(&str, u32)> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (year, rest) = unsigned.split_at(digits(unsigned));
    let fits = year.len() == 4 || (year.len() > 4 && !year.starts_with('0'));
    let in_cycle = year.len().checked_sub(4).and_then(|from| year[from..].parse().ok())?;
    (fits && year != "0000").then_some((rest, in_cycle))
}

/// `-12-20` of a year; its last four digits say whether it is a leap year.
fn day(text: &str, year: u32) -> Option<&str> {
    let (rest, month) = number(mark(text, "-")?, 1, 12)?;
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let most = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    number(mark(rest, "-")?, 1, most).map(|(rest, _)| rest)
}

/// `14:15:00`, with a fraction of a second or without; midnight is also `24:00:00`.
fn clock(text: &str) -> Option<&str> {
    let (rest, hour) = number(text, 0, 24)?;
    let (rest, minute) = number(mark(rest, ":")?, 0, 59)?;
    let (rest, second) = number(mark(rest, ":")?, 0, 59)?;
    let fraction = rest.strip_prefix('.').map_or("", |after| &after[..digits(after)]);
    let rest = if rest.starts_with('.') { &rest[1 + fraction.len()..] } else { rest };
    let is_whole = minute == 0 && second == 0 && fraction.bytes().all(|digit| digit == b'0');
    let has_digits = !fraction.is_empty() || !text[8..].starts_with('.');
    (has_digits && (hour < 24 || is_whole)).then_some(rest)
}

/// `Z`, `+01:00` up to `14:00`, or nothing.
fn is_zone(text: &str) -> bool {
    let offset = |text: &str| {
        let (rest, hour) = number(text, 0, 14)?;
        let (rest, minute) = number(mark(rest, ":")?, 0, 59)?;
        Some(rest.is_empty() && (hour < 14 || minute == 0))
    };
    text.is_empty() || text == "Z" || text.strip_prefix(['+', '-']).and_then(offset) == Some(true)
}

/// Two digits between `least` and `most`, and what follows them.
fn number(text: &str, least: u32, most: u32) -> Option<(&str, u32)> {
    let (two, rest) = text.split_at_checked(2)?;
    let value = two.parse().ok().filter(|value| (least..=most).contains(value))?;
    two.bytes().all(|byte| byte.is_ascii_digit()).then_some((rest, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_its_places_a_zone_or_none_and_a_day_of_the_calendar() {
        for (kind, good) in [
            (Moment::Second, "2026-12-20T14:15:00Z"),
            (Moment::Second, "2026-12-20T14:15:00.123+05:30"),
            (Moment::Second, "2026-12-20T24:00:00.0"),
            (Moment::Second, "-0044-03-15T00:00:00-14:00"),
            (Moment::Second, "12026-12-20T14:15:00"),
            (Moment::Day, "2024-02-29"),
            (Moment::Day, "2000-02-29Z"),
            (Moment::Month, "2026-12+01:00"),
            (Moment::Year, "2026"),
            (Moment::MonthOfAnyYear, "--12"),
            (Moment::DayOfAnyYear, "--02-29"),
            (Moment::DayOfAnyMonth, "---31Z"),
        ] {
            assert!(is_moment(good, kind), "{good} is a {kind:?}");
        }
        for (kind, bad) in [
            (Moment::Second, "2026-12-20"),
            (Moment::Second, "2026-12-20T14:15Z"),
            (Moment::Second, "2026-12-20T14:15:00+0100"),
            (Moment::Second, "2026-12-20T14:15:60Z"),
            (Moment::Second, "2026-12-20T24:00:01Z"),
            (Moment::Second, "2026-12-20T24:00:00.1Z"),
            (Moment::Second, "2026-12-20T14:15:00.Z"),
            (Moment::Second, "2026-12-20T14:15:00z"),
            (Moment::Second, "2026-12-20T14:15:00+14:01"),
            (Moment::Second, "20261220T141500Z"),
            (Moment::Second, ""),
            (Moment::Day, "2026-02-29"),
            (Moment::Day, "1900-02-29"),
            (Moment::Day, "2026-04-31"),
            (Moment::Day, "0000-01-01"),
            (Moment::Day, "02026-01-01"),
            (Moment::Day, "2026-1-1"),
            (Moment::Day, "2026-+1-01"),
            (Moment::Day, "2026-12-20T14:15:00Z"),
            (Moment::Month, "2026-13"),
            (Moment::Year, "26"),
            (Moment::DayOfAnyYear, "--02-30"),
            (Moment::DayOfAnyMonth, "---32"),
            (Moment::Year, "202é"),
        ] {
            assert!(!is_moment(bad, kind), "{bad} is no {kind:?}");
        }
    }

    #[test]
    fn a_duration_names_its_parts_in_their_order() {
        for good in ["P1Y2M3DT4H5M6.7S", "-P1D", "PT36H", "P0D", "P1YT0.5S"] {
            assert!(is_duration(good), "{good}");
        }
        for bad in ["", "P", "PT", "P1DT", "1D", "P1H", "P1M1Y", "P1.5D", "PT1.S", "P-1D", "P1D2D", "PT1S1M", "P1é"] {
            assert!(!is_duration(bad), "{bad}");
        }
    }
}
