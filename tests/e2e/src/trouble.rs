//! What went wrong, as one sentence that a test fails with.

use std::fmt::{self, Debug, Display, Formatter};

/// One sentence.
pub struct Trouble(String);

/// What a step of a test comes to.
pub type Outcome<T = ()> = Result<T, Trouble>;

impl Trouble {
    /// `doing` goes before what happened: `reading the story`.
    pub fn new(doing: &str, happened: impl Display) -> Self {
        Self(format!("{doing}: {happened}"))
    }
}

impl Debug for Trouble {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Display for Trouble {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<String> for Trouble {
    fn from(sentence: String) -> Self {
        Self(sentence)
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<fantoccini::error::CmdError> for Trouble {
    fn from(error: fantoccini::error::CmdError) -> Self {
        Self(error.to_string())
    }
}

/// Fails with `sentence` unless `holds`: an assertion that lets the stage be cleared and photographed.
///
/// # Errors
/// The sentence.
pub fn must(holds: bool, sentence: impl Into<String>) -> Outcome {
    if holds { Ok(()) } else { Err(Trouble(sentence.into())) }
}
