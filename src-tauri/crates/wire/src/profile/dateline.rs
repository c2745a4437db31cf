//! The dateline as one house prints it: patterns from the fullest to the barest, month tables, stand-alone cities,
//! spellings. The first pattern whose slots can all be filled is printed; the same patterns read it back.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use wirecopy_story::Dateline;

use super::file::DatelineFile;
use super::template::{Fit, Template};
use super::{ProfileError, capitals};

const SLOTS: &[&str] = &[
    "CITY", "City", "REGION", "Region", "region", "COUNTRY", "Country", "country", "MONTH", "Month", "Mon", "D", "DD",
    "MM", "YYYY", "AGENCY",
];

/// No dateline is looked for beyond this many bytes of a paragraph.
const MAX_READ: usize = 240;

/// Words inside a city's name that stay small when capitals are undone.
const SMALL_WORDS: &[&str] = &[
    "am", "an", "auf", "da", "de", "del", "der", "des", "di", "do", "du", "la", "le", "les", "na", "of", "on", "sur",
    "the", "upon", "на",
];

/// The dateline grammar of one language.
#[derive(Debug, Clone)]
pub(crate) struct DatelineStyle {
    language: String,
    agency: String,
    patterns: Vec<Template>,
    months: Vec<String>,
    short_months: Vec<String>,
    stand_alone: Vec<String>,
    spellings: BTreeMap<String, String>,
}

/// A dateline as printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Printed {
    /// With the space that parts it from the text.
    pub(crate) text: String,
    /// Bytes of `text` that say the date; empty when none does.
    pub(crate) date: Range<usize>,
}

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
}

impl DatelineStyle {
    pub(super) fn build(language: &str, file: DatelineFile) -> Result<Self, ProfileError> {
        let key = format!("dateline.{language}");
        let patterns: Result<Vec<_>, _> = file
            .patterns
            .iter()
            .map(|pattern| {
                Template::parse(pattern, SLOTS)
                    .map_err(|got| ProfileError::key(format!("{key}.patterns"), "a pattern of known slots", got))
            })
            .collect();
        for (name, table) in [("months", &file.months), ("short_months", &file.short_months)] {
            let fits = table.len() == 12 || (name == "short_months" && table.is_empty());
            if !fits {
                return Err(ProfileError::key(format!("{key}.{name}"), "twelve months", table.len().to_string()));
            }
        }
        let short_months = if file.short_months.is_empty() { file.months.clone() } else { file.short_months };
        Ok(Self {
            language: language.to_owned(),
            agency: file.agency,
            patterns: patterns?,
            months: file.months,
            short_months,
            stand_alone: file.stand_alone,
            spellings: file.spellings,
        })
    }

    pub(crate) fn language(&self) -> &str {
        &self.language
    }

    /// The agency's name with the characters beside it, `/TASS/`: what tells a dateline from a sentence.
    pub(crate) fn agency_mark(&self) -> Option<String> {
        let pattern = self.patterns.first()?;
        let line = pattern.render(|slot| Some(if slot == "AGENCY" { "\u{2}" } else { "x" }.into()))?;
        let at = line.find('\u{2}')?;
        let before = line[..at].chars().next_back().filter(|one| !one.is_whitespace() && *one != 'x');
        let after = line[at + 1..].chars().next().filter(|one| !one.is_whitespace() && *one != 'x');
        Some(before.into_iter().chain(self.agency.chars()).chain(after).collect())
    }

    /// The first pattern with the names of its slots in place.
    pub(crate) fn sample(&self) -> String {
        let slot = |name: &'static str| if name == "AGENCY" { self.agency.clone() } else { name.to_owned() };
        let line = self.patterns.first().and_then(|pattern| pattern.render(|name| Some(slot(name).into())));
        line.unwrap_or_default()
    }

    /// Months in full, January first.
    pub(crate) fn months(&self) -> &[String] {
        &self.months
    }

    /// The dateline as it opens the first paragraph; `None` when no pattern can be filled.
    pub(crate) fn print(&self, dateline: &Dateline) -> Option<Printed> {
        self.patterns.iter().find_map(|pattern| self.print_by(pattern, dateline))
    }

    fn print_by(&self, pattern: &Template, dateline: &Dateline) -> Option<Printed> {
        let mut date: Option<Range<usize>> = None;
        let mut length = 0;
        // The template is filled slot by slot, so the words between are measured by rendering it once more with
        // marks round the date's slots; a date is short, so this costs nothing.
        let marked = pattern.render(|slot| {
            let value = self.value(slot, dateline)?;
            Some(if is_date(slot) { format!("\u{2}{value}\u{3}").into() } else { value })
        })?;
        let mut text = String::with_capacity(marked.len());
        for letter in marked.chars() {
            match letter {
                '\u{2}' => date = Some(date.map_or(length..length, |seen| seen.start..length)),
                '\u{3}' => date = date.map(|seen| seen.start..length),
                letter => {
                    text.push(letter);
                    length += letter.len_utf8();
                }
            }
        }
        Some(Printed { text, date: date.unwrap_or(0..0) })
    }

    fn value<'v>(&'v self, slot: &str, dateline: &'v Dateline) -> Option<Cow<'v, str>> {
        let text = |text: &'v str| Some(Cow::Borrowed(text.trim())).filter(|text| !text.is_empty());
        let large = |value: Option<Cow<'v, str>>| value.map(|value| Cow::Owned(capitals(&value, &self.language)));
        let month = |table: &'v [String]| Some(Cow::Borrowed(table.get(month_index(dateline.date?))?.as_str()));
        match slot {
            "CITY" => large(self.city(dateline)),
            "City" => self.city(dateline),
            "REGION" => large(self.beside(dateline, &dateline.region)),
            "Region" | "region" => self.beside(dateline, &dateline.region),
            "COUNTRY" => large(self.beside(dateline, &dateline.country)),
            "Country" | "country" => self.beside(dateline, &dateline.country),
            "MONTH" => large(month(&self.months)),
            "Month" => month(&self.months),
            "Mon" => month(&self.short_months),
            "D" => Some(dateline.date?.day().to_string().into()),
            "DD" => Some(format!("{:02}", dateline.date?.day()).into()),
            "MM" => Some(format!("{:02}", dateline.date?.month()).into()),
            "YYYY" => Some(format!("{:04}", dateline.date?.year()).into()),
            "AGENCY" => text(&self.agency),
            _ => None,
        }
    }

    fn city<'v>(&'v self, dateline: &'v Dateline) -> Option<Cow<'v, str>> {
        let typed = dateline.place.trim();
        let printed = self.spellings.get(typed).map_or(typed, String::as_str);
        (!printed.is_empty()).then_some(Cow::Borrowed(printed))
    }

    /// A region or country, unless the city stands alone.
    fn beside<'v>(&self, dateline: &Dateline, text: &'v str) -> Option<Cow<'v, str>> {
        let alone = self.stand_alone.iter().any(|city| city.eq_ignore_ascii_case(dateline.place.trim()));
        let text = text.trim();
        (!alone && !text.is_empty()).then_some(Cow::Borrowed(text))
    }

    /// Reads a dateline off the start of `paragraph`; `today` gives a date without a year the nearest one.
    pub(crate) fn read(&self, paragraph: &str, today: Date) -> Option<ReadDateline> {
        let mut end = paragraph.len().min(MAX_READ);
        while !paragraph.is_char_boundary(end) {
            end -= 1;
        }
        let start = &paragraph[..end];
        let accept = |slot: &str, value: &str| self.accepts(slot, value);
        self.patterns.iter().find_map(|pattern| {
            let (found, length) = pattern.read(start, Fit::Start, &accept)?;
            self.assemble(&found, length, today)
        })
    }

    fn accepts(&self, slot: &str, value: &str) -> bool {
        let named = |table: &[String]| table.iter().any(|month| month == value);
        let number = |max: u8| value.len() <= 2 && value.parse::<u8>().is_ok_and(|n| (1..=max).contains(&n));
        let name = value.chars().count() <= 60 && value.trim() == value && !value.contains(['\n', '"', '/']);
        match slot {
            "CITY" | "REGION" | "COUNTRY" => name && !value.chars().any(char::is_lowercase) && has_letter(value),
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
                "City" => dateline.place = self.typed(value).unwrap_or(value).to_owned(),
                "REGION" | "Region" | "region" => (*value).clone_into(&mut dateline.region),
                "COUNTRY" | "Country" | "country" => (*value).clone_into(&mut dateline.country),
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
        Some(ReadDateline { dateline, length, from_capitals, year_guessed })
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

fn is_date(slot: &str) -> bool {
    matches!(slot, "MONTH" | "Month" | "Mon" | "D" | "DD" | "MM" | "YYYY")
}

fn has_letter(value: &str) -> bool {
    value.chars().any(char::is_alphabetic)
}

fn month_index(date: Date) -> usize {
    usize::from(date.month().unsigned_abs()).saturating_sub(1)
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
        let small = super::small(word, language);
        if !out.is_empty() && SMALL_WORDS.contains(&small.as_str()) {
            out.push_str(&small);
        } else {
            let mut letters = word.chars();
            if let Some(first) = letters.next() {
                out.push(first);
                out.push_str(&super::small(letters.as_str(), language));
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
    use crate::Profile;

    fn line(place: &str, date: &str) -> Dateline {
        Dateline { place: place.to_owned(), date: date.parse().ok(), ..Dateline::default() }
    }

    fn day(text: &str) -> Date {
        text.parse().expect("a date")
    }

    fn house(patterns: &str) -> DatelineStyle {
        let months = "['Jan.','Feb.','March','April','May','June','July','Aug.','Sept.','Oct.','Nov.','Dec.']";
        let text = format!(
            "agency = 'AP'\npatterns = {patterns}\nmonths = {months}\nstand_alone = ['Moscow']\nspellings = {{ Kyiv = 'Kiev' }}"
        );
        DatelineStyle::build("en", toml::from_str(&text).expect("a dateline file")).expect("good patterns")
    }

    #[test]
    fn tass_prints_city_month_day_and_agency() {
        let tass = Profile::find("tass").expect("built in");
        let printed = tass.dateline(&line("Port Testland", "2026-11-03"), "en");
        assert_eq!(printed, "PORT TESTLAND, November 3. /TASS/. ");
        assert_eq!(tass.dateline(&line("Rome", ""), "en"), "ROME. /TASS/. ", "without a date the city stands alone");
        assert_eq!(tass.dateline(&Dateline::default(), "en"), "", "no place, no dateline");
        assert_eq!(tass.dateline(&line("Санкт-Петербург", "2026-05-09"), "ru"), "САНКТ-ПЕТЕРБУРГ, 9 мая. /ТАСС/. ");
    }

    #[test]
    fn a_city_that_stands_alone_needs_no_country() {
        let ap = house("['{CITY}, {Country} (AP) — ', '{CITY} (AP) — ']");
        let mut moscow = Dateline { place: "Moscow".into(), country: "Russia".into(), ..Dateline::default() };
        assert_eq!(ap.print(&moscow).expect("a city").text, "MOSCOW (AP) — ");
        moscow.place = "Kyiv".into();
        assert_eq!(ap.print(&moscow).expect("a city").text, "KIEV, Russia (AP) — ", "as the house spells it");
    }

    #[test]
    fn the_date_inside_the_dateline_is_found() {
        let printed = house("['{CITY}, {Mon} {D}, {YYYY} (X) - ']").print(&line("Rome", "2026-09-03"));
        let printed = printed.expect("all slots are filled");
        assert_eq!(&printed.text[printed.date], "Sept. 3, 2026");
    }

    #[test]
    fn a_printed_dateline_reads_back() {
        let style = house("['{CITY}, {Month} {D} (AP) — ']");
        for place in ["Port Testland", "Rostov-on-Don", "Moscow", "Kyiv", "Washington, D.C."] {
            let printed = style.print(&line(place, "2026-12-30")).expect("a city and a date").text + "The harbour";
            let read = style.read(&printed, day("2027-01-02")).expect("its own dateline");
            assert_eq!(read.dateline, line(place, "2026-12-30"), "{printed}");
            assert_eq!(&printed[read.length..], "The harbour");
            assert!(read.year_guessed, "no year is printed");
        }
    }

    #[test]
    fn a_year_is_the_nearest_and_a_leap_day_finds_its_own() {
        assert_eq!(nearest(2, 29, day("2027-03-01")), Some(day("2028-02-29")));
        assert_eq!(nearest(1, 2, day("2026-12-31")), Some(day("2027-01-02")));
        assert_eq!(nearest(2, 31, day("2026-12-31")), None, "there is no such day");
    }

    #[test]
    fn a_sentence_is_no_dateline() {
        let style = house("['{CITY}, {Month} {D} (AP) — ', '{CITY} (AP) — ']");
        for text in ["The harbour (AP) — ", "IN 1999, Nov. 32 (AP) — x", "\"ROME\" (AP) — ", "", "ROME"] {
            assert_eq!(style.read(text, day("2026-11-23")), None, "{text:?}");
        }
    }
}
