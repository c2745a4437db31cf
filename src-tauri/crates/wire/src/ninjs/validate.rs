//! Whether a message is ninjs, by the tables of `schema` and by JSON itself: UTF-8 without a byte order mark, no
//! duplicate keys, no NaN. A message is judged by the version that it names, as long as that is one of its line, else by
//! the newest. Each fault has the JSON pointer (RFC 6901) of its place.

mod geo_json;

use super::names::{self, Line};
use super::schema::{self, Choice, Others, Rule, Shape};
use crate::Fault;
use crate::json::{Json, shortened};

/// No more faults than this are listed.
const MAX_FAULTS: usize = 200;

/// The faults of a message of `line`, by one of its `versions`, newest first.
pub(super) fn validate(bytes: &[u8], line: Line, versions: &[&'static str]) -> Vec<Fault> {
    judged(bytes, line, |json| named_version(json, line, versions).or(versions.first().copied()).unwrap_or_default())
}

/// The faults of a message of `line` by this version, whichever it names.
pub(super) fn validate_as(bytes: &[u8], line: Line, version: &'static str) -> Vec<Fault> {
    judged(bytes, line, |_| version)
}

fn judged(bytes: &[u8], line: Line, version: impl FnOnce(&Json) -> &'static str) -> Vec<Fault> {
    if bytes.len() > crate::MAX_MESSAGE {
        let expected = format!("at most {} bytes", crate::MAX_MESSAGE);
        return vec![Fault::new("/", expected, format!("{} bytes", bytes.len()))];
    }
    match Json::read(bytes) {
        Err(fault) => vec![fault],
        Ok(json) => {
            let mut checker = Checker { line, version: version(&json), pointer: String::new(), faults: Vec::new() };
            checker.object(&json, schema::root(line));
            checker.faults
        }
    }
}

/// The version that a message names, or whose schema it names.
fn named_version(json: &Json, line: Line, versions: &[&'static str]) -> Option<&'static str> {
    let standard = json.get(names::STANDARD.of(line))?;
    let text = |key: &str| standard.get(key).and_then(Json::text).unwrap_or_default();
    let schema = text("schema").trim_end_matches('#');
    let by_schema = |version: &str| schema.ends_with(&format!("/ninjs-schema_{version}.json"));
    let by_number = versions.iter().find(|version| **version == text("version"));
    by_number.or_else(|| versions.iter().find(|version| by_schema(version))).copied()
}

struct Checker {
    line: Line,
    version: &'static str,
    pointer: String,
    faults: Vec<Fault>,
}

impl Checker {
    fn fault(&mut self, expected: impl Into<String>, got: impl Into<String>) {
        if self.faults.len() < MAX_FAULTS {
            let place = if self.pointer.is_empty() { "/" } else { &self.pointer };
            self.faults.push(Fault::new(place, expected, got));
        }
    }

    fn below(&mut self, key: &str, check: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
        check(self);
        self.pointer.truncate(length);
    }

    fn value(&mut self, json: &Json, rule: &Rule) {
        match rule {
            Rule::Text if json.text().is_some() => {}
            Rule::Text => self.fault("a string", json.describe()),
            Rule::OneOf(words) if json.text().is_some_and(|text| words.contains(&text)) => {}
            Rule::OneOf(words) => self.fault(format!("one of {}", words.join(", ")), json.describe()),
            Rule::TruncatedMoment if json.text().is_some_and(is_truncated_moment) => {}
            Rule::TruncatedMoment => {
                self.fault("a date like 2026, 2026-11, 2026-11-23 or 2026-11-23T12:00:00+03:00", json.describe());
            }
            Rule::Whole if json.whole().is_some() => {}
            Rule::Whole => self.fault("a whole number", json.describe()),
            Rule::Between(least, most) => {
                let fits = json.whole().is_some_and(|n| (f64::from(*least)..=f64::from(*most)).contains(&n));
                if !fits {
                    self.fault(format!("a whole number from {least} to {most}"), json.describe());
                }
            }
            Rule::Number if matches!(json, Json::Number(_)) => {}
            Rule::Number => self.fault("a number", json.describe()),
            Rule::List(rule) => self.list(json, 0, "a list", &|checker, item| checker.value(item, rule)),
            Rule::Object(shape) => self.object(json, shape),
            Rule::Named(rule) => self.named(json, rule),
            Rule::Since(_, rule) => self.value(json, rule),
            Rule::GeoJson => self.geo_json(json),
            Rule::Nothing => self.fault("nothing: the schema asks for a list that is a string", json.describe()),
        }
    }

    /// A list of at least `least` items, each checked by `check`.
    fn list(&mut self, json: &Json, least: usize, expected: &str, check: &dyn Fn(&mut Self, &Json)) {
        let Json::List(items) = json else {
            return self.fault(expected, json.describe());
        };
        if items.len() < least {
            self.fault(format!("{expected} of at least {least}"), json.describe());
        }
        for (at, item) in items.iter().enumerate() {
            self.below(&at.to_string(), |checker| check(checker, item));
        }
    }

    /// An object whose members have names of the writer's own.
    fn named(&mut self, json: &Json, rule: &Rule) {
        let Json::Object(members) = json else {
            return self.fault("an object of objects by name", json.describe());
        };
        for (key, value) in members {
            self.below(key, |checker| {
                if key.starts_with(schema::is_of_name) {
                    checker.value(value, rule);
                } else {
                    checker.fault(
                        "a name that begins with an ASCII letter, a digit or _",
                        format!("{:?}", shortened(key)),
                    );
                }
            });
        }
    }

    /// The rule of a member, else the version that it came with.
    fn rule<'s>(&self, shape: &'s Shape, key: &str) -> Result<&'s Rule, Option<&'static str>> {
        match shape.rule(key) {
            // Versions of a line have one digit behind the point, so they compare as texts.
            Some(Rule::Since(version, _)) if self.version < *version => Err(Some(version)),
            Some(rule) => Ok(rule),
            None => Err(None),
        }
    }

    /// A member that the shape, or this version of it, does not have.
    fn unknown(&mut self, shape: &Shape, key: &str, since: Option<&str>) {
        let version = self.version;
        let expected = format!("only members of a ninjs {version} {}", shape.name);
        let key = shortened(key);
        let got = match (since, names::elsewhere(&key, self.line)) {
            (Some(since), _) => format!("{key:?}, which came with ninjs {since}"),
            (None, Some(right)) if shape.shared.is_some() => format!("{key:?}; ninjs {version} writes {right:?}"),
            (None, _) => format!("{key:?}"),
        };
        self.fault(expected, got);
    }

    fn object(&mut self, json: &Json, shape: &Shape) {
        let Json::Object(members) = json else {
            return self.fault(format!("an object (ninjs {} {})", self.version, shape.name), json.describe());
        };
        for (key, value) in members {
            match self.rule(shape, key) {
                Ok(rule) => self.below(key, |checker| checker.value(value, rule)),
                Err(None) if shape.others == Others::Taken => {}
                Err(since) => self.below(key, |checker| checker.unknown(shape, key, since)),
            }
        }
        let has = |key: &str| members.iter().any(|(name, _)| name == key);
        for key in shape.required {
            if !has(key) {
                self.fault(format!("`{key}`"), "nothing");
            }
        }
        let both = |a: &str, b: &str| format!("exactly one of `{a}` and `{b}`");
        let got = |a: &str, b: &str| if has(a) && has(b) { "both" } else { "neither" };
        match shape.choice {
            Choice::Free => {}
            Choice::ExactlyOne(a, b) if has(a) != has(b) => {}
            Choice::ExactlyOne(a, b) => self.fault(both(a, b), got(a, b)),
            Choice::OnePairOrOther((a, b), (c, d)) if (has(a) != has(b)) || (has(c) != has(d)) => {}
            Choice::OnePairOrOther((a, b), (c, d)) => {
                self.fault(format!("{}, or {}", both(a, b), both(c, d)), format!("{} and {}", got(a, b), got(c, d)));
            }
        }
    }
}

/// The pattern of the schema's truncated date-time.
fn is_truncated_moment(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let digits = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    let (year, rest) = unsigned.split_at(digits);
    // More than four digits start with one that is no zero.
    let year_fits = digits >= 4 && (digits == 4 || !year.starts_with('0'));
    year_fits && (rest.is_empty() || rest.strip_prefix('-').is_some_and(month_on))
}

fn month_on(text: &str) -> bool {
    number(text, 1, 12).is_some_and(|rest| rest.is_empty() || rest.strip_prefix('-').is_some_and(day_on))
}

fn day_on(text: &str) -> bool {
    number(text, 1, 31).is_some_and(|rest| rest.is_empty() || rest.strip_prefix('T').is_some_and(time_on))
}

fn time_on(text: &str) -> bool {
    let clock = number(text, 0, 23)
        .and_then(|rest| number(rest.strip_prefix(':')?, 0, 59))
        .and_then(|rest| number(rest.strip_prefix(':')?, 0, 59));
    let Some(mut rest) = clock else { return false };
    if let Some(fraction) = rest.strip_prefix('.') {
        let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return false;
        }
        rest = &fraction[digits..];
    }
    let zone = |text: &str| {
        let minutes = number(text, 0, 23).and_then(|rest| number(rest.strip_prefix(':')?, 0, 59));
        minutes == Some("")
    };
    rest.is_empty() || rest == "Z" || rest.strip_prefix(['+', '-']).is_some_and(zone)
}

/// Two digits between `least` and `most`; the answer is what follows them.
fn number(text: &str, least: u8, most: u8) -> Option<&str> {
    let (two, rest) = text.split_at_checked(2)?;
    let digits = two.bytes().all(|byte| byte.is_ascii_digit());
    let value: u8 = two.parse().ok()?;
    (digits && (least..=most).contains(&value)).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(format: &str, text: &str) -> Vec<String> {
        let format = crate::format(format).expect("the table has it");
        let profile = crate::Profile::find("generic").expect("built in");
        format.validate(text.as_bytes(), profile).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_fault_says_where_what_was_expected_and_what_stands_there() {
        for (format, text, expected) in [
            ("ninjs-3", "{}", "/: expected `uri`, got nothing"),
            ("ninjs-3", "[]", "/: expected an object (ninjs 3.1 item), got a list of 0"),
            (
                "ninjs-3",
                r#"{"uri": "x", "urgency": 10}"#,
                "/urgency: expected a whole number from 1 to 9, got the number 10",
            ),
            (
                "ninjs-3",
                r#"{"uri": "x", "headline": "H"}"#,
                "/headline: expected only members of a ninjs 3.1 item, got \"headline\"; ninjs 3.1 writes \"headlines\"",
            ),
            ("ninjs-3", r#"{"uri": "x", "headlines": [{}]}"#, "/headlines/0: expected `value`, got nothing"),
            (
                "ninjs-3",
                r#"{"uri": "x", "rightsInfo": {"linkedRights": "a", "encodedRights": "b"}}"#,
                "/rightsInfo: expected exactly one of `linkedRights` and `encodedRights`, got both",
            ),
            (
                "ninjs-3",
                r#"{"uri": "x", "places": [{"geoJSON": {"type": "Point", "coordinates": [1]}}]}"#,
                "/places/0/geoJSON/coordinates: expected a list of numbers of at least 2, got a list of 1",
            ),
            (
                "ninjs-2",
                r#"{"uri": "x", "embargoedUntil": "t"}"#,
                "/embargoedUntil: expected only members of a ninjs 2.2 item, got \"embargoedUntil\"; ninjs 2.2 writes \"embargoed\"",
            ),
            (
                "ninjs-1",
                r#"{"uri": "x", "representationtype": "full"}"#,
                "/representationtype: expected one of complete, incomplete, got the text \"full\"",
            ),
            (
                "ninjs-1",
                r#"{"uri": "x", "associations": {"-": {"uri": "y"}}}"#,
                "/associations/-: expected a name that begins with an ASCII letter, a digit or _, got \"-\"",
            ),
            (
                "ninjs-1",
                r#"{"uri": "x", "guid": "y"}"#,
                "/guid: expected only members of a ninjs 1.6 item, got \"guid\"",
            ),
        ] {
            assert_eq!(faults(format, text), [expected], "{text}");
        }
    }

    #[test]
    fn a_message_is_judged_by_the_version_that_it_names() {
        let standard = |inside: &str| format!(r#"{{"uri": "x", "expires": "t", "$standard": {{{inside}}}}}"#);
        let early = "/expires: expected only members of a ninjs 1.3 item, got \"expires\", which came with ninjs 1.4";
        for (inside, told) in [
            (r#""version": "1.3""#, Some(early)),
            (r#""schema": "http://www.iptc.org/std/ninjs/ninjs-schema_1.3.json#""#, Some(early)),
            (r#""version": "1.5""#, None),
            (r#""version": "9.9""#, None),
            ("", None),
        ] {
            assert_eq!(faults("ninjs-1", &standard(inside)), Vec::from_iter(told), "{inside}");
        }
        let format = crate::format("ninjs-1").expect("the table has it");
        let profile = crate::Profile::find("generic").expect("built in");
        let by = |dialect: &str| {
            let message = standard(r#""version": "1.5""#);
            let asked = (profile, &crate::Dialect::new(dialect));
            crate::validate_for(format, message.as_bytes(), asked).map(|faults| faults.len())
        };
        assert_eq!(by("1.3").ok(), Some(1), "a receiver of 1.3 refuses what is valid by the version that it names");
        assert_eq!(by("strict").ok(), Some(0), "the strict dialect asks for no version");
        assert!(by("klingon").is_err(), "a dialect that is none");
        let other = r#"{"uri": "x", "standard": {"version": "2.2"}, "pubstatus": "usable"}"#;
        assert_eq!(faults("ninjs-3", other).len(), 1, "the version of another line does not count: {other}");
    }

    #[test]
    fn three_point_zero_is_a_whole_number_and_a_bad_date_no_fault() {
        assert!(faults("ninjs-3", r#"{"uri": "x", "urgency": 3.0}"#).is_empty(), "JSON Schema counts 3.0 as whole");
        assert!(faults("ninjs-3", r#"{"uri": "x", "versionCreated": "soon"}"#).is_empty(), "formats are annotations");
    }

    #[test]
    fn a_truncated_moment_follows_its_pattern() {
        for good in
            ["2026", "-0044", "12026", "2026-11", "2026-11-23", "2026-11-23T12:00:00", "2026-11-23T12:00:00.5-09:30"]
        {
            assert!(is_truncated_moment(good), "{good}");
        }
        for bad in [
            "",
            "26",
            "02026",
            "2026-13",
            "2026-11-32",
            "2026-11-23T12:00",
            "2026-11-23T24:00:00",
            "2026-1-2",
            "2026Z",
            "2026-+1",
        ] {
            assert!(!is_truncated_moment(bad), "{bad}");
        }
    }
}
