//! The shape of a place on the map, as the schema of `GeoJSON` (RFC 7946) has it.

use super::Checker;
use crate::json::Json;
use crate::ninjs::schema::Rule;

impl Checker {
    /// RFC 7946 as its schema has it: objects stay open, `coordinates` follow the type.
    pub(super) fn geo_json(&mut self, json: &Json) {
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
