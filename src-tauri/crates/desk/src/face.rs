//! What crosses the edge of the desk: plain values for the window and the command line.
//!
//! TypeScript types are generated from these into `ui/src/ipc/bindings.ts`. Offsets at the edge are UTF-16 code
//! units; moments are RFC 3339 in UTC.

mod failure;
mod history;
mod rescue;
mod settings;
mod start;
mod story;
mod vocabulary;
mod wire;

pub use failure::Failure;
pub use history::{
    Changes, ClashCard, Forgotten, History, Part, PastStory, Restoration, Revision, RevisionWhy, Side, UndoStep,
    UndoText, UndoTrail, WireComparison, Writethru,
};
pub use rescue::{Inspection, RescuedDesk, RescuedStory, Verdict};
pub use settings::{RightPanel, Settings, Theme, WindowPlace};
pub use start::{Backup, DeskEvent, DialectRow, FormatRow, ProfileRow, Start, Versions};
pub use story::{Ack, Arrival, BundleCard, Limit, Measure, Merged, OpenStory, Origin, StoryCard, StoryState, TypedAt};
pub use vocabulary::{VocabularyHit, VocabularyQuery, VocabularyRow, VocabularyScope};
pub use wire::{Exported, Preview, Release, Severity, ShownFault, ShownFinding, ShownLoss, TextPlace, Way};
pub use wirecopy_story::compare::{
    BlockChange, BlockDelta, BlockPlace, BlockSort, Comparison, FieldDelta, LineDelta, Piece, PieceKind, Span,
};
pub use wirecopy_story::{Change, ReleaseKind};
