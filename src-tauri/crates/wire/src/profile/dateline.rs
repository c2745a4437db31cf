//! The dateline as one house prints it: patterns from the fullest to the barest, month tables, stand-alone cities,
//! spellings. The first pattern whose slots can all be filled is printed; the same patterns read it back.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use wirecopy_story::Dateline;

use super::file::{DatelineFile, Regions};
use super::template::Template;
use super::{ProfileError, capitals};

mod read;

pub(crate) use read::ReadDateline;

const SLOTS: &[&str] = &[
    "CITY", "City", "REGION", "Region", "region", "COUNTRY", "Country", "country", "MONTH", "Month", "Mon", "D", "DD",
    "MM", "YYYY", "AGENCY",
];

/// The dateline grammar of one language.
#[derive(Debug, Clone)]
pub(crate) struct DatelineStyle {
    language: String,
    agency: String,
    patterns: Vec<Template>,
    /// Read, never printed.
    reads: Vec<Template>,
    months: Vec<String>,
    short_months: Vec<String>,
    stand_alone: Vec<String>,
    regions: BTreeMap<String, String>,
    printed_regions: Regions,
    countries: BTreeMap<String, String>,
    spellings: BTreeMap<String, String>,
}

/// A dateline as printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Printed {
    /// With the space that parts it from the text.
    pub(crate) text: String,
    /// Bytes of `text` that say the date; empty when none does.
    pub(crate) date: Range<usize>,
    /// Names of the slots that were filled.
    pub(crate) slots: Vec<&'static str>,
}

impl Printed {
    /// Whether the region is in it.
    pub(crate) fn has_region(&self) -> bool {
        self.slots.iter().any(|slot| slot.eq_ignore_ascii_case("region"))
    }

    /// Whether the country is in it.
    pub(crate) fn has_country(&self) -> bool {
        self.slots.iter().any(|slot| slot.eq_ignore_ascii_case("country"))
    }
}

impl DatelineStyle {
    pub(super) fn build(language: &str, file: DatelineFile) -> Result<Self, ProfileError> {
        let key = format!("dateline.{language}");
        let templates = |name: &str, patterns: &[String]| -> Result<Vec<_>, _> {
            let wrong = |got| ProfileError::key(format!("{key}.{name}"), "a pattern of known slots", got);
            patterns.iter().map(|pattern| Template::parse(pattern, SLOTS).map_err(wrong)).collect()
        };
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
            patterns: templates("patterns", &file.patterns)?,
            reads: templates("reads", &file.reads)?,
            months: file.months,
            short_months,
            stand_alone: file.stand_alone,
            regions: file.regions,
            printed_regions: file.printed_regions,
            countries: file.countries,
            spellings: file.spellings,
        })
    }

    /// The same grammar in other words; cities are still looked up as they are typed.
    pub(super) fn reworded(&self, word: &dyn Fn(&str) -> String) -> Self {
        let all = |words: &[String]| words.iter().map(|one| word(one)).collect();
        let values = |map: &BTreeMap<String, String>| map.iter().map(|(key, one)| (key.clone(), word(one))).collect();
        Self {
            language: self.language.clone(),
            agency: word(&self.agency),
            patterns: self.patterns.iter().map(|pattern| pattern.reworded(word)).collect(),
            reads: self.reads.clone(),
            months: all(&self.months),
            short_months: all(&self.short_months),
            stand_alone: self.stand_alone.clone(),
            regions: values(&self.regions),
            printed_regions: self.printed_regions,
            countries: values(&self.countries),
            spellings: values(&self.spellings),
        }
    }

    pub(crate) fn language(&self) -> &str {
        &self.language
    }

    pub(crate) fn agency(&self) -> &str {
        &self.agency
    }

    /// The agency's name with the characters beside it, `/TASS/`: what tells a dateline from a sentence. A name that
    /// stands bare is taken with all that follows it, `ИНТЕРФАКС -`.
    pub(crate) fn agency_mark(&self) -> Option<String> {
        let pattern = self.patterns.first()?;
        let line = pattern.render(|slot| Some(if slot == "AGENCY" { "\u{2}" } else { "x" }.into()))?;
        let at = line.find('\u{2}')?;
        let before = line[..at].chars().next_back().filter(|one| !one.is_whitespace() && *one != 'x');
        let after = line[at + 1..].chars().next().filter(|one| !one.is_whitespace() && *one != 'x');
        let bare = before.is_none() && after.is_none();
        let rest = if bare { line[at + 1..].trim_end().to_owned() } else { after.into_iter().collect() };
        Some(before.into_iter().chain(self.agency.chars()).chain(rest.chars()).collect())
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
        Some(Printed { text, date: date.unwrap_or(0..0), slots: pattern.slots().collect() })
    }

    fn value<'v>(&'v self, slot: &str, dateline: &'v Dateline) -> Option<Cow<'v, str>> {
        let text = |text: &'v str| Some(Cow::Borrowed(text.trim())).filter(|text| !text.is_empty());
        let large = |value: Option<Cow<'v, str>>| value.map(|value| Cow::Owned(capitals(&value, &self.language)));
        let month = |table: &'v [String]| Some(Cow::Borrowed(table.get(month_index(dateline.date?))?.as_str()));
        match slot {
            "CITY" => large(self.city(dateline)),
            "City" => self.city(dateline),
            "REGION" => large(self.beside(dateline, self.region(dateline))),
            "Region" | "region" => self.beside(dateline, self.region(dateline)),
            "COUNTRY" => large(self.beside(dateline, self.country(dateline))),
            "Country" | "country" => self.beside(dateline, self.country(dateline)),
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
        // A sign in the place of a name reads like a mark of the page.
        printed.contains(char::is_alphanumeric).then_some(Cow::Borrowed(printed))
    }

    /// The region as the house prints it; empty where it prints none.
    fn region<'v>(&'v self, dateline: &'v Dateline) -> &'v str {
        let typed = dateline.region.trim();
        let listed = self.regions.get(typed).map(String::as_str);
        let printed = || self.regions.values().any(|one| one == typed);
        match self.printed_regions {
            Regions::All => listed.unwrap_or(typed),
            Regions::Listed => listed.unwrap_or(if printed() { typed } else { "" }),
        }
    }

    /// The country's name; a code that the house has no name for is not printed.
    fn country<'v>(&'v self, dateline: &'v Dateline) -> &'v str {
        let typed = dateline.country.trim();
        let is_code = typed.len() == 2 && typed.bytes().all(|letter| letter.is_ascii_uppercase());
        let name = self.countries.get(typed).map(String::as_str);
        name.unwrap_or(if is_code { "" } else { typed })
    }

    /// A region or country, unless the city stands alone.
    fn beside<'v>(&self, dateline: &Dateline, text: &'v str) -> Option<Cow<'v, str>> {
        let alone = self.stand_alone.iter().any(|city| city.eq_ignore_ascii_case(dateline.place.trim()));
        let text = text.trim();
        (!alone && !text.is_empty()).then_some(Cow::Borrowed(text))
    }
}

fn is_date(slot: &str) -> bool {
    matches!(slot, "MONTH" | "Month" | "Mon" | "D" | "DD" | "MM" | "YYYY")
}

fn month_index(date: Date) -> usize {
    usize::from(date.month().unsigned_abs()).saturating_sub(1)
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
            "agency = 'AP'\npatterns = {patterns}\nmonths = {months}\nstand_alone = ['Moscow']\nspellings = {{ Kyiv = 'Kiev' }}\ncountries = {{ RU = 'Russia' }}"
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
        (moscow.place, moscow.country) = ("Perm".into(), "RU".into());
        let printed = ap.print(&moscow).expect("a city").text;
        assert_eq!(printed, "PERM, Russia (AP) — ", "a code prints as the country's name");
        assert_eq!(ap.read(&printed, day("2026-11-23")).expect("its own dateline").dateline, moscow);
        moscow.country = "TL".into();
        assert_eq!(ap.print(&moscow).expect("a city").text, "PERM (AP) — ", "a code without a name is not printed");
        (moscow.place, moscow.country) = ("Kyiv".into(), "Russia".into());
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
    fn a_sentence_is_no_dateline() {
        let style = house("['{CITY}, {Month} {D} (AP) — ', '{CITY} (AP) — ']");
        for text in ["The harbour (AP) — ", "IN 1999, Nov. 32 (AP) — x", "\"ROME\" (AP) — ", "", "ROME"] {
            assert_eq!(style.read(text, day("2026-11-23")), None, "{text:?}");
        }
    }
}
