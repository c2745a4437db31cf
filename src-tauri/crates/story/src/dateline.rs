//! The dateline: place and filing date that open the first paragraph. How it reads is the profile's.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Where and when the story was written. Empty text and `None` mean "not given".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(default, deny_unknown_fields)]
pub struct Dateline {
    /// City as the agency spells it: `Port Testland`.
    pub place: String,
    /// State or region: `Mass.`.
    pub region: String,
    /// ISO 3166-1 alpha-2 code or a name.
    pub country: String,
    /// The filing date; its time zone is the profile's.
    #[cfg_attr(feature = "bindings", ts(type = "string | null"))]
    pub date: Option<Date>,
}

impl Dateline {
    /// Nothing given at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
