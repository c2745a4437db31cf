//! The life of a story at the edge: its changes and revisions, one of its moments, what a comparison is asked between,
//! and what puts an earlier version back.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wirecopy_story::compare::{Clash, LineDelta};
use wirecopy_story::{Change, Story, TextField};

/// The whole life of a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct History {
    /// The newest version.
    #[ts(type = "number")]
    pub version: u64,
    /// Every change that is remembered.
    pub changes: Changes,
    /// Every revision, newest first.
    pub revisions: Vec<Revision>,
    /// The version that left the desk last; `null` when none did.
    #[ts(type = "number | null")]
    pub filed: Option<u64>,
    /// What was forgotten at the writer's wish; `null` when nothing was.
    pub forgotten: Option<Forgotten>,
}

/// Changes, oldest first, as differences: a hundred thousand of them must cross at once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Changes {
    /// Version that each made, as the difference to the one before; the first to 0.
    #[ts(type = "Array<number>")]
    pub versions: Vec<u64>,
    /// When, milliseconds since 1970, as the difference to the one before; the first to 0. Negative where the clock was
    /// put back.
    #[ts(type = "Array<number>")]
    pub millis: Vec<i64>,
}

/// A named version of a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Revision {
    /// 1 and up, per story, in the order in which they were made.
    pub number: u32,
    /// When it was made.
    pub at: String,
    /// Why.
    pub why: RevisionWhy,
    /// What the writer called it, may be empty.
    pub label: String,
    /// The version it names.
    #[ts(type = "number")]
    pub version: u64,
    /// Words that came since the revision before it; `null` for one made by an older program.
    pub words_added: Option<u32>,
    /// Words that went since the revision before it.
    pub words_removed: Option<u32>,
}

/// Why a revision was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum RevisionWhy {
    /// The writer asked for it.
    Manual,
    /// The writer paused.
    Idle,
    /// The story left the desk.
    Filed,
    /// The text came from a file, or another desk's changes were merged in.
    Imported,
    /// An earlier version was put back.
    Restored,
}

/// History that is not there any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Forgotten {
    /// When it was forgotten.
    pub at: String,
    /// The oldest version that is still there.
    #[ts(type = "number")]
    pub before: u64,
    /// Backups that still hold it; they go when the next backup is made.
    pub backups: u32,
}

/// The story as it was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PastStory {
    /// Which version this is.
    #[ts(type = "number")]
    pub version: u64,
    /// When it was made.
    pub at: String,
    /// All fields and the body.
    pub story: Story,
    /// Words of the body.
    pub words: u32,
    /// The dateline as the profile prints it; empty when there is no place.
    pub dateline: String,
}

/// One side of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Side {
    /// A version of the story.
    Version {
        /// Which.
        #[ts(type = "number")]
        version: u64,
    },
    /// The story as it stands.
    Now,
}

/// How much of an earlier version is put back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Part {
    /// Everything.
    All,
    /// One field.
    Field {
        /// Its name in the story file: `headline`, `dateline`, `body`.
        name: String,
    },
    /// One block of the body.
    Block {
        /// A place inside the block in the earlier body, UTF-16.
        at: u32,
    },
}

/// What puts an earlier version back: ordinary changes, to be made like typing, and undone like it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Restoration {
    /// The version that they change.
    #[ts(type = "number")]
    pub base: u64,
    /// The changes; none when nothing differs.
    pub changes: Vec<Change>,
}

/// Two messages compared: what changes in the bytes that go out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WireComparison {
    /// Every line of both.
    pub lines: Vec<LineDelta>,
}

/// The advisory line of an update, drafted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Writethru {
    /// What is new since, in the profile's words: `Adds minister's reaction in paragraph 3`. Empty when nothing is.
    pub note: String,
    /// The filing that it was compared with; `null` when the story never left the desk: then the note is empty.
    pub since: Option<Revision>,
}

/// The last steps of typing, so that they can be undone after a restart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UndoTrail {
    /// The texts before the first step.
    pub headline: String,
    /// As the headline.
    pub summary: String,
    /// As the headline.
    pub body: String,
    /// The steps, oldest first; after the last one the texts are those of `version`.
    pub steps: Vec<UndoStep>,
    /// The version that the last step made.
    #[ts(type = "number")]
    pub version: u64,
}

/// One step of typing in the texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UndoStep {
    /// When, milliseconds since 1970.
    #[ts(type = "number")]
    pub millis: i64,
    /// What it did, each text at most once.
    pub texts: Vec<UndoText>,
}

/// What a step did to one text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UndoText {
    /// Which text.
    pub field: TextField,
    /// One after the other, each in the text that the one before left.
    pub splices: Vec<wirecopy_story::Splice>,
}

/// A sentence that was changed on two desks, until the writer settles it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClashCard {
    /// 1 and up, per story.
    pub number: u32,
    /// When the two desks met.
    pub at: String,
    /// The two texts, and the place where they stood when they met.
    pub clash: Clash,
}
