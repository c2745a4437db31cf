//! A place the story is about (where it happened, which the dateline need not be).

use serde::{Deserialize, Serialize};

/// One place. Empty text means "not given".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(default, deny_unknown_fields)]
pub struct Place {
    /// `Port Testland`.
    pub name: String,
    /// State or region.
    pub region: String,
    /// ISO 3166-1 alpha-2 code or a name.
    pub country: String,
}
