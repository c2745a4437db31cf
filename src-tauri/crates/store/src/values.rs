//! What the store is handed and hands out: plain values, no connection in them.

use jiff::Timestamp;
use wirecopy_story::compare::Clash;
use wirecopy_story::{Splice, Story, TextField};

use crate::{StoreError, StoryId, Version};

/// A story as the writer knows it, with what is not on disk yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// All fields and the body.
    pub story: Story,
    /// Number of its newest change.
    pub version: Version,
    /// Where it is in its life.
    pub state: State,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When its text or a field last changed.
    pub changed_at: Timestamp,
}

/// A line in the list of stories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which story.
    pub id: StoryId,
    /// May be empty.
    pub headline: String,
    /// May be empty.
    pub slug: String,
    /// Where it is in its life.
    pub state: State,
    /// Unicode words of the body.
    pub words: u32,
    /// When its text or a field last changed.
    pub changed_at: Timestamp,
    /// When it left the desk last.
    pub exported_at: Option<Timestamp>,
    /// When it was begun.
    pub created_at: Timestamp,
}

/// Where a story is in its life on the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing has left the desk.
    Draft,
    /// Was exported at least once.
    Exported,
    /// Thrown away; can be brought back.
    Binned,
}

/// The answer to an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ack {
    /// The version that the edit made: the base of the next one.
    pub version: Version,
    /// `true`: the change is on disk. `false`: it is in memory only, [`StoreEvent::SaveFailed`] says why and
    /// [`StoreEvent::Saved`] will say when it got there.
    pub on_disk: bool,
    /// The base was not the newest version: `version` holds more than the base and this edit, read it anew.
    pub merged: bool,
}

/// One export of a story, remembered for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportRecord {
    /// When.
    pub at: Timestamp,
    /// Id of the format: `ninjs-3`.
    pub format: String,
    /// Id of the profile: `tass`.
    pub profile: String,
    /// Word of the release kind: `new`, `kill`.
    pub kind: String,
    /// The version that left.
    pub version: Version,
    /// SHA-256 of the message, 64 lower-case hex digits.
    pub sha256: String,
    /// Name of the file that was written.
    pub file_name: String,
    /// Size of the message in bytes.
    pub bytes: u64,
}

/// Why a revision was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The writer asked for it.
    Manual,
    /// The writer paused.
    Idle,
    /// The story was filed.
    Filed,
    /// The text came from a file.
    Imported,
    /// An earlier version was put back.
    Restored,
}

impl Why {
    const ALL: [Self; 5] = [Self::Manual, Self::Idle, Self::Filed, Self::Imported, Self::Restored];

    /// The word in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Idle => "idle",
            Self::Filed => "filed",
            Self::Imported => "imported",
            Self::Restored => "restored",
        }
    }

    /// The reason with this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.word() == word)
    }
}

/// A named version of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionRow {
    /// 1 and up, per story.
    pub number: u32,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub why: Why,
    /// What the writer called it, may be empty.
    pub label: String,
    /// The version it names.
    pub version: Version,
    /// Words of headline, lead and body that came since the revision before it; `None` for one made by an older
    /// program.
    pub words_added: Option<u32>,
    /// Words that went since then.
    pub words_removed: Option<u32>,
}

/// How a version is to be named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// Why.
    pub why: Why,
    /// What the writer calls it, may be empty.
    pub label: String,
    /// Which version; `None`: the newest.
    pub version: Option<Version>,
}

/// A story as it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// Which version this is.
    pub version: Version,
    /// When it was made.
    pub at: Timestamp,
    /// All fields and the body.
    pub story: Story,
}

/// The last steps of typing: the texts before them, and what each did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LastSteps {
    /// The headline before the first step.
    pub headline: String,
    /// As the headline.
    pub summary: String,
    /// As the headline.
    pub body: String,
    /// Oldest first.
    pub steps: Vec<TextStep>,
    /// The version that the texts are after the last step.
    pub version: Version,
}

/// What one change did to the texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextStep {
    /// When.
    pub at: Timestamp,
    /// Each text that it changed, and how: splices one after the other.
    pub texts: Vec<(TextField, Vec<Splice>)>,
}

/// Every version that a story ever had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Life {
    /// Each version and when it was made, oldest first; the last one is the newest, on disk or not.
    pub versions: Vec<(Version, Timestamp)>,
    /// The revisions, newest first.
    pub revisions: Vec<RevisionRow>,
    /// The version that left the desk last.
    pub filed: Option<Version>,
}

/// Where an imported story came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginalCard {
    /// When it was imported.
    pub at: Timestamp,
    /// Name of the file, without its folder.
    pub file_name: String,
    /// Id of the format it was read as: `nitf`.
    pub format: String,
    /// What could not be read of it, as the desk writes it.
    pub notes: String,
}

/// The file that a story was imported from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// Where it came from.
    pub card: OriginalCard,
    /// The file, byte for byte.
    pub bytes: Vec<u8>,
}

/// What came of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Landed {
    /// The story that it is on this desk.
    pub id: StoryId,
    /// Its newest version.
    pub version: Version,
    /// What was done with it.
    pub how: Landing,
    /// Print of the desk that signed it: `3f2a 90c1 77de 04b8`.
    pub maker: String,
}

/// What was done with a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Landing {
    /// The story was not here.
    Added,
    /// The story was here, and holds both sides' text now.
    Merged {
        /// Words that came.
        words_added: u32,
        /// Words that went.
        words_removed: u32,
        /// Sentences and fields that both sides had changed.
        clashes: u32,
    },
    /// Everything in it was here already.
    Known,
    /// The story is here, but the two have no version in common that this desk still knows: it was put beside, as a
    /// story of its own.
    Beside,
}

/// A sentence or field that two desks changed, until the writer settles it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClashRow {
    /// 1 and up, per story.
    pub number: u32,
    /// When the two met.
    pub at: Timestamp,
    /// Its texts, and its place when they met.
    pub clash: Clash,
    /// What stood at the place when they met.
    pub shown: String,
}

/// History of a story that is not there any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForgottenRow {
    /// When it was forgotten.
    pub at: Timestamp,
    /// The oldest version that is still there.
    pub before: Version,
    /// Backups that still hold it.
    pub backups: u32,
}

/// What went when history was forgotten, and what holds it still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone {
    /// The forgetting itself.
    pub row: ForgottenRow,
    /// Versions that went.
    pub versions: u64,
    /// Revisions that went.
    pub revisions: u32,
    /// Whether the file that the story was imported from went.
    pub original: bool,
    /// Desks that a restored backup replaced and that are kept beside this one.
    pub replaced: u32,
    /// Whether the database's log was emptied; another program that reads it can hinder that until it ends.
    pub log_emptied: bool,
}

/// A vocabulary that was loaded from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VocabularyRow {
    /// Alias of its scheme; one per desk.
    pub scheme: String,
    /// When it was loaded.
    pub loaded_at: Timestamp,
    /// Name of the file that it came from, without its folder.
    pub file_name: String,
    /// All of it, as the desk wrote it.
    pub value: String,
}

/// A verified backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupRow {
    /// Name of its file inside the desk's `backups` folder.
    pub name: String,
    /// When it was made.
    pub at: Timestamp,
    /// Size of the file.
    pub bytes: u64,
    /// Stories in it.
    pub stories: u32,
}

/// What [`crate::Store::verify`] went through and found sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// Stories whose documents were read.
    pub stories: u32,
    /// Changes whose hashes were recomputed; folded ones are covered by their snapshot's hash.
    pub changes: u64,
    /// Pages whose HMAC was recomputed.
    pub pages: u64,
    /// Revisions whose text was recomputed.
    pub revisions: u64,
}

/// How the store went to rest.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Farewell {
    /// Stories with text that never reached the disk; empty when all is well.
    pub unsaved: Vec<StoryId>,
    /// The backup made at the end, if anything had changed since the last one.
    pub backup: Option<BackupRow>,
    /// What went wrong on the way.
    pub error: Option<StoreError>,
}

/// What the store says unasked, from its own thread: hand on, do not work, do not call the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreEvent {
    /// Everything up to `version` of `story` is on disk (sent after a failure was overcome).
    Saved {
        /// Which story.
        story: StoryId,
        /// Up to which version.
        version: Version,
    },
    /// A write failed; the text is kept in memory and tried again each second.
    SaveFailed {
        /// Why.
        error: StoreError,
    },
    /// The list of stories is not what it was.
    StoriesChanged,
}
