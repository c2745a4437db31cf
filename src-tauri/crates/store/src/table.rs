//! The tables, one file each with its SQL: one statement per function, named columns.

pub(crate) mod change;
pub(crate) mod clash;
pub(crate) mod desk;
pub(crate) mod export;
pub(crate) mod forgotten;
pub(crate) mod head;
pub(crate) mod meeting;
pub(crate) mod original;
pub(crate) mod revision;
pub(crate) mod seal;
pub(crate) mod search;
pub(crate) mod setting;
pub(crate) mod snapshot;
pub(crate) mod story;
pub(crate) mod vocabulary;

/// How rows are found in a damaged database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// By their index.
    Index,
    /// By going through the table, where the index does not read.
    Scan,
}
