//! The way back: a dateline off the start of a paragraph. Capitals are undone as far as one can tell, a year that is
//! not printed is the nearest; both are told, because both are guesses.

use jiff::civil::Date;
use wirecopy_story::Dateline;

use super::DatelineStyle;
use crate::profile::file::Regions;
use crate::profile::template::Fit;
use crate::profile::{capitals, small};

/// No dateline is looked for beyond this many bytes of a paragraph.
const MAX_READ: usize = 240;

/// Words inside a city's name that stay small when capitals are undone.
const SMALL_WORDS: &[&str] = &[
    "am", "an", "auf", "da", "de", "del", "der", "des", "di", "do", "du", "la", "le", "les", "na", "of", "on", "sur",
    "the", "upon", "на",
];

/// A dateline that was read off the start of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReadDateline {
    pub(crate) dateline: Dateline,
    /// Bytes of the paragraph that it took.
    pub(crate) length: usize,
    /// The city was printed in capitals, so its spelling is a guess.
    pub(crate) from_capitals: bool,
    /// The pattern prints no year, so it is the nearest to the day of reading.
    pub(crate) year_guessed: bool,
    /// How many slots of its pattern were filled.
    pub(crate) slots: usize,
}

impl DatelineStyle {
    /// Reads a dateline off the start of `paragraph` by the pattern that explains most of it; `today` gives a date without a year the nearest one.
    pub(crate) fn read(&self, paragraph: &str, today: Date) -> Option<ReadDateline> {
        let mut end = paragraph.len().min(MAX_READ);
        while !paragraph.is_char_boundary(end) {
            end -= 1;
        }
        let start = &paragraph[..end];
        let accept = |slot: &str, value: &str| self.accepts(slot, value);
        let named = start.contains(self.agency.as_str());
        let mut fullest: Option<ReadDateline> = None;
        for pattern in self.patterns.iter().chain(&self.reads) {
            let slots = pattern.slots().count();
            if (!named && pattern.slots().any(|slot| slot == "AGENCY"))
                || fullest.as_ref().is_some_and(|most| most.slots >= slots)
            {
                continue;
            }
            let found = pattern.read(start, Fit::Start, &accept);
            if let Some(read) = found.and_then(|(found, length)| self.assemble(&found, length, today)) {
                fullest = Some(read);
            }
        }
        fullest
    }

    fn accepts(&self, slot: &str, value: &str) -> bool {
        let named = |table: &[String]| table.iter().any(|month| month == value);
        let number = |max: u8| value.len() <= 2 && value.parse::<u8>().is_ok_and(|n| (1..=max).contains(&n));
        let name = value.chars().count() <= 60 && value.trim() == value && !value.contains(['\n', '"', '/']);
        match slot {
            "CITY" | "REGION" | "COUNTRY" => name && !value.chars().any(char::is_lowercase) && has_letter(value),
            "Region" | "region" if self.printed_regions == Regions::Listed => {
                self.regions.iter().any(|(typed, printed)| value == typed || value == printed)
            }
            "City" | "Region" | "region" | "Country" | "country" => {
                name && value.chars().next().is_some_and(|first| !first.is_lowercase()) && has_letter(value)
            }
            "MONTH" => self.months.iter().any(|month| capitals(month, &self.language) == value),
            "Month" => named(&self.months),
            "Mon" => named(&self.short_months),
            "D" | "DD" => number(31),
            "MM" => number(12),
            "YYYY" => value.len() == 4 && value.bytes().all(|digit| digit.is_ascii_digit()),
            "AGENCY" => value == self.agency,
            _ => false,
        }
    }

    fn assemble(&self, found: &[(&'static str, &str)], length: usize, today: Date) -> Option<ReadDateline> {
        let mut dateline = Dateline::default();
        let (mut month, mut day, mut year, mut from_capitals) = (None, None, None, false);
        for (slot, value) in found {
            match *slot {
                "CITY" => {
                    let (city, guessed) = self.city_of_capitals(value);
                    dateline.place = city;
                    from_capitals |= guessed;
                }
                "City" => self.typed(value).unwrap_or(value).clone_into(&mut dateline.place),
                "REGION" | "Region" | "region" => {
                    let typed =
                        self.regions.iter().find(|(_, printed)| printed == value).map(|(typed, _)| typed.as_str());
                    typed.unwrap_or(value).clone_into(&mut dateline.region);
                }
                "COUNTRY" | "Country" | "country" => {
                    let code = self.countries.iter().find(|(_, name)| name == value).map(|(code, _)| code.as_str());
                    code.unwrap_or(value).clone_into(&mut dateline.country);
                }
                "MONTH" => month = self.months.iter().position(|name| capitals(name, &self.language) == *value),
                "Month" => month = self.months.iter().position(|name| name == value),
                "Mon" => month = self.short_months.iter().position(|name| name == value),
                "MM" => month = value.parse::<usize>().ok().and_then(|number| number.checked_sub(1)),
                "D" | "DD" => day = value.parse::<i8>().ok(),
                "YYYY" => year = value.parse::<i16>().ok(),
                _ => {}
            }
        }
        let mut year_guessed = false;
        if let (Some(month), Some(day)) = (month, day) {
            let month = i8::try_from(month + 1).ok()?;
            year_guessed = year.is_none();
            dateline.date = Some(match year {
                Some(year) => Date::new(year, month, day).ok()?,
                None => nearest(month, day, today)?,
            });
        }
        Some(ReadDateline { dateline, length, from_capitals, year_guessed, slots: found.len() })
    }

    /// The spelling that prints as `printed`.
    fn typed<'s>(&'s self, printed: &str) -> Option<&'s str> {
        self.spellings.iter().find(|(_, to)| *to == printed).map(|(from, _)| from.as_str())
    }

    /// `PORT TESTLAND` was typed `Port Testland`, as far as one can tell.
    fn city_of_capitals(&self, printed: &str) -> (String, bool) {
        let same = |name: &&str| capitals(name, &self.language) == printed;
        let spelled = self.spellings.iter().find(|(_, to)| same(&to.as_str())).map(|(from, _)| from.as_str());
        let known = spelled.or_else(|| self.stand_alone.iter().map(String::as_str).find(same));
        known.map_or_else(|| (from_capitals(printed, &self.language), true), |city| (city.to_owned(), false))
    }
}

fn has_letter(value: &str) -> bool {
    value.chars().any(char::is_alphabetic)
}

/// The date nearest to `today`; a 29 February looks for its leap year.
fn nearest(month: i8, day: i8, today: Date) -> Option<Date> {
    let year = today.year();
    let dates = (year - 8..=year + 8).filter_map(|year| Date::new(year, month, day).ok());
    dates.min_by_key(|date| (today - *date).get_days().abs())
}

/// First letters large, the others small; words that stay small inside a name do.
fn from_capitals(printed: &str, language: &str) -> String {
    let mut out = String::with_capacity(printed.len());
    let mut word = String::new();
    let flush = |word: &mut String, out: &mut String| {
        let lower = small(word, language);
        if !out.is_empty() && SMALL_WORDS.contains(&lower.as_str()) {
            out.push_str(&lower);
        } else {
            let mut letters = word.chars();
            if let Some(first) = letters.next() {
                out.push(first);
                out.push_str(&small(letters.as_str(), language));
            }
        }
        word.clear();
    };
    for letter in printed.chars() {
        if letter.is_alphabetic() || letter == '\'' || letter == '’' {
            word.push(letter);
        } else {
            flush(&mut word, &mut out);
            out.push(letter);
        }
    }
    flush(&mut word, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a date")
    }

    #[test]
    fn a_year_is_the_nearest_and_a_leap_day_finds_its_own() {
        assert_eq!(nearest(2, 29, day("2027-03-01")), Some(day("2028-02-29")));
        assert_eq!(nearest(1, 2, day("2026-12-31")), Some(day("2027-01-02")));
        assert_eq!(nearest(2, 31, day("2026-12-31")), None, "there is no such day");
    }

    #[test]
    fn capitals_are_undone_word_by_word() {
        for (printed, expected) in [
            ("PORT TESTLAND", "Port Testland"),
            ("ROSTOV-ON-DON", "Rostov-on-Don"),
            ("LA PAZ", "La Paz"),
            ("САНКТ-ПЕТЕРБУРГ", "Санкт-Петербург"),
        ] {
            assert_eq!(from_capitals(printed, "en"), expected);
        }
    }
}
