//! What can be wrong with a story: each error says what was expected, what was got, and where.

use thiserror::Error;

/// A value or a story file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum StoryError {
    /// An urgency outside 1..=9.
    #[error("expected an urgency from 1 (flash) to 9 (routine), got {got:?}")]
    Urgency {
        /// What stood there.
        got: String,
    },
    /// No `scheme:code`.
    #[error("expected a term like `medtop:04000000`, got {got:?}")]
    Term {
        /// What stood there.
        got: String,
    },
    /// No moment with an offset.
    #[error("expected a time with its offset like 2026-11-23T12:00:00+03:00, got {got:?}")]
    Embargo {
        /// What stood there.
        got: String,
    },
    /// A key of a story file that holds something else than it should.
    #[error("line {line}: expected {expected} in `{field}`, got {got}")]
    Field {
        /// Line of the file, from 1.
        line: usize,
        /// Path of the key: `dateline.date`.
        field: String,
        /// What the key takes.
        expected: String,
        /// What stood there, as typed.
        got: String,
    },
    /// The file is no story file at all.
    #[error("line {line}: expected {expected}, got {got}")]
    File {
        /// Line of the file, from 1.
        line: usize,
        /// What should stand there.
        expected: String,
        /// What stood there.
        got: String,
    },
}
