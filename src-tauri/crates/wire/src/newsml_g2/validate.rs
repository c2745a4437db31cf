//! The faults of a message by NewsML-G2 2.35.

use crate::Fault;
use crate::xml;

pub(super) fn validate(bytes: &[u8]) -> Vec<Fault> {
    match xml::read(bytes) {
        Err(error) => vec![Fault::new("line 1", "a message of XML", error.to_string())],
        Ok(_) => Vec::new(),
    }
}
