//! XML for the wire, out and in: a writer that cannot write anything but well-formed text, and a reader that makes a
//! small tree of a message within limits. No DTD is followed, no entity but XML's own is known, nothing is fetched.

mod read;
mod root;
mod tree;
mod write;

pub(crate) use read::read;
pub(crate) use root::root_name;
pub(crate) use tree::{Attribute, Document, Element, Flaw, Node, XML};
pub(crate) use write::{Writer, escape_into, escape_value_into};
