//! What the window needs to paint itself once, in one answer; and what the desk tells it later by itself.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Failure, OpenStory, Settings, StoryCard};

/// Everything the first paint needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Start {
    /// Folder of the desk.
    pub desk_path: String,
    /// What was remembered.
    pub settings: Settings,
    /// Every agency style.
    pub profiles: Vec<ProfileRow>,
    /// Every story, newest change first.
    pub stories: Vec<StoryCard>,
    /// The story that was open last.
    pub opened: Option<OpenStory>,
    /// Versions for About.
    pub versions: Versions,
}

/// One agency style.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProfileRow {
    /// `tass`
    pub id: String,
    /// Name for people.
    pub label: String,
    /// IANA time zone of its datelines: `Europe/Moscow`.
    pub time_zone: String,
    /// Its sections, for suggestions; free text is allowed.
    pub sections: Vec<String>,
    /// Every wire format with the dialects that this style has, the formats that it files in first.
    pub formats: Vec<FormatRow>,
}

/// One wire format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FormatRow {
    /// `ninjs-3`
    pub id: String,
    /// `ninjs 3.1`
    pub label: String,
    /// Extension of its files, no dot.
    pub extension: String,
    /// Whether the agency style files in it.
    pub usual: bool,
    /// The ways of writing it, the strict one first.
    pub dialects: Vec<DialectRow>,
}

/// One way of writing a format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DialectRow {
    /// `strict`
    pub id: String,
    /// What it does, for people.
    pub label: String,
}

/// Versions for About.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Versions {
    /// Wirecopy.
    pub program: String,
    /// SQLite.
    pub sqlite: String,
    /// SQLCipher.
    pub sqlcipher: String,
    /// WebKit, empty where there is no window.
    pub webkit: String,
}

/// One verified backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Backup {
    /// Name of its file inside the desk's `backups` folder.
    pub name: String,
    /// When it was made.
    pub at: String,
    /// Size.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Stories in it.
    pub stories: u32,
}

/// What the desk says unasked; the window asks again for what it shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DeskEvent {
    /// Everything up to `version` of `story` is on disk (sent after a failure was overcome).
    Saved {
        /// Which story.
        story: String,
        /// Up to which version.
        #[ts(type = "number")]
        version: u64,
    },
    /// A write failed; text is kept in memory and tried again.
    SaveFailed {
        /// Why.
        failure: Failure,
    },
    /// The list of stories is not what it was.
    StoriesChanged,
    /// The application menu asks for a command of the window.
    Command {
        /// Id of the command.
        id: String,
    },
}
