//! A tie to another item on the wire: what it evolved from, replaces, or belongs with.

use serde::{Deserialize, Serialize};

/// One tie, as in NewsML-G2 `link` (`rel`, `residref`, `version`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(default, deny_unknown_fields)]
pub struct StoryLink {
    /// Relation: `evolved-from`, `see-also`.
    pub rel: String,
    /// Identifier of the other item.
    pub guid: String,
    /// Version of the other item, 1 and up.
    pub version: Option<u32>,
}
