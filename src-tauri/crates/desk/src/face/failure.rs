//! The one shape of an error at the edge. The window switches on `code`; people read `message`.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An error at the edge of the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Failure {
    /// Stable word for programs: `desk_held`, `disk_full`, `file_exists`.
    pub code: String,
    /// One sentence for people: expected, got, what to do.
    pub message: String,
    /// Field, line or path it is about, where there is one.
    #[serde(rename = "where")]
    pub place: Option<String>,
}
