//! Byline and dateline of `body.head` (NITF 3.6): as they are printed, with names, roles and places told apart.

use wirecopy_story::{Byline, Dateline, Place, Story};

use super::words;
use crate::json::shortened;
use crate::opening;
use crate::profile::byline::BylinePart;
use crate::profile::dateline::Printed;
use crate::xhtml::ReadBody;
use crate::xml::{Element, Writer};
use crate::{Profile, Reading, moment};

/// Writes the authors as one `byline`; nothing without an author. An address, and a role that the house does not print
/// behind the name, are `alt-code`: told, not printed.
pub(crate) fn write_byline(writer: &mut Writer, authors: &[Byline], profile: &Profile) {
    let parts = profile.byline_parts(authors);
    if parts.is_empty() {
        return;
    }
    writer.leaf("byline");
    if !matches!(parts.first(), Some(BylinePart::Words(_))) {
        // Some receivers stop at a byline that opens with an element.
        writer.text(" ");
    }
    for (at, part) in parts.iter().enumerate() {
        match part {
            BylinePart::Words(words) => {
                writer.text(words);
            }
            BylinePart::Role(author) => {
                writer.begin("byttl").text(&author.role).end();
            }
            BylinePart::Name(author) => {
                let mut own = parts[at + 1..].iter().take_while(|part| !matches!(part, BylinePart::Name(_)));
                let role_follows = own.any(|part| matches!(part, BylinePart::Role(_)));
                writer.begin("person").text(&author.name);
                alt_code(writer, "email", &author.email);
                alt_code(writer, "role", if role_follows { "" } else { &author.role });
                writer.end();
            }
        }
    }
    writer.end();
}

fn alt_code(writer: &mut Writer, source: &str, value: &str) {
    if !value.is_empty() {
        writer.begin("alt-code").attribute("idsrc", source).attribute("value", value).end();
    }
}

/// The authors of a `byline`: its persons, or what the profile reads out of its words.
pub(crate) fn read_byline(byline: &Element, profile: &Profile) -> Vec<Byline> {
    let mut authors: Vec<Byline> = Vec::new();
    for element in byline.elements() {
        match (element.name.as_str(), authors.last_mut()) {
            ("person", _) => {
                let coded = |source: &str| {
                    let code = element.all("alt-code").find(|code| code.attribute("idsrc") == Some(source));
                    code.and_then(|code| code.attribute("value")).unwrap_or("").to_owned()
                };
                authors.push(Byline { name: words(element), role: coded("role"), email: coded("email") });
            }
            ("byttl", Some(author)) if author.role.is_empty() => author.role = words(element),
            ("virtloc", Some(author)) if author.email.is_empty() => author.email = words(element),
            _ => {}
        }
    }
    if authors.is_empty() {
        let titles: Vec<String> = byline.all("byttl").map(words).collect();
        let line = words(byline);
        let mut line = line.trim();
        if let [title] = titles.as_slice()
            && let Some(name) = line.strip_suffix(title.as_str()).map(|name| name.trim_end_matches([' ', ',']))
        {
            // A title right behind the name, without a mark or a space between them.
            if !name.is_empty() {
                let name = without_by(name).to_owned();
                return vec![Byline { name, role: title.clone(), ..Byline::default() }];
            }
            line = name;
        }
        if line.is_empty() {
            return authors;
        }
        return profile
            .read_byline(line)
            .unwrap_or_else(|| vec![Byline { name: without_by(line).to_owned(), ..Byline::default() }]);
    }
    authors
}

/// `By Anna Primerova` without its first word.
fn without_by(line: &str) -> &str {
    let rest = line.get(..3).filter(|first| first.eq_ignore_ascii_case("by ")).map(|_| &line[3..]);
    rest.map(str::trim_start).filter(|rest| !rest.is_empty()).unwrap_or(line)
}

/// Writes the dateline with its place and its day; nothing when nothing is given. What the body prints stands in the
/// body.
pub(crate) fn write_dateline(writer: &mut Writer, dateline: &Dateline, printed: Option<&Printed>) {
    if dateline.is_empty() {
        return;
    }
    writer.leaf("dateline");
    let Dateline { place, region, country, .. } = dateline;
    if [place, region, country].iter().any(|part| !part.is_empty()) {
        write_location(writer.begin("location"), place, region, country);
        writer.end();
    }
    if let Some(date) = dateline.date {
        let shown = printed.and_then(|printed| printed.text.get(printed.date.clone())).unwrap_or("");
        let names = !(place.is_empty() && region.is_empty() && (country.is_empty() || is_alpha_2(country)));
        writer.text(if names && !shown.is_empty() { ", " } else { "" });
        writer.begin("story.date").attribute("norm", &moment::basic_day(date)).text(shown).end();
    }
    writer.end();
}

/// The parts of a place inside a `location` that is open.
pub(crate) fn write_location(writer: &mut Writer, name: &str, region: &str, country: &str) {
    let mut between = "";
    for (element, text) in [("city", name), ("state", region), ("country", country)] {
        if text.is_empty() {
            continue;
        }
        if element == "country" && is_alpha_2(text) {
            // A code is told, not printed: no comma leads to it.
            writer.begin(element).attribute("iso-cc", text).end();
            continue;
        }
        writer.text(between).begin(element).text(text).end();
        between = ", ";
    }
}

/// The dateline of `body.head`. The city alone is the place where a feed names its parts; else all of its words are.
pub(crate) fn read_dateline(element: &Element) -> Dateline {
    let location = element.first("location").map(read_location).unwrap_or_default();
    let date = element.first("story.date").and_then(|date| date.attribute("norm")).and_then(moment::read);
    let mut place = location.name;
    if element.first("location").is_none() {
        words(element).trim().clone_into(&mut place);
    }
    Dateline { place, region: location.region, country: location.country, date: date.map(|told| told.clock.date()) }
}

/// A `location` of any feed.
pub(crate) fn read_location(location: &Element) -> Place {
    let part = |name: &str| location.first(name).map(words).unwrap_or_default();
    let code = location.first("country").and_then(|country| country.attribute("iso-cc")).unwrap_or("");
    let named = part("country");
    let country = if is_alpha_2(code) || named.is_empty() { code.to_owned() } else { named };
    let mut place = Place { name: part("city"), region: part("state"), country };
    if place.region.is_empty() {
        place.region = part("region");
    }
    if location.elements().next().is_none() {
        place.name = words(location);
    }
    place
}

/// A code of ISO 3166-1 alpha-2 by its shape.
pub(crate) fn is_alpha_2(country: &str) -> bool {
    country.len() == 2 && country.bytes().all(|one| one.is_ascii_uppercase())
}

/// The dateline that the text prints belongs to the story's dateline and not to its words: what the message told of it
/// before stands, the printed one fills what is missing. The answer is what an editor must look at.
pub(crate) fn settle_dateline(read: &mut ReadBody, story: &mut Story, reading: &Reading<'_>) -> Vec<String> {
    let Some(printed) = read.dateline.take() else {
        return opening::take(&mut read.body, story, reading);
    };
    // One that says nothing keeps the words behind it from being taken for one.
    if !story.dateline.is_empty() || printed.trim().is_empty() {
        return Vec::new();
    }
    let found = opening::alone(&printed, reading);
    let lost = found.is_none();
    story.dateline = found.map(|found| found.dateline).unwrap_or_default();
    story.dateline.date = read.date.or(story.dateline.date);
    if lost { vec![format!("The dateline {:?} is not read", shortened(printed.trim()))] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(text: &str) -> Element {
        crate::xml::read(text.as_bytes()).expect("well-formed").root
    }

    fn written(write: impl FnOnce(&mut Writer)) -> String {
        let mut writer = Writer::message(0);
        write(&mut writer);
        let text = String::from_utf8(writer.into_bytes()).expect("text");
        text.split_once('\n').map(|(_, line)| line.trim_end().to_owned()).unwrap_or_default()
    }

    #[test]
    fn authors_are_printed_as_the_house_prints_them_and_read_back() {
        let author = |name: &str, role: &str, email: &str| Byline {
            name: name.to_owned(),
            role: role.to_owned(),
            email: email.to_owned(),
        };
        let profile = Profile::find("generic").expect("built in");
        let authors = [author("A. One", "correspondent", "one@x.example"), author("B. Two", "", "")];
        let line = written(|writer| write_byline(writer, &authors, profile));
        assert_eq!(
            line,
            "<byline>By <person>A. One<alt-code idsrc=\"email\" value=\"one@x.example\"/></person>, \
             <byttl>correspondent</byttl> and <person>B. Two</person></byline>"
        );
        assert_eq!(read_byline(&element(&line), profile), authors);
    }

    #[test]
    fn bylines_of_other_feeds_are_read() {
        let profile = Profile::find("generic").expect("built in");
        for (byline, name, role) in [
            ("<byline>By JOHN SMITH</byline>", "JOHN SMITH", ""),
            ("<byline>\n  Anna Primerova\n</byline>", "Anna Primerova", ""),
            ("<byline>By JANE DOE<byttl>Associated Press</byttl></byline>", "JANE DOE", "Associated Press"),
            ("<byline>Anna Primerova<br/>in Port Testland</byline>", "Anna Primerova in Port Testland", ""),
            (
                "<byline>By <person><name.given>A.</name.given> <name.family>B</name.family></person> <byttl>editor</byttl></byline>",
                "A. B",
                "editor",
            ),
        ] {
            let authors = read_byline(&element(byline), profile);
            let told: Vec<_> = authors.iter().map(|one| (one.name.as_str(), one.role.as_str())).collect();
            assert_eq!(told, [(name, role)], "{byline}");
        }
        assert_eq!(read_byline(&element("<byline> </byline>"), profile), [], "no author");
    }

    #[test]
    fn a_dateline_has_commas_only_between_what_is_printed() {
        let date = "2026-11-23".parse().ok();
        let printed = Printed { text: "ROME, November 23".into(), date: 6..17, slots: Vec::new() };
        for (place, country, printed, expected) in [
            ("Rome", "IT", Some(&printed), "Rome, November 23"),
            ("Rome", "Italy", Some(&printed), "Rome, Italy, November 23"),
            ("", "IT", Some(&printed), "November 23"),
            ("Rome", "IT", None, "Rome"),
        ] {
            let dateline = Dateline { place: place.into(), country: country.into(), date, ..Dateline::default() };
            let line = written(|writer| write_dateline(writer, &dateline, printed));
            assert_eq!(words(&element(&line)), expected, "{line}");
        }
    }

    #[test]
    fn a_dateline_reads_back_by_its_parts() {
        let date = "2026-11-23".parse().ok();
        for (place, region, country) in [("Port Testland", "Coast", "TL"), ("", "", "Testland"), ("Rome", "", "")] {
            let dateline = Dateline { place: place.into(), region: region.into(), country: country.into(), date };
            let line = written(|writer| write_dateline(writer, &dateline, None));
            assert_eq!(read_dateline(&element(&line)), dateline, "{line}");
        }
        let foreign =
            element("<dateline><location>NEW YORK</location>, <story.date norm='20140829T123015Z'/></dateline>");
        let read = read_dateline(&foreign);
        assert_eq!((read.place.as_str(), read.date.map(jiff::civil::Date::day)), ("NEW YORK", Some(29)));
    }
}
