//! What comes out of a format, on either way, and why it may refuse.

use jiff::Timestamp;
use jiff::civil::Date;
use thiserror::Error;

use crate::{Loss, Profile, WireItem};

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded {
    /// The bytes, as they leave.
    pub bytes: Vec<u8>,
    /// IANA name of their character set: `utf-8`.
    pub charset: String,
    /// What they do not carry: words first, in the order of the message, then whole fields.
    pub losses: Vec<Loss>,
}

/// Why no message was made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EncodeError {
    /// The story lacks something without which there is no message.
    #[error("expected a story with {}, got none in `{}`", missing.join(" and "), missing.join("`, `"))]
    Missing {
        /// Names of the empty fields: `headline`, `body`.
        missing: Vec<&'static str>,
    },
    /// The format has no such dialect.
    #[error("expected a dialect of {format} ({known}), got {got:?}")]
    Dialect {
        /// Id of the format.
        format: &'static str,
        /// Ids it knows.
        known: String,
        /// Id asked for.
        got: String,
    },
    /// A character reached the last step that the character set does not carry.
    #[error("expected characters of {charset}, got U+{code:04X}")]
    Charset {
        /// IANA name.
        charset: String,
        /// Code point of the character.
        code: u32,
    },
    /// The message could not be written out.
    #[error("expected a message that can be written, got: {got}")]
    Unwritable {
        /// What the writer said.
        got: String,
    },
}

impl EncodeError {
    /// The field that the error is about, where there is one.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::Missing { missing } => missing.first().copied(),
            Self::Dialect { .. } | Self::Charset { .. } | Self::Unwritable { .. } => None,
        }
    }
}

/// What a reader needs to know beside the bytes.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'p> {
    /// Its datelines, wording and vocabularies are tried first.
    pub profile: &'p Profile,
    /// When the message is read: gives a dateline without a year its year, and stands for times that are missing.
    pub at: Timestamp,
}

impl<'p> Reading<'p> {
    /// A reading by `profile` at `at`.
    pub fn new(profile: &'p Profile, at: Timestamp) -> Self {
        Self { profile, at }
    }

    /// The day of the reading in the profile's time zone.
    pub(crate) fn today(&self) -> Date {
        self.profile.filing_date(self.at)
    }
}

/// A message that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded {
    /// The item; what the message does not say is empty.
    pub item: WireItem,
    /// What could not be read or had to be guessed.
    pub notes: Vec<DecodeNote>,
}

/// Something in a message that was not read as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeNote {
    /// One plain sentence without a final stop.
    pub what: String,
    /// Where in the message: `line 3`, `/bodies/0/value`.
    pub place: String,
}

impl DecodeNote {
    /// A note at `place`.
    pub fn new(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self { what: what.into(), place: place.into() }
    }
}

/// Why a message could not be read at all.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// Larger than [`crate::MAX_MESSAGE`].
    #[error("expected a message of at most {max} bytes, got {got}")]
    TooLarge {
        /// The limit.
        max: usize,
        /// The size.
        got: usize,
    },
    /// Not the format it was read as.
    #[error("{place}: expected {expected}, got {got}")]
    NotThis {
        /// Where: `line 3, column 14`.
        place: String,
        /// What should stand there.
        expected: String,
        /// What stood there.
        got: String,
    },
}

/// Refuses what is larger than any message.
pub(crate) fn refuse_too_large(bytes: &[u8]) -> Result<(), DecodeError> {
    let max = crate::MAX_MESSAGE;
    if bytes.len() > max { Err(DecodeError::TooLarge { max, got: bytes.len() }) } else { Ok(()) }
}
