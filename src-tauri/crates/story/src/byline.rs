//! The byline: who wrote the story, as printed.

use serde::{Deserialize, Serialize};

/// One author. Empty text means "not given".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(default, deny_unknown_fields)]
pub struct Byline {
    /// `Anna Primerova`.
    pub name: String,
    /// `correspondent`.
    pub role: String,
    /// Address for the desk; formats that print it say so.
    pub email: String,
}
