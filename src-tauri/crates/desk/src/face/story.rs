//! Stories at the edge: a line in the list, an open story, an acknowledgement, a measurement.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wirecopy_story::{Story, TextField};

use super::{ClashCard, ShownFinding};

/// A line in the list of stories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StoryCard {
    /// Identity.
    pub id: String,
    /// May be empty.
    pub headline: String,
    /// May be empty.
    pub slug: String,
    /// Where it is in its life.
    pub state: StoryState,
    /// Words of the body.
    pub words: u32,
    /// Last change.
    pub changed_at: String,
    /// When it left the desk last.
    pub exported_at: Option<String>,
    /// Where the search found its words: text around the first hit; empty without a search.
    pub snippet: String,
}

/// Where a story is in its life on the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum StoryState {
    /// Nothing has left the desk.
    Draft,
    /// Was exported at least once.
    Exported,
    /// Thrown away; can be brought back.
    Binned,
}

/// An open story.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct OpenStory {
    /// Identity.
    pub id: String,
    /// The version that `story` is.
    #[ts(type = "number")]
    pub version: u64,
    /// All fields and the body.
    pub story: Story,
    /// Where it is in its life.
    pub state: StoryState,
    /// When it was begun.
    pub created_at: String,
    /// Where it came from; `null` when it was begun on the desk.
    pub origin: Option<Origin>,
    /// What its texts measure.
    pub measure: Measure,
    /// What two desks changed differently, until the writer settles it.
    pub clashes: Vec<ClashCard>,
    /// Where it was last typed in since the desk was opened; `null` when it was not.
    pub typed_at: Option<TypedAt>,
}

/// A place in a text of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TypedAt {
    /// Which text.
    pub field: TextField,
    /// UTF-16 code units from its beginning; where the text is shorter now, its end.
    pub at: u32,
}

/// What came of a file that was brought in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Arrival {
    /// The story, opened.
    pub story: OpenStory,
    /// How many words came, where the file held a story that was on the desk already and was merged into it.
    pub merged: Option<Merged>,
    /// Who made it, where the file was a bundle of another desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub bundle: Option<BundleCard>,
}

/// Where a bundle came from, and what could not be done with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BundleCard {
    /// Print of the desk that signed it: `3f2a 90c1 77de 04b8`.
    pub maker: String,
    /// The story is on this desk too, but the two have no version in common that is still known: the bundle's was put
    /// beside it as a story of its own.
    pub beside: bool,
}

/// What a merge brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Merged {
    /// Words that came.
    pub words_added: u32,
    /// Words that went.
    pub words_removed: u32,
}

/// The file that a story was imported from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Origin {
    /// When.
    pub at: String,
    /// Name of the file.
    pub file_name: String,
    /// Name of its format for people: `NITF 3.6`.
    pub format: String,
    /// What could not be read of it, or was read leniently.
    pub notes: Vec<String>,
}

/// The answer to an edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Ack {
    /// The version that the edit made; the base of the next edit.
    #[ts(type = "number")]
    pub version: u64,
    /// `true`: it is on disk. `false`: it is in memory, `save_failed` says why, `saved` will say when it got there.
    pub on_disk: bool,
    /// The story had moved on from the base: `version` holds more than the page knows, which must read it anew.
    pub merged: bool,
}

/// What a story measures by a profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Measure {
    /// The version that was measured.
    #[ts(type = "number")]
    pub version: u64,
    /// Words of the body.
    pub words: u32,
    /// Characters of the body.
    pub characters: u32,
    /// Seconds to read it.
    pub reading_seconds: u32,
    /// The dateline as the profile prints it, without the space after it; empty when there is no place.
    pub dateline: String,
    /// The profile's limits on fields.
    pub limits: Vec<Limit>,
    /// What an editor would catch.
    pub findings: Vec<ShownFinding>,
}

/// A profile's limit on one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Limit {
    /// `headline`, `slug`, `summary`, `keywords`.
    pub field: String,
    /// What the field measures now, characters as the wire carries them.
    pub count: u32,
    /// The most that the profile allows.
    pub max: u32,
}
