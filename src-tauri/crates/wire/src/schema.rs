//! Whether a message of XML keeps the rules of its standard: NITF 3.6 and NewsML-G2 2.35. The rules of the official
//! schemas are told again in tables of our own (`schema/*.rules`), which `notation` reads, `grammar` makes ready and
//! `judge` holds a message against, in linear time. `docs/formats/schema-rules.md` lists what is not told again.

mod automaton;
mod datatype;
mod grammar;
mod judge;
mod moment;
mod nitf;
mod notation;

pub use nitf::nitf;
pub(crate) use nitf::nitf_of;

use crate::xml::{self, Document};
use crate::{DecodeError, Fault};

/// The message as a tree; what is wrong with it as XML are its only faults.
fn document(bytes: &[u8]) -> Result<Document, Vec<Fault>> {
    match xml::read(bytes) {
        Ok(document) => Ok(document),
        Err(DecodeError::NotThis { place, expected, got }) => Err(vec![Fault::new(place, expected, got)]),
        Err(error) => Err(vec![Fault::new("line 1", "a message that can be read", error.to_string())]),
    }
}

/// Where the message is not XML as the standard of XML has it, though it can be read.
fn flaws(document: &Document) -> Vec<Fault> {
    let fault = |flaw: &xml::Flaw| Fault::new(document.line(flaw.offset), flaw.expected.clone(), flaw.got.clone());
    document.flaws.iter().map(fault).collect()
}
