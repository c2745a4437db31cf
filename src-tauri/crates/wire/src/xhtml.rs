//! The body as XHTML: the one shape that several formats embed. `narrow` takes out of a body what XHTML on the wire
//! does not carry and says so, `write` writes what is left exactly, `read` reads any HTML back.

mod guard;
mod lines;
mod narrow;
mod read;
mod write;

pub(crate) use narrow::{lost_address, narrow};
pub(crate) use read::read;
pub(crate) use write::write;
