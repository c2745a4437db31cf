//! What came of a rescue, and of a look through a whole desk. For the command line and its JSON; the window has no part
//! in it.

use std::fmt;

use serde::Serialize;

/// What came of a rescue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RescuedDesk {
    /// Folder of the desk.
    pub desk: String,
    /// What was found about the desk as a whole, as clauses.
    pub remarks: Vec<String>,
    /// Every story that was named anywhere, the lost and doubtful first.
    pub stories: Vec<RescuedStory>,
}

/// What could be had of one story.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RescuedStory {
    /// Id of the story.
    pub id: String,
    /// Whether it is all there.
    pub verdict: Verdict,
    /// Why it is not sound, as clauses.
    pub why: Vec<String>,
    /// Its file; `null` when nothing of it was found.
    pub file: Option<String>,
    /// May be empty.
    pub slug: String,
    /// May be empty.
    pub headline: String,
    /// The version that was found.
    pub version: Option<u64>,
    /// When that was made.
    pub changed_at: Option<String>,
    /// `the desk`, `the desk without its log`, `the backup NAME`.
    pub found_in: Option<String>,
}

/// Whether a story is all there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// As it was written, to the last change.
    Sound,
    /// As it was written, but perhaps not the newest.
    Doubtful,
    /// Nothing of it proves right.
    #[default]
    Lost,
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Sound => "sound",
            Self::Doubtful => "doubtful",
            Self::Lost => "lost",
        })
    }
}

/// What a look through a whole desk found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Inspection {
    /// What was gone through, as one line.
    pub checked: String,
    /// Every fault, with its place; none when the desk is sound.
    pub faults: Vec<String>,
}
