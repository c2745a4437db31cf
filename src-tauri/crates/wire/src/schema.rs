//! Whether a message of XML keeps the rules of its standard: NITF 3.6, NewsML 1.2 and NewsML-G2 2.35. The rules of the
//! standards are told again in tables of our own (`schema/*.rules`), which `notation` reads, `grammar` makes ready and
//! `judge` holds a message against, in linear time. `docs/formats/schema-rules.md` lists what is not told again.

mod automaton;
mod datatype;
mod grammar;
mod iri;
mod judge;
mod moment;
mod newsml_1;
mod newsml_g2;
mod newsml_g2_sense;
mod nitf;
mod notation;

#[cfg(test)]
mod conformance;

use crate::xml::{self, Document};
use crate::{DecodeError, Fault};
use judge::MAX_FAULTS;

/// Faults of a message by the schema of NITF 3.6; none when it keeps every rule. Whether it has the namespace or none is
/// seen at its root.
pub fn nitf(bytes: &[u8]) -> Vec<Fault> {
    document(bytes).map_or_else(|faults| faults, |document| nitf_of(&document))
}

/// Faults of a message by what is known of NewsML 1.2; none when it keeps every rule.
pub fn newsml_1(bytes: &[u8]) -> Vec<Fault> {
    let judged = |document: Document| {
        let mut faults = flaws(&document);
        faults.extend(newsml_1::faults(&document));
        faults.truncate(MAX_FAULTS);
        faults
    };
    document(bytes).map_or_else(|faults| faults, judged)
}

/// Faults of a message by the schema of NewsML-G2 2.35 and by what the standard asks beyond it; none when it keeps every
/// rule.
pub fn newsml_g2(bytes: &[u8]) -> Vec<Fault> {
    document(bytes).map_or_else(|faults| faults, |document| newsml_g2_of(&document))
}

/// [`nitf`] of a message that is read already.
pub(crate) fn nitf_of(document: &Document) -> Vec<Fault> {
    let mut faults = flaws(document);
    faults.extend(nitf::faults(document, &document.root, &[]));
    faults.truncate(MAX_FAULTS);
    faults
}

/// [`newsml_g2`] of a message that is read already.
pub(crate) fn newsml_g2_of(document: &Document) -> Vec<Fault> {
    let mut faults = flaws(document);
    faults.extend(newsml_g2::faults(document));
    faults.extend(newsml_g2_sense::faults(document));
    faults.truncate(MAX_FAULTS);
    faults
}

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
