//! The story: what a correspondent writes, as plain values.
//!
//! A [`Story`] has no identity, version or clock in it, so equality is equality of content. Its body is Markdown
//! text; [`Body::parse`] is the only parser whose result leaves the desk. A story reads from and writes to one text
//! file ([`file`]). This crate does no input or output and knows no other crate of the house.

#[cfg(any(test, feature = "arbitrary"))]
pub mod arbitrary;
pub mod body;
pub mod byline;
pub mod change;
pub mod clash;
pub mod compare;
pub mod count;
pub mod dateline;
pub mod embargo;
pub mod error;
pub mod file;
pub mod lifecycle;
pub mod link;
pub mod merge;
pub mod place;
pub mod restore;
pub mod rights;
pub mod splices;
mod story;
pub mod term;
pub mod urgency;

pub use body::{Align, Block, BlockKind, Body, BodyNote, Inline, InlineKind, Item, NoteKind};
pub use byline::Byline;
pub use change::{Change, FieldValue, Splice, SpliceError, TextField};
pub use dateline::Dateline;
pub use embargo::Embargo;
pub use error::StoryError;
pub use lifecycle::{PubStatus, ReleaseKind};
pub use link::StoryLink;
pub use place::Place;
pub use rights::Rights;
pub use story::Story;
pub use term::Term;
pub use urgency::Urgency;
