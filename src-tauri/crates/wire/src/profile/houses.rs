//! The built-in styles held to datelines as they are met in the field, out and back.

use jiff::civil::Date;
use wirecopy_story::Dateline;

use super::Profile;

fn house(id: &str) -> &'static Profile {
    Profile::find(id).expect("built in")
}

/// City, region, country, date; empty parts are not there.
fn dateline([place, region, country, date]: [&str; 4]) -> Dateline {
    Dateline { place: place.into(), region: region.into(), country: country.into(), date: date.parse().ok() }
}

fn today() -> Date {
    Date::constant(2026, 11, 24)
}

#[test]
fn every_house_prints_its_dateline_and_reads_it_back() {
    for (id, language, parts, printed) in [
        ("ap", "en", ["New York", "", "", ""], "NEW YORK (AP) — "),
        ("ap", "en", ["Chatham", "Massachusetts", "", ""], "CHATHAM, Mass. (AP) — "),
        ("ap", "en", ["Austin", "Texas", "", ""], "AUSTIN, Texas (AP) — "),
        ("ap", "en", ["Buenos Aires", "", "AR", ""], "BUENOS AIRES, Argentina (AP) — "),
        ("ap", "en", ["Port Testland", "", "Testland", ""], "PORT TESTLAND, Testland (AP) — "),
        ("reuters", "en", ["Beirut", "", "", "2026-09-30"], "BEIRUT, Sept 30 (Reuters) - "),
        ("reuters", "en", ["Beirut", "", "", ""], "BEIRUT (Reuters) - "),
        ("reuters", "en", ["", "", "", "2027-01-30"], "Jan 30 (Reuters) - "),
        ("afp", "en", ["Stockholm", "", "", "2014-08-29"], "Stockholm, Aug 29, 2014 (AFP) - "),
        ("afp", "fr", ["Paris", "", "", "2019-01-21"], "Paris, 21 jan 2019 (AFP) - "),
        ("afp", "fr", ["Strasbourg", "", "", "2024-07-10"], "Strasbourg, 10 juil 2024 (AFP) - "),
        ("dpa", "en", ["New York", "", "", ""], "New York (dpa) - "),
        ("xinhua", "en", ["Beijing", "", "", "2027-03-31"], "BEIJING, March 31 (Xinhua) -- "),
        ("xinhua", "en", ["Gaza", "", "", "2026-12-01"], "GAZA, Dec. 1 (Xinhua) -- "),
        ("xinhua", "fr", ["Beijing", "", "", "2026-08-10"], "BEIJING, 10 août (Xinhua) -- "),
        ("efe", "en", ["Tegucigalpa", "", "", "2027-01-02"], "Tegucigalpa, Jan 2 (EFE).- "),
        ("efe", "es", ["Nueva Delhi", "", "", "2027-01-21"], "Nueva Delhi, 21 ene (EFE).- "),
        ("interfax", "ru", ["Москва", "", "", "2026-12-31"], "Москва. 31 декабря. ИНТЕРФАКС - "),
        ("interfax", "en", ["Moscow", "", "", "2026-12-31"], "MOSCOW. Dec 31 (Interfax) - "),
    ] {
        let typed = dateline(parts);
        assert_eq!(house(id).dateline(&typed, language), printed, "{id} prints {parts:?}");
        let line = format!("{printed}The harbour has reopened.");
        let (read, read_language) = house(id).read_dateline(&line, today()).expect("its own dateline is read");
        assert_eq!((&read.dateline, read_language), (&typed, language), "{id} reads {printed:?}");
        assert_eq!(&line[read.length..], "The harbour has reopened.", "{id} leaves the text");
    }
}

#[test]
fn what_stands_beside_a_city_is_printed_only_where_the_house_prints_it() {
    for (parts, printed) in [
        (["Chicago", "Illinois", "US", ""], "CHICAGO (AP) — "),
        (["Moscow", "", "Russia", ""], "MOSCOW (AP) — "),
        (["Perm", "Perm Krai", "RU", ""], "PERM, Russia (AP) — "),
        (["Chatham", "Mass.", "US", ""], "CHATHAM, Mass. (AP) — "),
        (["Port Testland", "North Shore", "TL", ""], "PORT TESTLAND (AP) — "),
    ] {
        assert_eq!(house("ap").dateline(&dateline(parts), "en"), printed, "{parts:?}");
    }
}

#[test]
fn forms_that_are_only_met_in_the_field_are_read() {
    for (id, line, parts) in [
        ("ap", "CHATHAM, Mass. (AP) _ Text", ["Chatham", "Massachusetts", "", ""]),
        ("ap", "NEW YORK (AP) -- Text", ["New York", "", "", ""]),
        ("afp", "Stockholm, Aug 29 (AFP) - Text", ["Stockholm", "", "", "2026-08-29"]),
        ("dpa", "Berlin (dpa) – Text", ["Berlin", "", "", ""]),
        ("interfax", "Москва. 31 декабря. ИНТЕРФАКС – Text", ["Москва", "", "", "2026-12-31"]),
    ] {
        let (read, _) = house(id).read_dateline(line, today()).expect("the form is read");
        assert_eq!(read.dateline, dateline(parts), "{line}");
        assert_eq!(&line[read.length..], "Text", "{line}");
    }
}

#[test]
fn no_house_reads_the_dateline_of_another() {
    for one in Profile::builtin() {
        for style in one.dateline_styles() {
            let printed =
                style.print(&dateline(["Rome", "", "", "2026-11-23"])).expect("a city is enough").text + "Text";
            for other in Profile::builtin().iter().filter(|other| other.id() != one.id()) {
                assert_eq!(other.read_dateline(&printed, today()), None, "{} reads {printed:?}", other.id());
            }
        }
    }
}

#[test]
fn limits_are_those_that_are_known() {
    let limit =
        |id: &str, field: &str| house(id).limits().iter().find(|(name, _)| name == field).map(|(_, most)| *most);
    for (id, field, expected) in [
        ("reuters", "headline", Some(64)),
        ("ap", "slug", Some(21)),
        ("dpa", "slug", Some(21)),
        ("interfax", "headline", Some(76)),
        ("afp", "headline", None),
    ] {
        assert_eq!(limit(id, field), expected, "{field} of {id}");
    }
}
