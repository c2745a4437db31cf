//! The body as NITF block content (NITF 3.6, groups `blockContent` and `enrichedText`): what `nitf`, `newsml-1` and
//! `newsml-g2` embed. `narrow` takes out of a body what NITF cannot say and tells it, `write` puts what is left into
//! an open element, `read` reads the blocks of any feed back.
//!
//! Two things of a wire body have no element in NITF: an editor's insertion and the dateline that opens the text. Both
//! are `lang` with a class: it sets off a run of words without any look of its own, so that receivers who know
//! nothing of the class print the words as they stand. `em` would set them in italics, `classifier` is metadata that a
//! receiver may leave out of print.

pub(crate) mod head;
mod narrow;
mod read;
mod write;

pub(crate) use narrow::narrow;
pub(crate) use read::read;
pub(crate) use write::{Opening, write};

use crate::xhtml::lines::collapsed;
use crate::xml::Element;

/// The words of an element on one line: where the feed broke or indented them there is one space.
pub(crate) fn words(element: &Element) -> String {
    let text = element.text();
    if text.contains(['\n', '\r']) { collapsed(&text).trim().to_owned() } else { text }
}
