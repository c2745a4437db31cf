//! A fault of a message by its standard: where, what was expected, what stands there.

use std::fmt;

use crate::json;

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

impl Fault {
    /// The line of `message` where the fault lies, from 1; `None` when its place does not tell.
    pub fn line(&self, message: &[u8]) -> Option<u32> {
        if self.place.starts_with('/') {
            return json::line(&self.place, message);
        }
        let digits = self.place.strip_prefix("line ")?;
        let end = digits.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(digits.len());
        digits[..end].parse().ok()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}, got {}", self.place, self.expected, self.got)
    }
}
