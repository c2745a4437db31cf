//! The body as XHTML: the one shape that several formats embed. `narrow` takes out of a body what XHTML on the wire
//! does not carry and says so, `write` writes what is left exactly, `read` reads any HTML back.

mod from_tree;
mod guard;
pub(crate) mod lines;
mod narrow;
mod read;
mod write;

pub(crate) use from_tree::from_tree;
pub(crate) use narrow::{carried_link, carried_picture, lost_address, narrow};
pub(crate) use read::{ReadBody, page, read, read_below};
pub(crate) use write::{write, write_page};
