//! Comparisons read as an editor would read them, and what holds for any two stories.

mod properties;
mod prose;

use super::{BlockChange, Comparison, LineDelta, Piece, PieceKind, compare};
use crate::Story;

/// Two bodies compared.
fn bodies(old: &str, new: &str) -> Comparison {
    compare(&story(old), &story(new))
}

fn story(body: &str) -> Story {
    Story { body: body.to_owned(), ..Story::default() }
}

/// Text with its changes: `[-gone-]{+come+}`.
fn marked(pieces: &[Piece]) -> String {
    let mark = |piece: &Piece| match piece.kind {
        PieceKind::Same => piece.text.clone(),
        PieceKind::Removed => format!("[-{}-]", piece.text),
        PieceKind::Added => format!("{{+{}+}}", piece.text),
    };
    pieces.iter().map(mark).collect()
}

/// A body's blocks, one a line: what became of it, paragraph numbers, words.
fn told(comparison: &Comparison) -> Vec<String> {
    let line = |delta: &super::BlockDelta| {
        let kind = match delta.kind {
            BlockChange::Same => "same",
            BlockChange::Changed => "changed",
            BlockChange::Added => "added",
            BlockChange::Removed => "removed",
            BlockChange::Moved => "moved",
            BlockChange::Left => "left",
        };
        let number = |place: Option<super::BlockPlace>| {
            place.map_or_else(|| "-".to_owned(), |place| place.paragraph.to_string())
        };
        format!("{kind} {}>{} {}", number(delta.old), number(delta.new), marked(&delta.pieces))
    };
    comparison.body.iter().map(line).collect()
}

/// Lines as a unified comparison shows them.
fn unified(lines: &[LineDelta]) -> Vec<String> {
    let sign = |kind: PieceKind| match kind {
        PieceKind::Same => ' ',
        PieceKind::Added => '+',
        PieceKind::Removed => '-',
    };
    lines.iter().map(|line| format!("{}{}", sign(line.kind), marked(&line.pieces))).collect()
}
