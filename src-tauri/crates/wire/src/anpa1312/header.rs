//! The two header lines, `a0042<US>-----` and `r i<DC3><DC1> BC-TESTLAND-GRAIN     12-20 0032`, and the transmission
//! line behind ETX, `AP-WF-12-20-26 1415GMT<`.

use jiff::Timestamp;
use wirecopy_story::ReleaseKind;

use crate::WireItem;
use crate::telegraph;

/// Body type, agate; text, tabular.
pub(super) const DC3: char = '\u{13}';
pub(super) const DC4: char = '\u{14}';
pub(super) const DC1: char = '\u{11}';
pub(super) const DC2: char = '\u{12}';
pub(super) const US: char = '\u{1F}';

/// The most characters of the keyword, its cycle included.
pub(super) const MAX_KEYWORD: usize = 24;

/// The first line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct First<'h> {
    pub(super) number: &'h str,
    pub(super) extra: &'h str,
    /// `None`: no US, as some agencies send it.
    pub(super) selector: Option<&'h str>,
}

impl<'h> First<'h> {
    /// Reads the line; `None` without a service letter and four digits.
    pub(super) fn read(line: &'h str) -> Option<Self> {
        let rest = line.strip_prefix(|one: char| one.is_ascii_alphabetic())?;
        let (number, rest) = rest.split_at_checked(4)?;
        telegraph::digits::<u32>(number, 4)?;
        let (extra, selector) = rest.split_once(US).map_or((rest, None), |(extra, selector)| (extra, Some(selector)));
        Some(Self { number, extra, selector })
    }
}

/// The second line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Second<'h> {
    pub(super) priority: char,
    pub(super) category: &'h str,
    pub(super) tabular: bool,
    pub(super) keyword: &'h str,
    /// Version and reference.
    pub(super) between: Vec<&'h str>,
    pub(super) date: (u8, u8),
    pub(super) words: &'h str,
}

impl<'h> Second<'h> {
    /// Reads the line; `None` when it is none.
    pub(super) fn read(line: &'h str) -> Option<Self> {
        let priority = line.chars().next().filter(char::is_ascii_alphabetic)?;
        let rest = line[1..].strip_prefix(' ')?;
        let category = rest.get(..1).filter(|one| one.bytes().all(|one| one.is_ascii_alphabetic()))?;
        let rest = rest[1..].strip_prefix([DC3, DC4])?;
        let form = rest.chars().next().filter(|one| matches!(*one, DC1 | DC2))?;
        let rest = rest[1..].strip_prefix(' ')?;
        let mut parts: Vec<&str> = rest.split(' ').filter(|part| !part.is_empty()).collect();
        if parts.is_empty() || rest.starts_with(' ') {
            return None;
        }
        let keyword = parts.remove(0);
        let mut words = "";
        if let Some(count) = parts.pop_if(|part| (1..=4).contains(&part.len()) && is_number(part)) {
            words = count;
        }
        let (month, day) = parts.pop()?.split_once('-')?;
        let date = (telegraph::digits(month, 2)?, telegraph::digits(day, 2)?);
        Some(Self { priority, category, tabular: form == DC2, keyword, between: parts, date, words })
    }

    /// Whether the filing date is MM-DD, or DD-MM as CP sends it.
    pub(super) fn has_day(&self) -> bool {
        let (month, day) = self.date;
        ((1..=12).contains(&month) && (1..=31).contains(&day)) || (1..=12).contains(&day)
    }
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|one| one.is_ascii_digit())
}

/// The version words of an item: in the header, and as the first text line spells them.
pub(super) fn version(item: &WireItem) -> (String, String) {
    let word = match item.kind {
        ReleaseKind::New => "",
        ReleaseKind::Update => {
            let nth = item.version.saturating_sub(1).max(1);
            let suffix = match (nth % 10, nth % 100) {
                (_, 11..=13) => "th",
                (1, _) => "st",
                (2, _) => "nd",
                (3, _) => "rd",
                _ => "th",
            };
            return (format!("{nth}{suffix}Ld-Writethru"), format!("{nth}{suffix} Ld-Writethru"));
        }
        ReleaseKind::Correction => "Correction",
        ReleaseKind::Refile => "Refile",
        ReleaseKind::Repeat => "Repeat",
        ReleaseKind::Hold => "HOLD",
        ReleaseKind::Release => "Release",
        ReleaseKind::Kill => "KILL",
    };
    (word.to_owned(), word.to_owned())
}

/// The kind and version of version words; `None` for words that say neither.
pub(super) fn read_version(words: &str) -> Option<(ReleaseKind, u32)> {
    let small = words.to_lowercase();
    if let Some((number, _)) = small.split_once("ld") {
        let digits = number.trim_end_matches(|one: char| one.is_alphabetic() || one == ' ');
        if let Ok(nth) = digits.parse::<u32>() {
            return Some((ReleaseKind::Update, nth.saturating_add(1)));
        }
    }
    let kinds = [
        ("kill", ReleaseKind::Kill),
        ("correct", ReleaseKind::Correction),
        ("refile", ReleaseKind::Refile),
        ("repeat", ReleaseKind::Repeat),
        ("hold", ReleaseKind::Hold),
        ("release", ReleaseKind::Release),
    ];
    kinds.into_iter().find(|(word, _)| small.starts_with(word)).map(|(_, kind)| (kind, 2))
}

/// A transmission line as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Transmission {
    /// `None`: the calendar has no such moment, or the form gives none.
    pub(super) at: Option<Timestamp>,
    /// In the agency's own time, whose zone is not known.
    pub(super) local: bool,
}

/// Reads AP's, Kyodo's, CP's or AAP's form; `None` when it is none of them.
pub(super) fn read_transmission(line: &str) -> Option<Transmission> {
    let bare = line.strip_suffix('<').unwrap_or(line);
    let shape: String = bare
        .chars()
        .map(|one| match one {
            '0'..='9' => '9',
            'A'..='Z' => 'A',
            one => one,
        })
        .collect();
    let two = |at: usize| bare.get(at..at + 2).and_then(|text| telegraph::digits::<i8>(text, 2));
    let at = |date: usize, (month, day): (usize, usize), clock: (usize, usize)| {
        let year = telegraph::century(i16::from(two(date + 6)?));
        telegraph::moment(year, two(date + month)?, two(date + day)?, (two(clock.0)?, two(clock.1)?))
    };
    let (at, local) = match shape.as_str() {
        "AA-AA-99-99-99 9999AAA" if line.ends_with("GMT<") => (at(6, (0, 3), (15, 17)), false),
        "AA-99:99-99-99-99" => (at(9, (0, 3), (3, 6)), true),
        "AAA-99:99-99-99-99" => (at(10, (0, 3), (4, 7)), true),
        "AAAA-99:99-99-99-99" => (at(11, (0, 3), (5, 8)), true),
        "99:99AA 99-99-99" => (at(8, (3, 0), (0, 3)), true),
        "99:99AAA 99-99-99" => (at(9, (3, 0), (0, 3)), true),
        "99-99-99 99-99-99" => (None, true),
        _ => return None,
    };
    Some(Transmission { at, local })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_lines_fall_apart() {
        let first = First::read("a0042KYODO\u{1F}asian").expect("a first line");
        assert_eq!((first.number, first.extra, first.selector), ("0042", "KYODO", Some("asian")));
        let second = Second::read("r i\u{13}\u{11} BC-Testland-Budget 2ndLd a0042 12-20 0032").expect("a second line");
        assert_eq!((second.priority, second.category, second.keyword), ('r', "i", "BC-Testland-Budget"));
        assert_eq!((second.between.as_slice(), second.date, second.words), (&["2ndLd", "a0042"][..], (12, 20), "0032"));
        let blank = Second::read("r i\u{13}\u{11} BC-X     12-20 ").expect("a word count may be blank");
        assert_eq!((blank.words, blank.tabular), ("", false));
        for none in ["", "r i BC-X 12-20 0032", "r i\u{11}\u{13} BC-X 12-20 0032", "r i\u{13}\u{11} BC-X 1220 0032"] {
            assert_eq!(Second::read(none), None, "{none:?}");
        }
    }

    #[test]
    fn transmission_lines_of_four_agencies_are_known() {
        let at: Timestamp = "2013-11-13T15:09:00Z".parse().expect("an RFC 3339 time");
        let ap = Transmission { at: Some(at), local: false };
        assert_eq!(read_transmission("AP-WF-11-13-13 1509GMT<"), Some(ap));
        for line in ["KWS-15:09-11-13-13", "15:09ET 13-11-13<"] {
            assert_eq!(read_transmission(line), Some(Transmission { at: Some(at), local: true }), "{line}");
        }
        assert!(read_transmission("13-11-13 15-09-00").is_some(), "AAP's form");
        for none in ["", "AP-WF-11-13-13 1509EST<", "AP-WF-11-13-13 1509GMT"] {
            assert_eq!(read_transmission(none), None, "{none:?}");
        }
    }

    #[test]
    fn version_words_are_written_and_read() {
        let mut item = WireItem::first(wirecopy_story::Story::default(), "", Timestamp::UNIX_EPOCH);
        for (kind, version, expected) in [
            (ReleaseKind::New, 1, ""),
            (ReleaseKind::Update, 2, "1stLd-Writethru"),
            (ReleaseKind::Update, 12, "11thLd-Writethru"),
            (ReleaseKind::Update, 24, "23rdLd-Writethru"),
            (ReleaseKind::Correction, 2, "Correction"),
            (ReleaseKind::Kill, 2, "KILL"),
        ] {
            (item.kind, item.version) = (kind, version);
            let (header, spoken) = super::version(&item);
            assert_eq!(header, expected);
            if kind != ReleaseKind::New {
                assert_eq!(read_version(&header), Some((kind, version)), "{header}");
                assert_eq!(read_version(&spoken), Some((kind, version)), "{spoken}");
            }
        }
        assert_eq!(read_version("Golden"), None, "a word with `ld` in it is no lead");
    }
}
