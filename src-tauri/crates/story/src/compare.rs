//! What is different between two versions of a story, as an editor would say it: fields, paragraphs that came, went,
//! changed or moved, and inside them the words. Pure, and the same answer for the same two values.
//!
//! Offsets are UTF-16 code units inside the field's text, half-open, as the window counts them.

mod block;
mod hunk;
mod lines;
mod order;
mod pair;
mod story;
#[cfg(test)]
mod tests;
mod token;

use serde::{Deserialize, Serialize};

pub use self::lines::lines;
pub use self::story::compare;

/// Everything that is different.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Comparison {
    /// The headline, word by word; empty when both are empty.
    pub headline: Vec<Piece>,
    /// The lead, word by word; empty when both are empty.
    pub summary: Vec<Piece>,
    /// The body, block by block, in the order in which a reader of both would meet them.
    pub body: Vec<BlockDelta>,
    /// The other fields that differ, in the order of the story file.
    pub fields: Vec<FieldDelta>,
    /// Words of headline, lead and body that came.
    pub words_added: u32,
    /// Words of headline, lead and body that went. A word that moved with its paragraph did neither.
    pub words_removed: u32,
}

/// A run of text that is the same, came, or went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Piece {
    /// Which of the three.
    pub kind: PieceKind,
    /// The text.
    pub text: String,
    /// Where it stands in the older text; for one that came, the empty place where it would.
    pub old: Span,
    /// Where it stands in the newer text; for one that went, the empty place where it would.
    pub new: Span,
}

/// What became of a run of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum PieceKind {
    /// It stands in both.
    Same,
    /// Only in the newer one.
    Added,
    /// Only in the older one.
    Removed,
}

/// A place in a text: UTF-16 code units, half-open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Span {
    /// First code unit inside.
    pub from: u32,
    /// First code unit behind.
    pub to: u32,
}

/// One block of the body in both versions.
///
/// A paragraph that was split is as many blocks as it became, each `changed` and with its part of the older paragraph:
/// their `old` have the same number. One that was joined likewise in `new`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct BlockDelta {
    /// What became of it.
    pub kind: BlockChange,
    /// What it is.
    pub block: BlockSort,
    /// Its place in the older body, if it is there.
    pub old: Option<BlockPlace>,
    /// Its place in the newer body, if it is there.
    pub new: Option<BlockPlace>,
    /// Its Markdown text, word by word. Of `left`, the older text as one piece that is `removed` here; no word of it
    /// counts as one that went.
    pub pieces: Vec<Piece>,
}

/// What became of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum BlockChange {
    /// It stands as it stood.
    Same,
    /// It stands where it stood, with other words.
    Changed,
    /// It came.
    Added,
    /// It went.
    Removed,
    /// It stands here and stood elsewhere (`old`), perhaps with other words.
    Moved,
    /// It stood here and stands elsewhere (`new`): the other end of a `moved`.
    Left,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "each is the block of the body with the same name")]
pub enum BlockSort {
    Paragraph,
    Subhead,
    Quote,
    List,
    Table,
    Rule,
    Pre,
    Figure,
}

/// Where a block stands in one version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct BlockPlace {
    /// Its number as a desk counts paragraphs, from 1: paragraphs, quotes, lists and tables count, subheads and rules
    /// do not and have the number of the paragraph before them (0 before the first).
    pub paragraph: u32,
    /// Its text in the body.
    pub span: Span,
}

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct FieldDelta {
    /// Its name in the story file: `slug`, `dateline`.
    pub field: String,
    /// The older value as the story file writes it, without its name; empty when it was not set.
    pub old: String,
    /// The newer value.
    pub new: String,
}

/// One line of two texts compared line by line: a message as it leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct LineDelta {
    /// What became of it; of a line that changed, `removed` stands before `added`.
    pub kind: PieceKind,
    /// Its number in the older text, from 1.
    pub old: Option<u32>,
    /// Its number in the newer text, from 1.
    pub new: Option<u32>,
    /// The line without its end, the words that differ from its counterpart marked; spans are inside the line.
    pub pieces: Vec<Piece>,
}

/// A sentence that was changed on both sides of a merge, each in its own way. Both texts stand in the merged story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Clash {
    /// `headline`, `summary`, `body`, or the name of another field that was set to two values.
    pub field: String,
    /// What both sides began with.
    pub base: String,
    /// What it became on this desk.
    pub ours: String,
    /// What it became on the other.
    pub theirs: String,
    /// Where it stands in the merged text now; the whole field for one that is no text.
    pub place: Span,
}
