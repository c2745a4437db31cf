//! What the agency's style asks of a story, and the moment of the check.

use jiff::Timestamp;

/// Whether a line may end with a full stop.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Stop {
    /// The style says nothing.
    #[default]
    Free,
    /// The style prints the line without one.
    Never,
}

/// One agency's rules. [`Default`] asks only for what every wire needs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct House {
    /// Name for the sentences: `TASS`.
    pub name: String,
    /// Most characters of the headline.
    pub headline: Option<u32>,
    /// Most characters of the slug.
    pub slug: Option<u32>,
    /// Most characters of the summary.
    pub summary: Option<u32>,
    /// Full stop at the end of the headline.
    pub headline_stop: Stop,
    /// Full stop at the end of the summary.
    pub summary_stop: Stop,
    /// Whether stories of this style open with a dateline.
    pub dateline: bool,
    /// The moment of the check.
    pub now: Timestamp,
}
