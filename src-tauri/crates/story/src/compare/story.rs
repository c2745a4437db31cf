//! Two stories compared: the texts word by word, the body block by block, the other fields as the story file writes
//! them.

use std::collections::HashMap;

use super::block::{Extent, segments};
use super::hunk::{Hunk, View, hunks, pieces};
use super::pair::{Cut, Pairs, pair};
use super::token::{Names, Tokens};
use super::{BlockChange, BlockDelta, Comparison, FieldDelta, Piece, PieceKind, Span, order};
use crate::count::{WordRule, count};
use crate::{Story, file};

/// Compares two versions of a story.
///
/// Blocks of the body are matched before their words are: a paragraph that stands elsewhere is one that moved, one that
/// was split or joined is not new. Its time grows a little faster than the length of the bodies, however much or little
/// they have in common.
///
/// Changing sides changes what came with what went, and nothing else.
pub fn compare(old: &Story, new: &Story) -> Comparison {
    let headline = text(&old.headline, &new.headline);
    let summary = text(&old.summary, &new.summary);
    let body = body(&old.body, &new.body);
    let moved = |delta: &&BlockDelta| delta.kind != BlockChange::Left;
    let inside = body.iter().filter(moved).flat_map(|delta| &delta.pieces);
    let all = || headline.iter().chain(&summary).chain(inside.clone());
    let words = |kind: PieceKind| {
        let pieces = all().filter(|piece| piece.kind == kind);
        pieces.fold(0_u32, |sum, piece| sum.saturating_add(count(&piece.text, WordRule::Unicode).words))
    };
    let (words_added, words_removed) = (words(PieceKind::Added), words(PieceKind::Removed));
    Comparison { fields: fields(old, new), words_added, words_removed, headline, summary, body }
}

/// Both texts, in the order in which equal pairs are always searched, and whether that is not the order asked for.
fn ordered<'t>(old: &'t str, new: &'t str) -> (&'t str, &'t str, Order) {
    if old <= new { (old, new, Order::Kept) } else { (new, old, Order::Turned) }
}

/// Whether the older text is searched as the first or the second.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Kept,
    Turned,
}

impl Order {
    /// First and second as old and new, and the other way round.
    fn put<T>(self, (one, two): (T, T)) -> (T, T) {
        match self {
            Self::Kept => (one, two),
            Self::Turned => (two, one),
        }
    }
}

/// Two texts, word by word.
pub(super) fn text(old: &str, new: &str) -> Vec<Piece> {
    let (first, second, order) = ordered(old, new);
    let mut names = Names::default();
    let tokens = (Tokens::cut(first, &mut names), Tokens::cut(second, &mut names));
    view(&View::whole(&tokens.0), &View::whole(&tokens.1), order)
}

/// The runs of two views that were searched in `order`.
fn view(first: &View<'_, '_>, second: &View<'_, '_>, order: Order) -> Vec<Piece> {
    let turn = |hunk: Hunk| {
        let (old, new) = order.put((hunk.old, hunk.new));
        Hunk { old, new }
    };
    let hunks: Vec<Hunk> = hunks(first, second).into_iter().map(turn).collect();
    let (old, new) = order.put((first, second));
    pieces(old, new, &hunks)
}

fn body(old: &str, new: &str) -> Vec<BlockDelta> {
    let (first, second, order) = ordered(old, new);
    let mut names = Names::default();
    let tokens = (Tokens::cut(first, &mut names), Tokens::cut(second, &mut names));
    let mut first = Cut { tokens: &tokens.0, segments: segments(first, &tokens.0) };
    let mut second = Cut { tokens: &tokens.1, segments: segments(second, &tokens.1) };
    let turn = |(one, two)| order.put((one, two));
    let mut pairs: Pairs = pair(&mut first, &mut second).into_iter().map(turn).collect();
    pairs.sort_unstable();
    let (old, new) = order.put((first, second));
    Sides { old, new, order }.deltas(&pairs)
}

/// Two bodies whose blocks are matched.
struct Sides<'a, 't> {
    old: Cut<'a, 't>,
    new: Cut<'a, 't>,
    order: Order,
}

impl Sides<'_, '_> {
    /// The blocks in reading order: what went stands before what came in its place.
    fn deltas(&self, pairs: &[(usize, usize)]) -> Vec<BlockDelta> {
        let stay: Vec<(usize, usize)> = order::longest(&pairs.iter().map(|pair| pair.1).collect::<Vec<_>>())
            .into_iter()
            .map(|at| pairs[at])
            .collect();
        let partner: HashMap<usize, usize> = pairs.iter().copied().collect();
        let origin: HashMap<usize, usize> = pairs.iter().map(|(old, new)| (*new, *old)).collect();
        let mut deltas = Vec::with_capacity(self.old.segments.len().max(self.new.segments.len()));
        let (mut from, mut to) = (0, 0);
        let end = (self.old.segments.len(), self.new.segments.len());
        for (old, new) in stay.into_iter().chain([end]) {
            for at in from..old {
                deltas.push(self.gone(at, partner.get(&at).copied(), to));
            }
            for at in to..new {
                deltas.push(match origin.get(&at) {
                    Some(old) => self.both(*old, at, BlockChange::Moved),
                    None => self.came(at, old),
                });
            }
            if (old, new) != end {
                deltas.push(self.both(old, new, BlockChange::Same));
            }
            (from, to) = (old + 1, new + 1);
        }
        deltas
    }

    /// A block that is not there any more, or not here. It would stand behind the block before `to`.
    fn gone(&self, at: usize, partner: Option<usize>, to: usize) -> BlockDelta {
        let segment = &self.old.segments[at];
        let text = self.old.tokens.slice(&segment.run).to_owned();
        let new = edge(&self.new, to);
        let piece = Piece { kind: PieceKind::Removed, text, old: self.old.tokens.span(&segment.run), new };
        BlockDelta {
            kind: if partner.is_some() { BlockChange::Left } else { BlockChange::Removed },
            block: segment.sort,
            old: Some(segment.place(self.old.tokens)),
            new: partner.map(|new| self.new.segments[new].place(self.new.tokens)),
            pieces: vec![piece],
        }
    }

    /// A block that came. It would stand behind the block before `from`.
    fn came(&self, at: usize, from: usize) -> BlockDelta {
        let segment = &self.new.segments[at];
        let text = self.new.tokens.slice(&segment.run).to_owned();
        let old = edge(&self.old, from);
        let piece = Piece { kind: PieceKind::Added, text, old, new: self.new.tokens.span(&segment.run) };
        BlockDelta {
            kind: BlockChange::Added,
            block: segment.sort,
            old: None,
            new: Some(segment.place(self.new.tokens)),
            pieces: vec![piece],
        }
    }

    /// A block that stands in both.
    fn both(&self, old: usize, new: usize, kind: BlockChange) -> BlockDelta {
        let (before, after) = (&self.old.segments[old], &self.new.segments[new]);
        let old = View { tokens: self.old.tokens, run: before.run.clone() };
        let there = View { tokens: self.new.tokens, run: after.run.clone() };
        let (first, second) = self.order.put((&old, &there));
        let pieces = view(first, second, self.order);
        let whole = before.extent == Extent::Whole && after.extent == Extent::Whole;
        let same = whole && before.sort == after.sort && pieces.iter().all(|piece| piece.kind == PieceKind::Same);
        BlockDelta {
            kind: if kind == BlockChange::Same && !same { BlockChange::Changed } else { kind },
            block: after.sort,
            old: Some(before.place(self.old.tokens)),
            new: Some(after.place(self.new.tokens)),
            pieces,
        }
    }
}

/// The empty place behind the block before `at`.
fn edge(cut: &Cut<'_, '_>, at: usize) -> Span {
    let end = at.checked_sub(1).and_then(|at| cut.segments.get(at)).map_or(0, |segment| cut.tokens.at(segment.run.end));
    Span { from: end, to: end }
}

fn fields(old: &Story, new: &Story) -> Vec<FieldDelta> {
    let (before, after) = (file::values(old), file::values(new));
    // A file from elsewhere may bring any number of fields.
    let (then, now): (HashMap<_, _>, HashMap<_, _>) =
        (before.iter().cloned().collect(), after.iter().cloned().collect());
    let gone = before.iter().filter(|(name, _)| !now.contains_key(name));
    let names = after.iter().chain(gone).map(|(name, _)| name);
    let value = |values: &HashMap<String, String>, name: &String| values.get(name).cloned().unwrap_or_default();
    let delta = |name: &String| FieldDelta { field: name.clone(), old: value(&then, name), new: value(&now, name) };
    let mut deltas: Vec<FieldDelta> = names.map(delta).filter(|delta| delta.old != delta.new).collect();
    deltas.sort_by_key(|delta| file::rank(&delta.field));
    deltas
}
