//! Messages of ninjs with every construct that our own do not have, and the ways of breaking them.

use proptest::prelude::*;
use proptest::test_runner::TestRng;
use serde_json::{Map, Value, json};

/// A valid message of `version` with the constructs that our own messages do not have.
pub(super) fn rich(version: &str) -> Value {
    let (key, mut json) = match version.as_bytes()[0] {
        b'1' => ("$standard", rich_1(version)),
        b'2' => ("standard", rich_2()),
        _ => ("standard", rich_3()),
    };
    json[key] = json!({"name": "ninjs", "version": version});
    let last = ["1.6", "2.2", "3.1"].contains(&version);
    let source = if version.starts_with('3') { "digitalSourceType" } else { "digitalsourcetype" };
    let members = json.as_object_mut().expect("an object");
    if last {
        members.insert(source.to_owned(), json!({"name": "n"}));
    } else {
        members.remove(source);
    }
    json
}

fn rich_1(version: &str) -> Value {
    let person = json!({"name": "a", "rel": "r", "scheme": "s", "code": "c"});
    let mut json = json!({
        "uri": "urn:x", "type": "video", "title": "t", "profile": "p", "mimetype": "m", "urgency": 0.5,
        "charcount": 1, "wordcount": 1.5, "headline_seo": "h", "body_html": "<p>b</p>", "description_x": "d",
        "person": [person], "organisation": [{"name": "o", "symbols": [{"ticker": "t", "exchange": "x"}]}],
        "place": [{"name": "p", "geometry_point": {"coordinates": [1]}}], "event": [person], "object": [person],
        "subject": [person], "infosource": [person], "genre": [{"name": "g", "scheme": "s", "code": "c"}],
        "renditions": {"main": {"href": "h", "mimetype": "m", "height": 1, "width": 2.5, "duration": 3}},
        "associations": {"a b": {"uri": "y", "associations": {"_": {"uri": "z", "body_text": "t"}}}},
        "altids": {"any": [1, {"thing": null}]}, "trustindicator": [{"scheme": "s", "code": "c", "href": "h"}],
    });
    let members = json.as_object_mut().expect("an object");
    if version >= "1.4" {
        members.insert("expires".to_owned(), json!("x"));
        members.insert("contentcreated".to_owned(), json!("x"));
        members.insert("rightsinfo".to_owned(), json!({"langid": "l", "encodedrights": "e", "more": 1}));
    }
    if version >= "1.5" {
        members["person"][0]["contactinfo"] = json!([{"type": "phone", "value": "1"}]);
        members["place"][0]["contactinfo"] = json!([{"address": {"lines": ["a"], "postalcode": "b"}}]);
        members["organisation"][0]["symbols"][0]["symbol"] = json!("s");
        members["subject"][0]["relevance"] = json!(100);
    }
    json
}

fn rich_2() -> Value {
    let contact = json!([{"type": "phone", "value": "1"}, {"address": {"lines": ["a"], "postalcode": "b"}}]);
    let person = json!({"name": "a", "rel": "r", "uri": "u", "literal": "l"});
    json!({
        "uri": "urn:x", "type": "picture", "title": "t", "profile": "p", "urgency": 0.5, "contentcreated": "c",
        "expires": "e", "headlines": [{"role": "r", "contenttype": "t", "value": "v"}],
        "bodies": [{"charcount": 1.5, "wordcount": 1, "value": "v"}], "descriptions": [{"value": "v"}],
        "people": [person, {"contactinfo": contact}], "events": [person], "objects": [person],
        "organisations": [{"symbols": [{"ticker": "t", "symboltype": "x", "symbol": "y"}], "contactinfo": contact}],
        "places": [{"name": "p", "geojson": {"type": "Point", "coordinates": [1, 2]}, "contactinfo": contact}],
        "subjects": [{"name": "s", "creator": "c", "relevance": 0, "confidence": 100}],
        "infosources": [{"name": "n", "role": "r", "contactinfo": contact}],
        "renditions": [{"name": "r", "href": "h", "contenttype": "c", "sizeinbytes": 1.5, "duration": 2}],
        "associations": [{"name": "a", "uri": "u", "associations": [{"name": "b", "uri": "v", "by": "w"}]}],
        "altids": [{"role": "r", "value": "v"}], "trustindicators": [{"role": "r", "title": "t", "href": "h"}],
        "genres": [{"name": "g", "uri": "u", "literal": "l"}],
        "rightsinfo": {"langid": "l", "linkedrights": "e", "more": 1},
    })
}

fn rich_3() -> Value {
    let contact = json!([{"type": "phone", "value": "1"}, {"address": {"lines": ["a"], "country": "b"}}]);
    let dates = json!({"startDate": "2026", "expectedEndDate": "2026-11", "recurrence": {"recurrenceRules":
        [{"frequency": "daily", "interval": 2, "until": "x", "count": 3}]}});
    json!({
        "uri": "urn:x", "type": "event", "title": "t", "expires": "x", "profile": "p", "contentCreated": "c",
        "people": [{"name": "a", "contactInfo": contact}],
        "organisations": [{"name": "a", "symbols": [{"exchange": "x", "symbol": "y"}], "contactInfo": contact}],
        "places": [
            {"name": "a", "geoJSON": {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]}},
            {"geoJSON": {"type": "MultiPolygon", "coordinates": [[[[0, 0], [0, 1], [1, 1], [0, 0]]]]}},
            {"geoJSON": {"type": "LineString", "coordinates": [[0, 0], [1, 1]], "bbox": [0, 0, 1, 1]}},
            {"geoJSON": {"type": "GeometryCollection", "geometries": [{"type": "MultiPoint", "coordinates": [[1, 2]]}]}},
            {"geoJSON": {"type": "Feature", "id": 1, "properties": null, "geometry": {"type": "Point", "coordinates": [1, 2]}}},
            {"geoJSON": {"type": "FeatureCollection", "features": [
                {"type": "Feature", "properties": {"a": 1}, "geometry": {"type": "GeometryCollection", "geometries": []}}]}},
        ],
        "events": [{"id": "1", "name": "n"}],
        "objects": [{"name": "n", "literal": "l"}],
        "eventDetails": {"eventStatus": "s", "dates": dates, "organiser": {"name": "o"}},
        "plannedCoverage": [{
            "uri": "x", "pubStatus": "usable", "type": "picture", "urgency": 3, "dates": dates,
            "commissioned": {"by": "b", "on": "o", "references": [{"name": "n", "value": "v"}]},
            "audiences": [{"audience": "a", "significance": 3}], "exclAudience": ["x"],
            "itemCount": {"rangeFrom": 1, "rangeTo": 2}, "wordCount": 100, "renditions": [{"name": "r"}]}],
        "renditions": [{"name": "r", "width": 1, "duration": 1.5, "scanType": "progressive", "poi": {"x": 1, "y": 2}}],
        "associations": [{"name": "a", "uri": "u", "rel": "r", "associations": [{"name": "b", "uri": "v"}]}],
        "altIds": [{"role": "r", "value": "v"}], "trustIndicators": [{"role": "r", "title": "t", "href": "h"}],
        "rightsInfo": {"langId": "l", "encodedRights": "e"}, "digitalSourceType": {"name": "n"},
        "infoSources": [{"name": "n", "role": "r", "contactInfo": contact}],
        "subjects": [{"name": "s", "relevance": 0, "confidence": 100}],
    })
}

/// Names that stand somewhere in the schema, in older versions, or nowhere.
const NAMES: &[&str] = &[
    "uri",
    "type",
    "name",
    "value",
    "role",
    "rel",
    "headline",
    "headlines",
    "byline",
    "by",
    "embargoed",
    "urgency",
    "coordinates",
    "geometry",
    "bbox",
    "id",
    "linkedRights",
    "encodedRights",
    "address",
    "startDate",
    "expectedStartDate",
    "endDate",
    "recurrenceDates",
    "contactInfo",
    "literal",
    "x",
    "wordCount",
    "relevance",
    "poi",
    "geoJSON",
    "person",
    "people",
    "body_html",
    "headline_",
    "description_x",
    "contactinfo",
    "expires",
    "rightsinfo",
    "linkedrights",
    "encodedrights",
    "symbol",
    "scheme",
    "code",
    "geojson",
    "geometry_x",
    "altids",
    "version",
    "digitalsourcetype",
    "digitalSourceType",
    "contentcreated",
    "-",
];

/// Breaks, or leaves valid, one place of the message.
pub(super) fn mutate(json: &mut Value, rng: &mut TestRng) {
    match json {
        Value::Object(members) if !members.is_empty() => {
            let at = rng.random_range(0..members.len());
            let key = members.keys().nth(at).cloned().expect("the index is inside");
            match rng.random_range(0..10) {
                0 => drop(members.remove(&key)),
                1 => drop(members.insert(NAMES[rng.random_range(0..NAMES.len())].to_owned(), any_value(rng))),
                2 => drop(members.insert(key, any_value(rng))),
                3 => {
                    let value = members.remove(&key).expect("the key is there");
                    members.insert(NAMES[rng.random_range(0..NAMES.len())].to_owned(), value);
                }
                _ => members.get_mut(&key).into_iter().for_each(|inner| mutate(inner, rng)),
            }
        }
        Value::Array(items) if !items.is_empty() => {
            let at = rng.random_range(0..items.len());
            match rng.random_range(0..8) {
                0 => drop(items.remove(at)),
                1 => items.push(any_value(rng)),
                2 => items.push(items[at].clone()),
                _ => mutate(&mut items[at], rng),
            }
        }
        other => *other = any_value(rng),
    }
}

fn any_value(rng: &mut TestRng) -> Value {
    let texts = [
        "",
        "text",
        "usable",
        "withheld",
        "full",
        "event",
        "2026",
        "2026-11",
        "2026-11-23T12:00:00Z",
        "2026-13",
        "Point",
        "Polygon",
        "Feature",
        "daily",
        "http://x.example/",
        "progressive",
        "complete",
        "1.3",
        "1.5",
        "2.1",
        "3.0",
    ];
    match rng.random_range(0..12) {
        0 => Value::Null,
        1 => Value::Bool(true),
        2 => json!(rng.random_range(-3..120)),
        3 => json!(f64::from(rng.random_range(-4..20)) / 2.0),
        4 => json!([]),
        5 => json!({}),
        6 => json!([1, 2]),
        7 => json!([[0, 0], [1, 1]]),
        8 => json!([{"name": "n", "uri": "u", "value": "v"}]),
        9 => Value::Object(Map::from_iter([(NAMES[rng.random_range(0..NAMES.len())].to_owned(), json!("v"))])),
        _ => json!(texts[rng.random_range(0..texts.len())]),
    }
}
