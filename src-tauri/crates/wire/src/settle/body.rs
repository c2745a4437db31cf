//! The body as it is read back, block by block: which of its blocks come back otherwise without having been told.

use std::ops::Range;

use wirecopy_story::{Block, BlockKind, Body};

use crate::loss::LossKind;
use crate::{Loss, Place};

/// Adds to `losses` the blocks that come back otherwise and of which nothing is told yet.
pub(super) fn settle((typed, parsed): (&str, Option<Body>), read: &str, mut told: ToldPlaces, losses: &mut Vec<Loss>) {
    if typed == read {
        return;
    }
    let (typed, read) = (parsed.unwrap_or_else(|| Body::parse(typed)), Body::parse(read));
    let (typed, read) = (&typed.blocks, &read.blocks);
    let first = typed.iter().zip(read).take_while(|(one, other)| one.same_parsed(other)).count();
    if first == typed.len() && first == read.len() {
        return;
    }
    let both = typed[first..].iter().rev().zip(read[first..].iter().rev());
    let behind = both.take_while(|(one, other)| one.same_parsed(other)).count();
    let (middle, back) = (&typed[first..typed.len() - behind], &read[first..read.len() - behind]);
    let before = losses.len();
    for (at, one) in middle.iter().enumerate() {
        if told.reach(&one.range) {
            continue;
        }
        let paired = back.get(at).filter(|_| middle.len() == back.len());
        let near = &back[at.saturating_sub(NEAR).min(back.len())..(at + NEAR).min(back.len())];
        let is_same = |other: &Block| one.same_parsed(other);
        let comes_back = paired.map_or_else(|| near.iter().any(is_same), is_same);
        if comes_back {
            continue;
        }
        losses.push(body_loss(one.range.clone(), changed(one, paired.or_else(|| back.get(at)))));
        if losses.len() - before == MAX_BLOCKS {
            break;
        }
    }
    if losses.len() == before && !told.any {
        let range = typed.last().map_or(0..0, |block| block.range.clone());
        losses.push(body_loss(range, "The end of the body is read back as more than it is".to_owned()));
    }
}

/// Places of the body of which something is told, asked for from its beginning to its end.
pub(super) struct ToldPlaces {
    /// By their starts.
    places: std::vec::IntoIter<Range<usize>>,
    next: Option<Range<usize>>,
    /// Where the furthest of those that were passed ends.
    end: Option<usize>,
    /// Whether there are any.
    any: bool,
}

impl ToldPlaces {
    pub(super) fn of(losses: &[Loss]) -> Self {
        let own = losses.iter().filter(|loss| loss.place.field == "body");
        let mut places: Vec<_> = own.map(|loss| loss.place.range.clone()).collect();
        places.sort_unstable_by_key(|place| place.start);
        let mut places = places.into_iter();
        Self { any: !places.as_slice().is_empty(), next: places.next(), places, end: None }
    }

    /// Whether something is told of a place in `block`.
    fn reach(&mut self, block: &Range<usize>) -> bool {
        while let Some(place) = self.next.take_if(|place| place.start <= block.end) {
            self.end = self.end.max(Some(place.end));
            self.next = self.places.next();
        }
        self.end.is_some_and(|end| end >= block.start)
    }
}

/// A block that comes back stands no more places from where it was.
const NEAR: usize = 32;

/// Of more blocks than this nothing is told.
const MAX_BLOCKS: usize = 200;

fn changed(typed: &Block, read: Option<&Block>) -> String {
    let name = named(&typed.kind);
    match read.map(|read| named(&read.kind)) {
        None => format!("{name} is read back as part of what stands before it"),
        Some(other) if other == name => format!("{name} is read back with other lines or words"),
        Some(other) => format!("{name} is read back as {}", other.to_lowercase()),
    }
}

fn body_loss(range: Range<usize>, what: String) -> Loss {
    Loss { kind: LossKind::Ambiguous, what, place: Place::new("body", range), became: String::new() }
}

fn named(kind: &BlockKind) -> &'static str {
    match kind {
        BlockKind::Paragraph(_) => "A paragraph",
        BlockKind::Subhead { .. } => "A subhead",
        BlockKind::Quote(_) => "A quotation",
        BlockKind::List { .. } => "A list",
        BlockKind::Table { .. } => "A table",
        BlockKind::Rule => "A break between parts",
        BlockKind::Pre { .. } => "Preformatted text",
        BlockKind::Figure { .. } => "A picture",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_of_one_block_hides_no_change_of_another() {
        let (typed, read) = (Body::parse("He **said**.\n\na _ b\n\nc"), "He said.\n\na — b\n\nc");
        let told_of = |losses: &[Loss]| losses.iter().map(|loss| loss.place.range.clone()).collect::<Vec<_>>();
        let bold =
            Loss { kind: LossKind::Mark, what: String::new(), place: Place::new("body", 3..11), became: String::new() };
        let mut losses = vec![bold];
        let settled = |typed: &str, read: &str, losses: &mut Vec<Loss>| {
            settle((typed, None), read, ToldPlaces::of(losses), losses);
        };
        settled(&typed.to_markdown(), read, &mut losses);
        assert_eq!(told_of(&losses), [3..11, 14..20], "the second paragraph, once: {losses:?}");
        let mut losses = losses[..1].to_vec();
        settled("He **said**.\n\na\n\nc", "He\n\nsaid.\n\na\n\nc", &mut losses);
        assert_eq!(losses.len(), 1, "what moved along is no change: {losses:?}");
    }
}
