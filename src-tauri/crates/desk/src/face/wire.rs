//! The wire at the edge: the bytes before they leave, what was lost on the way, what is wrong with the message.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wirecopy_story::ReleaseKind;

/// The way a story is to leave: who files it, in which format, written how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Way {
    /// Id of the profile: `tass`.
    pub profile: String,
    /// Id of the format: `ninjs-3`.
    pub format: String,
    /// Id of the dialect: `strict`.
    pub dialect: String,
}

/// One release of a story: the way it leaves, as what, and what editors are told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Release {
    /// The way.
    pub way: Way,
    /// Why it goes out; `null`: as what usually follows what left before.
    pub kind: Option<ReleaseKind>,
    /// What editors are told: what is new, what was wrong, why it is killed.
    pub note: String,
    /// When the writer chose the kind, RFC 3339; `null`: the time of the last change.
    pub at: Option<String>,
}

/// A message as it would leave now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Preview {
    /// The version it was made of.
    #[ts(type = "number")]
    pub version: u64,
    /// Why it goes out.
    pub kind: ReleaseKind,
    /// What else it may go out as.
    pub kinds: Vec<ReleaseKind>,
    /// Number of the version that receivers get, from 1.
    pub number: u32,
    /// The bytes, decoded from their character set: encoding this text again gives the same bytes. Of a message that
    /// is no text, the dump of its bytes: offset, sixteen bytes in hex, their ASCII.
    pub text: String,
    /// IANA name of the character set: `utf-8`. Empty: the message is no text.
    pub charset: String,
    /// Size of the message in bytes.
    pub bytes: u32,
    /// SHA-256 of the bytes, hex.
    pub sha256: String,
    /// Name that the file would get.
    pub file_name: String,
    /// What the format cannot carry.
    pub losses: Vec<ShownLoss>,
    /// What is wrong with the message by its standard.
    pub faults: Vec<ShownFault>,
}

/// A place in the story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TextPlace {
    /// Name of the field in the story file: `body`, `headline`, `dateline.place`.
    pub field: String,
    /// Line inside the field, from 1.
    pub line: u32,
    /// Column inside the line, characters, from 1.
    pub column: u32,
    /// First UTF-16 code unit inside the field.
    pub from: u32,
    /// First UTF-16 code unit after it.
    pub to: u32,
}

/// Something of the story that the message does not carry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ShownLoss {
    /// What it is, in plain words.
    pub what: String,
    /// What it became; empty: it is gone.
    pub became: String,
    /// Where it stands in the story.
    pub place: TextPlace,
}

/// A fault of the message by its standard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ShownFault {
    /// Where in the message: `/headlines/0/value`, `line 12`.
    pub place: String,
    /// What the standard asks for.
    pub expected: String,
    /// What stands there.
    pub got: String,
    /// The line of the message where it stands, from 1; `null` when it cannot be told.
    pub line: Option<u32>,
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Must be put right before the story leaves.
    Block,
    /// Should be looked at.
    Warn,
    /// Good to know.
    Note,
}

/// What an editor would catch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ShownFinding {
    /// Id of the rule: `headline-stop`.
    pub rule: String,
    /// Weight.
    pub severity: Severity,
    /// One sentence.
    pub message: String,
    /// Where it stands in the story.
    pub place: TextPlace,
}

/// A message that was written to a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Exported {
    /// Where it is.
    pub path: String,
    /// Size in bytes.
    pub bytes: u32,
    /// SHA-256 of the bytes, hex.
    pub sha256: String,
    /// What the format could not carry.
    pub losses: Vec<ShownLoss>,
}
