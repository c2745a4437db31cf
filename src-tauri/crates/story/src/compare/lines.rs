//! Two texts compared line by line, as a message leaves: which lines came and went, and in a line that changed, which
//! words.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::token::Names;
use super::{LineDelta, Piece, PieceKind, Span, story, token};

/// Compares two texts line by line. A line ends with `\n`; the `\r` before it belong to the end and are not compared.
///
/// Where as many lines went as came, each is the counterpart of one; otherwise the likest are, in order.
pub fn lines(old: &str, new: &str) -> Vec<LineDelta> {
    let (before, after) = (split(old), split(new));
    let mut names = Names::default();
    let old_ids: Vec<u32> = before.iter().map(|line| names.number(line)).collect();
    let new_ids: Vec<u32> = after.iter().map(|line| names.number(line)).collect();
    let mut deltas = Vec::with_capacity(before.len().max(after.len()));
    let lines = Lines { before, after };
    for op in capture_diff_slices(Algorithm::Myers, &old_ids, &new_ids) {
        if op.tag() == DiffTag::Equal {
            deltas.extend(op.old_range().zip(op.new_range()).map(|(old, new)| lines.same(old, new)));
        } else {
            lines.differ(op.old_range(), op.new_range(), &mut deltas);
        }
    }
    deltas
}

/// Lines without their ends; what follows the last line feed is a line if it is not empty.
fn split(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').map(|line| line.strip_suffix('\n').unwrap_or(line).trim_end_matches('\r')).collect()
}

struct Lines<'t> {
    before: Vec<&'t str>,
    after: Vec<&'t str>,
}

/// Lines of a change that are looked at for their likest counterpart, as a product of both sides.
const CLOSELY: usize = 10_000;

impl Lines<'_> {
    fn same(&self, old: usize, new: usize) -> LineDelta {
        let text = self.before[old];
        let all = Span { from: 0, to: token::units(text) };
        let piece = Piece { kind: PieceKind::Same, text: text.to_owned(), old: all, new: all };
        let pieces = if text.is_empty() { Vec::new() } else { vec![piece] };
        LineDelta { kind: PieceKind::Same, old: number(old), new: number(new), pieces }
    }

    /// Lines that went and lines that came, counterparts together.
    fn differ(&self, old: Range<usize>, new: Range<usize>, deltas: &mut Vec<LineDelta>) {
        let (mut from, mut to) = (old.start, new.start);
        for (one, two) in self.counterparts(&old, &new) {
            self.alone((from..one, to..two), deltas);
            let pieces = story::text(self.before[one], self.after[two]);
            let side = |kind: PieceKind| {
                pieces.iter().filter(|piece| piece.kind == PieceKind::Same || piece.kind == kind).cloned().collect()
            };
            deltas.push(LineDelta {
                kind: PieceKind::Removed,
                old: number(one),
                new: None,
                pieces: side(PieceKind::Removed),
            });
            deltas.push(LineDelta {
                kind: PieceKind::Added,
                old: None,
                new: number(two),
                pieces: side(PieceKind::Added),
            });
            (from, to) = (one + 1, two + 1);
        }
        self.alone((from..old.end, to..new.end), deltas);
    }

    /// Lines without a counterpart.
    fn alone(&self, (old, new): (Range<usize>, Range<usize>), deltas: &mut Vec<LineDelta>) {
        let nowhere = Span::default();
        let pieces = |kind: PieceKind, text: &str| {
            let all = Span { from: 0, to: token::units(text) };
            let (old, new) = if kind == PieceKind::Added { (nowhere, all) } else { (all, nowhere) };
            let piece = Piece { kind, text: text.to_owned(), old, new };
            if text.is_empty() { Vec::new() } else { vec![piece] }
        };
        deltas.extend(old.map(|at| LineDelta {
            kind: PieceKind::Removed,
            old: number(at),
            new: None,
            pieces: pieces(PieceKind::Removed, self.before[at]),
        }));
        deltas.extend(new.map(|at| LineDelta {
            kind: PieceKind::Added,
            old: None,
            new: number(at),
            pieces: pieces(PieceKind::Added, self.after[at]),
        }));
    }

    /// Lines that are each other's, both in order.
    fn counterparts(&self, old: &Range<usize>, new: &Range<usize>) -> Vec<(usize, usize)> {
        if old.len() == new.len() || old.len().saturating_mul(new.len()) > CLOSELY {
            return old.clone().zip(new.clone()).collect();
        }
        let bag = |line: &str| {
            let mut words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
            words.sort_unstable();
            words
        };
        let one: Vec<Vec<String>> = old.clone().map(|at| bag(self.before[at])).collect();
        let two: Vec<Vec<String>> = new.clone().map(|at| bag(self.after[at])).collect();
        // The heaviest common subsequence: best[a][b] of the lines from a and from b on.
        let width = two.len() + 1;
        let mut best = vec![0_usize; (one.len() + 1) * width];
        let like: Vec<usize> = one.iter().flat_map(|one| two.iter().map(|two| likeness(one, two))).collect();
        for a in (0..one.len()).rev() {
            for b in (0..two.len()).rev() {
                let both = like[a * two.len() + b] + best[(a + 1) * width + b + 1];
                best[a * width + b] = both.max(best[(a + 1) * width + b]).max(best[a * width + b + 1]);
            }
        }
        let (mut a, mut b, mut pairs) = (0, 0, Vec::new());
        while a < one.len() && b < two.len() {
            let here = best[a * width + b];
            let weight = like[a * two.len() + b];
            if weight > 0 && here == weight + best[(a + 1) * width + b + 1] {
                pairs.push((old.start + a, new.start + b));
                (a, b) = (a + 1, b + 1);
            } else if here == best[(a + 1) * width + b] {
                a += 1;
            } else {
                b += 1;
            }
        }
        pairs
    }
}

/// Share of the words that two lines have in common, per mille; 0 when it is less than a third.
fn likeness(one: &[String], two: &[String]) -> usize {
    let (mut shared, mut at) = (0, 0);
    for word in one {
        while two.get(at).is_some_and(|other| other < word) {
            at += 1;
        }
        if two.get(at) == Some(word) {
            (shared, at) = (shared + 1, at + 1);
        }
    }
    let dice = (2000 * shared) / (one.len() + two.len()).max(1);
    if dice < 333 { 0 } else { dice }
}

fn number(at: usize) -> Option<u32> {
    u32::try_from(at + 1).ok()
}
