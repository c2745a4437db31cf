//! Urgency: 1 (flash) to 9 (routine), as in NewsML-G2 and ninjs. Formats with a narrower range say what they made of it.

use serde::{Deserialize, Serialize};

use crate::StoryError;

/// 1 (flash) to 9 (routine); 5 is normal. Built only through [`Urgency::new`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(type = "number"))]
#[serde(try_from = "u8", into = "u8")]
pub struct Urgency(u8);

impl Urgency {
    /// # Errors
    /// [`StoryError::Urgency`] when `level` is outside 1..=9.
    pub fn new(level: u8) -> Result<Self, StoryError> {
        match level {
            1..=9 => Ok(Self(level)),
            _ => Err(StoryError::Urgency { got: level.to_string() }),
        }
    }

    /// The level, 1..=9.
    pub fn level(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Urgency {
    type Error = StoryError;

    fn try_from(level: u8) -> Result<Self, Self::Error> {
        Self::new(level)
    }
}

impl From<Urgency> for u8 {
    fn from(urgency: Urgency) -> Self {
        urgency.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_to_nine_is_an_urgency() {
        for level in 0..=u8::MAX {
            assert_eq!(Urgency::new(level).is_ok(), (1..=9).contains(&level), "urgency {level}");
        }
    }
}
