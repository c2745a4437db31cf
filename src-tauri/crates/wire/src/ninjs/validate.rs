//! Whether a message is ninjs 3.1, by the tables of `schema` and by JSON itself: UTF-8 without a byte order mark, no
//! duplicate keys, no NaN. Each fault has the JSON pointer (RFC 6901) of its place.

use super::schema::{Choice, ITEM, ROOT, Rule, Shape};
use crate::Fault;
use crate::json::{Json, shortened};

/// No more faults than this are listed.
const MAX_FAULTS: usize = 200;

pub(super) fn validate(bytes: &[u8]) -> Vec<Fault> {
    if bytes.len() > crate::MAX_MESSAGE {
        let expected = format!("at most {} bytes", crate::MAX_MESSAGE);
        return vec![Fault::new("/", expected, format!("{} bytes", bytes.len()))];
    }
    match Json::read(bytes) {
        Err(fault) => vec![fault],
        Ok(json) => {
            let mut checker = Checker { pointer: String::new(), faults: Vec::new() };
            checker.object(&json, &ROOT);
            checker.faults
        }
    }
}

struct Checker {
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

    fn object(&mut self, json: &Json, shape: &Shape) {
        let Json::Object(members) = json else {
            return self.fault(format!("an object ({})", shape.name), json.describe());
        };
        for (key, value) in members {
            let item = if shape.with_item { ITEM } else { &[] };
            let rule = shape.members.iter().chain(item).find(|(name, _)| name == key);
            if let Some((_, rule)) = rule {
                self.below(key, |checker| checker.value(value, rule));
            } else {
                let expected = format!("only members of a {}", shape.name);
                let got = hint(key).map_or_else(
                    || format!("{:?}", shortened(key)),
                    |right| format!("{:?}; ninjs 3 writes {right:?}", shortened(key)),
                );
                self.below(key, |checker| checker.fault(expected, got));
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

    /// RFC 7946 as its schema has it: objects stay open, `coordinates` follow the type.
    fn geo_json(&mut self, json: &Json) {
        match json.get("type").and_then(Json::text) {
            Some("Feature") => self.feature(json),
            Some("FeatureCollection") => {
                self.bounds(json);
                self.member(json, "features", |checker, value| {
                    checker.list(value, 0, "a list of features", &|checker, item| {
                        if item.get("type").and_then(Json::text) == Some("Feature") {
                            checker.feature(item);
                        } else {
                            checker.fault("a GeoJSON Feature", item.describe());
                        }
                    });
                });
            }
            Some(_) | None => self.geometry(json, true),
        }
    }

    fn member(&mut self, json: &Json, key: &str, check: impl FnOnce(&mut Self, &Json)) {
        match json.get(key) {
            Some(value) => self.below(key, |checker| check(checker, value)),
            None => self.fault(format!("`{key}`"), "nothing"),
        }
    }

    fn bounds(&mut self, json: &Json) {
        if let Some(bounds) = json.get("bbox") {
            self.below("bbox", |checker| checker.numbers(bounds, 4));
        }
    }

    fn feature(&mut self, json: &Json) {
        self.bounds(json);
        let id = json.get("id").filter(|id| !matches!(id, Json::Number(_) | Json::Text(_)));
        if let Some(id) = id {
            self.below("id", |checker| checker.fault("a number or a string", id.describe()));
        }
        self.member(json, "properties", |checker, value| {
            if !matches!(value, Json::Null | Json::Object(_)) {
                checker.fault("an object or null", value.describe());
            }
        });
        self.member(json, "geometry", |checker, value| {
            if *value != Json::Null {
                checker.geometry(value, true);
            }
        });
    }

    /// A geometry; a collection holds plain geometries only.
    fn geometry(&mut self, json: &Json, collection: bool) {
        let Some(depth) = (match json.get("type").and_then(Json::text) {
            Some("Point") => Some((0, 0)),
            Some("LineString") => Some((1, 2)),
            Some("MultiPoint") => Some((1, 0)),
            Some("Polygon") => Some((2, 4)),
            Some("MultiLineString") => Some((2, 2)),
            Some("MultiPolygon") => Some((3, 4)),
            Some("GeometryCollection") if collection => {
                self.bounds(json);
                return self.member(json, "geometries", |checker, value| {
                    checker.list(value, 0, "a list of geometries", &|checker, item| checker.geometry(item, false));
                });
            }
            Some(_) | None => None,
        }) else {
            let expected = "a GeoJSON object (Point, LineString, Polygon, MultiPoint, MultiLineString, MultiPolygon, \
                            GeometryCollection, Feature or FeatureCollection)";
            return self.fault(expected, json.describe());
        };
        self.bounds(json);
        self.member(json, "coordinates", |checker, value| checker.coordinates(value, depth.0, depth.1));
    }

    /// Positions nested `depth` deep; the innermost list of positions has at least `least`.
    fn coordinates(&mut self, json: &Json, depth: usize, least: usize) {
        match depth {
            0 => self.numbers(json, 2),
            depth => {
                let least_here = if depth == 1 { least } else { 0 };
                self.list(json, least_here, "a list of positions", &|checker, item| {
                    checker.coordinates(item, depth - 1, least);
                });
            }
        }
    }

    fn numbers(&mut self, json: &Json, least: usize) {
        self.list(json, least, "a list of numbers", &|checker, item| checker.value(item, &Rule::Number));
    }
}

/// The name in ninjs 3 of what older versions call otherwise.
fn hint(key: &str) -> Option<&'static str> {
    Some(match key {
        "headline" => "headlines",
        "body_html" | "body_xhtml" | "body_text" | "body" => "bodies",
        "description_text" | "description_html" => "descriptions",
        "byline" => "by",
        "embargoed" => "embargoedUntil",
        "subject" => "subjects",
        "place" => "places",
        "genre" => "genres",
        "person" => "people",
        "organisation" => "organisations",
        "infosource" | "infosources" => "infoSources",
        _ => return ITEM.iter().map(|(name, _)| *name).find(|name| name.eq_ignore_ascii_case(key)),
    })
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

    fn faults(text: &str) -> Vec<String> {
        validate(text.as_bytes()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_fault_says_where_what_was_expected_and_what_stands_there() {
        for (text, expected) in [
            ("{}", "/: expected `uri`, got nothing"),
            ("[]", "/: expected an object (ninjs 3.1 item), got a list of 0"),
            (r#"{"uri": "x", "urgency": 10}"#, "/urgency: expected a whole number from 1 to 9, got the number 10"),
            (
                r#"{"uri": "x", "headline": "H"}"#,
                "/headline: expected only members of a ninjs 3.1 item, got \"headline\"; ninjs 3 writes \"headlines\"",
            ),
            (r#"{"uri": "x", "headlines": [{}]}"#, "/headlines/0: expected `value`, got nothing"),
            (
                r#"{"uri": "x", "rightsInfo": {"linkedRights": "a", "encodedRights": "b"}}"#,
                "/rightsInfo: expected exactly one of `linkedRights` and `encodedRights`, got both",
            ),
            (
                r#"{"uri": "x", "places": [{"geoJSON": {"type": "Point", "coordinates": [1]}}]}"#,
                "/places/0/geoJSON/coordinates: expected a list of numbers of at least 2, got a list of 1",
            ),
        ] {
            assert_eq!(faults(text), [expected], "{text}");
        }
    }

    #[test]
    fn three_point_zero_is_a_whole_number_and_a_bad_date_no_fault() {
        assert!(faults(r#"{"uri": "x", "urgency": 3.0}"#).is_empty(), "JSON Schema counts 3.0 as whole");
        assert!(faults(r#"{"uri": "x", "versionCreated": "soon"}"#).is_empty(), "formats are annotations");
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
