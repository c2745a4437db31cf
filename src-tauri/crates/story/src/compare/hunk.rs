//! Two runs of tokens compared, and the result tidied until a person reads it at a glance.
//!
//! The search is the bounded one of the crate `similar` (Myers, "An O(ND) Difference Algorithm and Its Variations",
//! 1986, with the limits that git puts on it): no clock, and no quadratic time. The tidying knows nothing of old and
//! new, so that the two sides can change places.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::token::{Sort, Tokens};
use super::{Piece, PieceKind, Span};

/// Where two runs differ: these tokens of the first stand for those of the second. Between hunks both are equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hunk {
    /// Tokens of the first.
    pub old: Range<usize>,
    /// Tokens of the second.
    pub new: Range<usize>,
}

/// A run of tokens of a text.
#[derive(Clone)]
pub(super) struct View<'a, 't> {
    /// The text.
    pub tokens: &'a Tokens<'t>,
    /// The run.
    pub run: Range<usize>,
}

impl<'a, 't> View<'a, 't> {
    /// All of a text.
    pub fn whole(tokens: &'a Tokens<'t>) -> Self {
        Self { tokens, run: 0..tokens.len() }
    }

    /// The numbers of its tokens.
    pub fn ids(&self) -> &'a [u32] {
        &self.tokens.ids[self.run.clone()]
    }

    fn letters(&self, run: &Range<usize>) -> u32 {
        run.clone().map(|at| self.tokens.token(at).letters).sum()
    }
}

/// Less than this share (per mille) of the shorter side's letters in common: it was written anew.
const RECAST: u32 = 350;

/// Where `old` and `new` differ, tidied.
pub(super) fn hunks(old: &View<'_, '_>, new: &View<'_, '_>) -> Vec<Hunk> {
    let mut hunks = raw(old, new);
    for at in 0..hunks.len() {
        let before =
            at.checked_sub(1).map_or((old.run.start, new.run.start), |at| (hunks[at].old.end, hunks[at].new.end));
        let behind = hunks.get(at + 1).map_or((old.run.end, new.run.end), |next| (next.old.start, next.new.start));
        let hunk = &mut hunks[at];
        match (hunk.old.is_empty(), hunk.new.is_empty()) {
            (true, false) => {
                let way = slide(new, &hunk.new, &(before.1..behind.1));
                *hunk = Hunk { old: shifted(&hunk.old, way), new: shifted(&hunk.new, way) };
            }
            (false, true) => {
                let way = slide(old, &hunk.old, &(before.0..behind.0));
                *hunk = Hunk { old: shifted(&hunk.old, way), new: shifted(&hunk.new, way) };
            }
            (true, true) | (false, false) => {}
        }
    }
    let mut hunks = joined(hunks, old, new);
    let shorter = old.letters(&old.run).min(new.letters(&new.run));
    let kept = old.letters(&old.run) - hunks.iter().map(|hunk| old.letters(&hunk.old)).sum::<u32>();
    if hunks.len() > 1 && u64::from(kept) * 1000 < u64::from(shorter) * u64::from(RECAST) {
        hunks = vec![Hunk { old: old.run.clone(), new: new.run.clone() }];
    }
    hunks
}

fn raw(old: &View<'_, '_>, new: &View<'_, '_>) -> Vec<Hunk> {
    let mut hunks: Vec<Hunk> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, old.ids(), new.ids()) {
        if op.tag() == DiffTag::Equal {
            continue;
        }
        let place = |range: Range<usize>, base: usize| range.start + base..range.end + base;
        let hunk = Hunk { old: place(op.old_range(), old.run.start), new: place(op.new_range(), new.run.start) };
        match hunks.last_mut() {
            Some(last) if last.old.end == hunk.old.start && last.new.end == hunk.new.start => {
                last.old.end = hunk.old.end;
                last.new.end = hunk.new.end;
            }
            Some(_) | None => hunks.push(hunk),
        }
    }
    hunks
}

fn shifted(run: &Range<usize>, way: isize) -> Range<usize> {
    run.start.saturating_add_signed(way)..run.end.saturating_add_signed(way)
}

/// A run that only came or only went can often stand at several places; it takes the one where a person would have put
/// it: from the beginning of a sentence or word to the next. How far it moves inside `room`, the equal tokens around it
/// included.
fn slide(view: &View<'_, '_>, run: &Range<usize>, room: &Range<usize>) -> isize {
    let ids = &view.tokens.ids;
    let back =
        (1..=SLIDE.min(run.start - room.start)).take_while(|by| ids[run.start - by] == ids[run.end - by]).count();
    let on = (0..SLIDE.min(room.end - run.end)).take_while(|by| ids[run.start + by] == ids[run.end + by]).count();
    let ranked = |from: &usize| rank(view, *from) + rank(view, from + run.len());
    let best = (run.start - back..=run.start + on).rev().max_by_key(ranked).unwrap_or(run.start);
    best.cast_signed() - run.start.cast_signed()
}

/// As far as a run is moved in search of a better place, tokens.
const SLIDE: usize = 200;

/// How well a run begins or ends before the token `at`.
fn rank(view: &View<'_, '_>, at: usize) -> u8 {
    if at == view.run.start || at == view.run.end {
        return 6;
    }
    let (last, next) = (view.tokens.token(at - 1), view.tokens.token(at));
    match (last.sort, next.sort) {
        (Sort::Space, Sort::Space | Sort::Word | Sort::Mark) => {
            if view.tokens.word(at - 1).contains('\n') {
                5
            } else if at >= view.run.start + 2 && ends_sentence(view.tokens.word(at - 2)) {
                4
            } else {
                3
            }
        }
        (Sort::Word | Sort::Mark, Sort::Space) => 2,
        (Sort::Mark, Sort::Word | Sort::Mark) | (Sort::Word, Sort::Mark) => {
            if matches!(view.tokens.word(at - 1), "。" | "！" | "？") { 4 } else { 1 }
        }
        (Sort::Word, Sort::Word) => 0,
    }
}

fn ends_sentence(word: &str) -> bool {
    matches!(word, "." | "!" | "?" | "…" | "\"" | "”" | "»" | "؟" | "۔" | "।")
}

/// Swallows the short equal islands between changes.
fn joined(mut hunks: Vec<Hunk>, old: &View<'_, '_>, new: &View<'_, '_>) -> Vec<Hunk> {
    let size = |hunk: &Hunk| old.letters(&hunk.old).max(new.letters(&hunk.new));
    for _ in 0..8 {
        let before = hunks.len();
        let mut tidy: Vec<Hunk> = Vec::with_capacity(before);
        for hunk in hunks {
            match tidy.last_mut() {
                Some(last) if island(old, &(last.old.end..hunk.old.start), (size(last), size(&hunk))) => {
                    last.old.end = hunk.old.end;
                    last.new.end = hunk.new.end;
                }
                Some(_) | None => tidy.push(hunk),
            }
        }
        hunks = tidy;
        if hunks.len() == before {
            break;
        }
    }
    hunks
}

/// Whether the equal tokens `run` between two changes of so many letters only disturb.
fn island(view: &View<'_, '_>, run: &Range<usize>, (left, right): (u32, u32)) -> bool {
    if run.is_empty() {
        return true;
    }
    let (mut words, mut letters) = (0_u32, 0_u32);
    for at in run.clone() {
        let word = view.tokens.word(at);
        match view.tokens.token(at).sort {
            // The lines of a list and the cells of a table are not words of one sentence.
            Sort::Space if word.contains(['\n', '\r']) => return false,
            Sort::Space => {}
            Sort::Mark if word == "|" || ends_sentence(word) => return false,
            Sort::Mark => letters += 1,
            Sort::Word if word.starts_with(|first: char| first.is_numeric() || first.is_uppercase()) => return false,
            Sort::Word => {
                words += 1;
                letters += view.tokens.token(at).letters;
            }
        }
        if words > 3 {
            return false;
        }
    }
    let around = left.min(right);
    match words {
        0 => around > letters,
        1 if letters <= 3 => around > letters,
        _ => letters <= 12 && around >= 2 * letters,
    }
}

/// The runs of both texts in reading order, what went before what came.
pub(super) fn pieces(old: &View<'_, '_>, new: &View<'_, '_>, hunks: &[Hunk]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut from, mut to) = (old.run.start, new.run.start);
    let end = Hunk { old: old.run.end..old.run.end, new: new.run.end..new.run.end };
    for hunk in hunks.iter().chain([&end]) {
        let (same, there) = (from..hunk.old.start, to..hunk.new.start);
        let (old_span, new_span) = (old.tokens.span(&same), new.tokens.span(&there));
        push(&mut pieces, (PieceKind::Same, old.tokens.slice(&same)), (old_span, new_span));
        let (went, came) = (old.tokens.span(&hunk.old), new.tokens.span(&hunk.new));
        let text = (PieceKind::Removed, old.tokens.slice(&hunk.old));
        push(&mut pieces, text, (went, Span { from: came.from, to: came.from }));
        let text = (PieceKind::Added, new.tokens.slice(&hunk.new));
        push(&mut pieces, text, (Span { from: went.to, to: went.to }, came));
        (from, to) = (hunk.old.end, hunk.new.end);
    }
    pieces
}

fn push(pieces: &mut Vec<Piece>, (kind, text): (PieceKind, &str), (old, new): (Span, Span)) {
    if !text.is_empty() {
        pieces.push(Piece { kind, text: text.to_owned(), old, new });
    }
}
