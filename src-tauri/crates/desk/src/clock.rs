//! Time and identity, handed to the desk so that every use case can be tried with both fixed.

use jiff::Timestamp;
use wirecopy_store::StoryId;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

/// Gives identities.
pub trait Ids: Send + Sync {
    /// An identity that no other story has.
    fn story(&self) -> StoryId;
}

/// The machine's clock and random identities: the one place where the house asks for either.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Clock for System {
    #[expect(clippy::disallowed_methods, reason = "the one place where the house reads the clock")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

impl Ids for System {
    #[expect(clippy::disallowed_methods, reason = "the one place where the house draws an identity")]
    fn story(&self) -> StoryId {
        StoryId::new(uuid::Uuid::now_v7().simple().to_string())
    }
}
