//! Takes out of a body what NITF does not carry: all that XHTML on the wire does not carry, and every subhead level
//! but one (`hl2` is the only subhead of block content).

use wirecopy_story::{Block, BlockKind, Body};

use crate::loss::{LossKind, Losses};
use crate::xhtml;

/// The one level of subheads.
const LEVEL: u8 = 2;

/// Narrows `body`, parsed from `markdown`, in place. Where something was lost the ranges of its blocks are gone.
pub(crate) fn narrow(body: &mut Body, markdown: &str, losses: &mut Losses) {
    level(&mut body.blocks, losses);
    xhtml::narrow(body, markdown, losses);
}

/// A first-level heading is left for `xhtml`, which tells why it is none.
fn level(blocks: &mut [Block], losses: &mut Losses) {
    for block in blocks {
        let range = block.range.clone();
        match &mut block.kind {
            BlockKind::Subhead { level, .. } if *level > LEVEL => {
                let what = "A subhead below the second level becomes one of the second: NITF has no other";
                losses.add(LossKind::Heading, "body", range, what, "##");
                *level = LEVEL;
            }
            BlockKind::Quote(inner) => self::level(inner, losses),
            BlockKind::List { items, .. } => {
                for item in items {
                    self::level(&mut item.blocks, losses);
                }
            }
            BlockKind::Paragraph(_)
            | BlockKind::Subhead { .. }
            | BlockKind::Table { .. }
            | BlockKind::Rule
            | BlockKind::Pre { .. }
            | BlockKind::Figure { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subheads_have_one_level_and_each_that_changes_is_told() {
        let markdown = "# One\n\n## Two\n\n- ### Three\n\n> ###### Six\n";
        let mut body = Body::parse(markdown);
        let mut losses = Losses::default();
        narrow(&mut body, markdown, &mut losses);
        assert_eq!(body.to_markdown(), "## One\n\n## Two\n\n- ## Three\n\n> ## Six\n");
        let places: Vec<_> = losses.into_list().into_iter().map(|loss| &markdown[loss.place.range]).collect();
        assert_eq!(places, ["### Three", "###### Six", "# One"], "each points at its own heading");
    }
}
