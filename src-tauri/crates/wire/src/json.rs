//! JSON as it stands in a message: order kept, duplicate keys refused (RFC 8259 calls them unpredictable), numbers
//! as written. `serde_json` reads; its own limit keeps nesting below 128.

mod locate;
mod pen;

use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

use crate::Fault;

pub(crate) use locate::line;
pub(crate) use pen::{Layout, Pen};

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads a whole message.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Fault> {
        if bytes.starts_with(b"\xEF\xBB\xBF") {
            let expected = "JSON without a byte order mark (RFC 8259, section 8.1)";
            return Err(Fault::new("line 1, column 1", expected, "a byte order mark"));
        }
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let at = error.valid_up_to();
            let line = bytes[..at].split(|byte| *byte == b'\n').count();
            let got = format!("the byte {:#04x}", bytes.get(at).copied().unwrap_or_default());
            Fault::new(format!("line {line}"), "UTF-8", got)
        })?;
        serde_json::from_str(text).map_err(|error| {
            let place = format!("line {}, column {}", error.line(), error.column());
            let said = error.to_string();
            let got = said.split(" at line ").next().unwrap_or(&said).to_owned();
            Fault::new(place, "JSON (RFC 8259) without duplicate keys", got)
        })
    }

    /// What it is, for a fault.
    pub(crate) fn describe(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(value) => value.to_string(),
            Self::Number(number) => format!("the number {number}"),
            Self::Text(text) => format!("the text {:?}", shortened(text)),
            Self::List(items) => format!("a list of {}", items.len()),
            Self::Object(members) => format!("an object of {}", members.len()),
        }
    }

    /// The member `key` of an object.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::List(_) => None,
        }
    }

    /// The text of a string.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::List(_) | Self::Object(_) => None,
        }
    }

    /// The items of a list; none for anything else.
    pub(crate) fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::Object(_) => &[],
        }
    }

    /// The members of an object; none for anything else.
    pub(crate) fn members(&self) -> &[(String, Self)] {
        match self {
            Self::Object(members) => members,
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::List(_) => &[],
        }
    }

    /// Whether it is a whole number as JSON Schema sees it: `3` and `3.0`.
    pub(crate) fn whole(&self) -> Option<f64> {
        match self {
            Self::Number(number) => number.as_f64().filter(|value| value.fract() == 0.0),
            Self::Null | Self::Bool(_) | Self::Text(_) | Self::List(_) | Self::Object(_) => None,
        }
    }
}

/// At most forty characters, so that a fault stays one line.
pub(crate) fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Json, E> {
        Number::from_f64(value).map(Json::Number).ok_or_else(|| E::custom("a number that is not finite"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Json, E> {
        Ok(Json::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut members: Vec<(String, Json)> = Vec::new();
        let mut keys = HashSet::new();
        while let Some((key, value)) = map.next_entry::<String, Json>()? {
            // A handful of keys is compared one by one; only a large object pays for a table.
            let seen = if members.len() < 32 {
                members.iter().any(|(name, _)| *name == key)
            } else {
                if keys.is_empty() {
                    keys.extend(members.iter().map(|(name, _)| name.clone()));
                }
                keys.contains(&key)
            };
            if seen {
                return Err(A::Error::custom(format!("the key {:?} a second time", shortened(&key))));
            }
            if !keys.is_empty() {
                keys.insert(key.clone());
            }
            members.push((key, value));
        }
        Ok(Json::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_json_is_told_with_its_place() {
        for (text, got) in [
            (&b"{\"a\": 1, \"a\": 2}"[..], "a second time"),
            (b"{\"a\": NaN}", "expected value"),
            (b"\xEF\xBB\xBF{}", "byte order mark"),
            (b"{\"a\": \"\xFF\"}", "0xff"),
            (b"{} {}", "trailing"),
            (b"{\"a\": \"\\ud800\"}", "hex escape"),
        ] {
            let fault = Json::read(text).expect_err("it is no JSON that we take");
            assert!(fault.got.contains(got), "{got} is told: {fault}");
            assert!(fault.place.starts_with("line "), "with its place: {fault}");
        }
    }

    #[test]
    fn a_large_object_still_refuses_a_second_key() {
        let members: Vec<_> = (0..100).map(|at| format!("\"k{at}\": 0")).collect();
        let good = format!("{{{}}}", members.join(","));
        assert!(Json::read(good.as_bytes()).is_ok(), "a hundred keys are fine");
        let bad = format!("{{{}, \"k70\": 1}}", members.join(","));
        assert!(Json::read(bad.as_bytes()).is_err(), "a late duplicate is found");
    }

    #[test]
    fn hostile_nesting_is_refused_without_an_overflow() {
        let deep = "[".repeat(1_000_000);
        assert!(Json::read(deep.as_bytes()).is_err(), "a million brackets are no message");
    }
}
