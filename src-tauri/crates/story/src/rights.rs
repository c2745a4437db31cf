//! Rights: who holds them, the printed notice, the terms of use.

use serde::{Deserialize, Serialize};

/// Empty text means "not given".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(default, deny_unknown_fields)]
pub struct Rights {
    /// `Wirecopy Press`.
    pub holder: String,
    /// `(c) 2026 Wirecopy Press`.
    pub notice: String,
    /// Terms of use.
    pub usage: String,
}

impl Rights {
    /// Nothing given at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
