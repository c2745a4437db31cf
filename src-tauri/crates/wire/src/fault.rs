//! A fault of a message by its standard: where, what was expected, what stands there.

use std::fmt;

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where in the message: a JSON pointer (`/headlines/0/value`), or `line 12`, or `line 12, column 3`.
    pub place: String,
    /// What the standard or the profile asks for.
    pub expected: String,
    /// What stands there.
    pub got: String,
}

impl Fault {
    /// A fault at `place`.
    pub fn new(place: impl Into<String>, expected: impl Into<String>, got: impl Into<String>) -> Self {
        Self { place: place.into(), expected: expected.into(), got: got.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}, got {}", self.place, self.expected, self.got)
    }
}
