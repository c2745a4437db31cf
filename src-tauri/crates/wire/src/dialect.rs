//! A dialect: a way of writing one format that some receivers need. The strict form is the default everywhere;
//! which dialect a destination wants is the destination's business, which ones exist is the format's.

use std::fmt;

/// Id of a dialect. [`Dialect::strict`] is known to every format.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Dialect(String);

/// A dialect in a format's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DialectRow {
    /// `strict`
    pub id: &'static str,
    /// What it does, for people.
    pub label: &'static str,
}

impl Dialect {
    /// The id of the strict form.
    pub const STRICT: &'static str = "strict";

    /// The standard to the letter.
    pub fn strict() -> Self {
        Self::default()
    }

    /// The dialect `id`; whether a format knows it shows when it encodes.
    pub fn new(id: &str) -> Self {
        Self(id.to_owned())
    }

    /// Its id.
    pub fn id(&self) -> &str {
        &self.0
    }
}

impl Default for Dialect {
    fn default() -> Self {
        Self(Self::STRICT.to_owned())
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
