//! Copy as lines of text, out and in: what plain text and the telegraph formats share. Fields as one line each, blocks
//! as chunks of lines, pages by a style's layout, the lines that say why a message goes out, and the way back from all of them. Knows styles,
//! no format.

pub(crate) mod copy;
pub(crate) mod fields;
pub(crate) mod page;
pub(crate) mod read;
pub(crate) mod set;
mod shape;
pub(crate) mod special;
mod stop;

pub(crate) use stop::dropped;
