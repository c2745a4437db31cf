//! Every wire format, out and in: pure functions of values.
//!
//! A [`WireItem`] and a [`Profile`] go in, bytes and [`Loss`]es come out; the way back gives an item and notes of
//! what could not be read. No clock, counter, file or database is read here, so the same item makes the same bytes
//! on any machine. What a format cannot carry is never dropped in silence: it is a [`Loss`] with its place.
//!
//! Formats stand in the table of [`formats`] and never call each other; what they share are the named tools beside them.

pub mod anpa1312;
mod carry;
pub mod charset;
mod clean;
mod coded;
mod compose;
pub mod dialect;
pub mod docx;
mod ed_note;
pub mod email;
pub mod fault;
pub mod file_name;
pub mod format;
pub mod html;
pub mod iptc7901;
pub mod item;
mod json;
mod language;
mod letters;
mod lines;
pub mod loss;
pub mod markdown;
mod moment;
pub mod newscodes;
pub mod newsml_1;
pub mod newsml_g2;
pub mod ninjs;
pub mod nitf;
mod nitf_body;
mod opening;
mod paper;
pub mod pdf;
pub mod place;
pub mod profile;
pub mod rtf;
pub mod schema;
mod settle;
mod source;
mod spelled;
mod telegraph;
pub mod text;
pub mod vocabulary;
mod wrap;
pub mod writethru;
mod xhtml;
mod xml;

pub use coded::{DecodeError, DecodeNote, Decoded, EncodeError, Encoded, Reading};
pub use compose::compose;
pub use dialect::{Choice, Dialect, DialectRow};
pub use fault::Fault;
pub use file_name::{file_name, file_stem};
pub use format::{Format, format, formats, sniff, validate_for};
pub use item::{Envelope, Previous, WireItem};
pub use loss::{Loss, LossKind};
pub use place::{Place, Spot};
pub use profile::{Profile, ProfileError};
pub use vocabulary::{Catalogue, Vocabulary, VocabularyError};
pub use writethru::writethru;

/// No message is read beyond this size, bytes (16 MiB): a story of a million words takes a third of it.
pub const MAX_MESSAGE: usize = 16 * 1024 * 1024;
