//! Datatypes of values (XML Schema 1.0 part 2), as far as the tables use them. White space round a value is no part of
//! it but where the type is a text (the facet whiteSpace, 4.3.6).

use super::iri::is_iri;
use super::moment::{Moment, is_duration, is_moment};

/// What a value must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Datatype {
    /// Any text.
    Text,
    /// A text without line breaks and tabs.
    Line,
    /// This text.
    Fixed(&'static str),
    /// One of these texts.
    Words(Vec<&'static str>),
    /// One of these tokens.
    Tokens(Vec<&'static str>),
    Iri,
    /// IRIs with white space between, or nothing.
    Iris,
    /// `alias:code`.
    QCode,
    QCodes,
    NmToken,
    NmTokens,
    NcName,
    QName,
    Id,
    IdRef,
    IdRefs,
    /// The name of an unparsed entity. Nothing is one, as no message may declare one.
    Entity,
    Language,
    LanguageOrEmpty,
    Boolean,
    Decimal,
    Double,
    Whole(Range),
    /// At least one number of a range; below nought the range has no nought.
    Numbers(Range),
    /// At least one day of the week, each with the number of the week before it or without: `MO -1FR`.
    Weekdays,
    /// `2.35`.
    Version,
    /// One of these moments.
    Moments(&'static [Moment]),
    MomentOrEmpty,
    Duration,
}

/// Both ends are inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    least: Option<i32>,
    most: Option<i32>,
}

impl Datatype {
    /// The datatype that a table calls so.
    pub(super) fn named(name: &'static str, arguments: Option<&'static str>) -> Option<Self> {
        if let Some(arguments) = arguments {
            return match name {
                "numbers" => Range::read(arguments).map(Self::Numbers),
                "NMTOKEN" => Some(Self::Tokens(arguments.split('|').collect())),
                _ => None,
            };
        }
        Some(match name {
            "string" => Self::Text,
            "line" => Self::Line,
            "IRI" => Self::Iri,
            "IRIs" => Self::Iris,
            "QCode" => Self::QCode,
            "QCodes" => Self::QCodes,
            "NMTOKEN" => Self::NmToken,
            "NMTOKENS" => Self::NmTokens,
            "NCName" => Self::NcName,
            "QName" => Self::QName,
            "ID" => Self::Id,
            "IDREF" => Self::IdRef,
            "IDREFS" => Self::IdRefs,
            "ENTITY" => Self::Entity,
            "language" => Self::Language,
            "boolean" => Self::Boolean,
            "decimal" => Self::Decimal,
            "double" => Self::Double,
            "weekdays" => Self::Weekdays,
            "version" => Self::Version,
            "dateTime" => Self::Moments(&[Moment::Second]),
            "day-or-moment" => Self::Moments(&[Moment::Day, Moment::Second]),
            "truncated-moment" => Self::Moments(&[Moment::Day, Moment::Second, Moment::Month, Moment::Year]),
            "any-moment" => Self::Moments(&Moment::ALL),
            "moment-or-empty" => Self::MomentOrEmpty,
            "duration" => Self::Duration,
            range => return Range::read(range).map(Self::Whole),
        })
    }

    /// The datatype of an attribute of XML itself.
    pub(super) fn of_xml(name: &str) -> Option<Self> {
        match name {
            "xml:lang" => Some(Self::LanguageOrEmpty),
            "xml:space" => Some(Self::Tokens(vec!["default", "preserve"])),
            "xml:base" => Some(Self::Iri),
            "xml:id" => Some(Self::Id),
            _ => None,
        }
    }

    /// One of the words of a list with `|` between; those in quotes are taken out of them.
    pub(super) fn words(list: &'static str) -> Self {
        Self::Words(list.split('|').map(|word| word.trim().trim_matches('"')).collect())
    }

    /// Whether `value` is one of this type, as far as the value alone says it.
    pub(super) fn accepts(&self, value: &str) -> bool {
        let token = trim(value);
        match self {
            Self::Text => true,
            Self::Iri => is_iri(token),
            Self::Iris => items(value).all(is_iri),
            Self::Line => !value.contains(['\t', '\n', '\r']),
            Self::Fixed(text) => value == *text,
            Self::Words(words) => words.contains(&value),
            Self::Tokens(words) => words.contains(&token),
            Self::QCode => is_qcode(value),
            Self::QCodes => items(value).all(is_qcode),
            Self::NmToken => is_nmtoken(token),
            Self::NmTokens => some(value, is_nmtoken),
            Self::NcName | Self::Id | Self::IdRef => is_ncname(token),
            Self::IdRefs => some(value, is_ncname),
            Self::QName => match token.split_once(':') {
                Some((prefix, name)) => is_ncname(prefix) && is_ncname(name),
                None => is_ncname(token),
            },
            Self::Entity => false,
            Self::Language => is_language(token),
            Self::LanguageOrEmpty => value.is_empty() || is_language(token),
            Self::Boolean => matches!(token, "true" | "false" | "1" | "0"),
            Self::Decimal => is_decimal(token),
            Self::Double => is_double(token),
            Self::Whole(range) => range.holds(token),
            Self::Numbers(range) => some(value, |one| range.holds(one) && (!range.has_negatives() || !is_nought(one))),
            Self::Weekdays => some(value, is_weekday),
            Self::Version => token == value && value.split_once('.').is_some_and(|(a, b)| is_digits(a) && is_digits(b)),
            Self::Moments(kinds) => kinds.iter().any(|kind| is_moment(token, *kind)),
            Self::MomentOrEmpty => value.is_empty() || is_moment(token, Moment::Second),
            Self::Duration => is_duration(token),
        }
    }

    /// What it is, to go on after `expected `.
    pub(super) fn expected(&self) -> String {
        let known = match self {
            Self::Text => "a text",
            Self::Line => "a text without tabs and line breaks",
            Self::Fixed(text) => return format!("{text:?}"),
            Self::Words(words) | Self::Tokens(words) => return format!("one of {}", words.join(", ")),
            Self::Iri => "an IRI",
            Self::Iris => "IRIs with spaces between",
            Self::QCode => "a QCode like medtop:20000002",
            Self::QCodes => "QCodes like medtop:20000002 with spaces between",
            Self::NmToken => "a word of letters, digits and .-_:",
            Self::NmTokens => "words of letters, digits and .-_: with spaces between",
            Self::NcName => "a name that starts with a letter",
            Self::QName => "a name, or a prefix, a colon and a name",
            Self::Id => "an id that starts with a letter",
            Self::IdRef => "the id of an element of this message",
            Self::IdRefs => "ids of elements of this message with spaces between",
            Self::Entity => "no such attribute, for it names an entity and none can be declared",
            Self::Language => "a language like en or pt-BR",
            Self::LanguageOrEmpty => "a language like en or pt-BR, or nothing",
            Self::Boolean => "true or false",
            Self::Decimal => "a number like 4.5",
            Self::Double => "a number like 4.5 or 1e9",
            Self::Whole(range) => return format!("a whole number{}", range.words()),
            Self::Numbers(range) => return format!("whole numbers{} with spaces between", range.words()),
            Self::Weekdays => "days like MO or -1FR with spaces between",
            Self::Version => "a version like 2.35",
            Self::Moments([Moment::Second]) => "a time like 2026-12-20T14:15:00Z",
            Self::Moments([Moment::Day, Moment::Second]) => {
                "a date like 2026-12-20 or a time like 2026-12-20T14:15:00Z"
            }
            Self::Moments(_) => "a date like 2026, 2026-12, 2026-12-20 or a time like 2026-12-20T14:15:00Z",
            Self::MomentOrEmpty => "a time like 2026-12-20T14:15:00Z, or nothing",
            Self::Duration => "a duration like P1DT2H",
        };
        known.to_owned()
    }
}

impl Range {
    /// `1..9`, `1..`, `..`.
    fn read(text: &str) -> Option<Self> {
        let (least, most) = text.split_once("..")?;
        let end = |text: &str| if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) };
        Some(Self { least: end(least)?, most: end(most)? })
    }

    fn has_negatives(self) -> bool {
        self.least.is_some_and(|least| least < 0)
    }

    /// Whether `text` is a whole number of the range; it may have any number of digits.
    fn holds(self, text: &str) -> bool {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        if !is_digits(digits) {
            return false;
        }
        let size: i64 = digits
            .trim_start_matches('0')
            .get(..12)
            .map_or_else(|| digits.trim_start_matches('0').parse().unwrap_or(0), |_| i64::MAX);
        let number = if negative { -size } else { size };
        self.least.is_none_or(|least| number >= i64::from(least))
            && self.most.is_none_or(|most| number <= i64::from(most))
    }

    fn words(self) -> String {
        match (self.least, self.most) {
            (Some(least), Some(most)) => format!(" from {least} to {most}"),
            (Some(least), None) => format!(" from {least} up"),
            (None, Some(most)) => format!(" up to {most}"),
            (None, None) => String::new(),
        }
    }
}

/// White space of XML (production 3), which is less than that of Unicode.
pub(super) const SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(SPACE)
}

/// What white space separates.
pub(super) fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(SPACE).filter(|item| !item.is_empty())
}

/// A list of at least one item, each of which `fits`.
fn some(text: &str, fits: impl Fn(&str) -> bool) -> bool {
    let mut items = items(text).peekable();
    items.peek().is_some() && items.all(fits)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_nought(text: &str) -> bool {
    text.trim_start_matches(['+', '-', '0']).is_empty()
}

fn is_qcode(text: &str) -> bool {
    !text.contains(SPACE) && text.split_once(':').is_some_and(|(alias, code)| !alias.is_empty() && !code.is_empty())
}

fn is_nmtoken(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|one| one == ':' || is_name_letter(one))
}

fn is_ncname(text: &str) -> bool {
    text.starts_with(is_name_start) && text.chars().all(is_name_letter)
}

/// `NameStartChar` of XML 1.0 without the colon.
fn is_name_start(one: char) -> bool {
    matches!(one, 'A'..='Z' | 'a'..='z' | '_' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

fn is_name_letter(one: char) -> bool {
    let more = matches!(one, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}');
    more || is_name_start(one)
}

fn is_language(text: &str) -> bool {
    text.split('-').enumerate().all(|(at, part)| {
        let letters = |byte: u8| byte.is_ascii_alphabetic() || (at > 0 && byte.is_ascii_digit());
        (1..=8).contains(&part.len()) && part.bytes().all(letters)
    })
}

fn is_decimal(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let only_digits = |part: &str| part.is_empty() || is_digits(part);
    (!whole.is_empty() || !fraction.is_empty()) && only_digits(whole) && only_digits(fraction)
}

fn is_double(text: &str) -> bool {
    let (number, power) = match text.split_once(['e', 'E']) {
        Some((number, power)) => (number, Some(power.strip_prefix(['+', '-']).unwrap_or(power))),
        None => (text, None),
    };
    matches!(text, "INF" | "-INF" | "NaN") || (is_decimal(number) && power.is_none_or(is_digits))
}

fn is_weekday(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let day = unsigned.trim_start_matches(|one: char| one.is_ascii_digit());
    unsigned.len() - day.len() <= 2 && matches!(day, "MO" | "TU" | "WE" | "TH" | "FR" | "SA" | "SU")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(name: &'static str, value: &str) -> bool {
        Datatype::named(name, None).expect("a name of the tables").accepts(value)
    }

    #[test]
    fn white_space_round_a_value_counts_in_texts_only() {
        for (name, value, expected) in [
            ("1..9", " \n 3\t", true),
            ("NMTOKEN", " a ", true),
            ("NMTOKENS", "a \n b", true),
            ("language", " en ", true),
            ("dateTime", " 2026-12-20T14:15:00Z\n", true),
            ("boolean", " true ", true),
            ("ID", " a ", true),
            ("QCode", " a:b", false),
            ("QCodes", "  a:b  c:d ", true),
            ("version", " 2.35", false),
            ("moment-or-empty", " ", false),
            ("1..9", "\u{A0}3", false),
        ] {
            assert_eq!(accepts(name, value), expected, "{name} {value:?}");
        }
    }

    #[test]
    fn a_whole_number_may_have_a_sign_and_any_number_of_digits() {
        for (name, value, expected) in [
            ("1..9", "+3", true),
            ("1..9", "0003", true),
            ("1..9", "0", false),
            ("1..9", "3.0", false),
            ("1..9", "10", false),
            ("1..9", "", false),
            ("1..9", "99999999999999999999999999", false),
            ("1..", "99999999999999999999999999", true),
            ("0..", "-0", true),
            ("0..", "-1", false),
            ("..", "-99999999999999999999999999", true),
            ("..", "+-1", false),
        ] {
            assert_eq!(accepts(name, value), expected, "{name} {value:?}");
        }
    }

    #[test]
    fn lists_of_a_recurrence_hold_at_least_one_and_no_nought() {
        let days = Datatype::named("numbers", Some("-31..31")).expect("a range");
        assert!(days.accepts("1 -31 +7"), "days from either end of the month");
        for bad in ["", " ", "0", "1 32", "1,2", "-32"] {
            assert!(!days.accepts(bad), "{bad:?}");
        }
        assert!(accepts("weekdays", "MO -1FR +12SU"), "with and without a number");
        assert!(!accepts("weekdays", "123MO") && !accepts("weekdays", "mo") && !accepts("weekdays", ""), "not these");
    }

    #[test]
    fn names_codes_and_numbers_follow_their_patterns() {
        for (name, good, bad) in [
            ("QCode", "medtop:a:b", "medtop:"),
            ("QCode", "a:b", ":b"),
            ("QCodes", "", "a"),
            ("NMTOKEN", "-1:é", "a b"),
            ("NMTOKENS", "1 2", ""),
            ("NCName", "_a.b-c", "1a"),
            ("QName", "xs:integer", "xs:"),
            ("IDREFS", "a b", "a 1"),
            ("language", "zh-Hans-419", "en_GB"),
            ("decimal", "-.5", "."),
            ("double", "1.5E-3", "1e"),
            ("line", " a  b ", "a\tb"),
            ("boolean", "1", "yes"),
        ] {
            assert!(accepts(name, good), "{name} {good:?}");
            assert!(!accepts(name, bad), "{name} {bad:?}");
        }
        assert!(!accepts("ENTITY", "a"), "no entity is ever declared");
    }
}
