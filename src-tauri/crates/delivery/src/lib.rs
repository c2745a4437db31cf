//! Bytes to a place. Knows nothing of stories: whoever calls has the bytes and the name.
//!
//! The rule of every place: a receiver sees the whole file under its final name, or nothing.

mod error;
pub mod folder;

pub use error::DeliveryError;
pub use folder::{Existing, Receipt};
